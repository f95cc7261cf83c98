/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import codex from '../../nodes/SalesforceLicenses/SalesforceLicenses.node.json';
import { SalesforceCrmOAuth2Api } from '../../credentials/SalesforceCrmOAuth2Api.credentials';
import manifest from '../../package.json';
import { anchorsOf, linksOf, PAGES, readPage, ROOT } from '../support/pages';

const REPOSITORY = manifest.homepage.replace(/#.*$/, '');

/** What is wrong with a link, in words; null where it leads somewhere. `from` is the file it stands in. */
function faultOf(link: string, from: string): string | null {
	const [target, anchor] = link.split('#');
	const file = target === '' ? from : path.posix.join(path.posix.dirname(from), target);
	if (!existsSync(path.join(ROOT, file))) {
		return `${from} links to ${link}, and there is no file ${file}: correct the link`;
	}
	if (anchor === undefined || !file.endsWith('.md')) return null;
	const anchors = anchorsOf(readPage(file));
	if (anchors.includes(anchor)) return null;
	return `${from} links to ${link}, and ${file} has no heading #${anchor}: use one of ${anchors.join(', ')}`;
}

const isExternal = (link: string) => /^[a-z]+:/i.test(link);

describe('links', () => {
	it.each(PAGES)('of %s lead to files and headings that exist', (page) => {
		const links = linksOf(readPage(page)).filter((link) => !isExternal(link));
		expect(links.map((link) => faultOf(link, page)).filter((fault) => fault !== null)).toEqual([]);
	});

	it.each(PAGES)('of %s to other sites are https', (page) => {
		const links = linksOf(readPage(page)).filter(isExternal);
		expect(links.filter((link) => !link.startsWith('https://'))).toEqual([]);
	});

	it('of the node and the credential lead to pages of this repository', () => {
		const { credentialDocumentation, primaryDocumentation } = codex.resources;
		const urls = [...credentialDocumentation, ...primaryDocumentation].map(({ url }) => url);
		for (const url of [...urls, new SalesforceCrmOAuth2Api().documentationUrl]) {
			expect(url.startsWith(REPOSITORY)).toBe(true);
			const rest = url.slice(REPOSITORY.length);
			if (rest === '#readme') continue;
			expect(rest).toMatch(/^\/blob\/main\/docs\//);
			expect(faultOf(rest.replace('/blob/main/', ''), 'README.md')).toBeNull();
		}
	});

	it('that are broken are found', () => {
		expect(faultOf('docs/none.md', 'README.md')).toMatch(/there is no file docs\/none\.md/);
		expect(faultOf('docs/rules.md#none', 'README.md')).toMatch(/has no heading #none/);
		expect(faultOf('#none', 'README.md')).toMatch(/has no heading #none/);
		expect(faultOf('rules.md#conditions', 'docs/actions.md')).toBeNull();
	});
});

describe('pages', () => {
	const all = PAGES.map((page) => [page, readPage(page)] as const);
	const targets = all.flatMap(([page, text]) =>
		linksOf(text)
			.filter((link) => !isExternal(link))
			.map((link) => path.posix.join(path.posix.dirname(page), link.split('#')[0])),
	);

	it.each(readdirSync(path.join(ROOT, 'docs')).filter((file) => file.endsWith('.png')))(
		'show the picture %s: show it or delete it',
		(file) => {
			expect(targets).toContain(`docs/${file}`);
		},
	);

	it('have pictures in light and in dark of all that this package draws, and small ones', () => {
		const files = readdirSync(path.join(ROOT, 'docs'), { recursive: true }).map(String);
		const pictures = files.filter((file) => file.endsWith('.png'));
		for (const name of [
			'record-page',
			'all-profiles',
			'report-page',
			'renewal-pack',
			'mail-digest',
		]) {
			expect(pictures).toEqual(expect.arrayContaining([`${name}.png`, `${name}-dark.png`]));
		}
		expect(pictures).toEqual(
			expect.arrayContaining(['record-page-phone.png', 'mail-digest-phone.png']),
		);
		const sizes = pictures.map((file) => statSync(path.join(ROOT, 'docs', file)).size);
		expect(Math.max(...sizes)).toBeLessThan(150_000);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000);
	});

	it.each(PAGES.filter((page) => page.startsWith('docs/')))(
		'lead to %s: link it from another page',
		(page) => {
			expect(targets).toContain(page);
		},
	);

	it.each([
		['README.md', 180],
		['CONTRIBUTING.md', 150],
	])('%s has at most %i lines: move what is longer to docs/', (page, most) => {
		const lines = readFileSync(path.join(ROOT, page), 'utf8').trimEnd().split('\n');
		expect(lines.length).toBeLessThanOrEqual(most);
	});
});
