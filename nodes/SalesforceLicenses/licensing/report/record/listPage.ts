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
	of: number;
	total: number;
}

/** An invalid page number, or one out of range, becomes the nearest page. */
function wantedPage(asked: string): number {
	const number = Math.floor(Number(asked === '' ? 1 : asked));
	return Number.isFinite(number) ? Math.max(number, 1) : 1;
}

export function pageOf<T>(rows: readonly T[], asked: string, size: number): ListPage<T> {
	const window = new ListWindow<T>(asked, size);
	for (const row of rows) window.add(row);
	return window.page();
}

/** The page that is asked for, of rows that come one by one: in memory for two pages, however many rows there are. */
export class ListWindow<T> {
	private total = 0;
	private readonly wanted: number;
	private readonly found: T[] = [];
	/** The page that rows are added to: the last one, in the end. */
	private last: T[] = [];

	constructor(
		asked: string,
		private readonly size: number,
	) {
		this.wanted = wantedPage(asked);
	}

	add(row: T): void {
		const page = Math.floor(this.total / this.size) + 1;
		if (this.total % this.size === 0) this.last = [];
		this.total++;
		this.last.push(row);
		if (page === this.wanted) this.found.push(row);
	}

	page(): ListPage<T> {
		const of = Math.max(1, Math.ceil(this.total / this.size));
		const isThere = this.wanted <= of;
		return {
			rows: isThere ? this.found : this.last,
			number: isThere ? this.wanted : of,
			of,
			total: this.total,
		};
	}
}

/** Links to the other pages of a list. */
export function pager(
	{ number, of }: Pick<ListPage<unknown>, 'number' | 'of'>,
	asked: Asked,
	name: AskedPage,
	id: string,
): Html {
	if (of === 1) return html``;
	const link = (text: string, to: number) =>
		to < 1 || to > of
			? html`<li class="soft">${text}</li>`
			: html`<li><a href="${linkTo(asked, { [name]: to })}#${id}">${text}</a></li>`;
	return html`<nav aria-label="Pages of ${id}">
		<ul class="pages">
			${link('First', number === 1 ? 0 : 1)}${link('Previous', number - 1)}
			<li>Page ${count(number)} of ${count(of)}</li>
			${link('Next', number + 1)}${link('Last', number === of ? 0 : of)}
		</ul>
	</nav>`;
}
