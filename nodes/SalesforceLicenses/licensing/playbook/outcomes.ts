import { ACTION_LABELS, DEACTIVATING_ACTIONS, RULE_ACTIONS } from '../model/actions';
import type { OutcomeKind } from '../planning/steps';
import { OUTCOME_LABELS } from '../planning/steps';
import { isTakingDecision } from './answering';
import type { Run } from './asking';
import type { CandidateRow, Verdict } from './candidateRow';
import { has, inDays, isOver, KEEP_DAYS, moved, unchanged } from './candidateRow';
import { byWhom } from './quoting';
import type { ProfileNow } from './promises/profileNow';
import type { StoredOutcome } from './record';
import { freezesFirst, isTaken, reclaimItem, recordOf, underWay } from './record';

/** How an outcome of Reclaim or Restore changes a candidate. */

type Restoring = Pick<Run, 'now' | 'startedBy'>;
type Profile = Pick<ProfileNow, 'dryRun' | 'notifyUser' | 'graceDays'>;

const succeeded = ({ outcome }: StoredOutcome) => outcome === 'done' || outcome === 'alreadyDone';

const foreign = (row: CandidateRow, { candidateKey }: StoredOutcome): string | null =>
	candidateKey === row.candidateKey
		? null
		: `The outcome belongs to another candidate: ${candidateKey}.`;

export function decideOutcome(
	row: CandidateRow,
	outcome: StoredOutcome,
	profile: Profile,
	run: Run,
): Verdict {
	const other = foreign(row, outcome);
	if (other !== null) return unchanged(row, other);
	if (outcome.outcome === 'planned' || isFrozenAlready(row, outcome, profile)) {
		return begin(row, outcome, profile, run);
	}
	if (profile.dryRun && outcome.outcome !== 'done' && row.state !== 'Awaiting Revocation') {
		return storePlan(row, outcome, run);
	}
	if (isFreezeBefore(row, outcome) && succeeded(outcome)) {
		return afterFreeze(row, outcome, profile, run);
	}
	return afterReclaim(row, outcome, run);
}

/** A user who was already frozen gets the grace period too. */
function isFrozenAlready(row: CandidateRow, outcome: StoredOutcome, { graceDays }: Profile) {
	const { before } = recordOf(outcome);
	return (
		outcome.outcome === 'alreadyDone' &&
		row.state !== 'Awaiting Revocation' &&
		outcome.action === 'freeze' &&
		freezesFirst(row, graceDays) &&
		before?.isActive === true
	);
}

/** Plan and before-image are stored before anything is written, so that a run that was cut off can be settled. */
function begin(row: CandidateRow, plan: StoredOutcome, profile: Profile, run: Run): Verdict {
	if (profile.dryRun) return storePlan(row, plan, run);
	const refusal = mayNotBegin(row, profile, run.now);
	if (refusal !== null) return unchanged(row, refusal);
	const action = freezesFirst(row, profile.graceDays) ? 'freeze' : row.action;
	if (plan.action !== action) {
		return unchanged(
			row,
			`The dry run was for ${plannedAction(plan)}, but this candidate needs the action ${ACTION_LABELS[action]} now. The profile may have changed since the dry run. Nothing was reclaimed. Repeat the dry run with the action ${ACTION_LABELS[action]}.`,
		);
	}
	const verdict = moved(row, {
		event: 'reclaimStarted',
		by: 'job',
		now: run.now,
		changes: {
			plan,
			...underWay(plan),
			revocationStartedAt: run.now.toISOString(),
			executionId: run.executionId,
			reason: null,
			errorCode: null,
		},
		note: `Plan and before-image are stored. Starting reclaim.${byWhom('Started', run.startedBy)}`,
	});
	return verdict.changed ? { ...verdict, reclaim: reclaimItem(row, action) } : verdict;
}

