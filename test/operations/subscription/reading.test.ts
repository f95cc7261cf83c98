import { Connection } from 'jsforce';
import type { RunningOrg } from '../../org/server';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();

/** What jsforce's own client reads from the same org: an independent judge. */
async function judge<T>(running: RunningOrg, soql: string): Promise<T[]> {
	const connection = new Connection({
		instanceUrl: running.url,
		accessToken: running.issueToken(),
		version: '65.0',
	});
	const { records } = await connection.query(soql, { autoFetch: true, maxFetch: 100_000 });
	return records as T[];
}

describe('organization:get', () => {
	it('says which org responds, who we are and how many calls are left', async () => {
		const run = await runNode(
			{ resource: 'organization', operation: 'get' },
			clientCredentials(org()),
		);
		expect(run.error).toBeNull();
		const [row] = run.items;
		expect(row).toMatchObject({ orgId: org().org.id, connectedUserId: org().org.runAsUserId });
		expect(Number(row.apiCallsUsed)).toBeGreaterThan(0);
		expect(Number(row.apiCallsLeft)).toBe(Number(row.apiCallsLimit) - Number(row.apiCallsUsed));
	});
});

describe('organization:checkAccess', () => {
	it('checks every process in order for the integration user, without a write', async () => {
		const { writes } = org().org.inspector;
		const run = await runNode(
			{ resource: 'organization', operation: 'checkAccess' },
			clientCredentials(org()),
		);
		expect(run.error).toBeNull();
		expect(run.items.map(({ process }) => process)).toEqual([
			'download',
			'activity',
			'reclaim',
			'consumption',
		]);
		expect(run.items.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
		expect(org().org.inspector.writes).toBe(writes);
	});
});

describe('license:getMany', () => {
	it('returns the totals that jsforce reads', async () => {
		const run = await runNode(
			{ resource: 'license', operation: 'getMany', licenseKinds: ['userLicense'] },
			clientCredentials(org()),
		);
		const expected = await judge<{ Name: string; TotalLicenses: number; UsedLicenses: number }>(
			org(),
			'SELECT Name, TotalLicenses, UsedLicenses FROM UserLicense',
		);
		const seen = run.items.map(({ licenseName, used }) => [licenseName, used]).sort();
		expect(seen).toEqual(expected.map(({ Name, UsedLicenses }) => [Name, UsedLicenses]).sort());
	});

	it('returns rows up to the limit', async () => {
		const run = await runNode(
			{ resource: 'license', operation: 'getMany', returnAll: false, limit: 3 },
			clientCredentials(org()),
		);
		expect(run.items).toHaveLength(3);
	});
});

describe('subscription:download', () => {
	it('returns one row for each active user of a user license, as jsforce counts', async () => {
		const run = await runNode(
			{ resource: 'subscription', operation: 'download', licenseKinds: ['userLicense'] },
			clientCredentials(org()),
		);
		expect(run.error).toBeNull();
		const expected = await judge<{ Id: string }>(
			org(),
			'SELECT Id FROM User WHERE IsActive = true AND Profile.UserLicense.Name != null',
		);
		expect(run.items.map(({ userId }) => userId).sort()).toEqual(
			expected.map(({ Id }) => Id).sort(),
		);
	});

	it('returns one row for each permission set license assignment and package seat', async () => {
		const run = await runNode(
			{
				resource: 'subscription',
				operation: 'download',
				licenseKinds: ['permissionSetLicense', 'packageLicense'],
			},
			clientCredentials(org()),
		);
		const assigns = await judge<{ AssigneeId: string }>(
			org(),
			'SELECT AssigneeId FROM PermissionSetLicenseAssign',
		);
		const seats = await judge<{ UserId: string }>(org(), 'SELECT UserId FROM UserPackageLicense');
		const expected = [
			...assigns.map(({ AssigneeId }) => AssigneeId),
			...seats.map(({ UserId }) => UserId),
		];
		expect(run.items.map(({ userId }) => userId).sort()).toEqual(expected.sort());
		expect(new Set(run.items.map(({ subscriptionKey }) => subscriptionKey)).size).toBe(
			expected.length,
		);
	});

	it('reads the same through a token that expires halfway', async () => {
		const whole = await runNode(
			{ resource: 'subscription', operation: 'download' },
			clientCredentials(org()),
		);
		const credential = clientCredentials(org());
		await runNode({ resource: 'organization', operation: 'get' }, credential);
		org().oauth.expireAllAccessTokens();
		const run = await runNode({ resource: 'subscription', operation: 'download' }, credential);
		expect(run.error).toBeNull();
		expect(run.items.map(({ subscriptionKey }) => subscriptionKey)).toEqual(
			whole.items.map(({ subscriptionKey }) => subscriptionKey),
		);
	});
});

describe('what cannot be read', () => {
	it('is skipped with a warning, and the run continues', async () => {
		const { org: records, url } = org();
		expect(url).toMatch(/^http/);
		records.permissions.get(records.runAsUserId)?.delete('ViewSetup');
		records.permissions.get(records.runAsUserId)?.delete('ManageUsers');
		const run = await runNode(
			{ resource: 'subscription', operation: 'download' },
			clientCredentials(org()),
		);
		expect(run.error).toBeNull();
		expect(run.hints.join('\n')).toMatch(/Permission set licenses could not be read/);
		expect(run.hints.join('\n')).toMatch(/frozen .* could not be read/);
		expect(run.items.length).toBeGreaterThan(0);
		expect(run.items.every(({ isFrozen }) => isFrozen === null)).toBe(true);
		expect(run.items.some(({ licenseKind }) => licenseKind === 'permissionSetLicense')).toBe(false);
	});

	it('is shown in checkAccess, with the permission and where to grant it', async () => {
		const { org: records } = org();
		records.permissions.get(records.runAsUserId)?.delete('ManageUsers');
		const run = await runNode(
			{ resource: 'organization', operation: 'checkAccess' },
			clientCredentials(org()),
		);
		const reclaim = run.items.find(({ process }) => process === 'reclaim');
		expect(reclaim).toMatchObject({ status: 'missing' });
		expect(reclaim?.missingPermissions).toContain('Manage Users');
		expect(JSON.stringify(reclaim?.checks)).toContain('Setup > Permission Sets');
		expect(run.items.find(({ process }) => process === 'download')).toMatchObject({ status: 'ok' });
	});
});

describe('an org without feature licenses', () => {
	const bare = useOrg({ features: [] });

	it('returns none, and everything else is read', async () => {
		const run = await runNode(
			{ resource: 'license', operation: 'getMany' },
			clientCredentials(bare()),
		);
		expect(run.error).toBeNull();
		const kinds = new Set(run.items.map(({ licenseKind }) => licenseKind));
		expect([...kinds].sort()).toEqual(['packageLicense', 'permissionSetLicense', 'userLicense']);
	});
});
