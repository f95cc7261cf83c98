import { API_FIELDS, LICENSE_KINDS_FIELD } from '../fields';
import type { Operation } from '../operation';
import { BLOCKERS_FIELD } from './blockerFields';

const inForm = { show: { rulesSource: ['form'] } };

/** The defaults of the form are those of RULE_DEFAULTS; a test compares them. */
export const findCandidates: Operation = {
	option: {
		name: 'Find Candidates',
		value: 'findCandidates',
		action: 'Find reclamation candidates',
		description: 'Find subscriptions that nobody uses, by rules, with the evidence. Never writes.',
	},
	fields: [
		LICENSE_KINDS_FIELD,
		{
			displayName: 'Rules Source',
			name: 'rulesSource',
			type: 'options',
			options: [
				{ name: 'Define Below', value: 'form', description: 'One rule, in this form' },
				{
					name: 'JSON',
					value: 'json',
					description: 'A list of rules; the first that applies decides',
				},
			],
			default: 'form',
			description: 'Where the reclamation rules come from',
		},
		{
			displayName: 'Inactive Days',
			name: 'inactiveDays',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			displayOptions: inForm,
			description: 'Days without activity after which a subscription counts as unused',
		},
		{
			displayName: 'Include Never Logged In',
			name: 'includeNeverLoggedIn',
			type: 'boolean',
			default: true,
			displayOptions: inForm,
			description: 'Whether users who never logged in count as unused',
		},
		{
			displayName: 'Minimum Account Age (Days)',
			name: 'minimumAccountAgeDays',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 30,
			displayOptions: inForm,
			description: 'Accounts younger than this are left alone',
		},
		{
			displayName: 'License Identifiers',
			name: 'licenseIdentifiers',
			type: 'string',
			default: '',
			placeholder: 'e.g. SFDC, SalesConsoleUser',
			displayOptions: inForm,
			description: 'Only these licenses, separated by commas. Empty means all.',
		},
		{
			displayName: 'Exempt Usernames',
			name: 'exemptUsernames',
			type: 'string',
			default: '',
			placeholder: 'e.g. ceo@acme.com, board@acme.com',
			displayOptions: inForm,
			description: 'Users who are never candidates, separated by commas',
		},
		{
			displayName: 'Action',
			name: 'action',
			type: 'options',
			options: [
				{
					name: 'Change Profile',
					value: 'changeProfile',
					action: 'Change the profile of the user',
					description: 'Move the user to a profile of a cheaper user license, as Reclaim says',
				},
				{
					name: 'Deactivate',
					value: 'deactivate',
					action: 'Deactivate the user',
					description: 'Deactivate the user, which gives the user license back',
				},
				{
					name: 'Freeze',
					value: 'freeze',
					action: 'Freeze the user',
					description: 'Block the login at once; the seat stays in use until deactivation',
				},
				{
					name: 'Remove License',
					value: 'removeLicense',
					action: 'Remove the license',
					description:
						'Take the permission set, package or feature license away, and keep the user',
				},
				{
					name: 'Whole Seat',
					value: 'wholeSeat',
					action: 'Take back the whole seat',
					description: 'Remove every license of the user, then freeze and deactivate',
				},
			],
			default: 'deactivate',
			displayOptions: inForm,
			description: 'What Reclaim will do with the candidates',
		},
		{
			displayName: 'Rules (JSON)',
			name: 'rulesJson',
			type: 'json',
			default: JSON.stringify(
				[{ name: 'Unused seats', inactiveDays: 60, action: 'deactivate' }],
				null,
				2,
			),
			displayOptions: { show: { rulesSource: ['json'] } },
			description:
				'List of rules: name, licenseKinds, licenseIdentifiers, inactiveDays, includeNeverLoggedIn, minimumAccountAgeDays, action, exemptUsernames. The first rule that applies to a subscription decides.',
		},
		BLOCKERS_FIELD,
		...API_FIELDS,
	],
	load: async () => await import('./findCandidates.run'),
};
