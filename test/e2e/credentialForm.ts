/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { Page } from 'playwright-core';

import { approveInSalesforce } from './browser';

const PATIENCE_MS = 60_000;
const CONNECTED = '[data-test-id="oauth-connect-success-banner"]';

/** n8n's form for a credential, driven as a person would. */
export class CredentialForm {
	constructor(
		readonly page: Page,
		private readonly n8nUrl: string,
	) {}

	async openNew(displayName: string): Promise<void> {
		await this.page.goto(`${this.n8nUrl}/home/credentials/create`);
		const search = this.page.locator('[data-test-id="new-credential-type-select"] input');
		await search.fill(displayName);
		await this.page.locator('[role="option"]', { hasText: displayName }).first().click();
		await this.page.locator('[data-test-id="new-credential-type-button"]').click();
		await this.field('clientId').waitFor();
	}

	async openExisting(id: string): Promise<void> {
		await this.page.goto(`${this.n8nUrl}/home/credentials/${id}`);
		await this.field('clientId').waitFor();
	}

	field(name: string) {
		return this.page.locator(`[data-test-id="parameter-input-${name}"] input`).first();
	}

	async fill(fields: Record<string, string>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) {
			await this.field(name).fill(value);
			await this.field(name).blur();
		}
	}

	async choose(name: string, option: string): Promise<void> {
		await this.field(name).click();
		await this.page.locator('[role="option"]', { hasText: option }).first().click();
	}

	async switchOn(name: string): Promise<void> {
		await this.page
			.locator(`[data-test-id="parameter-input-${name}"] [role="switch"]`)
			.first()
			.click();
	}

	async save(): Promise<void> {
		await this.page.locator('[data-test-id="credential-save-button"]').click();
	}

	/** Connect: n8n opens Salesforce's pages in a window of their own. */
	async connect(): Promise<Page> {
		const [popup] = await Promise.all([
			this.page.context().waitForEvent('page', { timeout: PATIENCE_MS }),
			this.pressConnect(),
		]);
		return popup;
	}

	async pressConnect(): Promise<void> {
		const button = this.page.getByRole('button', { name: 'Connect', exact: true });
		await button.first().click({ timeout: PATIENCE_MS });
	}

	/** Waits for a text of the form and brings it into view. */
	async see(text: string): Promise<void> {
		const found = this.page.getByText(text).first();
		await found.waitFor({ state: 'visible', timeout: PATIENCE_MS });
		await found.scrollIntoViewIfNeeded();
	}

	async connected(): Promise<void> {
		await this.page.locator(CONNECTED).waitFor({ state: 'visible', timeout: PATIENCE_MS });
	}
}

/** What a person does to connect an org: Connect in n8n, log in to Salesforce, allow the app. */
export async function connectInBrowser(
	form: CredentialForm,
	credentialId: string,
	person: { username: string; password: string },
): Promise<void> {
	await form.openExisting(credentialId);
	await approveInSalesforce(await form.connect(), person);
	await form.connected();
}
