import { FreeSeats } from '../planning/freeSeats';
import { subscriptionKey } from '../model/subscription';
import type { RequestedSeat, Outcome } from '../planning/outcome';
import { beginOutcome, noSuchUser, OWN_CODES } from '../planning/outcome';
import type { OutcomeKind, Step } from '../planning/steps';
import { isDue, OUTCOME_LABELS } from '../planning/steps';
import type { Profile } from '../model/licenseMoves';
import type { BeforeImage, CurrentUser } from '../model/userState';
import type { Grants } from './grants';
import { givesRights } from './grants';
import type { Taken } from './undoing';
import { undoes, WRITTEN } from './undoing';
import { blocked, restoreSteps } from './restoreSteps';

/** One outcome of Reclaim, or a stored before-image, to be reversed. */
export interface RestoreRequest extends RequestedSeat {
	candidateKey: string | null;
	orgId: string | null;
	/** The outcome of Reclaim. `planned`, `blocked` and the like wrote nothing, so nothing is restored. */
	outcome: OutcomeKind | null;
	/** The steps of the outcome; null if only a before-image was given, which is then restored completely. */
	steps: readonly Taken[] | null;
	/** Null only if the row is refused. */
	before: BeforeImage | null;
	/** Whether a seal proves that Reclaim returned this row. Unsealed rows are restored under conditions. */
	isSealed: boolean;
	/** Why the row is refused as a whole: it is not sealed, and Accept Unsealed is off. */
	refusal: string | null;
}

export interface RestoreContext {
	orgId: string;
	freeSeats?: FreeSeats;
	/** The profiles of the before-images, by id; null if they were not read. */
	profiles?: ReadonlyMap<string, Profile> | null;
	/** The present owners of the records that Reclaim transferred, by record id. */
	owners?: ReadonlyMap<string, string>;
	/** What the profiles, permission sets and groups of unsealed rows grant. */
	grants?: Grants;
}

/**
 * The restore steps, in the reverse order of the reclaim. Only what Reclaim changed and what still differs
 * from the before-image is written. A step that needs a seat when none is free is `blocked` before
 * anything is written.
 */
export function planRestore(
	requests: readonly RestoreRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	context: RestoreContext,
): Outcome[] {
	const complete = {
		freeSeats: new FreeSeats(),
		profiles: null,
		owners: new Map(),
		grants: new Map(),
		...context,
	};
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
	const base: Outcome = { ...begun, username: begun.username ?? before?.username ?? null };
	const settle = (outcome: OutcomeKind, reason: string, errorCode: string | null = null) => ({
		...base,
		outcome,
		reason,
		errorCode,
	});

	if (request.refusal !== null || before === null) {
		return settle(
			'blocked',
			request.refusal ?? 'The item has no before-image.',
			OWN_CODES.notSealed,
		);
	}
	const written = request.steps?.filter(({ outcome }) => WRITTEN.has(outcome)) ?? null;
	if (request.outcome === 'unknown' && request.steps?.some(isDue) === true) {
		return settle('blocked', NOT_SETTLED, OWN_CODES.notSealed);
	}
	const wroteNothing =
		written === null
			? request.outcome !== null && !WRITTEN.has(request.outcome) && request.outcome !== 'failed'
			: written.length === 0;
	if (wroteNothing) {
		return settle(
			'skipped',
			`Nothing to restore: Reclaim made no change for this row${request.outcome === null ? '' : ` (outcome: ${OUTCOME_LABELS[request.outcome]})`}.`,
		);
	}
	if (user === undefined) return settle('failed', noSuchUser(userId));
	const undone = (step: Step) => written === null || written.some((taken) => undoes(step, taken));
	const way = restoreSteps(before, user, { ...context, written: written ?? [] }, undone);
	const { warnings } = way;
	if (way.steps.length === 0) {
		const reason = 'The user already matches the before-image.';
		return { ...settle('alreadyDone', reason), warnings };
	}
	const done = (written ?? []).filter(({ outcome }) => outcome === 'done');
	const steps = way.steps.map((step) =>
		request.isSealed ? unlessProven(step, done, context.grants) : unlessRecord(step),
	);
	const obstacle = steps.find(({ outcome }) => outcome === 'blocked');
	return {
		...base,
		steps,
		warnings,
		reason: obstacle?.reason ?? null,
		errorCode: obstacle?.errorCode ?? null,
		// An outcome is blocked from the start only if none of its steps can be written.
		outcome: steps.every(({ outcome }) => outcome === 'blocked') ? 'blocked' : 'planned',
	};
}

const NOT_SETTLED =
	'The run that produced this row was cut off, so it is unknown what was written. Run Reclaim on the row first (a dry run is enough), then run Restore on the outcome.';

/** A step with an unknown result may never have been written, so it is no proof that the user had the permissions. */
function unlessProven(step: Step, done: readonly Taken[], grants: Grants): Step {
	if (!isDue(step) || done.some((taken) => undoes(step, taken))) return step;
	const reason = givesRights(step, grants);
	return reason === null ? step : blocked(step, reason, OWN_CODES.rights);
}

/** Without a seal, the previous owner of a record cannot be verified. */
function unlessRecord(step: Step): Step {
	return step.step === 'returnRecord' ? blocked(step, NOT_OWNED, OWN_CODES.notSealed) : step;
}

const NOT_OWNED =
	'The row is not sealed, so Restore cannot verify that the user owned this record. Restore returns records only from sealed outcomes. If needed, change the owner in Salesforce.';
