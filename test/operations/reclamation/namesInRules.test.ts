import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { findByRules, findCandidates, truthOf, userOf, usersOf } from '../../support/candidates';
import { useOrg } from '../../support/org';

jest.setTimeout(30_000);

/** What rules name, held against the org. */
const org = useOrg({ users: 60, seed: 5 });
const find = async (rule: IDataObject, parameters: IDataObject = {}) =>
	await findByRules(org(), [{ name: 'Mine', ...rule }], parameters);
const said = async (rule: IDataObject, parameters: IDataObject = {}) => {
	const run = await find(rule, parameters);
	expect(run.error).toBeNull();
	return run.hints.join('\n');
};
const keys = (items: IDataObject[]) => items.map(({ candidateKey }) => String(candidateKey)).sort();
const IN_FORM = { licenseKinds: ['userLicense'] };

describe('licenses of a rule', () => {
	it.each<[unknown]>([
		[['SFDC']],
		['sfdc'],
		[['Salesforce']],
		[[' sAlesForce\u200b ']],
		['SALESFORCE, nowhere'],
	])('are matched by identifier or name: %j', async (licenseIdentifiers) => {
		const wanted = (await find({}, IN_FORM)).items.filter(
			({ licenseIdentifier }) => licenseIdentifier === 'SFDC',
		);
		expect(wanted.length).toBeGreaterThan(0);
		const { items, error } = await find({ licenseIdentifiers } as IDataObject, IN_FORM);
		expect(error).toBeNull();
		expect(keys(items)).toEqual(keys(wanted));
		const excluding = await find(
			{ excludeLicenseIdentifiers: licenseIdentifiers } as IDataObject,
			IN_FORM,
		);
		expect(excluding.items.length).toBeGreaterThan(0);
		expect(excluding.items.some(({ licenseIdentifier }) => licenseIdentifier === 'SFDC')).toBe(
			false,
		);
	});

	it('are matched in the same way in the form', async () => {
		const form = { ...IN_FORM, licenseIdentifiers: 'salesforce' };
		const { items } = await findCandidates(org(), form);
		expect(items.length).toBeGreaterThan(0);
		expect(keys(items)).toEqual(
			keys((await find({ licenseIdentifiers: ['SFDC'] }, IN_FORM)).items),
		);
		const none = await findCandidates(org(), {
			...form,
			ruleOptions: { excludeLicenseIdentifiers: 'SFDC' },
		});
		expect(none.items).toEqual([]);
		expect(none.hints.join()).toMatch(/finds nothing, because no license in the org matches/);
	});

	it.each<[IDataObject, RegExp]>([
		[
			{ licenseIdentifiers: ['SFCD'] },
			/The rule "Mine" names the license "SFCD", but the org's .* include no license .*; closest match: "SFDC" \(Salesforce\)/,
		],
		[
			{ licenseIdentifiers: ['Salesfroce'] },
			/"Salesfroce".*; closest match: "SFDC" \(Salesforce\)/,
		],
		[{ licenseIdentifiers: ['SFDC', 'AULX'] }, /names the license "AULX".*; closest match: "AUL"/],
		[{ licenseIdentifiers: ['undefined'] }, /names the license "undefined"/],
		[{ excludeLicenseIdentifiers: ['SFCD'] }, /excludes the license "SFCD".*closest match: "SFDC"/],
		[
			{ softwareModels: ['Salesforce CPC'], action: 'removeLicense' },
			/names the software model "Salesforce CPC".*; closest match: "Salesforce CPQ"/,
		],
		[
			{ licenseIdentifiers: ['SFDC'], softwareModels: ['Salesforce CPQ'] },
			/The rule "Mine" finds nothing, because no license in the org matches/,
		],
	])(
		'that the org does not have cause a warning with the closest match: %j',
		async (rule, message) => {
			expect(await said(rule)).toMatch(message);
		},
	);

	it('of a kind that the rule does not apply to are reported', async () => {
		const run = await findByRules(org(), [
			{ name: 'Mine', licenseIdentifiers: ['SBQQ'], licenseKinds: ['userLicense'] },
			{},
		]);
		expect(run.hints.join()).toMatch(
			/names the license "SBQQ".* it is a package license, and the rule does not apply to that kind/,
		);
	});

	it('cause no warning if all exist', async () => {
		const rule = {
			licenseIdentifiers: ['sfdc', 'Sales Console User'],
			excludeLicenseIdentifiers: ['AUL'],
			licenseKinds: ['userLicense', 'permissionSetLicense'],
		};
		expect(await said(rule)).not.toMatch(/The rule/);
	});

	it('of a kind of which the org has none are reported', async () => {
		for (const { Id } of [...org().org.rows('UserPackageLicense')]) {
			org().org.table('UserPackageLicense').delete(Id);
		}
		for (const { Id } of [...org().org.rows('PackageLicense')])
			org().org.table('PackageLicense').delete(Id);
		expect(await said({ licenseKinds: ['packageLicense'], action: 'removeLicense' })).toMatch(
			/The rule "Mine" applies to package licenses, but the org has none/,
		);
	});

	it('of a kind that is not selected are reported', async () => {
		const run = await findByRules(
			org(),
			[{ name: 'Packages', licenseKinds: ['packageLicense'], action: 'removeLicense' }, {}],
			IN_FORM,
		);
		expect(run.hints.join()).toMatch(
			/The rule "Packages" finds nothing, because License Kinds includes none/,
		);
	});

	it('that could not be read are not reported as missing', async () => {
		org().org.setPermissions(org().org.runAsUserId, { ViewSetup: false });
		const rule = { licenseKinds: ['permissionSetLicense'], action: 'removeLicense' };
		const hints = await said(
			{ ...rule, licenseIdentifiers: ['SalesConsoleUser'] },
			{
				licenseKinds: ['permissionSetLicense', 'packageLicense'],
			},
		);
		expect(hints).toMatch(
			/The rule "Mine" cannot find anything, because the permission set licenses of the org could not be read/,
		);
		expect(hints).not.toMatch(/the org has none|include no license/);
	});
});

