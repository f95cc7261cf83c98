import type { z } from 'zod';
import { SalesforceError } from '../client/errors';
import type { queryPage } from '../client/answers';

export type QueryPage = z.infer<typeof queryPage>;
/** An error is handed on as a value: the reader of the pages decides whether the read can go on. */
type Result = QueryPage | SalesforceError;

/** How many pages of one query are on their way at once; Salesforce gives the rest of the org room for its own. */
const AT_ONCE = 4;
/** `/services/data/v65.0/query/01gD0000002HU6KIAW-2000`: the cursor, and how many rows come before the page. */
const NEXT = /^(.*-)(\d+)$/;

/**
 * The pages of one query's cursor. Far from the org, waiting for one page after the other is most of
 * a read, so those that should come next are asked for before Salesforce names them. That the number behind
 * the cursor is where the page begins is seen in the examples of the REST API Developer Guide, "Query",
 * and promised nowhere: such a page is taken only where Salesforce did name it afterwards; where it
 * names another, nothing is guessed any more, and a guess that was refused is asked again.
 */
export class CursorPages {
	private readonly ahead = new Map<string, { result: Promise<Result>; isGuess: boolean }>();

	constructor(
		private readonly read: (path: string) => Promise<Result>,
		private isGuessing: boolean,
	) {}

	/** The page at a path that Salesforce gave. */
	async take(path: string): Promise<Result> {
		const asked = this.ahead.get(path);
		this.ahead.delete(path);
		if (asked === undefined) return await this.read(path);
		const result = await asked.result;
		if (!asked.isGuess || !(result instanceof SalesforceError)) return result;
		this.stopGuessing();
		return await this.read(path);
	}

	/** Asks for what comes after a page: the next one, which it names, and those that should follow. */
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
