import { KIND_LABELS } from '../../model/licenses';
import { plural } from '../../model/plural';
import { FORM_ACTIONS } from '../../playbook/form/labels';
import { CHANNEL_LABELS, SILENCE_LABELS } from '../../playbook/profile';
import type { ProfileFact, ProfileSettings, RuleFact } from '../facts';
import { money } from '../words';
import type { Html } from '../html/html';
import { html } from '../html/html';
import { moment } from '../html/layout';
import type { RecordSettings } from './asked';
import { editorLink } from './asked';

/** How a profile works, in the words of the guided setup. */

const labelOf = (labels: Readonly<Record<string, string>>, value: string): string =>
	Object.hasOwn(labels, value) ? labels[value] : value;
const yes = (value: boolean | null) => (value === true ? 'Yes' : 'No');

export function profileDetails({ settings, ...profile }: ProfileFact, at: RecordSettings): Html {
	const { maxUsers, maxPercent, graceDays } = settings;
	const prices = [...profile.prices].map(
		([license, amount]) => `${license}: ${money([{ amount, currency: profile.currency }])}`,
	);
	const fields: Array<[name: string, value: Html | string | null]> = [
		['Org', html`${profile.orgName} <span class="soft">${profile.orgId}</span>`],
		['Profile type', settings.profileType],
		['Published', moment(settings.publishedAt)],
		['Connection', settings.connection],
		['Reclaim subscriptions', settings.reclaimSubflow ? 'Yes' : 'No: this profile only reports'],
		['Workflows', workflows(settings, at)],
		['Rules', list(settings.rules.map(rule))],
		[
			'Dry run',
			settings.dryRun === false
				? 'No'
				: 'Yes: Reclaim shows its plan and changes nothing in Salesforce',
		],
		['Reclaim automatically', yes(settings.autoReclaim)],
		[
			'Limits per run',
			`${maxUsers === null ? '–' : plural(maxUsers, 'user')}, ${maxPercent ?? '–'}% of the users of a license`,
		],
		['Ask the user first', settings.notifyUser === true ? asking(settings) : 'No'],
		[
			'Frozen before a deactivation',
			graceDays === null || graceDays === 0 ? 'No' : `For ${plural(graceDays, 'day')}`,
		],
		['Fallback approver', settings.managerEmail],
		['Send alerts to', settings.alertEmail ?? 'the address in the workflow Alert'],
		['Annual price per seat', list(prices)],
		['Excluded licenses', list(settings.excludedIdentifiers)],
		['Excluded users', list(settings.excludedUsernames)],
	];
	return html`<dl>
		${fields.map(
			([name, value]) =>
				html`<dt>${name}</dt>
					<dd>${value === null || value === '' ? '–' : value}</dd> `,
		)}
	</dl>`;
}

const asking = ({ daysToAnswer, askBy, onSilence }: ProfileSettings) =>
	`Yes, by ${labelOf(CHANNEL_LABELS, askBy ?? 'email')}, with ${plural(daysToAnswer ?? 0, 'day')} to answer. If there is no answer: ${labelOf(SILENCE_LABELS, onSilence ?? 'keep').toLowerCase()}`;

function rule({ name, licenseKinds, inactiveDays, action }: RuleFact): string {
	const what = labelOf(FORM_ACTIONS, action ?? 'deactivate').toLowerCase();
	const after = `after ${plural(inactiveDays ?? 60, 'day')} without activity`;
	const kinds = licenseKinds?.map((kind) => labelOf(KIND_LABELS, kind)).join(', ') ?? '';
	return `${name ?? 'Unused seats'}: ${what} ${after}${kinds === '' ? '' : ` (${kinds})`}`;
}

const SUBFLOWS = [
	['Salesforce CRM Download Subscriptions', 'downloadSubflow'],
	['Salesforce CRM Reclaim Subscription', 'reclaimSubflow'],
] as const;

/** By the names that the playbook gives them; another org has a pair of its own. */
function workflows(settings: ProfileSettings, at: RecordSettings): Html | null {
	const links = SUBFLOWS.map(([name, key]) => [name, editorLink(at, settings[key] ?? '')]).filter(
		([, href]) => href !== '',
	);
	if (links.length === 0) return null;
	return html`${links.map(
		([name, href], index) => html`${index > 0 && html`<br />`}<a href="${href}">${name}</a>`,
	)}`;
}

function list(texts: readonly string[]): Html | string {
	if (texts.length === 0) return '–';
	return html`${texts.map((text, index) => html`${index > 0 && html`<br />`}${text}`)}`;
}

export function statusPills({ status, dryRun }: ProfileSettings): Html {
	const published = status === 'Published';
	return html`<span class="${published ? 'pill good' : 'pill'}">${status ?? 'Draft'}</span>
		${dryRun !== false && html`<span class="pill warn">Dry run on</span>`}`;
}
