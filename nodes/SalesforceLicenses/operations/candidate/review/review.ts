import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../../operation';

const json = (
	displayName: string,
	name: string,
	preset: '[]' | '{}',
	description: string,
	more: Partial<INodeProperties> = {},
): INodeProperties => ({ displayName, name, type: 'json', default: preset, description, ...more });

const NEEDS_ROWS: Partial<INodeProperties> = {
	displayOptions: { show: { formTask: ['build', 'read'] } },
};

export const REVIEW_FIELDS: INodeProperties[] = [
	{
		displayName: 'Task',
		name: 'formTask',
		type: 'options',
		options: [
			{
				name: 'Build a Page',
				value: 'build',
				description: 'Give the title, the text and the fields of a page for the n8n Form node',
			},
			{
				name: 'List Rows to Read',
				value: 'lists',
				description:
					'Give the lists of rows that a page or an answer needs, as the workflow Read Lists takes them, and the IDs of the selected candidates',
			},
			{
				name: 'Read an Answer',
				value: 'read',
				description:
					'Read what a page returned: which page comes next, or which candidates were chosen',
			},
		],
		default: 'build',
		description:
			'Whether to build a page, to read the answer to one, or to list the rows that either of them needs',
	},
	{
		displayName: 'Rows For',
		name: 'rowsFor',
		type: 'options',
		options: [
			{ name: 'Build a Page', value: 'build' },
			{ name: 'Read an Answer', value: 'read' },
		],
		default: 'build',
		description: 'The task that needs the rows',
		displayOptions: { show: { formTask: ['lists'] } },
	},
	{
		displayName: 'What to Do',
		name: 'purpose',
		type: 'options',
		options: [
			{
				name: 'Decide',
				value: 'decide',
				description: 'Decide on open candidates: reclaim, ask first, keep or exclude',
			},
			{
				name: 'Give Back',
				value: 'giveBack',
				description: 'Give back what was reclaimed or is frozen',
			},
			{
				name: 'Stop Keeping',
				value: 'kept',
				description: 'End what was decided earlier: kept until a date, or excluded for good',
			},
		],
		default: 'decide',
		description: 'What the candidates are reviewed for',
	},
	{
		displayName: 'Page',
		name: 'page',
		type: 'options',
		options: [
			{ name: 'Candidates', value: 'candidates' },
			{ name: 'Groups and Filter', value: 'groups' },
			{ name: 'Profile', value: 'profile' },
			{ name: 'Result', value: 'result' },
			{ name: 'Start', value: 'start' },
			{ name: 'Summary', value: 'summary' },
		],
		default: 'profile',
		description:
			'The page to build, or the page that was answered. Start is only answered: it leads to the first page.',
	},
	{
		displayName: 'Display Name',
		name: 'displayName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme',
		description:
			'Name of the profile whose candidates are reviewed. Empty where none is chosen yet.',
	},
	json(
		'Profiles',
		'profiles',
		'[]',
		'The profiles as they are stored now: a JSON list of rows. For Read an Answer, read them again after the page was answered.',
		NEEDS_ROWS,
	),
	json(
		'Candidates',
		'candidates',
		'[]',
		'The candidates as they are stored now, each with the ID of its row: all of the profile, or the rows of the lists from List Rows to Read. For Read an Answer, read them again after the page was answered.',
		NEEDS_ROWS,
	),
	json(
		'Selected Candidates',
		'selectedCandidates',
		'[]',
		'The rows of the IDs from List Rows to Read, with all their columns. Empty if Candidates has all candidates of the profile.',
		NEEDS_ROWS,
	),
	json(
		'Answer Before',
		'answerBefore',
		'{}',
		'What Read an Answer returned for the page before: its message, the filter, what was selected and decided',
		{ displayOptions: { show: { formTask: ['build', 'lists'] } } },
	),
	json(
		'Results',
		'results',
		'{}',
		'For the page Result: what the job of Reclaim returned, the rows written and unchanged after Restore, or how many decisions were stored',
		{ displayOptions: { show: { formTask: ['build'] } } },
	),
	json(
		'Page Shown',
		'pageShown',
		'{}',
		'What Build a Page returned for the page that was answered',
		{ displayOptions: { show: { formTask: ['read', 'lists'] } } },
	),
	json(
		'Answer',
		'answer',
		'{}',
		'What the n8n Form node returned: a JSON object. If empty, the input item.',
		{ displayOptions: { show: { formTask: ['read', 'lists'] } } },
	),
	{
		displayName: 'Decided By',
		name: 'decidedBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. ann@example.com',
		description: 'Email address of the person at the form, for the notes of the candidates',
		displayOptions: { show: { formTask: ['read'] } },
	},
];

export const review: Operation = {
	option: {
		name: 'Review',
		value: 'review',
		action: 'Build a form page to review candidates',
		description:
			'Build the form pages on which a person decides on candidates or gives seats back, and read the answers. Needs no credential.',
	},
	fields: REVIEW_FIELDS,
	needsNoCredential: true,
	load: async () => await import('./review.run'),
};