describe('a list with an empty name is refused, and nothing is read', () => {
	it.each<[string, unknown]>(
		[
			'licenseKinds',
			'licenseIdentifiers',
			'excludeLicenseIdentifiers',
			'softwareModels',
			'exemptUsernames',
		].flatMap(
			(field): Array<[string, unknown]> =>
				[[''], [' '], ['SFDC', ''], ['\u200b'], '', ' ', ',', null, 7, {}, [null], [7]].map(
					(value) => [field, value],
				),
		),
	)('%s: %j', async (field, value) => {
		const run = await find({ [field]: value } as IDataObject);
		expect(run.error?.message).toMatch(
			new RegExp(
				`^Rules \\(JSON\\): rule 1, ${field}.*(A name in the list is empty|Enter a text or a list of texts)`,
			),
		);
		expect(org().org.inspector.requests).toEqual([]);
	});

	it.each(['licenseIdentifiers', 'exemptUsernames'])(
		'in the form too, if an expression yields nothing: %s',
		async (field) => {
			for (const value of ['={{ $json.missing }}', "={{ '' }}", '={{ null }}']) {
				const run = await findCandidates(org(), { [field]: value });
				expect(run.error?.message).toMatch(
					/^(License Identifiers|Exempt Usernames)(: a name in the list is empty| must be a list, or a text separated by commas, but it is (missing|null))/,
				);
			}
			const empty = await findCandidates(org(), { [field]: '' });
			expect(empty.error).toBeNull();
		},
	);
});

describe('people that a rule exempts', () => {
	const idle = () => userOf(org(), truthOf(org(), 'idleUsers')[0]);

	it.each<[what: string, written: (user: Row) => string]>([
		['username', ({ Username }) => String(Username)],
		['username in another case', ({ Username }) => String(Username).toUpperCase()],
		['username with invisible characters', ({ Username }) => `\ufeff${String(Username)} `],
		['id of 18 characters', ({ Id }) => Id],
		['id of 15 characters', ({ Id }) => Id.slice(0, 15)],
		['id of 18 characters in upper case', ({ Id }) => Id.toUpperCase()],
	])('are known by %s, in lists and in conditions', async (_what, written) => {
		const user = idle();
		const name = written(user);
		const all = usersOf((await find({}, IN_FORM)).items);
		expect(all).toContain(user.Id);
		for (const rule of [
			{ exemptUsernames: [name] },
			{ exemptUsernames: name },
			{ exemptions: [{ field: 'username', value: name }] },
			{ exemptions: [{ field: 'username', operator: 'oneOf', value: [name] }] },
			{ conditions: [{ field: 'username', operator: 'notEquals', value: name }] },
		]) {
			const { items, hints } = await find(rule as IDataObject, IN_FORM);
			expect(usersOf(items)).toEqual(all.filter((id) => id !== user.Id));
			expect(hints.join()).not.toMatch(/has no user|no such value/);
		}
	});

	it('cause one warning for all rules if no user has the name', async () => {
		const user = idle();
		user.Username = 'ceo@acme.example';
		const rules = ['A', 'B'].map((name) => ({ name, exemptUsernames: ['ceo@acme.con'] }));
		const run = await findByRules(org(), rules, IN_FORM);
		expect(run.error).toBeNull();
		expect(usersOf(run.items)).toContain(user.Id);
		const warnings = run.hints.filter((hint) => hint.includes('ceo@acme.con'));
		expect(warnings).toEqual([
			'Exempt Usernames: Acme Corporation has no user with the username or ID "ceo@acme.con", so this entry of "A", "B" has no effect; closest match: "ceo@acme.example".',
		]);
	});

	it.each(['undefined', 'null', '005000000000001AAA', '%', "' OR Id != '"])(
		'cause a warning: %s',
		async (name) => {
			expect(await said({ exemptUsernames: [name] })).toContain(
				`Acme Corporation has no user with the username or ID "${name}"`,
			);
		},
	);
});

