import type { IDataObject, INode } from 'n8n-workflow';
import { runNode } from '../../../support/inProcess';
import { clientCredentials, useOrg } from '../../../support/org';

const org = useOrg({ users: 30, seed: 4 });

const run = async (parameters: INode['parameters']) =>
	await runNode({ resource: 'subscription', operation: 'combine', ...parameters }, {}, [{}]);

const DOWNLOAD = {
	...{ resource: 'subscription', operation: 'download', groupBy: 'user', output: 'file' },
	...{ fileFormat: 'ndjson', api: 'rest' },
};

/** A portion as the playbook stores it. */
async function portion(number: number, startAfterUserId: string): Promise<IDataObject> {
	const { items, error } = await runNode(
		{ ...DOWNLOAD, returnAll: false, limit: 12, startAfterUserId },
		clientCredentials(org()),
	);
	if (error !== null) throw error;
	const counts = { added: items[0].subscriptions, changed: 0, removed: 0, unchanged: 0 };
	return {
		...{ id: number, profile: 'Acme', run: '7', number, afterUserId: startAfterUserId },
		...{ endedAt: new Date().toISOString(), summary: { ...items[0], ...counts } },
	};
}

const message = ({ error }: Awaited<ReturnType<typeof run>>) => error?.message;

describe('Combine Portions', () => {
	it('leads a download through the whole org, portion by portion', async () => {
		const all = await runNode(
			{ resource: 'subscription', operation: 'download' },
			clientCredentials(org()),
		);
		const licenses = await runNode(
			{ resource: 'license', operation: 'getMany' },
			clientCredentials(org()),
		);
		const portions: IDataObject[] = [];
		let combined: IDataObject = {};
		for (let number = 1; number < 20; number++) {
			const { items, error } = await run({
				...{ profile: 'Acme', portions: JSON.stringify(portions) },
				licenses: JSON.stringify(licenses.outputs[0].map(({ json }) => json)),
			});
			expect(error).toBeNull();
			[combined] = items;
			expect(combined).toMatchObject({ startOver: null, number });
			if (combined.isFinished === true) break;
			portions.push(await portion(number, String(combined.startAfterUserId ?? '')));
		}
		expect(portions.length).toBeGreaterThan(2);
		const rows = all.outputs[0].map(({ json }) => json);
		expect(combined).toMatchObject({ isComplete: true, subscriptions: rows.length });
		const snapshots = combined.snapshots as IDataObject[];
		const held = (one: IDataObject) =>
			rows.filter(
				(row) =>
					row.licenseKind === one.licenseKind && row.licenseIdentifier === one.licenseIdentifier,
			);
		for (const one of snapshots) expect(one.assigned).toBe(held(one).length);
		expect(snapshots.some(({ total }) => total !== null)).toBe(true);
	});

	it.each<[string, IDataObject | string]>([
		['no summary', { run: '7', number: 1, endedAt: new Date().toISOString(), afterUserId: null }],
		['no object', 'portion'],
		['an ID that is none', { run: '7', number: 1, afterUserId: 'x', summary: {} }],
	])('starts over, with the reason, if a stored portion has %s', async (_, row) => {
		const { items, error } = await run({ profile: 'Acme', portions: JSON.stringify([row]) });
		expect(error).toBeNull();
		expect(items[0]).toMatchObject({ number: 1, isFinished: false, startAfterUserId: null });
		expect(items[0].startOver).toContain('row 1');
	});

	it.each<[string, INode['parameters'], string]>([
		['the profile', { profile: '={{ "" }}' }, 'Profile: it is empty'],
		[
			'the table',
			{ portions: '={{ "" }}' },
			'Stored Portions: its expression returns an empty text',
		],
		['a list', { portions: '{}' }, 'Stored Portions: '],
		['a license', { licenses: '[{}]' }, 'Licenses: row 1'],
		[
			'one org',
			{
				licenses:
					'[{"orgId":"a","licenseKind":"userLicense","licenseIdentifier":"A"},{"orgId":"b","licenseKind":"userLicense","licenseIdentifier":"A"}]',
			},
			'two orgs',
		],
		['a snapshot', { storedSnapshots: '[{"day":1}]' }, 'Stored Snapshots: row 1'],
		['hours', { continueWithinHours: 0 }, 'Continue Within (Hours)'],
	])('ends without a result if %s is missing', async (_, parameters, text) => {
		const answer = await run({ profile: 'Acme', ...parameters });
		expect(message(answer)).toContain(text);
	});
});
