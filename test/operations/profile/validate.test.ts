import type { IDataObject, INode } from 'n8n-workflow';
import type { FieldNote } from '../../../nodes/SalesforceLicenses/licensing/playbook/profile';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg({ users: 20, seed: 2 });

const RULES = [{ name: 'Unused seats', licenseKinds: ['userLicense'], inactiveDays: 60 }];
const MINIMAL = { displayName: 'Acme', rules: RULES };
/** What the form of the playbook gives. */
const FORM = {
	displayName: 'Acme',
	connection: 'Acme org',
	reclaim: 'Yes',
	dryRun: 'Yes',
	ruleSource: 'Use the fields below',
	licenseKinds: ['User license', 'Managed package license'],
	licenseIdentifiers: 'SFDC, AUL',
	inactiveDays: 90,
	action: 'Deactivate the user',
	targetProfileId: '',
	rulesJson: '',
	excludedUsernames: 'ceo@acme.com, 005000000000001AAA',
	excludedIdentifiers: 'Chatter Free',
	prices: 'SFDC=2100, AUL=300.50',
	currency: 'usd',
	maxUsers: 50,
	maxPercent: 2.5,
	notifyUser: 'No',
	daysToAnswer: 7,
	askBy: 'E-mail',
	onSilence: 'Keep the license',
	managerEmail: '',
	graceDays: 14,
	autoReclaim: 'No',
	alertEmail: 'it@acme.com',
	submittedAt: '2026-10-01T10:00:00.000Z',
	formMode: 'production',
};
const CONNECTIONS = [{ name: 'Acme org', downloadSubflow: 'down', reclaimSubflow: 'take' }];

async function run(
	items: unknown[],
	parameters: INode['parameters'] = {},
	options: Parameters<typeof runNode>[3] = {},
) {
	return await runNode(
		{ resource: 'profile', operation: 'validate', ...parameters },
		{},
		items as IDataObject[],
		options,
	);
}

interface Judged {
	isValid: boolean;
	profile: Record<string, unknown> | null;
	mistakes: FieldNote[];
	warnings: FieldNote[];
}
async function judge(item: object, parameters: INode['parameters'] = {}): Promise<Judged> {
	const { error, items } = await run([item], parameters);
	if (error !== null) throw error;
	return items[0] as unknown as Judged;
}
const fieldsOf = (notes: FieldNote[]) => notes.map(({ field }) => field);

