import type { FactKind } from '../facts';
import type { Amount } from '../money';
import type { ContractLine } from './contract';
import type { DayOfUse, MonthOfUse } from './history';

/** Everything that a renewal pack shows: one model, drawn by every format. */

export interface RenewalSettings {
	title: string;
	/** Seats that are renewed beyond those that were needed, in percent. */
	reservePercent: number;
	/** Where a page or a mail leads to; empty where there is none. */
	recordPage: string;
	/** A sentence for the end; empty where there is none. */
	note: string;
}

export interface RenewalLine extends Omit<ContractLine, 'price' | 'currency'> {
	label: string;
	detail: string;
	/** Why the line has no figures of use; null where it has. */
	problem: string | null;
	daysToEnd: number;
	/** Below zero where the day has passed; null without a notice date. */
	daysToNotice: number | null;
	/** Of a seat for a year. */
	price: Amount | null;
	/** The contract for a year. */
	spend: Amount[];
	/** Seats that Salesforce counts as used now; null where it is not known. */
	used: number | null;
	inUse: number | null;
	/** The months with the most and the fewest seats in use on their busiest day. */
	peakMonth: { month: string; seats: number } | null;
	lowestMonth: { month: string; seats: number } | null;
	/** Seats in use on the day the contract ends; null where it is not known, and why. */
	forecast: number | null;
	forecastGap: string | null;
	/** By the savings ledger, since the contract started. */
	freed: { seats: number; stillFree: number; perYear: Amount[] };
	openCandidates: number;
	renew: number | null;
	drop: number | null;
	/** Seats that the contract lacks for what is to be renewed. */
	add: number | null;
	/** Seats that have to be taken back before fewer can be renewed. */
	toFree: number | null;
	renewCost: Amount[];
	saves: Amount[];
	addCost: Amount[];
	/** Seats used beyond the contract; for a year, and until the contract ends. */
	over: number | null;
	trueUp: Amount[];
	trueUpToEnd: Amount[];
	months: MonthOfUse[];
	days: DayOfUse[];
}

export interface RenewalPack {
	title: string;
	/** ISO-8601, of the pack. */
	createdAt: string;
	settings: RenewalSettings;
	items: Partial<Record<FactKind, number>>;
	unreadable: { count: number; reasons: string[] };
	doubled: number;
	isComplete: boolean | null;
	notes: string[];
	orgNames: string[];
	/** The first that ends comes first. */
	lines: RenewalLine[];
	total: {
		seats: number;
		/** Of the lines that are known. */
		renew: number;
		drop: number;
		add: number;
		toFree: number;
		over: number;
		/** Lines for which it is not known what to renew. */
		unknown: number;
		freedSeats: number;
		spend: Amount[];
		renewCost: Amount[];
		saves: Amount[];
		addCost: Amount[];
		trueUp: Amount[];
		trueUpToEnd: Amount[];
	};
	coverage: { lines: number; pricedLines: number; seats: number; pricedSeats: number };
	/** Licenses in use that no line of the contract is about. */
	uncovered: Array<{ label: string; detail: string; used: number }>;
}
