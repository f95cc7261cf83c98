import { Html, html } from '../../../nodes/SalesforceLicenses/licensing/report/html/html';

export interface Page {
	status: number;
	body: string;
}

const STYLE = `
:root { color-scheme: light; --ink: #1f2430; --soft: #525a6b; --line: #d3d8e2; --link: #0b57a4; --back: #f4f6f9; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--back); font: 16px/1.5 system-ui, "Open Sans", "Noto Sans", Helvetica, Arial, sans-serif; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, .wide:focus-visible, summary:focus-visible { outline: 3px solid #f28c28; outline-offset: 2px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 8px; top: 8px; background: #fff; padding: 8px; }
header, main, footer { max-width: 1180px; margin: 0 auto; padding: 16px 24px; }
h1 { font-size: 1.7rem; margin: 8px 0; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 0 0 8px; }
section { background: #fff; border: 1px solid var(--line); border-radius: 8px; padding: 16px 20px; margin: 0 0 16px; }
nav ul, .actions, .legend, .tiles { list-style: none; margin: 8px 0; padding: 0; display: flex; flex-wrap: wrap; gap: 8px 20px; }
.actions a, button { display: inline-block; padding: 7px 14px; border: 1px solid var(--link); border-radius: 6px; background: #fff; color: var(--link); font: inherit; text-decoration: none; cursor: pointer; }
.badge { display: inline-block; white-space: nowrap; padding: 1px 10px; border-radius: 999px; border: 1px solid var(--soft); font-size: 0.9rem; font-weight: 600; }
.good { color: #14602c; border-color: #14602c; background: #e8f5ec; }
.bad { color: #9c1c13; border-color: #9c1c13; background: #fdecea; }
.tiles li { flex: 1 1 150px; border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; }
.tiles strong { display: block; font-size: 1.5rem; line-height: 1.3; }
dl { display: grid; grid-template-columns: minmax(140px, max-content) 1fr; gap: 4px 20px; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px 32px; align-items: start; }
.wide { overflow-x: auto; }
.wide + .wide, nav + .wide { margin-top: 20px; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
caption { text-align: left; color: var(--soft); padding: 4px 0; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); }
tbody th { font-weight: 600; }
td { overflow-wrap: anywhere; }
.number { text-align: right; white-space: nowrap; }
.soft { color: var(--soft); }
form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin: 8px 0; }
label { display: block; }
input { font: inherit; padding: 6px 10px; border: 1px solid var(--soft); border-radius: 6px; min-width: min(100%, 280px); }
figure { margin: 0; }
figcaption { font-weight: 600; }
svg { max-width: 100%; }
figure > svg { width: 100%; height: auto; }
svg text { font-size: 12px; fill: #525a6b; }
.grid { stroke: #d3d8e2; stroke-width: 1; }
@media (max-width: 640px) { header, main, footer { padding: 12px; } section { padding: 12px; } dl { grid-template-columns: 1fr; } dd { margin-bottom: 6px; } }
@media print { nav, .actions, form, footer { display: none; } body { background: #fff; } }
`;

/** n8n puts pages of webhooks into a sandbox that allows scripts; this policy forbids them. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";

export function layout(title: string, head: Html, main: Html, now: string): string {
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta http-equiv="Content-Security-Policy" content="${POLICY}" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="referrer" content="no-referrer" />
				<title>${title}</title>
				<style>
					${new Html(STYLE)}
				</style>
			</head>
			<body>
				<a class="skip" href="#main">Skip to content</a>
				<header>${head}</header>
				<main id="main">${main}</main>
				<footer class="soft">Page created ${moment(now)}. All times are UTC.</footer>
			</body>
		</html>`.text;
}

export const number = (value: number | null | undefined): string =>
	value === null || value === undefined ? '–' : value.toLocaleString('en-US');

export function moment(at: string | null | undefined): Html {
	if (!at) return html`–`;
	return html`<time datetime="${at}">${at.slice(0, 16).replace('T', ' ')}</time>`;
}

export interface Column<T> {
	name: string;
	cell: (row: T) => Html | string | number | null | undefined;
	/** Numbers are right-aligned, so that they can be compared. */
	isNumber?: boolean;
}

/** The cells of the first column are the row headers. */
export function table<T>(caption: string, columns: Column<T>[], rows: T[]): Html {
	const align = ({ isNumber }: Column<T>) => isNumber === true && html` class="number"`;
	return html`<div class="wide" tabindex="0" role="region" aria-label="${caption}">
		<table>
			<caption>
				${caption}
			</caption>
			<thead>
				<tr>
					${columns.map((column) => html`<th scope="col" ${align(column)}>${column.name}</th>`)}
				</tr>
			</thead>
			<tbody>
				${rows.map(
					(row) =>
						html`<tr>
							${columns.map((column, index) =>
								index === 0
									? html`<th scope="row" ${align(column)}>${column.cell(row)}</th>`
									: html`<td${align(column)}>${column.cell(row)}</td>`,
							)}
						</tr> `,
				)}
			</tbody>
		</table>
	</div>`;
}

export const section = (id: string, title: string, ...content: Array<Html | false>): Html =>
	html`<section id="${id}" aria-labelledby="${id}-title">
		<h2 id="${id}-title">${title}</h2>
		${content}
	</section> `;

export const query = (values: Record<string, string | number>): string =>
	`?${Object.entries(values)
		.filter(([, value]) => value !== '')
		.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
		.join('&')}`;
