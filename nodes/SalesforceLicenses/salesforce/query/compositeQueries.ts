import { chunks } from './chunks';
import type { z } from 'zod';
import type { SalesforceClient } from '../client/client';
import { errorFromAnswer, NOT_SALESFORCE, parseJson, SalesforceError } from '../client/errors';
import { compositeResult, queryPage } from '../client/answers';
import { orError } from '../client/orError';
import { isRefusal, isTransient } from '../client/retries';
import type { QueryPage } from './cursorPages';
import { PageBounds } from './pageBounds';
import { queryPath } from './query';

/** REST API Developer Guide, "Composite": up to 5 queries in one call, which counts as one. */
export const QUERIES_PER_COMPOSITE = 5;

export type QueryRow = Record<string, unknown>;
type Answers = z.infer<typeof compositeResult>['compositeResponse'];

/**
 * The rows of each statement, or why it was refused; one call for every five statements. Statements with a
 * temporary error are sent again on their own; errors of the connection are thrown.
 */
export async function runQueries(
	client: SalesforceClient,
	statements: readonly string[],
): Promise<Array<QueryRow[] | SalesforceError>> {
	const results: Array<QueryRow[] | SalesforceError> = [];
	for (const part of chunks(statements, QUERIES_PER_COMPOSITE)) {
		results.push(...(await runSome(client, part)));
	}
	return results;
}

async function runSome(
	client: SalesforceClient,
	statements: readonly string[],
): Promise<Array<QueryRow[] | SalesforceError>> {
	const compositeRequest = statements.map((statement, index) => ({
		method: 'GET',
		url: queryPath(client, statement),
		referenceId: `q${index}`,
	}));
	// It contains only reads, so it may be sent again like a read.
	let parsed: Answers = [];
	const asking = client.ask(
		{
			method: 'POST',
			path: client.path('composite'),
			body: JSON.stringify({ allOrNone: false, compositeRequest }),
			headers: { 'content-type': 'application/json' },
		},
		({ body }) => {
			parsed = compositeResult.safeParse(parseJson(body)).data?.compositeResponse ?? [];
			return parsed.length === statements.length;
		},
	);
	const refused = await orError(asking, isRefusal);
	const results: Array<QueryRow[] | SalesforceError> = [];
	for (const [index, statement] of statements.entries()) {
		// The call as a whole was refused, perhaps because of one statement: each is then sent on its own.
		const alone = refused instanceof SalesforceError;
		results.push(await rowsOf(client, statement, alone ? null : parsed[index]));
	}
	return results;
}

/** The rows of one statement, or Salesforce's refusal; after a temporary error it is sent once more, on its own. */
async function rowsOf(
	client: SalesforceClient,
	statement: string,
	answer: Answers[number] | null,
): Promise<QueryRow[] | SalesforceError> {
	const read = async () => {
		if (answer?.httpStatusCode === 200) return await allRows(client, answer.body);
		const error = answer === null ? null : errorOf(answer);
		if (error !== null && !isTransient(error)) throw error;
		return await allRows(client, await client.read(queryPath(client, statement)));
	};
	return await orError(read(), isRefusal);
}

function errorOf({ httpStatusCode: status, body }: Answers[number]): SalesforceError {
	return errorFromAnswer({ kind: 'answer', status, body: JSON.stringify(body), headers: {} });
}

/** Further pages of a query are read with ordinary requests. */
async function allRows(client: SalesforceClient, first: unknown): Promise<QueryRow[]> {
	const rows: QueryRow[] = [];
	const bounds = new PageBounds('one of several queries');
	for (let page = pageOf(first); ; ) {
		rows.push(...page.records);
		const next = bounds.pathAfter(page);
		if (next === null) return rows;
		page = await client.read(next, (json) => queryPage.safeParse(json).data);
	}
}

function pageOf(answer: unknown): QueryPage {
	const page = queryPage.safeParse(answer);
	if (page.success) return page.data;
	throw new SalesforceError(
		NOT_SALESFORCE,
		'Salesforce returned something other than a query result',
	);
}
