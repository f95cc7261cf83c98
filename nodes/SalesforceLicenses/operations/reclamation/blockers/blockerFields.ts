import type { INodeProperties } from 'n8n-workflow';

/** Shared by Find Candidates and the dry run of Reclaim. */
export const BLOCKERS_FIELD: INodeProperties = {
	displayName: 'Look for Blockers',
	name: 'blockers',
	type: 'boolean',
	default: true,
	description:
		'Whether to check in advance what Salesforce would reject and what would silently break: hierarchy fields, queues, scheduled jobs, dashboards, approvals, open records and more, each with the fix. Takes about 7 API calls for every 400 users found, plus a few per run.',
};

export const PROBE_FIELD: INodeProperties = {
	displayName: 'Test with Salesforce (Rolled Back)',
	name: 'probe',
	type: 'boolean',
	default: false,
	description:
		'Whether to have Salesforce validate the plan: the real changes are sent all-or-none together with a record that does not exist, so Salesforce checks every row, reports its objections, and rolls everything back. <b>Triggers, flows and validation rules run before the rollback.</b> Takes one API call for every 199 users and kind of change.',
};

/** Stands below the options: inside them it would be one more thing to add. */
export const PROBE_NOTICE: INodeProperties = {
	displayName:
		'The test saves nothing in Salesforce, but it can have side effects: triggers and flows on users run before the rollback, and the emails and callouts that they send cannot be undone. Try it in a sandbox first.',
	name: 'probeNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { 'options.probe': [true] } },
};
