import type { INodeProperties } from 'n8n-workflow';

/** What only the record page has: what its URL asks for, and where its buttons lead. */

const displayOptions = { show: { format: ['recordPage'] } };

export const RECORD_FIELDS: INodeProperties[] = [
	{
		displayName: 'Page Query',
		name: 'pageQuery',
		type: 'json',
		displayOptions,
		default: '{}',
		placeholder: "e.g. {{ $('Webhook').first().json.query }}",
		description:
			'The query of the URL, as the Webhook node has it: the profile, the text to find, the state of candidates, and page numbers. Without a profile, the page lists all profiles.',
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
		displayName: 'Next Run',
		name: 'nextRunAt',
		type: 'string',
		displayOptions,
		default: '',
		placeholder: 'e.g. 2026-11-28T02:00:00Z',
		description: 'When the jobs of the playbook run next, as an ISO-8601 time',
	},
];
