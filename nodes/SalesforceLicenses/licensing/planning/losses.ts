import type { SeatPool } from '../model/licenses';
import { closedReason, seatByIdentifier } from '../model/licenses';
import type { CurrentUser } from '../model/userState';
import { unreadKinds } from './kinds/allKinds';
import type { Outcome } from './outcome';
import type { Step, StepKind } from './steps';
import { isDue } from './steps';
import { plural } from '../model/plural';

/** What Restore will not be able to restore, reported before it is removed. */

/** What these steps lose because it could not be read. */
export function unreadLosses(user: CurrentUser, steps: readonly Step[]): string[] {
	return [...endlessSets(user, steps), ...unreadLayers(user, steps)];
}

function endlessSets({ permissionSets }: CurrentUser, steps: readonly Step[]): string[] {
	const removed = new Set(steps.filter(({ step }) => SETS.has(step)).map((step) => step.recordId));
	const names = (permissionSets ?? [])
		.filter(({ assignmentId, isExpiryKnown }) => removed.has(assignmentId) && !isExpiryKnown)
		.map(({ name, permissionSetId }) => name ?? permissionSetId);
	return names.length === 0
		? []
		: [
				`Salesforce does not show whether these assignments have an expiration date, so Restore would assign them without one: ${names.join(', ')}.`,
			];
}

const SETS: ReadonlySet<StepKind> = new Set(['removePermissionSet', 'removePermissionSetGroup']);

/** Salesforce removes licenses on a deactivation. Restore cannot restore those that were not read before. */
function unreadLayers(user: CurrentUser, steps: readonly Step[]): string[] {
	if (!steps.some(({ step }) => step === 'deactivate')) return [];
	const unread = unreadKinds(user, ({ goesWithTheUser }) => goesWithTheUser);
	return unread.length === 0
		? []
		: [
				`The ${unread.join(' and ')} of this user could not be read. Restore cannot give back those that the deactivation removes.`,
			];
}

/**
 * Adds to planned outcomes which of their seats cannot be assigned again: seats of disabled or expired
 * pools, and of overdrawn pools, in which a removed seat does not become free.
 */
export function withSeatLosses(
	outcomes: readonly Outcome[],
	pools: readonly SeatPool[],
	now: Date,
): Outcome[] {
	const bySeat = new Map(
		pools.map((pool) => [seatByIdentifier(pool.licenseKind, pool.licenseIdentifier), pool]),
	);
	const freed = new Map<string, Set<string>>();
	for (const { userId, steps } of outcomes) {
		for (const { frees } of steps.filter(isDue)) {
			if (frees !== null) freed.set(frees, (freed.get(frees) ?? new Set()).add(userId));
		}
	}
	const lossOf = (seat: string): string | null => {
		const pool = bySeat.get(seat);
		if (pool === undefined) return null;
		const closed = closedReason(pool, now);
		if (closed !== null) return `Restore cannot give this seat back: ${closed}`;
		const left = pool.available === null ? 1 : pool.available + (freed.get(seat)?.size ?? 0);
		return left > 0
			? null
			: `Restore cannot give this seat back unless you buy more: ${plural(pool.used, 'seat')} of ${pool.licenseName} in use, but the org owns ${pool.total}.`;
	};
	return outcomes.map((outcome) => {
		if (outcome.outcome !== 'planned') return outcome;
		const seats = outcome.steps.filter(isDue).flatMap(({ frees }) => frees ?? []);
		const losses = [...new Set(seats)].map(lossOf).filter((loss) => loss !== null);
		return losses.length === 0
			? outcome
			: { ...outcome, warnings: [...outcome.warnings, ...losses] };
	});
}
