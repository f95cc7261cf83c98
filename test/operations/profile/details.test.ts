import type { IDataObject } from 'n8n-workflow';
import type { SetupAnswer } from '../../../nodes/SalesforceLicenses/operations/profile/setup/answer';
import type { Shown } from '../../support/setupConversation';
import {
	answer,
	build,
	DRAFT,
	fieldOf,
	LICENSES,
	PUBLISHED,
	textOf,
} from '../../support/setupConversation';

/** The pages of a profile: each is kept as it was entered, and all take effect together. */

const PAGES = ['details', 'rules', 'users', 'asking', 'limits'];
const MOVE = 'Move the user to a cheaper profile';
const COMPLETE = 'Save and mark complete';
const LATER = 'Save, and continue later';
const UNUSED = 'Licenses of active users who do not use them';

/** The row as the workflow stores it: columns that are missing keep their values. */
const written = (profile: IDataObject, { row }: SetupAnswer): IDataObject =>
	({ ...profile, ...row }) as IDataObject;

async function send(
	page: string,
	changes: IDataObject = {},
	profile: IDataObject = DRAFT,
	parameters: IDataObject = {},
) {
	const shown = await build(page, { profiles: [profile], ...parameters });
	return await answer(shown, changes, { profiles: [profile], ...parameters });
}

/** All pages, from one to the next as a person clicks through them. */
async function throughAll(
	changes: Record<string, IDataObject> = {},
	profile: IDataObject = DRAFT,
	parameters: IDataObject = {},
): Promise<SetupAnswer> {
	let stored = profile;
	let before: SetupAnswer | undefined;
	for (const page of PAGES) {
		const shown = await build(page, {
			profiles: [stored],
			...parameters,
			...(before === undefined ? {} : { answerBefore: before as unknown as IDataObject }),
		});
		before = await answer(shown, changes[page] ?? {}, { profiles: [stored], ...parameters });
		if (before.row !== null) stored = written(stored, before);
	}
	return before as SetupAnswer;
}

const json = (rules: unknown) => ({
	rulesJson: typeof rules === 'string' ? rules : JSON.stringify(rules),
});
const WITH_JSON = { ...DRAFT, rules: [{ name: 'A', inactiveDays: 5 }, { name: 'B' }] };
/** A mistake stands right above its field. */
const isMarked = (shown: Shown, name: string) =>
	shown.fields[shown.fields.indexOf(fieldOf(shown, name)) - 1]?.html?.includes('⚠') === true;

