import type { INodeProperties } from 'n8n-workflow';
import { CONDITION_FIELDS } from '../../../licensing/finding/conditions';
import { CONDITION_FIELD_NAMES, OPERATOR_OPTIONS } from './conditionOptions';
import {
	actionFields,
	byName,
	DETECTOR_FIELD,
	inForm,
	WITH_AGE,
	WITHOUT_DAYS,
} from './detectorFields';

/** The form of one rule. Its defaults are those of RULE_DEFAULTS; a test compares them. */

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
	DETECTOR_FIELD,
	{
		displayName: 'Inactive Days',
		name: 'inactiveDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		displayOptions: { show: inForm, hide: { detector: WITHOUT_DAYS } },
		description:
			'Days without activity after which a subscription counts as unused, or a freeze as too long; how far back other detectors look',
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
		displayOptions: { show: { ...inForm, detector: WITH_AGE } },
		description: 'Accounts, and permission set licenses, younger than this are left alone',
	},
	{
		displayName: 'License Identifiers',
		name: 'licenseIdentifiers',
		type: 'string',
		default: '',
		placeholder: 'e.g. SFDC, SalesConsoleUser',
		displayOptions: { show: inForm },
		description:
			'Only these licenses, by identifier or name, separated by commas. Empty means all.',
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
		description: 'Users who are never candidates, by username or ID, separated by commas',
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
				displayName: 'Exclude License Identifiers',
				name: 'excludeLicenseIdentifiers',
				type: 'string',
				default: '',
				placeholder: 'e.g. Chatter Free',
				description: 'Not these licenses, by identifier or name, separated by commas',
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
			{
				displayName: 'Target Profile',
				name: 'targetProfile',
				type: 'string',
				default: '',
				placeholder: 'e.g. Standard Platform User',
				description:
					'Name or ID of the profile that Change Profile moves to. Users whom Salesforce does not let move there are no candidates of Cheaper License.',
			},
		],
	},
];
