import type { INodeProperties } from 'n8n-workflow';

export const BLOCKERS_FIELD: INodeProperties = {
	displayName: 'Look for Blockers',
	name: 'blockers',
	type: 'boolean',
	default: true,
	description:
		'Whether to look up what Salesforce would refuse and what would break without a word: hierarchy fields, queues, scheduled jobs, dashboards, approvals, open records and more, each with the fix. Costs about 7 API calls for every 400 users found, and a few once.',
};
