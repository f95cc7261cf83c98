import type { SeatPool } from '../model/licenses';
import type { Outcome } from './outcome';
import type { OutcomeKind, Step } from './steps';
import { seatByIdentifier } from '../model/licenses';
import { stepKey } from './steps';

/** The totals of a run: planned ones for a dry run, actual ones for a real run. */
export interface RunSummary {
	dryRun: boolean;
	users: number;
	steps: number;
	/** API calls: those that the plan will take, or those that the run took. */
	calls: number;
	seats: SeatsOfPool[];
	savings: Array<{ currency: string | null; amount: number }>;
}

export interface SeatsOfPool {
	licenseKind: string;
	licenseIdentifier: string;
	/** Seats that the steps free. */
	freed: number;
	/** Seats in use according to the pool, before and after; null if not read. Pools may lag behind. */
	usedBefore: number | null;
	usedAfter: number | null;
}

export interface PoolCounts {
	before: readonly SeatPool[];
	after: readonly SeatPool[] | null;
}

export function summarize(
	outcomes: readonly Outcome[],
	dryRun: boolean,
	calls: number,
	pools: PoolCounts,
): RunSummary {
	const counted: OutcomeKind = dryRun ? 'planned' : 'done';
	const steps = distinctSteps(outcomes, counted);
	return {
		dryRun,
		users: new Set(outcomes.flatMap((one) => (hasStep(one, counted) ? [one.userId] : []))).size,
		steps: steps.length,
		calls,
		seats: seatsOf(steps, pools),
		savings: savingsOf(outcomes, counted),
	};
}

const hasStep = ({ steps }: Outcome, counted: OutcomeKind) =>
	steps.some(({ outcome }) => outcome === counted);

/** Candidates of one user share steps; each step is counted once. */
function distinctSteps(outcomes: readonly Outcome[], counted: OutcomeKind): Step[] {
	const steps = outcomes.flatMap((outcome) => outcome.steps);
	const due = steps.filter(({ outcome }) => outcome === counted);
	return [...new Map(due.map((step) => [stepKey(step), step])).values()];
}

function seatsOf(steps: readonly Step[], { before, after }: PoolCounts): SeatsOfPool[] {
	const freed = new Map<string, number>();
	for (const { frees } of steps) if (frees !== null) freed.set(frees, (freed.get(frees) ?? 0) + 1);
	const usedOf = (licenses: readonly SeatPool[] | null, seat: string) =>
		licenses?.find(
			({ licenseKind, licenseIdentifier }) =>
				seatByIdentifier(licenseKind, licenseIdentifier) === seat,
		)?.used ?? null;
	return [...freed].map(([seat, count]) => {
		const [kind, ...identifier] = seat.split(':');
		return {
			licenseKind: kind,
			licenseIdentifier: identifier.join(':'),
			freed: count,
			usedBefore: usedOf(before, seat),
			usedAfter: usedOf(after, seat),
		};
	});
}

/** Only seats that the steps really free count: a frozen user saves nothing. */
function savingsOf(
	outcomes: readonly Outcome[],
	counted: OutcomeKind,
): Array<{ currency: string | null; amount: number }> {
	const rows = new Map<string, Outcome>();
	for (const outcome of outcomes) {
		const seat = seatByIdentifier(outcome.licenseKind, outcome.licenseIdentifier);
		const frees = outcome.steps.some((step) => step.outcome === counted && step.frees === seat);
		if (frees && outcome.outcome === counted) rows.set(outcome.candidateKey, outcome);
	}
	const amounts = new Map<string | null, number>();
	for (const { saving, currency } of rows.values()) {
		if (saving !== null) amounts.set(currency, (amounts.get(currency) ?? 0) + saving);
	}
	return [...amounts].map(([currency, amount]) => ({
		currency,
		amount: Math.round(amount * 100) / 100,
	}));
}

const MAX_SHOWN = 5;

/** The summary in a sentence or two. */
export function describeSummary({ dryRun, seats, savings }: RunSummary): string {
	if (seats.length === 0) return dryRun ? 'No seat would be freed.' : 'No seat was freed.';
	const shown = seats
		.slice(0, MAX_SHOWN)
		.map(({ freed, licenseIdentifier, usedBefore, usedAfter }) => {
			const pool =
				usedBefore === null || usedAfter === null ? '' : ` (in use: ${usedBefore} → ${usedAfter})`;
			return `${freed} × ${licenseIdentifier}${pool}`;
		});
	const more = seats.length > MAX_SHOWN ? ` and ${seats.length - MAX_SHOWN} more` : '';
	const money = savings.map(({ amount, currency }) => `${amount} ${currency ?? ''}`.trim());
	const saves = money.length === 0 ? '' : ` Saving: ${money.join(', ')}.`;
	const lags = seats.some(
		({ freed, usedBefore, usedAfter }) => usedAfter !== null && usedBefore !== usedAfter + freed,
	)
		? ' A license count differs from the number of freed seats: Salesforce may update it later, or seats were assigned or freed in the meantime.'
		: '';
	return `Seats ${dryRun ? 'that would be ' : ''}freed: ${shown.join(', ')}${more}.${saves}${lags}`;
}
