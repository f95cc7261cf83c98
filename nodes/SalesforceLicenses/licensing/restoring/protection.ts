import { protectedReason } from '../model/protectedUsers';
import type { CurrentUser } from '../model/userState';
import type { Guard } from '../planning/guard';
import type { Outcome } from '../planning/outcome';
import { OWN_CODES } from '../planning/outcome';
import { isDue } from '../planning/steps';

/**
 * Users that Reclaim never changes are never changed by Restore either: the connected user, technical
 * users and the last administrator. Reclaim never removed what an outcome claims for them.
 */
export function spareProtected(
	outcomes: readonly Outcome[],
	current: ReadonlyMap<string, CurrentUser>,
	{ connectedUserId, guard }: { connectedUserId: string | null; guard: Guard },
): Outcome[] {
	return outcomes.map((outcome) => {
		const due = outcome.steps.filter(isDue);
		const user = current.get(outcome.userId);
		if (due.length === 0 || user === undefined) return outcome;
		const reason = protectedReason(user, connectedUserId) ?? guard(user, due);
		if (reason === null) return outcome;
		return {
			...outcome,
			outcome: 'blocked',
			reason: `Protected user. ${reason}`,
			errorCode: OWN_CODES.protected,
			steps: outcome.steps.filter((step) => !isDue(step)),
		};
	});
}
