import { parse } from 'csv-parse/sync';
import type { IBinaryData } from 'n8n-workflow';
import { binaryStore } from '../../support/binaryStore';
import type { NodeRun } from '../../support/inProcess';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg({ users: 80 });

const download = async (parameters: Record<string, string | boolean | number> = {}) =>
	await runNode(
		{ resource: 'subscription', operation: 'download', ...parameters },
		clientCredentials(org()),
	);

async function fileOf(run: NodeRun): Promise<string> {
	expect(run.error).toBeNull();
	const data = run.outputs[0][0].binary?.data as IBinaryData;
	return (await binaryStore().getAsBuffer(data)).toString('utf8');
}

const AWKWARD = 'Æda "the\ncountess", Łovelace \u{1F469}\u200D\u{1F4BB}; \'x\'';

describe.each(['memory', 'file store'])('a file in n8n’s %s', (store) => {
	beforeAll(async () => {
		if (store === 'file store') await binaryStore().init();
	});

	it('as CSV contains the same rows as the items', async () => {
		org()
			.org.rows('User')
			.find(({ IsActive }) => IsActive === true)!.Name = AWKWARD;
		const items = (await download()).items;
		const run = await download({ output: 'file' });
		const text = await fileOf(run);
		const rows: Array<Record<string, string>> = parse(text, { columns: true });
		const asText = items.map((item) =>
			Object.fromEntries(Object.entries(item).map(([key, value]) => [key, String(value ?? '')])),
		);
		expect(rows).toEqual(asText);
		expect(rows.some(({ name }) => name === AWKWARD)).toBe(true);
		expect(run.items).toHaveLength(1);
		expect(run.items[0]).toMatchObject({ rows: items.length, warnings: [] });
		const counts = run.items[0].rowsByKind as Record<string, number>;
		expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(items.length);
		expect(run.outputs[0][0].binary?.data).toMatchObject({
			mimeType: 'text/csv',
			fileExtension: 'csv',
		});
	});

	it('as NDJSON contains the same items', async () => {
		const text = await fileOf(await download({ output: 'file', fileFormat: 'ndjson' }));
		const lines = text.trimEnd().split('\n');
		expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual((await download()).items);
	});

	it('ends at the limit', async () => {
		const run = await download({ output: 'file', returnAll: false, limit: 7 });
		expect(parse(await fileOf(run), { columns: true })).toHaveLength(7);
		expect(run.items[0].rows).toBe(7);
	});

	it('returns no file if the org stops responding halfway, and says why', async () => {
		org().faults.add({ kind: 'dailyLimit', path: /UserPackageLicense/ });
		const run = await download({ output: 'file' });
		expect(run.error?.message).toMatch(/used up its API calls/);
		expect(run.items).toEqual([]);
	});
});
