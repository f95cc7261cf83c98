import { FreeSeats } from './freeSeats';
import { subscriptionKey } from '../model/subscription';
import type { RequestedSeat, Outcome } from './outcome';
import { beginOutcome, noSuchUser, OWN_CODES } from './outcome';
import type { Guard } from './guard';
import { alwaysAllowed } from './guard';
import { protectedReason } from '../model/protectedUsers';
import type { OutcomeKind, Step } from './steps';
import { stepKey } from './steps';
import type { Profile } from '../model/licenseMoves';
import { unreadLosses } from './losses';
import { reclaimSteps } from './reclaimSteps';
import type { Transfers } from './transfer';
import { transferSteps } from './transfer';
import type { BeforeImage, CurrentUser, Precondition } from '../model/userState';
import { plural } from '../model/plural';

/**
 * Decides what a run will do: from the requests and the present state of the users to a plan. The plan is
 * plain data. A dry run returns it, a real run applies the same value, and Restore reverses it from the
 * before-image.
 */

/** One input row of Reclaim: a candidate, a stored plan or a hand-built row. */
export interface ReclaimRequest extends RequestedSeat {
	orgId: string | null;
	/** The profile to which the action "changeProfile" moves the user. */
	targetProfileId: string | null;
	/** The last login that the decision was based on; undefined if the row was built by hand. */
	knownLoginAt?: string | null;
	/** False if the decision does not depend on activity, so that a login does not cancel it. */
	recheckActivity: boolean;
	/** What must still be true; otherwise the decision is void. */
	onlyWhile: Precondition | null;
	/** The plan in the input: its steps, and the profile it was made for. */
	plan: { stepKeys: readonly string[]; profileId: string | null } | null;
	/** What an earlier run already wrote for this row, and the state of the user before that. */
	earlier: { steps: readonly Step[]; before: BeforeImage } | null;
	/** The row claims an earlier run but has no valid seal, so nothing of that run is used. */
	lostHistory?: boolean;
}

export interface PlanContext {
	orgId: string;
	connectedUserId: string | null;
	/** The profiles to which requests move users, by id. */
	profiles?: ReadonlyMap<string, Profile>;
	freeSeats?: FreeSeats;
	/** The users that this run must not change, in addition to those that no run may change. */
	guard?: Guard;
	transfers?: Transfers | null;
}

/** Decides each request against the present state of its user. Steps that are due are `planned`. */
export function planReclaim(
	requests: readonly ReclaimRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	context: PlanContext,
): Outcome[] {
	const complete = {
		profiles: new Map<string, Profile>(),
		freeSeats: new FreeSeats(),
		guard: alwaysAllowed,
		transfers: null,
		...context,
	};
	const contradicts = contradictions(requests);
	return requests.map((request) =>
		planOne(request, current.get(request.userId), complete, contradicts(request)),
	);
}

function planOne(
	request: ReclaimRequest,
	user: CurrentUser | undefined,
	context: Required<PlanContext>,
	contradiction: string | null,
): Outcome {
	const { orgId, connectedUserId } = context;
	const { userId, licenseKind, licenseIdentifier, earlier } = request;
	const key = subscriptionKey(orgId, userId, licenseKind, licenseIdentifier);
	const begun = beginOutcome(request, orgId, key, user);
	const base: Outcome = {
		...begun,
		targetProfileId: request.targetProfileId,
		recheckActivity: request.recheckActivity,
		onlyWhile: request.onlyWhile,
		before: earlier?.before ?? begun.before,
		steps: [...(earlier?.steps ?? [])],
		warnings: request.lostHistory === true ? [LOST_HISTORY] : [],
	};
	const settle = (outcome: OutcomeKind, reason: string, errorCode: string | null = null) => ({
		...base,
		outcome,
		reason,
		errorCode,
	});

	if (user === undefined) return settle('failed', noSuchUser(userId));
	const protection = protectedReason(user, connectedUserId);
	if (protection !== null) {
		return settle('blocked', `Protected user. ${protection}`, OWN_CODES.protected);
	}
	const ended = preconditionFailed(request, user);
	if (ended !== null) return settle('skipped', ended);
	const taking = reclaimSteps(request, user, context);
	if (taking.steps === null) return settle(taking.outcome, taking.reason, taking.errorCode);
	if (contradiction !== null) return settle('blocked', contradiction, OWN_CODES.conflict);
	const active = loggedInSince(request, user);
	if (active !== null) return settle('skipped', active);
	const ends = taking.steps.some(({ step }) => step === 'deactivate');
	const transfer = transferSteps(userId, ends ? context.transfers : null);
	if (transfer.steps === null) return settle('blocked', transfer.reason);

	const wanted = [...transfer.steps, ...taking.steps];
	const steps = stepsOfThePlan(request, wanted);
	if (steps.length === 0 || movedSince(request, user)) {
		const reason =
			'The user has changed since the plan was made, so the plan no longer applies. Run Find Candidates again.';
		return settle('skipped', reason, OWN_CODES.outdated);
	}
	// Called last, because it counts: only users who are really about to lose something.
	const guarded = context.guard(user, steps);
	if (guarded !== null) {
		return settle('blocked', `Protected user. ${guarded}`, OWN_CODES.protected);
	}
	const left = wanted.length - steps.length;
	const added = `${plural(left, 'more step is needed now but is', 'more steps are needed now but are')} not in the plan, so the run skips ${left === 1 ? 'it' : 'them'}.`;
	const history = historyBefore(base.steps, steps);
	return {
		...base,
		// If all steps are due again, they were undone since then: the user starts over.
		before: history.length === 0 ? begun.before : base.before,
		steps: [...history, ...steps],
		warnings: [
			...base.warnings,
			...taking.warnings,
			...unreadLosses(user, steps),
			...(left === 0 ? [] : [added]),
		],
	};
}

