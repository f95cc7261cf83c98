import { LAYERS } from '../../model/userState';
import type { LicenseKindBlockers } from './licenseKind';
import { seatFinding } from './licenseKind';

/** Object Reference, PackageLicense: a package may be licensed for the whole org. */
export const packageLicense: LicenseKindBlockers = {
	staysIn: LAYERS.packageLicense,
	removalNeeds: [],
	siteLicenses: 'which packages have a site license',
	ofRemoval: (licenseIdentifier, _seats, isSiteLicense) =>
		isSiteLicense ? [seatFinding('siteLicense', licenseIdentifier)] : [],
};