describe('Validate', () => {
	it('normalizes the answers of a form', async () => {
		const { isValid, profile, mistakes, warnings } = await judge(FORM, {
			connections: JSON.stringify(CONNECTIONS),
		});
		expect({ isValid, mistakes, warnings }).toEqual({ isValid: true, mistakes: [], warnings: [] });
		expect(profile).toEqual({
			displayName: 'Acme',
			status: 'Draft',
			profileType: 'Salesforce CRM',
			connection: 'Acme org',
			downloadSubflow: 'down',
			reclaimSubflow: 'take',
			orgId: null,
			orgName: null,
			dryRun: true,
			rules: [
				{
					name: 'Unused seats',
					licenseKinds: ['userLicense', 'packageLicense'],
					licenseIdentifiers: ['SFDC', 'AUL'],
					inactiveDays: 90,
					action: 'deactivate',
				},
			],
			excludedUsernames: ['ceo@acme.com', '005000000000001AAA'],
			excludedIdentifiers: ['Chatter Free'],
			prices: { SFDC: 2100, AUL: 300.5 },
			currency: 'USD',
			maxUsers: 50,
			maxPercent: 2.5,
			notifyUser: false,
			daysToAnswer: 7,
			askBy: 'email',
			onSilence: 'keep',
			managerEmail: '',
			graceDays: 14,
			autoReclaim: false,
			alertEmail: 'it@acme.com',
			publishedAt: null,
			createdBy: null,
			lanes: null,
			access: null,
		});
	});

	it('accepts its own result again, also with JSON columns as a table stores them', async () => {
		const first = await judge(FORM, { connections: JSON.stringify(CONNECTIONS) });
		const again = await judge({ id: 4, ...first.profile });
		expect(again).toEqual(first);
		const texts = Object.fromEntries(
			Object.entries(first.profile ?? {}).map(([key, value]) => [
				key,
				typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
			]),
		);
		expect(await judge(texts)).toEqual(first);
	});

	it('accepts a profile as JSON, and has safe values for what it does not name', async () => {
		const { profile } = await judge(
			{},
			{
				profileSource: 'json',
				profileJson: JSON.stringify(MINIMAL),
			},
		);
		expect(profile).toMatchObject({
			status: 'Draft',
			dryRun: true,
			onSilence: 'keep',
			autoReclaim: false,
			maxUsers: 100,
			maxPercent: 10,
			rules: RULES,
			prices: {},
			currency: null,
		});
	});

	it('reports all mistakes at once, by field, with what to do', async () => {
		const { isValid, profile, mistakes } = await judge({
			...FORM,
			displayName: ' ',
			inactiveDays: 'soon',
			action: 'Delete the user',
			excludedUsernames: 'the boss',
			prices: 'SFDC=cheap',
			currency: 'dollars',
			maxUsers: 0,
			maxPercent: 101,
			daysToAnswer: -1,
			graceDays: '',
			notifyUser: 'Perhaps',
			autoReclaim: 'Perhaps',
			askBy: 'Pigeon',
			managerEmail: 'boss',
			alertEmail: 'a@b.com, c@d.com',
			reclaim: 'Perhaps',
		});
		expect({ isValid, profile }).toEqual({ isValid: false, profile: null });
		expect(fieldsOf(mistakes).sort()).toEqual(
			[
				'action',
				'alertEmail',
				'askBy',
				'autoReclaim',
				'currency',
				'daysToAnswer',
				'displayName',
				'excludedUsernames',
				'graceDays',
				'inactiveDays',
				'managerEmail',
				'maxPercent',
				'maxUsers',
				'notifyUser',
				'prices',
				'reclaim',
			].sort(),
		);
		for (const { field, label, message } of mistakes) {
			expect(label).not.toBe(field);
			expect(message).toMatch(/\b(Enter|Choose|Use|Correct)\b/);
		}
	});

	it('returns one item for each input item', async () => {
		const { outputs } = await run([MINIMAL, {}, MINIMAL]);
		expect(outputs[0].map(({ json, pairedItem }) => [json.isValid, pairedItem])).toEqual([
			[true, { item: 0 }],
			[false, { item: 1 }],
			[true, { item: 2 }],
		]);
	});

	it('accepts the labels of the form as field names', async () => {
		const { profile } = await judge({ 'Display name': 'Acme', Rules: RULES, 'Dry run?': 'No' });
		expect(profile).toMatchObject({ displayName: 'Acme', dryRun: false });
	});

	it('warns of a field that a profile does not have, with the closest', async () => {
		const { isValid, warnings } = await judge({ ...MINIMAL, maxUser: 5 });
		expect(isValid).toBe(true);
		expect(warnings).toMatchObject([
			{ field: 'maxUser', message: expect.stringMatching(/maxUsers/) },
		]);
	});
});

const NOTHING = [undefined, null, '', ' ', NaN, [], ['No'], {}, 0, 1];

describe('protections stay on', () => {
	it.each([...NOTHING, 'no', 'NO', 'No ', 'false', 'off', 'Nein', true, 'Yes'])(
		'dry run: %p',
		async (dryRun) => {
			const { profile } = await judge({ ...MINIMAL, dryRun });
			expect(profile?.dryRun).toBe(true);
		},
	);

	it.each(['No', false])('dry run is ended by %p', async (dryRun) => {
		expect((await judge({ ...MINIMAL, dryRun })).profile?.dryRun).toBe(false);
	});

	it.each([
		...NOTHING,
		'Reclaim',
		'reclaim ',
		'RECLAIM',
		true,
		['reclaim'],
		'keep',
		'Keep the license',
	])('a user who does not answer keeps the license: %p', async (onSilence) => {
		expect((await judge({ ...MINIMAL, onSilence })).profile?.onSilence).toBe('keep');
	});

	it.each(['reclaim', 'Reclaim the license'])('%p reclaims on silence', async (onSilence) => {
		expect((await judge({ ...MINIMAL, onSilence })).profile?.onSilence).toBe('reclaim');
	});

	it.each([...NOTHING, 'published', true, ['Published']])('a draft: %p', async (status) => {
		expect((await judge({ ...MINIMAL, status })).profile?.status).toBe('Draft');
	});

	it('says so if the value is not one of the choices', async () => {
		const { warnings } = await judge({
			...MINIMAL,
			dryRun: 'Nein',
			onSilence: 'take',
			status: 'x',
		});
		expect(fieldsOf(warnings)).toEqual(['dryRun', 'onSilence', 'status']);
	});
});

