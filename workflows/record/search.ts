import type { Html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';
import { html } from '../../nodes/SalesforceLicenses/licensing/report/html/html';
import { number, query } from '../kit/pages/layout';
import type { SubscriptionRow } from '../storage/rows';

type Asked = { [name: string]: string | undefined };

/** Rows whose user, license or software model contains the text, in upper or lower case. */
export function search(rows: SubscriptionRow[], find = ''): SubscriptionRow[] {
	const wanted = find.trim().toLowerCase();
	if (wanted === '') return rows;
	return rows.filter((row) =>
		[row.name, row.username, row.email, row.licenseName, row.licenseIdentifier, row.softwareModel]
			.join('\n')
			.toLowerCase()
			.includes(wanted),
	);
}

export interface ListPage<T> {
	rows: T[];
	number: number;
	of: number;
	/** Its name in the URL. */
	name: string;
}

/** An invalid page number, or one out of range, becomes the nearest page. */
export function pageOf<T>(rows: T[], asked: Asked, name: string, size: number): ListPage<T> {
	const of = Math.max(1, Math.ceil(rows.length / size));
	const wanted = Math.floor(Number(asked[name] ?? 1));
	const at = Math.min(Math.max(Number.isFinite(wanted) ? wanted : 1, 1), of);
	return { rows: rows.slice((at - 1) * size, at * size), number: at, of, name };
}

export function pager<T>(page: ListPage<T>, asked: Asked, id: string): Html {
	if (page.of === 1) return html``;
	const link = (text: string, to: number) => {
		if (to < 1 || to > page.of) return html`<li class="soft">${text}</li>`;
		const address = query({
			profile: asked.profile ?? '',
			find: asked.find ?? '',
			[page.name]: to,
		});
		return html`<li><a href="${address}#${id}">${text}</a></li>`;
	};
	return html`<nav aria-label="Pages of ${id}">
		<ul>
			${link('First', page.number === 1 ? 0 : 1)}${link('Previous', page.number - 1)}
			<li>Page ${number(page.number)} of ${number(page.of)}</li>
			${link('Next', page.number + 1)}${link('Last', page.number === page.of ? 0 : page.of)}
		</ul>
	</nav>`;
}
