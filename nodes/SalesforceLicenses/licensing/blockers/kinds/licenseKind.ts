import type { Dependency } from '../blockers';
import type { HeldSeats, LicenseLayer } from '../../model/userState';

/** A blocker that follows from the seats alone, before it is known whose it is. */
export type SeatFinding = Pick<Dependency, 'kind' | 'object' | 'recordId' | 'name'>;

/** What stands in the way when a license of one kind is taken back. */
export interface LicenseKindBlockers {
	/** Where users list the licenses that stay used after a deactivation; null where they go with the user. */
	staysIn: LicenseLayer | null;
	/** What has to be read of a user before a removal can be judged. */
	removalNeeds: ReadonlyArray<keyof HeldSeats>;
	/**
	 * What to call the list of its licenses that are the whole org's, so that removing one from a user
	 * frees nothing; null where there are none.
	 */
	siteLicenses: string | null;
	/** What blocks a removal. `isSiteLicense`: whether the license is the whole org's. */
	ofRemoval(licenseIdentifier: string, seats: HeldSeats, isSiteLicense: boolean): SeatFinding[];
}

export const seatFinding = (kind: SeatFinding['kind'], name: string | null): SeatFinding => ({
	kind,
	object: null,
	recordId: null,
	name,
});