describe('the pages of a profile', () => {
	it('lead from one to the next, and the last one completes the step', async () => {
		let stored: IDataObject = DRAFT;
		for (const [index, page] of PAGES.entries()) {
			const result = await send(page, {}, stored);
			const isLast = index === PAGES.length - 1;
			expect(result).toMatchObject({ do: 'save', page: isLast ? 'steps' : PAGES[index + 1] });
			if (!isLast)
				expect(Object.keys(result.row ?? {}).sort()).toEqual(['displayName', 'id', 'lanes']);
			stored = written(stored, result);
		}
		expect(stored).toMatchObject({
			connection: 'Salesforce CRM',
			downloadSubflow: 'd1',
			reclaimSubflow: 'r1',
			rules: DRAFT.rules,
			maxUsers: 100,
			dryRun: true,
			lanes: { register: true, details: true },
		});
		expect(JSON.stringify(stored.lanes)).not.toContain('detailsDraft');
	});

	it('say who completed them, and nothing changes when they are completed again', async () => {
		const { history, row } = await throughAll();
		expect(history).toMatchObject({ profile: 'Acme', changedBy: 'ada@acme.com' });
		const again = await throughAll({}, { ...DRAFT, ...row });
		expect(again.row).toEqual(row);
		expect(again.history).toBeNull();
	});

	it('are short', async () => {
		for (const page of PAGES) {
			const { fields } = await build(page, { licenses: LICENSES });
			expect(fields.filter(({ fieldName }) => fieldName !== undefined).length).toBeLessThan(18);
		}
	});

	it('name the next page on the button, and the others as choices', async () => {
		const shown = await build('rules');
		expect(shown.button).toBe('Continue: Which users');
		const choices = fieldOf(shown, 'otherwise').fieldOptions?.values.map(({ option }) => option);
		expect(choices).toEqual([
			'Write the rules as JSON',
			COMPLETE,
			LATER,
			'Go to: Licenses and prices',
			'Go to: Who is asked',
			'Go to: Limits and alerts',
		]);
		expect((await build('limits')).button).toBe(COMPLETE);
		const jump = await send('details', { otherwise: 'Go to: Limits and alerts', currency: '$' });
		expect(jump).toMatchObject({ do: 'save', page: 'limits', mistakes: [] });
	});

	it('show no raw value', async () => {
		for (const page of PAGES) {
			const { fields } = await build(page, { licenses: LICENSES });
			const shown = JSON.stringify(
				fields.map(({ html, fieldLabel, fieldOptions, defaultValue }) => [
					html,
					fieldLabel,
					fieldOptions,
					defaultValue,
				]),
			);
			expect(shown).not.toMatch(
				/userLicense|permissionSetLicense|changeProfile|wholeSeat|unusedSeat|inactiveHolder|lastLogin|"keep"|"reclaim"|"email"|\bd1\b|\br1\b/,
			);
		}
	});

	test.each<[string, string, IDataObject, string, string]>([
		[
			'a price in words',
			'details',
			{ morePrices: 'SFDC=expensive' },
			'morePrices',
			'is not a price',
		],
		[
			'no currency for a price',
			'details',
			{ morePrices: 'A=1', currency: '' },
			'currency',
			'three-letter',
		],
		['a currency that is none', 'details', { currency: '$' }, 'currency', 'three-letter'],
		['nothing to look for', 'rules', { lookFor: [] }, 'lookFor', 'Tick at least one'],
		['an unknown detector', 'rules', { lookFor: ['x'] }, 'lookFor', 'Choose from'],
		['days of no number', 'rules', { inactiveDays: '0' }, 'inactiveDays', 'Enter a whole number'],
		[
			'an unknown action',
			'rules',
			{ action: 'Delete' },
			'action',
			'Choose one of Deactivate the user',
		],
		[
			'a kind that is not a text',
			'rules',
			{ licenseKinds: [null] as never },
			'licenseKinds',
			'Choose from',
		],
		[
			'a freeze of no days',
			'rules',
			{ frozenDays: '-1', lookFor: ['x'] },
			'frozenDays',
			'Enter a whole number',
		],
		[
			'a move to a user',
			'rules',
			{ action: MOVE, targetProfileId: '005000000000001' },
			'targetProfileId',
			'begin with 00e',
		],
		[
			'a move to nowhere',
			'rules',
			{ action: MOVE, targetProfileId: '' },
			'targetProfileId',
			'it is missing',
		],
		[
			'a name for a username',
			'users',
			{ excludedUsernames: 'Ada L' },
			'excludedUsernames',
			'neither',
		],
		['half a condition', 'users', { only1Field: 'Department' }, 'only1Value', 'Enter the value'],
		['a value of nothing', 'users', { never2Value: 'Sales' }, 'never2Field', 'Choose what'],
		['a signal that is none', 'users', { signals: [] }, 'signals', 'Choose at least one'],
		[
			'people without addresses',
			'users',
			{ directory: 'Ada\nBob' },
			'directory',
			'not an e-mail address',
		],
		[
			'no time to answer',
			'asking',
			{ notifyUser: 'Yes', daysToAnswer: '0' },
			'daysToAnswer',
			'Enter 1',
		],
		[
			'a name for an address',
			'asking',
			{ managerEmail: 'the boss' },
			'managerEmail',
			'not an e-mail',
		],
	])(
		'with %s stay, with what was typed and the mistake at its field',
		async (_, page, changes, at, says) => {
			const result = await send(page, changes);
			expect(result).toMatchObject({ do: 'save', page });
			expect(Object.keys(result.row ?? {}).sort()).toEqual(['displayName', 'id', 'lanes']);
			expect(result.mistakes.find(({ field }) => field === at)?.message).toContain(says);
			const stored = written(DRAFT, result);
			// Another day, or after the session ended: the entries are still there.
			for (const answerBefore of [result as unknown as IDataObject, {}]) {
				const again = await build(page, { profiles: [stored], answerBefore });
				expect(isMarked(again, at)).toBe(answerBefore === (result as never));
				for (const [name, value] of Object.entries(changes)) {
					if (typeof value === 'string') expect(fieldOf(again, name).defaultValue).toBe(value);
				}
			}
		},
	);

	it('say all mistakes of a page at once', async () => {
		const { mistakes } = await send('limits', {
			maxUsers: '0',
			maxPercent: '101',
			alertEmail: 'x',
		});
		expect(mistakes.map(({ field }) => field).sort()).toEqual([
			'alertEmail',
			'maxPercent',
			'maxUsers',
		]);
	});

	it('are not complete while another page has a mistake, which they lead back to', async () => {
		const half = await send('details', {
			otherwise: 'Go to: Limits and alerts',
			morePrices: 'A=x',
		});
		const result = await send('limits', { maxUsers: '0' }, written(DRAFT, half));
		expect(result).toMatchObject({ do: 'save', page: 'details' });
		expect(result.message).toContain('Not complete');
		expect(result.row?.lanes).not.toHaveProperty('details');
		expect(result.mistakes).toEqual([
			{ field: 'morePrices', message: expect.stringContaining('is not a price') as string },
			{ field: 'maxUsers', message: expect.stringContaining('Limits and alerts') as string },
		]);
	});

	it('keep half-done entries without any effect, mistakes included', async () => {
		const half = await send('limits', { otherwise: LATER, maxUsers: 'x', dryRun: 'No' });
		expect(half).toMatchObject({ do: 'save', page: 'steps' });
		expect(Object.keys(half.row ?? {}).sort()).toEqual(['displayName', 'id', 'lanes']);
		expect(half.row?.lanes).not.toHaveProperty('details');
		const stored = written(DRAFT, half);
		const again = await build('limits', { profiles: [stored] });
		expect(fieldOf(again, 'maxUsers').defaultValue).toBe('x');
		expect(fieldOf(again, 'dryRun').defaultValue).toBe('No');
		expect(textOf(again)).toContain('no effect until');
		expect(textOf(await build('steps', { profiles: [stored] }))).toContain('Half done');
		const complete = await send(
			'details',
			{ otherwise: COMPLETE },
			written(stored, await send('limits', { otherwise: LATER, maxUsers: '2' }, stored)),
		);
		expect(complete.row).toMatchObject({ maxUsers: 2, dryRun: false });
		expect(JSON.stringify(complete.row?.lanes)).not.toContain('detailsDraft');
	});
});

