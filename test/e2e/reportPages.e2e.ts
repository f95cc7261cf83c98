/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';

import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { company, CONTRACT } from '../support/reportCompany';
import { createReport } from '../support/reportItems';
import { findChromium, launch } from './chromium';
import { accessibilityFaults } from './readPage';

jest.setTimeout(120_000);

/** What people open: the report, the record page and the mail, as a browser draws them. */

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = {
	html: { format: 'html' },
	'record page': {
		format: 'recordPage',
		pageQuery: { profile: 'Acme', find: 'a' } as never,
		formsUrl: 'https://n8n.example/form',
		nextRunAt: '2031-05-06T02:00:00Z',
	},
	'page of all profiles': { format: 'recordPage', formsUrl: 'https://n8n.example/form' },
	'renewal pack': { format: 'html', report: 'renewal', contract: CONTRACT },
	mail: {
		format: 'emailHtml',
		reportOptions: { recordPageUrl: 'https://n8n.example/webhook/x', note: 'A note.' } as never,
	},
} as const;
type PageName = keyof typeof PAGES;

const LOOKS: Record<string, BrowserContextOptions> = {
	light: { colorScheme: 'light', viewport: { width: 1280, height: 1000 } },
	dark: { colorScheme: 'dark', viewport: { width: 1280, height: 1000 } },
	'a phone': { colorScheme: 'light', viewport: { width: 360, height: 740 } },
	'a phone in dark': { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
};
const CASES = Object.keys(PAGES).flatMap((name) =>
	Object.keys(LOOKS).map((look) => [name as PageName, look] as const),
);

let browser: Browser;
const pages = new Map<string, string>();

async function open(name: PageName, look: BrowserContextOptions): Promise<Page> {
	// The policy of the page forbids the script of the judge, too.
	const context = await browser.newContext({ ...look, bypassCSP: true });
	const page = await context.newPage();
	await page.setContent(pages.get(name) ?? '');
	return page;
}

beforeAll(async () => {
	browser = await launch(await findChromium((line) => process.stdout.write(`${line}\n`)));
	for (const [name, parameters] of Object.entries(PAGES)) {
		const { json } = await createReport(company(), parameters);
		pages.set(name, String(json.html));
	}
});

afterAll(async () => {
	await browser?.close();
});

describe.each(CASES)('the %s in %s', (name, look) => {
	let page: Page;

	beforeAll(async () => {
		page = await open(name, LOOKS[look]);
	});
	afterAll(async () => {
		await page?.context().close();
	});

	test('has no fault that axe finds', async () => {
		await page.evaluate(AXE);
		const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
		expect(passes.length).toBeGreaterThan(10);
		expect(
			violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`),
		).toEqual([]);
	});

	test('is no wider than the screen', async () => {
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(LOOKS[look].viewport?.width ?? 0);
	});

	test('loads nothing and runs nothing', async () => {
		const found = await page
			.locator('img, script[src], link, iframe, object, audio, video')
			.count();
		expect(found).toBe(0);
	});
});

test.each(['html', 'record page', 'page of all profiles', 'renewal pack'] as const)(
	'the %s can be used by keyboard and with a screen reader',
	async (name) => {
		const page = await open(name, LOOKS.light);
		expect(await accessibilityFaults(page)).toEqual([]);
		await page.keyboard.press('Tab');
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to content');
		await page.context().close();
	},
);

test('the mail can be read without its styles', async () => {
	const page = await open('mail', LOOKS['a phone']);
	await page.evaluate(() => {
		for (const element of document.querySelectorAll('[style]')) element.removeAttribute('style');
	});
	const text = await page.locator('body').innerText();
	expect(text).toMatch(/You could save \$[\d,]+ a year/);
	expect(text).toContain('Open the record page');
	await page.context().close();
});
