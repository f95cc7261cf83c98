import type { LicenseKindBlockers } from './licenseKind';
import { seatFinding } from './licenseKind';

/** It belongs to the profile: it goes with the user, and never by itself. */
export const userLicense: LicenseKindBlockers = {
	staysIn: null,
	removalNeeds: [],
	siteLicenses: null,
	ofRemoval: () => [seatFinding('noLicenseOfItsOwn', null)],
};