function plannedAction({ action }: StoredOutcome): string {
	if (action === null) return 'no action';
	const known = RULE_ACTIONS.find((each) => each === action);
	return known === undefined
		? `an unknown action ("${action}")`
		: `the action ${ACTION_LABELS[known]}`;
}

/** The present promises of the profile: before an answer, nothing is reclaimed from a user who is to be asked. */
function mayNotBegin(row: CandidateRow, { notifyUser }: Profile, now: Date): string | null {
	if (row.decision === 'appeal') return 'The user appealed, so nothing is reclaimed.';
	if (row.state === 'Awaiting Revocation') {
		if (!has(row.graceUntil)) return 'Reclaim has started already. Update settles it.';
		return isOver(row.graceUntil, now) ? null : `The grace period ends at ${row.graceUntil}.`;
	}
	if (isTakingDecision(row.decision)) return null;
	if (row.state !== 'Ready') return 'The question is still open, so nothing is reclaimed.';
	if (has(row.decision)) return `The decision is "${row.decision}", so nothing is reclaimed.`;
	return notifyUser
		? 'The profile asks users first, and this user was not asked. Decide on the next step first.'
		: null;
}

function storePlan(row: CandidateRow, plan: StoredOutcome, { now, startedBy }: Run): Verdict {
	const why = `Dry run: ${label(plan)}. ${plan.reason ?? ''}`.trim();
	return moved(row, {
		event: 'planStored',
		by: 'job',
		now,
		changes: { plan, outcome: plan.outcome, reason: plan.reason },
		note: why + byWhom('Started', startedBy),
	});
}

const isFreezeBefore = (row: CandidateRow, { action }: StoredOutcome): boolean =>
	action === 'freeze' && DEACTIVATING_ACTIONS.includes(row.action);

/** Frozen first; the Update job deactivates after the grace period. */
function afterFreeze(
	row: CandidateRow,
	outcome: StoredOutcome,
	{ graceDays }: Profile,
	{ now }: Run,
): Verdict {
	const graceUntil = inDays(now, graceDays);
	return moved(row, {
		event: 'frozen',
		by: 'job',
		now,
		changes: { graceUntil, outcome: outcome.outcome, ...recordOf(outcome) },
		note: `Frozen. Deactivation is due after ${graceUntil}.`,
	});
}

/** Reclaim got the steps that it wrote before, so its outcome includes them. */
export function afterReclaim(
	row: CandidateRow,
	outcome: StoredOutcome,
	{ now }: Pick<Run, 'now'>,
): Verdict {
	const { reason, errorCode } = outcome;
	const changes = { outcome: outcome.outcome, reason, errorCode, ...recordOf(outcome) };
	const by = 'job';
	// It was removed elsewhere, so it does not count as saved by the playbook.
	if (outcome.outcome === 'alreadyDone' && !has(row.revocationStartedAt)) {
		const note = `The seat was already removed. ${reason ?? ''}`.trim();
		return moved(row, { event: 'gone', by, now, changes: { reason }, note });
	}
	if (succeeded(outcome)) {
		const note = outcome.outcome === 'done' ? 'Reclaimed.' : 'Already reclaimed.';
		return moved(row, { event: 'reclaimed', by, now, changes, note });
	}
	// A skip for a reason of the user is settled; a row that the run did not reach is not.
	if (outcome.outcome === 'skipped' && errorCode === null) {
		// This outcome settles the stored plan; it does not settle what was done before.
		const wasTaken = row.result?.outcome !== 'unknown' && isTaken(row);
		const isPartly = wasTaken || isTaken(recordOf(outcome));
		const event = isPartly ? 'usedWhileTaken' : 'usedAgain';
		const note = reason ?? 'The license was used again.';
		return moved(row, { event, by, now, changes, note });
	}
	const note = `Reclaim: ${label(outcome)}. ${reason ?? ''}`.trim();
	return moved(row, { event: 'stopped', by, now, changes, note });
}

