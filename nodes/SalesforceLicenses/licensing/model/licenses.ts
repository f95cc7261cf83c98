import { closest, foldName } from './closest';

/** The types that all other files use: licenses, the users who hold them, and the subscription itself. */

export const LICENSE_KINDS = [
	'userLicense',
	'permissionSetLicense',
	'packageLicense',
	'featureLicense',
] as const;

export type LicenseKind = (typeof LICENSE_KINDS)[number];

/** The kinds that are assigned by a record of their own; the others belong to the profile or are a flag. */
export const ASSIGNED_KINDS = [
	'permissionSetLicense',
	'packageLicense',
] as const satisfies readonly LicenseKind[];
export type AssignedKind = (typeof ASSIGNED_KINDS)[number];

export const isAssigned = (kind: string): kind is AssignedKind =>
	(ASSIGNED_KINDS as readonly string[]).includes(kind);

/** What identifies a pool of seats inside one org. */
export interface LicenseRef {
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	licenseName: string;
}

/** The names of the kinds in forms. */
export const KIND_LABELS: Readonly<Record<LicenseKind, string>> = {
	userLicense: 'User License',
	permissionSetLicense: 'Permission Set License',
	packageLicense: 'Package License',
	featureLicense: 'Feature License',
};

/** The kinds in a sentence. */
export const KIND_NAMES: Readonly<Record<LicenseKind, string>> = {
	userLicense: 'user license',
	permissionSetLicense: 'permission set license',
	packageLicense: 'package license',
	featureLicense: 'feature license',
};

/** For messages about JSON, which also show the value: `user licenses ("userLicense")`. */
export const kindNamed = (kind: LicenseKind): string => `${KIND_NAMES[kind]}s ("${kind}")`;

type Named = Pick<LicenseRef, 'licenseIdentifier'> & { licenseName?: string };

/**
 * Whether one of these names matches a license: its identifier or its name, without regard to case.
 * Filters, rules, exclusions and the price book all match licenses this way.
 */
export function licensesNamed(names: readonly string[]): (license: Named) => boolean {
	const wanted = new Set(names.map(foldName).filter((name) => name !== ''));
	if (wanted.size === 0) return () => false;
	// An org has a few dozen licenses and up to a million rows: each license is looked up once.
	const known = new Map<string, boolean>();
	return ({ licenseIdentifier, licenseName = '' }) => {
		const key = `${licenseIdentifier}\n${licenseName}`;
		let isNamed = known.get(key);
		if (isNamed === undefined) {
			isNamed = [licenseIdentifier, licenseName].some((name) => wanted.has(foldName(name)));
			known.set(key, isNamed);
		}
		return isNamed;
	};
}

/** The most similar license, for a message: `"SFDC" (Salesforce)`; null if none is similar. */
export function closestLicense(name: string, licenses: readonly LicenseRef[]): string | null {
	const names = licenses.flatMap((one) => [one.licenseIdentifier, one.licenseName]);
	const [near] = closest(name, [...new Set(names)], 1);
	const license = licenses.find(
		(one) => one.licenseIdentifier === near || one.licenseName === near,
	);
	if (license === undefined) return null;
	const { licenseIdentifier, licenseName } = license;
	return licenseName === licenseIdentifier
		? `"${licenseIdentifier}"`
		: `"${licenseIdentifier}" (${licenseName})`;
}

/** A pool of seats that an org owns. `total` is null if the pool is unlimited. */
export interface License extends LicenseRef, Software {
	licenseKey: string;
	orgId: string;
	total: number | null;
	used: number;
	/** Null if unlimited; negative if more seats are assigned than owned. */
	available: number | null;
	/** Share of the pool in use, 0 to 1 (and above); null if unlimited or empty. */
	utilization: number | null;
	status: string;
	/** ISO-8601 UTC; null if the pool does not expire. */
	expiresAt: string | null;
	/** Every user may have a seat. False if the size of the pool is unknown. */
	isUnlimited: boolean;
	/** More seats are assigned than owned. */
	isOverAllocated: boolean;
	/** Pools that are bought by monthly logins; null for all others. */
	monthlyLoginsEntitlement: number | null;
	monthlyLoginsUsed: number | null;
	/**
	 * Users of the pool who logged in during the last 30 days, as counted by Salesforce; null if it does
	 * not count them.
	 */
	activeUsers30Days: number | null;
	activeUsersCountedOn: string | null;
}

export function licenseKey(orgId: string, kind: LicenseKind, identifier: string): string {
	return `${orgId}:${kind}:${identifier}`;
}

/** The status of a pool whose size is unknown, which is not the same as unlimited. */
export const UNKNOWN_SIZE = 'Unknown';

/** A pool without its software model. */
export type SeatPool = Omit<License, keyof Software>;

/** Completes a pool from its totals. `total` null means unlimited. */
export function describePool(
	orgId: string,
	ref: LicenseRef,
	pool: { total: number | null; used: number; status: string; expiresAt: string | null },
): SeatPool {
	const { total, used } = pool;
	return {
		licenseKey: licenseKey(orgId, ref.licenseKind, ref.licenseIdentifier),
		orgId,
		...ref,
		total,
		used,
		available: total === null ? null : total - used,
		utilization: total === null || total === 0 ? null : Math.round((used / total) * 1e4) / 1e4,
		status: pool.status,
		expiresAt: pool.expiresAt,
		isUnlimited: total === null && pool.status !== UNKNOWN_SIZE,
		isOverAllocated: total !== null && used > total,
		monthlyLoginsEntitlement: null,
		monthlyLoginsUsed: null,
		activeUsers30Days: null,
		activeUsersCountedOn: null,
	};
}

/**
 * Statuses of pools from which no seat can be assigned (Object Reference: UserLicense,
 * PermissionSetLicense, PackageLicense).
 */
const CLOSED_STATUSES: ReadonlySet<string> = new Set(['disabled', 'expired']);

/** Why Salesforce does not assign seats of this pool, even if some are free; null if it does. */
export function closedReason(
	{ licenseKind, licenseName, status, expiresAt }: SeatPool,
	now: Date,
): string | null {
	if (CLOSED_STATUSES.has(status.toLowerCase())) {
		return `The license ${licenseName} is ${status.toLowerCase()}, so Salesforce does not assign it.`;
	}
	if (expiresAt === null) return null;
	// A permission set license expires on a day (a date), a package license at a time (a date and time).
	const ended =
		licenseKind === 'permissionSetLicense'
			? expiresAt.slice(0, 10) < now.toISOString().slice(0, 10)
			: Date.parse(expiresAt) <= now.getTime();
	return ended
		? `The license ${licenseName} expired on ${expiresAt.slice(0, 10)}, so Salesforce does not assign it.`
		: null;
}

/** The pool as a row: what it is, its seats and its use first, keys and ids last. */
export function withSoftware(seats: SeatPool, software: Software): License {
	const { softwareModel, ...product } = software;
	const { licenseKey, orgId, licenseKind, licenseIdentifier, licenseName, ...rest } = seats;
	const named = { licenseName, softwareModel, licenseKind };
	return { ...named, ...rest, ...product, licenseIdentifier, licenseKey, orgId };
}

/** What an identifier means to a buyer; all null if it is not recognized. */
export interface Software {
	softwareModel: string | null;
	publisher: string | null;
	edition: string | null;
	category: string | null;
}

export function seatByIdentifier(kind: LicenseKind, identifier: string): string {
	return `${kind}:${identifier}`;
}
