import type { IDataObject } from 'n8n-workflow';
import type { CandidateRow } from '../../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import {
	ago,
	ahead,
	candidateRow,
	KEY,
	outcomeOf,
	runCandidates,
	taken,
} from '../../support/candidateRows';

const held = (changes: IDataObject = {}): IDataObject => ({
	subscriptionKey: KEY,
	orgId: '00D000000000001AAA',
	licenseKind: 'userLicense',
	email: 'ann@example.com',
	lastActivityAt: ago(200),
	...changes,
});
const other = held({ subscriptionKey: 'other' });

const update = async (
	row: Partial<CandidateRow> | Array<Partial<CandidateRow>>,
	parameters: object,
	options = {},
) => await runCandidates('update', [row].flat().map(candidateRow), parameters, options);

/** The one candidate, and on which output it came. */
async function settled(row: Partial<CandidateRow>, parameters: object) {
	const run = await update(row, parameters);
	expect(run.error).toBeNull();
	expect(run.toWrite.length + run.unchanged.length).toBe(1);
	return { ...[...run.toWrite, ...run.unchanged][0], toReclaim: run.toReclaim } as IDataObject;
}

const asText = (value: unknown): unknown =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : value;

const ALL_READ = { subscriptions: [other], readKinds: ['userLicense'] };
const running = {
	...taken(),
	state: 'Awaiting Revocation',
	plan: outcomeOf('planned'),
	result: outcomeOf('unknown'),
} as const;
const open = [
	{ state: 'Ready' },
	{ state: 'Awaiting User', answerUntil: ahead(2) },
	{ state: 'Awaiting Approval', answerUntil: ahead(2) },
	{ state: 'Attention Required' },
] as const;

