import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { DetectorName } from '../../../licensing/finding/detectors/names';
import { DETECTOR_NAMES } from '../../../licensing/finding/detectors/names';
import { DETECTORS } from '../../../licensing/finding/detectors/allDetectors';
import type { RuleAction } from '../../../licensing/model/actions';

/** What a rule looks for and what is done about it, in the form. */

export const inForm = { rulesSource: ['form'] };

const DETECTOR_OPTIONS: Record<DetectorName, { name: string; description: string }> = {
	cheaperLicense: {
		name: 'Cheaper License',
		description:
			'People on the Salesforce license who log in and neither create nor change a lead, opportunity or case. Needs View All Data.',
	},
	duplicatePerson: {
		name: 'Duplicate Person',
		description:
			'The less used user of a person who has two in the org, by the directory or the email',
	},
	frozenTooLong: {
		name: 'Frozen Too Long',
		description: 'Users who have been frozen for so many days and still hold their seats',
	},
	inactiveHolder: {
		name: 'Inactive Holder',
		description:
			'Inactive users who still hold permission set, package or feature licenses. Nobody misses them.',
	},
	integrationOnFullLicense: {
		name: 'Integration on Full License',
		description: 'Users whom only programs log in as, on a license that a person could use',
	},
	leaver: {
		name: 'Leaver',
		description: 'People who are not in your Directory',
	},
	loginBased: {
		name: 'Login-Based Break-Even',
		description:
			'Users of Experience Cloud who would be cheaper by the login than by the member, or the other way round, by your price book',
	},
	neverUsed: {
		name: 'Never Used',
		description: 'Active users who never logged in since their account was made',
	},
	unneededPermissionSetLicense: {
		name: 'Unneeded Permission Set License',
		description: 'Permission set licenses that no permission set of their user states to need',
	},
	unusedSeat: {
		name: 'Unused Seat',
		description: 'Seats of active users without activity for so many days',
	},
};

const ACTION_OPTIONS: Record<RuleAction, INodePropertyOptions> = {
	changeProfile: {
		name: 'Change Profile',
		value: 'changeProfile',
		action: 'Change the profile of the user',
		description: 'Move the user to a profile of a cheaper user license, as Reclaim says',
	},
	deactivate: {
		name: 'Deactivate',
		value: 'deactivate',
		action: 'Deactivate the user',
		description: 'Deactivate the user, which gives the user license back',
	},
	freeze: {
		name: 'Freeze',
		value: 'freeze',
		action: 'Freeze the user',
		description: 'Block the login at once; the seat stays in use until deactivation',
	},
	removeLicense: {
		name: 'Remove License',
		value: 'removeLicense',
		action: 'Remove the license',
		description: 'Take the permission set, package or feature license away, and keep the user',
	},
	wholeSeat: {
		name: 'Whole Seat',
		value: 'wholeSeat',
		action: 'Take back the whole seat',
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
	description: 'What Reclaim will do with the candidates',
};

/** The action, whatever detector it goes with. */
export const ANY_ACTION_FIELD: INodeProperties = {
	...ACTION_FIELD,
	options: Object.values(ACTION_OPTIONS),
};

/** One selector for each set of actions that detectors allow: n8n shows the one that fits. */
export function actionFields(): INodeProperties[] {
	const bySet = new Map<string, DetectorName[]>();
	for (const name of DETECTOR_NAMES) {
		const key = DETECTORS[name].actions.join();
		bySet.set(key, [...(bySet.get(key) ?? []), name]);
	}
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
	displayName: 'Detector',
	name: 'detector',
	type: 'options',
	options: byName(DETECTOR_NAMES.map((value) => ({ ...DETECTOR_OPTIONS[value], value }))),
	default: 'unusedSeat',
	displayOptions: { show: inForm },
	description: 'What kind of waste to look for',
};

/** Detectors that count no days, and those that leave young accounts alone. */
export const WITHOUT_DAYS: DetectorName[] = [
	'duplicatePerson',
	'inactiveHolder',
	'leaver',
	'neverUsed',
	'unneededPermissionSetLicense',
];
export const WITH_AGE: DetectorName[] = DETECTOR_NAMES.filter(
	(name) => !['duplicatePerson', 'frozenTooLong', 'inactiveHolder'].includes(name),
);
