import { FreeSeats } from '../planning/freeSeats';
import { subscriptionKey } from '../model/subscription';
import type { Asked, Outcome } from '../planning/outcome';
import { beginOutcome, noSuchUser } from '../planning/outcome';
import type { OutcomeKind, Step, StepKind } from '../planning/steps';
import type { Profile } from '../model/licenseMoves';
import type { BeforeImage, CurrentUser } from '../model/userState';
import type { WayBack } from './wayBack';
import { wayBack } from './wayBack';

/** One outcome of reclaim, or a stored before-image, to be turned round. */
export interface RestoreRequest extends Asked {
	candidateKey: string | null;
	orgId: string | null;
	/** What reclaim did. `planned`, `blocked` and the like wrote nothing, so nothing is given back. */
	outcome: OutcomeKind | null;
	/** The steps of the outcome; null where a before-image alone came in: then all of it is restored. */
	steps: ReadonlyArray<Pick<Step, 'step' | 'recordId' | 'target' | 'name' | 'outcome'>> | null;
	before: BeforeImage;
}

export interface RestoreContext {
	orgId: string;
	freeSeats?: FreeSeats;
	/** The profiles of the before-images, by id; null where they were not read. */
	profiles?: ReadonlyMap<string, Profile> | null;
	/** Who owns the records that reclaim handed over, by record id. */
	owners?: ReadonlyMap<string, string>;
}

/** Outcomes of reclaim after which something may have been written. */
const WRITTEN: ReadonlySet<OutcomeKind> = new Set(['done', 'unknown']);

/**
 * The way back, in the reverse order of taking the seat. Only what reclaim took and what still
 * differs from the before-image is written. A step that needs a seat where none is free is `blocked`
 * before anything is written.
 */
export function planRestore(
	requests: readonly RestoreRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	context: RestoreContext,
): Outcome[] {
	const complete = { freeSeats: new FreeSeats(), profiles: null, owners: new Map(), ...context };
	return requests.map((request) => planOne(request, current.get(request.userId), complete));
}

function planOne(
	request: RestoreRequest,
	user: CurrentUser | undefined,
	context: Required<RestoreContext>,
): Outcome {
	const { userId, licenseKind, licenseIdentifier, before, candidateKey } = request;
	const { orgId } = context;
	const key = candidateKey ?? subscriptionKey(orgId, userId, licenseKind, licenseIdentifier);
	const begun = beginOutcome(request, orgId, key, user);
	const base: Outcome = { ...begun, username: begun.username ?? before.username };
	const settle = (outcome: OutcomeKind, reason: string): Outcome => ({ ...base, outcome, reason });

	const written = request.steps?.filter(({ outcome }) => WRITTEN.has(outcome)) ?? null;
	const wroteNothing =
		written === null
			? request.outcome !== null && !WRITTEN.has(request.outcome) && request.outcome !== 'failed'
			: written.length === 0;
	if (wroteNothing) {
		return settle('skipped', `Reclaim wrote nothing for this row (outcome "${request.outcome}").`);
	}
	if (user === undefined) return settle('failed', noSuchUser(userId));
	const undone = (step: Step) => written === null || written.some((taken) => undoes(step, taken));
	const way: WayBack = wayBack(before, user, { ...context, written: written ?? [] }, undone);
	const { steps, warnings } = way;
	if (steps.length === 0) {
		const reason = 'The user is as the before-image says.';
		return { ...settle('alreadyDone', reason), warnings };
	}
	const blocked = steps.find(({ outcome }) => outcome === 'blocked');
	return {
		...base,
		steps,
		warnings,
		reason: blocked?.reason ?? null,
		errorCode: blocked?.errorCode ?? null,
		// What is blocked beforehand is said beforehand, unless something else can be given back.
		outcome: steps.every(({ outcome }) => outcome === 'blocked') ? 'blocked' : 'planned',
	};
}

/** Steps that take something along which no step of its own names. */
const SIDE_EFFECTS: Partial<Record<StepKind, readonly StepKind[]>> = {
	// Salesforce releases licenses with the last permission set, and some with a deactivation.
	assignPermissionSetLicense: [
		'removePermissionSet',
		'removePermissionSetGroup',
		'deactivate',
		'changeProfile',
	],
	assignPackageLicense: ['deactivate'],
};

const OPPOSITE: Partial<Record<StepKind, StepKind>> = {
	assignPermissionSet: 'removePermissionSet',
	assignPermissionSetGroup: 'removePermissionSetGroup',
	assignPermissionSetLicense: 'removePermissionSetLicense',
	assignPackageLicense: 'removePackageLicense',
	setFeatureLicense: 'clearFeatureLicense',
	unfreeze: 'freeze',
	reactivate: 'deactivate',
	restoreProfile: 'changeProfile',
	returnRecord: 'transferRecord',
};
/** Undone whatever they named: there is one user and one login record. */
const WITHOUT_TARGET: ReadonlySet<StepKind> = new Set(['unfreeze', 'reactivate', 'restoreProfile']);

/** Whether this step gives back what that one took. */
function undoes(give: Step, taken: Pick<Step, 'step' | 'recordId' | 'target'>): boolean {
	if (SIDE_EFFECTS[give.step]?.includes(taken.step) === true) return true;
	if (OPPOSITE[give.step] !== taken.step) return false;
	if (WITHOUT_TARGET.has(give.step)) return true;
	return give.step === 'returnRecord'
		? give.recordId === taken.recordId
		: give.target === taken.target;
}
