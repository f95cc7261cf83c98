import type { Field, ObjectType } from './field';
import {
	audit,
	bareReference,
	field,
	flag,
	object,
	pick,
	reference,
	text,
	when,
	writable,
} from './field';

/**
 * Flags of feature licenses: `UserPermissions` + FeatureType. They exist on User only in an org that
 * has the feature (help article 000387847; Object Reference, ActiveFeatureLicenseMetric).
 */
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

/** Object Reference: Organization, User, UserRole, Profile, UserLogin, EntitySubscription, Group, GroupMember. */
export function people(features: readonly string[]): Record<string, ObjectType> {
	const flags: Record<string, Field> = Object.fromEntries(
		features.map((feature) => [`UserPermissions${feature}`, writable(flag)]),
	);
	const setup = { setup: true };
	return {
		Organization: object('00D', {
			Name: text,
			OrganizationType: pick,
			IsSandbox: flag,
			InstanceName: text,
			NamespacePrefix: text,
			TrialExpirationDate: when,
			LanguageLocaleKey: pick,
			...audit,
		}),
		User: object(
			'005',
			{
				Username: writable(text),
				Name: text,
				FirstName: writable(text),
				LastName: writable(text),
				Email: writable(text),
				IsActive: writable(flag),
				UserType: pick,
				ProfileId: writable(reference('Profile', 'Profile')),
				ManagerId: writable(reference('Manager', 'User')),
				UserRoleId: writable(reference('UserRole', 'UserRole')),
				Department: writable(text),
				Division: writable(text),
				Title: writable(text),
				CompanyName: writable(text),
				Country: writable(text),
				FederationIdentifier: writable(text),
				EmployeeNumber: writable(text),
				LastLoginDate: when,
				ForecastEnabled: writable(flag),
				...flags,
				...audit,
			},
			{ ...setup, createable: true, updateable: true, writePermission: 'ManageUsers' },
		),
		UserRole: object(
			'00E',
			{ Name: text, DeveloperName: text, ParentRoleId: bareReference('UserRole') },
			setup,
		),
		Profile: object(
			'00e',
			{
				Name: text,
				UserType: pick,
				UserLicenseId: reference('UserLicense', 'UserLicense'),
				PermissionsModifyAllData: flag,
				PermissionsManageUsers: flag,
				...audit,
			},
			setup,
		),
		UserLogin: object(
			'0Yw',
			{
				UserId: bareReference('User'),
				IsFrozen: field('boolean', { updateable: true }),
				IsPasswordLocked: field('boolean', { updateable: true }),
				LastModifiedDate: when,
				LastModifiedById: reference('LastModifiedBy', 'User'),
			},
			{ ...setup, updateable: true, readPermission: 'ManageUsers', writePermission: 'ManageUsers' },
		),
		// Follows; for users ParentId is the one who is followed.
		EntitySubscription: object(
			'0E8',
			{
				ParentId: reference('Parent', 'User', 'Account', 'Case'),
				SubscriberId: reference('Subscriber', 'User'),
				CreatedDate: when,
			},
			{ createable: true, deletable: true },
		),
		Group: object(
			'00G',
			{ Name: text, DeveloperName: text, Type: pick, ...audit },
			{ ...setup, deletable: true },
		),
		GroupMember: object(
			'011',
			{
				GroupId: { ...reference('Group', 'Group'), createable: true },
				UserOrGroupId: { ...bareReference('User', 'Group'), createable: true },
				SystemModstamp: when,
			},
			{ ...setup, createable: true, deletable: true },
		),
		QueueSobject: object('03g', { QueueId: reference('Queue', 'Group'), SobjectType: pick }, setup),
	};
}
