import type { INodeProperties } from 'n8n-workflow';
import { ANSWERS } from '../../licensing/playbook/answering';
import type { Operation } from '../operation';
import { DECISIONS } from '../operation';
import { TOOL_ITEMS_FIELD } from '../parameters/fields';
import type { Happening } from './fields';
import {
	inFields,
	PEOPLE_FIELD,
	SETTINGS_FROM_FIELD,
	STARTED_BY_FIELD,
	STARTED_FIELD,
	STORED_PROFILE_FIELD,
	FALLBACK_EMAIL_FIELD,
	GRACE_DAYS_FIELD,
	JSON_COLUMNS_FIELD,
	MANAGER_EMAIL_FIELD,
	MAX_USERS_FIELD,
	NOTIFY_USER_FIELD,
	OUTCOMES_FIELD,
	PROFILE_DRY_RUN_FIELD,
	TAKEN_FIELD,
} from './fields';

const shownFor = (event: Happening[], field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { ...field.displayOptions?.show, event } },
});

/** What a stored profile says about each of these. */
const setting = (event: Happening[], field: INodeProperties): INodeProperties =>
	inFields(shownFor(event, field));

const WITH_SETTINGS: Happening[] = ['answer', 'silence', 'nextStep', 'notReclaimed', 'outcome'];

export const decide: Operation = {
	option: {
		name: 'Decide',
		value: 'decide',
		action: 'Decide on candidates',
		description:
			'Apply an answer, a silence or an outcome to a stored candidate, or return its next step. Needs no credential.',
	},
	fields: [
		{
			displayName: 'Event',
			name: 'event',
			type: 'options',
			options: [
				{
					name: 'Answer',
					value: 'answer',
					description: 'The user or an approver answered a question',
				},
				{
					name: 'Give Back',
					value: 'giveBack',
					description: 'Return the items for Restore, for candidates that can be given back',
				},
				{
					name: 'Next Step',
					value: 'nextStep',
					description: 'Return whom to ask now, or whether to reclaim',
				},
				{
					name: 'Not Asked',
					value: 'notAsked',
					description: 'The question could not be sent',
				},
				{
					name: 'Not Reclaimed',
					value: 'notReclaimed',
					description: 'The decision to reclaim the license could not be carried out',
				},
				{
					name: 'Outcome of Reclaim',
					value: 'outcome',
					description: 'A dry run or a real run of Reclaim returned',
				},
				{
					name: 'Outcome of Restore',
					value: 'restored',
					description: 'Restore returned',
				},
				{
					name: 'Plan',
					value: 'plan',
					description:
						'Return the items for a dry run of Reclaim, whose outcomes are the input of Update',
				},
				{
					name: 'Profile Deleted',
					value: 'profileDeleted',
					description: 'The profile of the candidate was deleted',
				},
				{
					name: 'Silence',
					value: 'silence',
					description: 'The time to answer, or the grace period, is over',
				},
			],
			default: 'answer',
			description: 'What happened to the candidates',
		},
		shownFor(WITH_SETTINGS, SETTINGS_FROM_FIELD),
		shownFor(WITH_SETTINGS, STORED_PROFILE_FIELD),
		shownFor(['answer'], {
			displayName: 'Answer',
			name: 'answer',
			type: 'options',
			options: [
				{ name: ANSWERS.notNeeded, value: 'notNeeded' },
				{ name: ANSWERS.appeal, value: 'appeal' },
				{ name: ANSWERS.needed, value: 'needed' },
				{ name: ANSWERS.keep, value: 'keep' },
				{ name: ANSWERS.keepYear, value: 'keepYear' },
				{ name: ANSWERS.keepForGood, value: 'keepForGood' },
				{ name: ANSWERS.keepUntil, value: 'keepUntil' },
				{ name: ANSWERS.take, value: 'take' },
			],
			default: 'needed',
			description:
				'The answer, by its value or its text. An unknown answer leaves the candidate unchanged.',
		}),
		shownFor(['answer'], {
			displayName: 'Decided By',
			name: 'decidedBy',
			type: 'string',
			default: '',
			placeholder: 'e.g. manager@example.com',
			description:
				'Email address or username of the person who answered. Required for the answers of an approver, because users may not decide on their own license.',
		}),
		shownFor(['answer'], {
			displayName: 'Comment',
			name: 'comment',
			type: 'string',
			default: '',
			description: 'What the person wrote. It is cut to 500 characters and stored as a quotation.',
		}),
		shownFor(['answer'], {
			displayName: 'Keep Until',
			name: 'keepUntil',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2027-03-31',
			description:
				'The date for the answer Keep Until a Date, as YYYY-MM-DD. Without a date after today and within ten years, the license is kept for 90 days. With an answer to reclaim, a date makes the answer unclear: nothing is reclaimed.',
		}),
		setting(['silence', 'nextStep'], {
			displayName: 'On Silence',
			name: 'onSilence',
			type: 'options',
			options: [
				{ name: 'Keep', value: 'keep' },
				{ name: 'Reclaim', value: 'reclaim' },
			],
			default: 'keep',
			description:
				'What silence means. Only the value reclaim takes the license; anything else keeps it.',
		}),
		shownFor(['notAsked', 'notReclaimed', 'outcome', 'restored'], {
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			placeholder: 'e.g. The mail server refused the address',
			description:
				'Why the question could not be sent, or why Reclaim or Restore returned no outcome',
		}),
		shownFor(['outcome', 'restored'], OUTCOMES_FIELD),
		shownFor(['nextStep', 'outcome', 'restored'], STARTED_BY_FIELD),
		setting(['nextStep', 'notReclaimed', 'outcome'], PROFILE_DRY_RUN_FIELD),
		setting(['nextStep', 'outcome'], NOTIFY_USER_FIELD),
		setting(['nextStep'], {
			displayName: 'Days to Answer',
			name: 'daysToAnswer',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 365 },
			default: 7,
			description: 'How many days users and approvers have to answer',
		}),
		setting(['nextStep', 'outcome'], GRACE_DAYS_FIELD),
		shownFor(['nextStep'], MANAGER_EMAIL_FIELD),
		shownFor(['nextStep'], PEOPLE_FIELD),
		setting(['nextStep'], FALLBACK_EMAIL_FIELD),
		shownFor(['nextStep'], STARTED_FIELD),
		setting(['answer', 'silence'], MAX_USERS_FIELD),
		shownFor(['answer', 'silence'], TAKEN_FIELD),
		JSON_COLUMNS_FIELD,
		TOOL_ITEMS_FIELD,
	],
	outputs: DECISIONS,
	needsNoCredential: true,
	load: async () => await import('./decide.run'),
};
