import type { LicenseKind } from '../../model/licenses';
import { featureLicense } from './featureLicense';
import type { LicenseKindBlockers } from './licenseKind';
import { packageLicense } from './packageLicense';
import { permissionSetLicense } from './permissionSetLicense';
import { userLicense } from './userLicense';

/** A license kind that is missing here does not compile. */
export const KIND_BLOCKERS: Readonly<Record<LicenseKind, LicenseKindBlockers>> = {
	userLicense,
	permissionSetLicense,
	packageLicense,
	featureLicense,
};
