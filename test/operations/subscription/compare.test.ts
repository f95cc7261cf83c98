import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';
import { compare } from '../../../nodes/SalesforceLicenses/operations/subscription/compare';
import { execute } from '../../../nodes/SalesforceLicenses/operations/subscription/compare.run';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg({ users: 30, seed: 4 });
const ALL = ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'];

const run = async (
	parameters: INode['parameters'],
	items: IDataObject[],
	options: Parameters<typeof runNode>[3] = {},
) =>
	await runNode(
		{ resource: 'subscription', operation: 'compare', ...parameters },
		{},
		items,
		options,
	);

async function download(): Promise<{ rows: IDataObject[]; summary: IDataObject }> {
	const { outputs } = await runNode(
		{ resource: 'subscription', operation: 'download' },
		clientCredentials(org()),
	);
	return { rows: outputs[0].map(({ json }) => json), summary: outputs[1][0].json };
}

const key = ({ subscriptionKey }: IDataObject) => subscriptionKey;

describe('Compare', () => {
	it('turns a download and a table into changes, without a credential or an API call', async () => {
		const { rows, summary } = await download();
		const [first, second, ...rest] = rows;
		const gone = {
			...first,
			userId: '005000000000099AAA',
			subscriptionKey: String(first.subscriptionKey).replace(
				String(first.userId),
				'005000000000099AAA',
			),
		};
		const stored = [{ ...second, id: 1, email: 'old@example.com' }, ...rest, { ...gone, id: 2 }];
		const { error, outputs } = await run(
			{ storedSubscriptions: JSON.stringify(stored), readKinds: summary.readKinds as string[] },
			rows,
		);
		expect(error).toBeNull();
		expect(
			outputs[0].map(({ json, pairedItem }) => [json.change, json.subscriptionKey, pairedItem]),
		).toEqual([
			['added', first.subscriptionKey, { item: 0 }],
			['changed', second.subscriptionKey, { item: 1 }],
			['removed', gone.subscriptionKey, { item: 0 }],
		]);
		expect(outputs[0][1].json).toMatchObject({
			changedColumns: ['email'],
			email: second.email,
			stored: { id: 1 },
		});
		expect(outputs[1]).toHaveLength(1);
		expect(outputs[1][0].json).toMatchObject({
			orgId: summary.orgId,
			isComplete: true,
			added: 1,
			changed: 1,
			removed: 1,
			unchanged: rest.length,
			rows: rows.length,
			storedRows: stored.length,
			warnings: [],
		});
	});

	it('adds nothing, changes nothing and removes nothing the second time', async () => {
		const { rows } = await download();
		const stored = JSON.stringify(rows);
		const { items } = await run({ storedSubscriptions: stored, readKinds: ALL }, rows);
		expect(items).toEqual([]);
		const listed = await run(
			{ storedSubscriptions: stored, readKinds: ALL, includeUnchanged: true },
			rows,
		);
		expect(listed.items.map(key)).toEqual(rows.map(key));
	});

	it('reads the stored rows from an expression, evaluated once', async () => {
		const { rows } = await download();
		const expression = "={{ $('Input').all().map((item) => item.json) }}";
		const { items, outputs } = await run({ storedSubscriptions: expression, readKinds: ALL }, rows);
		expect(items).toEqual([]);
		expect(outputs[1][0].json.unchanged).toBe(rows.length);
		const asItems = await run(
			{ storedSubscriptions: "={{ $('Input').all() }}", readKinds: ALL },
			rows,
		);
		expect(asItems.outputs[1][0].json.unchanged).toBe(rows.length);
	});

	it('treats the single empty item of a node that found nothing as an empty table', async () => {
		const { rows } = await download();
		const { outputs } = await run({ storedSubscriptions: '[{}]', readKinds: ALL }, rows);
		expect(outputs[1][0].json).toMatchObject({ added: rows.length, storedRows: 0 });
	});

	it('treats one empty input item as an empty download, and removes nothing', async () => {
		const { rows } = await download();
		const stored = JSON.stringify(rows);
		const { error, items, outputs, hints } = await run(
			{ storedSubscriptions: stored, readKinds: ALL },
			[{}],
		);
		expect(error).toBeNull();
		expect(items).toEqual([]);
		expect(outputs[1][0].json).toMatchObject({ isComplete: false, removed: 0 });
		expect(hints.join()).toMatch(/Nothing is removed: the download has no subscriptions/);
	});

	it('removes nothing unless it knows what was read', async () => {
		const { rows } = await download();
		const stored = JSON.stringify(rows);
		for (const readKinds of [{}, { readKinds: [] }, { readKinds: '={{ $json.nothing }}' }]) {
			const { items, outputs } = await run(
				{ storedSubscriptions: stored, ...readKinds },
				rows.slice(0, 1),
			);
			expect(items).toEqual([]);
			expect(String(outputs[1][0].json.warnings)).toMatch(/Nothing is removed: Read Kinds/);
		}
	});

	it.each<[string, INode['parameters'], RegExp]>([
		[
			'a missing list',
			{ storedSubscriptions: '={{ undefined }}' },
			/Stored Subscriptions:.*missing/,
		],
		['null', { storedSubscriptions: '={{ null }}' }, /Stored Subscriptions:/],
		['an empty text', { storedSubscriptions: "={{ '' }}" }, /Stored Subscriptions:.*empty text/],
		['an object', { storedSubscriptions: '{}' }, /Stored Subscriptions:/],
		['a list of texts', { storedSubscriptions: '["a"]' }, /row 1: it is not a row/],
		['a row without a key', { storedSubscriptions: '[{"id":1}]' }, /row 1 cannot be compared/],
		['an invalid id', { afterUserId: 'x' }, /After User ID: "x" is not a user ID/],
		['a missing end of the range', { upToUserId: "={{ '' }}" }, /Up to User ID: its expression/],
		['a missing profile', { profile: "={{ '' }}" }, /Profile: its expression/],
		[
			'a range that ends before it begins',
			{ afterUserId: '005000000000002AAA', upToUserId: '005000000000001AAA' },
			/the range ends before it begins/,
		],
		[
			'a column that does not exist',
			{ comparedColumns: 'isActiv' },
			/no column "isActiv".*"isActive"/,
		],
		['a boolean that is a text', { includeUnchanged: 'yes' }, /Include Unchanged/],
	])('refuses %s', async (_, parameters, message) => {
		const { rows } = await download();
		const { error, items } = await run({ readKinds: ALL, ...parameters }, rows);
		expect(error?.message).toMatch(message);
		expect(items).toEqual([]);
	});

	it('refuses an input item that is not a subscription, by its number', async () => {
		const { rows } = await download();
		const { error } = await run({ readKinds: ALL }, [rows[0], { name: 'x' }]);
		expect(error?.message).toMatch(/^Item 2 is not a subscription.*no subscriptionKey/);
		expect(error?.description).toMatch(/Download/);
	});

	it('sends errors to the first output with Continue on Fail, and one Summary that is not complete', async () => {
		const { error, outputs } = await run({}, [{ name: 'x' }, { name: 'y' }], {
			continueOnFail: true,
		});
		expect(error).toBeNull();
		expect(outputs[0].map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/Item 1/),
			expect.stringMatching(/Item 1/),
		]);
		expect(outputs[1].map(({ json }) => json.isComplete)).toEqual([false]);
	});
});

