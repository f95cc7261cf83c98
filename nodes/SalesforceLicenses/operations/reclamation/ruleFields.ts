import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { CONDITION_FIELDS } from '../../licensing/conditions';
import type { DetectorName } from '../../licensing/detectors';
import { DETECTOR_NAMES, DETECTORS } from '../../licensing/detectors';
import type { RuleAction } from '../../licensing/rules';
import { CONDITION_FIELD_NAMES, OPERATOR_OPTIONS } from './conditionOptions';

/** The form of one rule. Its defaults are those of RULE_DEFAULTS; a test compares them. */

const inForm = { rulesSource: ['form'] };

const DETECTOR_OPTIONS: Record<DetectorName, { name: string; description: string }> = {
	frozenTooLong: {
		name: 'Frozen Too Long',
		description: 'Users who have been frozen for so many days and still hold their seats',
	},
	inactiveHolder: {
		name: 'Inactive Holder',
		description:
			'Inactive users who still hold permission set, package or feature licenses. Nobody misses them.',
	},
	leaver: {
		name: 'Leaver',
		description: 'People who are not in your Directory',
	},
	neverUsed: {
		name: 'Never Used',
		description: 'Active users who never logged in since their account was made',
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

const byName = <T extends { name: string }>(options: T[]) =>
	options.sort((a, b) => a.name.localeCompare(b.name));

const ACTION_FIELD: INodeProperties = {
	displayName: 'Action',
	name: 'action',
	type: 'options',
	options: [],
	default: 'deactivate',
	description: 'What Reclaim will do with the candidates',
};

/** One selector for each set of actions that detectors allow: n8n shows the one that fits. */
function actionFields(): INodeProperties[] {
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

function conditionsField(name: string, displayName: string, description: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		displayOptions: { show: inForm },
		description,
		options: [
			{
				displayName: 'Condition',
				name: 'condition',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'options',
						options: byName(
							CONDITION_FIELDS.map((value) => ({ name: CONDITION_FIELD_NAMES[value], value })),
						),
						default: 'department',
						description:
							'What is asked about the person. By an expression also the API name of a custom field of User, e.g. Cost_Center__c.',
					},
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: OPERATOR_OPTIONS,
						default: 'equals',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'e.g. Sales',
						displayOptions: { hide: { operator: ['isEmpty', 'isNotEmpty'] } },
						description:
							'Case does not matter. Several values for Is One Of are separated by commas.',
					},
				],
			},
		],
	};
}

export const RULE_FIELDS: INodeProperties[] = [
	{
		displayName: 'Detector',
		name: 'detector',
		type: 'options',
		options: byName(DETECTOR_NAMES.map((value) => ({ ...DETECTOR_OPTIONS[value], value }))),
		default: 'unusedSeat',
		displayOptions: { show: inForm },
		description: 'What kind of waste to look for',
	},
	{
		displayName: 'Inactive Days',
		name: 'inactiveDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		displayOptions: { show: inForm, hide: { detector: ['inactiveHolder', 'leaver', 'neverUsed'] } },
		description:
			'Days without activity after which a subscription counts as unused, or a freeze as too long',
	},
	{
		displayName: 'Include Never Logged In',
		name: 'includeNeverLoggedIn',
		type: 'boolean',
		default: true,
		displayOptions: { show: { ...inForm, detector: ['unusedSeat'] } },
		description: 'Whether users who never logged in count as unused',
	},
	{
		displayName: 'Minimum Account Age (Days)',
		name: 'minimumAccountAgeDays',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		displayOptions: { show: { ...inForm, detector: ['leaver', 'neverUsed', 'unusedSeat'] } },
		description: 'Accounts younger than this are left alone',
	},
	{
		displayName: 'License Identifiers',
		name: 'licenseIdentifiers',
		type: 'string',
		default: '',
		placeholder: 'e.g. SFDC, SalesConsoleUser',
		displayOptions: { show: inForm },
		description: 'Only these licenses, separated by commas. Empty means all.',
	},
	conditionsField(
		'conditions',
		'Conditions',
		'Only people of whom all of these are true. What the node does not read anyway is read for it.',
	),
	{
		displayName: 'Exempt Usernames',
		name: 'exemptUsernames',
		type: 'string',
		default: '',
		placeholder: 'e.g. ceo@acme.com, board@acme.com',
		displayOptions: { show: inForm },
		description: 'Users who are never candidates, separated by commas',
	},
	conditionsField(
		'exemptions',
		'Exemptions',
		'People of whom one of these is true are never candidates',
	),
	...actionFields(),
	{
		displayName: 'Rule Options',
		name: 'ruleOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: inForm },
		options: [
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: '',
				placeholder: 'e.g. USD',
				description: 'The currency of Price, as a code of three letters',
			},
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Sales users, two months',
				description: 'What candidates say of the rule that picked them',
			},
			{
				displayName: 'Price',
				name: 'price',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'What one seat costs, in place of what the price book says',
			},
			{
				displayName: 'Software Models',
				name: 'softwareModels',
				type: 'string',
				default: '',
				placeholder: 'e.g. Salesforce CRM, Salesforce CPQ',
				description: 'Only licenses of these software models, separated by commas',
			},
		],
	},
];
