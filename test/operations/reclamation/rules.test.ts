import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { FIND_IN_ALL_KINDS } from '../../support/candidates';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg({ users: 150, seed: 5 });

const find = async (parameters: IDataObject = {}) =>
	await runNode({ ...FIND_IN_ALL_KINDS, ...parameters } as never, clientCredentials(org()));

const byRules = async (rules: unknown, parameters: IDataObject = {}) =>
	await find({ rulesSource: 'json', rulesJson: JSON.stringify(rules), ...parameters });

const found = (items: IDataObject[]) =>
	items.map(({ candidateKey }) => String(candidateKey)).sort();
const usersOf = (items: IDataObject[]) => new Set(items.map(({ userId }) => String(userId)));
const user = (id: unknown): Row =>
	org()
		.org.rows('User')
		.find(({ Id }) => Id === id)!;
const truth = (place: string): string[] => org().org.groundTruth[place] ?? [];

describe('the form and JSON', () => {
	it('say the same rule in two ways', async () => {
		const form = await find({
			licenseIdentifiers: 'SFDC, AUL',
			inactiveDays: 90,
			minimumAccountAgeDays: 100,
			conditions: {
				condition: [{ field: 'department', operator: 'oneOf', value: 'Sales, service' }],
			},
			exemptions: { condition: [{ field: 'country', operator: 'equals', value: 'DE' }] },
			action: 'freeze',
			ruleOptions: { name: 'Field staff', price: 30, currency: 'eur', softwareModels: '' },
		});
		const json = await byRules([
			{
				name: 'Field staff',
				licenseIdentifiers: ['SFDC', 'AUL'],
				inactiveDays: 90,
				minimumAccountAgeDays: 100,
				conditions: [{ field: 'department', operator: 'oneOf', value: ['Sales', 'Service'] }],
				exemptions: [{ field: 'country', value: 'de' }],
				action: 'freeze',
				price: 30,
				currency: 'EUR',
			},
		]);
		expect(form.error).toBeNull();
		expect(form.items.length).toBeGreaterThan(2);
		expect(form.items).toEqual(json.items);
		for (const item of form.items) {
			const { Department, Country } = user(item.userId);
			expect(['Sales', 'Service']).toContain(Department);
			expect(Country).not.toBe('DE');
			expect(item).toMatchObject({
				rule: 'Field staff',
				action: 'freeze',
				saving: 0,
				currency: 'EUR',
				savingPeriod: 'month',
			});
		}
	});

	it('the action is the default of the detector, unless another is chosen', async () => {
		const left = await find({ detector: 'inactiveHolder' });
		expect(left.items.length).toBeGreaterThan(0);
		expect(new Set(left.items.map(({ action }) => action))).toEqual(new Set(['removeLicense']));
		const whole = await find({ detector: 'inactiveHolder', action: 'wholeSeat' });
		expect(found(whole.items)).toEqual(found(left.items));
		expect(new Set(whole.items.map(({ action }) => action))).toEqual(new Set(['wholeSeat']));
		const wrong = await find({ detector: 'inactiveHolder', action: 'freeze' });
		expect(wrong.error?.message).toMatch(
			/^The rule: the detector Deactivated User Still Holding a License cannot be used/,
		);
	});

	it('with no parameters set: unused user licenses of people who are idle or never logged in', async () => {
		const { items } = await find({ licenseKinds: ['userLicense'] });
		const expected = [
			...truth('idleUsers'),
			...truth('neverLoggedIn'),
			...truth('frozenButLicensed'),
		];
		expect([...usersOf(items)].sort()).toEqual([...new Set(expected)].sort());
	});
});

describe('a field of people that a rule uses', () => {
	it('is read if a rule uses it', async () => {
		const manager = user(user(truth('idleUsers')[0]).ManagerId);
		const rule = (field: string, value: unknown) => [
			{ conditions: [{ field, operator: 'equals', value }] },
		];
		const all = (await find()).items;
		const role = org()
			.org.rows('UserRole')
			.find(({ Name }) => Name === 'Sales');
		const cases: Array<[string, unknown, (row: Row) => boolean]> = [
			['country', 'US', ({ Country }) => Country === 'US'],
			['role', 'Sales', ({ UserRoleId }) => UserRoleId === role?.Id],
			['manager', manager.Name, ({ ManagerId }) => user(ManagerId)?.Name === manager.Name],
			['managerUsername', manager.Username, ({ ManagerId }) => ManagerId === manager.Id],
			['title', 'Sales, EMEA', ({ Title }) => Title === 'Sales, EMEA'],
			['profile', 'Standard User', ({ ProfileId }) => profileName(ProfileId) === 'Standard User'],
		];
		for (const [field, value, holds] of cases) {
			const { items, error } = await byRules(rule(field, value));
			expect(error).toBeNull();
			expect(items.length).toBeGreaterThan(0);
			expect(found(items)).toEqual(found(all.filter(({ userId }) => holds(user(userId)))));
			expect(items[0].evidence).toContainEqual(expect.objectContaining({ signal: field, value }));
		}
	});
});

