import type { LicenseKind } from '../../model/licenses';
import { featureLicense } from './featureLicense';
import type { LicenseKindBlockers } from './licenseKind';
import { packageLicense } from './packageLicense';
import { permissionSetLicense } from './permissionSetLicense';
import { userLicense } from './userLicense';

/** A kind without an entry does not compile. */
export const KIND_BLOCKERS: Readonly<Record<LicenseKind, LicenseKindBlockers>> = {
	userLicense,
	permissionSetLicense,
	packageLicense,
	featureLicense,
};