/**
 * Reclaim returned nothing about a candidate whose plan is stored: a person must look, because any step of
 * the plan may have been written. A user who is already frozen stays frozen, and the next Update tries
 * again.
 */
export function decideWithoutOutcome(row: CandidateRow, said: string, now: Date): Verdict {
	if (said === '' || row.state !== 'Awaiting Revocation') return unchanged(row, NO_OUTCOME);
	if (has(row.graceUntil)) return unchanged(row, `Reclaim did not run: ${said}`);
	return moved(row, {
		event: 'stopped',
		by: 'job',
		now,
		changes: { reason: said, errorCode: NOT_RECLAIMED },
		note: `Reclaim: ${said}`,
	});
}

const NOT_RECLAIMED = 'NOT_RECLAIMED';

export const NO_OUTCOME =
	'The list of outcomes has none for this candidate. Update settles it against a new dry run. If this message comes back, check that candidateKey and userId of the stored row belong to the same user.';

/** A decision to reclaim that no run carried out: a person must look, and no one is asked again. */
export function decideNotReclaimed(
	row: CandidateRow,
	said: string,
	{ dryRun }: Pick<Profile, 'dryRun'>,
	now: Date,
): Verdict {
	const isWaiting = row.state === 'Awaiting User' || row.state === 'Awaiting Approval';
	if (!isWaiting || !isTakingDecision(row.decision)) {
		return unchanged(row, 'There is no open decision to reclaim this license.');
	}
	const dry = dryRun ? 'The profile is on dry run, so nothing is reclaimed.' : '';
	const reason = said || dry || 'Reclaim returned no outcome.';
	return moved(row, {
		event: 'stopped',
		by: 'job',
		now,
		changes: { reason, errorCode: NOT_RECLAIMED },
		note: `Decided, but not reclaimed: ${reason}`,
	});
}

/** Restore did not run, or returned nothing about this candidate. */
export function decideNotRestored(
	row: CandidateRow,
	said: string,
	{ now, startedBy }: Restoring,
): Verdict {
	return moved(row, {
		event: 'notGivenBack',
		by: 'job',
		now,
		changes: { reason: `Not given back: ${said}`, errorCode: null },
		note: `Not given back: ${said}${byWhom('Started', startedBy)}`,
	});
}

/** An outcome of Restore. After that, the user is not a candidate for a while. */
export function decideRestored(
	row: CandidateRow,
	outcome: StoredOutcome,
	{ now, startedBy }: Restoring,
): Verdict {
	const other = foreign(row, outcome);
	if (other !== null) return unchanged(row, other);
	if (outcome.outcome === 'planned') {
		return unchanged(row, 'This is only the plan of a dry run, so nothing was given back.');
	}
	const reason = outcome.reason ?? `Restore: ${label(outcome)}.`;
	if (!succeeded(outcome)) {
		return moved(row, {
			event: 'notGivenBack',
			by: 'job',
			now,
			changes: { reason: `Not given back: ${reason}`, errorCode: outcome.errorCode },
			note: `Not given back: ${reason}${byWhom('Started', startedBy)}`,
		});
	}
	const hasAppealed = row.decision === 'appeal';
	return moved(row, {
		event: 'givenBack',
		by: 'job',
		now,
		changes: {
			reason: hasAppealed ? 'The user appealed. The user has everything back.' : 'Given back.',
			errorCode: null,
			graceUntil: null,
			result: outcome,
			seal: null,
			keepUntil: inDays(now, KEEP_DAYS),
		},
		note: `${outcome.outcome === 'done' ? 'Given back.' : 'Already given back.'}${byWhom('Started', startedBy)}`,
	});
}

export function label({ outcome }: StoredOutcome): string {
	const text = OUTCOME_LABELS[outcome as OutcomeKind] ?? outcome;
	return text.charAt(0).toUpperCase() + text.slice(1);
}
