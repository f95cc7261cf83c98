import type { Field, ObjectType } from './field';
import {
	audit,
	bareReference,
	day,
	field,
	flag,
	number,
	object,
	pick,
	reference,
	text,
	when,
} from './field';

/** Object Reference: UserLicense, PermissionSet and its relatives, PackageLicense, the usage metrics. */
export function licenses(options: { digitalExperiences: boolean }): Record<string, ObjectType> {
	const setup = { setup: true };
	const viewSetup = { ...setup, readPermission: 'ViewSetup' as const };
	const assign = {
		...viewSetup,
		createable: true,
		deletable: true,
		writePermission: 'AssignPermissionSets' as const,
	};
	// Only in orgs with Digital Experiences; elsewhere the columns do not exist.
	const monthlyLogins: Record<string, Field> = options.digitalExperiences
		? { MonthlyLoginsEntitlement: number, MonthlyLoginsUsed: number }
		: {};
	return {
		UserLicense: object(
			'100',
			{
				Name: text,
				MasterLabel: text,
				LicenseDefinitionKey: text,
				Status: pick,
				TotalLicenses: number,
				// Not filterable from version 64.0.
				UsedLicenses: field('int', { filterable: false }),
				UsedLicensesLastUpdated: when,
				...monthlyLogins,
				...audit,
			},
			viewSetup,
		),
		PermissionSet: object(
			'0PS',
			{
				Name: text,
				Label: text,
				LicenseId: reference('License', 'PermissionSetLicense', 'UserLicense'),
				IsOwnedByProfile: flag,
				IsCustom: flag,
				Type: pick,
				ProfileId: reference('Profile', 'Profile'),
				PermissionSetGroupId: bareReference('PermissionSetGroup'),
				...audit,
			},
			viewSetup,
		),
		PermissionSetGroup: object(
			'0PG',
			{ DeveloperName: text, MasterLabel: text, Status: pick, ...audit },
			viewSetup,
		),
		PermissionSetGroupComponent: object(
			'0PX',
			{
				PermissionSetGroupId: reference('PermissionSetGroup', 'PermissionSetGroup'),
				PermissionSetId: reference('PermissionSet', 'PermissionSet'),
				...audit,
			},
			viewSetup,
		),
		PermissionSetAssignment: object(
			'0Pa',
			{
				AssigneeId: { ...reference('Assignee', 'User'), createable: true },
				PermissionSetId: { ...reference('PermissionSet', 'PermissionSet'), createable: true },
				PermissionSetGroupId: {
					...reference('PermissionSetGroup', 'PermissionSetGroup'),
					createable: true,
				},
				ExpirationDate: { ...when, createable: true },
				IsActive: flag,
				SystemModstamp: when,
			},
			assign,
		),
		PermissionSetLicense: object(
			'0PL',
			{
				DeveloperName: text,
				MasterLabel: text,
				PermissionSetLicenseKey: text,
				Status: pick,
				TotalLicenses: number,
				UsedLicenses: number,
				ExpirationDate: day,
				IsAvailableForIntegrations: flag,
				...audit,
			},
			viewSetup,
		),
		PermissionSetLicenseAssign: object(
			'2LA',
			{
				IsDeleted: flag,
				AssigneeId: { ...reference('Assignee', 'User'), createable: true },
				PermissionSetLicenseId: {
					...reference('PermissionSetLicense', 'PermissionSetLicense'),
					createable: true,
				},
				...audit,
			},
			assign,
		),
		PackageLicense: object(
			'050',
			{
				NamespacePrefix: text,
				Status: pick,
				AllowedLicenses: number,
				UsedLicenses: number,
				ExpirationDate: when,
				IsProvisioned: flag,
				...audit,
			},
			setup,
		),
		// The parent of UserId has no documented relationship name, so it cannot be walked.
		UserPackageLicense: object(
			'051',
			{
				UserId: { ...bareReference('User'), createable: true },
				PackageLicenseId: { ...reference('PackageLicense', 'PackageLicense'), createable: true },
				...audit,
			},
			{ ...setup, createable: true, deletable: true, writePermission: 'ManagePackageLicenses' },
		),
		TenantUsageEntitlement: object(
			'0Uj',
			{
				MasterLabel: field('string', { filterable: false }),
				Setting: text,
				CurrentAmountAllowed: number,
				AmountUsed: number,
				Frequency: pick,
				StartDate: day,
				EndDate: day,
				UsageDate: when,
				...audit,
			},
			{ readPermission: 'ViewSetup' },
		),
		ActiveFeatureLicenseMetric: object(
			'5Pm',
			{ FeatureType: pick, ...metric, TotalLicenseCount: number },
			metricAccess,
		),
		ActivePermSetLicenseMetric: object(
			'5Pn',
			{
				DeveloperName: text,
				MasterLabel: text,
				PermissionSetLicenseId: reference('PermissionSetLicense', 'PermissionSetLicense'),
				...metric,
				TotalLicenses: number,
			},
			metricAccess,
		),
		ActiveProfileMetric: object(
			'5Po',
			{
				ProfileId: reference('Profile', 'Profile'),
				UserLicenseId: reference('UserLicense', 'UserLicense'),
				...metric,
			},
			metricAccess,
		),
	};
}

/** ActiveUserCount: logged in during the last 30 days. */
const metric = {
	MetricsDate: day,
	AssignedUserCount: number,
	ActiveUserCount: number,
	SystemModstamp: when,
};
const metricAccess = { readPermission: 'ViewSetup' as const, bulk: false };
