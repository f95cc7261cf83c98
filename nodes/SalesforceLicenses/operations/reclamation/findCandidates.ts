import {
	ACTIVITY_OPTIONS,
	API_FIELDS,
	FIND_KINDS_FIELD,
	SIGNALS_FIELD,
} from '../parameters/fields';
import type { Operation } from '../operation';
import { SUMMARY } from '../operation';
import { PEOPLE_FIELDS } from '../parameters/peopleFields';
import { PRICE_BOOK_FIELD, PRICES_FIELD, saying } from '../parameters/prices/priceFields';
import { MODEL_FIELDS } from '../parameters/softwareModels/modelFields';
import { BLOCKERS_FIELD, PROBE_FIELD, PROBE_NOTICE } from './blockers/blockerFields';
import { START_AFTER_FIELD } from '../subscription/portionFields';
import { MAX_USERS_READ_FIELD } from './firstUsers';
import { RULE_FIELDS } from './rules/ruleFields';

export const findCandidates: Operation = {
	option: {
		name: 'Find Candidates',
		value: 'findCandidates',
		action: 'Find reclamation candidates',
		description:
			'Find unused subscriptions with your rules, and return them with the evidence. Read-only.',
	},
	fields: [
		FIND_KINDS_FIELD,
		{
			displayName: 'Rules Source',
			name: 'rulesSource',
			type: 'options',
			options: [
				{ name: 'Define Below', value: 'form', description: 'One rule, defined in this form' },
				{
					name: 'JSON',
					value: 'json',
					description: 'A list of rules; the first rule that applies decides',
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
				'A JSON list of rules. Fields of a rule: name, detector, licenseKinds, licenseIdentifiers, excludeLicenseIdentifiers, softwareModels, inactiveDays, includeNeverLoggedIn, minimumAccountAgeDays, conditions, action, exemptUsernames, exemptions, targetProfile, price, currency. If several rules use the same detector, the first one that applies to a subscription decides.',
		},
		SIGNALS_FIELD,
		PROBE_NOTICE,
	],
	options: [
		saying(PRICES_FIELD, 'Adds the potential savings to each candidate.'),
		PRICE_BOOK_FIELD,
		{
			displayName: 'Price Period',
			name: 'pricePeriod',
			type: 'options',
			options: [
				{ name: 'Month', value: 'month' },
				{ name: 'Year', value: 'year' },
			],
			default: 'month',
			description:
				'The period that your prices are for. Each candidate returns it as savingPeriod.',
		},
		...MODEL_FIELDS,
		// Detectors use the login history too, whichever signals are selected.
		...ACTIVITY_OPTIONS.map((field) =>
			field.name === 'loginHistoryDays' ? { ...field, displayOptions: {} } : field,
		),
		...PEOPLE_FIELDS,
		{
			displayName: 'List Protected Users',
			name: 'listProtected',
			type: 'boolean',
			default: false,
			description:
				'Whether to also return protected users that match a rule, with the state Protected and the reason. The summary always counts them.',
		},
		START_AFTER_FIELD,
		MAX_USERS_READ_FIELD,
		BLOCKERS_FIELD,
		PROBE_FIELD,
		...API_FIELDS,
	],
	outputs: ['Candidates', SUMMARY],
	load: async () => await import('./findCandidates.run'),
};
