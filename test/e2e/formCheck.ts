/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on a page of a form, by rule. */
export async function axeFindings(page: Page): Promise<Record<string, string>> {
	await page.evaluate(AXE);
	const { violations, passes } = await page.evaluate<AxeResults>('axe.run()');
	if (passes.length < 5) throw new Error('axe has looked at nothing');
	return Object.fromEntries(
		violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).join(' | ')]),
	);
}

/** What sticks out of the screen, or is cut. */
export async function tooWide(page: Page): Promise<string[]> {
	return await page.evaluate(() => {
		const width = document.documentElement.clientWidth;
		const found = document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : [];
		for (const element of document.querySelectorAll('body *')) {
			const { left, right } = element.getBoundingClientRect();
			const isCut = element.tagName !== 'SELECT' && element.scrollWidth > element.clientWidth + 1;
			const hides = getComputedStyle(element).overflowX !== 'visible';
			if (right > width + 1 || left < -1 || (isCut && hides && element.tagName !== 'INPUT')) {
				found.push(element.outerHTML.slice(0, 160));
			}
		}
		return found;
	});
}

/** Presses Tab until this control has the focus. */
export async function tabTo(page: Page, selector: string): Promise<void> {
	for (let pressed = 0; pressed < 200; pressed++) {
		const isThere = await page.evaluate(
			(wanted) => document.activeElement?.matches(wanted) ?? false,
			selector,
		);
		if (isThere) {
			const outline = await page.evaluate(() => {
				const style = getComputedStyle(document.activeElement as Element);
				return `${style.outlineStyle} ${style.outlineWidth}`;
			});
			expect(outline).toBe('solid 3px');
			return;
		}
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab never comes to ${selector}`);
}
