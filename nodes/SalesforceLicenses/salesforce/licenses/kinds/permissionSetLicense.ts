import { describePool } from '../../../licensing/model/licenses';
import { assignmentCount, holdsAssigned, permissionSetLicensesQuery } from '../queries';
import { queryAll } from '../../query/query';
import { permissionSetLicenseAssignRecord, permissionSetLicenseRecord } from '../../schema/records';
import type { Assignments } from '../assignments';
import { assignmentsOf } from '../assignments';
import type { LicenseKindReader } from './licenseKind';
import { holdsBy } from './licenseKind';

/** Seats assigned individually in addition to the user license; they stay in use after a deactivation. */
export const permissionSetLicense: LicenseKindReader = {
	kind: 'permissionSetLicense',
	label: 'Permission set licenses',
	async readPools({ client, orgId }) {
		const rows = await queryAll(client, permissionSetLicensesQuery, permissionSetLicenseRecord);
		return rows.map((row) => {
			const ref = {
				licenseKind: 'permissionSetLicense' as const,
				licenseIdentifier: row.DeveloperName ?? row.MasterLabel ?? row.Id,
				licenseName: row.MasterLabel ?? row.DeveloperName ?? row.Id,
			};
			const pool = {
				total: row.TotalLicenses === -1 ? null : row.TotalLicenses,
				used: row.UsedLicenses,
				status: row.Status ?? 'Active',
				expiresAt: row.ExpirationDate,
			};
			return { id: row.Id, ref, license: describePool(orgId, ref, pool) };
		});
	},
	holdsOf: ({ assignments }, poolById) => holdsBy(assignments.permissionSetLicense, poolById),
	seatCount: (licenseId) => assignmentCount('permissionSetLicense', licenseId),
	isHolder: (licenseIds) => holdsAssigned('permissionSetLicense', licenseIds),
};

export const permissionSetLicenseAssignments: Assignments = assignmentsOf(
	'permissionSetLicense',
	'Holders of permission set licenses (PermissionSetLicenseAssign; needs "View Setup and Configuration")',
	permissionSetLicenseAssignRecord,
	({ Id, AssigneeId, PermissionSetLicenseId, CreatedDate }) => ({
		id: Id,
		userId: AssigneeId,
		licenseId: PermissionSetLicenseId,
		createdAt: CreatedDate,
	}),
);
