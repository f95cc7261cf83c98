import type { AssignedKind } from './licenses';

/** What a user is and holds at one moment: the before-image, and what a plan is made from. */

/** What has to be so still when Reclaim comes, or the finding is void. */
export const PRECONDITIONS = ['inactive', 'frozen'] as const;
export type Precondition = (typeof PRECONDITIONS)[number];

/** A permission set license or package license that a user holds, with its assignment record. */
export interface LicenseHold {
	assignmentId: string;
	licenseId: string;
	licenseIdentifier: string;
}

/** Where a user's state lists the licenses of a kind. */
export const LAYERS = {
	permissionSetLicense: 'permissionSetLicenses',
	packageLicense: 'packageLicenses',
} as const satisfies Record<AssignedKind, string>;
export type LicenseLayer = (typeof LAYERS)[AssignedKind];

/** A permission set or permission set group assigned to a user; never the profile's own. */
export interface PermissionSetHold {
	assignmentId: string;
	permissionSetId: string | null;
	/** Set when the assignment is that of a group. */
	permissionSetGroupId: string | null;
	name: string | null;
	/** The licenses that the set, or a set of the group, needs. */
	licenseIds: string[];
	/** When the assignment expires (ISO-8601 UTC); null where it does not, or it is not known. */
	expiresAt: string | null;
	/** Whether `expiresAt` was read: an org may not have or not show the field. */
	isExpiryKnown: boolean;
}

/** What the user was before the first write; restore needs nothing else. A layer not read is null. */
export interface BeforeImage {
	userId: string;
	username: string;
	isActive: boolean;
	isFrozen: boolean | null;
	profileId: string | null;
	userLicenseId: string | null;
	permissionSets: PermissionSetHold[] | null;
	permissionSetLicenses: LicenseHold[] | null;
	packageLicenses: LicenseHold[] | null;
	featureLicenses: string[] | null;
	lastLoginAt: string | null;
	readAt: string;
}

/** What a user holds besides the user license and features. */
export type HeldSeats = Pick<BeforeImage, LicenseLayer | 'permissionSets'>;

/** The state of a user just before the write, as the org tells it. */
export interface CurrentUser extends BeforeImage {
	userType: string | null;
	userLicenseIdentifier: string | null;
	userLicenseName: string | null;
	/** The id of the user's login record; null where it does not exist or is not readable. */
	loginId: string | null;
}

export function beforeImage(user: CurrentUser): BeforeImage {
	return {
		userId: user.userId,
		username: user.username,
		isActive: user.isActive,
		isFrozen: user.isFrozen,
		profileId: user.profileId,
		userLicenseId: user.userLicenseId,
		permissionSets: user.permissionSets,
		permissionSetLicenses: user.permissionSetLicenses,
		packageLicenses: user.packageLicenses,
		featureLicenses: user.featureLicenses,
		lastLoginAt: user.lastLoginAt,
		readAt: user.readAt,
	};
}
