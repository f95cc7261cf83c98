import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();
const uat = useOrg({ seed: 8 });

type Parameters = Record<string, string | string[]>;
const download = async (running: ReturnType<typeof org>, parameters: Parameters) =>
	await runNode(
		{
			resource: 'subscription',
			operation: 'download',
			licenseKinds: ['userLicense'],
			...parameters,
		},
		clientCredentials(running),
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
