import { z } from 'zod';
import type { Right } from '../../licensing/model/rights';
import type { FieldPath } from './schema';
import { fields } from './schema';

/**
 * Permissions as Profile and PermissionSet have them. A permission that an org does not have is not a
 * field there (Object Reference, PermissionSet: `PermissionsPermissionName`).
 */
export const RIGHT_FIELDS = {
	'Modify All Data': 'PermissionsModifyAllData',
	'Manage Users': 'PermissionsManageUsers',
	'Customize Application': 'PermissionsCustomizeApplication',
	'Manage Internal Users': 'PermissionsManageInternalUsers',
	'Assign Permission Sets': 'PermissionsAssignPermissionSets',
	'Manage Profiles and Permission Sets': 'PermissionsManageProfilesPermissionsets',
	'Author Apex': 'PermissionsAuthorApex',
	'Modify Metadata Through Metadata API Functions': 'PermissionsModifyMetadata',
} as const satisfies Record<Right, FieldPath<'Profile'> & FieldPath<'PermissionSet'>>;

/** "API Only User". */
export const API_ONLY_FIELD = fields('Profile', ['PermissionsApiUserOnly'])[0];

/** Marks the permission set that a profile owns: every user with a profile is assigned one. */
export const OWNED_BY_PROFILE = 'IsOwnedByProfile' satisfies FieldPath<'PermissionSet'>;

/** When an assignment expires; not in every API version. */
export const ASSIGNMENT_ENDS = 'ExpirationDate' satisfies FieldPath<'PermissionSetAssignment'>;

/** Values are judged one by one: a value that is neither true nor false is unknown. */
const values = z.record(z.unknown()).nullish();

export const profileRightsRecord = z.object({ Id: z.string() }).passthrough();
export const userRightsRecord = z.object({ Id: z.string(), Profile: values });
export const assignedRightsRecord = z.object({
	AssigneeId: z.string(),
	PermissionSet: values,
	ExpirationDate: z.unknown(),
});