describe('licenses and prices', () => {
	const parameters = { licenses: LICENSES };

	it('have a price beside each license, with its seats by name', async () => {
		const shown = await build('details', parameters);
		expect(fieldOf(shown, 'price1').fieldLabel).toBe(
			'Salesforce (SFDC): 100 owned, 80 used, 20 free',
		);
		expect(fieldOf(shown, 'price2').fieldLabel).toBe('Salesforce Platform (AUL): 3 used');
		const { row } = await throughAll(
			{ details: { price1: '2100', morePrices: 'Other=5' } },
			DRAFT,
			parameters,
		);
		expect(row?.prices).toEqual({ SFDC: 2100, Other: 5 });
		const again = await build('details', { ...parameters, profiles: [{ ...DRAFT, ...row }] });
		expect(fieldOf(again, 'price1').defaultValue).toBe('2100');
		expect(fieldOf(again, 'price2').defaultValue).toBe('');
		expect(fieldOf(again, 'morePrices').defaultValue).toBe('Other=5');
	});

	it('say which price is none, at its license', async () => {
		const result = await send('details', { price2: 'much' }, DRAFT, parameters);
		const stored = written(DRAFT, result);
		const again = await build('details', {
			...parameters,
			profiles: [stored],
			answerBefore: result as unknown as IDataObject,
		});
		expect(isMarked(again, 'price2')).toBe(true);
		expect(fieldOf(again, 'price2').defaultValue).toBe('much');
	});

	it('take prices per month, and store them per year', async () => {
		const { row } = await throughAll(
			{ details: { price1: '10.10', pricePeriod: 'Month' } },
			DRAFT,
			parameters,
		);
		expect(row?.prices).toEqual({ SFDC: 121.2 });
		const again = await build('details', { ...parameters, profiles: [{ ...DRAFT, ...row }] });
		expect(fieldOf(again, 'pricePeriod').defaultValue).toBe('Year');
	});

	it('keep a price of a license that the org does not list now', async () => {
		const priced = { ...DRAFT, prices: { SFDC: 1, Gone: 2 } };
		for (const licenses of [[], LICENSES]) {
			const { row } = await throughAll({}, priced, { licenses });
			expect(row?.prices).toEqual({ SFDC: 1, Gone: 2 });
		}
	});

	it('are stored by their identifiers where they are excluded', async () => {
		const shown = await build('details', parameters);
		const [{ option }] = fieldOf(shown, 'excludedIdentifiers').fieldOptions?.values ?? [];
		const { row } = await throughAll(
			{ details: { excludedIdentifiers: [option] } },
			DRAFT,
			parameters,
		);
		expect(row?.excludedIdentifiers).toEqual(['SFDC']);
	});

	it.each([[[]], [LICENSES.map((one) => ({ ...one, total: null, used: null }))]])(
		'do not make up seats that were not read',
		async (licenses) => {
			const shown = await build('details', { licenses });
			expect(JSON.stringify(shown.fields)).not.toMatch(/\b0 (used|free|owned)|NaN|undefined/);
		},
	);

	it('that match no license of the org are told', async () => {
		const { warnings, message } = await throughAll(
			{ details: { morePrices: 'Nothing=5' } },
			{ ...DRAFT, excludedIdentifiers: ['sfcd', 'aul'] },
			parameters,
		);
		expect(warnings.map(({ field }) => field)).toEqual(['excludedIdentifiers', 'prices']);
		expect(message).toContain('"sfcd"');
		expect(message).not.toContain('"aul"');
	});
});

