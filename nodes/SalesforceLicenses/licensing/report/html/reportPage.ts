import { formatCount, plural } from '../../model/plural';
import { formulas } from '../formulas';
import type { Tile } from '../headline';
import { headline, subline, tiles, warnings } from '../headline';
import { GROUPS_SHOWN } from '../limits';
import type { FactKind } from '../facts';
import { FACT_NAMES } from '../facts';
import { sumOf } from '../lines';
import type { Line, Report } from '../report';
import { ago } from '../words';
import { consumption } from './consumptionSection';
import type { Html } from './html';
import { html } from './html';
import { card, layout } from './layout';
import { blockers, failedJobs, restored, topCandidates } from './candidateSections';
import { activity, breakdown, notices, whereTheMoneyIs } from './seatSections';
import { trends } from './trendSection';

/** The report as one page that loads nothing: for a browser, a mail attachment, a printer. */
export function reportPage(report: Report): string {
	const head = html`<div class="head">
		<div>
			<p class="soft small">
				${[report.title, ...report.orgNames.filter((name) => name !== report.title)].join(' · ')}
			</p>
			<h1>${headline(report)}</h1>
			<p>${subline(report)}</p>
			${report.dataOf !== null &&
			html`<p class="soft small">Data refreshed ${ago(report.dataOf, report.createdAt)}.</p>`}
		</div>
		${report.settings.recordPage !== '' &&
		html`<p class="actions">
			<a class="btn main" href="${report.settings.recordPage}">Open the record page</a>
		</p>`}
	</div>`;
	const main = html`${warningBanner(warnings(report))} ${tileList(tiles(report))}
		<div class="two">
			<div>${whereTheMoneyIs(report)}</div>
			<div>${trends(report)}</div>
		</div>
		${notices(report)}${topCandidates(report)}${activity(report)}${blockers(report)}${consumption(
			report,
		)}
		<div class="even">
			${breakdown(
				'models',
				'By software model',
				'Software model',
				shorten(report.softwareModels),
				'cost of owned seats per year',
			)}
			${report.orgs.length > 1 &&
			breakdown('orgs', 'By org', 'Org', shorten(report.orgs), 'cost of owned seats per year')}
			${breakdown('departments', 'By department', 'Department', shorten(report.departments))}
			${breakdown('managers', 'By manager', 'Manager', shorten(report.managers))}
		</div>
		${restored(report)}${failedJobs(report)}${about(report)}`;
	return layout(
		`${headline(report)} · ${report.title}`,
		head,
		main,
		report.createdAt,
		report.settings.note,
	);
}

/** `cure` leads to where a reader can change that. */
export function warningBanner(texts: readonly string[], cure: Html | false = false): Html {
	if (texts.length === 0) return html``;
	return html`<div class="banner" role="note">
		<b>To know about these figures</b>
		<ul>
			${texts.map((text) => html`<li>${text}</li>`)}
		</ul>
		${cure}
	</div>`;
}

/** A figure that has a list leads to it. */
export function tileList(all: readonly Tile[], links: Readonly<Record<string, string>> = {}): Html {
	const figure = ({ key, figure: text }: Tile) =>
		key === undefined || !Object.hasOwn(links, key)
			? html`${text}`
			: html`<a href="${links[key]}">${text}</a>`;
	return html`<ul class="tiles">
		${all.map(
			(tile) =>
				html`<li class="tile">
					<span>${tile.label}</span><strong>${figure(tile)}</strong
					><span>${tile.detail}</span>${sparkline(tile)}
				</li>`,
		)}
	</ul>`;
}

const isDrawn = (trend: Tile['trend']): trend is readonly number[] =>
	trend !== undefined && trend.length > 1 && Math.max(...trend) > 0;

/** The figures are in the trend below, as charts and as a table. */
const sparkline = ({ trend, key }: Tile): Html | false =>
	isDrawn(trend) &&
	html`<svg class="spark" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
		<polyline
			points="${trend
				.map((value, index) => {
					const [x, y] = [index / (trend.length - 1), value / Math.max(...trend)];
					return `${Math.round(x * 1000) / 10},${Math.round((19 - y * 18) * 10) / 10}`;
				})
				.join(' ')}"
			fill="none"
			stroke="var(--${key === 'realized' ? 'good' : 'idle'})"
			stroke-width="2"
			vector-effect="non-scaling-stroke"
		/>
	</svg>`;

/** The first lines, and what they leave out as one more. */
function shorten(lines: readonly Line[]): Line[] {
	if (lines.length <= GROUPS_SHOWN + 1) return [...lines];
	const rest = lines.slice(GROUPS_SHOWN);
	return [...lines.slice(0, GROUPS_SHOWN), sumOf(`${formatCount(rest.length)} more`, rest)];
}

function about(report: Report): Html {
	const { items } = report;
	const read = Object.entries(items).map(([kind, number]) =>
		plural(number, ...FACT_NAMES[kind as FactKind]),
	);
	return card(
		'about',
		'How these figures come about',
		read.length === 0 ? 'from no items' : `from ${read.join(', ')}`,
		html`<dl>
			${formulas(report).map(
				([name, text]) =>
					html`<dt>${name}</dt>
						<dd>${text}</dd> `,
			)}
		</dl>`,
	);
}