describe('values that conditions compare as a whole', () => {
	it.each<[string, string, RegExp]>([
		['username', 'nobody@acme.example', /"Mine", exemptions: username is compared with "nobody@/],
		[
			'managerUsername',
			'nobody@acme.example',
			/managerUsername .* no such value exists in Acme Corporation/,
		],
		['managerId', '005000000000001AAA', /managerId is compared with "005000000000001AAA"/],
		['profile', 'Standrad User', /profile .*no such value .*; closest match: "Standard User"/],
		['userLicense', 'SFCD', /userLicense .*no such value .*; closest match: "SFDC" \(Salesforce\)/],
		['userType', 'Standart', /userType .*no such value .*; closest match: Standard/],
	])('%s: %s causes a warning', async (field, value, message) => {
		expect(await said({ exemptions: [{ field, value }] })).toMatch(message);
		// A part of a name need not be one.
		const parts = await said({ exemptions: [{ field, operator: 'contains', value }] });
		expect(parts).not.toMatch(/is compared with/);
	});

	it('profiles by id, licenses by name, managers by username', async () => {
		const all = (await find({}, IN_FORM)).items;
		const profile = org()
			.org.rows('Profile')
			.find(({ Name }) => Name === 'Standard User') as Row;
		const managed = all.find(({ managerId }) => managerId !== null) as IDataObject;
		const manager = userOf(org(), managed.managerId);
		for (const [field, value, holds] of [
			['profile', profile.Id, ({ profileName }) => profileName === profile.Name],
			['profile', profile.Id.slice(0, 15), ({ profileName }) => profileName === profile.Name],
			['userLicense', 'salesforce', ({ licenseIdentifier }) => licenseIdentifier === 'SFDC'],
			['managerId', String(manager.Username), ({ managerId }) => managerId === manager.Id],
			['managerUsername', manager.Id.slice(0, 15), ({ managerId }) => managerId === manager.Id],
		] as Array<[string, string, (item: IDataObject) => boolean]>) {
			const { items, hints } = await find({ conditions: [{ field, value }] }, IN_FORM);
			expect(keys(items)).toEqual(keys(all.filter(holds)));
			expect(items.length).toBeGreaterThan(0);
			expect(hints.join()).not.toMatch(/no such value/);
		}
	});

	it('a target profile that does not exist ends the run, with the closest match', async () => {
		const run = await find({ action: 'changeProfile', targetProfile: 'Standrad User' });
		expect(run.error?.message).toMatch(/profile "Standrad User".*; closest match: "Standard User"/);
	});
});

describe('prices', () => {
	const priceOf = async (identifier: string) =>
		await find(
			{ licenseIdentifiers: ['SFDC'] },
			{
				...IN_FORM,
				priceBook: JSON.stringify([{ identifier, price: 100, currency: 'USD' }]),
			},
		);

	it.each(['SFDC', 'sfdc', 'Salesforce', ' SALESFORCE\u200b'])('match %j', async (name) => {
		const { items, hints } = await priceOf(name);
		expect(new Set(items.map(({ saving }) => saving))).toEqual(new Set([100]));
		expect(hints.join()).not.toMatch(/Prices:/);
	});

	it('that match no license cause a warning', async () => {
		const { items, hints, error } = await priceOf('SFCD');
		expect(error).toBeNull();
		expect(items[0].saving).toBeNull();
		expect(hints.join()).toMatch(/Prices: no license .* "SFCD"; closest match: "SFDC"/);
	});
});