describe('a value is refused', () => {
	it.each<[string, unknown]>([
		...['', ' ', NaN, Infinity, -1, 0, 1.5, 100_001, '1e3', '0x10', 'ten', [5], {}, true].map(
			(value): [string, unknown] => ['maxUsers', value],
		),
		...['', NaN, -0.1, 100.1, [], '10 %'].map((value): [string, unknown] => ['maxPercent', value]),
		...['', -1, 366, 1.5].map((value): [string, unknown] => ['graceDays', value]),
		...['', NaN, 366].map((value): [string, unknown] => ['daysToAnswer', value]),
		...['x', 'a@b', 'a b@c.de', 'a@b.com,c@d.com', '<a@b.com>', 'a@b@c.de', ['a@b.com'], 5].map(
			(value): [string, unknown] => ['alertEmail', value],
		),
		...['boss', {}].map((value): [string, unknown] => ['managerEmail', value]),
		...['ceo', 5, [''], ['a@b.com', null], { a: 1 }].map((value): [string, unknown] => [
			'excludedUsernames',
			value,
		]),
		...[[''], 7, {}].map((value): [string, unknown] => ['excludedIdentifiers', value]),
		...[
			'SFDC',
			'SFDC=-1',
			'=5',
			{ SFDC: -1 },
			{ SFDC: null },
			{ SFDC: 'x' },
			[1],
			7,
			'{"SFDC"',
		].map((value): [string, unknown] => ['prices', value]),
		['prices', 'SFDC=1, sfdc=2'],
		...['US', 'dollars', 5, ['USD']].map((value): [string, unknown] => ['currency', value]),
		...['', 'maybe', 1, []].map((value): [string, unknown] => ['autoReclaim', value]),
		...['', 'maybe', 0].map((value): [string, unknown] => ['notifyUser', value]),
		...['', 'Pigeon', ['email']].map((value): [string, unknown] => ['askBy', value]),
		...['', null, 5, ['Acme'], 'x'.repeat(61)].map((value): [string, unknown] => [
			'displayName',
			value,
		]),
		...[undefined, null, '', [], '[]', {}, 'x', '[1]', [null], [[]], 5].map(
			(value): [string, unknown] => ['rules', value],
		),
	])('%s: %p', async (field, value) => {
		const { isValid, profile, mistakes } = await judge({
			...MINIMAL,
			currency: 'USD',
			[field]: value,
		});
		expect({ isValid, profile }).toEqual({ isValid: false, profile: null });
		expect([...new Set(fieldsOf(mistakes))]).toEqual([field]);
	});

	it.each<[string, object, string]>([
		['prices without a currency', { prices: { SFDC: 5 } }, 'currency'],
		['automatic reclaim in a profile that does not reclaim', { autoReclaim: 'Yes' }, 'autoReclaim'],
		['a reclaim without a subflow', { reclaim: 'Yes' }, 'reclaim'],
		['questions without days to answer', { notifyUser: 'Yes', daysToAnswer: 0 }, 'daysToAnswer'],
	])('%s', async (_, more, field) => {
		const { isValid, mistakes } = await judge({ ...MINIMAL, ...more });
		expect(isValid).toBe(false);
		expect(fieldsOf(mistakes)).toEqual([field]);
	});

	it('a value of the wrong type, once', async () => {
		const { mistakes } = await judge({ ...MINIMAL, alertEmail: 5, displayName: ['Acme'] });
		expect(mistakes.map(({ field, message }) => [field, message])).toEqual([
			['displayName', 'it is the list ["Acme"]. Enter a text.'],
			['alertEmail', 'it is 5. Enter a text.'],
		]);
	});

	it('a connection that is not one of the connections, or has no reclaim subflow', async () => {
		const connections = JSON.stringify([{ name: 'Reads', downloadSubflow: 'd' }]);
		const other = await judge({ ...MINIMAL, connection: 'Acme' }, { connections });
		expect(other.mistakes).toMatchObject([
			{
				field: 'connection',
				message: expect.stringMatching(/"Reads"/),
			},
		]);
		const none = await judge(MINIMAL, { connections });
		expect(fieldsOf(none.mistakes)).toEqual(['connection']);
		const reads = await judge({ ...MINIMAL, connection: 'Reads', reclaim: 'Yes' }, { connections });
		expect(fieldsOf(reads.mistakes)).toEqual(['reclaim']);
	});
});

