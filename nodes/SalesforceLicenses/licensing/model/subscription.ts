import type { LicenseKind } from './licenses';

/** A user of one org, in this node's own terms. Unknown values are null, never a guess. */
export interface SalesforceUser {
	userId: string;
	username: string;
	email: string | null;
	name: string;
	isActive: boolean;
	/** Null if the connected user may not read it. */
	isFrozen: boolean | null;
	userType: string | null;
	profileId: string | null;
	profileName: string | null;
	/** The user license of the profile: identifier and name; null if unreadable. */
	userLicense: { identifier: string; name: string } | null;
	department: string | null;
	managerId: string | null;
	federationId: string | null;
	lastLoginAt: string | null;
	createdAt: string | null;
}

/** A license held by a user, as a flat row. Timestamps are ISO-8601 UTC. */
export interface Subscription {
	subscriptionKey: string;
	orgId: string;
	userId: string;
	username: string;
	email: string | null;
	name: string;
	isActive: boolean;
	isFrozen: boolean | null;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	licenseName: string;
	softwareModel: string | null;
	lastLoginAt: string | null;
	lastActivityAt: string | null;
	activitySource: string | null;
	inactiveDays: number | null;
	assignedAt: string | null;
	externalCreatedAt: string | null;
	userType: string | null;
	profileName: string | null;
	userLicenseIdentifier: string | null;
	department: string | null;
	managerId: string | null;
	federationId: string | null;
	/** Null if not requested, or if none was found. */
	lastHumanLoginAt: string | null;
	lastApiLoginAt: string | null;
	lastOAuthUseAt: string | null;
	/** Which of the selected signals could not be read for this user, and why. */
	activityUnknown: string | null;
	publisher: string | null;
	edition: string | null;
	category: string | null;
	/** When the user last created or changed a record of the selected objects. */
	lastWorkAt: string | null;
	/** The person in the company's directory; null without a directory, or without a match. */
	personKey: string | null;
	/** How the person was found, or why not: `none`, `ambiguous`. Null without a directory. */
	personMatch: string | null;
}

export function subscriptionKey(
	orgId: string,
	userId: string,
	kind: LicenseKind,
	identifier: string,
): string {
	return `${orgId}:${userId}:${kind}:${identifier}`;
}

/**
 * The columns of a row and of a file, in the order that people read them: who, which license, how long unused;
 * keys and ids last. A missing column does not compile, and a test holds the rows against this order.
 */
const COLUMNS: Record<keyof Subscription, true> = {
	name: true,
	username: true,
	licenseName: true,
	inactiveDays: true,
	lastLoginAt: true,
	isActive: true,
	isFrozen: true,
	department: true,
	profileName: true,
	email: true,
	lastActivityAt: true,
	activitySource: true,
	lastHumanLoginAt: true,
	lastApiLoginAt: true,
	lastOAuthUseAt: true,
	lastWorkAt: true,
	activityUnknown: true,
	externalCreatedAt: true,
	userType: true,
	softwareModel: true,
	publisher: true,
	edition: true,
	category: true,
	licenseKind: true,
	licenseIdentifier: true,
	assignedAt: true,
	subscriptionKey: true,
	userLicenseIdentifier: true,
	managerId: true,
	federationId: true,
	personKey: true,
	personMatch: true,
	userId: true,
	orgId: true,
};

export const SUBSCRIPTION_COLUMNS = Object.keys(COLUMNS) as Array<keyof Subscription>;
