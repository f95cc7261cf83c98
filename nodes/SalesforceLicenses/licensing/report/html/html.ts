import { escapeHtml } from '../../model/text/escapeHtml';

/** Text that is HTML already. Only the tag below creates it, so every value in a page is escaped. */
export class Html {
	constructor(readonly text: string) {}

	toString(): string {
		return this.text;
	}
}

type Piece = Html | string | number | boolean | null | undefined | Piece[];

/** html`<td>${value}</td>`: every value is escaped, unless it is Html itself. Lists are joined; null, undefined and false become nothing. */
export function html(texts: TemplateStringsArray, ...pieces: Piece[]): Html {
	return new Html(texts.reduce((text, next, index) => text + written(pieces[index - 1]) + next));
}

function written(piece: Piece): string {
	if (piece === null || piece === undefined || piece === false) return '';
	if (Array.isArray(piece)) return piece.map(written).join('');
	return piece instanceof Html ? piece.text : escapeHtml(String(piece));
}
