import type { LicenseKind, SeatPool } from '../model/licenses';
import { licenseKey } from '../model/licenses';
import type { Outcome } from './outcome';
import { plural } from '../model/plural';

/** Limits of one run: a wrong rule must not be able to empty an org. */
export interface Caps {
	maxUsers: number;
	/** Percentage of the users who use a license. */
	maxPercent: number;
}

/** How many users the run would change, out of how many. */
export interface Share {
	/** What the total counts, in words: `active users`, `users of Sales Console`. */
	of: string;
	users: number;
	whole: number;
}

/** Why this many users is too many for one run, or null. */
export function capExceeded(users: number, caps: Caps, shares: readonly Share[]): string | null {
	// Written so that a cap that is NaN allows no users.
	const isWithin = users <= caps.maxUsers;
	if (!isWithin) {
		return `The run would change ${plural(users, 'user')}, but Max Users allows ${caps.maxUsers}. Nothing was written. Check the candidates, then raise Max Users or send fewer items.`;
	}
	for (const share of shares) {
		// A single user is always allowed: in a small org one user may exceed any percentage.
		const allowed = Math.max(1, Math.floor((share.whole * caps.maxPercent) / 100));
		if (share.users <= allowed) continue;
		const percent = Math.round((share.users / Math.max(share.whole, 1)) * 1000) / 10;
		return `The run would change ${share.users} of ${share.whole} ${share.of} (${percent}%), but Max Percent allows ${caps.maxPercent}%. Nothing was written. Check the candidates, then raise Max Percent or send fewer items.`;
	}
	return null;
}

/** The license that an outcome frees: its own, or the user license of the user. */
function licenseOf(outcome: Outcome, userLicense: string | null): string | null {
	const { orgId, licenseKind, licenseIdentifier, action } = outcome;
	if (action === 'removeLicense') return licenseKey(orgId, licenseKind, licenseIdentifier);
	return userLicense === null ? null : licenseKey(orgId, 'userLicense', userLicense);
}

/** The users that planned outcomes change, license by license. Unknown pools are left out. */
export function sharesOf(
	outcomes: readonly Outcome[],
	userLicenseOf: (userId: string) => string | null,
	licenses: readonly SeatPool[],
): Share[] {
	const users = new Map<string, Set<string>>();
	for (const outcome of outcomes) {
		if (outcome.outcome !== 'planned') continue;
		const key = licenseOf(outcome, userLicenseOf(outcome.userId));
		if (key !== null) users.set(key, (users.get(key) ?? new Set()).add(outcome.userId));
	}
	return licenses.flatMap((license) => {
		const touched = users.get(license.licenseKey);
		if (touched === undefined) return [];
		const of = `users of the license ${license.licenseName}`;
		// Inactive users have no seat of a user license, so removing their other licenses does not count
		// toward its share.
		return [{ of, users: touched.size, whole: Math.max(license.used, 0) }];
	});
}

/** The kinds whose pools the caps check, or to which the steps free seats. */
export function kindsTouched(outcomes: readonly Outcome[]): LicenseKind[] {
	const kinds = new Set<LicenseKind>();
	for (const { outcome, action, licenseKind, steps } of outcomes) {
		if (outcome !== 'planned') continue;
		kinds.add(action === 'removeLicense' ? licenseKind : 'userLicense');
		for (const { frees } of steps) {
			if (frees !== null) kinds.add(frees.split(':')[0] as LicenseKind);
		}
	}
	return [...kinds];
}
