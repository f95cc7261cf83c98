import { plural } from '../../model/plural';
import { LICENSES_SHOWN } from '../limits';
import type { Line, Report } from '../report';
import { count, money, percent } from '../words';
import { columnChart } from './charts';
import type { Html } from './html';
import { html } from './html';
import type { Column } from './layout';
import { asTable, card, table } from './layout';
import { seatBars } from './seatBars';

/** The sections that the report and the record page share. Each is nothing where there is nothing to show. */

type Section = Html | false;

export function whereTheMoneyIs({ licenses, total }: Report): Section {
	if (licenses.length === 0) return false;
	const shown = licenses.slice(0, LICENSES_SHOWN);
	const more = licenses.length - shown.length;
	return card(
		'licenses',
		'Where the money is',
		'cost of unused seats per year, by license',
		seatBars(shown),
		asTable(
			table(plural(licenses.length, 'license'), LICENSE_COLUMNS, [
				...licenses,
				...(licenses.length > 1 ? [{ ...total, label: 'All licenses' }] : []),
			]),
			more > 0 ? `Show all ${count(licenses.length)} licenses as a table` : 'Show as a table',
		),
	);
}

const named = ({ label, detail }: Line): Html =>
	html`${label || 'Not named'}${detail !== '' && html`<small>${detail}</small>`}`;

const LICENSE_COLUMNS: ReadonlyArray<Column<Line>> = [
	{ name: 'License', cell: named },
	{ name: 'Owned', cell: ({ owned }) => count(owned), isNumber: true },
	{ name: 'Used', cell: ({ used }) => count(used), isNumber: true },
	{ name: 'Assigned', cell: ({ assigned }) => count(assigned), isNumber: true },
	{ name: 'Unused', cell: ({ stale }) => count(stale), isNumber: true },
	{ name: 'Share unused', cell: ({ staleShare }) => percent(staleShare), isNumber: true },
	{ name: 'Free', cell: ({ free }) => count(free), isNumber: true },
	{ name: 'Spend', cell: ({ spend }) => money(spend), isNumber: true },
	{ name: 'Cost of unused', cell: ({ staleCost }) => money(staleCost), isNumber: true },
	{ name: 'Possible savings', cell: ({ potential }) => money(potential), isNumber: true },
	{ name: 'True-up', cell: ({ trueUp }) => money(trueUp), isNumber: true },
];

/** By department, manager, software model or org; the rest is one line. */
export function breakdown(
	id: string,
	title: string,
	first: string,
	lines: readonly Line[],
	aside = 'cost of assigned seats per year',
): Section {
	if (lines.length < 2 && (lines.length === 0 || lines[0].label === '')) return false;
	return card(
		id,
		title,
		aside,
		table(
			`${plural(lines.length, 'line')}, the most expensive unused seats first`,
			[
				{ name: first, cell: named },
				{ name: 'Assigned', cell: ({ assigned }) => count(assigned), isNumber: true },
				{ name: 'Unused', cell: ({ stale }) => count(stale), isNumber: true },
				{ name: 'Share unused', cell: ({ staleShare }) => percent(staleShare), isNumber: true },
				{ name: 'Spend', cell: ({ spend }) => money(spend), isNumber: true },
				{ name: 'Cost of unused', cell: ({ staleCost }) => money(staleCost), isNumber: true },
			],
			lines,
		),
	);
}

export function activity({ buckets, thresholds, total, settings }: Report): Section {
	if (total.assigned === 0) return false;
	const held =
		total.deactivated > 0 &&
		`${plural(total.deactivated, 'seat is', 'seats are')} held by deactivated users`;
	const unknown = total.unknown > 0 && `of ${plural(total.unknown, 'seat')} it is not known`;
	const aside = [held, unknown].filter((part) => part !== false).join(', ');
	return card(
		'activity',
		'When seats were last used',
		aside,
		html`<div class="even">
			<div>
				${columnChart(
					'buckets',
					'Assigned seats by days without activity',
					buckets.map(({ label, seats }, index) => ({
						label,
						value: seats,
						text: count(seats),
						isIdle: index > 0 && thresholds[index - 1].days >= settings.inactiveDays,
					})),
				)}
				${asTable(
					table(
						'Assigned seats by days without activity',
						[
							{ name: 'Not used for', cell: ({ label }) => label },
							{ name: 'Seats', cell: ({ seats }) => count(seats), isNumber: true },
							{ name: 'Cost per year', cell: ({ cost }) => money(cost), isNumber: true },
						],
						buckets,
					),
				)}
			</div>
			<div>
				${table(
					'What each threshold would save: seats of active users, unused for at least this long',
					[
						{ name: 'Unused for', cell: ({ days }) => `${count(days)} days or more` },
						{ name: 'Seats', cell: ({ seats }) => count(seats), isNumber: true },
						{ name: 'Saves per year', cell: ({ saves }) => money(saves), isNumber: true },
						{
							name: 'Without a price',
							cell: ({ withoutPrice }) => count(withoutPrice),
							isNumber: true,
						},
					],
					thresholds,
				)}
			</div>
		</div>`,
	);
}

export function notices({ notices: all, orgNames }: Report): Section {
	if (all.length === 0) return false;
	return card(
		'notices',
		'Licenses that need a look',
		'full, over, expired or about to expire',
		table(
			plural(all.length, 'license warning'),
			[
				{
					name: 'License',
					cell: ({ name, org }) =>
						html`${name}${orgNames.length > 1 && html`<small>${org}</small>`}`,
				},
				{ name: 'Warning', cell: ({ text }) => text },
			],
			all,
		),
	);
}
