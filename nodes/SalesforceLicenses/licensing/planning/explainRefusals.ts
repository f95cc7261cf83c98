import { blockerOfRefusal, mergeBlockers, refusalOf } from '../blockers/refusals';
import type { Outcome } from './outcome';

/** Adds the fix to outcomes that Salesforce rejected for a known reason. */
export function explainRefusals(outcomes: readonly Outcome[]): Outcome[] {
	return outcomes.map((outcome) => {
		if (outcome.outcome !== 'failed') return outcome;
		const blockers = outcome.steps.flatMap(({ outcome: kind, errorCode, reason }) => {
			const known = errorCode !== null && refusalOf(errorCode, reason ?? '') !== undefined;
			return kind === 'failed' && known ? [blockerOfRefusal(errorCode, reason ?? '')] : [];
		});
		return blockers.length === 0 ? outcome : { ...outcome, blockers: mergeBlockers([], blockers) };
	});
}
