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
		name: person.name,
		username: person.username,
		subscriptionCount: subscriptions.length,
		inactiveDays: activity.inactiveDays,
		lastLoginAt: person.lastLoginAt,
		isActive: person.isActive,
		isFrozen: person.isFrozen,
		department: person.department,
		profileName: person.profileName,
		email: person.email,
		lastActivityAt: activity.lastActivityAt,
		activitySource: activity.activitySource,
		lastHumanLoginAt: activity.lastHumanLoginAt,
		lastApiLoginAt: activity.lastApiLoginAt,
		lastOAuthUseAt: activity.lastOAuthUseAt,
		lastWorkAt: activity.lastWorkAt,
		activityUnknown: activity.activityUnknown,
		externalCreatedAt: person.createdAt,
		userType: person.userType,
		userLicenseIdentifier: person.userLicense?.identifier ?? null,
		managerId: person.managerId,
		federationId: person.federationId,
		personKey: null,
		personMatch: null,
		userId: person.userId,
		orgId,
		userKey: `${orgId}:${person.userId}`,
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
		licenseName,
		softwareModel,
		publisher,
		edition,
		category,
		licenseKind,
		licenseIdentifier,
		assignedAt,
		subscriptionKey: subscriptionKey(orgId, userId, licenseKind, licenseIdentifier),
	};
}

/** The row that *Download* returns: who holds which license, and the latest evidence of use. */
export function toRow(user: UserSubscriptions, held: HeldLicense): Subscription {
	return {
		name: user.name,
		username: user.username,
		licenseName: held.licenseName,
		inactiveDays: user.inactiveDays,
		lastLoginAt: user.lastLoginAt,
		isActive: user.isActive,
		isFrozen: user.isFrozen,
		department: user.department,
		profileName: user.profileName,
		email: user.email,
		lastActivityAt: user.lastActivityAt,
		activitySource: user.activitySource,
		lastHumanLoginAt: user.lastHumanLoginAt,
		lastApiLoginAt: user.lastApiLoginAt,
		lastOAuthUseAt: user.lastOAuthUseAt,
		lastWorkAt: user.lastWorkAt,
		activityUnknown: user.activityUnknown,
		externalCreatedAt: user.externalCreatedAt,
		userType: user.userType,
		softwareModel: held.softwareModel,
		publisher: held.publisher,
		edition: held.edition,
		category: held.category,
		licenseKind: held.licenseKind,
		licenseIdentifier: held.licenseIdentifier,
		assignedAt: held.assignedAt,
		subscriptionKey: held.subscriptionKey,
		userLicenseIdentifier: user.userLicenseIdentifier,
		managerId: user.managerId,
		federationId: user.federationId,
		personKey: user.personKey,
		personMatch: user.personMatch,
		userId: user.userId,
		orgId: user.orgId,
	};
}

export function toRows(user: UserSubscriptions): Subscription[] {
	return user.subscriptions.map((held) => toRow(user, held));
}
