import { z } from 'zod';
import type { Right } from '../../licensing/model/rights';
import type { FieldPath } from './schema';
import { fields } from './schema';

/**
 * Rights as Profile and PermissionSet show them. A right that an org does not have has no field there
 * (Object Reference, PermissionSet: `PermissionsPermissionName`).
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

/** Says that a set is the one each profile owns: every user with a profile has such an assignment. */
export const OWNED_BY_PROFILE = 'IsOwnedByProfile' satisfies FieldPath<'PermissionSet'>;

/** When an assignment ends by itself; not in every API version. */
export const ASSIGNMENT_ENDS = 'ExpirationDate' satisfies FieldPath<'PermissionSetAssignment'>;

/** Values are judged one by one: what is neither true nor false is not known. */
const values = z.record(z.unknown()).nullish();

export const profileRightsRecord = z.object({ Id: z.string() }).passthrough();
export const userRightsRecord = z.object({ Id: z.string(), Profile: values });
export const assignedRightsRecord = z.object({
	AssigneeId: z.string(),
	PermissionSet: values,
	ExpirationDate: z.unknown(),
});
