import type { Person, Subscription, LicenseRef } from './model';
import { subscriptionKey } from './model';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days between a timestamp and `now`; null where there is no timestamp. Never negative. */
export function daysSince(timestamp: string | null, now: Date): number | null {
	if (timestamp === null) return null;
	return Math.max(0, Math.floor((now.getTime() - Date.parse(timestamp)) / DAY_MS));
}

/**
 * The row *Download* yields: who holds which license, and the latest evidence of use.
 * Activity is the last login, the one signal that every org and edition has.
 */
export function describeSubscription(
	orgId: string,
	person: Person,
	license: LicenseRef & { assignedAt: string | null; softwareModel: string | null },
	now: Date,
): Subscription {
	return {
		subscriptionKey: subscriptionKey(
			orgId,
			person.userId,
			license.licenseKind,
			license.licenseIdentifier,
		),
		orgId,
		userId: person.userId,
		username: person.username,
		email: person.email,
		name: person.name,
		isActive: person.isActive,
		isFrozen: person.isFrozen,
		licenseKind: license.licenseKind,
		licenseIdentifier: license.licenseIdentifier,
		licenseName: license.licenseName,
		softwareModel: license.softwareModel,
		lastLoginAt: person.lastLoginAt,
		lastActivityAt: person.lastLoginAt,
		activitySource: person.lastLoginAt === null ? null : 'lastLogin',
		inactiveDays: daysSince(person.lastLoginAt, now),
		assignedAt: license.assignedAt,
		externalCreatedAt: person.createdAt,
		userType: person.userType,
		profileName: person.profileName,
		userLicenseIdentifier: person.userLicense?.identifier ?? null,
		department: person.department,
		managerId: person.managerId,
		federationId: person.federationId,
	};
}
