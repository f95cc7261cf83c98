import {
	differences,
	outcomesOf,
	peopleWith,
	reclaim,
	recordsWritten,
	restore,
	seatItem,
	stateOf,
	tally,
} from '../../support/seats';
import { useOrg } from '../../support/org';

/** Many users, so that a run takes many calls. */
const org = useOrg({ users: 700, seed: 31 });

const LIMIT = 10_000;
const ALLOWED = 8_000;

/** As much of the 24-hour count is left, below the default of 80 percent, as these calls take. */
const leave = (calls: number) => {
	const { org: inside } = org();
	inside.dailyApiLimit = LIMIT;
	inside.apiCalls = ALLOWED - calls;
};
const items = () => peopleWith(org()).map(({ Id }) => seatItem(Id, 'wholeSeat'));
const writes = () => org().org.inspector.writes;

/** What a run reads before it writes. */
const readsOfPlan = async () => {
	const { requests } = org().org.inspector;
	const from = requests.length;
	await reclaim(org(), items(), { dryRun: true, blockers: false });
	return requests.length - from;
};

describe('Stop at API Usage of Reclaim', () => {
	it('stops between calls, each item says so, and running again finishes the rest', async () => {
		const wanted = items();
		const before = stateOf(org());
		const reads = await readsOfPlan();
		leave(reads + 6);
		const { requests } = org().org.inspector;
		const from = requests.length;
		const run = await reclaim(org(), wanted);
		expect(run.error).toBeNull();
		const stopped = outcomesOf(run);
		expect(stopped).toHaveLength(wanted.length);
		// The calls under way come back; then nothing more is sent.
		expect(requests.length - from).toBeLessThanOrEqual(reads + 8);
		const skipped = stopped.filter(({ outcome }) => outcome === 'skipped');
		expect(skipped.length).toBeGreaterThan(0);
		for (const { errorCode, reason } of skipped) {
			expect(errorCode).toBe('RUN_STOPPED');
			expect(reason).toMatch(/has used .* API calls .*Stop at API Usage/);
		}
		const isAttention = run.outputs[1].length;
		expect(isAttention).toBeGreaterThanOrEqual(skipped.length);
		expect(writes()).toBeGreaterThan(0);

		leave(ALLOWED);
		const finished = outcomesOf(await reclaim(org(), stopped));
		expect(Object.keys(tally(finished)).sort()).toEqual(['done']);
		// Each step of both runs once.
		expect(writes()).toBe(recordsWritten(finished));
		expect(outcomesOf(await restore(org(), finished)).length).toBe(wanted.length);
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('settles a lost answer even if no call is left', async () => {
		const wanted = items().map((item) => ({ ...item, action: 'deactivate' }));
		const reads = await readsOfPlan();
		leave(reads);
		org().faults.add({ kind: 'resetAfter', method: 'PATCH', times: 1 });
		const outcomes = outcomesOf(await reclaim(org(), wanted));
		expect(tally(outcomes).unknown).toBeUndefined();
		const done = outcomes.filter(({ outcome }) => outcome === 'done');
		expect(done).toHaveLength(writes());
	});

	it('is an error that says what to do, if it is reached before anything is written', async () => {
		leave(1);
		const run = await reclaim(org(), items());
		expect(run.error?.message).toMatch(/reached its API limit/);
		expect(run.error?.description).toMatch(/Stop at API Usage/);
		expect(writes()).toBe(0);
	});

	it('can be raised', async () => {
		leave(1);
		const run = await reclaim(org(), items().slice(0, 5), { maxApiUsagePercent: 100 });
		expect(tally(outcomesOf(run))).toEqual({ done: 5 });
	});
});

describe('Stop at API Usage of Restore', () => {
	it('stops between calls too, and the same items finish the rest', async () => {
		const before = stateOf(org());
		const taken = outcomesOf(await reclaim(org(), items()));
		expect(Object.keys(tally(taken))).toEqual(['done']);
		const { requests } = org().org.inspector;
		const from = requests.length;
		await restore(org(), taken, { dryRun: true });
		leave(requests.length - from + 2);
		const stopped = outcomesOf(await restore(org(), taken));
		expect(stopped).toHaveLength(taken.length);
		expect(stopped.some(({ errorCode }) => errorCode === 'RUN_STOPPED')).toBe(true);
		leave(ALLOWED);
		const given = outcomesOf(await restore(org(), taken));
		expect(Object.keys(tally(given)).every((kind) => /^(done|alreadyDone)$/.test(kind))).toBe(true);
		expect(differences(before, stateOf(org()))).toEqual([]);
	});
});