describe('what to look for', () => {
	const rulesOf = async (changes: Record<string, IDataObject>, profile: IDataObject = DRAFT) => {
		const { row } = await throughAll(changes, profile);
		return row?.rules as IDataObject[];
	};

	it('is stored as rules, free money first', async () => {
		const shown = await build('rules');
		const all = fieldOf(shown, 'lookFor').fieldOptions?.values.map(({ option }) => option) ?? [];
		const rules = await rulesOf({
			rules: { lookFor: [UNUSED, ...all.slice(0, 3)], frozenDays: '14' },
		});
		expect(rules.map(({ detector }) => detector)).toEqual([
			'inactiveHolder',
			'frozenTooLong',
			'unneededPermissionSetLicense',
			undefined,
		]);
		expect(rules[1]).toMatchObject({ inactiveDays: 14 });
		const again = await build('rules', { profiles: [{ ...DRAFT, rules }] });
		expect(again.page).toBe('rules');
		expect(fieldOf(again, 'lookFor').defaultValue).toEqual([...all.slice(0, 3), UNUSED]);
		expect(await rulesOf({}, { ...DRAFT, rules })).toEqual(rules);
	});

	it('names the licenses of the org, and stores their identifiers', async () => {
		const parameters = { licenses: LICENSES };
		const label = 'Salesforce (SFDC): 100 owned, 80 used, 20 free';
		const { row } = await throughAll({ rules: { licenseIdentifiers: [label] } }, DRAFT, parameters);
		expect(row).toMatchObject({ rules: [{ licenseIdentifiers: ['SFDC'] }] });
		const rules = [{ ...DRAFT.rules[0], licenseIdentifiers: ['salesforce', 'X'] }];
		const again = await build('rules', { ...parameters, profiles: [{ ...DRAFT, rules }] });
		expect(fieldOf(again, 'licenseIdentifiers').defaultValue).toEqual([label, 'X']);
	});

	it('offers the profiles of the org to move users to', async () => {
		const moveTargets = [
			{ id: '1', name: 'Standard User' },
			{ id: '2', name: 'A {{ $env }}' },
		];
		const shown = await build('rules', { moveTargets });
		expect(fieldOf(shown, 'targetProfileId').fieldOptions?.values).toEqual([
			{ option: 'A { { $env }}' },
			{ option: 'Standard User' },
		]);
		const rules = await rulesOf({ rules: { action: MOVE, targetProfileId: 'Standard User' } });
		expect(rules[0]).toMatchObject({ action: 'changeProfile', targetProfile: 'Standard User' });
		const byId = await rulesOf({ rules: { action: MOVE, targetProfileId: '00e5g0030000012EAA' } });
		expect(byId[0]).toMatchObject({ targetProfileId: '00e5g0030000012EAA' });
	});

	it('has conditions and signals without JSON', async () => {
		const { row } = await throughAll({
			users: {
				never1Field: 'Department',
				never1Operator: 'is one of',
				never1Value: 'Board, Legal',
				only1Field: 'City',
				only1Operator: 'is not empty',
				signals: ['Any login (from the user record)', 'Use of connected apps'],
				directory: 'ada@acme.com\nbob@acme.com',
			},
		});
		expect(row).toMatchObject({
			signals: ['lastLogin', 'oauthUse'],
			directory: ['ada@acme.com', 'bob@acme.com'],
			rules: [
				{
					exemptions: [{ field: 'department', operator: 'oneOf', value: ['Board', 'Legal'] }],
					conditions: [{ field: 'city', operator: 'isNotEmpty' }],
				},
			],
		});
		const again = await throughAll({}, { ...DRAFT, ...row });
		expect(again.row?.rules).toEqual(row?.rules);
	});

	it('finds people who left only with a list of people', async () => {
		const rules = [{ name: 'Gone', detector: 'leaver' }];
		const without = await throughAll({}, { ...DRAFT, rules });
		expect(without).toMatchObject({ page: 'users', mistakes: [{ field: 'directory' }] });
		const { row } = await throughAll({}, { ...DRAFT, rules, directory: ['ada@acme.com'] });
		expect(row?.rules).toEqual(rules);
	});

	it('is JSON where the choices cannot say it, and only then', async () => {
		expect(await build('rules', { profiles: [WITH_JSON] })).toMatchObject({ page: 'json' });
		expect(await build('json')).toMatchObject({ page: 'rules' });
		const asJson = await send('rules', {
			otherwise: 'Write the rules as JSON',
			inactiveDays: '77',
		});
		const stored = written(DRAFT, asJson);
		const shown = await build('rules', { profiles: [stored] });
		expect(shown.page).toBe('json');
		expect(fieldOf(shown, 'rulesJson').defaultValue).toContain('"inactiveDays": 77');
		const back = await answer(
			shown,
			{ otherwise: 'Use plain choices instead of JSON' },
			{ profiles: [stored] },
		);
		expect(await build('rules', { profiles: [written(stored, back)] })).toMatchObject({
			page: 'rules',
		});
	});

	it.each([
		['[{', 'not valid JSON'],
		['[]', 'there is no rule'],
		['', 'there is no rule'],
		['[{"inactivDays":1}]', 'inactivDays'],
	])('says what is wrong with the JSON %s', async (rulesJson, says) => {
		const result = await send('json', { rulesJson }, WITH_JSON);
		expect(result).toMatchObject({ page: 'json', mistakes: [{ field: 'rulesJson' }] });
		expect(result.mistakes[0].message).toContain(says);
		const again = await build('json', { profiles: [written(WITH_JSON, result)] });
		expect(fieldOf(again, 'rulesJson').defaultValue).toBe(rulesJson);
	});

	it('takes rules as JSON', async () => {
		const rules = [
			{
				name: 'To Platform',
				action: 'changeProfile',
				targetProfile: 'P',
				price: 1,
				currency: 'USD',
			},
		];
		const result = await send('json', { ...json(rules), otherwise: COMPLETE }, WITH_JSON);
		expect(result.row).toMatchObject({ rules });
	});
});

