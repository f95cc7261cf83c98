import { closest } from '../../licensing/model/closest';

/** The names in the filters of a download. Empty lists mean all. */
export interface Filters {
	licenseIdentifiers: readonly string[];
	excludeLicenseIdentifiers: readonly string[];
	/** Usernames or ids. */
	users: readonly string[];
	excludeUsernames: readonly string[];
	userStatus: UserStatus;
	userTypes: readonly string[];
	/** Names or ids. */
	profiles: readonly string[];
}

export const USER_STATUSES = ['all', 'active', 'inactive', 'frozen'] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

/** A name that does not exist in the org: which filter contains it, and what exists instead. */
export interface UnknownName {
	filter: keyof Filters;
	reason: string;
	/** Existing names, for the message. */
	known: readonly string[];
}

/** The error for a name, with the closest matches. */
export function unknownName(
	filter: keyof Filters,
	what: string,
	name: string,
	known: readonly string[],
): { ok: false } & UnknownName {
	const near = closest(name, known);
	const hint = near.length === 0 ? '' : `; closest match: ${near.join(', ')}`;
	return { ok: false, filter, reason: what + hint, known };
}
