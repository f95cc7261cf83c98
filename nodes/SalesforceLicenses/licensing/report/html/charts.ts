import { scaleBand, scaleLinear } from 'd3-scale';
import { line as lineOf } from 'd3-shape';
import { day } from '../words';
import type { Html } from './html';
import { html } from './html';

/**
 * Charts as plain SVG: a page of a webhook runs no scripts, and needs none. Scales, ticks, lines and bands are those of
 * D3, marks and colors those of the page.
 */

export interface Series {
	name: string;
	/** One for each day, the oldest first; null leaves a gap. */
	values: Array<number | null>;
	color: string;
	/** Tells lines apart without color. */
	dashes: string;
}

const WIDTH = 420;
const HEIGHT = 190;
const LEFT = 46;
const BOTTOM = 28;
const TOP = 12;
const RIGHT = 16;

/** Lines of the grid: about as many. */
const TICKS = 4;

interface Scale {
	grid: number[];
	y: (value: number) => number;
}

/** Seats and whole amounts: there is no half of a line. */
function scaleFor(values: readonly number[]): Scale {
	const y = scaleLinear()
		.domain([0, Math.max(1, ...values)])
		.nice(TICKS)
		.range([HEIGHT - BOTTOM, TOP]);
	return { y, grid: y.ticks(TICKS).filter((value) => Number.isInteger(value)) };
}

function axis({ grid, y }: Scale, label: (value: number) => string): Html[] {
	return grid.map(
		(value) =>
			html`<line
					x1="${LEFT}"
					y1="${point(y(value))}"
					x2="${WIDTH - RIGHT}"
					y2="${point(y(value))}"
					class="grid"
				/>
				<text x="${LEFT - 8}" y="${point(y(value) + 4)}" text-anchor="end">${label(value)}</text>`,
	);
}

function figure(id: string, title: string, description: string, drawing: Html, legend: Html): Html {
	return html`<figure>
		<figcaption id="${id}-title">${title}</figcaption>
		<svg
			viewBox="0 0 ${WIDTH} ${HEIGHT}"
			role="img"
			aria-labelledby="${id}-title ${id}-description"
		>
			<desc id="${id}-description">${description}</desc>
			${drawing}
		</svg>
		${legend}
	</figure>`;
}

/** Lines over days; days without a value leave a gap, and days lie where they are in time. */
export function lineChart(
	id: string,
	title: string,
	days: readonly string[],
	series: readonly Series[],
): Html {
	const scale = scaleFor(series.flatMap(({ values }) => values.filter((value) => value !== null)));
	const times = days.map((day) => Date.parse(day));
	const time = scaleLinear()
		.domain([times[0], times[times.length - 1]])
		.range([LEFT, WIDTH - RIGHT]);
	// One day has no width.
	const x = (index: number) =>
		days.length === 1 ? (LEFT + WIDTH - RIGHT) / 2 : time(times[index]);
	const described = series
		.map(
			({ name, values }) =>
				`${name}: from ${short(values.find(isNumber) ?? 0)} to ${short(values.findLast(isNumber) ?? 0)}`,
		)
		.join('; ');
	const drawing = html`${axis(scale, short)}
		<text x="${LEFT}" y="${HEIGHT - 8}">${day(days[0])}</text>
		${days.length > 1 &&
		html`<text x="${WIDTH - RIGHT}" y="${HEIGHT - 8}" text-anchor="end"
			>${day(days[days.length - 1])}</text
		>`}
		${series.map((one) => drawLine(one, x, scale.y))}`;
	const legend = html`<ul class="legend">
		${series.map(
			({ name, color, dashes }) =>
				html`<li>
					<svg
						viewBox="0 0 32 8"
						style="width:32px;height:8px;display:inline-block"
						aria-hidden="true"
					>
						<line
							x1="0"
							y1="4"
							x2="32"
							y2="4"
							stroke="${color}"
							stroke-width="3"
							stroke-dasharray="${dashes}"
						/>
					</svg>
					${name}
				</li>`,
		)}
	</ul>`;
	const description = `${day(days[0])} to ${day(days[days.length - 1])}. ${described}.`;
	return figure(id, title, description, drawing, legend);
}

function drawLine(
	{ values, color, dashes }: Series,
	x: (index: number) => number,
	y: Scale['y'],
): Html[] {
	const pieces: Array<Array<[x: number, y: number]>> = [];
	const add = (toX: number, toY: number) => pieces.at(-1)?.push([point(toX), point(toY)]);
	const pen = {
		moveTo(toX: number, toY: number) {
			pieces.push([]);
			add(toX, toY);
		},
		lineTo: add,
		closePath() {},
	};
	lineOf<number | null>()
		.defined(isNumber)
		.x((_value, index) => x(index))
		.y((value) => y(value ?? 0))
		.context(pen as unknown as CanvasRenderingContext2D)([...values]);
	return pieces.map((piece) =>
		piece.length === 1
			? html`<circle cx="${piece[0][0]}" cy="${piece[0][1]}" r="4" fill="${color}" />`
			: html`<polyline
					points="${piece.map((one) => one.join(',')).join(' ')}"
					fill="none"
					stroke="${color}"
					stroke-width="2.5"
					stroke-dasharray="${dashes}"
				/>`,
	);
}

export interface ColumnBar {
	label: string;
	value: number;
	/** What stands above the column. */
	text: string;
	isIdle: boolean;
}

/** Between two columns, of the room for one. */
const GAP = 0.4;

/** A column for each bar, with its value above it. */
export function columnChart(id: string, title: string, bars: readonly ColumnBar[]): Html {
	const scale = scaleFor(bars.map(({ value }) => value));
	const band = scaleBand<number>()
		.domain(bars.keys())
		.range([LEFT, WIDTH - RIGHT])
		.paddingInner(GAP)
		.paddingOuter(GAP / 2);
	const left = (index: number) => band(index) ?? LEFT;
	const middle = (index: number) => point(left(index) + band.bandwidth() / 2);
	const drawing = html`${axis(scale, short)}
	${bars.map(({ label, value, text, isIdle }, index) => {
		const top = scale.y(value);
		return html`<rect
				x="${point(left(index))}"
				y="${point(top)}"
				width="${point(band.bandwidth())}"
				height="${point(HEIGHT - BOTTOM - top)}"
				rx="3"
				fill="${isIdle ? 'var(--idle)' : 'var(--used)'}"
			/>
			<text
				x="${middle(index)}"
				y="${point(Math.max(top - 5, 10))}"
				text-anchor="middle"
				style="fill:var(--ink)"
				>${text}</text
			>
			<text x="${middle(index)}" y="${HEIGHT - 8}" text-anchor="middle">${label}</text>`;
	})}`;
	const description = `${bars.map(({ label, text }) => `${label}: ${text}`).join('; ')}.`;
	return figure(id, title, description, drawing, html``);
}

const isNumber = (value: number | null): value is number => value !== null;
const point = (value: number) => Math.round(value * 10) / 10;

const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
/** `12.5K`. */
const short = (value: number) => SHORT.format(value);
