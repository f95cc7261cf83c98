import type { Blocker } from '../blockers/blockers';
import type { LicenseKind } from '../model/licenses';
import type { RuleAction } from '../model/actions';
import type { OutcomeKind, Step } from './steps';
import { isDue, succeeded } from './steps';
import type { BeforeImage, CurrentUser, Precondition } from '../model/userState';
import { beforeImage } from '../model/userState';

/** Codes of ours, in `errorCode`, for what no answer of Salesforce stands behind. */
export const OWN_CODES = {
	/** Too many failures, or nothing further can be written. */
	stopped: 'RUN_STOPPED',
	canceled: 'RUN_CANCELED',
	/** The last look at the activity failed. */
	activityUnknown: 'ACTIVITY_UNREADABLE',
	/** What the plan rests on has changed. */
	outdated: 'PLAN_OUTDATED',
	/** The user came back while the seat was being taken, after the first write. */
	userIsBack: 'USER_IS_BACK',
	protected: 'PROTECTED_USER',
	noSeat: 'NO_FREE_SEAT',
	noPermission: 'MISSING_PERMISSION',
	/** The org has no license of that kind and identifier. */
	unknownLicense: 'UNKNOWN_LICENSE',
	conflict: 'CONFLICTING_ITEMS',
	/** What was taken away is held again, by another record. */
	heldAnew: 'HELD_BY_ANOTHER_ASSIGNMENT',
	/** The run ended before it could say what became of the step. */
	cutOff: 'RUN_CUT_OFF',
	/** No seal says that Reclaim took what Restore is to give back. */
	notSealed: 'NOT_SEALED',
	/** What Restore would assign gives rights over data or users. */
	rights: 'RIGHTS_NOT_GIVEN',
} as const;

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
	/** What the user was before the first write. */
	before: BeforeImage | null;
	/** What goes with it and cannot be undone, or was left out. */
	warnings: string[];
	/** What blocks the outcome; null where it was not looked for. */
	blockers: Blocker[] | null;
	/** What could not be looked at. */
	blockersNotRead: string[];
	reclaimedAt: string | null;
	recheckActivity: boolean;
	onlyWhile: Precondition | null;
	saving: number | null;
	currency: string | null;
	/** Shows Restore that Reclaim put this out; null where the outcome is not sealed. */
	seal: string | null;
}

/** What every line of input says about itself. */
export interface RequestedSeat {
	userId: string;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	action: RuleAction;
	saving: number | null;
	currency: string | null;
}

/** An outcome to begin with: nothing decided yet. */
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

/** What these steps of this run amount to: the outcome of the request they belong to. */
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

/** Whether a person has to look at it; ServiceNow has a state of the same name. */
export function needsAttention({
	outcome,
	errorCode,
}: Pick<Outcome, 'outcome' | 'errorCode'>): boolean {
	if (outcome === 'blocked' || outcome === 'failed' || outcome === 'unknown') return true;
	// What was skipped for a good reason of its own is settled; what the run left over is not.
	return outcome === 'skipped' && errorCode !== null;
}

/** Steps that the connected user may not write: known beforehand, so nothing is begun that cannot be finished. */
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
