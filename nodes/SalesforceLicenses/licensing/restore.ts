import type { BeforeImage, CurrentUser, Outcome, OutcomeKind, Step, StepKind } from './plan';
import { beforeImage } from './plan';
import type { LicenseKind } from './model';
import type { RuleAction } from './rules';

/** One outcome of reclaim, or a stored before-image, to be turned round. */
export interface RestoreRequest {
	candidateKey: string | null;
	orgId: string | null;
	userId: string;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	action: RuleAction;
	/** What reclaim did. `planned`, `blocked` and the like wrote nothing, so nothing is given back. */
	outcome: OutcomeKind | null;
	before: BeforeImage;
	saving: number | null;
}

/** Outcomes of reclaim after which something may have been written. */
const WRITTEN = new Set<OutcomeKind | null>(['done', 'failed', 'unknown', null]);

/**
 * The way back: reactivate first, then unfreeze, so that the before-image is reached in the reverse
 * order of taking the seat. Only what differs from the before-image is written.
 */
export function planRestore(
	requests: readonly RestoreRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	orgId: string,
): Outcome[] {
	return requests.map((request) => planOne(request, current.get(request.userId), orgId));
}

function planOne(request: RestoreRequest, user: CurrentUser | undefined, orgId: string): Outcome {
	const base: Outcome = {
		candidateKey:
			request.candidateKey ??
			[orgId, request.userId, request.licenseKind, request.licenseIdentifier].join(':'),
		orgId,
		userId: request.userId,
		username: user?.username ?? request.before.username,
		licenseKind: request.licenseKind,
		licenseIdentifier: request.licenseIdentifier,
		action: request.action,
		outcome: 'planned',
		reason: null,
		errorCode: null,
		steps: [],
		before: user === undefined ? null : beforeImage(user),
		reclaimedAt: null,
		saving: request.saving,
	};
	const settle = (outcome: OutcomeKind, reason: string): Outcome => ({ ...base, outcome, reason });

	if (!WRITTEN.has(request.outcome)) {
		return settle('skipped', `Reclaim wrote nothing for this row (outcome "${request.outcome}").`);
	}
	if (user === undefined) {
		return settle(
			'failed',
			`The org has no user ${request.userId} that the connected user can see.`,
		);
	}
	const steps: Step[] = [];
	if (request.before.isActive && !user.isActive) steps.push(step('reactivate', user.userId));
	if (request.before.isFrozen === false && user.isFrozen === true) {
		steps.push(step('unfreeze', user.loginId as string));
	}
	return steps.length === 0
		? settle('alreadyDone', 'The user is as the before-image says.')
		: { ...base, steps };
}

function step(kind: StepKind, recordId: string): Step {
	return { step: kind, recordId, outcome: 'planned', errorCode: null, reason: null };
}
