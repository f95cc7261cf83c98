import { describePool } from '../../../licensing/model/licenses';
import { assignmentCount, holdsAssigned, packageLicensesQuery } from '../queries';
import { queryAll } from '../../query/query';
import { packageLicenseRecord, userPackageLicenseRecord } from '../../schema/records';
import type { Assignments } from '../assignments';
import { assignmentsOf } from '../assignments';
import type { LicenseKindReader } from './licenseKind';
import { holdsBy } from './licenseKind';

/** Object Reference, PackageLicense: -1 allowed licenses is a site license for all users. */
const SITE_LICENSE = -1;

/** Seats of managed packages; they stay in use after a deactivation (help article 000386472). */
export const packageLicense: LicenseKindReader = {
	kind: 'packageLicense',
	label: 'Package licenses',
	async readPools({ client, orgId }) {
		const rows = await queryAll(client, packageLicensesQuery, packageLicenseRecord);
		return rows.map((row) => {
			const ref = {
				licenseKind: 'packageLicense' as const,
				licenseIdentifier: row.NamespacePrefix,
				licenseName: row.NamespacePrefix,
			};
			const pool = {
				total: row.AllowedLicenses === SITE_LICENSE ? null : row.AllowedLicenses,
				used: row.UsedLicenses,
				status: row.Status ?? 'Active',
				expiresAt: row.ExpirationDate,
			};
			return { id: row.Id, ref, license: describePool(orgId, ref, pool) };
		});
	},
	holdsOf: ({ assignments }, poolById) => holdsBy(assignments.packageLicense, poolById),
	seatCount: (licenseId) => assignmentCount('packageLicense', licenseId),
	isHolder: (licenseIds) => holdsAssigned('packageLicense', licenseIds),
};

export const packageAssignments: Assignments = assignmentsOf(
	'packageLicense',
	'Holders of package licenses (UserPackageLicense; needs "Manage Package Licenses")',
	userPackageLicenseRecord,
	({ Id, UserId, PackageLicenseId, CreatedDate }) => ({
		id: Id,
		userId: UserId,
		licenseId: PackageLicenseId,
		createdAt: CreatedDate,
	}),
);
