import { plural } from '../../model/plural';
import { SHOWN, shownLabel, shownValue } from './changes';
import type { FormField } from './fields';
import { bold, choice, escaped, paragraph, table, text, ticks } from './fields';
import { stepsPage } from './guidePages';
import type { SetupFacts, SetupPage, StoredProfile } from './setup';
import { STEPS } from './setup';
import { accessOf, neededFor, processLabel } from './subflowAnswer';

/** The pages before something takes effect: the review, changes of a published profile, publishing, deleting. */

export const SAVE = 'Save';
export const PUBLISH = 'Publish';

export function reviewPage({ handed, licenses }: SetupFacts, profile: StoredProfile): SetupPage {
	const names =
		licenses === null
			? 'The names of licenses in rules, exclusions and prices could not be checked, because the licenses of the org could not be read.'
			: 'All names of licenses in rules, exclusions and prices match licenses of the org.';
	const warnings = handed.warnings.map(({ label, message }) => `${label}: ${message}`);
	return {
		page: 'review',
		title: STEPS.publish,
		description:
			'Publishing starts a first read of the org now, and one every night. It changes nothing in Salesforce.',
		button: 'Continue',
		fields: [
			...(handed.message === '' ? [] : [bold(handed.message)]),
			...(warnings.length > 0
				? [bold('Look at this before you publish:'), ...warnings.map(paragraph)]
				: [paragraph(names)]),
			...handed.mistakes.map(({ message }) => bold(message)),
			table(
				['Setting', 'Value'],
				SHOWN.map((field) => [shownLabel(field), shownValue(profile, field)]),
			),
			choice('decision', 'What next?', [PUBLISH, SAVE], isPublished(profile) ? SAVE : PUBLISH),
		],
	};
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
		button: 'Continue',
		fields: [
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
		],
		carry: { next: handed.next, changes: handed.changes, entered: handed.entered },
	};
}

/** What is missing before a profile may be published; the steps again where anything is. */
export function publishPage(facts: SetupFacts, profile: StoredProfile): SetupPage {
	const { tests, handed } = facts;
	const no = (message: string) =>
		stepsPage({ ...facts, handed: { ...handed, message: `Not published: ${message}` } }, profile);
	if (!profile.downloadSubflow || tests === null) {
		return no('the profile has no Salesforce org. Complete the step "Profile details".');
	}
	const withReclaim = Boolean(profile.reclaimSubflow);
	const access = accessOf(tests, withReclaim);
	if (access.errors.length > 0) {
		return no(`the connection does not work. ${access.errors.join(' ')}`);
	}
	const missing = neededFor(access, withReclaim);
	if (missing.length > 0) {
		const needs = missing
			.map((row) => `"${processLabel(row.process)}" needs ${row.missing.join(', ')}`)
			.join('; ');
		const or = missing.some(({ process }) => process === 'reclaim')
			? ', or set "Reclaim subscriptions?" to No.'
			: '.';
		return no(
			`${needs}. Grant the permissions (the step "Connection and credential" shows where)${or}`,
		);
	}
	return {
		page: 'publish',
		title: `Publish ${profile.displayName}?`,
		description: escaped(
			`From now on, n8n reads the subscriptions of ${access.orgName} every night. ${effectOf(profile)}`,
		),
		button: 'Continue',
		fields: [ticks('confirm', 'Confirm', ['Publish it and start the first run'])],
		carry: { orgId: access.orgId, orgName: access.orgName },
	};
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

export function deletePage({ frozen }: SetupFacts, { displayName }: StoredProfile): SetupPage {
	const name: FormField = text(
		'name',
		'Type the display name to delete it; leave it empty to go back',
		'',
	);
	return {
		page: 'delete',
		title: `Delete ${displayName}?`,
		description: escaped(
			frozen.length > 0
				? `You cannot delete it now. ${frozenText(frozen)}`
				: 'This deletes its stored subscriptions and closes its open candidates (Closed Skipped). Nothing changes in Salesforce.',
		),
		button: 'Continue',
		fields: [name],
	};
}
