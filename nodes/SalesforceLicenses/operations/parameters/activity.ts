import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { SignalName } from '../../licensing/model/activity';
import { SIGNAL_NAMES } from '../../licensing/model/activity';
import type { ActivityChoice } from '../../salesforce/activity/activitySignals';
import { OBJECT_NAME } from '../../salesforce/activity/queries';
import { listParameter } from './parameters';

/** What counts as use: the fields that say so, and their border. */

const showWork = { show: { signals: ['work'] } };

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
			'Objects whose records count as work when somebody creates or changes them. Two calls for each object, and two more for every further 2,000 users who worked in it.',
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

export const ACTIVITY_FIELDS: INodeProperties[] = [
	{
		displayName: 'Activity Signals',
		name: 'signals',
		type: 'multiOptions',
		options: [
			{
				name: 'API Login',
				value: 'apiLogin',
				description: 'Successful logins of programs, from LoginHistory; mobile apps count here',
			},
			{
				name: 'Human Login',
				value: 'humanLogin',
				description: 'Successful logins of people, from LoginHistory',
			},
			{
				name: 'Last Login',
				value: 'lastLogin',
				description: 'Any login, of a person or a program, from the user. No extra calls.',
			},
			{
				name: 'OAuth Use',
				value: 'oauthUse',
				description: 'Last use of connected apps, from OauthToken. Up to 5 calls.',
			},
			{
				name: 'Work',
				value: 'work',
				description: 'The last record that the user created or changed, of the objects below',
			},
		],
		default: ['lastLogin'],
		description:
			'What counts as use; the latest of them is lastActivityAt. Human and API Login share one read: one call for every 2,000 logins by REST, or 100,000 by Bulk.',
	},
	{
		displayName: 'Login History Days',
		name: 'loginHistoryDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 180 },
		default: 90,
		displayOptions: { show: { signals: ['humanLogin', 'apiLogin', 'work'] } },
		description: 'How far back to look for logins and work; Salesforce keeps six months of logins',
	},
	...WORK_FIELDS,
];

const DAY_MS = 24 * 60 * 60 * 1000;

function refuse(
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description, itemIndex });
}

/** What counts as use, and how far back. */
export function activityParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	now: number,
): ActivityChoice {
	const signals = listParameter(context.getNodeParameter('signals', itemIndex, ['lastLogin']));
	const days = context.getNodeParameter('loginHistoryDays', itemIndex, 90) as number;
	const unknown = signals.find((signal) => !(SIGNAL_NAMES as readonly string[]).includes(signal));
	if (unknown !== undefined) {
		throw refuse(
			context,
			itemIndex,
			`Activity Signals: there is no signal "${unknown}"`,
			`Choose from ${SIGNAL_NAMES.join(', ')}.`,
		);
	}
	if (signals.length === 0) {
		throw refuse(
			context,
			itemIndex,
			'No activity signal is chosen',
			'Choose at least one of Activity Signals; Last Login costs no extra calls.',
		);
	}
	const workObjects = signals.includes('work') ? workObjectsParameter(context, itemIndex) : [];
	return {
		signals: signals as SignalName[],
		since: new Date(now - days * DAY_MS),
		workObjects,
	};
}

function workObjectsParameter(context: IExecuteFunctions, itemIndex: number): string[] {
	const [standard, more] = WORK_FIELDS.map(({ name, default: preset }) =>
		listParameter(context.getNodeParameter(name, itemIndex, preset)),
	);
	const objects = [...new Set([...standard, ...more])];
	const wrong = objects.find((name) => !OBJECT_NAME.test(name));
	if (wrong !== undefined) {
		throw refuse(
			context,
			itemIndex,
			`Work Objects: "${wrong}" is no API name of an object`,
			'An API name has letters, digits and underscores, e.g. Quote or Invoice__c. It stands in Setup > Object Manager.',
		);
	}
	if (objects.length > 0) return objects;
	throw refuse(
		context,
		itemIndex,
		'Work Objects: no object is chosen',
		'Choose at least one object, or take Work out of Activity Signals.',
	);
}
