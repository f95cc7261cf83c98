import { plural } from '../../model/plural';
import { SHOWN, shownLabel, shownValue } from './changes';
import { subflowNames } from './connectionPages';
import type { FormField } from './fields';
import {
	bold,
	escaped,
	html,
	messageOf,
	otherwise,
	paragraph,
	table,
	text,
	ticks,
	withMistakes,
} from './fields';
import { workflowLink } from './links';
import { previewFields } from './preview';
import type { SetupFacts, SetupPage, StoredProfile } from './setup';
import { BACK, STEPS } from './setup';
import { accessOf, neededFor, processLabel } from './subflowAnswer';

/** The pages before something takes effect: the review, which publishes, changes of a published profile, deleting. */

export const PREVIEW_AGAIN = 'Try the rules again';

export const PUBLISH = 'Publish';
export const WRITES_FOR_REAL = 'Publish it with dry run off';

export function reviewPage(facts: SetupFacts, profile: StoredProfile): SetupPage {
	const { handed, licenses, preview, tests } = facts;
	const names =
		licenses === null
			? 'The names of licenses in rules, exclusions and prices could not be checked, because the licenses of the org could not be read.'
			: 'All names of licenses in rules, exclusions and prices match licenses of the org.';
	const warnings = handed.warnings.map(({ label, message }) => `${label}: ${message}`);
	const isOut = isPublished(profile);
	const why = isOut ? '' : inTheWay(facts, profile);
	const mayPublish = !isOut && why === '' && handed.mistakes.length === 0;
	const { orgId, orgName } =
		mayPublish && tests !== null
			? accessOf(tests, Boolean(profile.reclaimSubflow))
			: { orgId: '', orgName: '' };
	return {
		page: 'review',
		title: STEPS.publish,
		description: escaped(
			`Publishing starts a first read of the org now, and one every night. It changes nothing in Salesforce. ${effectOf(profile)}`,
		),
		button: mayPublish ? PUBLISH : BACK,
		fields: [
			...messageOf(handed.message),
			...(why === '' ? [] : [bold(`It cannot be published yet: ${why}`)]),
			...handed.mistakes.map(({ message }) => bold(message)),
			...previewFields(preview),
			...(warnings.length > 0
				? [bold('Look at this before you publish:'), ...warnings.map(paragraph)]
				: [paragraph(names)]),
			subflowTable(facts, profile),
			table(
				['Setting', 'Value'],
				SHOWN.map((field) => [shownLabel(field), shownValue(profile, field)]),
			),
			...(mayPublish && writesForReal(profile)
				? [ticks('confirm', 'Confirm', [WRITES_FOR_REAL])]
				: []),
			otherwise(mayPublish ? [PREVIEW_AGAIN, BACK] : [PREVIEW_AGAIN]),
		],
		carry: { orgId, orgName },
	};
}

/** From the first run on, somebody may reclaim seats, or the schedule does. */
export const writesForReal = ({ reclaimSubflow, dryRun }: StoredProfile): boolean =>
	Boolean(reclaimSubflow) && dryRun === false;

/** The pair that the profile works with, by name. */
function subflowTable({ n8nUrl }: SetupFacts, profile: StoredProfile): FormField {
	const { connection, downloadSubflow, reclaimSubflow } = profile;
	const names = subflowNames(connection ?? '');
	const read = downloadSubflow ? workflowLink(n8nUrl, downloadSubflow, names.download) : 'none';
	const write = reclaimSubflow
		? workflowLink(n8nUrl, reclaimSubflow, names.reclaim)
		: 'none: this profile only reports';
	return html(
		`<table><tbody><tr><td>Reads with</td><td>${read}</td></tr><tr><td>Reclaims with</td><td>${write}</td></tr></tbody></table>`,
	);
}

const isPublished = ({ status }: StoredProfile) => status === 'Published';

export const APPLY = 'Apply these changes';

/** What a published profile does differently from the next run on. */
export function changesPage({ handed }: SetupFacts, profile: StoredProfile): SetupPage {
	const endsDryRun = handed.changes.some(({ field, isRisky }) => field === 'dryRun' && isRisky);
	const risky = handed.changes.filter(({ isRisky }) => isRisky).map(({ label }) => label);
	return {
		page: 'changes',
		title: `Change ${profile.displayName}?`,
		description:
			'The profile is published, so the jobs use these settings from their next run. Nothing is saved until you confirm.',
		button: 'Apply',
		fields: [
			...messageOf(handed.message),
			...(endsDryRun
				? [bold('Dry run will be off: from then on, Reclaim takes seats back in Salesforce.')]
				: []),
			...(risky.length > 0 ? [paragraph(`Look closely at: ${risky.join(', ')}.`)] : []),
			table(
				['Setting', 'Now', 'Then'],
				handed.changes.map(({ label, before, after }) => [label, before, after]),
			),
			...handed.warnings.map(({ label, message }) => paragraph(`${label}: ${message}`)),
			ticks('confirm', 'Confirm', [APPLY]),
			otherwise([BACK]),
		],
		carry: { next: handed.next, changes: handed.changes, entered: handed.entered },
	};
}

/** What is in the way of publishing; empty where nothing is. */
function inTheWay({ tests }: SetupFacts, profile: StoredProfile): string {
	if (!profile.downloadSubflow || tests === null) {
		return `the profile has no Salesforce org. Complete the step "${STEPS.connection}".`;
	}
	const withReclaim = Boolean(profile.reclaimSubflow);
	const access = accessOf(tests, withReclaim);
	if (access.errors.length > 0) return `the connection does not work. ${access.errors.join(' ')}`;
	const missing = neededFor(access, withReclaim);
	if (missing.length === 0) return '';
	const needs = missing
		.map((row) => `"${processLabel(row.process)}" needs ${row.missing.join(', ')}`)
		.join('; ');
	const or = missing.some(({ process }) => process === 'reclaim')
		? ', or set "Reclaim subscriptions?" to No.'
		: '.';
	return `${needs}. Grant the permissions (the step "${STEPS.connection}" shows where)${or}`;
}

function effectOf({ reclaimSubflow, dryRun }: StoredProfile): string {
	if (!reclaimSubflow) return 'This profile only reports. It never reclaims seats.';
	return dryRun === false
		? 'Dry run is off: Reclaim takes seats back.'
		: 'Dry run is on: Reclaim changes nothing in Salesforce.';
}

/** Who would stay frozen without the profile: no job would deactivate or unfreeze them. */
export function frozenText(frozen: readonly string[]): string {
	const [first] = frozen;
	const who =
		frozen.length === 1
			? `1 user is frozen: ${first}`
			: `${plural(frozen.length, 'user')} are frozen: ${frozen.slice(0, 5).join(', ')}${frozen.length > 5 ? ' and others' : ''}`;
	return `${who}. First give the seats back (form "Reclaim or Give Back"), or wait until the grace period is over.`;
}

export function deletePage(
	{ frozen, handed }: SetupFacts,
	{ displayName }: StoredProfile,
): SetupPage {
	const typed = handed.entered?.name;
	const name: FormField = text(
		'name',
		'Type the display name to delete it',
		typeof typed === 'string' ? typed : '',
	);
	return {
		page: 'delete',
		title: `Delete ${displayName}?`,
		description: escaped(
			frozen.length > 0
				? `You cannot delete it now. ${frozenText(frozen)}`
				: 'This deletes its stored subscriptions and closes its open candidates (Closed Skipped). Nothing changes in Salesforce.',
		),
		button: 'Delete',
		fields: [
			...messageOf(handed.message),
			...withMistakes([name, otherwise([BACK])], handed.mistakes),
		],
	};
}
