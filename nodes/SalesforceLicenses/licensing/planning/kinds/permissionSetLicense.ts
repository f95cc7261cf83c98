import { seatByIdentifier } from '../../model/licenses';
import type { LicenseHold } from '../../model/userState';
import type { Step } from '../steps';
import { planStep } from '../steps';
import { removeSets, withSteps } from '../taking';
import type { LicenseKindPlan } from './licenseKind';
import { notHeld, isSame, missingHolds, unreadable } from './licenseKind';

const kind = 'permissionSetLicense';

const NO_SETS =
	'The permission sets of this user cannot be read, so those that require the license stay assigned, and Salesforce may refuse to remove it.';

/** The permission sets and groups that require the license are removed before it. */
export const permissionSetLicense: LicenseKindPlan = {
	layerOf: ({ permissionSetLicenses }) => permissionSetLicenses,
	goesWithTheUser: true,
	remove(user, licenseIdentifier) {
		const holds = user.permissionSetLicenses;
		if (holds === null) return unreadable('permission set licenses', 'Assign Permission Sets');
		const hold = holds.find((one) => isSame(one.licenseIdentifier, licenseIdentifier));
		if (hold === undefined) return notHeld(licenseIdentifier);
		const sets = removeSets(user, ({ licenseIds }) => licenseIds.includes(hold.licenseId));
		return withSteps([...sets, removal(hold)], user.permissionSets === null ? [NO_SETS] : []);
	},
	removeAll(user) {
		const licenses = user.permissionSetLicenses ?? [];
		// All permission sets: one that shows no license may still require one, and the user is leaving
		// anyway.
		return [...removeSets(user, () => licenses.length > 0), ...licenses.map(removal)];
	},
	giveBack: (before, user) =>
		missingHolds(before.permissionSetLicenses, user.permissionSetLicenses).map(
			({ licenseId: id, licenseIdentifier: name }) => ({
				step: planStep('assignPermissionSetLicense', user.userId, id, name),
				seat: { kind, id, name },
			}),
		),
};

function removal({ assignmentId, licenseId, licenseIdentifier }: LicenseHold): Step {
	const frees = seatByIdentifier(kind, licenseIdentifier);
	return planStep('removePermissionSetLicense', assignmentId, licenseId, licenseIdentifier, frees);
}
