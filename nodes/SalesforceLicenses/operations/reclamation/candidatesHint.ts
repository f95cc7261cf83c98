import type { CandidateFinder } from '../../licensing/finding/candidates';
import type { PricePeriod } from '../../licensing/finding/savings';

/** What came of a search, in figures, for the Summary. Savings are those of the candidates, one for each currency. */
export function candidatesSummary(finder: CandidateFinder, savingPeriod: PricePeriod) {
	const { subscriptions, candidates, protected: protectedSeats, unknown, exempt } = finder;
	return {
		subscriptions,
		candidates,
		protectedSeats,
		unknownSeats: unknown,
		exemptSeats: exempt,
		savings: finder.savings(),
		savingPeriod,
	};
}

/** What came of a search, in words, for above the output: it counts everybody who is left out. */
export function candidatesHint(
	orgName: string,
	finder: CandidateFinder,
	period: PricePeriod,
	{ calls, listProtected }: { calls: number; listProtected: boolean },
): string {
	const { subscriptions, candidates, protected: spared, unknown, exempt } = finder;
	const parts = [
		`${candidates} candidates among ${subscriptions} subscriptions of ${orgName}, with ${calls} API calls`,
	];
	const money = finder
		.savings()
		.map(({ amount, currency }) => `${amount} ${currency ?? ''}`.trim());
	if (money.length > 0) parts.push(`Potential saving: ${money.join(', ')} a ${period}`);
	if (spared > 0) {
		const listed = listProtected ? 'listed as Protected' : 'List Protected Users shows them';
		parts.push(`${spared} seats of protected users are left alone (${listed})`);
	}
	if (unknown > 0) {
		parts.push(
			`${unknown} seats could not be judged, because what decides about them could not be read`,
		);
	}
	if (exempt > 0) parts.push(`${exempt} seats of exempt users are left out`);
	return parts.length === 1 ? parts[0] : `${parts.join('. ')}.`;
}
