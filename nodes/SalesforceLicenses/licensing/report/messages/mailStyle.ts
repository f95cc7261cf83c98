import { Html, html } from '../html/html';

/**
 * For mail programs: tables for the layout, styles in the tags, no images, nothing to load. Outlook for Windows draws
 * with Word, which knows no flex, no grid and no max-width: https://www.caniemail.com. The one style sheet has the
 * colors of dark mode and nothing else; where a program drops it, the mail stays light, and colors have enough
 * contrast also where a program turns them round by itself.
 */
export const FONT = 'font-family:Helvetica,Arial,sans-serif';
export const INK = '#1c1f26';
export const SOFT = '#5a6270';
export const LINE = '#e1e4ea';
export const PAGE = '#f4f5f7';
/** A paragraph or a cell that a long name does not make wider than the screen. */
export const WRAP = 'overflow-wrap:anywhere;word-break:break-word';
export const LAYOUT = html`role="presentation" width="100%" cellpadding="0" cellspacing="0"
border="0"`;

/** The colors of the pages in dark mode (html/style.ts); styles in tags give way only to !important. */
const DARK: Readonly<Record<string, string>> = {
	'.page': 'background:#15171b',
	'.card': 'background:#1d2026;border-color:#363b45',
	'.ink': 'color:#e9ebef',
	'.soft': 'color:#a9b1be',
	'.line': 'border-color:#363b45',
	'.tile': 'background:#292d35',
	'.note': 'background:#372a14;color:#f3c07a',
	'.button': 'background:#7db7f2;color:#10233a',
};

const important = (styles: string) =>
	styles
		.split(';')
		.map((style) => `${style} !important`)
		.join(';');

export const DARK_STYLE = new Html(
	`<style>@media (prefers-color-scheme: dark) { ${Object.entries(DARK)
		.map(([name, styles]) => `${name} { ${important(styles)} }`)
		.join(' ')} }</style>`,
);
