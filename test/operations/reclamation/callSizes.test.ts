import type { IDataObject } from 'n8n-workflow';
import { lockRows } from '../../org/faults';
import { useOrg } from '../../support/org';
import { outcomesOf, reclaim, restore, seatItem, tally } from '../../support/seats';
import { plainPeople, writeCalls } from '../../support/writing';

jest.setTimeout(60_000);

/** Max Records per Call, limits of a transaction and outages, by the node itself. */
const org = useOrg({ users: 200, seed: 21 });
const items = (count: number) =>
	plainPeople(org())
		.slice(0, count)
		.map((userId) => seatItem(userId));

const WRONG: Array<[string, unknown]> = [
	['an expression that yields nothing', '={{ undefined }}'],
	['an expression into a missing field', '={{ $json.size }}'],
	['null', null],
	['an empty text', ''],
	['a text', 'many'],
	['a number as text', '50'],
	['NaN', '={{ NaN }}'],
	['Infinity', '={{ Infinity }}'],
	['zero', 0],
	['a negative number', -1],
	['too many', 201],
	['a fraction', 1.5],
	['a list', '={{ [50] }}'],
	['an object', '={{ ({}) }}'],
	['true', true],
];

describe('Max Records per Call', () => {
	it.each(WRONG)('refuses %s before anything is written', async (_name, maxRecordsPerCall) => {
		const parameters = { maxRecordsPerCall } as IDataObject;
		const people = items(3);
		for (const run of [
			await reclaim(org(), people, parameters),
			await restore(org(), people, parameters),
		]) {
			expect(run.error?.message).toMatch(
				/^Max Records per Call must be a whole number from 1 to 200/,
			);
			expect(run.error?.description).toMatch(/Nothing was written/);
		}
		expect(org().org.inspector.requests).toEqual([]);
	});

	it('limits what a call writes, in Reclaim and Restore, and counts in the forecast', async () => {
		const people = items(120);
		const size = { maxRecordsPerCall: 50 };
		const plan = outcomesOf(
			await reclaim(org(), people, { ...size, dryRun: true, blockers: false }),
		);
		const done = await reclaim(org(), people, size);
		expect(tally(outcomesOf(done))).toEqual({ done: 120 });
		expect(writeCalls(org())).toBe(3);
		const [whole] = outcomesOf(await reclaim(org(), people, { dryRun: true, blockers: false }));
		expect(whole.outcome).toBe('alreadyDone');
		// Three calls, one look at who follows whom, and the last look at the logins.
		expect(plan[0].run.calls).toBe(5);
		const back = outcomesOf(await restore(org(), outcomesOf(done), size));
		expect(tally(back)).toEqual({ done: 120 });
		expect(writeCalls(org())).toBe(6);
	});
});

describe('a run', () => {
	it('of 120 users through a trigger that handles 50: all done, each written once', async () => {
		org().org.transactionLimits.push({ object: 'User', rows: 50 });
		const run = await reclaim(org(), items(120));
		expect(tally(outcomesOf(run))).toEqual({ done: 120 });
		expect(writeCalls(org())).toBe(6);
		expect(org().org.inspector.writtenTwice()).toEqual([]);
		expect(tally(outcomesOf(await restore(org(), outcomesOf(run))))).toEqual({ done: 120 });
	});

	it('with a limit that a single row exceeds says where to look', async () => {
		org().org.transactionLimits.push({ object: 'User', rows: 0 });
		const [failed] = outcomesOf(await reclaim(org(), items(1)));
		expect(failed).toMatchObject({ outcome: 'failed' });
		expect(failed.reason).toMatch(/Too many future calls/);
		expect(failed.blockers).toMatchObject([{ kind: 'transactionLimit' }]);
	});

	it('with a lock that persists does not point to validation rules', async () => {
		org().org.rowFault = lockRows(1, 4, 'trigger');
		const [failed] = outcomesOf(await reclaim(org(), items(1)));
		expect(failed).toMatchObject({ outcome: 'failed' });
		expect(failed.blockers).toMatchObject([
			{ kind: 'locked', fix: expect.stringMatching(/^((?!Validation Rules).)*$/) },
		]);
	});

	it('that a proxy answers from its second write on: every step has its true outcome', async () => {
		const answer = { status: 403, body: '<html>Blocked by policy</html>' };
		const people = items(60);
		const faults = () => {
			org().faults.add({ kind: 'answer', path: /composite\/sobjects/, after: 1, answer });
		};
		faults();
		const run = await reclaim(org(), people, { maxRecordsPerCall: 20, maxErrorPercent: 50 });
		const done = outcomesOf(run);
		expect(done).toHaveLength(60);
		const counts = tally(done);
		expect(counts.done).toBe(20);
		expect(counts.planned).toBeUndefined();
		for (const { steps, outcome, errorCode } of done) {
			for (const step of steps) expect(step.outcome).not.toBe('planned');
			if (outcome !== 'done') expect(errorCode).toMatch(/ERROR_HTTP_403|RUN_STOPPED/);
		}
		expect(run.outputs[1]).toHaveLength(40);
		org().faults.clear();
		expect(Object.keys(tally(outcomesOf(await reclaim(org(), done)))).sort()).toEqual([
			'alreadyDone',
			'done',
		]);
		expect(org().org.inspector.writtenTwice()).toEqual([]);
	});

	it('that gets no response from Salesforce at all stops instead of writing blindly', async () => {
		const people = items(60);
		org().faults.add({
			kind: 'answer',
			method: 'PATCH',
			answer: { status: 502, body: '<html>' },
			onDue: () =>
				org().faults.add({
					kind: 'answer',
					path: /query/,
					answer: { status: 403, body: '<html>' },
				}),
		});
		const done = outcomesOf(
			await reclaim(org(), people, { maxRecordsPerCall: 20, maxErrorPercent: 100 }),
		);
		expect(tally(done)).toEqual({ unknown: 20, skipped: 40 });
		expect(done[59]).toMatchObject({
			errorCode: 'RUN_STOPPED',
			reason: expect.stringMatching(/neither to a write nor to the attempt to read it back/),
		});
		expect(writeCalls(org())).toBe(1);
	});

	it.each([0, -1, '={{ NaN }}', '={{ undefined }}'])(
		'with Parallel Calls %j still has an outcome for every step',
		async (parallelCalls) => {
			const people = items(10).map((item) => ({ ...item, action: 'freeze' }));
			const run = await reclaim(org(), people, { parallelCalls });
			if (run.error === null) expect(tally(outcomesOf(run))).toEqual({ done: 10 });
			else expect(run.error.message).toMatch(/Parallel Calls/);
		},
	);
});
