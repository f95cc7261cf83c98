import type { Dependency } from '../blockers';
import type { HeldSeats, LicenseLayer } from '../../model/userState';

/** A blocker that follows from the seats alone, before its user is known. */
export type SeatFinding = Pick<Dependency, 'kind' | 'object' | 'recordId' | 'name'>;

/** What can block the removal of a license of one kind. */
export interface LicenseKindBlockers {
	/**
	 * The property of a user that lists the licenses still used after a deactivation; null if the
	 * deactivation frees them.
	 */
	staysIn: LicenseLayer | null;
	/** What must be read about a user before a removal can be judged. */
	removalNeeds: ReadonlyArray<keyof HeldSeats>;
	/**
	 * The name of the list of site licenses of this kind: removing one of those from a user frees nothing.
	 * Null if there are none.
	 */
	siteLicenses: string | null;
	/** What blocks a removal. `isSiteLicense`: whether the license belongs to the whole org. */
	ofRemoval(licenseIdentifier: string, seats: HeldSeats, isSiteLicense: boolean): SeatFinding[];
}

export const seatFinding = (kind: SeatFinding['kind'], name: string | null): SeatFinding => ({
	kind,
	object: null,
	recordId: null,
	name,
});
