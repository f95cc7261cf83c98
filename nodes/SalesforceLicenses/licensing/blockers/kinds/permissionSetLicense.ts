import { LAYERS } from '../../model/userState';
import type { LicenseKindBlockers } from './licenseKind';
import { seatFinding } from './licenseKind';

/** Salesforce removes it only after the permission sets that require it. */
export const permissionSetLicense: LicenseKindBlockers = {
	staysIn: LAYERS.permissionSetLicense,
	removalNeeds: [LAYERS.permissionSetLicense, 'permissionSets'],
	siteLicenses: null,
	ofRemoval(licenseIdentifier, { permissionSetLicenses, permissionSets }) {
		const wanted = licenseIdentifier.toLowerCase();
		const hold = (permissionSetLicenses ?? []).find(
			(one) => one.licenseIdentifier.toLowerCase() === wanted,
		);
		if (hold === undefined) return [];
		return (permissionSets ?? [])
			.filter(({ licenseIds }) => licenseIds.includes(hold.licenseId))
			.map(({ name, permissionSetGroupId, permissionSetId }) => ({
				...seatFinding('permissionSetsGo', name),
				object: permissionSetGroupId === null ? 'PermissionSet' : 'PermissionSetGroup',
				recordId: permissionSetGroupId ?? permissionSetId,
			}));
	},
};
