import { plural } from '../../model/plural';
import { FACT_NAMES } from '../facts';
import type { FactKind } from '../facts';
import { lineChart } from '../html/charts';
import type { Html } from '../html/html';
import { html } from '../html/html';
import { asTable, card, layout, table } from '../html/layout';
import { tileList, warningBanner } from '../html/reportPage';
import { count, day, money, monthOf } from '../words';
import type { RenewalLine, RenewalPack } from './pack';
import { advice, evidence, formulas, headline, subline, tiles, warnings } from './texts';

/** The renewal pack as one page that loads nothing: for a browser, a mail attachment, a printer. */
export function renewalPage(pack: RenewalPack): string {
	const { title, orgNames, settings, createdAt } = pack;
	const head = html`<div class="head">
		<div>
			<p class="soft small">${[title, ...orgNames].join(' · ')}</p>
			<h1>${headline(pack)}</h1>
			<p>${subline(pack)}</p>
		</div>
		${settings.recordPage !== '' &&
		html`<p class="actions">
			<a class="btn main" href="${settings.recordPage}">Open the record page</a>
		</p>`}
	</div>`;
	const main = html`${warningBanner(warnings(pack))}
	${tileList(tiles(pack))}${recommendation(pack)}${pack.lines.map((line, index) =>
		lineCard(line, index, pack),
	)}${uncovered(pack)}${about(pack)}`;
	return layout(`${headline(pack)} · ${title}`, head, main, createdAt, settings.note);
}

function recommendation({ lines, total }: RenewalPack): Html | false {
	if (lines.length === 0) return false;
	const all = lines.length > 1 ? [...lines, totalRow(total)] : lines;
	return card(
		'renew',
		'What to renew',
		'amounts for a year',
		table(
			`${plural(lines.length, 'line')} of the contract, the first to end first`,
			[
				{
					name: 'License',
					cell: ({ label, detail, contract }) =>
						html`${label}<small>${[detail, contract].filter((one) => one).join(' · ')}</small>`,
				},
				{ name: 'Ends', cell: ({ endsAt }) => (endsAt === '' ? '' : day(endsAt)) },
				{ name: 'Seats', cell: ({ seats }) => count(seats), isNumber: true },
				{ name: 'Peak', cell: ({ peakMonth }) => count(peakMonth?.seats), isNumber: true },
				{ name: 'Forecast', cell: ({ forecast }) => count(forecast), isNumber: true },
				{ name: 'Renew', cell: ({ renew }) => html`<b>${count(renew)}</b>`, isNumber: true },
				{ name: 'Drop', cell: ({ drop }) => count(drop), isNumber: true },
				{ name: 'To free first', cell: ({ toFree }) => count(toFree), isNumber: true },
				{ name: 'Contract', cell: ({ spend }) => money(spend), isNumber: true },
				{ name: 'Saves', cell: ({ saves }) => money(saves), isNumber: true },
				{ name: 'True-up', cell: ({ trueUp }) => money(trueUp), isNumber: true },
			],
			all,
		),
	);
}

type Row = Pick<
	RenewalLine,
	| 'label'
	| 'detail'
	| 'contract'
	| 'endsAt'
	| 'seats'
	| 'peakMonth'
	| 'forecast'
	| 'renew'
	| 'drop'
	| 'toFree'
	| 'spend'
	| 'saves'
	| 'trueUp'
>;

/** Peaks of different licenses are on different days: they are not added up. */
const totalRow = ({
	seats,
	renew,
	drop,
	toFree,
	spend,
	saves,
	trueUp,
}: RenewalPack['total']): Row => ({
	...{ label: 'All lines', detail: '', contract: null, endsAt: '' },
	...{ peakMonth: null, forecast: null, seats, renew, drop, toFree, spend, saves, trueUp },
});

function lineCard(line: RenewalLine, index: number, pack: RenewalPack): Html {
	const { label, detail, contract, startsAt, endsAt, noticeAt, seats, price, days } = line;
	const dates = [
		startsAt === null ? false : `from ${day(startsAt)}`,
		`until ${day(endsAt)}`,
		noticeAt === null ? false : `notice by ${day(noticeAt)}`,
	].filter((part) => part !== false);
	const priced = price === null ? 'no price' : `${money([price])} a seat and year`;
	const id = `line-${index + 1}`;
	return card(
		id,
		`${label}: ${advice(line)}`,
		[contract, detail, plural(seats, 'seat'), priced, ...dates].filter((part) => part).join(' · '),
		html`<div class="even">
			<div>
				<ul>
					${evidence(line, pack).map((point) => html`<li>${point}</li>`)}
				</ul>
			</div>
			${days.length > 0 && html`<div>${useChart(id, line)} ${byMonth(line)}</div>`}
		</div>`,
	);
}

function useChart(id: string, { days, seats }: RenewalLine): Html {
	const line = (name: string, values: number[], color: string, dashes: string) => ({
		...{ name, values, color: `var(--${color})`, dashes },
	});
	return lineChart(
		`${id}-use`,
		'Seats',
		days.map(({ day: at }) => at),
		[
			line(
				'In the contract',
				days.map(() => seats),
				'soft',
				'2 4',
			),
			line(
				'Assigned',
				days.map(({ assigned }) => assigned),
				'used',
				'',
			),
			line(
				'In use',
				days.map(({ inUse }) => inUse),
				'idle',
				'6 4',
			),
		],
	);
}

const byMonth = ({ label, months }: RenewalLine): Html =>
	asTable(
		table(
			`${label}: seats by month`,
			[
				{ name: 'Month', cell: ({ month }) => monthOf(month) },
				{ name: 'Days with a snapshot', cell: ({ days }) => count(days), isNumber: true },
				{ name: 'Most in use', cell: ({ peak }) => count(peak), isNumber: true },
				{ name: 'Fewest in use', cell: ({ lowest }) => count(lowest), isNumber: true },
				{ name: 'Most assigned', cell: ({ assigned }) => count(assigned), isNumber: true },
			],
			months,
		),
	);

function uncovered({ uncovered: all }: RenewalPack): Html | false {
	if (all.length === 0) return false;
	return card(
		'uncovered',
		'In use, and in no line of the contract',
		'they may be free, or in another contract',
		table(
			plural(all.length, 'license'),
			[
				{ name: 'License', cell: ({ label, detail }) => html`${label}<small>${detail}</small>` },
				{ name: 'Used', cell: ({ used }) => count(used), isNumber: true },
			],
			all,
		),
	);
}

function about(pack: RenewalPack): Html {
	const read = Object.entries(pack.items).map(([kind, number]) =>
		plural(number, ...FACT_NAMES[kind as FactKind]),
	);
	return card(
		'about',
		'How these figures come about',
		read.length === 0 ? 'from no items' : `from ${read.join(', ')}`,
		html`<dl>
			${formulas(pack).map(
				([name, text]) =>
					html`<dt>${name}</dt>
						<dd>${text}</dd> `,
			)}
		</dl>`,
	);
}
