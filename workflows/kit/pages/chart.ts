import type { Html } from '../../../nodes/SalesforceLicenses/licensing/report/html/html';
import { html } from '../../../nodes/SalesforceLicenses/licensing/report/html/html';

export interface Line {
	name: string;
	/** One for each day, the oldest first. */
	values: number[];
	color: string;
	/** Tells lines apart without color. */
	dashes: string;
}

const WIDTH = 640;
const HEIGHT = 200;
const LEFT = 64;
const BOTTOM = 28;
const TOP = 12;
const RIGHT = 16;

/** A line chart as plain SVG: the page of a webhook runs no scripts in n8n, and needs none. */
export function chart(id: string, title: string, days: string[], lines: Line[]): Html {
	const most = Math.max(1, ...lines.flatMap(({ values }) => values));
	const step = niceStep(most);
	const top = Math.ceil(most / step) * step;
	// Days without a snapshot leave a gap.
	const [first, last] = [Date.parse(days[0]), Date.parse(days[days.length - 1])];
	const x = (index: number) =>
		first === last
			? (LEFT + WIDTH - RIGHT) / 2
			: LEFT + ((Date.parse(days[index]) - first) / (last - first)) * (WIDTH - RIGHT - LEFT);
	const y = (value: number) => HEIGHT - BOTTOM - (value / top) * (HEIGHT - BOTTOM - TOP);
	const grid = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
	const described = lines
		.map(({ name, values }) => `${name}: from ${values[0]} to ${values[values.length - 1]}`)
		.join('; ');
	return html`<figure>
		<figcaption>${title}</figcaption>
		<svg
			viewBox="0 0 ${WIDTH} ${HEIGHT}"
			role="img"
			aria-labelledby="${id}-title ${id}-description"
		>
			<title id="${id}-title">${title}</title>
			<desc id="${id}-description">${days[0]} to ${days[days.length - 1]}. ${described}.</desc>
			${grid.map(
				(value) =>
					html`<line
							x1="${LEFT}"
							y1="${point(y(value))}"
							x2="${WIDTH - RIGHT}"
							y2="${point(y(value))}"
							class="grid"
						/>
						<text x="${LEFT - 8}" y="${point(y(value) + 4)}" text-anchor="end"
							>${value.toLocaleString('en-US')}</text
						>`,
			)}
			<text x="${LEFT}" y="${HEIGHT - 8}">${days[0]}</text>
			${days.length > 1 &&
			html`<text x="${WIDTH - RIGHT}" y="${HEIGHT - 8}" text-anchor="end"
				>${days[days.length - 1]}</text
			>`}
			${lines.map(({ values, color, dashes }) =>
				values.length === 1
					? html`<circle cx="${point(x(0))}" cy="${point(y(values[0]))}" r="4" fill="${color}" />`
					: html`<polyline
							points="${values
								.map((value, index) => `${point(x(index))},${point(y(value))}`)
								.join(' ')}"
							fill="none"
							stroke="${color}"
							stroke-width="2.5"
							stroke-dasharray="${dashes}"
						/>`,
			)}
		</svg>
		<ul class="legend">
			${lines.map(
				({ name, color, dashes }) =>
					html`<li>
						<svg viewBox="0 0 32 8" width="32" height="8" aria-hidden="true">
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
		</ul>
	</figure>`;
}

const point = (value: number) => Math.round(value * 10) / 10;

/** 1, 2 or 5 times a power of ten, for a grid of about four lines. */
function niceStep(most: number): number {
	const power = 10 ** Math.floor(Math.log10(most / 4 || 1));
	const step = [1, 2, 5, 10].find((factor) => factor * power * 4 >= most) ?? 10;
	return Math.max(1, step * power);
}
