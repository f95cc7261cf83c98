import type { LicenseKindBlockers } from './licenseKind';
import { seatFinding } from './licenseKind';

/** It belongs to the profile: a deactivation frees it, and nothing else removes it. */
export const userLicense: LicenseKindBlockers = {
	staysIn: null,
	removalNeeds: [],
	siteLicenses: null,
	ofRemoval: () => [seatFinding('noLicenseOfItsOwn', null)],
};
