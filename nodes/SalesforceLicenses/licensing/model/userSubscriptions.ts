import type { Activity } from './activity';
import type { LicenseRef, Software } from './licenses';
import type { SalesforceUser, Subscription } from './subscription';
import { subscriptionKey } from './subscription';

/** The columns of the license; all other columns belong to the user. */
const OF_THE_LICENSE = [
	'subscriptionKey',
	'licenseKind',
	'licenseIdentifier',
	'licenseName',
	'softwareModel',
	'publisher',
	'edition',
	'category',
	'assignedAt',
] as const satisfies ReadonlyArray<keyof Subscription>;

type LicenseColumn = (typeof OF_THE_LICENSE)[number];
type UserColumn = Exclude<keyof Subscription, LicenseColumn>;

export const isOfTheLicense = (column: string): column is LicenseColumn =>
	(OF_THE_LICENSE as readonly string[]).includes(column);

/** One subscription, without the columns of the user. */
export type HeldLicense = Pick<Subscription, LicenseColumn>;

/**
 * One user with all subscriptions. The columns of the user are most of a row and the same in each row, so
 * they are built once and become rows as late as possible.
 */
export interface UserSubscriptions extends Pick<Subscription, UserColumn> {
	/** Org id and user id. */
	userKey: string;
	subscriptionCount: number;
	subscriptions: HeldLicense[];
}

export function describeUser(
	orgId: string,
	person: SalesforceUser,
	activity: Activity,
	subscriptions: HeldLicense[],
): UserSubscriptions {
	return {
		userKey: `${orgId}:${person.userId}`,
		orgId,
		userId: person.userId,
		username: person.username,
		email: person.email,
		name: person.name,
		isActive: person.isActive,
		isFrozen: person.isFrozen,
		lastLoginAt: person.lastLoginAt,
		lastActivityAt: activity.lastActivityAt,
		activitySource: activity.activitySource,
		inactiveDays: activity.inactiveDays,
		externalCreatedAt: person.createdAt,
		userType: person.userType,
		profileName: person.profileName,
		userLicenseIdentifier: person.userLicense?.identifier ?? null,
		department: person.department,
		managerId: person.managerId,
		federationId: person.federationId,
		lastHumanLoginAt: activity.lastHumanLoginAt,
		lastApiLoginAt: activity.lastApiLoginAt,
		lastOAuthUseAt: activity.lastOAuthUseAt,
		activityUnknown: activity.activityUnknown,
		lastWorkAt: activity.lastWorkAt,
		personKey: null,
		personMatch: null,
		subscriptionCount: subscriptions.length,
		subscriptions,
	};
}

export function describeHeld(
	orgId: string,
	userId: string,
	{ licenseKind, licenseIdentifier, licenseName }: LicenseRef,
	{ softwareModel, publisher, edition, category }: Software,
	assignedAt: string | null,
): HeldLicense {
	return {
		subscriptionKey: subscriptionKey(orgId, userId, licenseKind, licenseIdentifier),
		licenseKind,
		licenseIdentifier,
		licenseName,
		softwareModel,
		publisher,
		edition,
		category,
		assignedAt,
	};
}

/** The row that *Download* returns: who holds which license, and the latest evidence of use. */
export function toRow(user: UserSubscriptions, held: HeldLicense): Subscription {
	return {
		subscriptionKey: held.subscriptionKey,
		orgId: user.orgId,
		userId: user.userId,
		username: user.username,
		email: user.email,
		name: user.name,
		isActive: user.isActive,
		isFrozen: user.isFrozen,
		licenseKind: held.licenseKind,
		licenseIdentifier: held.licenseIdentifier,
		licenseName: held.licenseName,
		softwareModel: held.softwareModel,
		lastLoginAt: user.lastLoginAt,
		lastActivityAt: user.lastActivityAt,
		activitySource: user.activitySource,
		inactiveDays: user.inactiveDays,
		assignedAt: held.assignedAt,
		externalCreatedAt: user.externalCreatedAt,
		userType: user.userType,
		profileName: user.profileName,
		userLicenseIdentifier: user.userLicenseIdentifier,
		department: user.department,
		managerId: user.managerId,
		federationId: user.federationId,
		lastHumanLoginAt: user.lastHumanLoginAt,
		lastApiLoginAt: user.lastApiLoginAt,
		lastOAuthUseAt: user.lastOAuthUseAt,
		activityUnknown: user.activityUnknown,
		publisher: held.publisher,
		edition: held.edition,
		category: held.category,
		lastWorkAt: user.lastWorkAt,
		personKey: user.personKey,
		personMatch: user.personMatch,
	};
}

export function toRows(user: UserSubscriptions): Subscription[] {
	return user.subscriptions.map((held) => toRow(user, held));
}
