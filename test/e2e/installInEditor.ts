/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Locator, Page } from 'playwright-core';

import type { Clicks } from './clicks';
import { ROOT } from './paths';

const INSTALLER = path.join(ROOT, 'workflows', 'install-playbook.json');
const PATIENCE_MS = 30_000;

/** What a person does in n8n's editor to install the playbook: no shell, no API of ours. */
export class InstallInEditor {
	constructor(
		private readonly page: Page,
		private readonly n8nUrl: string,
		private readonly clicks: Clicks,
	) {
		page.setDefaultTimeout(PATIENCE_MS);
	}

	async click(what: string, target: Locator): Promise<void> {
		this.clicks.add(what);
		await target.click();
	}

	private async open(what: string, at: string): Promise<void> {
		this.clicks.add(`open ${what}`);
		await this.page.goto(`${this.n8nUrl}${at}`);
	}

	/** Settings > n8n API: a key with all scopes, which is the default. */
	async createApiKey(): Promise<string> {
		await this.open('Settings > n8n API', '/settings/api');
		const create = this.page.getByRole('button', { name: /create an api key/i }).first();
		await this.click('Create an API key', create);
		const dialog = this.page.getByRole('dialog');
		await dialog.locator('input').first().fill('playbook');
		await this.click('Save', dialog.getByRole('button', { name: /^save$/i }));
		const key = await dialog.getByText(/^eyJ/).first().innerText();
		this.clicks.add('Copy the key');
		return key.trim();
	}

	/** Pasted onto the canvas of a new workflow. */
	async pasteInstaller(): Promise<void> {
		await this.open('a new workflow', '/workflow/new');
		await this.page.locator('[data-test-id="canvas"], .vue-flow').first().waitFor();
		await this.page.evaluate(
			(text) => {
				const clipboardData = new DataTransfer();
				clipboardData.setData('text/plain', text);
				document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
			},
			readFileSync(INSTALLER, 'utf8'),
		);
		await this.node('Read Workflows').waitFor();
	}

	private node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	private async openNode(name: string): Promise<void> {
		this.clicks.add(`open the node ${name}`);
		await this.node(name).dblclick();
		await this.page.locator('[data-test-id="ndv"], [data-test-id="ndv-modal"]').first().waitFor();
	}

	/** A credential made in a node, which n8n then selects there. */
	async createCredential(
		node: string,
		fields: Record<string, string>,
		more: (field: (name: string) => Locator) => Promise<void> = async () => {},
	): Promise<void> {
		await this.openNode(node);
		await this.click(
			'Create a credential',
			this.page
				.locator(
					'[data-test-id="setup-credential-button"], [data-test-id="node-credentials-select"]',
				)
				.first(),
		);
		const modal = this.page.locator('[data-test-id="editCredential-modal"]');
		if (!(await modal.isVisible())) {
			const another = this.page.locator('[data-test-id="node-credentials-select-item-new"]');
			const which = await Promise.race([
				modal.waitFor().then(() => 'modal'),
				another.waitFor().then(() => 'list'),
			]);
			if (which === 'list') await this.click('New credential', another);
		}
		await modal.waitFor();
		const field = (name: string) =>
			modal.locator(`[data-test-id="parameter-input-${name}"]`).first();
		await more(field);
		for (const [name, value] of Object.entries(fields)) {
			await field(name).locator('input').first().fill(value);
			await field(name).locator('input').first().blur();
		}
		await this.click(
			'Save the credential',
			modal.locator('[data-test-id="credential-save-button"]'),
		);
		await modal
			.getByText(/saved|tested successfully/i)
			.first()
			.waitFor();
		await this.page.keyboard.press('Escape');
		await modal.waitFor({ state: 'hidden' });
		await this.page.keyboard.press('Escape');
	}

	/** Runs the installer, and gives what *Summary* shows. */
	async execute(): Promise<void> {
		await this.click(
			'Execute workflow',
			this.page.locator('[data-test-id="execute-workflow-button"]').first(),
		);
		await this.page
			.getByText(/workflow executed successfully/i)
			.first()
			.waitFor({ timeout: 280_000 });
	}

	/** The address of the guided setup, as the output of *Summary* shows it. */
	async addressOf(form: string): Promise<string> {
		await this.openNode('Summary');
		const address = this.page.getByText(form).first();
		await address.waitFor();
		return (await address.innerText()).trim();
	}
}
