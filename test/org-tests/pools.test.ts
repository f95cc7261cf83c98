import type { Row } from '../org/org';
import { ask, usingOrg } from './asking';

const org = usingOrg({ now: new Date('2026-11-27T12:00:00.000Z') });
const rows = (object: string) => org().org.rows(object);
const pool = (object: string, id: unknown) => org().org.table(object).get(String(id)) as Row;
const LIMIT = [{ errorCode: 'LICENSE_LIMIT_EXCEEDED' }];
const YESTERDAY = '2026-11-26';

async function takenAndGivenBack(object: string, close: (row: Row) => void, fields: string[]) {
	// One that no permission set needs, where the object knows such a thing.
	for (const row of rows(object)) {
		if ((await ask(org(), 'DELETE', `sobjects/${object}/${row.Id}`)).status !== 204) continue;
		close(row);
		const values = Object.fromEntries(fields.map((name) => [name, row[name]]));
		return (await ask(org(), 'POST', `sobjects/${object}`, values)).body;
	}
	throw new Error(`No ${object} can be taken`);
}

describe('no seat is assigned from', () => {
	const PSL = ['AssigneeId', 'PermissionSetLicenseId'];
	it.each([
		['disabled', { Status: 'Disabled' }],
		['expired', { ExpirationDate: YESTERDAY }],
	])('permission set licenses that are %s', async (_, change) => {
		expect(
			await takenAndGivenBack(
				'PermissionSetLicenseAssign',
				(row) =>
					void Object.assign(pool('PermissionSetLicense', row.PermissionSetLicenseId), change),
				PSL,
			),
		).toMatchObject(LIMIT);
	});

	it('permission set licenses through a permission set', async () => {
		const needs = rows('PermissionSetAssignment').find(({ PermissionSetId }) =>
			String(pool('PermissionSet', PermissionSetId).LicenseId).startsWith('0PL'),
		)!;
		await ask(org(), 'DELETE', `sobjects/PermissionSetAssignment/${needs.Id}`);
		const { LicenseId } = pool('PermissionSet', needs.PermissionSetId);
		pool('PermissionSetLicense', LicenseId).Status = 'Disabled';
		const { AssigneeId, PermissionSetId } = needs;
		expect(
			(
				await ask(org(), 'POST', 'sobjects/PermissionSetAssignment', {
					AssigneeId,
					PermissionSetId,
				})
			).body,
		).toMatchObject(LIMIT);
	});

	it.each([
		['by status', { Status: 'Expired' }],
		['by date', { ExpirationDate: '2026-11-27T11:59:00.000Z' }],
	])('packages that are expired %s', async (_, change) => {
		expect(
			await takenAndGivenBack(
				'UserPackageLicense',
				(row) => void Object.assign(pool('PackageLicense', row.PackageLicenseId), change),
				['UserId', 'PackageLicenseId'],
			),
		).toMatchObject([{ errorCode: 'INVALID_PACKAGE_LICENSE' }]);
	});

	it('disabled user licenses, to reactivate a user or to move one', async () => {
		const gone = rows('User').find(
			({ IsActive, UserType }) => IsActive === false && UserType === 'Standard',
		)!;
		const license = org().org.seats.userLicenseOf(gone)!;
		license.Status = 'Disabled';
		expect(
			(await ask(org(), 'PATCH', `sobjects/User/${gone.Id}`, { IsActive: true })).body,
		).toMatchObject(LIMIT);
	});
});

it('a license can still be assigned on its last day', async () => {
	const given = await takenAndGivenBack(
		'PermissionSetLicenseAssign',
		(row) =>
			(pool('PermissionSetLicense', row.PermissionSetLicenseId).ExpirationDate = '2026-11-27'),
		['AssigneeId', 'PermissionSetLicenseId'],
	);
	expect(given).toMatchObject({ success: true });
});
