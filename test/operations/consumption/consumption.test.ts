import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();
const download = async () =>
	await runNode({ resource: 'consumption', operation: 'download' }, clientCredentials(org()));

describe('consumption:download', () => {
	it('returns entitlements with their use, and the newest metric of each pool', async () => {
		const run = await download();
		expect(run.error).toBeNull();
		const logins = run.items.find(({ identifier }) => identifier === 'community.logins');
		expect(logins).toMatchObject({
			source: 'TenantUsageEntitlement',
			allowed: 1_000,
			used: 120,
			utilization: 0.12,
			frequency: 'Monthly',
		});
		const features = run.items.filter(({ source }) => source === 'ActiveFeatureLicenseMetric');
		const types = new Set(
			org()
				.org.rows('ActiveFeatureLicenseMetric')
				.map(({ FeatureType }) => FeatureType),
		);
		expect(features).toHaveLength(types.size);
		const keys = run.items.map(({ consumptionKey }) => consumptionKey);
		expect(new Set(keys).size).toBe(keys.length);
		expect(new Set(run.items.map(({ source }) => source)).size).toBe(4);
	});

	it('skips what cannot be read, with a warning', async () => {
		org().org.permissions.get(org().org.runAsUserId)?.delete('ViewSetup');
		const run = await download();
		expect(run.error).toBeNull();
		expect(run.items).toEqual([]);
		expect(run.hints.join()).toMatch(/Usage-based entitlements .* could not be read/);
	});
});
