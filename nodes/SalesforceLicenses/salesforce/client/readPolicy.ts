import { plural } from '../../licensing/model/plural';
import { API_BUDGET, SalesforceError } from './errors';

/**
 * From this many rows, a Bulk job is cheaper. By calls, from 12,000 rows (a job takes about 6: create,
 * polls, result, delete; REST one for every 2,000 rows), by time from some 40,000 at 200 ms a call (npm
 * run bench -- --only switch), and later if jobs wait in Salesforce's queue.
 */
export const BULK_FROM_ROWS = 25_000;

export interface ApiUsage {
	used: number;
	max: number;
}

/**
 * How many of an org's daily API calls a run may use, and when it reads with Bulk: set once, checked
 * before each call.
 */
export class ReadPolicy {
	/** The org's own count of the last 24 hours, from the last response that contained it. */
	apiUsage: ApiUsage | null = null;
	/** The share of the org's daily calls, 0 to 1, at which reads stop; other integrations need the rest. */
	maxApiUsage = 1;
	/** The number of rows from which a read uses Bulk, if both APIs are possible. */
	bulkFromRows = BULK_FROM_ROWS;
	private finishing = false;

	/** REST API Developer Guide, "Limit Info Header": `api-usage=18/5000; per-app-api-usage=…`. */
	noteUsage(header: string | undefined): void {
		const match = /(?:^|[;\s])api-usage=(\d+)\/(\d+)/.exec(header ?? '');
		if (match !== null) this.apiUsage = { used: Number(match[1]), max: Number(match[2]) };
	}

	/** Why this run, which has made this many calls, may make no more, or null if it may. */
	budgetSpent(calls: number): string | null {
		if (this.apiUsage === null || this.maxApiUsage >= 1) return null;
		const { used, max } = this.apiUsage;
		if (used < max * this.maxApiUsage) return null;
		return `The org has used ${used} of its ${max} API calls for 24 hours, and “Stop at API Usage (% of Daily Limit)” is ${Math.round(this.maxApiUsage * 100)}. This run made ${plural(calls, 'call')}.`;
	}

	/** Throws if the budget is used up, except inside `finish`. */
	check(calls: number): void {
		if (this.finishing) return;
		const spent = this.budgetSpent(calls);
		if (spent !== null) throw new SalesforceError(API_BUDGET, spent);
	}

	/**
	 * Reads back writes that were started, whatever it costs: inside, the caller checks the budget before
	 * new writes.
	 */
	async finish<T>(work: () => Promise<T>): Promise<T> {
		this.finishing = true;
		try {
			return await work();
		} finally {
			this.finishing = false;
		}
	}
}