describe('rules', () => {
	it.each<[string, unknown, RegExp]>([
		['a number that is a text', [{ inactiveDays: '60' }], /rule 1, inactiveDays/],
		['NaN', [{ inactiveDays: NaN }], /rule 1, inactiveDays/],
		['a field that does not exist', [{ inactiveDay: 60 }], /rule 1: .*Did you mean "inactiveDays"/],
		['a kind that does not exist', [{ licenseKinds: ['user'] }], /rule 1, licenseKinds 1/],
		[
			'an action of another detector',
			[{ detector: 'inactiveHolder', action: 'deactivate' }],
			/rule 1/,
		],
		[
			'a move without a target',
			[{ action: 'changeProfile' }],
			/rule 1, targetProfileId: it is missing/,
		],
		[
			'a target that is not a profile',
			[{ action: 'changeProfile', targetProfileId: '005x' }],
			/00e/,
		],
		['a price without a currency', [{ price: 5 }], /rule 1, currency/],
		['two rules with the same name', [{}, { name: 'unused seats' }], /rule 2, name: another rule/],
		['invalid JSON', '[{', /not valid JSON/],
	])('refused: %s', async (_, rules, message) => {
		const { isValid, mistakes } = await judge({ ...MINIMAL, rules });
		expect(isValid).toBe(false);
		expect(mistakes[0]).toMatchObject({ field: 'rules', message: expect.stringMatching(message) });
	});

	it('are all checked at once', async () => {
		const rules = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, inactiveDays: -1 }));
		expect((await judge({ ...MINIMAL, rules })).mistakes).toHaveLength(5);
	});

	it('from the form are reported with the field of the form', async () => {
		const move = await judge({
			...FORM,
			action: 'Move the user to a cheaper profile',
			reclaim: 'No',
		});
		expect(fieldsOf(move.mistakes)).toEqual(['targetProfileId']);
		const remove = await judge({
			...FORM,
			reclaim: 'No',
			licenseKinds: ['User license'],
			action: 'Remove the license only',
		});
		expect(fieldsOf(remove.mistakes)).toEqual(['action']);
		const kinds = await judge({ ...FORM, reclaim: 'No', licenseKinds: ['Seat'] });
		expect(fieldsOf(kinds.mistakes)).toEqual(['licenseKinds']);
		const source = await judge({ ...FORM, reclaim: 'No', ruleSource: 'Guess' });
		expect(fieldsOf(source.mistakes)).toEqual(['ruleSource']);
	});
});

