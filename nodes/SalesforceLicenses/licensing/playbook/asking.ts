import { foldName } from '../model/closest';
import type { CandidateRow, Verdict } from './candidateRow';
import { has, inDays, isOver, moved, unchanged } from './candidateRow';
import { isTakingDecision } from './answering';
import { ASK_FIRST } from './operator/operating';
import { NO_EMAIL } from './opening';
import type { ProfileNow } from './promises/profileNow';
import { byWhom } from './quoting';
import { canBeGivenBack, freezesFirst, reclaimItem, restoreItem } from './record';
import { isOpen } from './states';

export interface Run {
	now: Date;
	executionId: string | null;
	/** E-mail address of the person who started it; empty if a schedule did. */
	startedBy: string;
}

export const NO_MANAGER =
	'The user wants to keep the license, but there is no manager to decide. Enter a manager in Salesforce (Setup > Users > the user > Manager), or a fallback approver in the profile.';

/** Who decides if a user wants to keep a license: never the user; empty if there is no one. */
export function whoDecides(
	{ email, username }: Pick<CandidateRow, 'email' | 'username'>,
	{ managerEmail, fallbackEmail }: Pick<ProfileNow, 'managerEmail' | 'fallbackEmail'>,
): string {
	const own = [email, username].filter(has).map(foldName);
	const others = [managerEmail, fallbackEmail].filter((to) => !own.includes(foldName(to)));
	return others.find((to) => foldName(to) !== '') ?? '';
}

/**
 * The next step of a candidate, from what is stored and the profile as it is now: a question to the user
 * or the manager, or an item for Reclaim. No one is asked the same question twice.
 */
export function nextStep(row: CandidateRow, profile: ProfileNow, run: Run): Verdict {
	if (!isOpen(row.state)) return unchanged(row, `The candidate is closed: ${row.state}.`);
	if (row.state === 'Attention Required') {
		return unchanged(row, `The candidate needs attention first: ${row.reason ?? 'see its notes.'}`);
	}
	// A dry run only shows the plan: it asks no one, and gives nothing back.
	const isDryRun = profile.dryRun && row.state === 'Ready';
	if (row.decision === 'appeal') {
		if (isDryRun) return unchanged(row, 'The user appealed, and the profile is on dry run.');
		return { ...unchanged(row, 'The user appealed. Run Restore.'), restore: restoreItem(row) };
	}
	if (isDryRun) return takeNow(row, profile, 'The profile is on dry run, so no one is asked.');
	if (has(row.graceUntil)) return inGrace(row, profile, run);
	if (row.state === 'Awaiting Revocation') {
		return unchanged(row, 'Reclaim has started. Update settles it if the run was cut off.');
	}
	if (row.decision === 'user keeps' && row.state !== 'Awaiting Approval') {
		return askManager(row, profile, run);
	}
	if (isTakingDecision(row.decision))
		return takeNow(row, profile, 'The decision is to reclaim the license.');
	if (row.state !== 'Ready') return unchanged(row, `Waiting for an answer until ${until(row)}.`);
	// A person wants this user to be asked, whatever the profile does with the others.
	if (row.decision === ASK_FIRST) return askUser(row, profile, run);
	if (has(row.decision)) {
		return unchanged(row, `The decision "${row.decision}" is unknown, so nothing happens.`);
	}
	if (!profile.notifyUser) return takeNow(row, profile, 'The profile does not ask users.');
	return askUser(row, profile, run);
}

/** Update settles an open candidate by the outcome of a dry run of Reclaim. */
export function planOnly(row: CandidateRow): Verdict {
	if (!isOpen(row.state)) return unchanged(row, `The candidate is closed: ${row.state}.`);
	const because = 'Run Reclaim as a dry run, and give its outcomes to Update.';
	return { ...unchanged(row, because), reclaim: reclaimItem(row) };
}

/** Restore gives back what was reclaimed, or may have been. */
export function giveBack(row: CandidateRow): Verdict {
	if (canBeGivenBack(row)) return { ...unchanged(row, 'Run Restore.'), restore: restoreItem(row) };
	return unchanged(row, 'Nothing of this candidate can be given back.');
}

const until = ({ answerUntil }: CandidateRow) => answerUntil ?? 'an unknown time';

function takeNow(row: CandidateRow, { graceDays }: ProfileNow, why: string): Verdict {
	const action = freezesFirst(row, graceDays) ? 'freeze' : row.action;
	return {
		...unchanged(row, `${why} Run Reclaim as a dry run, and decide on its outcome.`),
		reclaim: reclaimItem(row, action),
	};
}

function askUser(row: CandidateRow, { daysToAnswer }: ProfileNow, run: Run): Verdict {
	const { now, executionId } = run;
	if (!has(row.email)) {
		return notAsked(row, { errorCode: 'NO_EMAIL', reason: NO_EMAIL, now });
	}
	const changes = {
		askedAt: now.toISOString(),
		answerUntil: inDays(now, daysToAnswer),
		decision: null,
		assignedTo: null,
		...cleared(executionId),
	};
	const note = `Asked ${row.email}.${byWhom('Started', run.startedBy)}`;
	return moved(row, { event: 'userAsked', by: 'job', now, changes, note });
}

function askManager(row: CandidateRow, profile: ProfileNow, { now, executionId }: Run): Verdict {
	const to = whoDecides(row, profile);
	if (to === '') return notAsked(row, { errorCode: 'NO_MANAGER', reason: NO_MANAGER, now });
	const changes = {
		assignedTo: to,
		answerUntil: inDays(now, profile.daysToAnswer),
		...cleared(executionId),
	};
	const note = `Asked ${to} to decide.`;
	return moved(row, { event: 'approverAsked', by: 'job', now, changes, note });
}

/** A frozen user is notified once, and then has until the end of the grace period to appeal. */
function inGrace(row: CandidateRow, profile: ProfileNow, { now, executionId }: Run): Verdict {
	const wasTold = row.answerUntil === row.graceUntil && row.state === 'Awaiting Revocation';
	if (row.decision === 'no appeal' || wasTold || !profile.notifyUser) {
		if (!isOver(row.graceUntil, now)) {
			return unchanged(row, `The grace period ends at ${row.graceUntil ?? ''}.`);
		}
		if (row.decision === 'no appeal' || !wasTold) {
			return takeNow(row, profile, 'The grace period is over.');
		}
		return unchanged(row, 'The grace period is over: decide on the silence first.');
	}
	// A user who could not be notified before gets the whole grace period.
	const isNew = row.state === 'Ready' || isOver(row.graceUntil, now);
	const graceUntil = isNew ? inDays(now, profile.graceDays) : row.graceUntil;
	const changes = {
		graceUntil,
		answerUntil: graceUntil,
		revocationStartedAt: row.revocationStartedAt ?? now.toISOString(),
		...cleared(executionId),
	};
	const note = `Told ${row.email ?? 'the user'} that the login is paused.`;
	return moved(row, { event: 'appealOffered', by: 'job', now, changes, note });
}

const cleared = (executionId: string | null) => ({ executionId, reason: null, errorCode: null });

/** A question that could not be sent needs a person. */
export function notAsked(
	row: CandidateRow,
	{ reason, errorCode, now }: { reason: string; errorCode: string; now: Date },
): Verdict {
	const note = `Not asked: ${reason}`;
	return moved(row, { event: 'notAsked', by: 'job', now, changes: { reason, errorCode }, note });
}
