/**
 * The objects and fields of the simulated org, as the Object Reference states them. Stated again here
 * on purpose: a name that the product gets wrong must fail, not agree with itself.
 */
export type FieldType =
	| 'id'
	| 'reference'
	| 'string'
	| 'boolean'
	| 'int'
	| 'datetime'
	| 'date'
	| 'picklist';

export interface Field {
	type: FieldType;
	/** "Filter" among the field's properties. */
	filterable: boolean;
	updateable: boolean;
	/** The relationship by which a reference field is walked, and where it leads. */
	relationship?: { name: string; to: string };
}

export interface ObjectType {
	keyPrefix: string;
	fields: Record<string, Field>;
	/** Setup objects may not share a DML call with others (REST guide, "sObject Collections"). */
	setup: boolean;
	createable: boolean;
	deletable: boolean;
	/** Permission without which the object is not there for the user ("Special Access Rules"). */
	readPermission?: Permission;
	writePermission?: Permission;
}

export type Permission =
	| 'ApiEnabled'
	| 'ViewSetup'
	| 'ManageUsers'
	| 'AssignPermissionSets'
	| 'ManagePackageLicenses';

const field = (type: FieldType, more: Partial<Field> = {}): Field => ({
	type,
	filterable: true,
	updateable: false,
	...more,
});
const ref = (name: string | null, to: string): Field =>
	field('reference', name === null ? {} : { relationship: { name, to } });
const text = field('string');
const when = field('datetime');
const audit = { CreatedDate: when, LastModifiedDate: when, SystemModstamp: when };

export const FEATURES = [
	'MarketingUser',
	'OfflineUser',
	'MobileUser',
	'SFContentUser',
	'KnowledgeUser',
	'InteractionUser',
	'SupportUser',
	'LiveAgentUser',
];

function userFields(features: readonly string[]): Record<string, Field> {
	const flags = features.map((feature) => [
		`UserPermissions${feature}`,
		field('boolean', { updateable: true }),
	]);
	return {
		Id: field('id'),
		Username: field('string', { updateable: true }),
		Name: text,
		FirstName: text,
		LastName: text,
		Email: text,
		IsActive: field('boolean', { updateable: true }),
		UserType: field('picklist'),
		ProfileId: { ...ref('Profile', 'Profile'), updateable: true },
		ManagerId: { ...ref('Manager', 'User'), updateable: true },
		Department: text,
		FederationIdentifier: text,
		LastLoginDate: when,
		...audit,
		...(Object.fromEntries(flags) as Record<string, Field>),
	};
}

/** All objects of an org with these features. */
export function objectTypes(features: readonly string[]): Record<string, ObjectType> {
	const type = (
		keyPrefix: string,
		fields: Record<string, Field>,
		more: Partial<ObjectType> = {},
	): ObjectType => ({
		keyPrefix,
		fields: { Id: field('id'), ...fields },
		setup: false,
		createable: false,
		deletable: false,
		...more,
	});
	const setup = { setup: true };
	return {
		Organization: type('00D', {
			Name: text,
			OrganizationType: field('picklist'),
			IsSandbox: field('boolean'),
			InstanceName: text,
			NamespacePrefix: text,
			TrialExpirationDate: when,
			...audit,
		}),
		User: type('005', userFields(features), {
			...setup,
			createable: true,
			writePermission: 'ManageUsers',
		}),
		UserRole: type('00E', { Name: text, DeveloperName: text }, setup),
		Profile: type(
			'00e',
			{
				Name: text,
				UserLicenseId: ref('UserLicense', 'UserLicense'),
				UserType: field('picklist'),
				...audit,
			},
			setup,
		),
		UserLicense: type(
			'100',
			{
				Name: text,
				MasterLabel: text,
				LicenseDefinitionKey: text,
				Status: field('picklist'),
				TotalLicenses: field('int'),
				// Not filterable from version 64.0 (Object Reference, UserLicense).
				UsedLicenses: field('int', { filterable: false }),
				UsedLicensesLastUpdated: when,
				...audit,
			},
			{ ...setup, readPermission: 'ViewSetup' },
		),
		PermissionSet: type(
			'0PS',
			{
				Name: text,
				Label: text,
				LicenseId: field('reference'),
				IsOwnedByProfile: field('boolean'),
				ProfileId: ref('Profile', 'Profile'),
				...audit,
			},
			{ ...setup, readPermission: 'ViewSetup' },
		),
		PermissionSetAssignment: type(
			'0Pa',
			{
				AssigneeId: ref('Assignee', 'User'),
				PermissionSetId: ref('PermissionSet', 'PermissionSet'),
				PermissionSetGroupId: ref(null, 'PermissionSetGroup'),
				SystemModstamp: when,
			},
			{
				...setup,
				createable: true,
				deletable: true,
				readPermission: 'ViewSetup',
				writePermission: 'AssignPermissionSets',
			},
		),
		PermissionSetLicense: type(
			'0PL',
			{
				DeveloperName: text,
				MasterLabel: text,
				PermissionSetLicenseKey: text,
				Status: field('picklist'),
				TotalLicenses: field('int'),
				UsedLicenses: field('int'),
				ExpirationDate: field('date'),
				...audit,
			},
			{ ...setup, readPermission: 'ViewSetup' },
		),
		PermissionSetLicenseAssign: type(
			'2LA',
			{
				AssigneeId: ref('Assignee', 'User'),
				PermissionSetLicenseId: ref('PermissionSetLicense', 'PermissionSetLicense'),
				...audit,
			},
			{
				...setup,
				createable: true,
				deletable: true,
				readPermission: 'ViewSetup',
				writePermission: 'AssignPermissionSets',
			},
		),
		PackageLicense: type(
			'050',
			{
				NamespacePrefix: text,
				Status: field('picklist'),
				AllowedLicenses: field('int'),
				UsedLicenses: field('int'),
				ExpirationDate: when,
				...audit,
			},
			setup,
		),
		// No relationship to User is documented, so none can be walked.
		UserPackageLicense: type(
			'051',
			{
				UserId: ref(null, 'User'),
				PackageLicenseId: ref('PackageLicense', 'PackageLicense'),
				...audit,
			},
			{ ...setup, createable: true, deletable: true, writePermission: 'ManagePackageLicenses' },
		),
		UserLogin: type(
			'0Yw',
			{
				UserId: ref(null, 'User'),
				IsFrozen: field('boolean', { updateable: true }),
				IsPasswordLocked: field('boolean'),
				LastModifiedDate: when,
			},
			{ ...setup, readPermission: 'ManageUsers', writePermission: 'ManageUsers' },
		),
		EntitySubscription: type('0E8', {
			ParentId: ref(null, 'User'),
			SubscriberId: ref('Subscriber', 'User'),
			CreatedDate: when,
		}),
		TenantUsageEntitlement: type(
			'0Uj',
			{
				MasterLabel: text,
				Setting: text,
				CurrentAmountAllowed: field('int'),
				AmountUsed: field('int'),
				StartDate: field('date'),
				EndDate: field('date'),
			},
			{ readPermission: 'ViewSetup' },
		),
		ActiveFeatureLicenseMetric: type(
			'5Pm',
			{
				FeatureType: field('picklist'),
				MetricsDate: field('date'),
				TotalLicenseCount: field('int'),
				AssignedUserCount: field('int'),
				ActiveUserCount: field('int'),
			},
			{ readPermission: 'ViewSetup' },
		),
	};
}
