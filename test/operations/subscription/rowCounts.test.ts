import type { Row } from '../../org/org';
import {
	KIND_NAMES,
	type LicenseKind,
} from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import { runNode } from '../../support/inProcess';
import { holdsOf, keysOf } from '../../support/groundTruth';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg({ users: 80 });

const download = async (parameters: Record<string, string | string[] | number | boolean> = {}) =>
	await runNode(
		{ resource: 'subscription', operation: 'download', ...parameters },
		clientCredentials(org()),
	);

/** Something happens in the org between the rows and the count. */
function beforeTheCount(change: () => void): void {
	let done = false;
	org().onRequest = ({ path }) => {
		if (done || !path.includes('composite/batch')) return;
		done = true;
		change();
		org().org.seats.recount();
	};
}

describe('the number of rows', () => {
	it('is the org’s own count of each kind, as UsedLicenses says too', async () => {
		const run = await download({ output: 'file' });
		const rows = run.items[0].rowsByKind as Record<string, number>;
		const used = (object: string) =>
			org()
				.org.rows(object)
				.reduce((sum, { UsedLicenses }) => sum + Number(UsedLicenses), 0);
		expect(rows).toMatchObject({
			userLicense: used('UserLicense'),
			permissionSetLicense: used('PermissionSetLicense'),
			packageLicense: used('PackageLicense'),
		});
		expect(run.items[0].warnings).toEqual([]);
	});

	it.each([
		['a permission set license is assigned', 'permissionSetLicense', () => assign()],
		[
			'a user is deactivated',
			'userLicense',
			() => {
				org()
					.org.rows('User')
					.find(({ IsActive, Id }) => IsActive === true && Id !== org().org.runAsUserId)!.IsActive =
					false;
			},
		],
		[
			'a package seat is taken back',
			'packageLicense',
			() => {
				const [seat] = org().org.rows('UserPackageLicense');
				org().org.remove('UserPackageLicense', seat);
			},
		],
		[
			'a feature is given',
			'featureLicense',
			() => {
				org()
					.org.rows('User')
					.find(
						({ UserPermissionsKnowledgeUser: has }) => has !== true,
					)!.UserPermissionsKnowledgeUser = true;
			},
		],
	])('differs when %s in the meantime, with a warning', async (_, kind, change) => {
		beforeTheCount(change);
		const run = await download({ output: 'file' });
		expect(run.error).toBeNull();
		const [warning, ...others] = run.items[0].warnings as string[];
		expect(warning).toMatch(
			new RegExp(
				`The org changed during the download \\(${KIND_NAMES[kind as LicenseKind]}s: \\d+ rows? read`,
			),
		);
		expect(others).toEqual([]);
		expect(run.hints).toContain(warning);
	});

	it('is not compared if a limit cuts the read short', async () => {
		beforeTheCount(assign);
		const run = await download({ returnAll: false, limit: 5 });
		expect(run.items).toHaveLength(5);
		expect(run.hints).toHaveLength(1);
	});

	it('causes a warning if the org does not return its own count', async () => {
		org().faults.add({ kind: 'dailyLimit', path: /composite\/batch/ });
		const run = await download();
		expect(run.error).toBeNull();
		expect(run.items).toHaveLength(holdsOf(org().org).length);
		expect(run.hints.join()).toMatch(/number of user licenses read could not be verified/);
	});

	function assign(): void {
		const { org: records } = org();
		const [license] = records.rows('PermissionSetLicense');
		const holders = new Set(
			records.rows('PermissionSetLicenseAssign').map(({ AssigneeId }) => AssigneeId),
		);
		const user = records.rows('User').find(({ Id }) => !holders.has(Id))!;
		records.insert('PermissionSetLicenseAssign', {
			AssigneeId: user.Id,
			PermissionSetLicenseId: license.Id,
		});
	}
});

