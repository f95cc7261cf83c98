import type { IDataObject } from 'n8n-workflow';
import type { CandidateRow } from '../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import { ago, candidateRow, KEY, outcomeOf, runCandidates } from '../support/candidateRows';

/** What the workflows ask of Candidate > Decide, with the profile as it is stored. */

const PROFILE = {
	displayName: 'EMEA',
	status: 'Published',
	reclaimSubflow: 'slReclaimSubscription',
	orgId: '00D000000000001AAA',
	dryRun: false,
	notifyUser: false,
	maxUsers: 2,
	daysToAnswer: 7,
	graceDays: 0,
};
const candidate = (id: number, more: Partial<CandidateRow> = {}) => ({
	id,
	...candidateRow({ candidateKey: `${KEY}:${id}`, userId: `00500000000000${id}AAA`, ...more }),
});

async function nextStep(profile: IDataObject, rows: object[], storedCandidates: object[] = []) {
	const run = await runCandidates('decide', rows, {
		event: 'nextStep',
		settingsFrom: 'profile',
		storedProfile: { ...PROFILE, ...profile },
		storedCandidates,
	});
	expect(run.error).toBeNull();
	return run;
}

describe('whether the user is asked first', () => {
	it.each([[true], [null], [undefined], [''], ['no'], [0]])(
		'is decided by the profile as it is now (%j asks), not by the day the candidate was found',
		async (notifyUser) => {
			const run = await nextStep({ notifyUser }, [candidate(1, { notifyUser: false })]);
			expect(run.toWrite).toMatchObject([{ id: 1, state: 'Awaiting User' }]);
			expect(run.toAsk).toMatchObject([{ to: 'ann@example.com' }]);
			expect(run.toReclaim).toEqual([]);
		},
	);

	it('a profile that no longer asks reclaims a candidate that was found while it did', async () => {
		const run = await nextStep({ notifyUser: false }, [candidate(1, { notifyUser: true })]);
		expect([run.toWrite, run.toAsk]).toEqual([[], []]);
		expect(run.toReclaim).toHaveLength(1);
	});

	it.each([[0], [null], [undefined], ['soon'], [-1]])(
		'a profile that asks and has %j days to answer still asks, for 7 days',
		async (daysToAnswer) => {
			const { toAsk } = await nextStep({ notifyUser: true, daysToAnswer }, [candidate(1)]);
			const days = (Date.parse(String(toAsk[0].until)) - Date.now()) / 86_400_000;
			expect(Math.round(days)).toBe(7);
		},
	);
});

describe('the limit of users', () => {
	const taken = (id: number, hoursAgo: number) =>
		candidate(id, { state: 'Closed Complete', revocationStartedAt: ago(hoursAgo / 24) });
	const answered = candidate(9, { state: 'Awaiting User', decision: 'user releases' });
	const limited = async (profile: IDataObject, stored: object[]) =>
		await nextStep(profile, [answered], [answered, ...stored]);

	it('applies to the last 24 hours, also if answers reclaim one candidate at a time', async () => {
		const run = await limited({}, [taken(1, 1), taken(2, 23)]);
		expect(run.toReclaim).toEqual([]);
		expect(run.unchanged).toMatchObject([
			{ id: 9, unchangedBecause: expect.stringContaining('2 users in 24 hours') as string },
		]);
	});

	it('counts a user once, and forgets those of the day before', async () => {
		const twice = { ...taken(2, 2), userId: taken(1, 1).userId };
		expect((await limited({}, [taken(1, 1), twice, taken(3, 25)])).toReclaim).toHaveLength(1);
	});

	it.each([[null], [undefined], ['many'], [0], [NaN], [-5]])(
		'a profile with the limit %j reclaims nothing more',
		async (maxUsers) => {
			expect((await limited({ maxUsers }, [taken(1, 1)])).toReclaim).toEqual([]);
		},
	);

	it('does not prevent a plan: a dry run reclaims nothing', async () => {
		const ready = candidate(9);
		const stored = [taken(1, 1), taken(2, 2)];
		expect((await nextStep({ dryRun: true }, [ready], stored)).toReclaim).toHaveLength(1);
	});
});

describe('silence', () => {
	const silent = async (onSilence: unknown) =>
		await runCandidates('decide', [candidate(1, { state: 'Awaiting User', answerUntil: ago(1) })], {
			event: 'silence',
			settingsFrom: 'profile',
			storedProfile: { ...PROFILE, onSilence },
		});

	it.each([['keep'], [null], [undefined], [''], ['Reclaim the license'], ['RECLAIM'], [true]])(
		'keeps the license if the profile says %j',
		async (onSilence) => {
			expect((await silent(onSilence)).toWrite).toMatchObject([{ state: 'Closed Skipped' }]);
		},
	);

	it('reclaims it only if the profile says so', async () => {
		expect((await silent('reclaim')).toWrite).toMatchObject([{ decision: 'user silent' }]);
	});
});

describe('dry run', () => {
	it.each([[null], [undefined], [''], ['No'], [0], [true]])(
		'stays on if the profile says %j: no one is asked',
		async (dryRun) => {
			const decided = candidate(2, { decision: 'user keeps' });
			const run = await nextStep({ dryRun, notifyUser: true }, [candidate(1), decided]);
			expect([run.toWrite, run.toAsk]).toEqual([[], []]);
			expect(run.toReclaim).toHaveLength(2);
		},
	);

	it('does not give anything back either', async () => {
		const appealed = candidate(1, { decision: 'appeal', before: {}, result: outcomeOf('done') });
		expect((await nextStep({ dryRun: true }, [appealed])).toRestore).toEqual([]);
		expect((await nextStep({}, [appealed])).toRestore).toMatchObject([{ id: 1 }]);
	});
});
