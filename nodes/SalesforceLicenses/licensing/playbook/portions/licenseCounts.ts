import type { LicenseRef } from '../../model/licenses';
import type { HeldLicense, UserSubscriptions } from '../../model/userSubscriptions';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How many hold a license, and how many of them have not used the org for some time. */
export interface LicenseCount extends LicenseRef {
	softwareModel: string | null;
	subscriptions: number;
	inactive: number;
}

/**
 * Whether an active user has had no activity for this number of days. A user without any counts from the day
 * of creation. A user with a signal that could not be read is not known to be inactive.
 */
export function isInactive(user: UserSubscriptions, now: Date, days: number): boolean {
	if (!user.isActive) return false;
	const limit = now.getTime() - days * DAY_MS;
	if (user.lastActivityAt !== null) return Date.parse(user.lastActivityAt) < limit;
	const isNever = user.lastLoginAt === null && user.activityUnknown === null;
	return isNever && Date.parse(user.externalCreatedAt ?? '') < limit;
}

/** Counts holders by license while they pass by. */
export class LicenseCounts {
	private readonly counts = new Map<string, LicenseCount>();

	add(held: HeldLicense, inactive: boolean): void {
		const { licenseKind, licenseIdentifier, licenseName, softwareModel } = held;
		const key = `${licenseKind}:${licenseIdentifier}`;
		let count = this.counts.get(key);
		if (count === undefined) {
			count = {
				...{ licenseKind, licenseIdentifier, licenseName, softwareModel },
				...{ subscriptions: 0, inactive: 0 },
			};
			this.counts.set(key, count);
		}
		count.subscriptions++;
		if (inactive) count.inactive++;
	}

	/** Largest first. */
	list(): LicenseCount[] {
		return [...this.counts.values()].sort((a, b) => b.subscriptions - a.subscriptions);
	}
}
