import { Opening } from '../../../../nodes/SalesforceLicenses/licensing/playbook/opening';
import { nextStep } from '../../../../nodes/SalesforceLicenses/licensing/playbook/asking';
import type { CandidateRow } from '../../../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import { FOR_GOOD } from '../../../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import {
	afterLostQuestion,
	askFirst,
	keepUntil,
	stopKeeping,
} from '../../../../nodes/SalesforceLicenses/licensing/playbook/operator/operating';
import { decideOutcome } from '../../../../nodes/SalesforceLicenses/licensing/playbook/outcomes';
import { candidateRow, outcomeOf, taken } from '../../../support/candidateRows';

const now = new Date('2026-11-01T10:00:00.000Z');
const operator = { decidedBy: 'ann@acme.com', comment: '', now };
const LATER = '2027-03-01T00:00:00.000Z';
const run = { now, executionId: '7', startedBy: '' };
const ASKS_NO_ONE = {
	dryRun: false,
	notifyUser: false,
	daysToAnswer: 7,
	graceDays: 0,
	managerEmail: '',
	fallbackEmail: '',
};
const toBeAsked = () => askFirst(candidateRow(), operator).row;

describe('keeping', () => {
	it.each(['Ready', 'Awaiting User', 'Awaiting Approval', 'Attention Required'] as const)(
		'closes a candidate that is %s',
		(state) => {
			expect(keepUntil(candidateRow({ state }), LATER, operator)).toMatchObject({
				changed: true,
				row: { state: 'Closed Skipped', keepUntil: LATER, closedAt: now.toISOString() },
			});
		},
	);

	it.each<[string, Partial<CandidateRow>]>([
		['being reclaimed', { state: 'Awaiting Revocation' }],
		['reclaimed', { state: 'Closed Complete' }],
		['kept already', { state: 'Closed Skipped' }],
		['partly reclaimed', { ...taken(), state: 'Attention Required' }],
		['in an unknown state', { state: undefined as never }],
	])('leaves a candidate as it is that is %s', (_, changes) => {
		expect(keepUntil(candidateRow(changes), LATER, operator).changed).toBe(false);
	});

	it.each([undefined, null, '', NaN, [], 'tomorrow', '2020-01-01', now.toISOString()])(
		'needs a day that is not over: %p',
		(until) => {
			expect(keepUntil(candidateRow(), until as never, operator).changed).toBe(false);
		},
	);

	it('for good keeps Identify from finding it again, until it is ended', () => {
		const kept = keepUntil(candidateRow(), FOR_GOOD, operator).row;
		const profile = {
			displayName: 'EMEA',
			notifyUser: false,
			excludedIdentifiers: [],
			targets: new Map<string, string>(),
			softwareModels: [],
		};
		const found = { seat: candidateRow(), candidate: {}, protection: null };
		const open = (row: CandidateRow, at: Date) => new Opening([row], profile, at).open(found);
		expect(open(kept, new Date('2099-01-01'))).toEqual({
			opened: false,
			because: 'This user is excluded for good, by decision of a person.',
		});
		const ended = stopKeeping(kept, operator);
		expect(ended).toMatchObject({ changed: true, row: { state: 'Closed Skipped' } });
		expect(open(ended.row, now).opened).toBe(true);
	});

	it.each<[string, Partial<CandidateRow>]>([
		['open', {}],
		['closed, and not kept', { state: 'Closed Skipped' }],
		['reclaimed', { state: 'Closed Complete', keepUntil: LATER }],
	])('is not ended for a candidate that is %s', (_, changes) => {
		expect(stopKeeping(candidateRow(changes), operator).changed).toBe(false);
	});
});

describe('asking first', () => {
	it('asks the user, though the profile asks no one', () => {
		expect(nextStep(toBeAsked(), ASKS_NO_ONE, run)).toMatchObject({
			changed: true,
			row: { state: 'Awaiting User', decision: null },
		});
	});

	it('asks no one on dry run', () => {
		const step = nextStep(toBeAsked(), { ...ASKS_NO_ONE, dryRun: true }, run);
		expect(step).toMatchObject({ changed: false, row: { decision: 'ask first' } });
	});

	it('lets no run take the license before the answer', () => {
		const planned = outcomeOf('planned') as never;
		const verdict = decideOutcome(toBeAsked(), planned, ASKS_NO_ONE, run);
		expect(verdict.reclaim).toBeUndefined();
		expect(verdict.row.state).toBe('Ready');
	});

	it('is meant again if the question was lost or could not be sent', () => {
		const asked = nextStep(toBeAsked(), ASKS_NO_ONE, run).row;
		expect(afterLostQuestion(asked)).toBe('ask first');
		expect(afterLostQuestion({ ...asked, decision: 'user keeps' })).toBe('user keeps');
		expect(afterLostQuestion(candidateRow())).toBeNull();
	});

	it.each<[string | null, string]>([
		[null, 'ask first'],
		['user silent', 'ask first'],
		['manager takes', 'ask first'],
		['user keeps', 'user keeps'],
		['appeal', 'appeal'],
		['something else', 'something else'],
	])('takes the place of a decision to reclaim only: %p', (decision, then) => {
		expect(askFirst(candidateRow({ decision }), operator).row.decision).toBe(then);
	});

	it.each(['Awaiting User', 'Attention Required', 'Closed Skipped', undefined] as const)(
		'is not possible for a candidate that is %s',
		(state) => {
			const row = candidateRow({ state: state as never });
			expect(askFirst(row, operator).changed).toBe(false);
		},
	);
});
