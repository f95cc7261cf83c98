import { lockRows } from '../../org/faults';
import { LOCKS } from '../../org/rowFaults';
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

/** Locks in every form in which Salesforce and an org's automation tell them. */
const org = useOrg({ users: 60, seed: 21 });
const FORMS = Object.keys(LOCKS) as Array<keyof typeof LOCKS>;
const kindsOf = (outcomes: ReadonlyArray<{ outcome: string }>) => [
	...new Set(outcomes.map(({ outcome }) => outcome)),
];

describe.each(FORMS)('a lock reported as "%s"', (form) => {
	it('is retried: the locked rows and only those', async () => {
		const users = plainPeople(org()).slice(0, 20);
		const fault = () => void (org().org.rowFault = lockRows(5, 1, form));
		const done = await take(org(), users, {}, { fault });
		expect(kindsOf(done)).toEqual(['done']);
		expect(writeCalls(org())).toBe(2);
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});

	it('is retried on deletes, and on the inserts that restore them', async () => {
		const users = holdersOfPackage(org());
		const taken = await take(org(), users, PACKAGE, {
			fault: () => void (org().org.rowFault = lockRows(3, 2, form)),
		});
		expect(kindsOf(taken)).toEqual(['done']);
		const given = await giveBack(org(), taken, {
			fault: () => void (org().org.rowFault = lockRows(3, 3, form)),
		});
		expect(kindsOf(given)).toEqual(['done']);
		expect(holdersOfPackage(org()).sort()).toEqual([...users].sort());
	});

	it("that stays says that it was a lock, in Salesforce's own text, and that a later run helps", async () => {
		const users = plainPeople(org()).slice(0, 20);
		const fault = () => void (org().org.rowFault = lockRows(20, 4, form));
		const failed = await take(org(), users, {}, { fault });
		expect(kindsOf(failed)).toEqual(['failed']);
		for (const { errorCode, reason } of failed) {
			expect(errorCode).toBe(LOCKS[form].code);
			expect(reason).toMatch(/lock|exclusive access|already in progress/);
			expect(reason).toMatch(/Nothing is wrong with this row; run again later/);
		}
		expect(writeCalls(org())).toBe(4);
		expect(org().org.inspector.writes).toBe(0);
		const later = await take(org(), users, {});
		expect(kindsOf(later)).toEqual(['done']);
	});

	it('is also recognized if it fails a whole call', async () => {
		const users = plainPeople(org()).slice(0, 20);
		const { code, message } = LOCKS[form];
		const fault = () =>
			org().faults.add({
				kind: 'answer',
				method: 'PATCH',
				times: 3,
				answer: { status: 400, body: [{ errorCode: code, message }] },
			});
		expect(kindsOf(await take(org(), users, {}, { fault }))).toEqual(['done']);
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});
});

describe('a locked row', () => {
	it('makes the calls run one at a time', async () => {
		const users = plainPeople(org()).slice(0, 30);
		const { inspector } = org().org;
		const fault = () => {
			org().org.rowFault = lockRows(30, 2, 'trigger');
			inspector.highestConcurrency = 0;
		};
		const action = { action: 'freeze' } as const;
		const options = { fault, parallelCalls: 5, maxRecordsPerCall: 5 };
		const before = writeCalls(org());
		expect(kindsOf(await take(org(), users, action, options))).toEqual(['done']);
		expect(writeCalls(org()) - before).toBe(18);
	});

	it('does not count as a failure for Max Error Percent while it is retried', async () => {
		const users = plainPeople(org()).slice(0, 30);
		const fault = () => void (org().org.rowFault = lockRows(25, 3, 'flow'));
		const options = { fault, maxErrorPercent: 0, maxRecordsPerCall: 10 };
		expect(kindsOf(await take(org(), users, {}, options))).toEqual(['done']);
	});

	it('counts as a failure in the end', async () => {
		const users = plainPeople(org()).slice(0, 30);
		const fault = () => void (org().org.rowFault = lockRows(30, 4, 'flow'));
		const options = { fault, maxErrorPercent: 10, maxRecordsPerCall: 10 };
		const failed = await take(org(), users, {}, options);
		expect(kindsOf(failed)).toEqual(['failed', 'skipped']);
		expect(failed[29]).toMatchObject({ errorCode: 'RUN_STOPPED' });
	});
});
