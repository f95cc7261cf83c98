import type { CurrentUser } from '../model/userState';
import type { Outcome } from '../planning/outcome';
import { OWN_CODES } from '../planning/outcome';
import type { Step } from '../planning/steps';
import { isDue } from '../planning/steps';
import type { Grants } from './grants';
import { givesRights, holdsRights } from './grants';
import type { RestoreRequest } from './restore';

/**
 * Rows without a seal that the builder of the workflow vouches for: they never restore anything to an
 * administrator and never make one. Such a row is refused as a whole.
 */
export function refuseOnTrust(
	outcomes: readonly Outcome[],
	requests: readonly RestoreRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	grants: Grants,
): Outcome[] {
	return outcomes.map((outcome, index) => {
		const user = current.get(outcome.userId);
		const due = outcome.steps.filter(isDue);
		if (requests[index].isSealed || user === undefined || due.length === 0) return outcome;
		const refused = reasonOf(user, due, grants);
		return refused === null ? outcome : { ...outcome, ...refused, outcome: 'blocked', steps: [] };
	});
}

function reasonOf(
	user: CurrentUser,
	due: readonly Step[],
	grants: Grants,
): { reason: string; errorCode: string } | null {
	const given = due.map((step) => givesRights(step, grants)).find((reason) => reason !== null);
	if (given !== undefined) return { reason: given, errorCode: OWN_CODES.rights };
	const held = holdsRights(user, grants);
	return held === null
		? null
		: { reason: `Protected user. ${held}`, errorCode: OWN_CODES.protected };
}
