import { z } from 'zod';
import { amount, text, timestamp } from './columnTypes';

/**
 * Every shape that comes from Salesforce is parsed here once, on the way in. Only fields that the Object
 * Reference does not call nillable are required; a test checks every shape against jsforce's copy of the
 * reference.
 */

export const organizationRecord = z.object({
	Id: z.string(),
	Name: z.string(),
	OrganizationType: text,
	IsSandbox: z
		.boolean()
		.nullish()
		.transform((value) => value ?? false),
	InstanceName: text,
	NamespacePrefix: text,
	TrialExpirationDate: timestamp,
});

export const userRecord = z
	.object({
		Id: z.string(),
		Username: z.string(),
		Name: text,
		Email: text,
		IsActive: z.boolean(),
		UserType: text,
		LastLoginDate: timestamp,
		CreatedDate: timestamp,
		ProfileId: text,
		Department: text,
		ManagerId: text,
		FederationIdentifier: text,
		Profile: z
			.object({
				Name: text,
				UserLicenseId: text,
				UserLicense: z.object({ Name: text, LicenseDefinitionKey: text }).nullish(),
			})
			.nullish(),
	})
	// Feature-license flags are kept under their own names.
	.passthrough();
export type UserRecord = z.infer<typeof userRecord>;

export const userNameRecord = z.object({
	Id: z.string(),
	Username: z.string(),
	Name: text,
});
export const profileNameRecord = z.object({ Id: z.string(), Name: z.string() });

export const userLicenseRecord = z.object({
	Id: z.string(),
	Name: z.string(),
	MasterLabel: text,
	LicenseDefinitionKey: text,
	Status: text,
	TotalLicenses: z.number(),
	UsedLicenses: z.number(),
});

export const permissionSetLicenseRecord = z.object({
	Id: z.string(),
	DeveloperName: text,
	MasterLabel: text,
	Status: text,
	TotalLicenses: z.number(),
	UsedLicenses: z.number(),
	ExpirationDate: timestamp,
});

export const permissionSetLicenseAssignRecord = z.object({
	Id: z.string(),
	AssigneeId: z.string(),
	PermissionSetLicenseId: z.string(),
	CreatedDate: timestamp,
});

export const packageLicenseRecord = z.object({
	Id: z.string(),
	NamespacePrefix: z.string(),
	Status: text,
	AllowedLicenses: z.number(),
	UsedLicenses: z.number(),
	ExpirationDate: timestamp,
});

export const userPackageLicenseRecord = z.object({
	Id: z.string(),
	UserId: z.string(),
	PackageLicenseId: z.string(),
	CreatedDate: timestamp,
});

const licensedSet = z
	.object({ Label: text, LicenseId: text })
	.nullish()
	.transform((value) => value ?? { Label: null, LicenseId: null });

export const permissionSetAssignmentRecord = z.object({
	Id: z.string(),
	AssigneeId: z.string(),
	PermissionSetId: text,
	PermissionSetGroupId: text,
	PermissionSet: licensedSet,
	ExpirationDate: timestamp,
});

export const permissionSetGroupComponentRecord = z.object({
	PermissionSetGroupId: text,
	PermissionSet: licensedSet,
});

/** Permissions are kept under their own names. */
export const grantingSetRecord = z
	.object({ Id: z.string(), ProfileId: text, PermissionSetGroupId: text })
	.passthrough();

export const groupComponentRecord = z.object({
	PermissionSetGroupId: text,
	PermissionSetId: z.string(),
});

export const profileRecord = z
	.object({
		Id: z.string(),
		Name: z.string(),
		UserLicenseId: z.string(),
		/** Null if the connected user may not see it. */
		UserLicense: z.object({ Name: text, LicenseDefinitionKey: text }).nullish(),
	})
	// The requested permissions are kept under their own names.
	.passthrough();

/** Records have an owner, approval requests an actor. */
export const ownerRecord = z.object({ Id: z.string(), OwnerId: text, ActorId: text });

export const managerRecord = z.object({ Id: z.string(), ManagerId: text });

export const idRecord = z.object({ Id: z.string() });

export const userLoginRecord = z.object({
	Id: z.string(),
	UserId: text,
	IsFrozen: z.boolean(),
});

export const freezeTimeRecord = z.object({
	UserId: text,
	LastModifiedDate: timestamp,
});

export const featureMetricRecord = z.object({
	FeatureType: z.string(),
	MetricsDate: text,
	TotalLicenseCount: amount,
	AssignedUserCount: amount,
	ActiveUserCount: amount,
});

export const permissionSetLicenseMetricRecord = z.object({
	PermissionSetLicenseId: z.string(),
	MetricsDate: text,
	ActiveUserCount: amount,
});

export const profileMetricRecord = z.object({
	UserLicenseId: z.string(),
	MetricsDate: text,
	ActiveUserCount: amount,
});

export const monthlyLoginsRecord = z.object({
	Id: z.string(),
	MonthlyLoginsEntitlement: amount,
	MonthlyLoginsUsed: amount,
});

export const tenantUsageRecord = z.object({
	Id: z.string(),
	MasterLabel: text,
	Setting: z.string(),
	CurrentAmountAllowed: amount,
	AmountUsed: amount,
	Frequency: text,
	StartDate: timestamp,
	EndDate: timestamp,
	UsageDate: timestamp,
});

export const loginHistoryRecord = z.object({
	UserId: text,
	LoginTime: timestamp,
	LoginType: text,
	Status: text,
});

export const oauthTokenRecord = z.object({ UserId: text, LastUsedDate: timestamp });

/** A group in the result of `GROUP BY`: the grouped field, and the latest time under an alias. */
export const workRow = z.object({ latest: timestamp }).passthrough();
