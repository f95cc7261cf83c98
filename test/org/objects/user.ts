import type { Field } from './field';
import {
	audit,
	byUsers,
	childOf,
	constant,
	field,
	flag,
	pick,
	reference,
	text,
	when,
	writable,
} from './field';

/** A text with a maximum length. */
const upTo = (maxLength: number) => writable(field('string', { maxLength }));
const required = (base: Field): Field => ({ ...writable(base), nillable: false, required: true });

const shortName = ({ FirstName, LastName }: Record<string, unknown>) =>
	`${String(FirstName ?? '').slice(0, 1)}${String(LastName ?? '')}`.slice(0, 8);
const beforeAt = ({ Username }: Record<string, unknown>) => String(Username).split('@')[0];

/** Object Reference, User: without the flags of feature licenses, which depend on the org. */
export function userFields(): Record<string, Field> {
	return {
		Username: required(field('string', { maxLength: 80 })),
		LastName: required(field('string', { maxLength: 80 })),
		FirstName: upTo(40),
		Name: text,
		CompanyName: upTo(80),
		Division: upTo(80),
		Department: upTo(80),
		Title: upTo(80),
		Street: upTo(255),
		City: upTo(40),
		State: upTo(80),
		PostalCode: upTo(20),
		Country: upTo(80),
		Email: required(field('string', { maxLength: 128 })),
		SenderEmail: upTo(80),
		Phone: upTo(40),
		MobilePhone: upTo(40),
		Extension: upTo(40),
		Alias: required(field('string', { maxLength: 8, derive: shortName })),
		CommunityNickname: writable(field('string', { maxLength: 40, derive: beforeAt })),
		IsActive: writable(flag),
		TimeZoneSidKey: { ...constant('picklist', 'Europe/Berlin'), ...settable },
		UserRoleId: writable(childOf('UserRole', 'Users', 'UserRole')),
		LocaleSidKey: { ...constant('picklist', 'en_US'), ...settable },
		ReceivesInfoEmails: writable(flag),
		ReceivesAdminInfoEmails: writable(flag),
		EmailEncodingKey: { ...constant('picklist', 'UTF-8'), ...settable },
		ProfileId: {
			...writable(childOf('Profile', 'Users', 'Profile')),
			nillable: false,
			required: true,
		},
		UserType: pick,
		LanguageLocaleKey: { ...constant('picklist', 'en_US'), ...settable },
		EmployeeNumber: upTo(20),
		DelegatedApproverId: writable(field('reference', { references: ['User', 'Group'] })),
		ManagerId: writable(childOf('Manager', 'ManagedUsers', 'User')),
		LastLoginDate: when,
		LastPasswordChangeDate: when,
		OfflineTrialExpirationDate: when,
		// Visible only to users who manage users.
		NumberOfFailedLogins: constant('int', 0, { permission: 'ManageUsers' }),
		ForecastEnabled: writable(flag),
		ContactId: field('reference', { references: ['Contact'], createable: true }),
		AccountId: field('reference', { references: ['Account'] }),
		IsPortalEnabled: writable(flag),
		FederationIdentifier: upTo(512),
		AboutMe: field('string', { filterable: false, createable: true, updateable: true }),
		DigestFrequency: constant('picklist', 'D'),
		DefaultGroupNotificationFrequency: constant('picklist', 'N'),
		LastViewedDate: when,
		LastReferencedDate: when,
		IsProfilePhotoActive: flag,
		// A custom hierarchical lookup: a user that it names cannot be deactivated (help article
		// 000384962).
		Deputy__c: writable(reference('Deputy__r', 'User')),
		...byUsers,
		...audit,
	};
}

const settable = { createable: true, updateable: true, required: true };
