import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';
import { CONNECTIONS_FIELD, LICENSES_FIELD } from './validate';

const json = (
	displayName: string,
	name: string,
	preset: '[]' | '{}',
	description: string,
	more: Partial<INodeProperties> = {},
): INodeProperties => ({ displayName, name, type: 'json', default: preset, description, ...more });

export const FORM_FIELDS: INodeProperties[] = [
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
				name: 'Read an Answer',
				value: 'read',
				description: 'Read what a page returned: what to store, and which page comes next',
			},
		],
		default: 'build',
		description: 'Whether to build a page or to read the answer to one',
	},
	{
		displayName: 'Page',
		name: 'page',
		type: 'options',
		options: [
			{ name: 'Changes', value: 'changes' },
			{ name: 'Choose a Profile', value: 'profiles' },
			{ name: 'Connect an Additional Org', value: 'additional' },
			{ name: 'Connection and Credential', value: 'connection' },
			{ name: 'Delete', value: 'delete' },
			{ name: 'First Run', value: 'firstRun' },
			{ name: 'Grant Type', value: 'grant' },
			{ name: 'New Connection', value: 'connect' },
			{ name: 'Profile Details', value: 'details' },
			{ name: 'Publish', value: 'publish' },
			{ name: 'Register an Application', value: 'register' },
			{ name: 'Review', value: 'review' },
			{ name: 'Steps', value: 'steps' },
		],
		default: 'details',
		description: 'The page to build, or the page that was answered',
	},
	{
		displayName: 'Display Name',
		name: 'displayName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Acme',
		description: 'Name of the profile that the page is about. Empty where none is chosen yet.',
	},
	json(
		'Profiles',
		'profiles',
		'[]',
		'The profiles as they are stored now: a JSON list of rows. For Read an Answer, read them again after the page was answered.',
	),
	{ ...CONNECTIONS_FIELD },
	{ ...LICENSES_FIELD },
	json(
		'Connection Tests',
		'tests',
		'{}',
		'What the subflows of the profile answered to the task "access": a JSON object with download and reclaim. For the pages Connection and Credential, New Connection and Publish.',
	),
	json(
		'Candidates',
		'candidates',
		'[]',
		'The stored candidates of the profile, for the page Delete: a profile is not deleted while people are frozen for it',
	),
	json(
		'Answer Before',
		'answerBefore',
		'{}',
		'What Read an Answer returned for the page before: its message, its mistakes and what was entered',
		{ displayOptions: { show: { formTask: ['build'] } } },
	),
	json(
		'Page Shown',
		'pageShown',
		'{}',
		'What Build a Page returned for the page that was answered',
		{ displayOptions: { show: { formTask: ['read'] } } },
	),
	json(
		'Answer',
		'answer',
		'{}',
		'What the n8n Form node returned: a JSON object. If empty, the input item.',
		{ displayOptions: { show: { formTask: ['read'] } } },
	),
	json(
		'First Run',
		'firstRun',
		'{}',
		'What the first jobs answered: a JSON object with refresh and identify. For the page First Run.',
		{ displayOptions: { show: { formTask: ['read'] } } },
	),
	{
		displayName: 'Answered By',
		name: 'answeredBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. ada@acme.com',
		description: 'E-mail address of the person who answered, for the history of the profile',
		displayOptions: { show: { formTask: ['read'] } },
	},
	{
		displayName: 'Instance Address',
		name: 'n8nUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $execution.resumeUrl }}',
		description: 'An address of this n8n, for the redirect URL on the page Register an Application',
		displayOptions: { show: { formTask: ['build'] } },
	},
];

export const form: Operation = {
	option: {
		name: 'Form',
		value: 'form',
		action: 'Build a form page for a profile',
		description:
			'Build the form pages that ask for an integration profile, and read their answers. Needs no credential.',
	},
	fields: FORM_FIELDS,
	needsNoCredential: true,
	load: async () => await import('./form.run'),
};
