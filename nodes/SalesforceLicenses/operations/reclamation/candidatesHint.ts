import type { CandidateFinder } from '../../licensing/finding/candidates';
import type { PricePeriod } from '../../licensing/finding/savings';
import type { WithBlockers } from './blockers/explain';
import { plural } from '../../licensing/model/plural';

/** The result of a search in figures, for the Summary. Savings are those of the candidates, per currency. */
export function candidatesSummary(
	finder: CandidateFinder,
	savingPeriod: PricePeriod,
	rows: readonly WithBlockers[],
) {
	const { subscriptions, candidates, protected: protectedSeats, unknown, exempt } = finder;
	return {
		subscriptions,
		candidates,
		blocked: blockedIn(rows),
		protectedSeats,
		unknownSeats: unknown,
		exemptSeats: exempt,
		savings: finder.savings(),
		savingPeriod,
	};
}

/** Candidates that Salesforce would refuse to reclaim; null if blockers were not read. */
function blockedIn(rows: readonly WithBlockers[]): number | null {
	if (rows.some(({ blockers }) => blockers === null)) return null;
	return rows.filter(({ blockers }) => blockers?.some(({ effect }) => effect === 'refuses')).length;
}

/** The result of a search in words, for the hint above the output. It counts everyone who was skipped. */
export function candidatesHint(
	orgName: string,
	finder: CandidateFinder,
	period: PricePeriod,
	{ calls, listProtected }: { calls: number; listProtected: boolean },
): string {
	const { subscriptions, candidates, protected: spared, unknown, exempt } = finder;
	const parts = [
		`Found ${plural(candidates, 'candidate')} in ${plural(subscriptions, 'subscription')} of ${orgName} (${plural(calls, 'API call')})`,
	];
	const money = finder
		.savings()
		.map(({ amount, currency }) => `${amount} ${currency ?? ''}`.trim());
	if (money.length > 0) parts.push(`Potential savings: ${money.join(', ')} per ${period}`);
	if (spared > 0) {
		const listed = listProtected
			? 'listed with the state Protected'
			: 'turn on List Protected Users to see them';
		parts.push(`Skipped ${plural(spared, 'seat')} of protected users (${listed})`);
	}
	if (unknown > 0) {
		parts.push(`Skipped ${plural(unknown, 'seat')} because the data to decide could not be read`);
	}
	if (exempt > 0) parts.push(`Skipped ${plural(exempt, 'seat')} of exempt users`);
	return parts.length === 1 ? parts[0] : `${parts.join('. ')}.`;
}
