/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import path from 'node:path';
import { linksOf, readPage, tablesOf } from '../support/pages';

const PAGE = 'docs/safety.md';
const promises = tablesOf(readPage(PAGE)).flatMap(({ rows }) => rows);

/** The tests that a cell names, from the root. That they exist is what the test of links checks. */
const testsIn = (cell: string) =>
	linksOf(cell).map((link) => path.posix.join(path.posix.dirname(PAGE), link));

describe('docs/safety.md', () => {
	it('has a table of promises with the tests that hold them in every section', () => {
		const sections = readPage(PAGE).split(/^## /m).slice(1);
		for (const section of sections.filter((text) => !text.startsWith('In short'))) {
			const [title] = section.split('\n');
			expect({
				title,
				tests: linksOf(section).filter((link) => /^\.\.\/test\//.test(link)),
			}).toEqual({ title, tests: expect.arrayContaining([expect.any(String)]) as string[] });
		}
	});

	it.each(promises)('%s: names a test that holds it', (_promise, heldBy) => {
		const tests = testsIn(heldBy);
		expect(tests.length).toBeGreaterThan(0);
		for (const test of tests) expect(test).toMatch(/^test\/.*\.(?:test|e2e|client)\.ts$/);
	});

	it.each(promises)('%s: the test that it names is in that file', (_promise, heldBy) => {
		const named = [...heldBy.matchAll(/\]\(([^)]+)\): \*([^*]+)\*/g)];
		const missing = named
			.map(([, link, name]) => ({ file: testsIn(`[](${link})`)[0], name }))
			.filter(({ file, name }) => !readPage(file).includes(name))
			.map(
				({ file, name }) => `${file} has no test "${name}": name the one that holds the promise`,
			);
		expect(missing).toEqual([]);
	});

	it.each(promises)('%s: is listed once', (promise) => {
		expect(promises.filter(([other]) => other === promise)).toHaveLength(1);
	});
});
