import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { SignalName } from '../../licensing/model/activity';
import { SIGNAL_NAMES } from '../../licensing/model/activity';
import type { ActivityChoice } from '../../salesforce/activity/activitySignals';
import { OBJECT_NAME } from '../../salesforce/activity/queries';
import type { Parameters } from './values';
import { fieldOf, parametersOf } from './values';

/** What counts as use: the fields for it, and how their values are parsed. */

const showWork = { show: { '/signals': ['work'] } };

/** Objects that most people work in; any other may be named. */
const OBJECTS = ['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'Task'];

const WORK_FIELDS: INodeProperties[] = [
	{
		displayName: 'Work Objects',
		name: 'workObjects',
		type: 'multiOptions',
		options: OBJECTS.map((name) => ({ name, value: name })),
		default: ['Account', 'Case', 'Contact', 'Event', 'Lead', 'Opportunity', 'Task'],
		displayOptions: showWork,
		description:
			'Objects whose records count as work when a user creates or changes them. Takes two API calls for each object, and two more for every additional 2,000 users who worked in it.',
	},
	{
		displayName: 'More Work Objects',
		name: 'moreWorkObjects',
		type: 'string',
		default: '',
		placeholder: 'e.g. Quote, Invoice__c',
		displayOptions: showWork,
		description: 'API names of other objects, separated by commas',
	},
];

export const SIGNALS_FIELD: INodeProperties = {
	displayName: 'Activity Signals',
	name: 'signals',
	type: 'multiOptions',
	options: [
		{
			name: 'API Login',
			value: 'apiLogin',
			description: 'Successful logins by integrations and mobile apps, from LoginHistory',
		},
		{
			name: 'Human Login',
			value: 'humanLogin',
			description: 'Successful logins by people, from LoginHistory',
		},
		{
			name: 'Last Login',
			value: 'lastLogin',
			description: 'Last login of any kind, from the user record. No extra API calls.',
		},
		{
			name: 'OAuth Use',
			value: 'oauthUse',
			description: 'Last use of connected apps, from OauthToken. Up to 5 API calls.',
		},
		{
			name: 'Work',
			value: 'work',
			description:
				'The last record that the user created or changed, of the objects in Work Objects',
		},
	],
	default: ['lastLogin'],
	description:
		'What counts as use. The most recent signal becomes lastActivityAt. Human Login and API Login share one read: one API call for every 2,000 logins with REST, or 100,000 with Bulk.',
};

/** What refines the signals. */
export const ACTIVITY_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Login History Days',
		name: 'loginHistoryDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 180 },
		default: 90,
		displayOptions: { show: { '/signals': ['humanLogin', 'apiLogin', 'work'] } },
		description:
			'How many days to look back for logins and work. Salesforce keeps six months of login history.',
	},
	...WORK_FIELDS,
];

const DAY_MS = 24 * 60 * 60 * 1000;

/** What counts as use, and how far back. */
export function activityParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	now: number,
): ActivityChoice {
	const given = parametersOf(context, itemIndex);
	const signals: SignalName[] = given.options(SIGNALS_FIELD, SIGNAL_NAMES, {
		atLeastOne: true,
		noun: 'signal',
	});
	const days = given.wholeNumber(fieldOf(ACTIVITY_OPTIONS, 'loginHistoryDays'));
	return {
		signals,
		since: new Date(now - days * DAY_MS),
		workObjects: signals.includes('work') ? workObjectsOf(given) : [],
	};
}

function workObjectsOf(given: Parameters): string[] {
	const [chosen, more] = WORK_FIELDS.map((field) => ({ field, names: given.list(field) }));
	for (const { field, names } of [chosen, more]) {
		const wrong = names.find((name) => !OBJECT_NAME.test(name));
		if (wrong === undefined) continue;
		throw given.refuse(
			field,
			`"${wrong}" is not the API name of an object`,
			'An API name has only letters, digits and underscores, e.g. Quote or Invoice__c. See Setup > Object Manager.',
		);
	}
	const objects = [...new Set([...chosen.names, ...more.names])];
	if (objects.length > 0) return objects;
	throw given.refuse(
		chosen.field,
		'no object is selected',
		'Select at least one object, or remove Work from Activity Signals.',
	);
}
