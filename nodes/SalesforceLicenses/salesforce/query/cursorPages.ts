import type { z } from 'zod';
import { SalesforceError } from '../client/errors';
import type { queryPage } from '../client/answers';

export type QueryPage = z.infer<typeof queryPage>;
/** An error is returned as a value: the reader of the pages decides whether the read can continue. */
type Result = QueryPage | SalesforceError;

/** How many pages of one query are fetched at a time; Salesforce keeps the rest of its capacity for the org. */
const AT_ONCE = 4;
/** `/services/data/v65.0/query/01gD0000002HU6KIAW-2000`: the cursor, and how many rows come before the page. */
const NEXT = /^(.*-)(\d+)$/;

/**
 * The pages of one query's cursor. At a distance from the org, most of a read is waiting for one page
 * after the other, so the next pages are requested before Salesforce names them. That the number after the
 * cursor is the offset of the page is seen in examples of the REST API Developer Guide, "Query", but not
 * promised: a guessed page is used only if Salesforce names it afterwards; if it names another, guessing
 * stops, and a page whose guess was refused is requested again.
 */
export class CursorPages {
	private readonly ahead = new Map<string, { result: Promise<Result>; isGuess: boolean }>();

	constructor(
		private readonly read: (path: string) => Promise<Result>,
		private isGuessing: boolean,
	) {}

	/** The page at a path that Salesforce returned. */
	async take(path: string): Promise<Result> {
		const asked = this.ahead.get(path);
		this.ahead.delete(path);
		if (asked === undefined) return await this.read(path);
		const result = await asked.result;
		if (!asked.isGuess || !(result instanceof SalesforceError)) return result;
		this.stopGuessing();
		return await this.read(path);
	}

	/** Requests what comes after a page: the next one, which it names, and the ones expected after that. */
	askAhead({ records, totalSize }: QueryPage, next: string): void {
		if (this.ahead.size > 0 && !this.ahead.has(next)) this.stopGuessing();
		this.ask(next, false);
		const [, cursor, from] = NEXT.exec(next) ?? [];
		if (!this.isGuessing || cursor === undefined || records.length === 0) return;
		for (let page = 1; page < AT_ONCE; page++) {
			const row = Number(from) + page * records.length;
			if (row < totalSize) this.ask(`${cursor}${row}`, true);
		}
	}

	private ask(path: string, isGuess: boolean): void {
		if (!this.ahead.has(path)) this.ahead.set(path, { result: this.read(path), isGuess });
	}

	private stopGuessing(): void {
		this.isGuessing = false;
		this.ahead.clear();
	}
}
