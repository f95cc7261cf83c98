import type { LicenseRef, Software } from '../model/licenses';
import type { UserSubscriptions } from '../model/userSubscriptions';

/** Which events to return; empty lists mean all. */
export interface TriggerFilter {
	/** Identifiers or names of licenses. */
	licenseIdentifiers: readonly string[];
	softwareModels: readonly string[];
	userTypes: readonly string[];
	/** Names of profiles. */
	profiles: readonly string[];
}

const isAmong = (wanted: readonly string[], ...names: Array<string | null>) =>
	wanted.length === 0 ||
	wanted.some((name) => names.some((one) => one?.toLowerCase() === name.toLowerCase()));

export function matchesLicense(
	{ licenseIdentifier, licenseName, softwareModel }: LicenseRef & Pick<Software, 'softwareModel'>,
	{ licenseIdentifiers, softwareModels }: TriggerFilter,
): boolean {
	return (
		isAmong(licenseIdentifiers, licenseIdentifier, licenseName) &&
		isAmong(softwareModels, softwareModel)
	);
}

export const restrictsLicenses = ({ licenseIdentifiers, softwareModels }: TriggerFilter): boolean =>
	licenseIdentifiers.length > 0 || softwareModels.length > 0;

/** A user whose type or profile cannot be read never matches a filter by type or profile. */
export function matchesUser(
	{ userType, profileName }: Pick<UserSubscriptions, 'userType' | 'profileName'>,
	{ userTypes, profiles }: TriggerFilter,
): boolean {
	return isAmong(userTypes, userType) && isAmong(profiles, profileName);
}
