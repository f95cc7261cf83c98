import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { DetectorName } from '../../../licensing/finding/detectors/names';
import { DETECTOR_NAMES } from '../../../licensing/finding/detectors/names';
import type { DetectorSetting } from '../../../licensing/finding/detectors/detector';
import { DETECTORS } from '../../../licensing/finding/detectors/allDetectors';
import type { RuleAction } from '../../../licensing/model/actions';
import { ACTION_LABELS } from '../../../licensing/model/actions';

/** The form fields for what a rule looks for and for its action. */

export const inForm = { rulesSource: ['form'] };

export const ACTION_OPTIONS: Record<RuleAction, INodePropertyOptions> = {
	changeProfile: {
		name: ACTION_LABELS.changeProfile,
		value: 'changeProfile',
		action: 'Change the profile of the user',
		description: 'Move the user to a profile with a cheaper user license',
	},
	deactivate: {
		name: ACTION_LABELS.deactivate,
		value: 'deactivate',
		action: 'Deactivate the user',
		description: 'Deactivate the user, which frees the user license',
	},
	freeze: {
		name: ACTION_LABELS.freeze,
		value: 'freeze',
		action: 'Freeze the user',
		description: 'Block the login immediately; the user keeps the license until deactivation',
	},
	removeLicense: {
		name: ACTION_LABELS.removeLicense,
		value: 'removeLicense',
		action: 'Remove the license',
		description: 'Remove the permission set, package or feature license; the user stays active',
	},
	wholeSeat: {
		name: ACTION_LABELS.wholeSeat,
		value: 'wholeSeat',
		action: 'Deactivate the user and remove all licenses',
		description: 'Remove every license of the user, then freeze and deactivate',
	},
};

export const byName = <T extends { name: string }>(options: T[]) =>
	options.sort((a, b) => a.name.localeCompare(b.name));

const ACTION_FIELD: INodeProperties = {
	displayName: 'Action',
	name: 'action',
	type: 'options',
	options: [],
	default: 'deactivate',
	description: 'What Reclaim does with the candidates',
};

/** The action of the rule, for any detector. */
export const ANY_ACTION_FIELD: INodeProperties = {
	...ACTION_FIELD,
	options: Object.values(ACTION_OPTIONS),
};

/** One selector for each set of actions that detectors allow: n8n shows the one that applies. */
export function actionFields(): INodeProperties[] {
	const bySet = Map.groupBy(DETECTOR_NAMES, (name) => DETECTORS[name].actions.join());
	return [...bySet.values()].map((detector) => {
		const { actions } = DETECTORS[detector[0]];
		return {
			...ACTION_FIELD,
			options: byName(actions.map((action) => ACTION_OPTIONS[action])),
			default: actions[0],
			displayOptions: { show: { ...inForm, detector } },
		};
	});
}

export const DETECTOR_FIELD: INodeProperties = {
	displayName: 'What to Look For',
	name: 'detector',
	type: 'options',
	options: byName(
		DETECTOR_NAMES.map((value) => ({
			name: DETECTORS[value].label,
			value,
			description: DETECTORS[value].description,
		})),
	),
	default: 'unusedSeat',
	displayOptions: { show: inForm },
	description: 'Which kind of waste to look for',
};

/** The detectors that use a field of the rule. */
export function detectorsWith(setting: DetectorSetting): DetectorName[] {
	return DETECTOR_NAMES.filter((name) => DETECTORS[name].settings.includes(setting));
}
