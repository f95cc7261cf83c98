import { z } from 'zod';
import { text, timestamp } from './columnTypes';
import { fields } from './schema';

/** Who gave a user a license. */

export const ASSIGNER_FIELDS = {
	permissionSetLicense: fields('PermissionSetLicenseAssign', [
		...(['Id', 'AssigneeId', 'PermissionSetLicenseId', 'CreatedDate', 'CreatedById'] as const),
	]),
	packageLicense: fields('UserPackageLicense', [
		...(['Id', 'UserId', 'PackageLicenseId', 'CreatedDate', 'CreatedById'] as const),
	]),
};

/** The fields of the user and of the license are named by the object. */
export const assignerRecord = z
	.object({ Id: z.string(), CreatedDate: timestamp, CreatedById: text })
	.passthrough();

export const AUDIT_FIELDS = fields('SetupAuditTrail', [
	'Id',
	'Action',
	'Display',
	'CreatedDate',
	'CreatedById',
]);

export const auditEntryRecord = z.object({
	Id: z.string(),
	Action: z.string(),
	Display: text,
	CreatedDate: timestamp,
	CreatedById: text,
});

/**
 * Actions of Setup Audit Trail. Salesforce does not document them; they are listed by sfdx-hardis (`diagnose:audittrail`),
 * which knows the last one of the features MarketingUser and InteractionUser.
 */
export const ACTIVATED = 'activateduser';
export const turnedOn = (feature: string) => `changed${feature.toLowerCase()}offon`;
