import { SalesforceClient } from '../../../nodes/SalesforceLicenses/salesforce/client/client';
import type {
	HttpRequest,
	HttpResult,
} from '../../../nodes/SalesforceLicenses/salesforce/client/http';
import { runQueries } from '../../../nodes/SalesforceLicenses/salesforce/query/compositeQueries';
import { readPages } from '../../../nodes/SalesforceLicenses/salesforce/query/pages';
import { queryPages } from '../../../nodes/SalesforceLicenses/salesforce/query/query';
import {
	userPackageLicenseRecord,
	userRecord,
} from '../../../nodes/SalesforceLicenses/salesforce/schema/records';
import { assignmentsQuery } from '../../../nodes/SalesforceLicenses/salesforce/licenses/queries';
import { usersQuery } from '../../../nodes/SalesforceLicenses/salesforce/subscriptions/queries';
import type { Answer } from '../../support/scriptedHttp';
import { json, noSleep, scriptedHttp } from '../../support/scriptedHttp';

const packageAssignmentsQuery = {
	...assignmentsQuery('packageLicense'),
	orderBy: 'UserId',
};

const ENDLESS = 'ENDLESS_PAGES';
const root = '/services/data/v65.0/query';
const users = usersQuery({ activeOnly: true, extraFields: [] });
const user = (id: number) => ({ Id: `005${id}`, Username: `u${id}`, IsActive: true });
/** The number of a page, 0 for the first. */
const numberOf = ({ path }: HttpRequest) => Number(/-(\d+)$/.exec(path)?.[1] ?? 0);

function queryServer(next: (page: number) => unknown, rows: (page: number) => number, total = 100) {
	const answer: Answer = (request) => {
		if (!request.path.includes('/query')) return undefined;
		const page = numberOf(request);
		return json({
			totalSize: total,
			done: false,
			nextRecordsUrl: next(page),
			records: Array.from({ length: rows(page) }, (_, row) => user(page * 100 + row)),
		});
	};
	return answer;
}

async function drain<T>(pages: AsyncGenerator<T[]>): Promise<{ error: unknown; rows: number }> {
	let rows = 0;
	const run = async () => {
		for await (const page of pages) rows += page.length;
	};
	const error = await run().then(
		() => null,
		(failure: unknown) => failure,
	);
	return { error, rows };
}

describe.each([true, false])('the pages of a query, all fetched: %s', (readsAll) => {
	it.each<[string, Answer]>([
		[
			'a page that names itself',
			queryServer(
				() => `${root}/01gX-1`,
				() => 1,
			),
		],
		[
			'two pages that name each other',
			queryServer(
				(page) => `${root}/01gX-${page === 1 ? 2 : 1}`,
				() => 1,
			),
		],
		[
			'an endless row of empty pages',
			queryServer(
				(page) => `${root}/01gX-${page + 1}`,
				(page) => (page === 0 ? 2 : 0),
			),
		],
		[
			'nothing but empty pages',
			queryServer(
				(page) => `${root}/01gX-${page + 1}`,
				() => 0,
				0,
			),
		],
		[
			'more rows than the total',
			queryServer(
				(page) => `${root}/01gX-${page + 1}`,
				() => 7,
				20,
			),
		],
		[
			'another host',
			queryServer(
				() => 'https://elsewhere.example/services/data/v65.0/query/01g-1',
				() => 1,
			),
		],
		[
			'another host by two slashes',
			queryServer(
				() => '//elsewhere.example/query/01g-1',
				() => 1,
			),
		],
		[
			'another host by backslashes',
			queryServer(
				() => '\\\\elsewhere.example\\query',
				() => 1,
			),
		],
		[
			'a path that is not a query',
			queryServer(
				() => '/services/data/v65.0/sobjects/User/005',
				() => 1,
			),
		],
		[
			'a path that leaves the query',
			queryServer(
				() => `${root}/../sobjects/User/005`,
				() => 1,
			),
		],
		[
			'a path with a query string',
			queryServer(
				() => `${root}/01g-1?x=1`,
				() => 1,
			),
		],
		[
			'an empty text',
			queryServer(
				() => '',
				() => 1,
			),
		],
	])('end with an error at %s', async (_what, server) => {
		const http = scriptedHttp(server);
		const client = await SalesforceClient.connect(http, noSleep);
		const { error } = await drain(queryPages(client, users, userRecord, { readsAll }));
		expect(error).toMatchObject({ errorCode: ENDLESS, message: expect.stringMatching(/User/) });
		expect(http.requests.length).toBeLessThan(60);
		expect(
			http.requests.every(({ path }) => /^\/services\/data(\/v65\.0\/query|$)/.test(path)),
		).toBe(true);
	});

	it.each([undefined, null])(
		'that name no next page (%s) are not treated as the end',
		async (next) => {
			const client = await SalesforceClient.connect(
				scriptedHttp(
					queryServer(
						() => next,
						() => 1,
					),
				),
				noSleep,
			);
			const { error } = await drain(queryPages(client, users, userRecord, { readsAll }));
			expect(error).toMatchObject({ errorCode: 'NOT_AS_DOCUMENTED' });
		},
	);

	it('may be empty now and then', async () => {
		const client = await SalesforceClient.connect(
			scriptedHttp((request) => {
				if (!request.path.includes('/query')) return undefined;
				const page = numberOf(request);
				return json({
					totalSize: 20,
					done: page === 39,
					nextRecordsUrl: page === 39 ? null : `${root}/01gX-${page + 1}`,
					records: page % 2 === 0 ? [user(page)] : [],
				});
			}),
			noSleep,
		);
		expect(await drain(queryPages(client, users, userRecord, { readsAll }))).toEqual({
			error: null,
			rows: 20,
		});
	});
});

