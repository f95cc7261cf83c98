import type { LicenseKind } from '../../../licensing/model/licenses';
import { featureLicense } from './featureLicense';
import type { LicenseKindReader } from './licenseKind';
import { packageLicense } from './packageLicense';
import { permissionSetLicense } from './permissionSetLicense';
import { userLicense } from './userLicense';

/** A kind without a reader does not compile. */
export const KIND_READERS: Readonly<Record<LicenseKind, LicenseKindReader>> = {
	userLicense,
	permissionSetLicense,
	packageLicense,
	featureLicense,
};
