import { ACTION_LABELS } from '../../model/actions';
import { noSteps } from '../taking';
import type { LicenseKindPlan } from './licenseKind';

/** It belongs to the profile: a deactivation frees it, and the profile or the reactivation restores it. */
export const userLicense: LicenseKindPlan = {
	layerOf: () => undefined,
	goesWithTheUser: true,
	remove: () =>
		noSteps(
			'blocked',
			`A user license belongs to the profile and cannot be removed by itself. Use the action ${ACTION_LABELS.deactivate}, ${ACTION_LABELS.wholeSeat} or ${ACTION_LABELS.changeProfile}.`,
		),
	removeAll: () => [],
	giveBack: () => [],
};
