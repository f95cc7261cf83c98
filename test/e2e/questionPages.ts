/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Page } from 'playwright-core';

import { FormPages } from './formPages';

/** The page behind the button of a question, as the person who is asked fills it in. */
export class QuestionPages {
	readonly form: FormPages;

	constructor(page: Page) {
		this.form = new FormPages(page);
	}

	/** A message is here a moment before n8n has put its execution to wait: until then it answers 409. */
	async open(link: string): Promise<void> {
		for (let tries = 0; tries < 300; tries++) {
			const response = await this.form.page.goto(link);
			if (response?.status() !== 409) return;
			await sleep(200);
		}
		throw new Error(`n8n still works at the question: ${await this.form.text()}`);
	}

	async answer(link: string, choice: string, comment = '', until = ''): Promise<void> {
		await this.open(link);
		await this.form.tick(choice);
		if (until !== '') await this.form.fill('Until (only for', until);
		await this.form.fill('Anything we should know', comment);
		await this.form.page.locator('#submit-btn').click();
		await this.form.page.getByRole('heading', { name: 'Got it, thanks' }).waitFor();
	}
}
