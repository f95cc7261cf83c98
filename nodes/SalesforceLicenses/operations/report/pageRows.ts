import type { Fact } from '../../licensing/report/facts';
import type { RecordSettings, WebPage } from '../../licensing/report/record/asked';
import { ProfilesFold } from '../../licensing/report/record/profilesFold';
import { RecordFold } from '../../licensing/report/record/recordFold';
import { recordPage } from '../../licensing/report/record/recordPage';
import type { Report } from '../../licensing/report/report';

/** The rows of the record page: those of the profile in its URL, and a few figures of all profiles. */
export class PageRows {
	private readonly record: RecordFold;
	private readonly profiles: ProfilesFold;

	constructor(
		private readonly settings: RecordSettings,
		now: Date,
	) {
		this.record = new RecordFold(settings.asked);
		this.profiles = new ProfilesFold(now);
	}

	add(fact: Fact): void {
		this.profiles.add(fact);
		if (this.isOfProfile(fact)) this.record.add(fact);
	}

	/**
	 * Subscriptions are listed only: what the tables know of activity is in the snapshots, which the digest counts too,
	 * so that both have the same figures.
	 */
	isOfReport(fact: Fact): boolean {
		return fact.kind !== 'subscription' && this.isOfProfile(fact);
	}

	toPage(report: Report): WebPage {
		return recordPage(report, this.record, this.profiles, this.settings);
	}

	/** Rows that name no profile are those of the one that is asked for. */
	private isOfProfile(fact: Fact): boolean {
		const { profile: asked } = this.settings.asked;
		const profile = profileOf(fact);
		return asked !== '' && (profile === null || profile === asked);
	}
}

function profileOf(fact: Fact): string | null {
	switch (fact.kind) {
		case 'profile':
			return fact.name;
		case 'ledger':
			return fact.row.profile;
		case 'contract':
		case 'model':
		case 'read':
			return null;
		default:
			return fact.profile;
	}
}
