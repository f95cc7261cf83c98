import type { IDataObject } from 'n8n-workflow';
import type { FaultKind } from '../../org/faults';
import { lockRows } from '../../org/faults';
import type { Row } from '../../org/org';
import { useOrg } from '../../support/org';
import type { OutcomeItem } from '../../support/seats';
import {
	differences,
	outcomesOf,
	reclaim,
	recordsWritten,
	restore,
	stateOf,
	tally,
} from '../../support/seats';

jest.setTimeout(60_000);

/** Every action at once, through everything that goes wrong; the org says what really happened. */
const org = useOrg({ users: 60, seed: 21 });
const rows = (object: string) => org().org.rows(object);
const profileOf = ({ ProfileId }: Row) => org().org.table('Profile').get(String(ProfileId))?.Name;
const protectedUsers = () =>
	rows('User').filter(({ Username }) => !String(Username).startsWith('user'));

/** A fifth of the people for each action, and everybody whom no run may touch. */
function items(): IDataObject[] {
	org().org.blockers.length = 0;
	rows('User').forEach((user) => (user.Deputy__c = null));
	const people = rows('User').filter(
		(user) =>
			String(user.Username).startsWith('user') &&
			user.IsActive === true &&
			['Standard User', 'Standard Platform User'].includes(String(profileOf(user))),
	);
	const actions = ['freeze', 'deactivate', 'wholeSeat', 'changeProfile', 'removeLicense'];
	const seats: IDataObject = { licenseKind: 'userLicense', licenseIdentifier: 'SFDC' };
	const ofPeople = people.map(({ Id }, index) => {
		const action = actions[index % actions.length];
		if (action !== 'removeLicense') return { userId: Id, action, ...seats };
		const [held] = org().org.table('UserPackageLicense').where('UserId', Id);
		const pool = org().org.table('PackageLicense').get(String(held?.PackageLicenseId));
		return {
			userId: Id,
			action,
			licenseKind: 'packageLicense',
			licenseIdentifier: String(pool?.NamespacePrefix ?? 'SBQQ'),
		};
	});
	const others = protectedUsers().map(({ Id }) => ({ userId: Id, action: 'wholeSeat', ...seats }));
	return [...ofPeople, ...others];
}

const TARGET = { targetProfile: 'Standard Platform User' };

beforeEach(() => {
	for (const object of ['UserLicense', 'PermissionSetLicense']) {
		for (const pool of rows(object)) pool.TotalLicenses = 1_000;
	}
});

/** What must hold after any run, whatever went wrong on the way. */
function expectNothingLost(wanted: readonly IDataObject[], done: readonly OutcomeItem[]) {
	expect(done).toHaveLength(wanted.length);
	expect(done.map(({ userId }) => userId)).toEqual(wanted.map(({ userId }) => userId));
	for (const { outcome } of done) expect(outcome).not.toBe('planned');
	const { inspector } = org().org;
	const untouchable = new Set(protectedUsers().map(({ Id }) => Id));
	for (const userId of inspector.writesByUser.keys()) expect(untouchable.has(userId)).toBe(false);
	expect(org().org.checkInvariants()).toEqual([]);
	// Each write that the org counted is one step that says so: none twice, none lost.
	if (!done.some(({ outcome }) => outcome === 'unknown')) {
		expect(inspector.writes).toBe(recordsWritten(done));
	}
}

async function through(fault: () => void, expected: string[]) {
	const wanted = items();
	const before = stateOf(org());
	fault();
	const run = await reclaim(org(), wanted, TARGET);
	expect(run.error).toBeNull();
	const done = outcomesOf(run);
	expectNothingLost(wanted, done);
	expect(Object.keys(tally(done)).filter((one) => !expected.includes(one))).toEqual([]);

	org().faults.clear();
	org().org.rowFault = undefined;
	org().org.automation.length = 0;
	// Fed with its own outcomes, a second run finishes the rest.
	const finished = outcomesOf(await reclaim(org(), done, TARGET));
	const open = finished.filter(
		({ outcome }) => !['done', 'alreadyDone', 'blocked'].includes(outcome),
	);
	expect(open).toEqual([]);
	const third = outcomesOf(await reclaim(org(), wanted, TARGET));
	expect(Object.keys(tally(third)).sort()).toEqual(['alreadyDone', 'blocked']);
	expect(third.filter(({ outcome }) => outcome === 'blocked')).toHaveLength(
		protectedUsers().length,
	);

	const back = outcomesOf(await restore(org(), finished));
	expect(
		back.filter(({ outcome }) => !['done', 'skipped', 'alreadyDone'].includes(outcome)),
	).toEqual([]);
	expect(differences(before, stateOf(org()))).toEqual([]);
	return done;
}

