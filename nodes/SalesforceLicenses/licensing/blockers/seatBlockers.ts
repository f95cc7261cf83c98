import type { BlockerKind } from './blockerKinds';
import type { Dependency } from './blockers';
import { canMove } from '../model/licenseMoves';
import type { LicenseKind } from '../model/licenses';
import type { RuleAction } from '../model/actions';
import { seatByIdentifier } from '../model/licenses';
import type { BeforeImage, LicenseHold } from '../model/userState';

/** What follows from the action and the seats of the user, without a look at anything else. */

export interface Judged {
	userId: string;
	action: RuleAction;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	/** The user license of the user; null where it is not known. */
	userLicense: { identifier: string; name: string } | null;
	/** What the run takes care of itself: seats that it frees of the user, objects that it hands over. */
	takenCareOf: ReadonlySet<string>;
}

export type HeldSeats = Pick<
	BeforeImage,
	'permissionSets' | 'permissionSetLicenses' | 'packageLicenses'
>;

export function seatFindings(
	judged: Judged,
	seats: HeldSeats,
	sitePackages: ReadonlySet<string>,
): Dependency[] {
	const { userId, action, licenseKind, licenseIdentifier, userLicense } = judged;
	const finding = (kind: BlockerKind, name: string | null): Dependency => ({
		userId,
		kind,
		count: 1,
		object: null,
		recordId: null,
		name,
	});
	if (action === 'deactivate') {
		const holds = [
			...seatsOf('permissionSetLicense', seats.permissionSetLicenses),
			...seatsOf('packageLicense', seats.packageLicenses),
		];
		return holds.flatMap(({ seat, name }) =>
			judged.takenCareOf.has(seat) ? [] : [finding('seatsStay', name)],
		);
	}
	if (action === 'changeProfile') {
		return userLicense === null || canMove(userLicense)
			? []
			: [finding('noMoveFromLicense', userLicense.name)];
	}
	if (action !== 'removeLicense') return [];
	if (licenseKind === 'userLicense') return [finding('noLicenseOfItsOwn', null)];
	if (licenseKind === 'packageLicense') {
		const ofOrg = sitePackages.has(licenseIdentifier.toLowerCase());
		return ofOrg ? [finding('siteLicense', licenseIdentifier)] : [];
	}
	const wanted = licenseIdentifier.toLowerCase();
	const hold = (seats.permissionSetLicenses ?? []).find(
		(one) => one.licenseIdentifier.toLowerCase() === wanted,
	);
	if (licenseKind !== 'permissionSetLicense' || hold === undefined) return [];
	return (seats.permissionSets ?? [])
		.filter(({ licenseIds }) => licenseIds.includes(hold.licenseId))
		.map(({ name, permissionSetGroupId, permissionSetId }) => ({
			...finding('permissionSetsGo', name),
			object: permissionSetGroupId === null ? 'PermissionSet' : 'PermissionSetGroup',
			recordId: permissionSetGroupId ?? permissionSetId,
		}));
}

function seatsOf(
	kind: LicenseKind,
	holds: LicenseHold[] | null,
): Array<{ seat: string; name: string }> {
	return (holds ?? []).map(({ licenseIdentifier: name }) => ({
		seat: seatByIdentifier(kind, name),
		name,
	}));
}
