import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';

const json = (
	displayName: string,
	name: string,
	preset: '[]' | '{}',
	description: string,
	formTask?: 'build' | 'read',
): INodeProperties => ({
	displayName,
	name,
	type: 'json',
	default: preset,
	description,
	...(formTask === undefined ? {} : { displayOptions: { show: { formTask: [formTask] } } }),
});

export const setModel: Operation = {
	option: {
		name: 'Set Software Model',
		value: 'setModel',
		action: 'Build a form page for software models',
		description:
			'Build the form page that assigns a software model to a license, and read its answer. Needs no credential.',
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
					description: 'Read what the page returned: which rows to store and to remove',
				},
			],
			default: 'build',
			description: 'Whether to build a page or to read the answer to one',
		},
		json(
			'Stored Snapshots',
			'storedSnapshots',
			'[]',
			'The stored snapshots of all profiles, as a JSON list: the latest day of each profile says which licenses are unrecognized',
		),
		json(
			'Stored Software Models',
			'storedModels',
			'[]',
			'The software models that are assigned already, as a JSON list of rows with ID, licenseKind, licenseIdentifier and softwareModel',
		),
		{
			displayName: 'Chosen License',
			name: 'chosenLicense',
			type: 'string',
			default: '',
			placeholder: 'e.g. packageLicense:acmeapp',
			description:
				'The license that is chosen when the page opens: license kind, colon, identifier. If empty or unknown, none is.',
			displayOptions: { show: { formTask: ['build'] } },
		},
		json(
			'Answer Before',
			'answerBefore',
			'{}',
			'What Read an Answer returned before: its error, and what was entered',
			'build',
		),
		json(
			'Page Shown',
			'pageShown',
			'{}',
			'What Build a Page returned for the page that was answered',
			'read',
		),
		json(
			'Answer',
			'answer',
			'{}',
			'What the n8n Form node returned: a JSON object. If empty, the input item.',
			'read',
		),
		{
			displayName: 'Answered By',
			name: 'answeredBy',
			type: 'string',
			default: '',
			placeholder: 'e.g. ada@acme.com',
			description: 'E-mail address of the person who answered. It is stored with the assignment.',
			displayOptions: { show: { formTask: ['read'] } },
		},
	],
	needsNoCredential: true,
	load: async () => await import('./setModel.run'),
};
