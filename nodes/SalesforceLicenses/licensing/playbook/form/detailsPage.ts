import { RULE_ACTIONS } from '../../model/actions';
import { LICENSE_KINDS } from '../../model/licenses';
import { CHANNEL_LABELS, PROFILE_LABELS, SILENCE_LABELS } from '../profile';
import { licenseChoices, storedValues, tickedLicenses } from './detailsValues';
import type { FormField } from './fields';
import { bold, choice, heading, html, table, text, ticks, withMistakes } from './fields';
import { BY_FORM, BY_JSON, FORM_ACTIONS, FORM_KINDS } from './labels';
import type { OrgLicense, SetupFacts, SetupPage, StoredProfile } from './setup';
import { STEPS } from './setup';

/** The page that asks for a profile: as it is stored, or as it was entered when that was refused or half done. */

export const SAVE_DETAILS = 'Save, and continue later';
export const COMPLETE_DETAILS = 'Save and mark complete';

/** What a field asks, where its name alone does not say it. */
const ASKS = {
	...PROFILE_LABELS,
	reclaim: 'Reclaim subscriptions? With No, the profile only reports candidates',
	dryRun: 'Dry run? With Yes, Reclaim shows its plan and changes nothing in Salesforce',
	targetProfileId: 'If users are moved: name or ID of the profile to move them to',
	rulesJson: 'Rules (JSON); the first rule that matches wins',
	excludedUsernames: 'Excluded users (usernames or IDs)',
	excludedIdentifiers: 'Excluded licenses (identifiers or names)',
	prices: 'Annual price per seat, by license (one per line)',
	currency: 'Currency of the prices (three-letter code)',
	askBy: 'Ask by (publish the workflow "Ask by ..." of this channel first)',
	managerEmail: 'Fallback approver, if the user has no manager in Salesforce (e-mail)',
	graceDays: 'Days frozen before a deactivation (0 to deactivate right away)',
	alertEmail: 'Send alerts to (e-mail; leave empty to use the address in the workflow Alert)',
} as const;

export function detailsPage(facts: SetupFacts, profile: StoredProfile): SetupPage {
	const { handed, connections, licenses } = facts;
	const draft = profile.lanes?.detailsDraft as Readonly<Record<string, unknown>> | undefined;
	const shown = handed.entered ?? draft ?? null;
	const stored = storedValues(profile, connections);
	const values = shown === null ? stored : { ...stored, ...shown };
	const fields = withMistakes(detailsFields(values, facts), handed.mistakes);
	const isHalfDone = handed.entered === null && draft !== undefined;
	return {
		page: 'details',
		title: `${STEPS.details}: ${profile.displayName}`,
		description: `Status: ${profile.status ?? 'Draft'} (set automatically).`,
		button: 'Save',
		fields: [
			...(isHalfDone
				? [bold('These entries are saved, but not complete: they have no effect yet.')]
				: []),
			...(handed.message === '' ? [] : [bold(handed.message)]),
			...fields,
		],
		carry: { licenses: tickedLicenses(licenses) },
	};
}

function detailsFields(values: Readonly<Record<string, unknown>>, facts: SetupFacts): FormField[] {
	const { connections, licenses } = facts;
	const said = (name: string) => textOf(values[name]);
	const oneOf = (name: keyof typeof ASKS, choices: readonly string[]) =>
		choice(name, ASKS[name], choices, said(name));
	const number = (name: keyof typeof ASKS): FormField => ({
		...text(name, ASKS[name], said(name)),
		fieldType: 'number',
	});
	const line = (name: keyof typeof ASKS, placeholder = '') =>
		text(name, ASKS[name], said(name), placeholder);
	const lines = (name: keyof typeof ASKS, placeholder = ''): FormField => ({
		...line(name, placeholder),
		fieldType: 'textarea',
	});
	return [
		heading('Salesforce org'),
		oneOf(
			'connection',
			connections.map(({ name }) => name),
		),
		oneOf('reclaim', ['Yes', 'No']),
		oneOf('dryRun', ['Yes', 'No']),
		heading('Rules'),
		oneOf('ruleSource', [BY_FORM, BY_JSON]),
		ticks(
			'licenseKinds',
			ASKS.licenseKinds,
			LICENSE_KINDS.map((kind) => FORM_KINDS[kind]),
			listOf(values.licenseKinds),
		),
		licenseField(values.licenseIdentifiers, licenses),
		number('inactiveDays'),
		oneOf(
			'action',
			RULE_ACTIONS.map((action) => FORM_ACTIONS[action]),
		),
		line('targetProfileId', 'e.g. Standard Platform User'),
		lines('rulesJson'),
		heading('Exceptions and prices'),
		...licenseTable(licenses),
		line('excludedUsernames', 'e.g. ceo@acme.com, board@acme.com'),
		line('excludedIdentifiers', 'e.g. Chatter Free'),
		lines('prices', 'e.g. SFDC=2100'),
		line('currency', 'e.g. USD'),
		heading('Limits of a run'),
		number('maxUsers'),
		number('maxPercent'),
		heading('Questions and grace period'),
		oneOf('notifyUser', ['Yes', 'No']),
		number('daysToAnswer'),
		oneOf('askBy', Object.values(CHANNEL_LABELS)),
		oneOf('onSilence', Object.values(SILENCE_LABELS)),
		line('managerEmail'),
		number('graceDays'),
		heading('Nightly run and alerts'),
		oneOf('autoReclaim', ['No', 'Yes']),
		line('alertEmail'),
		choice('saveAs', 'When you save', [COMPLETE_DETAILS, SAVE_DETAILS], COMPLETE_DETAILS),
	];
}

/** A list to tick where the licenses of the org are known; else their names. */
function licenseField(value: unknown, licenses: readonly OrgLicense[] | null): FormField {
	const names = listOf(value);
	const known = tickedLicenses(licenses);
	if (known.length === 0) {
		return text(
			'licenseIdentifiers',
			`${ASKS.licenseIdentifiers} (identifiers or names; leave empty for all of those kinds)`,
			names.join(', '),
			'e.g. SFDC, AUL',
		);
	}
	const { all, ticked } = licenseChoices(names, known);
	return ticks(
		'licenseIdentifiers',
		`${ASKS.licenseIdentifiers} (tick none for all of those kinds)`,
		all,
		ticked,
	);
}

/** What the org owns, beside the fields that name licenses. */
function licenseTable(licenses: readonly OrgLicense[] | null): FormField[] {
	if (licenses === null || licenses.length === 0) {
		return [
			html(
				'<p>The licenses of the org are listed here once the step <i>Connection and credential</i> works.</p>',
			),
		];
	}
	const unused = ({ total, used }: OrgLicense) =>
		total === null || used === null ? '–' : Math.max(0, total - used);
	return [
		table(
			['License', 'Identifier', 'Owned', 'Used', 'Unused'],
			licenses.map((license) => [
				license.licenseName || license.licenseIdentifier,
				license.licenseIdentifier,
				license.total ?? '–',
				license.used ?? '–',
				unused(license),
			]),
		),
	];
}

const textOf = (value: unknown): string => {
	if (typeof value === 'string') return value;
	return typeof value === 'number' ? String(value) : '';
};

/** A list, or a text with commas. */
function listOf(value: unknown): string[] {
	if (Array.isArray(value)) return value.filter((one): one is string => typeof one === 'string');
	return textOf(value)
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}
