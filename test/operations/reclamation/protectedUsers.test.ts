import type { Row } from '../../org/org';
import { useOrg } from '../../support/org';
import { outcomesOf, peopleWith, reclaim, seatItem } from '../../support/seats';

jest.setTimeout(30_000);

/** The list of people whom a run never touches. */
const org = useOrg({ users: 40, seed: 41 });
const writes = () => org().org.inspector.writes;
const people = () => peopleWith(org());
const take = async (users: Row[], parameters: object) =>
	await reclaim(
		org(),
		users.map(({ Id }) => seatItem(Id)),
		{ ...parameters },
	);

describe('a listed user is protected', () => {
	it.each<[what: string, written: (user: Row) => unknown]>([
		['username', ({ Username }) => Username],
		['username in another case', ({ Username }) => String(Username).toUpperCase()],
		['username with invisible characters', ({ Username }) => `\u200b${String(Username)}\ufeff`],
		['id of 18 characters', ({ Id }) => Id],
		['id of 15 characters', ({ Id }) => Id.slice(0, 15)],
		['id of 18 characters in lower case', ({ Id }) => Id.toLowerCase()],
		['a list', ({ Username }) => [Username]],
		['a list of ids', ({ Id }) => [Id.slice(0, 15)]],
		['a text with blanks and an extra comma', ({ Id }) => ` ${Id} ,, `],
	])('by %s', async (_what, written) => {
		const [first, second] = people();
		const run = await take([first, second], { protectedUsernames: written(first) });
		expect(run.error).toBeNull();
		expect(outcomesOf(run).map(({ outcome }) => outcome)).toEqual(['blocked', 'done']);
		expect(outcomesOf(run)[0]).toMatchObject({ errorCode: 'PROTECTED_USER' });
		expect(first.IsActive).toBe(true);
	});

	it('and may be inactive: the name exists, so there is no warning', async () => {
		const [user] = people();
		const gone = org()
			.org.rows('User')
			.find(({ IsActive }) => IsActive === false) as Row;
		const run = await take([user], { protectedUsernames: String(gone.Username) });
		expect(run.error).toBeNull();
		expect(run.hints.join()).not.toMatch(/Protected Usernames/);
		expect(outcomesOf(run)[0].outcome).toBe('done');
	});
});

describe('a listed name that no user has', () => {
	const unknown = async (parameters: object) => {
		const [user, other] = people();
		other.Username = 'ceo@acme.example';
		return await take([user], { protectedUsernames: ' ceo@acme.exmaple', ...parameters });
	};

	it('ends a run that writes, before the first write', async () => {
		const run = await unknown({});
		expect(run.error?.message).toMatch(
			/^Protected Usernames: Acme Corporation has no user with the username or ID "ceo@acme\.exmaple" \(closest match: "ceo@acme\.example"\)/,
		);
		expect(run.error?.description).toMatch(/Nothing was written.*Ignore Unknown Protected Users/);
		expect(writes()).toBe(0);
	});

	it.each([undefined, null, false, 'true', 'false', 1, [true], {}])(
		'ends it too if Ignore Unknown Protected Users is %j',
		async (ignoreUnknownProtectedUsers) => {
			expect((await unknown({ ignoreUnknownProtectedUsers })).error?.message).toMatch(
				/has no user with|Ignore Unknown Protected Users must be true or false/,
			);
			expect(writes()).toBe(0);
		},
	);

	it('causes only a warning if the builder allows it', async () => {
		const run = await unknown({ ignoreUnknownProtectedUsers: true });
		expect(run.error).toBeNull();
		expect(outcomesOf(run)[0].outcome).toBe('done');
		expect(run.hints.join()).toMatch(
			/Protected Usernames: Acme Corporation has no user with .*"ceo@acme\.exmaple"/,
		);
	});

	it('causes only a warning in a dry run', async () => {
		const run = await unknown({ dryRun: true });
		expect(run.error).toBeNull();
		expect(outcomesOf(run)[0].outcome).toBe('planned');
		expect(run.hints.join()).toMatch(/has no user with .* \(closest match: "ceo@acme\.example"\)/);
	});

	it.each([
		['the id of no user', '005000000000001AAA'],
		['the id of a profile', '00e000000000001AAA'],
		['a word', 'undefined'],
		['a pattern', '%@acme.example'],
	])('%s is such a name', async (_what, protectedUsernames) => {
		const run = await take([people()[0]], { protectedUsernames });
		expect(run.error?.message).toContain(`Acme Corporation has no user with the username or ID`);
		expect(writes()).toBe(0);
	});

	it('is counted if there are many', async () => {
		const protectedUsernames = [1, 2, 3, 4, 5].map((number) => `nobody${number}@acme.example`);
		const run = await take([people()[0]], { protectedUsernames });
		expect(run.error?.message).toMatch(/"nobody3@acme\.example".* and 2 more$/);
	});
});

describe('an invalid list ends the run', () => {
	it.each<[unknown]>([
		[0],
		[7],
		[true],
		[{}],
		[{ username: 'ceo@acme.example' }],
		[[1]],
		[[null]],
		[['']],
		[[' ', 'user1@acme.example']],
		[','],
		[' ; , '],
		['={{ $json.missing }}'],
		['={{ null }}'],
		['={{ NaN }}'],
		['={{ $json.a }},{{ $json.b }}'],
	])('%j', async (protectedUsernames) => {
		const run = await take([people()[0]], { protectedUsernames });
		expect(run.error?.message).toMatch(/^Protected Usernames/);
		expect(writes()).toBe(0);
	});

	it('but an empty text is an empty list: no user is protected by name', async () => {
		const run = await take([people()[0]], { protectedUsernames: '' });
		expect(outcomesOf(run)[0].outcome).toBe('done');
	});
});
