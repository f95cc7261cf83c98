/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The pages of the project as tests read them: tables, headings, links and examples in Markdown. */

export const ROOT = path.resolve(__dirname, '../..');

export interface Table {
	/** The titles of its columns. */
	columns: string[];
	/** The cells of each row, by position. */
	rows: string[][];
}

export interface Example {
	/** What follows `json` in the first line of the block: `rules`, `items`; empty if nothing does. */
	kind: string;
	text: string;
}

function markdownUnder(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
		const name = `${folder}/${entry.name}`;
		if (entry.isDirectory()) return markdownUnder(name);
		return name.endsWith('.md') ? [name] : [];
	});
}

/** Every page for readers, from the root of the repository. */
export const PAGES: readonly string[] = [
	'README.md',
	'CONTRIBUTING.md',
	'CHANGELOG.md',
	'workflows/README.md',
	...markdownUnder('docs'),
];

export const readPage = (page: string) => readFileSync(path.join(ROOT, page), 'utf8');

/** The text without its code blocks, in which a `#` is not a heading and a bracket not a link. */
const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '');

const cellsOf = (line: string) =>
	line
		.replace(/^\||\|$/g, '')
		.split('|')
		.map((cell) => cell.trim());

export function tablesOf(text: string): Table[] {
	const blocks = withoutCode(text).match(/(?:^\|.*\|$\n?)+/gm) ?? [];
	return blocks.map((block) => {
		const [head, , ...rows] = block.trim().split('\n').map(cellsOf);
		return { columns: head, rows };
	});
}

/** The table whose first columns have these titles, or an error that says what to do. */
export function tableOf(page: string, ...titles: string[]): Table {
	const tables = tablesOf(readPage(page));
	const table = tables.find(({ columns }) => titles.every((title, at) => columns[at] === title));
	if (table !== undefined) return table;
	throw new Error(`${page} has no table that begins with "| ${titles.join(' | ')} |": add it`);
}

/** The texts in backticks in a cell. */
export const codesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

/** The words in the backticks of the first column of a table. */
export const firstColumn = ({ rows }: Table) => rows.flatMap(([cell]) => codesIn(cell));

export function headingsOf(text: string): string[] {
	return [...withoutCode(text).matchAll(/^#{1,6} (.*)$/gm)].map(([, title]) => title.trim());
}

/** The anchors of a page, as GitHub generates them from headings. */
export function anchorsOf(text: string): string[] {
	const seen = new Map<string, number>();
	return headingsOf(text).map((title) => {
		const slug = title
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-');
		const times = seen.get(slug) ?? 0;
		seen.set(slug, times + 1);
		return times === 0 ? slug : `${slug}-${times}`;
	});
}

/** The targets of the links and pictures of a page, as they are written. */
export function linksOf(text: string): string[] {
	const prose = withoutCode(text).replace(/`[^`\n]*`/g, '');
	const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g), ...prose.matchAll(/src="([^"]+)"/g)];
	return links.map(([, target]) => target);
}

export function examplesOf(text: string): Example[] {
	return [...text.matchAll(/^```json ?(\S*)\n([\s\S]*?)^```/gm)].map(([, kind, json]) => ({
		kind,
		text: json,
	}));
}
