/**
 * What makes an administrator: permissions, whether from a profile, a permission set or a group. The name
 * of a profile proves nothing: it is translated, and a copy can have any name.
 *
 * These permissions allow changes to all data, to users or to the org itself, or allow granting such
 * permissions. "View All Data" is not one of them: auditors and reports have it, and it changes nothing.
 */
export const RIGHTS = [
	'Modify All Data',
	'Manage Users',
	'Customize Application',
	'Manage Internal Users',
	'Assign Permission Sets',
	'Manage Profiles and Permission Sets',
	// Apex runs with all rights (Apex Developer Guide, "Enforcing Sharing Rules").
	'Author Apex',
	// Profiles are metadata.
	'Modify Metadata Through Metadata API Functions',
] as const;
export type Right = (typeof RIGHTS)[number];

/** Every org has these three permissions. Without a user who has them, no one could repair the org. */
export const KEY_RIGHTS = ['Modify All Data', 'Manage Users', 'Customize Application'] as const;

/** What is known about the permissions of one user. */
export interface UserRights {
	held: ReadonlySet<Right>;
	/** Why the other permissions are unknown, and what to do; null if all were read. */
	unread: string | null;
	/** May sign in through the API only ("API Only User"), as integrations do. */
	apiOnly: boolean;
}

/** Users who can sign in and repair the org, by each of the key permissions. */
export type RightHolders = ReadonlyMap<Right, ReadonlySet<string>>;