const METHODS = ['PATCH', 'DELETE'];
const onWrites = (kind: FaultKind, times = 1) => {
	for (const method of METHODS) org().faults.add({ kind, method, times, path: /composite/ });
};

describe('reclaim of every action', () => {
	it('writes each record once if nothing goes wrong', async () => {
		await through(() => {}, ['done', 'alreadyDone', 'blocked']);
	});

	it.each<FaultKind>([
		'resetBefore',
		'resetAfter',
		'truncated',
		'cutOff',
		'htmlUnavailable',
		'unknownException',
		'concurrentLimit',
		'expiredSession',
		'endSessions',
	])('through %s on writes: settled, each record once', async (kind) => {
		await through(() => onWrites(kind), ['done', 'alreadyDone', 'blocked']);
	});

	it('through locked rows: they are retried', async () => {
		await through(() => (org().org.rowFault = lockRows(12)), ['done', 'alreadyDone', 'blocked']);
	});

	it('through rows that stay locked: those fail, the others are done', async () => {
		const done = await through(
			() => (org().org.rowFault = lockRows(2, 4)),
			['done', 'alreadyDone', 'blocked', 'failed'],
		);
		const failed = done.filter(({ outcome }) => outcome === 'failed');
		expect(failed.length).toBeGreaterThan(0);
		for (const { errorCode } of failed) expect(errorCode).toBe('UNABLE_TO_LOCK_ROW');
	});

	it("through the customer's own automation, which refuses some rows", async () => {
		const done = await through(
			() =>
				org().org.automation.push({
					object: 'User',
					operation: 'update',
					fails: ({ Department }, values) => Department === 'Legal' && values.IsActive === false,
					code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
					message: 'Legal stays',
				}),
			['done', 'alreadyDone', 'blocked', 'failed'],
		);
		const failed = done.filter(({ outcome }) => outcome === 'failed');
		expect(failed.length).toBeGreaterThan(0);
		for (const { reason } of failed) expect(reason).toMatch(/Legal stays/);
	});

	it('through the end of the daily API calls: what was done is kept, the rest needs attention', async () => {
		const wanted = items();
		org().faults.add({ kind: 'dailyLimit', path: /composite/, after: 4 });
		const run = await reclaim(org(), wanted, TARGET);
		expect(run.error).toBeNull();
		const done = outcomesOf(run);
		expectNothingLost(wanted, done);
		const stopped = done.filter(({ errorCode }) => errorCode === 'RUN_STOPPED');
		expect(stopped.length).toBeGreaterThan(0);
		expect(done.some(({ outcome }) => outcome === 'done')).toBe(true);
		const attention = run.outputs[1].map(({ json }) => json);
		expect(attention.filter(({ errorCode }) => errorCode === 'RUN_STOPPED')).toHaveLength(
			stopped.length,
		);
	});

	it('through a connection that fails after the first writes: reports unknown, never a guess', async () => {
		const wanted = items();
		const before = stateOf(org());
		await reclaim(org(), wanted, { ...TARGET, dryRun: true, blockers: false });
		const reads = org().org.inspector.requests.filter(({ path }) => /\/query/.test(path)).length;
		org().faults.add({ kind: 'resetAfter', method: 'PATCH', path: /composite/, times: 1 });
		// Reading back needs a connection too; two reads more than the dry run, and it breaks.
		org().faults.add({ kind: 'resetBefore', path: /\/query/, after: reads + 2, times: 4 });
		const run = await reclaim(org(), wanted, TARGET);
		const done = outcomesOf(run);
		expectNothingLost(wanted, done);
		expect(tally(done).unknown).toBeGreaterThan(0);
		org().faults.clear();
		const finished = outcomesOf(await reclaim(org(), done, TARGET));
		expect(tally(finished).unknown).toBeUndefined();
		await restore(org(), finished);
		expect(differences(before, stateOf(org()))).toEqual([]);
	});
});
