import type { LicenseKind } from '../model/licenses';
import type { Run } from './asking';
import { whoDecides } from './asking';
import type { CandidateRow, Verdict } from './candidateRow';
import { has, isOver, moved, unchanged } from './candidateRow';
import { afterLostQuestion } from './operator/operating';
import { afterReclaim, label } from './outcomes';
import type { ProfileNow } from './promises/profileNow';
import type { StoredOutcome } from './record';
import { isTaken, reclaimItem, recordOf, refusalIn, underWay } from './record';
import { isOpen } from './states';
import type { TakingWindow } from './taking';
import { CAP_REACHED } from './taking';

/** A subscription that is held now. */
export interface Held {
	subscriptionKey: string;
	orgId: string | null;
	licenseKind: LicenseKind;
	email: string | null;
	lastActivityAt: string | null;
}

/** What is known now. A missing row means something only for what was read. */
export interface Now {
	/** Outcomes of a dry run of Reclaim over the open candidates. */
	outcomes: readonly StoredOutcome[];
	/** Subscriptions as Download returned them. */
	subscriptions: readonly Held[];
	/** The kinds that were read completely: `readKinds` in the Summary. */
	readKinds: readonly LicenseKind[];
}

/** The profile as it is now. */
type Settled = Omit<ProfileNow, 'daysToAnswer' | 'graceDays'>;

/** A run that started within the last hour may still be running; a question ends with its deadline. */
const HOUR_MS = 60 * 60 * 1000;

const isAnHourAgo = (time: string | null, now: Date) =>
	isOver(time, new Date(now.getTime() - HOUR_MS));

/** Settles open candidates against the present data. Nothing is closed because of data that was not read. */
export class Settling {
	private readonly plans: ReadonlyMap<string, StoredOutcome>;
	private readonly held: ReadonlyMap<string, Held>;
	/** Kind and org of subscriptions that were read completely. */
	private readonly complete: ReadonlySet<string>;

	constructor(
		{ outcomes, subscriptions, readKinds }: Now,
		private readonly window: TakingWindow,
		private readonly run: Run,
	) {
		this.plans = new Map(outcomes.map((outcome) => [outcome.candidateKey, outcome]));
		this.held = new Map(subscriptions.map((row) => [row.subscriptionKey, row]));
		this.complete = new Set(
			subscriptions
				.filter(({ licenseKind }) => readKinds.includes(licenseKind))
				.map(({ orgId, licenseKind }) => `${orgId ?? ''}:${licenseKind}`),
		);
	}

	settle(stored: CandidateRow, profile: Settled): Verdict {
		if (!isOpen(stored.state)) {
			return unchanged(stored, `The candidate is closed: ${stored.state}.`);
		}
		if (this.isRunning(stored)) {
			return unchanged(stored, 'A reclaim of this candidate started within the last hour.');
		}
		const subscription = this.held.get(stored.candidateKey);
		const row = { ...stored, email: stored.email ?? subscription?.email ?? null };
		const plan = this.plans.get(stored.candidateKey);
		if (plan === undefined) return this.withoutPlan(row, subscription);
		return this.withPlan(row, plan, profile);
	}

	private withoutPlan(row: CandidateRow, held: Held | undefined): Verdict {
		if (has(row.revocationStartedAt)) {
			return unchanged(row, 'Reclaim has started: only the outcome of a dry run settles it.');
		}
		const { now } = this.run;
		const usedAt = held?.lastActivityAt ?? null;
		if (isLater(usedAt, row.lastActivityAt)) {
			const reason = `Used again on ${usedAt ?? ''}.`;
			const note = 'The license was used again.';
			return moved(row, { event: 'usedAgain', by: 'job', now, changes: { reason }, note });
		}
		if (held !== undefined) return unchanged(row, 'The license is still held and unused.');
		if (!this.complete.has(`${row.orgId ?? ''}:${row.licenseKind}`)) {
			return unchanged(row, 'The data that was read does not cover this license.');
		}
		const reason = 'The user no longer has this license.';
		const note = 'The user no longer has this license in the org.';
		return moved(row, { event: 'gone', by: 'job', now, changes: { reason }, note });
	}

	private withPlan(row: CandidateRow, plan: StoredOutcome, profile: Settled): Verdict {
		const { now } = this.run;
		const { reason } = plan;
		if (plan.outcome === 'alreadyDone') return afterReclaim(row, plan, this.run);
		if (plan.outcome === 'skipped') return this.skipped(row, plan);
		if (plan.outcome === 'planned') return this.planned(row, plan, profile);
		if (plan.outcome === 'done') {
			return unchanged(row, 'This is the outcome of a real run: use Decide to store it.');
		}
		// An unsettled outcome says nothing about an open question.
		if (row.state !== 'Ready' && row.state !== 'Awaiting Revocation') {
			return unchanged(row, reason ?? `Dry run: ${label(plan)}.`);
		}
		const kept = isTaken(row) ? recordOf(plan) : {};
		const changes = { reason, errorCode: plan.errorCode, ...kept };
		const note = `${label(plan)}: ${reason ?? ''}`;
		return moved(row, { event: 'stopped', by: 'job', now, changes, note });
	}

