import { moment as momentText } from '../words';
import { Html, html } from './html';
import { STYLE } from './style';

/** n8n puts pages of webhooks into a sandbox that allows scripts; this policy forbids them, and every load. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'";

/** A whole page that loads nothing and runs nothing. */
export function layout(title: string, head: Html, main: Html, now: string, note = ''): string {
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
				<header class="wrap">${head}</header>
				<main class="wrap" id="main">${main}</main>
				<footer class="wrap"><p>${note} Created ${moment(now)}. All times are UTC.</p></footer>
			</body>
		</html>`.text;
}

export function moment(at: string | null | undefined): Html {
	if (!at) return html`–`;
	return html`<time datetime="${at}">${momentText(at)}</time>`;
}

export interface Column<T> {
	name: string;
	cell: (row: T) => Html | string | number | null | undefined;
	/** Numbers are right-aligned, so that they can be compared. */
	isNumber?: boolean;
	/** Where the heading leads: the same list, sorted by this column. */
	sort?: { href: string; isOn: boolean; descending: boolean };
}

const heading = <T>({ name, sort }: Column<T>): Html =>
	sort === undefined
		? html`${name}`
		: html`<a href="${sort.href}">${name}${sort.isOn && (sort.descending ? ' ↓' : ' ↑')}</a>`;

/** The cells of the first column are the row headers. On a narrow screen, the table scrolls by itself. */
export function table<T>(
	caption: string,
	columns: ReadonlyArray<Column<T>>,
	rows: readonly T[],
): Html {
	const align = ({ isNumber }: Column<T>) => (isNumber === true ? 'r' : 'l');
	const cells = (row: T) =>
		columns.map((column, index) =>
			index === 0
				? html`<th scope="row" class="${align(column)}">${column.cell(row)}</th>`
				: html`<td class="${align(column)}">${column.cell(row)}</td>`,
		);
	return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
		<table>
			<caption>
				${caption}
			</caption>
			<thead>
				<tr>
					${columns.map(
						(column) =>
							html`<th
								scope="col"
								class="${align(column)}"
								${column.sort?.isOn === true &&
								html`aria-sort="${column.sort.descending ? 'descending' : 'ascending'}"`}
							>
								${heading(column)}
							</th>`,
					)}
				</tr>
			</thead>
			<tbody>
				${rows.map(
					(row) =>
						html`<tr>
							${cells(row)}
						</tr> `,
				)}
			</tbody>
		</table>
	</div>`;
}

/** A card with a heading; `aside` is what the figures in it are. */
export const card = (
	id: string,
	title: string,
	aside: Html | string,
	...content: ReadonlyArray<Html | false>
): Html =>
	html`<section class="card" id="${id}" aria-labelledby="${id}-title">
		<div class="ch">
			<h2 id="${id}-title">${title}</h2>
			<span class="soft small">${aside}</span>
		</div>
		${[...content]}
	</section> `;

/** What a chart shows, as a table. */
export const asTable = (
	content: Html,
	title = 'Show as a table',
	{ id, isOpen = false }: { id?: string; isOpen?: boolean } = {},
): Html =>
	html`<details ${id !== undefined && html`id="${id}"`} ${isOpen && html`open`}>
		<summary>${title}</summary>
		${content}
	</details>`;