describe('candidate:update', () => {
	it.each(open)('closes $state as gone if its license kind was read completely', async (row) => {
		expect(await settled(row, ALL_READ)).toMatchObject({
			state: 'Closed Skipped',
			reason: 'The user no longer has this license.',
		});
	});

	it.each([
		['no kind was read', { subscriptions: [other] }],
		['another kind was read', { subscriptions: [other], readKinds: ['packageLicense'] }],
		['no rows were returned', { readKinds: ['userLicense'] }],
		[
			'another org was read',
			{ ...ALL_READ, subscriptions: [{ ...other, orgId: '00D000000000002AAA' }] },
		],
		[
			'only the unused seats are known',
			{ ...ALL_READ, subscriptions: [{ ...other, candidateKey: 'other' }] },
		],
	])('closes nothing if %s', async (_, parameters) => {
		for (const row of open) {
			expect(await settled(row, parameters)).toMatchObject({
				state: row.state,
				unchangedBecause: expect.any(String) as string,
			});
		}
	});

	it('closes a candidate as canceled if the license was used again', async () => {
		const parameters = { subscriptions: [held({ lastActivityAt: ago(1) })] };
		for (const row of open) {
			expect(await settled(row, parameters)).toMatchObject({ state: 'Closed Canceled' });
		}
		expect(await settled({ lastActivityAt: null }, parameters)).toMatchObject({
			state: 'Closed Canceled',
		});
	});

	it.each([null, '', undefined, ago(201)])(
		'does not cancel one that was not used since: %p',
		async (lastActivityAt) => {
			const row = await settled({}, { subscriptions: [held({ lastActivityAt })] });
			expect(row.state).toBe('Ready');
		},
	);

	it('does not change what Reclaim has started, until a dry run says more', async () => {
		const parameters = { ...ALL_READ, subscriptions: [held({ lastActivityAt: ago(1) })] };
		expect((await settled(running, parameters)).state).toBe('Awaiting Revocation');
		expect((await settled(running, ALL_READ)).state).toBe('Awaiting Revocation');
	});

	it.each([
		['alreadyDone', {}, {}, 'Closed Skipped'],
		['alreadyDone', running, {}, 'Closed Complete'],
		['skipped', {}, {}, 'Closed Canceled'],
		['skipped', {}, { errorCode: 'RUN_STOPPED' }, 'Ready'],
		['skipped', running, {}, 'Attention Required'],
		['blocked', {}, {}, 'Attention Required'],
		['failed', {}, {}, 'Attention Required'],
		['unknown', {}, {}, 'Attention Required'],
		['blocked', open[1], {}, 'Awaiting User'],
		['planned', {}, {}, 'Ready'],
		['planned', open[1], {}, 'Awaiting User'],
		['planned', open[3], {}, 'Ready'],
		['done', open[3], {}, 'Attention Required'],
	])('settles a candidate by the outcome %s of a dry run', async (kind, row, changes, state) => {
		const outcomes = [outcomeOf(kind, changes as IDataObject)];
		expect(await settled(row, { outcomes })).toMatchObject({ state });
	});

	it('asks no one before a blocker that surely refuses is fixed', async () => {
		const blockers = [{ effect: 'refuses', text: 'Default owner.', fix: 'Set another.' }];
		const outcomes = [outcomeOf('planned', { blockers })];
		const row = await settled({}, { outcomes });
		expect(row).toMatchObject({
			state: 'Attention Required',
			reason: 'Default owner. Set another.',
		});
		const again = await settled(row as never, { outcomes });
		expect(again.unchangedBecause).toBeDefined();
	});

	it.each([
		['e-mail address', { errorCode: 'NO_EMAIL', email: null }, 'Attention Required', {}],
		['manager', { errorCode: 'NO_MANAGER' }, 'Attention Required', {}],
		['manager', { errorCode: 'NO_MANAGER' }, 'Ready', { managerEmail: 'boss@example.com' }],
		['manager', { errorCode: 'NO_MANAGER' }, 'Ready', { notifyUser: false }],
	])('returns to Ready when the %s is there, or not needed', async (_, row, state, given) => {
		const parameters = { outcomes: [outcomeOf('planned')], ...given };
		const stored = { ...row, state: 'Attention Required' } as const;
		expect(await settled(stored, parameters)).toMatchObject({ state });
	});

	it('lets candidates that waited for the cap continue, as far as there is room', async () => {
		const rows = ['a', 'b', 'c'].map((key) => ({
			state: 'Attention Required' as const,
			errorCode: 'CAP_REACHED',
			decision: 'user silent',
			candidateKey: key,
			userId: key,
		}));
		const outcomes = rows.map(({ candidateKey }) => outcomeOf('planned', { candidateKey }));
		const run = await update(rows, { outcomes, maxUsersPerWindow: 2, takenInWindow: 1 });
		expect(run.toWrite).toMatchObject([{ candidateKey: 'a', state: 'Ready' }]);
		expect(run.unchanged).toHaveLength(2);
	});

	it('asks again if a question was lost, an hour after the deadline', async () => {
		const outcomes = [outcomeOf('planned')];
		for (const state of ['Awaiting User', 'Awaiting Approval'] as const) {
			expect(await settled({ state, answerUntil: ago(0.02) }, { outcomes })).toMatchObject({
				state,
			});
			expect(await settled({ state, answerUntil: ago(1) }, { outcomes })).toMatchObject({
				state: 'Ready',
			});
		}
	});

	describe('a reclaim that was cut off', () => {
		const outcomes = [outcomeOf('planned')];

		it('is continued, with the before-image that is stored', async () => {
			const { toReclaim, ...row } = await settled(running, { outcomes, dryRun: false });
			expect(row).toMatchObject({ state: 'Awaiting Revocation', executionId: '1' });
			expect(toReclaim).toMatchObject([
				{ candidateKey: KEY, action: 'deactivate', outcome: 'unknown', before: { isActive: true } },
			]);
		});

		it('freezes first if it was meant to freeze first', async () => {
			const stored = { ...running, plan: outcomeOf('planned', { action: 'freeze' }) };
			const { toReclaim } = await settled(stored, { outcomes, dryRun: false });
			expect(toReclaim).toMatchObject([{ action: 'freeze' }]);
		});

		it.each([
			['the profile is on dry run', {}, {}],
			['the grace period is not over', { graceUntil: ahead(1) }, { dryRun: false }],
			['the user appealed', { decision: 'appeal' }, { dryRun: false }],
			['it may still be running', { revocationStartedAt: ago(0.01) }, { dryRun: false }],
			['it does not say when it began', { revocationStartedAt: null }, { dryRun: false }],
		])('is not continued if %s', async (_, changes, parameters) => {
			const row = await settled({ ...running, ...changes }, { outcomes, ...parameters });
			expect(row).toMatchObject({ state: 'Awaiting Revocation', toReclaim: [] });
		});
	});

	it.each([
		['used again', {}, { subscriptions: [held({ lastActivityAt: ago(1) })] }],
		['gone', { state: 'Awaiting User', answerUntil: ahead(2) } as const, ALL_READ],
		['blocked', {}, { outcomes: [outcomeOf('blocked', {})] }],
	])(
		'returns only what has changed, if the store leaves the rest as it is: %s',
		async (_, row, parameters) => {
			jest.useFakeTimers({ now: new Date(), doNotFake: ['nextTick', 'setImmediate'] });
			const stored = { ...candidateRow(row), id: 7 };
			const whole = await settled(stored as never, parameters);
			const changed = await settled(stored as never, { ...parameters, columns: 'changed' });
			const { toReclaim, ...written } = changed;
			expect({ ...whole, ...written }).toEqual({ ...whole, toReclaim });
			expect(Object.keys(written)).toEqual(
				expect.arrayContaining(['id', 'candidateKey', 'profile', 'userId', 'state', 'notes']),
			);
			expect(Object.keys(written).length).toBeLessThan(Object.keys(whole).length / 2);
			// What is missing is as it was stored.
			for (const column of Object.keys(whole).filter((one) => !(one in changed)))
				expect(asText(whole[column])).toBe(asText((stored as IDataObject)[column]));
		},
	);

	afterEach(() => jest.useRealTimers());

	it.each([['={{ undefined }}'], ['={{ "some" }}'], ['={{ null }}']])(
		'stops if Columns to Write is %p',
		async (columns) => {
			const run = await update({}, { ...ALL_READ, columns });
			expect(run.error?.message).toMatch(/Columns to Write/);
		},
	);

	it('does not change closed candidates', async () => {
		expect(await settled({ state: 'Closed Skipped' }, ALL_READ)).toMatchObject({
			state: 'Closed Skipped',
			unchangedBecause: 'The candidate is closed: Closed Skipped.',
		});
	});

	it.each([
		['readKinds', '={{ undefined }}'],
		['readKinds', '={{ ["seat"] }}'],
		['readKinds', '={{ [null] }}'],
		['subscriptions', '={{ undefined }}'],
		['subscriptions', '={{ "" }}'],
		['subscriptions', [{ ...held(), subscriptionKey: null }]],
		['subscriptions', [{ ...held(), licenseKind: undefined }]],
		['subscriptions', [{ ...held(), lastActivityAt: 'today' }]],
		['outcomes', '={{ null }}'],
		['outcomes', [{}]],
		['dryRun', '={{ "no" }}'],
		['maxUsersPerWindow', '={{ undefined }}'],
	])('stops if %s is %p', async (name, value) => {
		const given = Array.isArray(value) ? JSON.stringify(value) : value;
		const run = await update({}, { ...ALL_READ, [name]: given });
		expect(run.error).not.toBeNull();
		expect(run.outputs).toEqual([]);
	});

	it('stops at an item that cannot be read, or makes it an error item', async () => {
		const rows = [{ state: 'open' as never }, {}];
		expect((await update(rows, {})).error?.message).toMatch(/Item 1 .*state/);
		const run = await update(rows, ALL_READ, { continueOnFail: true });
		expect(run.toWrite).toHaveLength(1);
		expect(run.outputs[1]).toMatchObject([{ pairedItem: { item: 0 } }]);
	});
});
