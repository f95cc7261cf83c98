/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { Page } from 'playwright-core';

/** What a page says, as a person or a screen reader gets it. */

/** The rows of the table with this caption, by the names of its columns. */
export async function tableRows(
	page: Page,
	caption: RegExp,
): Promise<Array<Record<string, string>>> {
	const table = page.locator('table', { has: page.locator('caption', { hasText: caption }) });
	return await table.evaluate((element) => {
		const texts = (cells: Iterable<Element>) =>
			[...cells].map((cell) => (cell as HTMLElement).innerText.replace(/\s+/g, ' ').trim());
		const names = texts(element.querySelectorAll('thead th'));
		return [...element.querySelectorAll('tbody tr')].map((row) => {
			const cells = texts(row.children);
			return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
		});
	});
}

/** What keeps people from using a page: an empty list when nothing does. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
	return await page.evaluate(() => {
		const faults: string[] = [];
		const fault = (text: string, element: Element) =>
			faults.push(`${text}: ${element.outerHTML.slice(0, 120)}`);
		const named = (element: Element) =>
			(element.textContent ?? '').trim() !== '' || element.hasAttribute('aria-label');
		if (document.documentElement.lang === '') faults.push('no language');
		if (document.title === '') faults.push('no title');
		if (document.querySelectorAll('h1').length !== 1) faults.push('not exactly one h1');
		let level = 0;
		for (const heading of document.querySelectorAll('h1, h2, h3, h4')) {
			const next = Number(heading.tagName[1]);
			if (next > level + 1) fault('a heading skips a level', heading);
			level = next;
		}
		for (const table of document.querySelectorAll('table')) {
			if (!table.querySelector('caption')?.textContent?.trim()) fault('no caption', table);
			for (const cell of table.querySelectorAll('th')) {
				if (!cell.hasAttribute('scope')) fault('no scope', cell);
			}
		}
		for (const input of document.querySelectorAll<HTMLInputElement>('input:not([type=hidden])')) {
			if ((input.labels?.length ?? 0) === 0) fault('no label', input);
		}
		for (const control of document.querySelectorAll('a, button')) {
			if (!named(control)) fault('no name', control);
		}
		for (const svg of document.querySelectorAll('svg[role=img]')) {
			const ids = (svg.getAttribute('aria-labelledby') ?? '').split(' ');
			if (!ids.every((id) => document.getElementById(id)?.textContent)) fault('no text', svg);
		}
		const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
		if (new Set(ids).size !== ids.length) faults.push('an id stands twice');
		for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]')) {
			if (!document.getElementById(link.hash.slice(1))) fault('leads nowhere', link);
		}

		// WCAG 2.2, 1.4.3: 4.5 to 1.
		const channel = (value: number) =>
			value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
		const luminance = (color: string) => {
			const [red, green, blue] = (color.match(/[\d.]+/g) ?? []).map((part) =>
				channel(Number(part) / 255),
			);
			return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
		};
		const background = (element: Element | null): string => {
			if (element === null) return 'rgb(255, 255, 255)';
			const color = getComputedStyle(element).backgroundColor;
			return /rgba\(.*, 0\)/.test(color) ? background(element.parentElement) : color;
		};
		for (const element of document.querySelectorAll('body *')) {
			const ownText = [...element.childNodes].some(
				(child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim(),
			);
			if (!ownText) continue;
			const style = getComputedStyle(element);
			const color = element instanceof SVGElement ? style.fill : style.color;
			const [light, dark] = [luminance(color), luminance(background(element))].sort(
				(one, other) => other - one,
			);
			if ((light + 0.05) / (dark + 0.05) < 4.5) fault('too little contrast', element);
		}
		return faults;
	});
}
