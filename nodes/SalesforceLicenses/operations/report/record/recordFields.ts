import type { INodeProperties } from 'n8n-workflow';

/** What only the record page has: what its URL asks for, and where its buttons lead. */

const displayOptions = { show: { format: ['recordPage'] } };
const ofLists = { show: { format: ['recordPage', 'lists'] } };

export const RECORD_FIELDS: INodeProperties[] = [
	{
		displayName: 'Failed Job Result',
		name: 'failedJobResult',
		type: 'number',
		displayOptions: { show: { format: ['alert'] } },
		default: 0,
		description:
			'ID of the job result of the job that failed. If it is not among the items, the message is Title and Note.',
	},
	{
		displayName: 'Lists For',
		name: 'listsFor',
		type: 'options',
		displayOptions: { show: { format: ['lists'] } },
		options: [
			{ name: 'Alert', value: 'alert', description: 'What the message about a failed job needs' },
			{ name: 'Digest', value: 'digest', description: 'What a mail or a Slack message needs' },
			{
				name: 'Ledger Sums',
				value: 'ledger',
				description: 'The savings ledger of a profile, to sum it up with the format JSON',
			},
			{ name: 'Record Page', value: 'record', description: 'What the page in Page Query needs' },
		],
		default: 'record',
		description: 'What is created from the lists',
	},
	{
		displayName: 'Page Query',
		name: 'pageQuery',
		type: 'json',
		displayOptions: ofLists,
		default: '{}',
		placeholder: "e.g. {{ $('Webhook').first().json.query }}",
		description:
			'The query of the URL, as the Webhook node has it: the profile, the text to find, the state of candidates, and page numbers. Without a profile, the page is about all profiles.',
	},
	{
		displayName: 'Forms URL',
		name: 'formsUrl',
		type: 'string',
		displayOptions,
		default: '',
		placeholder: 'e.g. https://n8n.example.com/form',
		description:
			'Where the forms of the playbook are, for the buttons of the page. If empty, the page has no buttons.',
	},
	{
		displayName: 'Job Workflow ID',
		name: 'jobWorkflowId',
		type: 'string',
		displayOptions,
		default: '',
		placeholder: 'e.g. 1UJz4mDowpVjT0AV',
		description:
			'ID of the workflow that runs the jobs, for links to its executions. If empty, job results have no link.',
	},
	{
		displayName: 'Next Run',
		name: 'nextRunAt',
		type: 'string',
		displayOptions: { show: { format: ['recordPage', 'alert'] } },
		default: '',
		placeholder: 'e.g. 2026-11-28T02:00:00Z',
		description: 'When the jobs of the playbook run next, as an ISO-8601 time',
	},
];
