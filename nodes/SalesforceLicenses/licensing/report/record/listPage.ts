import { count } from '../words';
import type { Html } from '../html/html';
import { html } from '../html/html';
import type { Asked, AskedPage } from './asked';
import { linkTo } from './asked';

/** One page of a long list. */
export interface ListPage<T> {
	rows: T[];
	/** From 1. */
	number: number;
	/** Null where it is not known how many pages there are. */
	of: number | null;
	/** Null where it is not known how many rows there are. */
	total: number | null;
	hasNext: boolean;
}

/** Deeper pages cost more the deeper they are; who looks for something filters, or takes the file. */
const MOST_PAGES = 100;

/** An invalid page number becomes the first page. */
function wantedPage(asked: string): number {
	const number = Math.floor(Number(asked === '' ? 1 : asked));
	return Number.isFinite(number) ? Math.min(Math.max(number, 1), MOST_PAGES) : 1;
}

/** How many rows a page needs: all before it, its own, and one that says whether there is another page. */
export const rowsUpTo = (asked: string, size: number): number => wantedPage(asked) * size + 1;

/**
 * The page that is asked for, or the last one there is. Of `rows`, those up to this page are enough: where there are
 * exactly as many as it needs, it is not known how many follow. `total` is how many there are, where this is known.
 */
export function pageOf<T>(
	rows: readonly T[],
	asked: string,
	size: number,
	total: number | null = rows.length === rowsUpTo(asked, size) ? null : rows.length,
): ListPage<T> {
	const there = Math.max(1, Math.ceil(rows.length / size));
	const number = Math.min(wantedPage(asked), there);
	const of = total === null ? null : Math.max(1, Math.ceil(total / size));
	return {
		rows: rows.slice((number - 1) * size, number * size),
		...{ number, of, total },
		hasNext: rows.length > number * size && number < MOST_PAGES,
	};
}

/** Links to the other pages of a list. */
export function pager(
	{ number, of, hasNext }: Pick<ListPage<unknown>, 'number' | 'of' | 'hasNext'>,
	asked: Asked,
	name: AskedPage,
	id: string,
): Html {
	if (number === 1 && !hasNext) return html``;
	const last = of !== null && of > number && of <= MOST_PAGES ? of : 0;
	const link = (text: string, to: number) =>
		to < 1
			? html`<li class="soft">${text}</li>`
			: html`<li><a href="${linkTo(asked, { [name]: to })}#${id}">${text}</a></li>`;
	return html`<nav aria-label="Pages of ${id}">
		<ul class="pages">
			${link('First', number === 1 ? 0 : 1)}${link('Previous', number - 1)}
			<li>Page ${count(number)}${of !== null && html` of ${count(of)}`}</li>
			${link('Next', hasNext ? number + 1 : 0)}${link('Last', last)}
		</ul>
		${of !== null &&
		of > MOST_PAGES &&
		html`<p class="soft small">
			The first ${count(MOST_PAGES)} pages are shown here. Filter the list, or download it as CSV.
		</p>`}
	</nav>`;
}

export const csvLink = (asked: Asked, list: string): Html =>
	html`<a href="${linkTo(asked, { export: list })}"
		>Download CSV<span class="hidden"> of the ${list}</span></a
	>`;

/** That only the seats of one license are listed. */
export function filterNote(asked: Asked, id: string): Html | false {
	if (asked.license === '') return false;
	return html`<p>
		Only ${asked.license.slice(asked.license.indexOf(':') + 1)}.
		<a href="${linkTo(asked, { license: '' })}#${id}">Show all licenses</a>
	</p>`;
}
