import { seatByIdentifier } from '../../model/licenses';
import type { CurrentUser } from '../../model/userState';
import type { Step } from '../steps';
import { planStep } from '../steps';
import { withSteps } from '../taking';
import type { LicenseKindPlan } from './licenseKind';
import { notHeld, isSame, unreadable } from './licenseKind';

const kind = 'featureLicense';

/** A flag of the user, which a deactivation does not change. */
export const featureLicense: LicenseKindPlan = {
	layerOf: ({ featureLicenses }) => featureLicenses,
	goesWithTheUser: false,
	remove(user, licenseIdentifier) {
		if (user.featureLicenses === null) return unreadable('feature licenses', 'Manage Users');
		const feature = user.featureLicenses.find((one) => isSame(one, licenseIdentifier));
		return feature === undefined ? notHeld(licenseIdentifier) : withSteps([removal(user, feature)]);
	},
	removeAll: (user) => (user.featureLicenses ?? []).map((feature) => removal(user, feature)),
	giveBack(before, user) {
		const held = user.featureLicenses;
		if (held === null) return [];
		const missing = (before.featureLicenses ?? []).filter((one) => !held.includes(one));
		return missing.map((feature) => ({
			step: planStep('setFeatureLicense', user.userId, feature, feature),
			seat: { kind, id: feature, name: feature },
		}));
	},
};

function removal({ userId }: CurrentUser, feature: string): Step {
	const frees = seatByIdentifier(kind, feature);
	return planStep('clearFeatureLicense', userId, feature, feature, frees);
}
