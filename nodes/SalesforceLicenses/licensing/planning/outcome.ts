import type { Blocker } from '../blockers/blockers';
import type { LicenseKind } from '../model/licenses';
import type { RuleAction } from '../model/actions';
import type { OutcomeKind, Step } from './steps';
import { isDue, succeeded } from './steps';
import type { BeforeImage, CurrentUser, Precondition } from '../model/userState';
import { beforeImage } from '../model/userState';

/** Our own codes in `errorCode`, for outcomes that are not based on a response from Salesforce. */
export const OWN_CODES = {
	/** Too many failures, or nothing further can be written. */
	stopped: 'RUN_STOPPED',
	canceled: 'RUN_CANCELED',
	/** The last check of the activity failed. */
	activityUnknown: 'ACTIVITY_UNREADABLE',
	/** A condition of the plan no longer holds. */
	outdated: 'PLAN_OUTDATED',
	/** The user came back during the reclaim, after the first write. */
	userIsBack: 'USER_IS_BACK',
	protected: 'PROTECTED_USER',
	noSeat: 'NO_FREE_SEAT',
	noPermission: 'MISSING_PERMISSION',
	/** The org has no license of that kind and identifier. */
	unknownLicense: 'UNKNOWN_LICENSE',
	conflict: 'CONFLICTING_ITEMS',
	/** The user holds the same license again, by another record. */
	heldAnew: 'HELD_BY_ANOTHER_ASSIGNMENT',
	/** The run ended before the result of the step was known. */
	cutOff: 'RUN_CUT_OFF',
	/** No seal proves that Reclaim removed what Restore is asked to restore. */
	notSealed: 'NOT_SEALED',
	/** What Restore would assign grants permissions over data or users. */
	rights: 'RIGHTS_NOT_GIVEN',
} as const;

/** What people read about a candidate: passed on from the input unchanged, and nothing is decided by it. */
export interface Told {
	name: string | null;
	licenseName: string | null;
	justification: string | null;
	savingPeriod: string | null;
}

/** The result of one request. There is always exactly one for each. */
export interface Outcome extends Told {
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
	/** The state of the user before the first write. */
	before: BeforeImage | null;
	/** What the step cannot undo, or what was skipped. */
	warnings: string[];
	/** What blocks the outcome; null if blockers were not read. */
	blockers: Blocker[] | null;
	/** What could not be read. */
	blockersNotRead: string[];
	reclaimedAt: string | null;
	recheckActivity: boolean;
	onlyWhile: Precondition | null;
	saving: number | null;
	currency: string | null;
	/** Proves to Restore that Reclaim returned this outcome; null if it is not sealed. */
	seal: string | null;
}

/** The part that every input row has. */
export interface RequestedSeat extends Partial<Told> {
	userId: string;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	action: RuleAction;
	saving: number | null;
	currency: string | null;
}

/** The initial outcome, before anything is decided. */
export function beginOutcome(
	asked: RequestedSeat,
	orgId: string,
	candidateKey: string,
	user: CurrentUser | undefined,
): Outcome {
	const { userId, licenseKind, licenseIdentifier, action, saving, currency } = asked;
	return {
		candidateKey,
		orgId,
		userId,
		username: user?.username ?? null,
		name: asked.name ?? null,
		licenseName: asked.licenseName ?? null,
		justification: asked.justification ?? null,
		savingPeriod: asked.savingPeriod ?? null,
		licenseKind,
		licenseIdentifier,
		action,
		targetProfileId: null,
		outcome: 'planned',
		reason: null,
		errorCode: null,
		steps: [],
		before: user === undefined ? null : beforeImage(user),
		warnings: [],
		blockers: null,
		blockersNotRead: [],
		reclaimedAt: null,
		recheckActivity: false,
		onlyWhile: null,
		saving,
		currency,
		seal: null,
	};
}

export function noSuchUser(userId: string): string {
	return `The connected user can see no user with the ID ${userId} in the org.`;
}

/** The combined result of these steps of the run: the outcome of the request they belong to. */
export function concludeSteps(outcome: Outcome, steps: readonly Step[], now: Date): Outcome {
	if (steps.length === 0) return outcome;
	const wrote = steps.some(({ outcome: kind }) => kind === 'done');
	const decisive =
		steps.find((step) => !succeeded(step)) ??
		steps.find(({ outcome: kind }) => kind === 'done') ??
		steps[0];
	const halfDone = wrote && !succeeded(decisive);
	const cameBack = halfDone && decisive.outcome === 'skipped' && decisive.errorCode === null;
	return {
		...outcome,
		outcome: decisive.outcome,
		reason: halfDone
			? `${decisive.reason ?? decisive.errorCode ?? 'The step did not succeed.'} ${HALF_DONE}`
			: (decisive.reason ?? outcome.reason),
		errorCode: cameBack ? OWN_CODES.userIsBack : decisive.errorCode,
		reclaimedAt: decisive.outcome === 'done' ? now.toISOString() : outcome.reclaimedAt,
	};
}

const HALF_DONE = 'Earlier steps were written. Run again to finish, or use Restore to undo them.';

/** Whether a person must look at it; ServiceNow has a state with the same name. */
export function needsAttention({
	outcome,
	errorCode,
}: Pick<Outcome, 'outcome' | 'errorCode'>): boolean {
	if (outcome === 'blocked' || outcome === 'failed' || outcome === 'unknown') return true;
	// A row skipped for a reason of its own is settled; a row that the run did not reach is not.
	return outcome === 'skipped' && errorCode !== null;
}

/**
 * Steps that the connected user may not write: known beforehand, so that nothing is started that cannot be
 * finished.
 */
export function blockRefused(
	outcomes: readonly Outcome[],
	refusal: (step: Step) => string | null,
): Outcome[] {
	return outcomes.map((outcome) => {
		const refused = outcome.steps
			.filter(isDue)
			.map(refusal)
			.find((reason) => reason !== null);
		if (outcome.outcome !== 'planned' || refused === undefined) return outcome;
		return {
			...outcome,
			outcome: 'blocked',
			reason: refused,
			errorCode: OWN_CODES.noPermission,
			steps: outcome.steps.filter((step) => !isDue(step)),
		};
	});
}
