import type { CandidateState } from '../../../licensing/playbook/states';
import { isOpen } from '../../../licensing/playbook/states';
import type { Fact } from '../../../licensing/report/facts';
import type { RecordSettings, WebPage } from '../../../licensing/report/record/asked';
import { EstateFold } from '../../../licensing/report/record/estateFold';
import { identity, RecordFold } from '../../../licensing/report/record/recordFold';
import { recordPage } from '../../../licensing/report/record/recordPage';
import type { Report } from '../../../licensing/report/report';

/** The rows of the record page: those of the profile in its URL, or of all profiles. */
export class PageRows {
	private readonly record = new RecordFold();
	private readonly estate: EstateFold;
	private readonly closed = new Set<string>();

	constructor(
		private readonly settings: RecordSettings,
		/** When "lately" began. */
		private readonly since: string,
		now: Date,
	) {
		this.estate = new EstateFold(now);
	}

	/** Whether the report counts it, too. */
	add(fact: Fact): boolean {
		const { profile: asked } = this.settings.asked;
		if (asked === '') {
			this.estate.add(fact);
			// The page of all profiles has no trend.
			return fact.kind !== 'subscription' && fact.kind !== 'snapshot' && this.isOfReport(fact);
		}
		if (fact.kind === 'profile') this.estate.add(fact);
		const profile = profileOf(fact);
		if (profile !== null && profile !== asked) return false;
		this.record.add(fact);
		return this.isOfReport(fact);
	}

	toPage(report: Report): WebPage {
		return recordPage(report, this.record, this.estate, this.settings);
	}

	/**
	 * Subscriptions are listed only: what the tables know of activity is in the snapshots, which the digest counts too,
	 * so that both have the same figures. Of closed candidates those of a list count only if all of them were read: the
	 * ones that were closed lately.
	 */
	private isOfReport(fact: Fact): boolean {
		if (fact.kind === 'subscription') return false;
		if (fact.kind !== 'candidate' || isOpen(fact.state as CandidateState)) return true;
		const key = identity(fact);
		if ((fact.closedAt ?? '') < this.since || this.closed.has(key)) return false;
		this.closed.add(key);
		return true;
	}
}

/** Rows that name no profile are those of the one that is asked for. */
function profileOf(fact: Fact): string | null {
	switch (fact.kind) {
		case 'profile':
			return fact.name;
		case 'ledger':
			return fact.row.profile;
		case 'contract':
		case 'model':
		case 'read':
		case 'person':
			return null;
		default:
			return fact.profile;
	}
}
