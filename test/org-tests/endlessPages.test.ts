import type { Rows } from './asking';
import { ask, soql, usingOrg } from './asking';

const org = usingOrg({ batchSize: 50 });
const QUERY = 'SELECT Id FROM User';

/** The next pages of a query: where each was, and how many rows it had. */
async function pages(count: number): Promise<Array<[string | undefined, number]>> {
	const seen: Array<[string | undefined, number]> = [];
	let page = (await soql(org(), QUERY)).body;
	for (let number = 0; number < count; number++) {
		expect(page.done).toBe(false);
		seen.push([page.nextRecordsUrl, page.records.length]);
		const next = String(page.nextRecordsUrl).replace('/services/data/v66.0/', '');
		page = (await ask<Rows>(org(), 'GET', next)).body;
	}
	return seen;
}

const distinct = (seen: Array<[string | undefined, number]>) =>
	new Set(seen.map(([next]) => next)).size;

describe('pages of a query that never end', () => {
	it.each([
		['repeat', 1, 50],
		['cycle', 2, 50],
		['empty', 5, 0],
		['fresh', 5, 50],
	] as const)('%s', async (style, addresses, rows) => {
		org().faults.add({ kind: 'endlessPages', style, soql: /FROM User/, times: 1 });
		const seen = await pages(5);
		expect(distinct(seen)).toBe(addresses);
		expect(seen[0][1]).toBe(50);
		expect(seen.slice(1).every(([, length]) => length === rows)).toBe(true);
	});

	it('continue while the fault lasts, and with another fault in between', async () => {
		org().faults.add({ kind: 'endlessPages', style: 'cycle', path: /\/query/ });
		expect(distinct(await pages(5))).toBe(2);
		org().faults.clear();
		org().faults.add({ kind: 'endlessPages', times: 1 });
		org().faults.add({ kind: 'slow', delayMs: 1 });
		expect(distinct(await pages(4))).toBe(1);
	});

	it('can begin on a later page', async () => {
		org().faults.add({ kind: 'endlessPages', path: /query\/0r8/, times: 1 });
		expect(distinct(await pages(4))).toBe(2);
	});

	it('do not affect refusals and other calls', async () => {
		org().faults.add({ kind: 'endlessPages' });
		expect((await soql(org(), 'SELECT Nothing FROM User')).status).toBe(400);
		expect((await ask(org(), 'GET', 'limits')).body).toHaveProperty('DailyApiRequests');
	});
});

describe('Bulk results that never end', () => {
	async function results(path: string, count: number) {
		const seen: Array<[string | undefined, number]> = [];
		let locator: string | null = null;
		for (let number = 0; number < count; number++) {
			const at: string = locator === null ? '' : `?locator=${String(locator)}`;
			const answer = await ask<string>(org(), 'GET', `${path}${at}`);
			locator = answer.headers.get('sforce-locator');
			expect(answer.body.startsWith('"Id"\n')).toBe(true);
			const rows = answer.body.trim().split('\n').length - 1;
			expect(answer.headers.get('sforce-numberofrecords')).toBe(String(rows));
			seen.push([String(locator), rows]);
		}
		return seen;
	}

	async function finishedJob(): Promise<string> {
		const { body } = await ask<{ id: string }>(org(), 'POST', 'jobs/query', {
			operation: 'query',
			query: QUERY,
		});
		const path = `jobs/query/${body.id}`;
		for (let poll = 0; poll < 2; poll++) await ask(org(), 'GET', path);
		return path;
	}

	it.each([
		['repeat', 1, 120],
		['empty', 4, 0],
		['fresh', 4, 120],
	] as const)('%s', async (style, locators, rows) => {
		const path = await finishedJob();
		org().faults.add({ kind: 'endlessPages', style, path: /\/results/, times: 1 });
		const seen = await results(`${path}/results`, 4);
		expect(distinct(seen)).toBe(locators);
		expect(seen[3][1]).toBe(rows);
	});

	it('can be in the list of parallel pages', async () => {
		const path = await finishedJob();
		org().faults.add({ kind: 'endlessPages', path: /resultPages/, times: 1 });
		const first = await ask<Rows>(org(), 'GET', `${path}/resultPages`);
		const next = String(first.body.nextRecordsUrl).replace('/services/data/v66.0/', '');
		expect((await ask<Rows>(org(), 'GET', next)).body.nextRecordsUrl).toBe(
			first.body.nextRecordsUrl,
		);
	});
});
