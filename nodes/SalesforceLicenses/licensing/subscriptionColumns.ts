import type { Subscription } from './model';

/** The columns of a file, in the order of the documented table. A column left out does not compile. */
const COLUMNS: Record<keyof Subscription, true> = {
	subscriptionKey: true,
	orgId: true,
	userId: true,
	username: true,
	email: true,
	name: true,
	isActive: true,
	isFrozen: true,
	licenseKind: true,
	licenseIdentifier: true,
	licenseName: true,
	softwareModel: true,
	lastLoginAt: true,
	lastActivityAt: true,
	activitySource: true,
	inactiveDays: true,
	assignedAt: true,
	externalCreatedAt: true,
	userType: true,
	profileName: true,
	userLicenseIdentifier: true,
	department: true,
	managerId: true,
	federationId: true,
	lastHumanLoginAt: true,
	lastApiLoginAt: true,
	lastOAuthUseAt: true,
	activityUnknown: true,
};

export const SUBSCRIPTION_COLUMNS = Object.keys(COLUMNS) as Array<keyof Subscription>;
