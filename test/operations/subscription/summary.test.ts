import type { INode } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';
import { clientCredentials, seeAll, useOrg } from '../../support/org';

/** The second output of reads: what was read, what was not, and whether the result is complete. */

const org = useOrg({ users: 60, seed: 7 });
const KINDS = ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'];

const READS: Array<[name: string, parameters: INode['parameters']]> = [
	['Get Many licenses', { resource: 'license', operation: 'getMany' }],
	['Download', { resource: 'subscription', operation: 'download' }],
	[
		'Find Candidates',
		{ resource: 'reclamation', operation: 'findCandidates', licenseKinds: KINDS },
	],
];

const run = async (
	parameters: INode['parameters'],
	items: Parameters<typeof runNode>[2] = [{}],
	options: Parameters<typeof runNode>[3] = {},
) => await runNode(parameters, clientCredentials(org()), items, options);

const take = (permissions: Record<string, boolean>) =>
	org().org.setPermissions(org().org.runAsUserId, permissions);

describe.each(READS)('the Summary of %s', (_name, parameters) => {
	it('is one item for each input item, linked to it', async () => {
		const { outputs, error } = await run(parameters, [{}, {}]);
		expect(error).toBeNull();
		expect(outputs).toHaveLength(2);
		expect(outputs[1].map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		const perItem = (index: number) =>
			outputs[0].filter(({ pairedItem }) => (pairedItem as { item: number }).item === index).length;
		expect(outputs[1].map(({ json }) => json.rows)).toEqual([perItem(0), perItem(1)]);
	});

	it('has the documented keys and says that everything was read', async () => {
		seeAll(org());
		const { json } = (await run(parameters)).outputs[1][0];
		expect(json).toMatchObject({
			orgId: org().org.rows('Organization')[0].Id,
			isComplete: true,
			readKinds: KINDS,
			unreadKinds: [],
			leftOut: [],
			resumeAfter: null,
			warnings: [],
		});
		expect(json.calls).toBeGreaterThan(0);
		expect(json.seconds).toBeGreaterThan(0);
	});

	it("names the kind that may not be read, with Salesforce's own text", async () => {
		take({ ViewSetup: false, AssignPermissionSets: false });
		const { outputs, error } = await run(parameters);
		expect(error).toBeNull();
		const { json } = outputs[1][0];
		expect(json.isComplete).toBe(false);
		expect(json.readKinds).not.toContain('permissionSetLicense');
		expect(json.unreadKinds).toContainEqual({
			licenseKind: 'permissionSetLicense',
			reason: expect.stringMatching(/^[A-Z_]+: ./) as string,
		});
		expect(outputs[0].some(({ json: row }) => row.licenseKind === 'permissionSetLicense')).toBe(
			false,
		);
	});

	it('of an item that fails draws no conclusions', async () => {
		org().faults.add({ kind: 'dailyLimit' });
		const { outputs } = await run(parameters, [{}], { continueOnFail: true });
		expect(outputs[0].map(({ json }) => typeof json.error)).toEqual(['string']);
		expect(outputs[1].map(({ json }) => json)).toMatchObject([
			{ isComplete: false, rows: 0, readKinds: [], warnings: [outputs[0][0].json.error] },
		]);
	});
});

describe('the Summary of Download', () => {
	const download = { resource: 'subscription', operation: 'download' };

	it('is not complete when a limit was reached, and says where to resume', async () => {
		const all = await run({ ...download, groupBy: 'user' });
		const cut = await run({ ...download, groupBy: 'user', returnAll: false, limit: 5 });
		const { json } = cut.outputs[1][0];
		expect(json).toMatchObject({ rows: 5, isComplete: false, resumeAfter: cut.items[4].userId });
		const rest = await run({
			...download,
			groupBy: 'user',
			startAfterUserId: String(json.resumeAfter),
		});
		expect([...cut.items, ...rest.items]).toEqual(all.items);
	});

	it('resumes after the last user whose rows were all returned', async () => {
		const { items } = await run(download);
		// The limit falls between two rows of one user.
		const index = items.findIndex(({ userId }, at) => at > 3 && userId === items[at - 1].userId);
		const cut = await run({ ...download, returnAll: false, limit: index });
		const { resumeAfter } = cut.outputs[1][0].json;
		const before = items.slice(0, index).filter(({ userId }) => userId !== items[index].userId);
		expect(resumeAfter).toBe(before.at(-1)?.userId);
	});

	it('is the only item of a file', async () => {
		const { outputs } = await run({ ...download, output: 'file', fileFormat: 'csv' });
		expect(outputs).toHaveLength(1);
		expect(outputs[0]).toHaveLength(1);
		expect(outputs[0][0].json).toMatchObject({
			isComplete: true,
			readKinds: KINDS,
			unreadKinds: [],
		});
	});
});
