import { plural } from '../../model/plural';
import type { Amount } from '../money';
import { amountIn } from '../money';
import type { Report } from '../report';
import { count, day, money } from '../words';
import type { Series } from './charts';
import { lineChart } from './charts';
import type { Html } from './html';
import { html } from './html';
import { asTable, card, table } from './layout';

/** The sections that the report and the record page share. Each is nothing where there is nothing to show. */

/** Two dots would look like a chart that is broken. */
const ONE_DAY = html`<p>
	There is one snapshot so far. The job Refresh stores one each night, so the trend begins tomorrow.
</p>`;

/** How figures changed. */

const currenciesIn = (lists: ReadonlyArray<readonly Amount[]>) => [
	...new Set(lists.flatMap((amounts) => amounts.map(({ currency }) => currency))),
];

/** `link` leads to the figures as a file. */
export function trends({ trend, realizedTrend }: Report, link: Html | false = false): Html {
	if (trend.length === 0) {
		return card(
			'trends',
			'Trend',
			'',
			html`<p>There is no snapshot yet. The job Refresh of the playbook stores one each day.</p>`,
		);
	}
	const days = trend.map((one) => one.day);
	const line = (name: string, values: Series['values'], color: string, dashes = '') => ({
		...{ name, values, color, dashes },
	});
	const currencies = currenciesIn([
		...trend.map(({ potential }) => potential),
		...realizedTrend.map(({ amounts }) => amounts),
	]);
	const seats = lineChart('seats', 'Seats', days, [
		line(
			'Assigned',
			trend.map(({ assigned }) => assigned),
			'var(--used)',
		),
		line(
			'Unused',
			trend.map(({ stale }) => stale),
			'var(--idle)',
			'6 4',
		),
	]);
	const amounts = currencies.map((currency, index) =>
		lineChart(
			`saving-${index}`,
			`Savings per year${currency === null ? '' : ` (${currency})`}`,
			days,
			[
				line(
					'Cost of unused seats',
					trend.map(({ potential }) => amountIn(potential, currency)),
					'var(--idle)',
				),
				line(
					'Realized',
					realizedTrend.map((one) => amountIn(one.amounts, currency)),
					'var(--good)',
					'6 4',
				),
			],
		),
	);
	const isTrend = days.length > 1;
	const rows = trend.map((one, index) => ({ ...one, realized: realizedTrend[index].amounts }));
	return card(
		'trends',
		'Trend',
		html`${isTrend ? `${day(days[0])} to ${day(days.at(-1))}` : day(days[0])}${link && ' · '}${link}`,
		...(isTrend ? [...amounts, seats] : [ONE_DAY]),
		asTable(
			table(
				`Snapshots of ${plural(days.length, 'day')}, the newest first`,
				[
					{ name: 'Day', cell: (one) => day(one.day) },
					{ name: 'Assigned', cell: ({ assigned }) => count(assigned), isNumber: true },
					{ name: 'Unused', cell: ({ stale }) => count(stale), isNumber: true },
					{
						name: 'Cost of unused seats per year',
						cell: ({ potential }) => money(potential),
						isNumber: true,
					},
					{ name: 'Realized', cell: ({ realized }) => money(realized), isNumber: true },
				],
				rows.reverse(),
			),
		),
	);
}
