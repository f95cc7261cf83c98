import { FreeSeats } from './freeSeats';
import type { LicenseKind } from './model';
import { subscriptionKey } from './model';
import type { Guard } from './protection';
import { alwaysAllowed, protectedReason } from './protection';
import type { RuleAction } from './rules';
import type { OutcomeKind, Step } from './steps';
import { stepKey, succeeded } from './steps';
import type { Profile } from './takeBack';
import { takeBack } from './takeBack';
import type { BeforeImage, CurrentUser } from './userState';
import { beforeImage } from './userState';

/**
 * Deciding what a run will do: requests and the present state of the users in, a plan out. The plan
 * is plain data. A dry run hands it out, a real run applies the very same value, and restore turns
 * it round from the before-image.
 */

/** One line of input to reclaim, however it was made: a candidate, a stored plan or a hand-built row. */
export interface ReclaimRequest {
	userId: string;
	orgId: string | null;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	action: RuleAction;
	/** Where the action "changeProfile" moves the user. */
	targetProfileId: string | null;
	/** The activity the decision was made on; undefined when the row was built by hand. */
	lastActivityAt?: string | null;
	/** False where the decision does not rest on activity, so that a login does not undo it. */
	recheckActivity: boolean;
	/** The plan that came back: its steps, and the profile it was made for. */
	plan: { stepKeys: readonly string[]; profileId: string | null } | null;
	saving: number | null;
	currency: string | null;
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
	targetProfileId: string | null;
	outcome: OutcomeKind;
	reason: string | null;
	errorCode: string | null;
	steps: Step[];
	before: BeforeImage | null;
	reclaimedAt: string | null;
	recheckActivity: boolean;
	saving: number | null;
	currency: string | null;
}

export interface PlanContext {
	orgId: string;
	connectedUserId: string | null;
	/** Profiles that requests want to move users to, by id. */
	profiles?: ReadonlyMap<string, Profile>;
	freeSeats?: FreeSeats;
	/** Whom this run may not touch, beyond those nobody may. */
	guard?: Guard;
}

/** Decides every request against the present state of its user. Steps that are due are `planned`. */
export function planReclaim(
	requests: readonly ReclaimRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	context: PlanContext,
): Outcome[] {
	const complete = {
		profiles: new Map<string, Profile>(),
		freeSeats: new FreeSeats(),
		guard: alwaysAllowed,
		...context,
	};
	return requests.map((request) => planOne(request, current.get(request.userId), complete));
}

function planOne(
	request: ReclaimRequest,
	user: CurrentUser | undefined,
	context: Required<PlanContext>,
): Outcome {
	const base: Outcome = {
		candidateKey: subscriptionKey(
			context.orgId,
			request.userId,
			request.licenseKind,
			request.licenseIdentifier,
		),
		orgId: context.orgId,
		userId: request.userId,
		username: user?.username ?? null,
		licenseKind: request.licenseKind,
		licenseIdentifier: request.licenseIdentifier,
		action: request.action,
		targetProfileId: request.targetProfileId,
		outcome: 'planned',
		reason: null,
		errorCode: null,
		steps: [],
		before: user === undefined ? null : beforeImage(user),
		reclaimedAt: null,
		recheckActivity: request.recheckActivity,
		saving: request.saving,
		currency: request.currency,
	};
	const settle = (outcome: OutcomeKind, reason: string): Outcome => ({ ...base, outcome, reason });

	if (user === undefined) {
		return settle(
			'failed',
			`The org has no user ${request.userId} that the connected user can see.`,
		);
	}
	const protection = protectedReason(user, context.connectedUserId);
	if (protection !== null) return settle('blocked', `Protected user. ${protection}`);
	const taking = takeBack(request, user, context);
	if (taking.steps === null) return settle(taking.outcome, taking.reason);
	const stale = staleReason(request, user);
	if (stale !== null) return settle('skipped', stale);
	const steps = stepsOfThePlan(request, taking.steps);
	if (steps.length === 0) {
		return settle('alreadyDone', 'Nothing of the plan that came in is left to do.');
	}
	// Asked last, because it counts: only users that are really about to lose something.
	const guarded = context.guard(user, request.action);
	if (guarded !== null) return settle('blocked', `Protected user. ${guarded}`);
	const left = taking.steps.length - steps.length;
	return {
		...base,
		steps,
		reason:
			left === 0 ? null : `${left} steps are due that the plan does not have; they are left out.`,
	};
}

/** What happened since the decision that makes it void. */
function staleReason(
	{ lastActivityAt, recheckActivity, plan, action }: ReclaimRequest,
	user: CurrentUser,
): string | null {
	if (
		recheckActivity &&
		lastActivityAt !== undefined &&
		isLater(user.lastLoginAt, lastActivityAt)
	) {
		return `The user logged in at ${user.lastLoginAt}, after the candidate was found.`;
	}
	const moved = plan !== null && plan.profileId !== null && plan.profileId !== user.profileId;
	return moved && action !== 'removeLicense'
		? 'The user got another profile after the plan was made. Find candidates again.'
		: null;
}

/** A plan that comes back is made anew, and of it only what the old one has is done. */
function stepsOfThePlan({ plan }: ReclaimRequest, steps: Step[]): Step[] {
	if (plan === null) return steps;
	const keys = new Set(plan.stepKeys);
	return steps.filter((step) => keys.has(stepKey(step)));
}

export function isLater(seen: string | null, known: string | null): boolean {
	if (seen === null) return false;
	return known === null || Date.parse(seen) > Date.parse(known);
}

/** What the steps amount to: the outcome of the request they belong to. */
export function concludeSteps(outcome: Outcome, now: Date): Outcome {
	if (outcome.steps.length === 0) return outcome;
	const decisive =
		outcome.steps.find((step) => !succeeded(step)) ??
		outcome.steps.find(({ outcome: kind }) => kind === 'done') ??
		outcome.steps[0];
	return {
		...outcome,
		outcome: decisive.outcome,
		reason: decisive.reason ?? outcome.reason,
		errorCode: decisive.errorCode,
		reclaimedAt: decisive.outcome === 'done' ? now.toISOString() : outcome.reclaimedAt,
	};
}