describe('keys', () => {
	it.each(['rest', 'bulk'])(
		'are never duplicated, even if the org holds an assignment twice (%s)',
		async (api) => {
			const { org: records } = org();
			const [assignment] = records.rows('PermissionSetLicenseAssign');
			const [seat] = records.rows('UserPackageLicense');
			const twice = [
				['PermissionSetLicenseAssign', assignment],
				['UserPackageLicense', seat],
			].map(([object, row]) => [
				object,
				records.insert(object as string, { ...(row as Row), Id: undefined }),
			]);
			records.seats.recount();
			const run = await download({ api });
			const keys = run.items.map(({ subscriptionKey }) => String(subscriptionKey));
			expect(keys.sort()).toEqual([...new Set(keysOf(holdsOf(records)))]);
			expect(run.hints.join()).toMatch(/Merged 2 duplicate assignments/);
			for (const [object, row] of twice) records.remove(object as string, row as Row);
			records.seats.recount();
		},
	);

	it('are never duplicated if assignments appear for a user who was read already', async () => {
		const { org: records } = org();
		let appeared = false;
		// The users are read; before the assignments are, the first user gets one.
		org().onRequest = ({ path }) => {
			if (appeared || !/FROM%20PermissionSetLicenseAssign%20ORDER/.test(path)) return;
			appeared = true;
			const known = records.rows('User').at(-1)!;
			records.insert('User', {
				...known,
				Id: '005000000000001AAA',
				Username: 'late@acme.example',
			});
			records.insert('PermissionSetLicenseAssign', {
				AssigneeId: '005000000000001AAA',
				PermissionSetLicenseId: records.rows('PermissionSetLicense')[0].Id,
			});
			records.seats.recount();
		};
		const run = await download();
		expect(run.error).toBeNull();
		const keys = run.items.map(({ subscriptionKey }) => subscriptionKey);
		expect(new Set(keys).size).toBe(keys.length);
		expect(run.items.some(({ userId }) => userId === '005000000000001AAA')).toBe(true);
	});
});

describe('an assignment of a license that is bought in the meantime', () => {
	it('is left out with a warning, not silently', async () => {
		const { org: records } = org();
		const [holder] = records.rows('User');
		let bought = false;
		// The pools are read; before their holders are, another pool appears and somebody gets a seat.
		org().onRequest = ({ path }) => {
			if (bought || !/FROM%20PermissionSetLicenseAssign/.test(path)) return;
			bought = true;
			const pool = records.insert('PermissionSetLicense', {
				...records.rows('PermissionSetLicense')[0],
				Id: undefined,
				DeveloperName: 'BoughtJustNow',
			});
			records.insert('PermissionSetLicenseAssign', {
				AssigneeId: holder.Id,
				PermissionSetLicenseId: pool.Id,
			});
			records.seats.recount();
		};
		const run = await download({ licenseKinds: ['permissionSetLicense'] });
		expect(run.error).toBeNull();
		expect(run.hints[0]).toMatch(
			/^Skipped 1 assignment of licenses that are not in the org's list/,
		);
		expect(run.hints).toHaveLength(2);
		expect((await download({ licenseKinds: ['permissionSetLicense'] })).hints).toHaveLength(1);
	});
});

describe('an org', () => {
	it('with no subscriptions of a kind returns no rows, and says so', async () => {
		const { org: records } = org();
		records.table('UserPackageLicense').clear();
		records.seats.recount();
		const run = await download({ licenseKinds: ['packageLicense'] });
		expect(run.error).toBeNull();
		expect(run.items).toEqual([]);
		expect(run.hints).toEqual([
			expect.stringMatching(
				/^Acme Corporation has no subscriptions for the selected kinds and filters/,
			),
		]);
		const file = await download({ licenseKinds: ['packageLicense'], output: 'file' });
		expect(file.items[0]).toMatchObject({ rows: 0, rowsByKind: {}, warnings: [] });
	});

	it('whose setup the connected user cannot see: skipped data is reported, nothing is guessed', async () => {
		org().org.setPermissions(org().org.runAsUserId, { ViewSetup: false });
		const run = await download();
		expect(run.error).toBeNull();
		const kinds = new Set(run.items.map(({ licenseKind }) => licenseKind));
		const hints = run.hints.join('\n');
		expect(hints).toMatch(/Permission set licenses could not be read/);
		const expected = holdsOf(org().org).filter(({ kind }) => kinds.has(kind));
		expect(run.items.map(({ subscriptionKey }) => subscriptionKey).sort()).toEqual(
			keysOf(expected),
		);
		if (!kinds.has('userLicense')) {
			const active = org()
				.org.rows('User')
				.filter(({ IsActive }) => IsActive === true).length;
			expect(hints).toMatch(new RegExp(`The user license of ${active} active users could not`));
		}
		expect(kinds).toContain('featureLicense');
		expect(hints).not.toMatch(/org changed/);
		const pools = await runNode(
			{ resource: 'license', operation: 'getMany' },
			clientCredentials(org()),
		);
		expect(pools.error).toBeNull();
		expect(pools.hints.join('\n')).toMatch(/User licenses could not be read/);
	});
});