describe('Compare as the tool of an agent', () => {
	/** An agent has no input items, only arguments that the parameters name. */
	const toolRun = async (parameters: IDataObject) => {
		const context = {
			getNode: () => ({ name: 'Compare', type: 'salesforceLicensesTool', parameters }),
			getMode: () => 'trigger',
			getInputData: () => [{ json: { query: 'compare' } }],
			getNodeParameter: (name: string, _index: number, preset: unknown) =>
				name in parameters ? parameters[name] : preset,
			addExecutionHints: () => {},
		} as unknown as IExecuteFunctions;
		return await execute(context, 0, compare.fields);
	};

	it('takes the rows that the agent passes in, and links them to the only item', async () => {
		const { rows } = await download();
		const [changes, summary] = await toolRun({
			downloadedSubscriptions: JSON.stringify(rows.slice(0, 3)),
			readKinds: ALL,
		});
		expect(changes.map(({ json, pairedItem }) => [json.change, pairedItem])).toEqual(
			[1, 2, 3].map(() => ['added', { item: 0 }]),
		);
		expect(summary[0].json).toMatchObject({ added: 3, rows: 3 });
	});

	it('refuses what is not a subscription', async () => {
		await expect(toolRun({})).rejects.toThrow(/Item 1 is not a subscription/);
		await expect(toolRun({ downloadedSubscriptions: '{' })).rejects.toThrow(
			/^Downloaded Subscriptions/,
		);
	});
});
