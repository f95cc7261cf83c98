import { RULE_ACTIONS } from '../../../model/actions';
import { LICENSE_KINDS } from '../../../model/licenses';
import type { FormField } from '../fields';
import { area, choice, heading, html, optional, text, ticks } from '../fields';
import { FORM_ACTIONS, FORM_KINDS, LOOK_FOR } from '../labels';
import type { OrgLicense, SetupFacts } from '../setup';
import { listOf, said } from './entered';
import { IN_ORDER } from './ruleChoices';
import type { Values } from './values';
import { licenseChoices, shownLicenses } from './values';

/** The page of what to look for: plain choices, free money first; or the rules as JSON. */

export function ruleFields(values: Values, { licenses, moveTo }: SetupFacts): FormField[] {
	const number = (name: string, label: string): FormField => ({
		...text(name, label, said(values, name)),
		fieldType: 'number',
	});
	return [
		ticks(
			'lookFor',
			'What to look for',
			IN_ORDER.map((name) => LOOK_FOR[name]),
			listOf(values.lookFor),
		),
		heading('Unused licenses'),
		number('inactiveDays', 'Unused after (days)'),
		choice(
			'action',
			'What to do with an unused license',
			RULE_ACTIONS.map((action) => FORM_ACTIONS[action]),
			said(values, 'action'),
		),
		ticks(
			'licenseKinds',
			'License kinds',
			LICENSE_KINDS.map((kind) => FORM_KINDS[kind]),
			listOf(values.licenseKinds),
		),
		onlyThese(values, licenses),
		choice(
			'includeNeverLoggedIn',
			'Do users who never logged in count as unused?',
			['Yes', 'No'],
			said(values, 'includeNeverLoggedIn'),
		),
		number('minimumAccountAgeDays', 'Leave out accounts newer than (days)'),
		heading('Freezes and moves'),
		number('frozenDays', 'Frozen for too long after (days)'),
		target(values, moveTo),
	];
}

/** A list to tick where the licenses of the org are known; else their names. */
function onlyThese(values: Values, licenses: readonly OrgLicense[] | null): FormField {
	const names = listOf(values.licenseIdentifiers);
	const known = shownLicenses(licenses);
	const label = 'Only these licenses';
	if (known.length === 0) {
		return text(
			'licenseIdentifiers',
			`${label} (identifiers or names; leave empty for all of those kinds)`,
			names.join(', '),
			'e.g. SFDC, AUL',
		);
	}
	const { all, ticked } = licenseChoices(names, known);
	return ticks('licenseIdentifiers', `${label} (tick none for all of those kinds)`, all, ticked);
}

/** The profiles of the org by name; a field to type one where they are not known. */
function target(values: Values, moveTo: readonly string[] | null): FormField {
	const chosen = said(values, 'targetProfileId');
	const label = 'Profile to move users to';
	if (moveTo === null || moveTo.length === 0) {
		return text('targetProfileId', `${label} (name or ID)`, chosen, 'e.g. Standard Platform User');
	}
	const lost = chosen !== '' && !moveTo.includes(chosen) ? [chosen] : [];
	return optional('targetProfileId', label, [...moveTo, ...lost], chosen);
}

export function jsonFields(values: Values): FormField[] {
	return [
		html(
			'<p>A list of rules; the first rule that matches wins. This page is for rules that the plain choices cannot say.</p>',
		),
		area('rulesJson', 'Rules (JSON)', said(values, 'rulesJson')),
	];
}
