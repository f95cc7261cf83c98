import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();
const uat = useOrg({ seed: 8 });

type Parameters = Record<string, unknown>;
const download = async (
	running: ReturnType<typeof org>,
	parameters: Parameters,
	items: IDataObject[] = [{}],
) =>
	await runNode(
		{
			resource: 'subscription',
			operation: 'download',
			licenseKinds: ['userLicense'],
			...(parameters as Record<string, string>),
		},
		clientCredentials(running),
		items,
	);

/** The second user of each org stands for a person; so does her test user. */
const DIRECTORY = JSON.stringify([
	{ personKey: 1001, email: 'user10@acme.example', department: 'ignored' },
	{ personKey: 'E1002', username: ['user11@acme.example', 'user12@acme.example'] },
	{ personKey: 'E1003', federationId: 'f-13' },
]);

describe('people behind the users', () => {
	it('are matched, and users without a match can be found', async () => {
		for (const user of org().org.rows('User')) {
			if (user.Username === 'user13@acme.example') user.FederationIdentifier = 'F-13';
			if (/^user1[0-4]@/.test(String(user.Username))) user.IsActive = true;
		}
		org().org.seats.recount();
		const run = await download(org(), { directory: DIRECTORY });
		expect(run.error).toBeNull();
		const person = (name: string) => {
			const row = run.items.find(({ username }) => username === `${name}@acme.example`);
			return [row?.personKey, row?.personMatch];
		};
		expect(person('user10')).toEqual(['1001', 'email']);
		expect(person('user11')).toEqual(['E1002', 'username']);
		expect(person('user12')).toEqual(['E1002', 'username']);
		expect(person('user13')).toEqual(['E1003', 'federationId']);
		expect(person('user14')).toEqual([null, 'none']);
		expect(run.hints.join()).toMatch(
			/Directory: 4 users matched, \d+ not found, 0 ambiguous; 1 person has several users \(E1002\)/,
		);
		const file = await download(org(), { directory: DIRECTORY, output: 'file' });
		expect(file.items[0].people).toMatchObject({
			matchedUsers: 4,
			personsWithSeveralUsers: [
				{ personKey: 'E1002', usernames: ['user11@acme.example', 'user12@acme.example'] },
			],
		});
	});

	it('are the same person in several orgs', async () => {
		for (const user of uat().org.rows('User')) {
			if (user.Username === 'user10@acme.example') {
				Object.assign(user, {
					IsActive: true,
					Username: 'user10@acme.example.uat',
					Email: 'user10@acme.example.invalid',
				});
			}
		}
		uat().org.seats.recount();
		for (const user of org().org.rows('User')) {
			if (user.Username === 'user10@acme.example') user.IsActive = true;
		}
		org().org.seats.recount();
		const rows = [
			...(await download(org(), { directory: DIRECTORY })).items,
			...(await download(uat(), { directory: DIRECTORY })).items,
		];
		const orgs = rows.filter(({ personKey }) => personKey === '1001').map(({ orgId }) => orgId);
		expect(orgs.sort()).toEqual([org().org.id, uat().org.id].sort());
	});

	it('may come from the items of another node', async () => {
		const user = org()
			.org.rows('User')
			.find(({ Username }) => Username === 'user10@acme.example')!;
		user.IsActive = true;
		org().org.seats.recount();
		const run = await runNode(
			{
				resource: 'subscription',
				operation: 'download',
				licenseKinds: ['userLicense'],
				directory:
					"={{ $('Input').all().map(({ json }) => ({ personKey: json.employeeId, email: [json.mail, json.alias] })) }}",
				matchPeopleBy: ['email'],
			},
			clientCredentials(org()),
			[{ employeeId: 77, mail: 'somebody@acme.example', alias: 'USER10@acme.example' }],
		);
		expect(run.error).toBeNull();
		expect(run.items.find(({ userId }) => userId === user.Id)).toMatchObject({
			personKey: '77',
			personMatch: 'email',
		});
	});

	it('are not looked for without a directory', async () => {
		const { items, hints } = await download(org(), {});
		expect(
			items.every(({ personKey, personMatch }) => personKey === null && personMatch === null),
		).toBe(true);
		expect(hints.join()).not.toMatch(/Directory:/);
	});
});

test.each<[Parameters, RegExp]>([
	[{ directory: '{"a":1}' }, /Directory: the directory: Enter a JSON list of rows/],
	[{ directory: '[{"email":"a@b.c"}]' }, /Directory: row 1, personKey: Enter a text or a number/],
	[
		{ directory: '[{"personKey":"1","mail":"a"}]' },
		/row 1: Enter at least one of email, username and federationId/,
	],
	[{ directory: '[{"personKey":"1","email":5}]' }, /row 1, email: /],
	[{ directory: DIRECTORY, matchPeopleBy: ['shoeSize'] }, /no way to match people "shoeSize"/],
	[{ directory: DIRECTORY, matchPeopleBy: [] }, /nothing is selected/],
	[{ directory: DIRECTORY, matchPeopleBy: ['usernameWithDomain'] }, /which needs a domain/],
])('%j is refused', async (parameters, message) => {
	const { error, items } = await download(org(), parameters);
	expect(error?.message).toMatch(message);
	expect(error?.description).toBeTruthy();
	expect(items).toEqual([]);
});

