import type { LicenseKindBlockers } from './licenseKind';

/** A flag of the user: nothing hangs on it that could be seen in advance. */
export const featureLicense: LicenseKindBlockers = {
	staysIn: null,
	removalNeeds: [],
	siteLicenses: null,
	ofRemoval: () => [],
};
