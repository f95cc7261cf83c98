import { queryJobsOf } from '../../org/bulk/queryJobs';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg({ users: 120 });

const download = async (parameters: Record<string, string | number> = {}) =>
	await runNode(
		{ resource: 'subscription', operation: 'download', ...parameters },
		clientCredentials(org()),
	);

describe('reading by Bulk API 2.0', () => {
	it('returns row for row what REST returns', async () => {
		for (const user of org().org.rows('User').slice(0, 20)) user.Name = 'true, "x"\nß';
		const rest = await download({ api: 'rest' });
		const objects = new Set<string>();
		org().onRequest = () => {
			for (const { object } of queryJobsOf(org().org).values()) objects.add(object);
		};
		const bulk = await download({ api: 'bulk' });
		expect(bulk.error).toBeNull();
		expect(bulk.items.length).toBeGreaterThan(100);
		expect(bulk.items).toEqual(rest.items);
		expect([...objects].sort()).toEqual([
			'PermissionSetLicenseAssign',
			'User',
			'UserPackageLicense',
		]);
		// The results are data about people: none of them stays behind.
		expect(queryJobsOf(org().org).size).toBe(0);
	});

	it('is not used for a small org unless asked for', async () => {
		await download();
		expect(Object.keys(org().org.inspector.callsByEndpoint()).join()).not.toMatch(/jobs/);
		await download({ bulkFromRows: 100 });
		// Of the three objects only the users are so many.
		expect(org().org.inspector.callsByEndpoint()['POST /services/data/jobs/query']).toBe(1);
	});

	it('falls back to REST, with a warning, for what Bulk does not support', async () => {
		org().org.types.UserPackageLicense.bulk = false;
		const bulk = await download({ api: 'bulk' });
		expect(bulk.hints.join()).toMatch(/UserPackageLicense was read with REST.*INVALIDENTITY/);
		expect(bulk.items).toEqual((await download({ api: 'rest' })).items);
	});

	test.each([
		['Failed', /could not finish the Bulk API query job/],
		['Aborted', /Bulk API query job was aborted/],
	] as const)('says so when a job is %s', async (state, message) => {
		org().onRequest = ({ method, path }) => {
			if (method !== 'GET' || !/jobs\/query/.test(path)) return;
			for (const job of queryJobsOf(org().org).values()) {
				Object.assign(job, { state, errorMessage: 'InvalidBatch : it was too much' });
			}
		};
		const run = await download({ api: 'bulk' });
		expect(run.error?.message).toMatch(message);
		expect(run.items).toEqual([]);
	});

	it('skips what the connected user may not read, with a warning', async () => {
		org().org.permissions.get(org().org.runAsUserId)?.delete('ViewSetup');
		const run = await download({ api: 'bulk' });
		expect(run.error).toBeNull();
		expect(run.hints.join()).toMatch(/Permission set licenses could not be read/);
		expect(run.items.length).toBeGreaterThan(0);
	});
});

describe('the budget of API calls', () => {
	it('stops the run before it uses the API calls of other integrations, and says how to continue', async () => {
		org().org.dailyApiLimit = 1_000;
		org().org.apiCalls = 500;
		const run = await download({ maxApiUsagePercent: 50 });
		expect(run.error?.message).toMatch(/reached its API limit/);
		expect(run.error?.description).toMatch(/Nothing was written. Run again later/);
		expect((await download({ maxApiUsagePercent: 60 })).error).toBeNull();
	});
});