const LOST_HISTORY =
	'The row lists steps of an earlier run, but no seal proves them, so this outcome does not include them. Restore that run from its own outcome.';

/**
 * Earlier steps with an unknown result: those that are no longer due were written after all. If the run
 * was cut off, it is not known whether it sent them.
 */
function historyBefore(earlier: readonly Step[], due: readonly Step[]): Step[] {
	const keys = new Set(due.map(stepKey));
	return earlier.flatMap((step) => {
		if (keys.has(stepKey(step))) return [];
		return [step.errorCode === OWN_CODES.cutOff ? step : { ...step, outcome: 'done' as const }];
	});
}

/** Two items that want different things for one user: the milder action is refused, not guessed at. */
function contradictions(
	requests: readonly ReclaimRequest[],
): (request: ReclaimRequest) => string | null {
	const ending = new Set<string>();
	const targets = new Map<string, string | null>();
	for (const { userId, action, targetProfileId } of requests) {
		if (action === 'deactivate' || action === 'wholeSeat') ending.add(userId);
		if (action === 'changeProfile' && !targets.has(userId)) targets.set(userId, targetProfileId);
	}
	return ({ userId, action, targetProfileId }) => {
		if (action !== 'changeProfile') return null;
		if (ending.has(userId)) {
			return 'Another item of this run deactivates the user, so the profile is not changed.';
		}
		return targets.get(userId) === targetProfileId
			? null
			: 'Another item of this run moves the user to a different profile.';
	};
}

/** Activity since the decision makes it void. */
function loggedInSince(
	{ knownLoginAt, recheckActivity }: ReclaimRequest,
	user: CurrentUser,
): string | null {
	return recheckActivity && knownLoginAt !== undefined && isLater(user.lastLoginAt, knownLoginAt)
		? `The user logged in at ${user.lastLoginAt}, after the candidate was found.`
		: null;
}

/** If an admin activated or unfroze the user, the user is meant to have the seat. */
function preconditionFailed({ onlyWhile }: ReclaimRequest, user: CurrentUser): string | null {
	if (onlyWhile === 'inactive' && user.isActive) {
		return 'The user was activated after the candidate was found.';
	}
	return onlyWhile === 'frozen' && user.isActive && user.isFrozen === false
		? 'The user was unfrozen after the candidate was found.'
		: null;
}

/**
 * A changed profile may mean a changed job, so the plan no longer applies; losses that do not depend on
 * the profile still do.
 */
function movedSince({ plan, action }: ReclaimRequest, user: CurrentUser): boolean {
	return (
		plan !== null &&
		plan.profileId !== null &&
		plan.profileId !== user.profileId &&
		action !== 'removeLicense'
	);
}

/** A plan in the input is made again, and only steps that the old plan also has are applied. */
function stepsOfThePlan({ plan }: ReclaimRequest, steps: Step[]): Step[] {
	if (plan === null) return steps;
	const keys = new Set(plan.stepKeys);
	return steps.filter((step) => keys.has(stepKey(step)));
}

/**
 * Whether there was activity after the known time. Null means never. A time that cannot be read is not
 * known to be earlier, so it counts as later: the user keeps the seat.
 */
export function isLater(seen: string | null, known: string | null): boolean {
	if (seen === null) return false;
	if (known === null) return true;
	const wasBefore = Date.parse(seen) <= Date.parse(known);
	return !wasBefore;
}