describe('a published profile', () => {
	const published = { profiles: [PUBLISHED] };

	it('shows what changes and asks before it takes effect, above all the end of the dry run', async () => {
		const asked = await send('limits', { maxUsers: '5', dryRun: 'No' }, PUBLISHED);
		expect(asked).toMatchObject({ do: 'save', page: 'changes' });
		expect(Object.keys(asked.row ?? {}).sort()).toEqual(['displayName', 'id', 'lanes']);
		const kept = written(PUBLISHED, asked);
		const page = await build('changes', { profiles: [kept], answerBefore: asked as never });
		expect(textOf(page)).toContain('Reclaim takes seats back in Salesforce');
		expect(textOf(page)).toMatch(/Dry run\?<\/td><td>Yes<\/td><td>No/);
		expect(textOf(page).indexOf('Dry run?<')).toBeLessThan(textOf(page).indexOf('Maximum users'));
		const refused = await answer(page, {}, { profiles: [kept] });
		expect(refused).toMatchObject({ do: 'show', page: 'limits', row: null });
		expect(fieldOf(await build('limits', { profiles: [kept] }), 'dryRun').defaultValue).toBe('No');
		const applied = await answer(page, { confirm: ['Apply these changes'] }, { profiles: [kept] });
		expect(applied.row).toMatchObject({ dryRun: false, maxUsers: 5, status: 'Published' });
		expect(applied.history).toMatchObject({
			changedBy: 'ada@acme.com',
			changes: [
				{ field: 'dryRun', before: 'Yes', after: 'No' },
				{ field: 'maxUsers', before: '100', after: '5' },
			],
		});
	});

	it.each(['Yes', true, null, '', 'Apply'])(
		'is not changed by the confirmation %j',
		async (confirm) => {
			const asked = await send('limits', { dryRun: 'No' }, PUBLISHED);
			const kept = { profiles: [written(PUBLISHED, asked)] };
			const page = await build('changes', { ...kept, answerBefore: asked as never });
			expect(await answer(page, { confirm }, kept)).toMatchObject({ do: 'show', row: null });
		},
	);

	it('does not change with what is only half done', async () => {
		const { row } = await send('limits', { dryRun: 'No', otherwise: LATER }, PUBLISHED);
		expect(Object.keys(row ?? {}).sort()).toEqual(['displayName', 'id', 'lanes']);
	});

	it('is not confirmed in a tab that shows an older one', async () => {
		const asked = await send('limits', { maxUsers: '5' }, PUBLISHED);
		const page = await build('changes', { ...published, answerBefore: asked as never });
		const now = { ...PUBLISHED, excludedUsernames: ['ceo@acme.com'] };
		const confirm = { confirm: ['Apply these changes'] };
		expect(await answer(page, confirm, { profiles: [now] })).toMatchObject({
			do: 'show',
			row: null,
		});
	});
});

