import type { LicenseKindBlockers } from './licenseKind';

/** A flag of the user: no dependency can be seen in advance. */
export const featureLicense: LicenseKindBlockers = {
	staysIn: null,
	removalNeeds: [],
	siteLicenses: null,
	ofRemoval: () => [],
};
