import type { INodeProperties } from 'n8n-workflow';
import { ANSWERS } from '../../licensing/playbook/answering';
import type { Operation } from '../operation';
import { CANDIDATES } from '../operation';
import { TOOL_ITEMS_FIELD } from '../reclamation/run/toolItems';
import type { Happening } from './fields';
import {
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
	displayOptions: { show: { event } },
});

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
		shownFor(['answer'], {
			displayName: 'Answer',
			name: 'answer',
			type: 'options',
			options: [
				{ name: ANSWERS.notNeeded, value: 'notNeeded' },
				{ name: ANSWERS.appeal, value: 'appeal' },
				{ name: ANSWERS.needed, value: 'needed' },
				{ name: ANSWERS.keep, value: 'keep' },
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
		shownFor(['silence'], {
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
		shownFor(['notAsked'], {
			displayName: 'Reason',
			name: 'reason',
			type: 'string',
			default: '',
			placeholder: 'e.g. The mail server refused the address',
			description: 'Why the question could not be sent',
		}),
		shownFor(['outcome', 'restored'], OUTCOMES_FIELD),
		shownFor(['nextStep', 'outcome'], PROFILE_DRY_RUN_FIELD),
		shownFor(['nextStep', 'outcome'], NOTIFY_USER_FIELD),
		shownFor(['nextStep'], {
			displayName: 'Days to Answer',
			name: 'daysToAnswer',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 365 },
			default: 7,
			description: 'How many days users and approvers have to answer',
		}),
		shownFor(['nextStep', 'outcome'], GRACE_DAYS_FIELD),
		shownFor(['nextStep'], MANAGER_EMAIL_FIELD),
		shownFor(['nextStep'], FALLBACK_EMAIL_FIELD),
		shownFor(['answer', 'silence'], MAX_USERS_FIELD),
		shownFor(['answer', 'silence'], TAKEN_FIELD),
		JSON_COLUMNS_FIELD,
		TOOL_ITEMS_FIELD,
	],
	outputs: CANDIDATES,
	needsNoCredential: true,
	load: async () => await import('./decide.run'),
};
