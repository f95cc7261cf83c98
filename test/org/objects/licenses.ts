import type { Field, ObjectType } from './field';
import {
	audit,
	bareReference,
	byUsers,
	childOf,
	constant,
	day,
	field,
	flag,
	number,
	object,
	pick,
	reference,
	text,
	when,
	writable,
} from './field';
import { hasEnded } from '../rules/expiry';
import { rightFields } from './rights';

/** Object Reference: UserLicense, PermissionSet and its relatives, PackageLicense, the usage metrics. */
export function licenses(options: {
	digitalExperiences: boolean;
	clock: () => Date;
}): Record<string, ObjectType> {
	const setup = { setup: true };
	const viewSetup = { ...setup, readPermissions: ['ViewSetup'] as const };
	// Users who may assign permission sets may see what can be assigned.
	const sets = {
		...setup,
		readPermissions: ['ViewSetup', 'AssignPermissionSets', 'ManageProfilesPermissionsets'] as const,
	};
	const assign = {
		...sets,
		createable: true,
		deletable: true,
		writePermission: 'AssignPermissionSets' as const,
	};
	// Only in orgs with Digital Experiences; otherwise the columns do not exist.
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
				UsedLicenses: field('int', { notFilterableFrom: 64 }),
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
				Description: text,
				NamespacePrefix: text,
				HasActivationRequired: flag,
				...rightFields(),
				...byUsers,
				...audit,
			},
			sets,
		),
		PermissionSetGroup: object(
			'0PG',
			{
				DeveloperName: text,
				MasterLabel: text,
				Status: pick,
				Description: text,
				NamespacePrefix: text,
				IsDeleted: flag,
				...byUsers,
				...audit,
			},
			sets,
		),
		PermissionSetGroupComponent: object(
			'0PX',
			{
				PermissionSetGroupId: childOf(
					'PermissionSetGroup',
					'PermissionSetGroupComponents',
					'PermissionSetGroup',
				),
				PermissionSetId: reference('PermissionSet', 'PermissionSet'),
				IsDeleted: flag,
				...byUsers,
				...audit,
			},
			sets,
		),
		PermissionSetAssignment: object(
			'0Pa',
			{
				AssigneeId: {
					...childOf('Assignee', 'PermissionSetAssignments', 'User'),
					createable: true,
					required: true,
				},
				PermissionSetId: {
					...childOf('PermissionSet', 'Assignments', 'PermissionSet'),
					createable: true,
				},
				PermissionSetGroupId: {
					...childOf('PermissionSetGroup', 'Assignments', 'PermissionSetGroup'),
					createable: true,
				},
				ExpirationDate: writable(when),
				IsActive: field('boolean', {
					nillable: false,
					derive: (row) => !hasEnded(row, options.clock()),
				}),
				IsRevoked: flag,
				SystemModstamp: when,
			},
			{
				...assign,
				updateable: true,
				readPermissions: ['ViewSetup', 'AssignPermissionSets', 'ManageUsers'],
			},
		),
		PermissionSetLicense: object(
			'0PL',
			{
				// Needs View Setup, or View DeveloperName.
				DeveloperName: field('string', { permission: 'ViewSetup' }),
				MasterLabel: text,
				Language: constant('picklist', 'en_US'),
				PermissionSetLicenseKey: text,
				Status: pick,
				TotalLicenses: number,
				UsedLicenses: number,
				ExpirationDate: day,
				IsAvailableForIntegrations: flag,
				IsSupplementLicense: flag,
				IsDeleted: flag,
				...byUsers,
				...audit,
			},
			setup,
		),
		PermissionSetLicenseAssign: object(
			'2LA',
			{
				IsDeleted: flag,
				AssigneeId: {
					...childOf('Assignee', 'PermissionSetLicenseAssignments', 'User'),
					createable: true,
					required: true,
				},
				PermissionSetLicenseId: {
					...childOf(
						'PermissionSetLicense',
						'PermissionSetLicenseAssignments',
						'PermissionSetLicense',
					),
					createable: true,
					required: true,
				},
				IsRevoked: flag,
				...byUsers,
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
				IsAvailableForIntegrations: flag,
				...audit,
			},
			setup,
		),
		// The parent of UserId has no documented relationship name, so queries cannot follow it.
		UserPackageLicense: object(
			'051',
			{
				UserId: { ...bareReference('User'), createable: true, required: true },
				PackageLicenseId: {
					...reference('PackageLicense', 'PackageLicense'),
					createable: true,
					required: true,
				},
				IsRevoked: flag,
				...byUsers,
				...audit,
			},
			{ ...setup, createable: true, deletable: true, writePermission: 'ManagePackageLicenses' },
		),
		TenantUsageEntitlement: object(
			'0Uj',
			{
				MasterLabel: field('string', { filterable: false }),
				ResourceGroupKey: text,
				Setting: text,
				IsPersistentResource: flag,
				HasRollover: flag,
				OverageGrace: number,
				IsDeleted: flag,
				CurrentAmountAllowed: number,
				AmountUsed: number,
				Frequency: pick,
				StartDate: day,
				EndDate: day,
				UsageDate: when,
				...audit,
			},
			{ readPermissions: ['ViewSetup'] },
		),
		TenantConsumptionAlert: object(
			'0Ua',
			{
				Name: text,
				AlertScope: text,
				AlertSubScope1: text,
				AlertSubScope2: text,
				AlertStatus: pick,
				AlertTimestamp: when,
				AlertType: text,
				TriggerType: text,
				TriggerValue: number,
				IsNotificationSent: flag,
				...audit,
			},
			{ since: 67 },
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
const metricAccess = { readPermissions: ['ViewSetup'] as const, bulk: false };