describe('two tabs', () => {
	it('do not overwrite each other: what others changed is marked, and what was typed stays', async () => {
		const shown = await build('limits', { profiles: [PUBLISHED] });
		const now = { ...PUBLISHED, dryRun: false, maxUsers: 7 };
		const result = await answer(shown, { maxPercent: '3' }, { profiles: [now] });
		expect(result).toMatchObject({ do: 'show', page: 'limits', row: null });
		expect(result.mistakes.map(({ field }) => field).sort()).toEqual(['dryRun', 'maxUsers']);
		const again = await build('limits', { profiles: [now], answerBefore: result as never });
		expect(fieldOf(again, 'maxPercent').defaultValue).toBe('3');
		expect(isMarked(again, 'dryRun')).toBe(true);
	});

	it('see the half-done entries of each other', async () => {
		const shown = await build('limits');
		const other = await send('limits', { maxUsers: '9', otherwise: LATER });
		const result = await answer(shown, { maxUsers: '3' }, { profiles: [written(DRAFT, other)] });
		expect(result).toMatchObject({
			do: 'show',
			page: 'limits',
			mistakes: [{ field: 'otherwise' }],
		});
	});

	it('lead back to the list when the profile was deleted', async () => {
		const shown = await build('limits');
		expect(await answer(shown, {}, { profiles: [] })).toMatchObject({
			do: 'show',
			page: 'profiles',
			row: null,
		});
		expect(await build('rules', { profiles: [] })).toMatchObject({ page: 'profiles' });
	});

	it('each write only their own columns of other steps', async () => {
		const shown = await build('register', { answerBefore: { grant: 'client' } });
		const now = { ...DRAFT, dryRun: false, lanes: { register: false, details: true } };
		const { row } = await answer(
			shown,
			{ complete: ['The app is registered'] },
			{ profiles: [now] },
		);
		expect(row).toEqual({
			id: 1,
			displayName: 'Acme',
			lanes: { register: true, details: true, steps: [] },
		});
	});
});
