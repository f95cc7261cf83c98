import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../operation';

const shownFor = (purpose: string[], field: INodeProperties): INodeProperties => ({
	...field,
	displayOptions: { show: { ...field.displayOptions?.show, purpose } },
});

const INSTALLS = ['install', 'connectOrg'];

export const getWorkflows: Operation = {
	option: {
		name: 'Get Workflows',
		value: 'getWorkflows',
		action: 'Get workflows of the playbook',
		description:
			'Get the workflows of the playbook with the IDs of this n8n, and what to do with each: create, update, publish or delete. Needs no credential.',
	},
	fields: [
		{
			displayName: 'Purpose',
			name: 'purpose',
			type: 'options',
			options: [
				{
					name: 'Connect Another Org',
					value: 'connectOrg',
					description: 'Install a pair of workflows for another Salesforce org',
				},
				{
					name: 'Install or Update',
					value: 'install',
					description: 'Install the playbook, or update it and every pair for another org',
				},
				{
					name: 'Uninstall',
					value: 'uninstall',
					description: 'Delete the workflows of the playbook',
				},
			],
			default: 'install',
			description: 'What the workflows are for',
		},
		shownFor(['connectOrg'], {
			displayName: 'Name of the Org',
			name: 'orgName',
			type: 'string',
			default: '',
			placeholder: 'e.g. EMEA org',
			description: 'The name of the connection. The two workflows get it in parentheses.',
		}),
		{
			displayName: 'Existing Workflows',
			name: 'existingSource',
			type: 'options',
			options: [
				{
					name: 'Input Items',
					value: 'input',
					description:
						'What the n8n node returns for Workflow > Get Many, with this workflow in it',
				},
				{ name: 'JSON', value: 'json', description: 'The parameter Workflows (JSON)' },
				{ name: 'None', value: 'none', description: 'An n8n without the playbook' },
			],
			default: 'none',
			description:
				'The workflows that are on this n8n now, to find those that an earlier install created',
		},
		{
			displayName: 'Workflows (JSON)',
			name: 'existingJson',
			type: 'json',
			default: '[]',
			displayOptions: { show: { existingSource: ['json'] } },
			description: "All workflows of this n8n as n8n's public API returns them: a JSON list",
		},
		shownFor(INSTALLS, {
			displayName: 'Credentials',
			name: 'credentialSource',
			type: 'options',
			options: [
				{ name: 'JSON', value: 'json', description: 'The parameter Credentials (JSON)' },
				{ name: 'None', value: 'none', description: 'Select them in the workflows' },
				{
					name: 'Nodes of This Workflow',
					value: 'workflow',
					description: 'Those that are selected in the nodes of the workflow that runs this node',
				},
			],
			default: 'none',
			description: 'Which credentials the nodes of the playbook get',
		}),
		shownFor(INSTALLS, {
			displayName: 'Credentials (JSON)',
			name: 'credentialsJson',
			type: 'json',
			default: '[]',
			displayOptions: { show: { credentialSource: ['json'] } },
			description:
				"Credentials as n8n's public API returns them, at most one of each type: a JSON list",
		}),
		shownFor(INSTALLS, {
			displayName: 'Replace Selected Credentials',
			name: 'replaceCredentials',
			type: 'boolean',
			default: false,
			description:
				'Whether these credentials replace those that are already selected in the workflows. If off, only nodes without a credential get one.',
		}),
		{
			displayName: 'Changed Workflows',
			name: 'changedWorkflows',
			type: 'options',
			options: [
				{
					name: 'Leave as They Are',
					value: 'keep',
					description: 'An update says what was changed and leaves the workflow as it is',
				},
				{
					name: 'Replace or Delete',
					value: 'replace',
					description: 'What was changed in them is lost',
				},
			],
			default: 'keep',
			description:
				'What becomes of workflows of the playbook in which someone changed more than credentials, values in Settings, schedules, or which nodes are disabled',
		},
		shownFor(['install'], {
			displayName: 'Storage',
			name: 'storage',
			type: 'options',
			options: [
				{ name: 'Data Tables', value: 'dataTables' },
				{ name: 'Postgres', value: 'postgres' },
				{
					name: 'Unchanged',
					value: 'unchanged',
					description: 'Where they are now; Data Tables for a first install',
				},
			],
			default: 'unchanged',
			description: 'Where the tables of the playbook are',
		}),
		shownFor(['uninstall'], {
			displayName: 'Delete Tables',
			name: 'deleteTables',
			type: 'boolean',
			default: false,
			description:
				'Whether the Data Tables of the playbook are deleted too: profiles, candidates, job results and what Restore needs. Tables in Postgres are never deleted.',
		}),
		{
			displayName: 'Results',
			name: 'results',
			type: 'json',
			default: '[]',
			description:
				'What became of the items of the last round, as the installer workflow notes it: a JSON list. It is used to say what happened.',
		},
	],
	needsNoCredential: true,
	load: async () => await import('./getWorkflows.run'),
};
