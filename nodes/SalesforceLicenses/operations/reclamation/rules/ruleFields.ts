import type { INodeProperties } from 'n8n-workflow';
import { byDisplayName, twinOf } from '../../parameters/optionsFields';
import { conditionsField } from './conditionFields';
import { actionFields, DETECTOR_FIELD, detectorsWith, inForm } from './detectorFields';

/** The form of one rule. Its defaults are those of RULE_DEFAULTS; a test compares them. */

/** Parts of a rule that most rules leave as they are. */
export const SELDOM_CHANGED: INodeProperties[] = [
	{
		displayName: 'Include Never Logged In',
		name: 'includeNeverLoggedIn',
		type: 'boolean',
		default: true,
		displayOptions: {
			show: { '/detector': detectorsWith('includeNeverLoggedIn') },
		},
		description: 'Whether users who never logged in count as unused',
	},
	{
		displayName: 'Minimum Account Age (Days)',
		name: 'minimumAccountAgeDays',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		displayOptions: {
			show: { '/detector': detectorsWith('minimumAccountAgeDays') },
		},
		description:
			'Skip accounts, and assignments of permission set licenses, that are newer than this',
	},
	{
		displayName: 'License Identifiers',
		name: 'licenseIdentifiers',
		type: 'string',
		default: '',
		placeholder: 'e.g. SFDC, SalesConsoleUser',
		description:
			'Only these licenses, by identifier or name, separated by commas. Empty means all.',
	},
	conditionsField(
		'conditions',
		'Conditions',
		'Only users who meet all of these conditions. Extra fields are read automatically.',
	),
	conditionsField(
		'exemptions',
		'Exemptions',
		'Users who meet one of these conditions are never candidates',
	),
	{
		displayName: 'Exempt Usernames',
		name: 'exemptUsernames',
		type: 'string',
		default: '',
		placeholder: 'e.g. ceo@acme.com, board@acme.com',
		description: 'Users who are never candidates, by username or ID, separated by commas',
	},
];

/** Parts of a rule that it has only where they were added. */
export const OWN_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: '',
		placeholder: 'e.g. USD',
		description: 'The currency of Price, as a three-letter code',
	},
	{
		displayName: 'Exclude License Identifiers',
		name: 'excludeLicenseIdentifiers',
		type: 'string',
		default: '',
		placeholder: 'e.g. Chatter Free',
		description: 'Licenses to skip, by identifier or name, separated by commas',
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Sales users, two months',
		description: 'A name for the rule, shown in each candidate that it finds',
	},
	{
		displayName: 'Price',
		name: 'price',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'The price of one seat. Overrides Prices and Price Book.',
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
			'Name or ID of the profile that Change Profile moves users to. Cheaper License skips users whom Salesforce does not allow to move there.',
	},
];

export const RULE_FIELDS: INodeProperties[] = [
	DETECTOR_FIELD,
	{
		displayName: 'Inactive Days',
		name: 'inactiveDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		displayOptions: {
			show: { ...inForm, detector: detectorsWith('inactiveDays') },
		},
		description:
			'Days without activity after which a license counts as unused, or days after which a freeze counts as too long. Other detectors look back this many days.',
	},
	...actionFields(),
	{
		displayName: 'Rule Options',
		name: 'ruleOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		displayOptions: { show: inForm },
		options: byDisplayName([...OWN_OPTIONS, ...SELDOM_CHANGED]),
	},
	...SELDOM_CHANGED.map((option) => twinOf(option)).map((field) => ({
		...field,
		displayOptions: {
			...field.displayOptions,
			show: { ...field.displayOptions?.show, ...inForm },
		},
	})),
];
