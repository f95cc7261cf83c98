import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import { runQueries } from '../../../nodes/SalesforceLicenses/salesforce/query/compositeQueries';
import { SalesforceError } from '../../../nodes/SalesforceLicenses/salesforce/client/errors';
import type {
	HttpRequest,
	HttpResult,
} from '../../../nodes/SalesforceLicenses/salesforce/client/http';
import type { Answer } from '../../support/scriptedHttp';
import { inTurn, json, noSleep, scriptedHttp } from '../../support/scriptedHttp';

const isComposite = ({ path }: HttpRequest) => path.endsWith('/composite');
const page = (ids: string[], nextRecordsUrl?: string) => ({
	totalSize: ids.length,
	done: nextRecordsUrl === undefined,
	nextRecordsUrl,
	records: ids.map((Id) => ({ Id })),
});
const answers = (...parts: Array<[status: number, body: unknown]>): HttpResult =>
	json({
		compositeResponse: parts.map(([httpStatusCode, body], index) => ({
			httpStatusCode,
			body,
			httpHeaders: {},
			referenceId: `q${index}`,
		})),
	});

async function run(statements: string[], ...script: Answer[]) {
	const http = scriptedHttp(...script);
	const client = await SalesforceClient.connect(http, noSleep);
	const results = await runQueries(client, statements).catch((error: unknown) => error);
	return { results, client, requests: http.requests.slice(1) };
}

describe('several queries in one call', () => {
	it('are sent five at a time, and keep their order', async () => {
		const statements = Array.from({ length: 7 }, (_, index) => `Q${index}`);
		const echo: Answer = (request) => {
			if (!isComposite(request)) return undefined;
			const { compositeRequest } = JSON.parse(request.body ?? '') as {
				compositeRequest: Array<{ url: string }>;
			};
			return answers(
				...compositeRequest.map(({ url }): [number, unknown] => [200, page([url.slice(-2)])]),
			);
		};
		const { results, client } = await run(statements, echo);
		expect(results).toEqual(statements.map((Id) => [{ Id }]));
		expect(client.calls).toBe(2);
	});

	it('return the rows of all pages, and say which one was refused', async () => {
		const refused = [{ errorCode: 'INVALID_TYPE', message: "sObject type 'X' is not supported" }];
		const { results, requests } = await run(
			['Q0', 'Q1', 'Q2'],
			inTurn(
				isComposite,
				answers(
					[200, page(['a'], '/services/data/v65.0/query/01g-1')],
					[400, refused],
					[200, page([])],
				),
			),
			inTurn(({ path }) => path.endsWith('01g-1'), json(page(['b']))),
		);
		expect(results).toEqual([[{ Id: 'a' }, { Id: 'b' }], expect.any(SalesforceError), []]);
		expect((results as unknown[])[1]).toMatchObject({ errorCode: 'INVALID_TYPE', status: 400 });
		expect(requests).toHaveLength(2);
	});

	it.each<[string, HttpResult]>([
		['a broken connection', { kind: 'noAnswer', message: 'socket hang up' }],
		['a cut-off answer', { kind: 'answer', status: 200, headers: {}, body: '{"compositeRes' }],
		['a page of a proxy', { kind: 'answer', status: 503, headers: {}, body: '<html>' }],
	])('are sent again after %s', async (_, broken) => {
		const { results, requests } = await run(
			['Q0'],
			inTurn(isComposite, broken, answers([200, page(['a'])])),
		);
		expect(results).toEqual([[{ Id: 'a' }]]);
		expect(requests).toHaveLength(2);
	});

	it.each<[string, HttpResult]>([
		['fewer answers than queries', answers([200, page([])])],
		['a response that is not a query result', answers([200, { records: 1 }], [200, page([])])],
		['something else', json({ results: [] })],
	])('do not count as empty if the response is %s', async (_, strange) => {
		const { results } = await run(['Q0', 'Q1'], (request) =>
			isComposite(request) ? strange : undefined,
		);
		expect(results).toMatchObject({ errorCode: 'NOT_SALESFORCE' });
	});
});