describe('by REST and by Bulk', () => {
	it('find the same people with a rule', async () => {
		const fields = ['role', 'manager', 'managerUsername', 'country', 'title', 'division'];
		const rules = [{ exemptions: fields.map((field) => ({ field, value: 'nobody' })) }];
		const [rest, bulk] = await Promise.all(
			['rest', 'bulk'].map(async (api) => await byRules(rules, { api })),
		);
		expect(bulk.error).toBeNull();
		expect(bulk.items).toEqual(rest.items);
		const evidence = rest.items.flatMap((item) => item.evidence as IDataObject[]);
		for (const field of fields.slice(0, 5)) {
			const values = evidence.filter(({ signal }) => signal === field).map(({ value }) => value);
			expect(values).toHaveLength(rest.items.length);
			expect(new Set(values).size).toBeGreaterThan(1);
		}
	});
});

const profileName = (id: unknown) =>
	org()
		.org.rows('Profile')
		.find(({ Id }) => Id === id)?.Name;

it('a custom field of the org can be used, and one that it lacks stops the run', async () => {
	const { fields } = org().org.types.User;
	fields.Cost_Center__c = { ...fields.Division };
	const [first, second] = truth('idleUsers');
	user(first).Cost_Center__c = '4711';
	user(second).Cost_Center__c = '4712';
	const rules = [
		{ conditions: [{ field: 'Cost_Center__c', operator: 'startsWith', value: 4711 }] },
	];
	expect([...usersOf((await byRules(rules)).items)]).toEqual([first]);
	delete fields.Cost_Center__c;
	const run = await byRules(rules);
	expect(run.error?.message).toMatch(
		/the user field "Cost_Center__c".* cannot see .*\(Cost_Center__c\)/,
	);
	expect(run.error?.description).toMatch(/Field-Level Security/);
});

describe('a custom field in the form', () => {
	const condition = (custom: unknown, more: IDataObject = {}) =>
		({
			conditions: {
				condition: [
					{ field: 'customField', customField: custom, operator: 'equals', value: 'true', ...more },
				],
			},
		}) as IDataObject;
	beforeEach(() => {
		const { fields } = org().org.types.User;
		fields.IsContractor__c = { ...fields.IsActive, type: 'boolean' };
		for (const [index, id] of truth('idleUsers').entries())
			user(id).IsContractor__c = index % 2 === 0;
	});
	const byJson = async (field: string) =>
		found((await byRules([{ conditions: [{ field, value: true }] }])).items);

	it.each([
		['selected from the list', { __rl: true, mode: 'list', value: 'IsContractor__c' }],
		['entered by its name', { __rl: true, mode: 'name', value: ' IsContractor__c ' }],
		['as a text of an expression', 'IsContractor__c'],
	])('%s finds what the same rule in JSON finds', async (_, custom) => {
		const run = await find(condition(custom));
		expect(run.error).toBeNull();
		expect(run.items.length).toBeGreaterThan(0);
		expect(found(run.items)).toEqual(await byJson('IsContractor__c'));
	});

	it('that was selected and then replaced by a usual field has no effect', async () => {
		const left = { __rl: true, mode: 'list', value: 'Gone__c' };
		const run = await find(condition(left, { field: 'country', value: 'US' }));
		expect(run.error).toBeNull();
		expect(found(run.items)).toEqual(
			found((await byRules([{ conditions: [{ field: 'country', value: 'US' }] }])).items),
		);
	});

	it.each([
		undefined,
		null,
		'',
		Number.NaN,
		['IsContractor__c'],
		{},
		{ __rl: true, mode: 'list', value: '' },
		{ __rl: true, mode: 'list', value: null },
		{ __rl: true, mode: 'name', value: ['IsContractor__c'] },
		{ __rl: true, mode: 'name', value: 'IsContractor' },
		'customField',
	])('that is %j is refused, in a condition and in an exemption', async (custom) => {
		const { conditions } = condition(custom);
		for (const given of [{ conditions }, { exemptions: conditions as IDataObject }]) {
			const run = await find(given);
			expect(run.error?.message).toMatch(/^The rule, (conditions|exemptions) 1 field: /);
			expect(run.error?.message).toContain('custom field of User');
			expect(run.items).toEqual([]);
		}
		expect(org().org.inspector.requests).toEqual([]);
	});

	it('that the org lacks stops the run', async () => {
		const run = await find(condition('Gone__c'));
		expect(run.error?.message).toMatch(/the user field "Gone__c".* cannot see/);
	});
});

