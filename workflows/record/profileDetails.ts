import type { Html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';
import {
	ACTION_LABELS,
	CHANNEL_LABELS,
	KIND_LABELS,
	SILENCE_LABELS,
	labelOf,
} from '../kit/labels.code';
import { plural } from '../../nodes/SalesforceLicenses/licensing/model/plural';
import { html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';
import { moment } from '../kit/pages/layout';
import type { ProfileRow, Rule } from '../storage/rows';

/** The fields of a profile, with the labels of the guided setup. */
export function details(profile: ProfileRow): Html {
	const yes = (value: boolean | null) => (value === true ? 'yes' : 'no');
	const fields: Array<[name: string, value: Html | string | number | null]> = [
		['Org', profile.orgName && html`${profile.orgName} <span class="soft">${profile.orgId}</span>`],
		['Published', moment(profile.publishedAt)],
		['Connection', profile.connection],
		['Reclaim subscriptions', profile.reclaimSubflow ? 'yes' : 'no: this profile only reports'],
		['Rules', list((profile.rules ?? []).map(rule))],
		[
			'Dry run',
			profile.dryRun !== false
				? 'yes: Reclaim shows its plan and changes nothing in Salesforce'
				: 'no',
		],
		['Reclaim automatically', yes(profile.autoReclaim)],
		[
			'Limits per run',
			`${profile.maxUsers === null || profile.maxUsers === undefined ? '–' : plural(profile.maxUsers, 'user')}, ${profile.maxPercent ?? '–'} % of the users of a license`,
		],
		['Ask the user first', profile.notifyUser === true ? asking(profile) : 'no'],
		['Days frozen before a deactivation', profile.graceDays],
		['Fallback approver', profile.managerEmail],
		['Send alerts to', profile.alertEmail || 'the address in the workflow Alert'],
		[
			'Annual price per seat',
			list(Object.entries(profile.prices ?? {}).map(([key, price]) => `${key}: ${price}`)),
		],
	];
	return html`<dl>
		${fields.map(
			([name, value]) =>
				html`<dt>${name}</dt>
					<dd>${value === null || value === '' ? '–' : value}</dd> `,
		)}
	</dl>`;
}

const asking = ({ daysToAnswer, askBy, onSilence }: ProfileRow) =>
	`yes, by ${labelOf(CHANNEL_LABELS, askBy ?? 'email')}, with ${plural(daysToAnswer ?? 0, 'day')} to answer. If there is no answer: ${labelOf(SILENCE_LABELS, onSilence ?? 'keep').toLowerCase()}`;

const rule = ({ name, licenseKinds, inactiveDays, action }: Rule) =>
	`${name ?? 'Unused seats'}: ${labelOf(ACTION_LABELS, action ?? 'deactivate').toLowerCase()} after ${plural(inactiveDays ?? 60, 'day')} without activity${licenseKinds ? ` (${licenseKinds.map((kind) => labelOf(KIND_LABELS, kind)).join(', ')})` : ''}`;

function list(texts: string[]): Html | string {
	if (texts.length === 0) return '–';
	return html`${texts.map((text, index) => html`${index > 0 && html`<br />`}${text}`)}`;
}

export function exclusions(profile: ProfileRow): Html {
	return html`<dl>
		<dt>Licenses</dt>
		<dd>${list(profile.excludedIdentifiers ?? [])}</dd>
		<dt>Users</dt>
		<dd>${list(profile.excludedUsernames ?? [])}</dd>
	</dl>`;
}