describe('names of licenses', () => {
	const licensesOf = async () =>
		(await runNode({ resource: 'license', operation: 'getMany' }, clientCredentials(org())))
			.outputs[0];

	it('are matched as in the node, by identifier or name in any case', async () => {
		const licenses = JSON.stringify((await licensesOf()).map(({ json }) => json));
		const { warnings } = await judge(
			{
				...MINIMAL,
				rules: [{ licenseKinds: ['userLicense'], licenseIdentifiers: ['sfdc', 'SALESFORCE'] }],
				prices: { sfdc: 5 },
				currency: 'USD',
				excludedIdentifiers: ['salesforce'],
			},
			{ licenses },
		);
		expect(warnings).toEqual([]);
	});

	it('that match nothing cause a warning, with the closest match', async () => {
		const licenses = JSON.stringify(await licensesOf());
		const { isValid, warnings } = await judge(
			{
				...MINIMAL,
				rules: [{ licenseKinds: ['userLicense'], licenseIdentifiers: ['SFCD'] }],
				prices: { SFCD: 5 },
				currency: 'USD',
				excludedIdentifiers: ['zzzzzzzzzzzz'],
			},
			{ licenses },
		);
		expect(isValid).toBe(true);
		expect(fieldsOf(warnings).sort()).toEqual(['excludedIdentifiers', 'prices', 'rules']);
		expect(warnings.find(({ field }) => field === 'prices')?.message).toMatch(
			/closest match: "SFDC"/,
		);
	});

	it('are not checked without the licenses of the org', async () => {
		const { warnings } = await judge({ ...MINIMAL, excludedIdentifiers: ['zzzz'] });
		expect(warnings).toEqual([]);
	});
});

describe('a stored profile', () => {
	const stored = {
		displayName: 'Acme',
		status: 'Published',
		connection: 'Acme org',
		downloadSubflow: 'down',
		reclaimSubflow: '',
		lanes: { publish: true, connection: true },
		rules: [{ name: 'Old seats' }],
		dryRun: false,
		orgId: '00D000000000001AAA',
	};
	const form = { ...FORM, displayName: undefined };
	const over = async (given: object) =>
		await judge(given, {
			storedProfile: JSON.stringify(stored),
			connections: JSON.stringify(CONNECTIONS),
		});

	it('keeps what no form asks for, and nothing that a form asks for', async () => {
		const { profile } = await over({ ...form, reclaim: 'No', dryRun: undefined });
		expect(profile).toMatchObject({
			displayName: 'Acme',
			status: 'Published',
			orgId: stored.orgId,
			dryRun: true,
			lanes: { publish: true, connection: true, details: true },
			rules: [{ name: 'Old seats' }],
		});
	});

	it('becomes a draft with a connection that was not tested', async () => {
		const { profile, warnings } = await over({ ...form, reclaim: 'Yes' });
		expect(profile).toMatchObject({
			status: 'Draft',
			lanes: { publish: false, connection: false, details: true },
		});
		expect(fieldsOf(warnings)).toEqual(['status']);
	});
});

describe('a parameter', () => {
	it.each<[string, INode['parameters'], RegExp]>([
		[
			'a text that is not JSON',
			{ profileSource: 'json', profileJson: '{' },
			/^Profile \(JSON\): it is not valid JSON/,
		],
		['a list', { profileSource: 'json', profileJson: '[]' }, /^Profile \(JSON\): it must be/],
		['nothing', { profileSource: 'json', profileJson: '={{ null }}' }, /^Profile \(JSON\)/],
		[
			'licenses that are not licenses',
			{ licenses: '[{}]' },
			/^Licenses of the Org: row 1, licenseKind/,
		],
		['licenses that were not read', { licenses: '={{ undefined }}' }, /^Licenses of the Org/],
		['connections without a name', { connections: '[{}]' }, /^Connections: row 1, name/],
		['a stored profile that is a list', { storedProfile: '[]' }, /^Stored Profile/],
		['an unknown source', { profileSource: 'csv' }, /^Source/],
	])('is refused: %s', async (_, parameters, message) => {
		const { error } = await run([MINIMAL], parameters);
		expect(error?.message).toMatch(message);
	});

	it('that is wrong for one item is an error of that item with Continue on Fail', async () => {
		const { error, items } = await run(
			[
				{ ...MINIMAL, mine: '[]' },
				{ ...MINIMAL, mine: '[{}]' },
			],
			{ licenses: '={{ $json.mine }}' },
			{ continueOnFail: true },
		);
		expect(error).toBeNull();
		expect(items[0].isValid).toBe(true);
		expect(items[1].error).toMatch(/Licenses of the Org/);
	});
});
