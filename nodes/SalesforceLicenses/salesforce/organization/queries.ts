import type { Query } from '../query/statement';
import { ORGANIZATION_FIELDS } from '../schema/schema';
import { soql } from '../schema/soql';

export const organizationQuery: Query = { object: 'Organization', fields: ORGANIZATION_FIELDS };

/** Counts need no row: totalSize of the response is the count. */
export const activeUserCount = 'SELECT COUNT() FROM User WHERE IsActive = true';

/** A query for one row that succeeds only with the permission that it tests. */
export interface AccessProbe {
	process: 'download' | 'activity' | 'reclaim' | 'consumption';
	what: string;
	statement: string;
	permission: string;
	/** Every org has rows of this object, so an empty result means that they are hidden. */
	neverEmpty: boolean;
}

/** Permissions: Object Reference, "Special Access Rules" of each object. */
export const accessProbes: readonly AccessProbe[] = [
	{
		process: 'download',
		what: 'Read user licenses',
		statement: 'SELECT Id FROM UserLicense LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: true,
	},
	{
		process: 'download',
		what: 'Read permission set licenses',
		statement: 'SELECT Id, DeveloperName FROM PermissionSetLicense LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: false,
	},
	{
		process: 'download',
		what: 'Read holders of permission set licenses',
		statement: 'SELECT Id FROM PermissionSetLicenseAssign LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: false,
	},
	{
		process: 'download',
		what: 'Read package licenses and their holders',
		statement: 'SELECT Id FROM UserPackageLicense LIMIT 1',
		permission: 'Manage Package Licenses',
		neverEmpty: false,
	},
	{
		process: 'activity',
		what: 'Read the last login of users',
		statement: 'SELECT Id, LastLoginDate FROM User WHERE IsActive = true LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: true,
	},
	{
		process: 'reclaim',
		what: 'Freeze users',
		statement: 'SELECT Id, IsFrozen FROM UserLogin LIMIT 1',
		permission: 'Manage Users',
		neverEmpty: true,
	},
	{
		process: 'reclaim',
		what: 'Recognize administrators by their permissions',
		statement:
			'SELECT Id, PermissionSet.PermissionsModifyAllData FROM PermissionSetAssignment LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: true,
	},
	{
		process: 'consumption',
		what: 'Read usage-based entitlements',
		statement: 'SELECT Id FROM TenantUsageEntitlement LIMIT 1',
		permission: 'View Setup and Configuration',
		neverEmpty: false,
	},
];

/** Whether the user sees the records of all owners; the profile is a permission set too. */
export function viewAllDataCount(userId: string): string {
	return `SELECT COUNT() FROM PermissionSetAssignment WHERE ${soql`AssigneeId = ${userId}`.text} AND PermissionSet.PermissionsViewAllData = true`;
}
