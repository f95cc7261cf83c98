import { ENDLESS_PAGES, NOT_AS_DOCUMENTED, SalesforceError } from '../client/errors';
import type { QueryPage } from './cursorPages';

/** How many pages without new rows are accepted. Salesforce sends none; a few cost little. */
const MAX_IDLE_PAGES = 10;
/** REST API Developer Guide, "Query More Results": the path of a further page, on the org's own host. */
const NEXT_PAGE = /^\/services\/data\/v\d+\.\d+\/query(?:All)?\/[^/?#\s\\]+$/;

/** Makes sure that the pages of a read end, whatever the server names as the next one. */
export class PageBounds {
	private readonly named = new Set<string>();
	private rows = 0;
	private idle = 0;

	/** @param what the name of the read, for the error */
	constructor(private readonly what: string) {}

	/**
	 * Counts the rows of a page that names another page. `total`: how many rows there are in all, if the
	 * server says so. Throws ENDLESS_PAGES.
	 */
	goOn(next: string, rows: number, total: number | null): void {
		if (this.named.has(next)) this.fail('named the same next page twice');
		this.named.add(next);
		const hadAll = total !== null && this.rows >= total;
		this.rows += rows;
		this.idle = rows === 0 || hadAll ? this.idle + 1 : 0;
		if (this.idle < MAX_IDLE_PAGES) return;
		this.fail(
			hadAll
				? `reported ${total} rows, returned ${this.rows}, and still named more pages`
				: `returned ${this.idle} pages without rows and still named more`,
		);
	}

	/** The path of the page after this one of a query; null after the last. */
	pathAfter({ done, nextRecordsUrl, records, totalSize }: QueryPage): string | null {
		if (done) return null;
		if (typeof nextRecordsUrl !== 'string') {
			throw new SalesforceError(
				NOT_AS_DOCUMENTED,
				`A page of ${this.what} says that more rows follow, but does not say where`,
			);
		}
		if (!NEXT_PAGE.test(nextRecordsUrl))
			this.fail('named a next page that is not a page of a query');
		this.goOn(nextRecordsUrl, records.length, totalSize);
		return nextRecordsUrl;
	}

	private fail(why: string): never {
		throw new SalesforceError(ENDLESS_PAGES, `The server ${why}, in ${this.what}`);
	}
}
