import type { Dependency } from './blockers';
import { canMove } from '../model/licenseMoves';
import type { LicenseKind } from '../model/licenses';
import { isAssigned, LICENSE_KINDS, seatByIdentifier } from '../model/licenses';
import type { RuleAction } from '../model/actions';
import type { HeldSeats } from '../model/userState';
import { KIND_BLOCKERS } from './kinds/allKinds';
import type { SeatFinding } from './kinds/licenseKind';
import { seatFinding } from './kinds/licenseKind';

/** Blockers that follow from the action and the seats of the user alone. */

export interface Judged {
	userId: string;
	action: RuleAction;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	/** The user license of the user; null if unknown. */
	userLicense: { identifier: string; name: string } | null;
	/** What the run handles itself: seats of the user that it frees, and objects that it transfers. */
	takenCareOf: ReadonlySet<string>;
}

/** Site licenses of the org, by `siteLicense`. */
export type SiteLicenses = ReadonlySet<string>;

export const siteLicense = (kind: LicenseKind, identifier: string) =>
	seatByIdentifier(kind, identifier).toLowerCase();

export function seatFindings(
	judged: Judged,
	seats: HeldSeats,
	siteLicenses: SiteLicenses,
): Dependency[] {
	const { userId } = judged;
	return findingsOf(judged, seats, siteLicenses).map((one) => ({ ...one, userId, count: 1 }));
}

function findingsOf(judged: Judged, seats: HeldSeats, siteLicenses: SiteLicenses): SeatFinding[] {
	const { action, licenseKind, licenseIdentifier, userLicense } = judged;
	switch (action) {
		case 'deactivate':
			return LICENSE_KINDS.flatMap((kind) => staying(kind, seats))
				.filter(({ seat }) => !judged.takenCareOf.has(seat))
				.map(({ name }) => seatFinding('seatsStay', name));
		case 'changeProfile':
			return userLicense === null || canMove(userLicense)
				? []
				: [seatFinding('noMoveFromLicense', userLicense.name)];
		case 'removeLicense': {
			const isSiteLicense = siteLicenses.has(siteLicense(licenseKind, licenseIdentifier));
			return KIND_BLOCKERS[licenseKind].ofRemoval(licenseIdentifier, seats, isSiteLicense);
		}
		default:
			return [];
	}
}

function staying(kind: LicenseKind, seats: HeldSeats): Array<{ seat: string; name: string }> {
	const { staysIn } = KIND_BLOCKERS[kind];
	const holds = (staysIn === null ? null : seats[staysIn]) ?? [];
	return holds.map(({ licenseIdentifier, licenseName }) => ({
		seat: seatByIdentifier(kind, licenseIdentifier),
		name: licenseName ?? licenseIdentifier,
	}));
}

/** What must be read about the user's seats before the candidate can be judged. */
export function seatsNeeded({ action, licenseKind }: Judged): ReadonlyArray<keyof HeldSeats> {
	if (action === 'removeLicense') return KIND_BLOCKERS[licenseKind].removalNeeds;
	if (action !== 'deactivate') return [];
	return LICENSE_KINDS.flatMap((kind) => KIND_BLOCKERS[kind].staysIn ?? []);
}

/** The name of the list of site licenses that must be read; null if none is needed. */
export function siteLicensesNeeded({ action, licenseKind }: Judged): string | null {
	return action === 'removeLicense' ? KIND_BLOCKERS[licenseKind].siteLicenses : null;
}

/** Whether the action takes a seat that was assigned by itself, so that something may assign it again. */
export const takesAssignedSeat = ({ action, licenseKind }: Judged): boolean =>
	isAssigned(licenseKind) && (action === 'removeLicense' || action === 'wholeSeat');
