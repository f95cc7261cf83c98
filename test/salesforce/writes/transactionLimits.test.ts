import { lockRows } from '../../org/faults';
import { anyOf, failRows } from '../../org/rowFaults';
import { useOrg } from '../../support/org';
import {
	giveBack,
	holdersOfPackage,
	PACKAGE,
	plainPeople,
	take,
	writeCalls,
} from '../../support/writing';

jest.setTimeout(60_000);

/** Automation of the org that copes with fewer records in a transaction than a call holds. */
const org = useOrg({ users: 260, seed: 21 });
const kindsOf = (outcomes: ReadonlyArray<{ outcome: string }>) => [
	...new Set(outcomes.map(({ outcome }) => outcome)),
];
const limit = (rows: number, more: { object?: string; message?: string } = {}) =>
	org().org.transactionLimits.push({ object: 'User', rows, ...more });

const TEXTS = [
	'userTrigger: System.LimitException: Too many future calls: 51',
	'userTrigger: System.LimitException: Too many SOQL queries: 101',
	'userTrigger: System.LimitException: Too many DML statements: 151',
	'userTrigger: System.LimitException: Too many DML rows: 10001',
	'userTrigger: System.LimitException: Too many query rows: 50001',
	'userTrigger: System.LimitException: Apex CPU time limit exceeded',
	'userTrigger: System.LimitException: Apex heap size too large: 6000001',
	'The flow failed: Apex CPU time limit exceeded',
	'We can\'t save this record because the "Users" process failed: Too many SOQL queries: 101',
];

