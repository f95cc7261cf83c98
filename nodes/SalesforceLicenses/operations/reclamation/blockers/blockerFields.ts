import type { INodeProperties } from 'n8n-workflow';

/** Shared by Find Candidates and the dry run of Reclaim. */
export const BLOCKERS_FIELD: INodeProperties = {
	displayName: 'Look for Blockers',
	name: 'blockers',
	type: 'boolean',
	default: true,
	description:
		'Whether to look up what Salesforce would refuse and what would break without a word: hierarchy fields, queues, scheduled jobs, dashboards, approvals, open records and more, each with the fix. Costs about 7 API calls for every 400 users found, and a few once.',
};

export const PROBE_FIELDS: INodeProperties[] = [
	{
		displayName: 'Probe',
		name: 'probe',
		type: 'boolean',
		default: false,
		description:
			'Whether to let Salesforce itself say what it would refuse: the real write is sent together with a record that does not exist, all or none, so Salesforce checks it, names what is in the way, and saves nothing. <b>Triggers, flows and validation rules of the org run before the roll-back.</b> One call for every 199 users and kind of write.',
	},
	{
		displayName:
			'The probe saves nothing in Salesforce, but it is not free of side effects: triggers and flows on users run before the roll-back, and e-mails and callouts that they send are not taken back. Try it in a sandbox first.',
		name: 'probeNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { probe: [true] } },
	},
];
