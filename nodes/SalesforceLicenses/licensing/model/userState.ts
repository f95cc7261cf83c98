import type { AssignedKind } from './licenses';

/** The state and seats of a user at one moment: the before-image, and the input of a plan. */

/** What must still be true when Reclaim runs; otherwise the finding is void. */
export const PRECONDITIONS = ['inactive', 'frozen'] as const;
export type Precondition = (typeof PRECONDITIONS)[number];

/** A permission set license or package license that a user holds, with its assignment record. */
export interface LicenseHold {
	assignmentId: string;
	licenseId: string;
	licenseIdentifier: string;
	/** The label in Setup, for messages; not in the before-image. */
	licenseName?: string;
}

/** The property of a user's state that lists the licenses of a kind. */
export const LAYERS = {
	permissionSetLicense: 'permissionSetLicenses',
	packageLicense: 'packageLicenses',
} as const satisfies Record<AssignedKind, string>;
export type LicenseLayer = (typeof LAYERS)[AssignedKind];

/** A permission set or permission set group assigned to a user; never the permission set of the profile. */
export interface PermissionSetHold {
	assignmentId: string;
	permissionSetId: string | null;
	/** Set if a group is assigned. */
	permissionSetGroupId: string | null;
	name: string | null;
	/** The licenses that the permission set, or a permission set of the group, requires. */
	licenseIds: string[];
	/** When the assignment expires (ISO-8601 UTC); null if it does not, or if that is unknown. */
	expiresAt: string | null;
	/** Whether `expiresAt` was read: an org may not have or not show the field. */
	isExpiryKnown: boolean;
}

/** The state of the user before the first write; Restore needs nothing else. A layer that was not read is null. */
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

/** The state of a user just before the write, as read from the org. */
export interface CurrentUser extends BeforeImage {
	userType: string | null;
	userLicenseIdentifier: string | null;
	userLicenseName: string | null;
	/** The id of the user's login record; null if it does not exist or cannot be read. */
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
		permissionSetLicenses: withoutNames(user.permissionSetLicenses),
		packageLicenses: withoutNames(user.packageLicenses),
		featureLicenses: user.featureLicenses,
		lastLoginAt: user.lastLoginAt,
		readAt: user.readAt,
	};
}

const withoutNames = (holds: LicenseHold[] | null): LicenseHold[] | null =>
	holds?.map(({ assignmentId, licenseId, licenseIdentifier }) => ({
		assignmentId,
		licenseId,
		licenseIdentifier,
	})) ?? null;