describe('a limit of the transaction', () => {
	it.each(TEXTS)('is solved by smaller calls: %s', async (message) => {
		const users = plainPeople(org()).slice(0, 120);
		expect(users).toHaveLength(120);
		const done = await take(org(), users, {}, { fault: () => limit(50, { message }) });
		expect(kindsOf(done)).toEqual(['done']);
		expect(org().org.inspector.writtenTwice()).toEqual([]);
		expect(org().org.inspector.writes).toBe(120);
		// 120, 60, and from then on 30 at a time.
		expect(writeCalls(org())).toBe(6);
	});

	it('is learned once for each kind of step', async () => {
		const users = plainPeople(org()).slice(0, 160);
		const options = { fault: () => limit(10), maxRecordsPerCall: 40 };
		expect(kindsOf(await take(org(), users, {}, options))).toEqual(['done']);
		// 40 and 20 are too many; then 10 at a time.
		expect(writeCalls(org())).toBe(2 + 16);
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});

	it('is solved in Restore as well, for users and for assignments', async () => {
		const users = plainPeople(org()).slice(0, 60);
		const gone = await take(org(), users, {});
		expect(kindsOf(await giveBack(org(), gone, { fault: () => limit(20) }))).toEqual(['done']);
		const holders = holdersOfPackage(org());
		const taken = await take(org(), holders, PACKAGE, {
			fault: () => limit(3, { object: 'UserPackageLicense' }),
		});
		expect(kindsOf(taken)).toEqual(['done']);
		expect(kindsOf(await giveBack(org(), taken))).toEqual(['done']);
		expect(holdersOfPackage(org()).sort()).toEqual([...holders].sort());
	});

	it('that a single row exceeds is a failure, and the others are done', async () => {
		const users = plainPeople(org()).slice(0, 40);
		const heavy = users[30];
		// The heavy row takes all the others of its call with it.
		const fault = () =>
			org().faults.add({
				kind: 'answer',
				method: 'PATCH',
				bodyText: new RegExp(heavy),
				answer: { status: 400, body: [{ errorCode: 'LIMIT_EXCEEDED', message: 'Too heavy' }] },
			});
		const done = await take(
			org(),
			users,
			{},
			{ fault, maxErrorPercent: 10, maxRecordsPerCall: 20 },
		);
		expect(done.filter(({ outcome }) => outcome === 'done')).toHaveLength(39);
		const [failed] = done.filter(({ outcome }) => outcome !== 'done');
		expect(failed).toMatchObject({ userId: heavy, outcome: 'failed', errorCode: 'LIMIT_EXCEEDED' });
		expect(failed.reason).toContain('Too heavy');
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});

	it('that one row exceeds does not make the calls of the others smaller', async () => {
		const users = plainPeople(org()).slice(0, 120);
		const heavy = users[10];
		const fault = () =>
			org().faults.add({
				kind: 'answer',
				method: 'PATCH',
				bodyText: new RegExp(heavy),
				answer: { status: 400, body: [{ errorCode: 'LIMIT_EXCEEDED', message: 'Too heavy' }] },
			});
		// The second call passes first, so the size is not to blame.
		const options = { fault, maxRecordsPerCall: 40 };
		const first = await take(org(), [...users.slice(40), ...users.slice(0, 40)], {}, options);
		expect(first.filter(({ outcome }) => outcome === 'done')).toHaveLength(119);
		// Two of 40 that pass, one that does not, and its halves down to one row.
		expect(writeCalls(org())).toBeLessThanOrEqual(3 + 2 * 6);
	});

	it("that every row exceeds fails all of them, with Salesforce's own text", async () => {
		const users = plainPeople(org()).slice(0, 8);
		const failed = await take(org(), users, {}, { fault: () => limit(0) });
		expect(kindsOf(failed)).toEqual(['failed']);
		for (const { reason } of failed) expect(reason).toMatch(/Too many future calls/);
		// Halves down to one, and then each row once.
		expect(writeCalls(org())).toBeLessThanOrEqual(2 * users.length);
		expect(org().org.inspector.writes).toBe(0);
	});

	it('of a whole call is solved the same way', async () => {
		const users = plainPeople(org()).slice(0, 40);
		const fault = () =>
			org().faults.add({
				kind: 'answer',
				method: 'PATCH',
				times: 2,
				answer: { status: 400, body: [{ errorCode: 'LIMIT_EXCEEDED', message: 'too much' }] },
			});
		expect(kindsOf(await take(org(), users, {}, { fault }))).toEqual(['done']);
		expect(writeCalls(org())).toBe(2 + 4);
	});

	it('and locks at the same time: both are solved, and nothing is written twice', async () => {
		const users = plainPeople(org()).slice(0, 60);
		const fault = () => {
			limit(20);
			org().org.rowFault = anyOf(lockRows(10, 2, 'trigger'));
		};
		expect(kindsOf(await take(org(), users, {}, { fault }))).toEqual(['done']);
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});

	it('is not a failure for Max Error Percent while smaller calls are tried', async () => {
		const users = plainPeople(org()).slice(0, 120);
		const options = { fault: () => limit(50), maxErrorPercent: 0 };
		expect(kindsOf(await take(org(), users, {}, options))).toEqual(['done']);
	});

	it('ends when the run is canceled: what is left is skipped, and says so', async () => {
		const users = plainPeople(org()).slice(0, 120);
		const options = {
			fault: () => limit(50),
			isCanceled: () => org().org.inspector.writes > 0,
		};
		const done = await take(org(), users, {}, options);
		expect(kindsOf(done)).toEqual(['done', 'skipped']);
		expect(done[119]).toMatchObject({ errorCode: 'RUN_CANCELED' });
		expect(done.filter(({ outcome }) => outcome === 'done')).toHaveLength(30);
	});

	it('is avoided by Max Records per Call', async () => {
		const users = plainPeople(org()).slice(0, 120);
		const options = { fault: () => limit(50), maxRecordsPerCall: 50 };
		expect(kindsOf(await take(org(), users, {}, options))).toEqual(['done']);
		expect(writeCalls(org())).toBe(3);
	});

	it('is not the same as a license limit', async () => {
		const users = plainPeople(org()).slice(0, 40);
		const fault = () =>
			void (org().org.rowFault = failRows({
				code: 'LICENSE_LIMIT_EXCEEDED',
				message: 'License Limit Exceeded',
			}));
		expect(kindsOf(await take(org(), users, {}, { fault }))).toEqual(['blocked']);
		expect(writeCalls(org())).toBe(1);
	});
});