it('one of several queries ends with an error as well', async () => {
	const first = { totalSize: 9, done: false, nextRecordsUrl: `${root}/01gX-1`, records: [{}] };
	const client = await SalesforceClient.connect(
		scriptedHttp(
			({ path }) =>
				path.endsWith('/composite')
					? json({ compositeResponse: [{ httpStatusCode: 200, body: first }] })
					: undefined,
			queryServer(
				() => `${root}/01gX-1`,
				() => 1,
			),
		),
		noSleep,
	);
	await expect(runQueries(client, ['Q'])).rejects.toMatchObject({ errorCode: ENDLESS });
});

describe('the pages of a Bulk result', () => {
	const HEADER = '"Id","UserId","PackageLicenseId","CreatedDate"\n';
	const row = (n: number) => `"051${n}","005${n}","0501","2026-10-01T10:00:00.000Z"\n`;
	const page = (locator: string | undefined, rows: string[]): HttpResult => ({
		kind: 'answer',
		status: 200,
		headers: {
			'sforce-numberofrecords': String(rows.length),
			...(locator === undefined ? {} : { 'sforce-locator': locator }),
		},
		body: HEADER + rows.join(''),
	});

	async function read(results: (number: number) => HttpResult, processed: number | undefined) {
		let pages = 0;
		const http = scriptedHttp(({ method, path }) => {
			if (path.includes('/results')) return results(pages++);
			if (method === 'DELETE') return json(undefined, 204);
			if (!path.includes('/jobs/query'))
				return json({ totalSize: 99_999, done: true, records: [] });
			return json({ id: '750x', state: 'JobComplete', numberRecordsProcessed: processed });
		});
		const client = await SalesforceClient.connect(http, noSleep);
		const query = packageAssignmentsQuery;
		const reading = { api: 'auto' as const, readsAll: true };
		const outcome = await drain(readPages(client, query, userPackageLicenseRecord, reading));
		return { ...outcome, pages };
	}

	it.each<[string, (number: number) => HttpResult, number | undefined]>([
		['a locator that repeats', (n) => page('MQ', [row(n)]), undefined],
		['locators in a circle', (n) => page(`M${n % 3}`, [row(n)]), undefined],
		['an endless row of empty pages', (n) => page(`M${n}`, []), undefined],
		['more rows than the job has', (n) => page(`M${n}`, [row(n)]), 4],
	])('end with an error at %s', async (_what, results, processed) => {
		const { error, pages } = await read(results, processed);
		expect(error).toMatchObject({ errorCode: ENDLESS });
		expect(pages).toBeLessThan(30);
	});

	it.each([undefined, ''])('without a locator (%j) do not count as the last', async (locator) => {
		let refusals = 0;
		const { pages } = await read(() => {
			refusals++;
			return page(locator, [row(1)]);
		}, undefined);
		expect(pages).toBeGreaterThanOrEqual(4);
		expect(refusals).toBe(pages);
	});
});