	private skipped(row: CandidateRow, plan: StoredOutcome): Verdict {
		const { now } = this.run;
		// A run that stopped early says nothing about the user.
		if (plan.errorCode !== null) return unchanged(row, plan.reason ?? 'The dry run skipped it.');
		if (!isTaken(row)) {
			const changes = { reason: plan.reason };
			const note = 'The license was used again.';
			return moved(row, { event: 'usedAgain', by: 'job', now, changes, note });
		}
		const reason = 'The license was used again after Reclaim had started. Give it back.';
		if (row.reason === reason) return unchanged(row, reason);
		const changes = { reason, ...recordOf(plan) };
		const note = `${reason} ${plan.reason ?? ''}`.trim();
		return moved(row, { event: 'usedWhileTaken', by: 'job', now, changes, note });
	}

	private planned(row: CandidateRow, plan: StoredOutcome, profile: Settled): Verdict {
		const { now } = this.run;
		const isLost =
			(row.state.startsWith('Awaiting') && row.state !== 'Awaiting Revocation') ||
			row.decision === 'appeal';
		if (isLost && isAnHourAgo(row.answerUntil, now)) {
			const note = 'The question was lost and will be asked again.';
			return moved(row, {
				event: 'questionLost',
				by: 'job',
				now,
				changes: { reason: null, decision: afterLostQuestion(row) },
				note,
			});
		}
		if (row.state === 'Awaiting Revocation') return this.finish(row, plan, profile);
		if (row.state !== 'Ready' && row.state !== 'Attention Required') {
			return unchanged(row, `Waiting for an answer until ${row.answerUntil ?? 'an unknown time'}.`);
		}
		const refused = refusalIn(plan.blockers);
		if (refused !== null) {
			if (row.reason === refused) return unchanged(row, refused);
			const changes = { errorCode: 'BLOCKED', reason: refused };
			const note = `Blocker: ${refused}`;
			return moved(row, { event: 'stopped', by: 'job', now, changes, note });
		}
		if (row.state === 'Ready') return unchanged(row, 'The license is still unused.');
		const obstacle = this.obstacleTo(row, profile);
		if (obstacle !== null) return unchanged(row, obstacle);
		return moved(row, {
			event: 'resolved',
			by: 'job',
			now,
			changes: {
				reason: null,
				errorCode: null,
				revocationStartedAt: null,
				decision: afterLostQuestion(row),
			},
			note: 'The blocker is resolved.',
		});
	}

	/** Continues a run that was cut off, and deactivates after the grace period. */
	private finish(row: CandidateRow, plan: StoredOutcome, { dryRun }: Settled): Verdict {
		const { now, executionId } = this.run;
		if (dryRun) return unchanged(row, 'Dry Run is on in the profile, so nothing is reclaimed.');
		if (row.decision === 'appeal') return unchanged(row, 'The user appealed.');
		if (!has(row.revocationStartedAt)) {
			return unchanged(row, 'The candidate does not say when Reclaim started.');
		}
		const isFrozen = has(row.graceUntil);
		if (isFrozen && !isOver(row.graceUntil, now)) {
			return unchanged(row, `The grace period ends at ${row.graceUntil ?? ''}.`);
		}
		// A user who was due to be frozen first is frozen now, and gets the grace period.
		const freezes = !isFrozen && row.plan?.action === 'freeze' && row.action !== 'freeze';
		const reclaim = reclaimItem(row, freezes ? 'freeze' : row.action);
		const verdict = moved(row, {
			event: 'reclaimStarted',
			by: 'job',
			now,
			changes: {
				...(freezes ? {} : { plan, ...underWay(plan) }),
				revocationStartedAt: now.toISOString(),
				executionId,
			},
			note: 'Resuming reclaim.',
		});
		return verdict.changed ? { ...verdict, reclaim } : verdict;
	}

	private obstacleTo(row: CandidateRow, profile: Settled): string | null {
		if (row.errorCode === CAP_REACHED) return this.window.take(row.userId);
		if (!profile.notifyUser) return null;
		if (!has(row.email)) return row.reason ?? 'The user has no e-mail address.';
		const lacksManager = row.errorCode === 'NO_MANAGER' && whoDecides(row, profile) === '';
		return lacksManager ? (row.reason ?? 'There is no manager to decide.') : null;
	}

	private isRunning(row: CandidateRow): boolean {
		return (
			row.state === 'Awaiting Revocation' &&
			!has(row.graceUntil) &&
			row.executionId !== 'interrupted' &&
			has(row.revocationStartedAt) &&
			!isAnHourAgo(row.revocationStartedAt, this.run.now)
		);
	}
}

/** A time that cannot be read is not later. */
const isLater = (time: string | null, than: string | null): boolean =>
	time !== null &&
	!Number.isNaN(Date.parse(time)) &&
	(than === null || Date.parse(time) > Date.parse(than));
