import { plural } from '../../model/plural';
import { isOver } from '../candidateRow';

/** A candidate whose reclaim may have started. */
export interface Started {
	userId: string;
	revocationStartedAt: string | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Answers and silence reclaim one candidate at a time, so the limit of a profile also applies to the last
 * 24 hours. Returns why nothing is reclaimed; null if the run may continue. For a single run, Reclaim
 * applies the limit itself, and reports it in every candidate.
 */
export function overDailyLimit(
	maxUsers: number,
	stored: readonly Started[],
	toReclaim: ReadonlySet<string>,
	now: Date,
): string | null {
	const yesterday = new Date(now.getTime() - DAY_MS);
	const recent = new Set(
		stored
			.filter(
				({ userId, revocationStartedAt }) =>
					!toReclaim.has(userId) &&
					revocationStartedAt !== null &&
					!isOver(revocationStartedAt, yesterday),
			)
			.map(({ userId }) => userId),
	);
	// Written so that a limit that is not a number allows nothing.
	if (recent.size === 0 || toReclaim.size + recent.size <= maxUsers) return null;
	return `The profile allows ${plural(maxUsers, 'user')} in 24 hours. Reclaim was started for ${plural(recent.size, 'user')} in that time, and this run has ${plural(toReclaim.size, 'more user')}. Nothing was reclaimed. Wait, choose fewer candidates, or raise "Maximum users per run" in the Guided Setup.`;
}
