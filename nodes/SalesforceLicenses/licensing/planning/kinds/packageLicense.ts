import { seatByIdentifier } from '../../model/licenses';
import type { LicenseHold } from '../../model/userState';
import type { Step } from '../steps';
import { planStep } from '../steps';
import { withSteps } from '../taking';
import type { LicenseKindPlan } from './licenseKind';
import { notHeld, isSame, missingHolds, unreadable } from './licenseKind';

const kind = 'packageLicense';

export const packageLicense: LicenseKindPlan = {
	layerOf: ({ packageLicenses }) => packageLicenses,
	goesWithTheUser: true,
	remove({ packageLicenses }, licenseIdentifier) {
		if (packageLicenses === null) return unreadable('package licenses', 'Manage Package Licenses');
		const hold = packageLicenses.find((one) => isSame(one.licenseIdentifier, licenseIdentifier));
		return hold === undefined ? notHeld(licenseIdentifier) : withSteps([removal(hold)]);
	},
	removeAll: ({ packageLicenses }) => (packageLicenses ?? []).map(removal),
	giveBack: (before, user) =>
		missingHolds(before.packageLicenses, user.packageLicenses).map(
			({ licenseId: id, licenseIdentifier: name }) => ({
				step: planStep('assignPackageLicense', user.userId, id, name),
				seat: { kind, id, name },
			}),
		),
};

function removal({ assignmentId, licenseId, licenseIdentifier }: LicenseHold): Step {
	const frees = seatByIdentifier(kind, licenseIdentifier);
	return planStep('removePackageLicense', assignmentId, licenseId, licenseIdentifier, frees);
}
