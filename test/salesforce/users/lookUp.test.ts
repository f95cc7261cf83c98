import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import {
	closestUsernames,
	findUsers,
	readUsersContaining,
} from '../../../nodes/SalesforceLicenses/salesforce/users/lookUp';
import type { Row } from '../../org/org';
import { useOrg } from '../../support/org';
import { noSleep } from '../../support/scriptedHttp';

const org = useOrg({ users: 40, seed: 11 });

const connect = async () => {
	const token = org().issueToken();
	return await SalesforceClient.connect(async ({ method, path, body, headers }) => {
		const response = await fetch(org().url + path, {
			method,
			body,
			headers: { ...headers, authorization: `Bearer ${token}` },
		});
		return { kind: 'answer', status: response.status, headers: {}, body: await response.text() };
	}, noSleep);
};
const users = () =>
	org()
		.org.rows('User')
		.filter(({ Username }) => String(Username).startsWith('user'));
const call = (user: Row, username: string) => (user.Username = username);

describe('users are found', () => {
	it.each<[what: string, written: (user: Row) => string]>([
		['username', ({ Username }) => String(Username)],
		['username in upper case', ({ Username }) => String(Username).toUpperCase()],
		['username with invisible characters', ({ Username }) => `\ufeff ${String(Username)}\u200b\n`],
		[
			'username with an invisible character inside',
			({ Username }) => String(Username).replace('@', '\u2060@'),
		],
		['id of 18 characters', ({ Id }) => Id],
		['id of 15 characters', ({ Id }) => Id.slice(0, 15)],
		['id of 18 characters in upper case', ({ Id }) => Id.toUpperCase()],
		['id of 18 characters in lower case', ({ Id }) => Id.toLowerCase()],
		['id with blanks around it', ({ Id }) => `\u00a0${Id}\t`],
	])('by %s', async (_what, written) => {
		const [user] = users();
		const name = written(user);
		const found = await findUsers(await connect(), [name]);
		expect(found.ids).toEqual([user.Id]);
		expect(found.missing).toEqual([]);
		expect(found.of(name)).toEqual({ userId: user.Id, username: user.Username });
	});

	it('when they are inactive', async () => {
		const gone = org()
			.org.rows('User')
			.find(({ IsActive }) => IsActive === false) as Row;
		const found = await findUsers(await connect(), [String(gone.Username)]);
		expect(found.ids).toEqual([gone.Id]);
	});

	it.each([
		'',
		' ',
		'nobody@acme.example',
		'undefined',
		'null',
		'NaN',
		'[object Object]',
		'%',
		'_',
		"' OR Username LIKE '%",
		'005000000000000',
		'005000000000000AAA',
		'00e000000000000AAA',
		'\ud800@acme.example',
		`${'x'.repeat(100_000)}@acme.example`,
	])('not by %.40j', async (name) => {
		const client = await connect();
		const found = await findUsers(client, [name]);
		expect(found.ids).toEqual([]);
		expect(found.missing).toEqual([name]);
		expect(found.of(name)).toBeUndefined();
		expect(Array.isArray(await closestUsernames(client, name))).toBe(true);
	});

	it('not by an id of 15 characters in another case, which is another id', async () => {
		const user = users().find(({ Id }) => /[a-z]/.test(Id.slice(3, 15))) as Row;
		const wrong = user.Id.slice(0, 15).toUpperCase();
		const found = await findUsers(await connect(), [wrong]);
		expect(found.ids).not.toContain(user.Id);
	});

	it('in a few calls for hundreds of names, each name once', async () => {
		const client = await connect();
		const names = Array.from({ length: 300 }, (_, index) => `nobody.${index}@acme.example`);
		const [first, second] = users();
		const known = [String(first.Username), second.Id, second.Id.slice(0, 15)];
		const found = await findUsers(client, [...names, ...known, ...known]);
		expect(found.ids).toEqual([first.Id, second.Id]);
		expect(found.missing).toEqual(names);
		expect(client.calls).toBeLessThanOrEqual(2);
		const nobody = await connect();
		expect((await findUsers(nobody, [])).missing).toEqual([]);
		expect(nobody.calls).toBe(0);
	});
});

describe('percent signs and underscores are treated as characters', () => {
	it('in the search of a list', async () => {
		const [first, second, third] = users();
		call(first, 'ada_lovelace@acme.example');
		call(second, 'adaxlovelace@acme.example');
		call(third, '100%ada@acme.example');
		const client = await connect();
		const found = async (text: string) =>
			(await readUsersContaining(client, { containing: text, after: null, limit: 50 }))
				.map(({ Id }) => Id)
				.sort();
		const containing = (text: string) =>
			org()
				.org.rows('User')
				.filter(({ IsActive }) => IsActive === true)
				.filter((user) => [user.Name, user.Username].some((name) => String(name).includes(text)))
				.map(({ Id }) => Id)
				.sort();
		expect(await found('ada_love')).toEqual([first.Id]);
		expect(await found('0%a')).toEqual([third.Id]);
		for (const text of ['%', '_', '\\', "'", '\\%', '%_']) {
			expect(await found(text)).toEqual(containing(text));
		}
	});

	it('in the search for the closest match', async () => {
		const [first, second] = users();
		call(first, 'ada_lovelace@acme.example');
		call(second, 'adaxlovelace@acme.example');
		const client = await connect();
		expect(await closestUsernames(client, 'ada_lovelace@acme.exmaple')).toEqual([
			'ada_lovelace@acme.example',
		]);
		expect(await closestUsernames(client, '%')).toEqual([]);
	});

	it('and one wrong letter before the @ is tolerated', async () => {
		call(users()[0], 'ceo.office@acme.example');
		expect((await closestUsernames(await connect(), 'coe.ofice@acme.example'))[0]).toBe(
			'ceo.office@acme.example',
		);
	});
});
