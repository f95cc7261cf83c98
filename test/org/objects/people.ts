import type { Field, ObjectType } from './field';
import {
	audit,
	bareReference,
	byUsers,
	childOf,
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
import { rightFields } from './rights';
import { userFields } from './user';

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
export function people(
	features: readonly string[],
	customFields: Readonly<Record<string, Field>>,
): Record<string, ObjectType> {
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
			DefaultLocaleSidKey: pick,
			TimeZoneSidKey: pick,
			Country: text,
			PrimaryContact: text,
			FiscalYearStartMonth: number,
			IsReadOnly: flag,
			...byUsers,
			...audit,
		}),
		User: object(
			'005',
			{ ...userFields(), ...flags, ...customFields },
			{
				...setup,
				createable: true,
				updateable: true,
				// Object Reference, User.
				writePermission: 'ManageInternalUsers',
			},
		),
		UserRole: object(
			'00E',
			{
				Name: text,
				DeveloperName: text,
				ParentRoleId: bareReference('UserRole'),
				ForecastUserId: bareReference('User'),
				PortalAccountOwnerId: bareReference('User'),
				LastModifiedDate: field('datetime', { derive: ({ SystemModstamp }) => SystemModstamp }),
				SystemModstamp: when,
			},
			setup,
		),
		Profile: object(
			'00e',
			{
				Name: text,
				UserType: pick,
				Description: text,
				UserLicenseId: reference('UserLicense', 'UserLicense'),
				...rightFields(),
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
			{
				...setup,
				updateable: true,
				readPermissions: ['ManageUsers'],
				writePermission: 'ManageUsers',
			},
		),
		// Follows; for users, ParentId is the followed user.
		EntitySubscription: object(
			'0E8',
			{
				ParentId: {
					...childOf('Parent', 'FeedSubscriptionsForEntity', 'User', 'Account', 'Case'),
					createable: true,
				},
				SubscriberId: {
					...childOf('Subscriber', 'FeedSubscriptions', 'User'),
					createable: true,
				},
				CreatedById: reference('CreatedBy', 'User'),
				CreatedDate: when,
				IsDeleted: flag,
			},
			{ createable: true, deletable: true },
		),
		Group: object(
			'00G',
			{
				Name: text,
				DeveloperName: text,
				Type: pick,
				RelatedId: bareReference('User', 'UserRole'),
				Email: text,
				DoesSendEmailToMembers: flag,
				DoesIncludeBosses: flag,
				OwnerId: bareReference('User'),
				...byUsers,
				...audit,
			},
			{ ...setup, deletable: true },
		),
		GroupMember: object(
			'011',
			{
				GroupId: { ...childOf('Group', 'GroupMembers', 'Group'), createable: true },
				UserOrGroupId: { ...bareReference('User', 'Group'), createable: true },
				SystemModstamp: when,
			},
			{ ...setup, createable: true, deletable: true },
		),
		QueueSobject: object(
			'03g',
			{
				QueueId: childOf('Queue', 'QueueSobjects', 'Group'),
				SobjectType: pick,
				SystemModstamp: when,
			},
			setup,
		),
	};
}
