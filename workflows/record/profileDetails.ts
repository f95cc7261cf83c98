import type { Html } from '../kit/pages/html';
import { html } from '../kit/pages/html';
import { moment } from '../kit/pages/layout';
import type { ProfileRow, Rule } from '../storage/rows';

/** The fields of a profile, in the words of the guided setup. */
export function details(profile: ProfileRow): Html {
	const yes = (value: boolean | null) => (value === true ? 'yes' : 'no');
	const fields: Array<[name: string, value: Html | string | number | null]> = [
		['Org', profile.orgName && html`${profile.orgName} <span class="soft">${profile.orgId}</span>`],
		['Published', moment(profile.publishedAt)],
		['Connection', profile.connection],
		['Download subflow', profile.downloadSubflow],
		['Reclaim subflow', profile.reclaimSubflow || 'none: candidates are found and never reclaimed'],
		['Rules', list((profile.rules ?? []).map(rule))],
		['Dry run', profile.dryRun === true ? 'yes: Reclaim only shows its plan' : 'no'],
		['Reclaim by itself', yes(profile.autoReclaim)],
		[
			'At most',
			`${profile.maxUsers ?? '–'} users in one run, ${profile.maxPercent ?? '–'} % of a license`,
		],
		['Ask the user first', profile.notifyUser === true ? asking(profile) : 'no'],
		['Days of grace, frozen', profile.graceDays],
		['Who decides', profile.managerEmail],
		['Alerts to', profile.alertEmail || 'as set in the workflow Alert'],
		[
			'Prices, a seat and year',
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
	`yes, by ${askBy ?? 'email'}, with ${daysToAnswer ?? 0} days to answer; silence means ${onSilence ?? 'keep'}`;

const rule = ({ name, licenseKinds, inactiveDays, action }: Rule) =>
	`${name ?? 'Rule'}: ${action ?? 'deactivate'} after ${inactiveDays ?? 60} days without activity${licenseKinds ? ` (${licenseKinds.join(', ')})` : ''}`;

function list(texts: string[]): Html | string {
	if (texts.length === 0) return '–';
	return html`${texts.map((text, index) => html`${index > 0 && html`<br />`}${text}`)}`;
}

export function exclusions(profile: ProfileRow): Html {
	return html`<dl>
		<dt>Identifiers</dt>
		<dd>${list(profile.excludedIdentifiers ?? [])}</dd>
		<dt>Users</dt>
		<dd>${list(profile.excludedUsernames ?? [])}</dd>
	</dl>`;
}
