import { parse } from 'csv-parse/sync';
import type { IBinaryData, IDataObject, INode } from 'n8n-workflow';
import { binaryStore } from '../../support/binaryStore';
import type { NodeRun } from '../../support/inProcess';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

/** Small pages, so that the calls end in the middle of the users. */
const org = useOrg({ users: 120, seed: 9, batchSize: 10, bulkPageRows: 10, bulkPolls: 0 });

const download = async (parameters: INode['parameters'] = {}) =>
	await runNode(
		{ resource: 'subscription', operation: 'download', ...parameters },
		clientCredentials(org()),
	);

/** From here on the run may make so many calls. */
function allowCalls(calls: number): INode['parameters'] {
	Object.assign(org().org, { apiCalls: 0, dailyApiLimit: 1_000 });
	return { maxApiUsagePercent: calls / 10 };
}

async function linesOf(run: NodeRun): Promise<IDataObject[]> {
	expect(run.error).toBeNull();
	const data = run.outputs[0][0].binary?.data as IBinaryData;
	const text = (await binaryStore().getAsBuffer(data)).toString('utf8');
	if (data.fileExtension === 'csv') return parse(text, { columns: true });
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as IDataObject);
}

const isFromUser = (userId: unknown) => (row: IDataObject) => String(row.userId) > String(userId);

describe('a run that stops at its share of API calls', () => {
	it.each([
		{ api: 'rest', fileFormat: 'ndjson' },
		{ api: 'rest', fileFormat: 'csv' },
		{ api: 'bulk', fileFormat: 'ndjson' },
		{ api: 'rest', fileFormat: 'ndjson', groupBy: 'user' },
	])(
		'and the run that continues it return together what a single run returns: %j',
		async (parameters) => {
			const asFile = { ...parameters, output: 'file' };
			const whole = await linesOf(await download(asFile));

			const first = await download({
				...asFile,
				...allowCalls(parameters.api === 'bulk' ? 30 : 18),
			});
			const { resumeAfter, warnings } = first.items[0];
			expect(String(resumeAfter)).toMatch(/^005/);
			expect(String(warnings)).toContain(`Start After User ID = ${String(resumeAfter)}`);
			const begun = await linesOf(first);
			expect(begun.length).toBeGreaterThan(0);
			expect(begun.length).toBeLessThan(whole.length);

			const second = await download({
				...asFile,
				...allowCalls(1_000),
				startAfterUserId: String(resumeAfter),
			});
			expect(second.items[0]).toMatchObject({ resumeAfter: null, warnings: [] });
			const rest = await linesOf(second);
			expect(rest.every(isFromUser(resumeAfter))).toBe(true);
			expect([...begun, ...rest]).toEqual(whole);
		},
	);

	it('fails if it returns items, and says how far it came and how to keep them', async () => {
		const run = await download({ api: 'rest', ...allowCalls(18) });
		expect(run.items).toEqual([]);
		expect(run.error?.message).toMatch(/reached its API limit/);
		expect(run.error?.description).toMatch(/All rows up to the user 005\w+ are complete/);
		expect(run.error?.description).toMatch(/On API Limit/);
	});

	it('keeps the items if On API Limit says so, and continues from them', async () => {
		const whole = (await download({ api: 'rest' })).items;
		const first = await download({ api: 'rest', whenShareReached: 'keep', ...allowCalls(18) });
		expect(first.error).toBeNull();
		const startAfterUserId = /Start After User ID = (005\w+)/.exec(first.hints.join())?.[1] ?? '';
		const second = await download({ api: 'rest', startAfterUserId, ...allowCalls(1_000) });
		expect(first.items.length).toBeGreaterThan(0);
		expect([...first.items, ...second.items]).toEqual(whole);
	});

	it('also stops if the org itself has no calls left', async () => {
		Object.assign(org().org, { apiCalls: 0, dailyApiLimit: 18 });
		const run = await download({ api: 'rest', output: 'file', maxApiUsagePercent: 100 });
		expect(run.error).toBeNull();
		expect(run.items[0].resumeAfter).toMatch(/^005/);
	});

	it('before the first row fails: there is nothing to continue from', async () => {
		const run = await download({ output: 'file', ...allowCalls(6) });
		expect(run.error?.message).toMatch(/reached its API limit/);
	});
});

it('Start After User ID that is not a user ID is refused before anything is read', async () => {
	const before = org().org.apiCalls;
	const run = await download({ startAfterUserId: '001000000000001' });
	expect(run.error?.message).toMatch(/Start After User ID.*is not a user ID/);
	expect(org().org.apiCalls).toBe(before);
});
