import type { Price } from '../model/prices';
import type { ConsumptionFact } from './consumptionFact';
import type { CandidateFact, FactKind, JobFact } from './facts';
import type { BlockerCount, StateCount } from './fold/candidates';
import type { DayAmounts, Realized } from './fold/realized';
import type { TrendDay } from './fold/trend';
import type { Amount } from './money';

/** Everything that a report shows: one model, drawn by every format. */

export interface ReportSettings {
	title: string;
	/** Seats without activity for this many days count as unused. */
	inactiveDays: number;
	/** What "lately" is: found, reclaimed, failed, changed since. */
	periodDays: number;
	nearlyFullPercent: number;
	expiresWithinDays: number;
	topCandidates: number;
	/** By the year. */
	prices: readonly Price[];
	/** Where a page or a mail leads to; empty where there is none. */
	recordPage: string;
	/** A sentence for the end; empty where there is none. */
	note: string;
}

/** Seats and money of a license, a software model, a department, a manager or an org. */
export interface Line {
	/** Empty where nothing names it. */
	label: string;
	detail: string;
	owned: number | null;
	/** Seats in use as Salesforce counts them. */
	used: number | null;
	assigned: number;
	stale: number;
	unknown: number;
	deactivated: number;
	free: number | null;
	/** `stale` of `assigned`; null without a subscription. */
	staleShare: number | null;
	openCandidates: number;
	price: Amount | null;
	/** Owned seats at their price. */
	spend: Amount[];
	/** Assigned seats that are unused, at their price. */
	staleCost: Amount[];
	/** Owned seats that nobody has, at their price. */
	freeCost: Amount[];
	/** Seats in use beyond those that are owned, at their price. */
	trueUp: Amount[];
	potential: Amount[];
}

export interface BucketLine {
	label: string;
	seats: number;
	cost: Amount[];
}

export interface ThresholdLine {
	days: number;
	seats: number;
	saves: Amount[];
	/** Of these seats, those without a price. */
	withoutPrice: number;
}

export interface PoolNotice {
	name: string;
	org: string;
	kind: 'expired' | 'expires' | 'nearlyFull' | 'over';
	text: string;
}

export interface Change {
	now: number | null;
	/** Since the start of the period; null where no snapshot is that old. */
	by: number | null;
}

export interface Report {
	title: string;
	/** ISO-8601, of the report. */
	createdAt: string;
	settings: ReportSettings;
	/** Items by kind, and those that could not be used. */
	items: Partial<Record<FactKind, number>>;
	unreadable: { count: number; reasons: string[] };
	doubled: number;
	/** False where a read says that something is missing; null where no read says anything. */
	isComplete: boolean | null;
	/** What is missing, or to be known before one trusts a figure. */
	notes: string[];
	/** When the data was last refreshed, as job results say; null where none does. */
	dataOf: string | null;
	orgNames: string[];
	total: Line;
	/** Licenses and seats that have a price. */
	coverage: { licenses: number; pricedLicenses: number; seats: number; pricedSeats: number };
	licenses: Line[];
	softwareModels: Line[];
	departments: Line[];
	managers: Line[];
	orgs: Line[];
	buckets: BucketLine[];
	thresholds: ThresholdLine[];
	potential: Amount[];
	realized: Realized;
	/** What each day added to the savings of a year, or took away. */
	realizedByDay: DayAmounts[];
	candidates: {
		total: number;
		open: number;
		withoutPrice: number;
		protected: number;
		foundLately: number;
		reclaimedLately: number;
		nextAnswer: string | null;
		byState: StateCount[];
		top: CandidateFact[];
		attention: CandidateFact[];
		/** False where some of the closed ones may not have come. */
		isCounted: boolean;
	};
	blockers: BlockerCount[];
	restoredLately: number;
	restored: Array<{ name: string; license: string; at: string | null; outcome: string }>;
	assignedChange: Change;
	staleChange: Change;
	trend: TrendDay[];
	/** Realized savings up to each day of the trend. */
	realizedTrend: DayAmounts[];
	notices: PoolNotice[];
	/** What runs out first comes first. */
	consumption: ConsumptionFact[];
	/** Of consumption, what was not read or is not offered. */
	consumptionMissing: ConsumptionFact[];
	jobs: {
		runsLately: number;
		warningsLately: number;
		failures: JobFact[];
		/** Of the failures, the last one of each job that has not ended well since. */
		unresolved: JobFact[];
	};
}
