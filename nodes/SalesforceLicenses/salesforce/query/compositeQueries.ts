import type { SalesforceClient } from '../client/client';
import { errorFromAnswer, NOT_SALESFORCE, parseJson, SalesforceError } from '../client/errors';
import { compositeResult, queryPage } from '../client/answers';

/** REST API Developer Guide, "Composite": up to 5 queries in one call, which counts as one. */
export const QUERIES_PER_COMPOSITE = 5;

export type QueryRow = Record<string, unknown>;

/** The rows of each statement, or why it was refused; one call for every five statements. */
export async function runQueries(
	client: SalesforceClient,
	statements: readonly string[],
): Promise<Array<QueryRow[] | SalesforceError>> {
	const results: Array<QueryRow[] | SalesforceError> = [];
	for (let start = 0; start < statements.length; start += QUERIES_PER_COMPOSITE) {
		const part = statements.slice(start, start + QUERIES_PER_COMPOSITE);
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
		url: client.path(`query?q=${encodeURIComponent(statement)}`),
		referenceId: `q${index}`,
	}));
	// Only reads are in it, so it may be sent again like one.
	const { body } = await client.ask(
		{
			method: 'POST',
			path: client.path('composite'),
			body: JSON.stringify({ allOrNone: false, compositeRequest }),
			headers: { 'content-type': 'application/json' },
		},
		(answer) => parseJson(answer.body) !== undefined,
	);
	const parsed = compositeResult.safeParse(parseJson(body));
	if (!parsed.success || parsed.data.compositeResponse.length !== statements.length) {
		throw new SalesforceError(NOT_SALESFORCE, 'The answer to several queries is not as documented');
	}
	const results: Array<QueryRow[] | SalesforceError> = [];
	for (const { httpStatusCode: status, body: answer } of parsed.data.compositeResponse) {
		results.push(
			status === 200
				? await allRows(client, answer)
				: errorFromAnswer({ kind: 'answer', status, body: JSON.stringify(answer), headers: {} }),
		);
	}
	return results;
}

/** The further pages of a query come by ordinary reads. */
async function allRows(client: SalesforceClient, first: unknown): Promise<QueryRow[]> {
	const rows: QueryRow[] = [];
	for (let answer = first; ; ) {
		const page = queryPage.safeParse(answer);
		if (!page.success) {
			throw new SalesforceError(
				NOT_SALESFORCE,
				'A query answered with something that is no query result',
			);
		}
		rows.push(...page.data.records);
		if (page.data.done || page.data.nextRecordsUrl === undefined) return rows;
		answer = await client.read(page.data.nextRecordsUrl);
	}
}
