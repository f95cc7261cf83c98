import {
	packApart,
	readFollows,
} from '../../../nodes/SalesforceLicenses/salesforce/writes/follows';
import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import { useOrg } from '../../support/org';
import { clientOf } from '../../support/orgHttp';
import { json, noSleep, scriptedHttp } from '../../support/scriptedHttp';

const org = useOrg({ users: 300, seed: 9 });

/** Calls of users who follow each other as these pairs say. */
function calls(users: number, pairs: ReadonlyArray<[number, number]>, most = 200): number[][] {
	const follows = new Map<string, Set<string>>();
	for (const [one, other] of pairs) {
		for (const [a, b] of [
			[one, other],
			[other, one],
		])
			follows.set(String(a), (follows.get(String(a)) ?? new Set<string>()).add(String(b)));
	}
	const rows = Array.from({ length: users }, (_, index) => index);
	const packed = packApart(rows, String, follows, most);
	expect(packed.flat().sort((a, b) => a - b)).toEqual(rows);
	for (const call of packed) {
		expect(call.length).toBeLessThanOrEqual(most);
		expect(pairs.filter(([a, b]) => call.includes(a) && call.includes(b))).toEqual([]);
	}
	return packed;
}

describe('users who follow each other', () => {
	it('need no additional call if other users fill it', () => {
		expect(calls(400, [])).toHaveLength(2);
		expect(calls(400, [[0, 1]])).toHaveLength(2);
		expect(
			calls(
				400,
				Array.from({ length: 200 }, (_, pair): [number, number] => [2 * pair, 2 * pair + 1]),
			),
		).toHaveLength(2);
	});

	it('have a call each if all follow each other', () => {
		const all = Array.from({ length: 5 }, (_, one) =>
			Array.from({ length: one }, (_, other): [number, number] => [one, other]),
		).flat();
		expect(calls(5, all)).toHaveLength(5);
	});

	it('stay apart in calls of one record and in calls of few', () => {
		expect(calls(3, [[0, 1]], 1)).toHaveLength(3);
		calls(
			50,
			Array.from({ length: 49 }, (_, one): [number, number] => [one, one + 1]),
			7,
		);
	});

	it('are all kept apart if the follows are not known', () => {
		expect(packApart([1, 2, 3], String, null, 200)).toEqual([[1], [2], [3]]);
	});
});

describe('reading who follows whom', () => {
	const people = () =>
		org()
			.org.rows('User')
			.filter(({ IsActive }) => IsActive === true)
			.map(({ Id }) => Id as string);
	const follow = (ParentId: string, SubscriberId: string) =>
		org().org.insert('EntitySubscription', { ParentId, SubscriberId, CreatedById: SubscriberId });

	it('finds every follow, even if one list would be cut off at its limit', async () => {
		const ids = people().slice(0, 150);
		const pairs = ids
			.slice(0, 20)
			.flatMap((followed) => ids.filter((id) => id !== followed).map((id) => [followed, id]));
		expect(pairs.length).toBeGreaterThan(2000);
		for (const [followed, follower] of pairs) follow(followed, follower);

		const follows = await readFollows(await clientOf(org()), ids);

		for (const [followed, follower] of pairs) {
			expect(follows?.get(followed)?.has(follower)).toBe(true);
			expect(follows?.get(follower)?.has(followed)).toBe(true);
		}
	});

	it('takes one call for each 200 users, and none for one user', async () => {
		const client = await clientOf(org());
		const before = client.calls;
		expect((await readFollows(client, people().slice(0, 1)))?.size).toBe(0);
		expect(client.calls).toBe(before);
		await readFollows(client, people().slice(20, 221));
		expect(client.calls).toBe(before + 2);
	});

	it.each([
		['INSUFFICIENT_ACCESS', 403],
		['QUERY_TIMEOUT', 400],
	])('is unknown if Salesforce returns %s, and says so', async (errorCode, status) => {
		const client = await refusing(errorCode, status);
		expect(await readFollows(client, ['005a', '005b'])).toBeNull();
		expect(client.report.warnings.join()).toContain('in a call of their own');
	});

	it('finds none in an org without Chatter', async () => {
		const client = await refusing('INVALID_TYPE', 400);
		expect((await readFollows(client, ['005a', '005b']))?.size).toBe(0);
		expect(client.report.warnings).toEqual([]);
	});
});

async function refusing(errorCode: string, status: number): Promise<SalesforceClient> {
	const http = scriptedHttp(({ path }) =>
		path.includes('EntitySubscription') ? json([{ errorCode, message: 'No.' }], status) : undefined,
	);
	return await SalesforceClient.connect(http, noSleep);
}
