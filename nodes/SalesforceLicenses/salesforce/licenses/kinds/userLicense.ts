import { describePool } from '../../../licensing/model/licenses';
import { holdsUserLicense, userLicenseHolderCount, userLicensesQuery } from '../queries';
import { queryAll } from '../../query/query';
import { userLicenseRecord } from '../../schema/records';
import type { LicenseKindReader } from './licenseKind';

/** Unlimited pools have a total of -1 (seen in orgs; not documented). */
const UNLIMITED = -1;
const licenseKind = 'userLicense' as const;

/** Every active user has exactly one seat, through the profile. */
export const userLicense: LicenseKindReader = {
	kind: 'userLicense',
	label: 'User licenses',
	async readPools({ client, orgId }) {
		const rows = await queryAll(client, userLicensesQuery, userLicenseRecord);
		return rows.map((row) => {
			const ref = {
				licenseKind,
				licenseIdentifier: row.LicenseDefinitionKey ?? row.Name,
				licenseName: row.Name,
			};
			const total = row.TotalLicenses === UNLIMITED ? null : row.TotalLicenses;
			const pool = {
				total,
				used: row.UsedLicenses,
				status: row.Status ?? 'Active',
				expiresAt: null,
			};
			return { id: row.Id, ref, license: describePool(orgId, ref, pool) };
		});
	},
	holdsOf({ person, assignmentsOnly }) {
		// A deactivation frees this seat, so an inactive user holds none.
		if (!person.isActive || person.userLicense === null || assignmentsOnly) return [];
		const { identifier, name } = person.userLicense;
		const ref = { licenseKind, licenseIdentifier: identifier, licenseName: name };
		return [{ ref, assignedAt: null }];
	},
	seatCount: userLicenseHolderCount,
	isHolder: holdsUserLicense,
};