it('an exemption by a hidden field stops the run, so that no user is reclaimed by mistake', async () => {
	delete org().org.types.User.fields.Department;
	const run = await byRules([{ exemptions: [{ field: 'department', value: 'Legal' }] }]);
	expect(run.error?.message).toMatch(/the user field "department".* cannot see .*\(Department\)/);
	expect((await byRules([{}])).error).toBeNull();
});

it('software models select licenses, your own names included', async () => {
	const { items } = await byRules([{ softwareModels: ['Acme App'], action: 'removeLicense' }], {
		softwareModels: JSON.stringify([
			{ licenseKind: 'packageLicense', licenseIdentifier: 'acmeapp', softwareModel: 'Acme App' },
		]),
	});
	expect(items.length).toBeGreaterThan(0);
	expect(new Set(items.map(({ licenseIdentifier }) => licenseIdentifier))).toEqual(
		new Set(['acmeapp']),
	);
});

it('the price book sets the saving', async () => {
	const { items } = await find({
		licenseKinds: ['userLicense'],
		priceBook: '[{"identifier":"SFDC","price":1980,"currency":"USD"}]',
		pricePeriod: 'year',
	});
	const priced = items.filter(({ licenseIdentifier }) => licenseIdentifier === 'SFDC');
	expect(priced.length).toBeGreaterThan(0);
	for (const item of priced)
		expect(item).toMatchObject({ saving: 1980, currency: 'USD', savingPeriod: 'year' });
	const others = items.filter((item) => !priced.includes(item));
	expect(others.every(({ saving }) => saving === null)).toBe(true);
});

describe('an impossible rule is refused, and nothing is read', () => {
	test.each<[unknown, RegExp]>([
		[
			[{ inactiveDays: 60 }, { inactiveDay: 60 }],
			/rule 2: There is no field "inactiveDay"\. Did you mean "inactiveDays"/,
		],
		[
			[{ action: 'deactivat' }],
			/rule 1, action: There is no action "deactivat"\. Did you mean "deactivate"/,
		],
		[[{ licenseKinds: ['userLicence'] }], /rule 1, licenseKinds 1: .*Did you mean "userLicense"/],
		[[{ detector: 'unused' }], /rule 1, detector: .*Did you mean "unusedSeat"/],
		[
			[{ conditions: [{ field: 'departement', value: 'x' }] }],
			/rule 1, conditions 1 field: .*Did you mean "department"/,
		],
		[
			[{ conditions: [{ field: 'role', operator: 'is', value: 'x' }] }],
			/conditions 1 operator: There is no operator "is"/,
		],
		[[{ conditions: [{ field: 'role' }] }], /conditions 1 value: One value is needed/],
		[
			[{ exemptions: [{ field: 'role', operator: 'oneOf', value: [] }] }],
			/exemptions 1 value: A list of values/,
		],
		[
			[{ conditions: [{ field: 'role', values: ['x'] }] }],
			/There is no field "values"\. Did you mean "value"/,
		],
		[[{ price: 100 }], /rule 1, currency: currency is missing/],
		[[{ price: -1, currency: 'USD' }], /rule 1, price: A price must be 0 or more/],
		[[{ detector: 'inactiveHolder', action: 'freeze' }], /cannot be used with the action Freeze/],
		[{ name: 'alone' }, /A list of rules is needed/],
	])('%j', async (rules, message) => {
		const run = await byRules(rules);
		expect(run.error?.message).toMatch(message);
		expect(run.items).toEqual([]);
		expect(org().org.inspector.requests).toEqual([]);
	});

	it('if the selected kinds do not fit the rules', async () => {
		const run = await find({ detector: 'inactiveHolder', licenseKinds: ['userLicense'] });
		expect(run.error?.message).toBe('License Kinds: none of your rules applies to user licenses');
		expect(org().org.inspector.requests).toEqual([]);
	});

	it('in the form too', async () => {
		const run = await find({
			conditions: { condition: [{ field: 'role', operator: 'equals', value: '' }] },
		});
		expect(run.error?.message).toMatch(/^The rule, conditions 1 value: One value is needed/);
	});
});
