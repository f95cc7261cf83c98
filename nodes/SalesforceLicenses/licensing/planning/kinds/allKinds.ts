import type { LicenseKind } from '../../model/licenses';
import { KIND_NAMES, LICENSE_KINDS } from '../../model/licenses';
import type { BeforeImage } from '../../model/userState';
import { featureLicense } from './featureLicense';
import type { LicenseKindPlan } from './licenseKind';
import { packageLicense } from './packageLicense';
import { permissionSetLicense } from './permissionSetLicense';
import { userLicense } from './userLicense';

/** A license kind that is missing here does not compile. */
export const KIND_PLANS: Readonly<Record<LicenseKind, LicenseKindPlan>> = {
	userLicense,
	permissionSetLicense,
	packageLicense,
	featureLicense,
};

/** The kinds that were not read for this user, in a sentence. */
export function unreadKinds(
	image: BeforeImage,
	isAsked: (plan: LicenseKindPlan) => boolean = () => true,
): string[] {
	return LICENSE_KINDS.filter(
		(kind) => isAsked(KIND_PLANS[kind]) && KIND_PLANS[kind].layerOf(image) === null,
	).map((kind) => `${KIND_NAMES[kind]}s`);
}
