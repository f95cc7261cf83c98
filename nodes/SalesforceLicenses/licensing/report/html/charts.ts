import { day } from '../words';
import type { Html } from './html';
import { html } from './html';

/** Charts as plain SVG: a page of a webhook runs no scripts, and needs none. Colors are those of the page. */

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

interface Scale {
	top: number;
	grid: number[];
	y: (value: number) => number;
}

function scaleFor(values: readonly number[]): Scale {
	const most = Math.max(1, ...values);
	const step = niceStep(most);
	const top = Math.ceil(most / step) * step;
	return {
		top,
		grid: Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step),
		y: (value) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP),
	};
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
	const [first, last] = [Date.parse(days[0]), Date.parse(days[days.length - 1])];
	const x = (index: number) =>
		first === last
			? (LEFT + WIDTH - RIGHT) / 2
			: LEFT + ((Date.parse(days[index]) - first) / (last - first)) * (WIDTH - RIGHT - LEFT);
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
): Html {
	const points = values.flatMap((value, index) =>
		value === null ? [] : [[point(x(index)), point(y(value))] as const],
	);
	if (points.length === 1) {
		return html`<circle cx="${points[0][0]}" cy="${points[0][1]}" r="4" fill="${color}" />`;
	}
	return html`<polyline
		points="${points.map((one) => one.join(',')).join(' ')}"
		fill="none"
		stroke="${color}"
		stroke-width="2.5"
		stroke-dasharray="${dashes}"
	/>`;
}

export interface ColumnBar {
	label: string;
	value: number;
	/** What stands above the column. */
	text: string;
	isIdle: boolean;
}

/** A column for each bar, with its value above it. */
export function columnChart(id: string, title: string, bars: readonly ColumnBar[]): Html {
	const scale = scaleFor(bars.map(({ value }) => value));
	const slot = (WIDTH - LEFT - RIGHT) / bars.length;
	const middle = (index: number) => point(LEFT + (index + 0.5) * slot);
	const drawing = html`${axis(scale, short)}
	${bars.map(({ label, value, text, isIdle }, index) => {
		const top = scale.y(value);
		return html`<rect
				x="${point(LEFT + (index + 0.2) * slot)}"
				y="${point(top)}"
				width="${point(slot * 0.6)}"
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

/** 1, 2 or 5 times a power of ten, for a grid of about four lines. */
function niceStep(most: number): number {
	const power = 10 ** Math.floor(Math.log10(most / 4 || 1));
	const step = [1, 2, 5, 10].find((factor) => factor * power * 4 >= most) ?? 10;
	return Math.max(1, step * power);
}
