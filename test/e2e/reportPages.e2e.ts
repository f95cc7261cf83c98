/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync } from 'node:fs';

import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import { company, CONTRACT } from '../support/reportCompany';
import { createReport } from '../support/reportItems';
import { findChromium, launch } from './chromium';
import { isInFrame, MAILS } from './mails';
import { accessibilityFaults } from './readPage';

jest.setTimeout(480_000);

/** What people open: the report, the record page and the mails, as a browser draws them. */

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
/** What each page asked the network for. */
const asked = new WeakMap<Page, string[]>();

const MAIL_LOOKS: Record<string, BrowserContextOptions> = {
	light: { colorScheme: 'light', viewport: { width: 600, height: 900 } },
	dark: { colorScheme: 'dark', viewport: { width: 600, height: 900 } },
	'a phone': LOOKS['a phone'],
	'a phone in dark': LOOKS['a phone in dark'],
};
const MAIL_CASES = Object.keys(MAILS).flatMap((name) =>
	Object.keys(MAIL_LOOKS).map((look) => [name, look] as const),
);

async function open(name: string, look: BrowserContextOptions): Promise<Page> {
	// The policy of the page forbids the script of the judge, too.
	const context = await browser.newContext({ ...look, bypassCSP: true });
	const page = await context.newPage();
	const requests: string[] = [];
	page.on('request', (request) => void requests.push(request.url()));
	asked.set(page, requests);
	await page.setContent(pages.get(name) ?? '');
	return page;
}

/** Everything a page draws that a mail program may leave out: elements, and images that a style names. */
const imagesOf = async (page: Page): Promise<string[]> =>
	await page.evaluate(() => {
		const places = ['background-image', 'border-image-source', 'list-style-image', 'mask-image'];
		const found: string[] = [];
		for (const element of Array.from(document.querySelectorAll('*'))) {
			const name = element.tagName.toLowerCase();
			const isMedia = element.matches(
				'img, picture, svg, canvas, object, embed, video, audio, iframe, script, link, input[type=image], [background]',
			);
			if (isMedia) found.push(name);
			for (const part of [null, '::before', '::after', '::marker']) {
				const style = getComputedStyle(element, part);
				for (const place of [...places, 'content']) {
					if (/url\(|image-set\(/.test(style.getPropertyValue(place)))
						found.push(`${name}${part ?? ''} ${place}`);
				}
			}
		}
		return found;
	});

/** What axe finds. A mail is shown inside another page, so n8n's frame around a question needs no landmark. */
async function faults(page: Page, { isInFrame = false } = {}): Promise<string[]> {
	await page.evaluate(AXE);
	const off = { enabled: false };
	const rules = isInFrame ? { region: off, 'landmark-one-main': off } : {};
	const { violations, passes } = await page.evaluate<AxeResults>(
		`axe.run({ rules: ${JSON.stringify(rules)} })`,
	);
	expect(passes.length).toBeGreaterThan(10);
	return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Texts that a reader does not see whole: outside the screen, or outside a box that hides what is too much. */
const cutTexts = async (page: Page): Promise<string[]> =>
	await page.evaluate(() => {
		const cut: string[] = [];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
			const text = (node.textContent ?? '').trim();
			const parent = node.parentElement!;
			if (text === '' || !parent.checkVisibility()) continue;
			const range = document.createRange();
			range.selectNodeContents(node);
			const { left, right } = range.getBoundingClientRect();
			const cell = (parent.closest('td') ?? document.body).getBoundingClientRect();
			const isOut = left < 0 || right > document.documentElement.clientWidth + 0.5;
			if (isOut || right > cell.right + 0.5 || left < cell.left - 0.5) cut.push(text);
		}
		return cut;
	});

beforeAll(async () => {
	browser = await launch(await findChromium((line) => process.stdout.write(`${line}\n`)));
	for (const [name, parameters] of Object.entries(PAGES)) {
		const { json } = await createReport(company(), parameters);
		pages.set(name, String(json.html));
	}
	for (const [name, mail] of Object.entries(MAILS)) pages.set(name, await mail());
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
		expect(await faults(page)).toEqual([]);
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

test('an image is found wherever a mail may hold it', async () => {
	pages.set(
		'images',
		`<style>p::before { content: url(http://127.0.0.1:9/a.png) }</style><img src="http://127.0.0.1:9/b.png">
		<p>1</p><table background="http://127.0.0.1:9/c.png"><tr><td style="background: url('data:image/gif;base64,R0lGODlhAQABAAAAACw=')">2</td></tr></table>`,
	);
	const page = await open('images', MAIL_LOOKS.light);
	const found = await imagesOf(page);
	expect(found.sort()).toEqual([
		'img',
		'p::before content',
		'table',
		'table background-image',
		'td background-image',
	]);
	expect(asked.get(page)).toContain('http://127.0.0.1:9/b.png');
	await page.context().close();
});

describe.each(MAIL_CASES)('the mail "%s" in %s', (name, look) => {
	let page: Page;

	beforeAll(async () => {
		page = await open(name, MAIL_LOOKS[look]);
	});
	afterAll(async () => {
		await page?.context().close();
	});

	test('has no fault that axe finds, contrast included', async () => {
		expect(await faults(page, { isInFrame: isInFrame(name) })).toEqual([]);
	});

	test('is no wider than the screen, and nothing of it is cut', async () => {
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(MAIL_LOOKS[look].viewport?.width ?? 0);
		expect(await cutTexts(page)).toEqual([]);
	});

	test('looks the same with images off: there is none, in the markup or in a style', async () => {
		expect(await imagesOf(page)).toEqual([]);
		expect(asked.get(page)).toEqual([]);
	});

	test('has a language, a title, one heading, one button, and at most five rows', async () => {
		expect(await page.locator('html').getAttribute('lang')).toBe('en');
		expect(await page.title()).not.toBe('');
		const heading = page.getByRole('heading', { level: 1 });
		expect(await heading.count()).toBe(1);
		expect((await heading.innerText()).trim()).not.toBe('');
		expect(await page.getByRole('link').count()).toBe(1);
		expect(await page.locator('h2 + table tr').count()).toBeLessThanOrEqual(5);
	});
});

test.each(Object.keys(MAILS).filter((name) => !isInFrame(name)))(
	'the mail "%s" is dark in dark mode, and light where a program drops its style sheet',
	async (name) => {
		const page = await open(name, MAIL_LOOKS.dark);
		const brightness = async () =>
			await page.evaluate(() => {
				const cell = document.querySelector('h1')!.closest('table')!;
				const [red, green, blue] = getComputedStyle(cell)
					.backgroundColor.match(/\d+/g)!
					.map(Number);
				return (red + green + blue) / 3;
			});
		expect(await brightness()).toBeLessThan(60);
		await page.evaluate(() => document.querySelector('style')!.remove());
		expect(await brightness()).toBe(255);
		expect(await faults(page)).toEqual([]);
		await page.context().close();
	},
);

test('the mail can be read without any style', async () => {
	const page = await open('digest', LOOKS['a phone']);
	await page.evaluate(() => {
		document.querySelector('style')!.remove();
		for (const element of document.querySelectorAll('[style]')) element.removeAttribute('style');
	});
	const text = await page.locator('body').innerText();
	expect(text).toMatch(/You could save \$[\d,]+ a year/);
	expect(text).toContain('Open the record page');
	await page.context().close();
});