describe('people without JSON', () => {
	const HR = [
		{ employeeId: 77, contact: { mail: 'user10@acme.example' }, login: null },
		{ employeeId: 'E78', contact: { mail: '' }, login: ['x@acme.example', 'user11@acme.example'] },
	];
	const node = (changes: IDataObject = {}) => ({
		directoryFrom: { node: { nodeName: 'Input', emailFields: 'contact.mail', ...changes } },
	});
	const personOf = (rows: IDataObject[], name: string) =>
		rows.find(({ username }) => username === `${name}@acme.example`)?.personKey;

	beforeEach(() => {
		for (const user of org().org.rows('User')) {
			if (/^user1[0-2]@/.test(String(user.Username))) user.IsActive = true;
		}
		org().org.seats.recount();
	});

	it.each([
		['beside the others', (given: IDataObject) => given],
		['in Options', (given: IDataObject) => ({ options: given })],
	])('are the items of a node, %s', async (_, place) => {
		const parameters = node({ personKeyField: 'employeeId', usernameFields: 'login' });
		const { items, error } = await download(org(), place(parameters), HR);
		expect(error).toBeNull();
		expect(['user10', 'user11', 'user12'].map((name) => personOf(items, name))).toEqual([
			...['77', 'E78'],
			null,
		]);
	});

	it('are named by their first name where no field names them', async () => {
		const { items, error } = await download(org(), node({ usernameFields: 'login' }), HR);
		expect(error).toBeNull();
		expect(personOf(items, 'user10')).toBe('user10@acme.example');
		expect(personOf(items, 'user11')).toBe('x@acme.example');
	});

	it('are a list of addresses, alone or beside a node', async () => {
		const list = { addresses: 'User10@acme.example\nuser12@acme.example' };
		const alone = await download(org(), { directoryFrom: { list } });
		expect(alone.error).toBeNull();
		expect(personOf(alone.items, 'user10')).toBe('user10@acme.example');
		expect(personOf(alone.items, 'user11')).toBeNull();
		const both = { ...node({ usernameFields: 'login' }).directoryFrom, list };
		const together = await download(org(), { directoryFrom: both }, HR);
		expect(together.error).toBeNull();
		expect(personOf(together.items, 'user11')).toBe('x@acme.example');
		expect(personOf(together.items, 'user12')).toBe('user12@acme.example');
	});

	it('find leavers', async () => {
		const run = await runNode(
			{
				...{ resource: 'reclamation', operation: 'findCandidates', detector: 'leaver' },
				...{ action: 'deactivate', matchPeopleBy: ['email', 'username'] },
				...node({ personKeyField: 'employeeId', usernameFields: 'login' }),
			},
			clientCredentials(org()),
			[{ ...HR[0] }, { ...HR[1] }],
		);
		expect(run.error).toBeNull();
		const names = run.items.map(({ username }) => username);
		expect(names.length).toBeGreaterThan(0);
		expect(names).not.toContain('user10@acme.example');
		expect(names).not.toContain('user11@acme.example');
	});

	it.each<[string, Parameters, IDataObject[], RegExp]>([
		['no node', node({ nodeName: '' }), HR, /Node: it is empty/],
		['a node that is not there', node({ nodeName: 'Nobody' }), HR, /"Nobody" cannot be read/],
		['itself', node({ nodeName: 'Salesforce Licenses' }), HR, /cannot be read/],
		['a lost name', node({ nodeName: null }), HR, /Node must be a text, but it is null/],
		['no field', node({ emailFields: '' }), HR, /Email Fields: it is empty/],
		['a field that no item has', node({ emailFields: 'mial' }), HR, /no item .* the field "mial"/],
		['a key that no item has', node({ personKeyField: 'no' }), HR, /no item .* the field "no"/],
		['what every object has', node({ emailFields: 'constructor' }), HR, /no item/],
		['a person without any name', node(), HR, /row 2: Enter at least one of/],
		[
			'a person without a key',
			node({ personKeyField: 'id' }),
			[
				{ id: 1, contact: { mail: 'a@acme.example' } },
				{ id: null, contact: { mail: 'b@acme.example' } },
			],
			/row 2, personKey: /,
		],
		['an object as an address', node({ emailFields: 'contact' }), HR, /row 1, email/],
		['no address', { directoryFrom: { list: { addresses: '' } } }, HR, /Addresses: it is empty/],
		['no list', { directoryFrom: { list: {} } }, HR, /Addresses: it is empty/],
		['a wrong address', { directoryFrom: { list: { addresses: 'ada' } } }, HR, /"ada" is not/],
		['two directories', { ...node({ usernameFields: 'login' }), directory: DIRECTORY }, HR, /too/],
		['lost fields', node({ emailFields: null }), HR, /Email Fields must be a list/],
		['a number as a field', node({ usernameFields: 7 }), HR, /Username Fields must be a list/],
	])('%s is refused', async (_, parameters, items, message) => {
		const run = await download(org(), parameters, items);
		expect(run.error?.message).toMatch(message);
		expect(run.error?.description).toBeTruthy();
		expect(run.items).toEqual([]);
	});

	it('in an unknown field are refused with the fields that there are', async () => {
		const run = await download(org(), { directoryFrom: { node: { nodeName: 'Input' } } }, [
			{ mail: 'a@acme.example' },
		]);
		expect(run.error?.message).toMatch(/has the field "email"/);
		expect(run.error?.description).toMatch(/Its first item has: mail/);
	});
});
