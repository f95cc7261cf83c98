import type { RuleAction } from '../../licensing/model/actions';
import { RULE_ACTIONS } from '../../licensing/model/actions';
import type { SignalName } from '../../licensing/model/activity';
import { SIGNAL_NAMES } from '../../licensing/model/activity';
import type { LicenseKind } from '../../licensing/model/licenses';
import type { Query } from '../query/statement';
import { ORGANIZATION_FIELDS } from '../schema/schema';
import { soql } from '../schema/soql';

export const organizationQuery: Query = { object: 'Organization', fields: ORGANIZATION_FIELDS };

/** Counts need no row: totalSize of the response is the count. */
export const activeUserCount = 'SELECT COUNT() FROM User WHERE IsActive = true';

/** A query that succeeds only with the permission that it tests, and what it is needed for. */
export interface AccessProbe {
	process: 'download' | 'activity' | 'reclaim' | 'consumption';
	what: string;
	statement: string;
	permission: string;
	/** Without the permission Salesforce may return no rows and no error; why that is no good sign. */
	ifEmpty: string | null;
	/** The license kinds, signals or actions that need it. Without any of them, it is not needed. */
	kinds?: readonly LicenseKind[];
	signals?: readonly SignalName[];
	actions?: readonly RuleAction[];
}

const ALWAYS_THERE = 'Salesforce returned no rows, although every org has some.';

/** Permissions: Object Reference, "Special Access Rules" of each object. */
export function accessProbes(connectedUserId: string | null): AccessProbe[] {
	// Without the permission for all rows, Salesforce returns one's own (LoginHistory, OauthToken).
	const ofOthers =
		connectedUserId === null ? '' : ` WHERE ${soql`UserId != ${connectedUserId}`.text}`;
	return [
		{
			process: 'download',
			what: 'Read user licenses',
			statement: 'SELECT Id FROM UserLicense LIMIT 1',
			permission: 'View Setup and Configuration',
			ifEmpty: ALWAYS_THERE,
			kinds: ['userLicense'],
		},
		{
			process: 'download',
			what: 'Read permission set licenses',
			statement: 'SELECT Id, DeveloperName FROM PermissionSetLicense LIMIT 1',
			permission: 'View Setup and Configuration',
			ifEmpty: null,
			kinds: ['permissionSetLicense'],
		},
		{
			process: 'download',
			what: 'Read holders of permission set licenses',
			statement: 'SELECT Id FROM PermissionSetLicenseAssign LIMIT 1',
			permission: 'View Setup and Configuration',
			ifEmpty: null,
			kinds: ['permissionSetLicense'],
		},
		{
			process: 'download',
			what: 'Read package licenses and their holders',
			statement: 'SELECT Id FROM UserPackageLicense LIMIT 1',
			permission: 'Manage Package Licenses',
			ifEmpty: null,
			kinds: ['packageLicense'],
		},
		{
			process: 'activity',
			what: 'Read the last login of users',
			statement: 'SELECT Id, LastLoginDate FROM User WHERE IsActive = true LIMIT 1',
			permission: 'View Setup and Configuration',
			ifEmpty: ALWAYS_THERE,
			signals: SIGNAL_NAMES,
		},
		{
			process: 'activity',
			what: 'Read the login history of all users',
			statement: `SELECT Id FROM LoginHistory${ofOthers} LIMIT 1`,
			permission: 'Monitor Login History',
			ifEmpty: 'Salesforce returned no login of another user.',
			signals: ['humanLogin', 'apiLogin'],
		},
		{
			process: 'activity',
			what: 'Read which connected apps all users use',
			statement: `SELECT Id FROM OauthToken${ofOthers} LIMIT 1`,
			permission: 'Customize Application',
			ifEmpty: 'Salesforce returned no connected app of another user.',
			signals: ['oauthUse'],
		},
		{
			process: 'activity',
			what: 'See the records of all owners',
			statement: viewAllDataCount(connectedUserId ?? ''),
			permission: 'View All Data',
			ifEmpty: 'Neither the profile nor a permission set of the connected user grants it.',
			signals: ['work'],
		},
		{
			process: 'reclaim',
			what: 'Freeze users',
			statement: 'SELECT Id, IsFrozen FROM UserLogin LIMIT 1',
			permission: 'Manage Users',
			ifEmpty: ALWAYS_THERE,
			actions: ['freeze', 'wholeSeat'],
		},
		{
			process: 'reclaim',
			what: 'Recognize administrators by their permissions',
			statement:
				'SELECT Id, PermissionSet.PermissionsModifyAllData FROM PermissionSetAssignment LIMIT 1',
			permission: 'View Setup and Configuration',
			ifEmpty: ALWAYS_THERE,
			actions: RULE_ACTIONS,
		},
		{
			process: 'consumption',
			what: 'Read usage-based entitlements',
			statement: 'SELECT Id FROM TenantUsageEntitlement LIMIT 1',
			permission: 'View Setup and Configuration',
			ifEmpty: null,
		},
	];
}

/** Whether the user sees the records of all owners; the profile is a permission set too. */
export function viewAllDataCount(userId: string): string {
	return `SELECT COUNT() FROM PermissionSetAssignment WHERE ${soql`AssigneeId = ${userId}`.text} AND PermissionSet.PermissionsViewAllData = true`;
}
