import type { AssignedKind, LicenseKind } from '../../../licensing/model/licenses';
import { featureLicense } from './featureLicense';
import type { LicenseKindReader } from './licenseKind';
import type { Assignments } from '../assignments';
import { packageAssignments, packageLicense } from './packageLicense';
import { permissionSetLicense, permissionSetLicenseAssignments } from './permissionSetLicense';
import { userLicense } from './userLicense';

/** A license kind that is missing here does not compile. */
export const KIND_READERS: Readonly<Record<LicenseKind, LicenseKindReader>> = {
	userLicense,
	permissionSetLicense,
	packageLicense,
	featureLicense,
};

export const ASSIGNMENTS: Readonly<Record<AssignedKind, Assignments>> = {
	permissionSetLicense: permissionSetLicenseAssignments,
	packageLicense: packageAssignments,
};
