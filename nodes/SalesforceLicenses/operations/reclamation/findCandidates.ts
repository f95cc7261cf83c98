import { ACTIVITY_FIELDS } from '../parameters/activity';
import { API_FIELDS, LICENSE_KINDS_FIELD } from '../parameters/fields';
import type { Operation } from '../operation';
import { SUMMARY } from '../operation';
import { PRICE_BOOK_FIELD } from '../parameters/priceBook';
import { SOFTWARE_MODELS_FIELD } from '../parameters/softwareModels';
import { PEOPLE_FIELDS } from '../parameters/peopleFields';
import { BLOCKERS_FIELD, PROBE_FIELDS } from './blockers/blockerFields';
import { RULE_FIELDS } from './rules/ruleFields';

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
		...RULE_FIELDS,
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
				'List of rules: name, detector, licenseKinds, licenseIdentifiers, excludeLicenseIdentifiers, softwareModels, inactiveDays, includeNeverLoggedIn, minimumAccountAgeDays, conditions, action, exemptUsernames, exemptions, targetProfile, price, currency. Of the rules with one detector the first that applies to a subscription decides.',
		},
		{
			...PRICE_BOOK_FIELD,
			description: `${PRICE_BOOK_FIELD.description}. Gives the potential saving of each candidate.`,
		},
		{
			displayName: 'Price Period',
			name: 'pricePeriod',
			type: 'options',
			options: [
				{ name: 'Month', value: 'month' },
				{ name: 'Year', value: 'year' },
			],
			default: 'month',
			description: 'What your prices are for; candidates state it as savingPeriod',
		},
		SOFTWARE_MODELS_FIELD,
		// Detectors look at the login history too, whatever signals are chosen.
		...ACTIVITY_FIELDS.map((field) =>
			field.name === 'loginHistoryDays' ? { ...field, displayOptions: {} } : field,
		),
		...PEOPLE_FIELDS,
		{
			displayName: 'List Protected Users',
			name: 'listProtected',
			type: 'boolean',
			default: false,
			description:
				'Whether to list users that a rule picked and no run may touch, with the state Protected and the reason. They are counted in any case.',
		},
		BLOCKERS_FIELD,
		...PROBE_FIELDS,
		...API_FIELDS,
	],
	outputs: ['Candidates', SUMMARY],
	load: async () => await import('./findCandidates.run'),
};
