import { CONDITION_FIELD_NAMES } from '../../../finding/conditions';
import { SIGNAL_NAMES } from '../../../model/activity';
import { CHANNEL_LABELS, PROFILE_LABELS, SILENCE_LABELS } from '../../profile';
import type { FormField } from '../fields';
import { area, choice, heading, optional, text, ticks } from '../fields';
import { FORM_OPERATORS, FORM_SIGNALS } from '../labels';
import { listOf, said } from './entered';
import type { Values } from './values';
import { conditionNames } from './values';

/** The pages of the users: who may be a candidate, who is asked, and how much one run may do. */

export function userFields(values: Values): FormField[] {
	return [
		heading('Never candidates'),
		text(
			'excludedUsernames',
			'Excluded users (usernames or IDs)',
			said(values, 'excludedUsernames'),
			'e.g. ceo@acme.com, board@acme.com',
		),
		...conditionFields(values, 'never', 'Or users whose'),
		heading('Only candidates'),
		...conditionFields(values, 'only', 'Only users whose'),
		ticks(
			'signals',
			'What counts as use',
			SIGNAL_NAMES.map((name) => FORM_SIGNALS[name]),
			listOf(values.signals),
		),
		area(
			'directory',
			'Your people (e-mail addresses, one per line), to find people who left',
			said(values, 'directory'),
			'e.g. ada@acme.com',
		),
	];
}

function conditionFields(values: Values, which: 'only' | 'never', label: string): FormField[] {
	const fields = Object.values(CONDITION_FIELD_NAMES).sort();
	return conditionNames(which).flatMap(({ field, operator, value }, index) => {
		const chosen = said(values, field);
		const lost = chosen !== '' && !fields.includes(chosen) ? [chosen] : [];
		const first = index === 0 ? label : which === 'only' ? 'And whose' : 'Or whose';
		return [
			optional(field, first, [...fields, ...lost], chosen),
			optional(operator, 'Comparison', Object.values(FORM_OPERATORS), said(values, operator)),
			text(value, 'Value', said(values, value), 'e.g. Sales'),
		];
	});
}

const number = (values: Values, name: keyof typeof PROFILE_LABELS, label: string): FormField => ({
	...text(name, label, said(values, name)),
	fieldType: 'number',
});

export function askingFields(values: Values): FormField[] {
	const { notifyUser, daysToAnswer, onSilence } = PROFILE_LABELS;
	return [
		choice('notifyUser', notifyUser, ['Yes', 'No'], said(values, 'notifyUser')),
		choice(
			'askBy',
			'Ask by (publish the workflow "Ask by ..." of this channel first)',
			Object.values(CHANNEL_LABELS),
			said(values, 'askBy'),
		),
		number(values, 'daysToAnswer', daysToAnswer),
		choice('onSilence', onSilence, Object.values(SILENCE_LABELS), said(values, 'onSilence')),
		text(
			'managerEmail',
			'Fallback approver, if the user has no manager in Salesforce (e-mail)',
			said(values, 'managerEmail'),
			'e.g. it@acme.com',
		),
		number(values, 'graceDays', 'Days frozen before a deactivation (0 to deactivate right away)'),
	];
}

export function limitFields(values: Values): FormField[] {
	const { maxUsers, maxPercent, autoReclaim } = PROFILE_LABELS;
	return [
		choice(
			'reclaim',
			'Reclaim subscriptions? With No, the profile only reports candidates',
			['Yes', 'No'],
			said(values, 'reclaim'),
		),
		choice(
			'dryRun',
			'Dry run? With Yes, Reclaim shows its plan and changes nothing in Salesforce',
			['Yes', 'No'],
			said(values, 'dryRun'),
		),
		number(values, 'maxUsers', maxUsers),
		number(values, 'maxPercent', maxPercent),
		choice('autoReclaim', autoReclaim, ['No', 'Yes'], said(values, 'autoReclaim')),
		text(
			'alertEmail',
			'Send alerts to (e-mail; leave empty to use the address in the workflow Alert)',
			said(values, 'alertEmail'),
			'e.g. it@acme.com',
		),
	];
}
