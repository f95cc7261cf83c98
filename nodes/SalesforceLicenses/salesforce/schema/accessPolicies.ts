import { z } from 'zod';
import { text } from './columnTypes';
import { fields } from './schema';

/**
 * Tooling API, UserAccessPolicy and UserAccessPolicyAction: what an active policy grants when a user is created or
 * updated. Metadata API, UserAccessPolicyAction: among others permission set licenses, package licenses, and
 * permission sets and groups.
 */
export const POLICY_GRANT_FIELDS = fields('UserAccessPolicyAction', [
	'Id',
	'TargetId',
	'UserAccessPolicyId',
	'UserAccessPolicy.MasterLabel',
	'UserAccessPolicy.TriggerType',
]);

export const policyGrantRecord = z.object({
	Id: z.string(),
	TargetId: text,
	UserAccessPolicyId: z.string(),
	UserAccessPolicy: z.object({ MasterLabel: text, TriggerType: text }).nullish(),
});

export const SET_LICENSE_FIELDS = fields('PermissionSet', ['Id', 'LicenseId']);
export const setLicenseRecord = z.object({ Id: z.string(), LicenseId: text });
