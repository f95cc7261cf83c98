/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { Locator, Page } from 'playwright-core';

import { Clicks } from './clicks';
import { until } from './until';

const LOADING_MS = 30_000;

/** n8n's form pages, as a person fills them in. */
export class FormPages {
	constructor(
		readonly page: Page,
		readonly clicks = new Clicks(),
	) {}

	/** The first page of a form that asks for an n8n login, which the browser has. */
	async open(address: string, title: string): Promise<void> {
		this.clicks.add(`open ${title}`);
		const form = this.page.getByRole('heading', { name: title });
		const allow = this.page.getByText('Allow access');
		// After a start n8n serves its forms a moment later than its API.
		await until('the form is there', async () => {
			await this.page.goto(address);
			const isThere = await form
				.or(allow)
				.first()
				.waitFor({ timeout: LOADING_MS })
				.then(() => true)
				.catch(() => undefined);
			return isThere;
		});
		if (await allow.isVisible()) {
			this.clicks.add('Allow access');
			await allow.click();
		}
		await form.waitFor();
	}

	/** The first page of a form in a tab that was opened by a link; n8n asks once whether it may run. */
	async begin(title: string): Promise<void> {
		const form = this.page.getByRole('heading', { name: title });
		const allow = this.page.getByText('Allow access');
		await form.or(allow).first().waitFor();
		if (await allow.isVisible()) {
			this.clicks.add('Allow access');
			await allow.click();
		}
		await form.waitFor();
	}

	/** Clicks a link, which opens a tab of its own. */
	async follow(link: string): Promise<Page> {
		this.clicks.add(`the link ${link}`);
		const opened = this.page.context().waitForEvent('page');
		await this.page.getByRole('link', { name: link }).first().click();
		return await opened;
	}

	/** What stands right above a field. */
	async mistakeAt(label: string): Promise<string> {
		const group = this.page.locator('.form-group', { hasText: label }).last();
		return await group.evaluate((element) => element.previousElementSibling?.textContent ?? '');
	}

	/** Selects radio buttons and check boxes by their text. */
	async tick(...options: Array<string | RegExp>): Promise<void> {
		for (const option of options) {
			const label = this.page.locator('label', { hasText: option }).first();
			// n8n's radio buttons are check boxes: another click would take the choice back.
			const isChosen = await label.evaluate((element) => {
				const input = document.getElementById(element.getAttribute('for') ?? '');
				return (
					(input?.closest('[data-radio-select]') ?? null) !== null && input?.matches(':checked')
				);
			});
			if (isChosen === true) continue;
			this.clicks.add(`tick ${String(option)}`);
			await label.click();
		}
	}

	async isTicked(option: string): Promise<boolean> {
		return await this.page.getByLabel(option).first().isChecked();
	}

	async fill(label: string, value: string): Promise<void> {
		const group = this.page.locator('.form-group', { hasText: label }).last();
		const select = group.locator('select');
		if ((await select.count()) > 0) await this.chooseIn(select, value);
		else await group.locator('input, textarea').first().fill(value);
	}

	/** Chooses in the list with exactly this label, by the beginning of a choice. */
	async choose(label: string, value: string): Promise<void> {
		await this.chooseIn(this.page.getByLabel(label, { exact: true }), value);
	}

	private async chooseIn(select: Locator, value: string): Promise<void> {
		this.clicks.add(`choose ${value}`);
		await choose(select, value);
	}

	/** What a field shows. */
	async value(label: string): Promise<string> {
		const group = this.page.locator('.form-group', { hasText: label }).last();
		return await group.locator('select, input, textarea').first().inputValue();
	}

	/** Sends the page; the next one has this title. */
	async submit(nextTitle: string | RegExp): Promise<void> {
		this.clicks.add(`send the page before ${String(nextTitle)}`);
		// A page may be followed by one with the same title: the old document has to go first.
		await this.page.evaluate(() => document.body.setAttribute('data-old', ''));
		await this.page.locator('#submit-btn').click();
		await this.page
			.locator('body:not([data-old])')
			.getByRole('heading', { name: nextTitle, exact: true })
			.waitFor();
	}

	/** The text of the page, without the values of its fields. */
	async text(): Promise<string> {
		return (await this.page.locator('body').innerText()).replace(/\s+/g, ' ');
	}
}

async function choose(select: Locator, value: string): Promise<void> {
	const options = await select.locator('option').allInnerTexts();
	const label = options.find((option) => option.trim().startsWith(value));
	if (label === undefined) throw new Error(`There is no "${value}" in ${options.join(', ')}`);
	await select.selectOption({ label: label.trim() });
}
