import type { Operation } from '../../operation';
import { TOOL_ITEMS_FIELD } from '../../parameters/fields';

export const select: Operation = {
	option: {
		name: 'Select',
		value: 'select',
		action: 'Select candidates on a form page',
		description:
			'Build the form page on which a person selects from the candidates that Find Candidates found, and return those who were selected. Needs no credential.',
	},
	fields: [
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
					description: 'Give the candidates that were selected on the page',
				},
			],
			default: 'build',
			description: 'Whether to build a page or to read the answer to one',
		},
		{
			displayName: 'Explanation',
			name: 'explanation',
			type: 'string',
			default: '',
			placeholder: "e.g. {{ $('AI Agent').first().json.output }}",
			description: 'A text above the list, such as what an AI agent says about the candidates',
			displayOptions: { show: { formTask: ['build'] } },
		},
		{
			displayName: 'Page Shown',
			name: 'pageShown',
			type: 'json',
			default: '{}',
			description: 'What Build a Page returned for the page that was answered',
			displayOptions: { show: { formTask: ['read'] } },
		},
		{
			displayName: 'Answer',
			name: 'answer',
			type: 'json',
			default: '{}',
			description: 'What the n8n Form node returned: a JSON object',
			displayOptions: { show: { formTask: ['read'] } },
		},
		TOOL_ITEMS_FIELD,
	],
	needsNoCredential: true,
	load: async () => await import('./select.run'),
};
