import type { LicenseKind } from './model';
import { subscriptionKey } from './model';
import { protectedReason } from './protection';
import type { RuleAction } from './rules';

/**
 * Deciding what a run will do: requests and the present state of the users in, a plan out. The plan
 * is plain data. A dry run hands it out, a real run applies the very same value, and restore turns
 * it round from the before-image.
 */

export type StepKind = 'freeze' | 'unfreeze' | 'deactivate' | 'reactivate';

export type OutcomeKind =
	| 'done'
	| 'alreadyDone'
	| 'skipped'
	| 'blocked'
	| 'failed'
	| 'unknown'
	| 'planned';

export interface Step {
	step: StepKind;
	/** The record the step writes: the user, or the user's login record. */
	recordId: string;
	outcome: OutcomeKind;
	errorCode: string | null;
	reason: string | null;
}

/** What the user was before the first write; restore needs nothing else. */
export interface BeforeImage {
	userId: string;
	username: string;
	isActive: boolean;
	isFrozen: boolean | null;
	profileId: string | null;
	lastLoginAt: string | null;
	readAt: string;
}

/** One line of input to reclaim, however it was made: a candidate, a stored plan or a hand-built row. */
export interface ReclaimRequest {
	userId: string;
	orgId: string | null;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	action: RuleAction;
	/** The activity the decision was made on; undefined when the row was built by hand. */
	lastActivityAt?: string | null;
	saving: number | null;
}

/** The state of a user just before the write, as the org tells it. */
export interface CurrentUser extends BeforeImage {
	userType: string | null;
	userLicenseIdentifier: string | null;
	userLicenseName: string | null;
	/** The id of the user's login record; null where it does not exist or is not readable. */
	loginId: string | null;
}

/** What becomes of one request. One for each, always. */
export interface Outcome {
	candidateKey: string;
	orgId: string;
	userId: string;
	username: string | null;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	action: RuleAction;
	outcome: OutcomeKind;
	reason: string | null;
	errorCode: string | null;
	steps: Step[];
	before: BeforeImage | null;
	reclaimedAt: string | null;
	saving: number | null;
}

export interface PlanContext {
	orgId: string;
	connectedUserId: string | null;
}

/** Decides every request against the present state of its user. Steps that are due are `planned`. */
export function planReclaim(
	requests: readonly ReclaimRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	context: PlanContext,
): Outcome[] {
	return requests.map((request) => planOne(request, current.get(request.userId), context));
}

function planOne(
	request: ReclaimRequest,
	user: CurrentUser | undefined,
	{ orgId, connectedUserId }: PlanContext,
): Outcome {
	const base: Outcome = {
		candidateKey: subscriptionKey(
			orgId,
			request.userId,
			request.licenseKind,
			request.licenseIdentifier,
		),
		orgId,
		userId: request.userId,
		username: user?.username ?? null,
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

	if (user === undefined) {
		return settle(
			'failed',
			`The org has no user ${request.userId} that the connected user can see.`,
		);
	}
	const protection = protectedReason(user, connectedUserId);
	if (protection !== null) return settle('blocked', `Protected user. ${protection}`);
	if (!user.isActive) return settle('alreadyDone', 'The user is already inactive.');
	if (request.action === 'freeze' && user.isFrozen === true) {
		return settle('alreadyDone', 'The user is already frozen.');
	}
	if (request.lastActivityAt !== undefined && isLater(user.lastLoginAt, request.lastActivityAt)) {
		return settle(
			'skipped',
			`The user logged in at ${user.lastLoginAt}, after the candidate was found.`,
		);
	}
	if (request.action === 'freeze' && user.loginId === null) {
		return settle(
			'blocked',
			'The login record (UserLogin) of this user cannot be read, so the user cannot be frozen. Give the connected user the permission "Manage Users" (Setup > Permission Sets > System Permissions).',
		);
	}
	return { ...base, steps: [plannedStep(request.action, user)] };
}

function plannedStep(action: RuleAction, user: CurrentUser): Step {
	const recordId = action === 'freeze' ? (user.loginId as string) : user.userId;
	return { step: action, recordId, outcome: 'planned', errorCode: null, reason: null };
}

function isLater(seen: string | null, known: string | null): boolean {
	if (seen === null) return false;
	return known === null || Date.parse(seen) > Date.parse(known);
}

export function beforeImage(user: CurrentUser): BeforeImage {
	const { userId, username, isActive, isFrozen, profileId, lastLoginAt, readAt } = user;
	return { userId, username, isActive, isFrozen, profileId, lastLoginAt, readAt };
}

/** What the steps amount to: the outcome of the request they belong to. */
export function concludeSteps(outcome: Outcome, now: Date): Outcome {
	if (outcome.steps.length === 0) return outcome;
	const decisive =
		outcome.steps.find(({ outcome: kind }) => kind !== 'done' && kind !== 'alreadyDone') ??
		outcome.steps.find(({ outcome: kind }) => kind === 'done') ??
		outcome.steps[0];
	return {
		...outcome,
		outcome: decisive.outcome,
		reason: decisive.reason,
		errorCode: decisive.errorCode,
		reclaimedAt: decisive.outcome === 'done' ? now.toISOString() : outcome.reclaimedAt,
	};
}
