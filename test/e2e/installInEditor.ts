/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Locator, Page } from 'playwright-core';

import type { Clicks } from './clicks';
import { ROOT } from './paths';

const INSTALLER = path.join(ROOT, 'workflows', 'install-playbook.json');

/** What a person does in n8n's editor to install the playbook: no shell, and no request that n8n does not make itself. */
export class InstallInEditor {
	constructor(
		private readonly page: Page,
		private readonly n8nUrl: string,
		private readonly clicks: Clicks,
	) {}

	private async click(what: string, target: Locator): Promise<void> {
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
		await this.click(
			'Create API key',
			this.page.getByRole('button', { name: 'Create API key' }).first(),
		);
		const label = this.page.locator('[data-test-id="api-key-label"]');
		await label.locator('input').or(label).last().fill('playbook');
		const created = this.page.waitForResponse(
			(response) =>
				response.url().endsWith('/rest/api-keys') && response.request().method() === 'POST',
		);
		await this.click('Save', this.page.getByRole('button', { name: 'Save', exact: true }).last());
		const { data } = (await (await created).json()) as { data: { rawApiKey: string } };
		// The page shows the beginning and the end of the key, and copies all of it.
		await this.click('copy the key', this.page.locator('[data-test-id="copy-input"]').last());
		return data.rawApiKey;
	}

	/** Pasted onto the canvas of a new workflow. */
	async pasteInstaller(): Promise<void> {
		await this.open('a new workflow', '/workflow/new');
		await this.page.locator('.vue-flow').first().waitFor();
		await this.page.evaluate(
			(text) => {
				const clipboardData = new DataTransfer();
				clipboardData.setData('text/plain', text);
				document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
			},
			readFileSync(INSTALLER, 'utf8'),
		);
		await this.node('Read Workflows').waitFor();
	}

	private node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	private field(name: string): Locator {
		return this.page.locator(`[data-test-id="parameter-input-${name}"]`).last();
	}

	/** A credential made in a node, which n8n then selects there, and in the other nodes that have none. */
	async createCredential(node: string, fields: Record<string, string>): Promise<void> {
		this.clicks.add(`open the node ${node}`);
		await this.node(node).dblclick();
		const empty = this.page.locator('[data-test-id="node-credentials-empty-state"] button');
		// Its name comes from the server, and n8n saves none without.
		const named = this.page.waitForResponse(/\/rest\/credentials\/new/);
		await this.click('Connect', empty.first());
		await named;
		for (const [name, value] of Object.entries(fields)) {
			const input = this.field(name).locator('input').first();
			await input.waitFor({ state: 'attached' });
			if (name === 'grantType') {
				await this.click('open the grant types', input);
				const option = this.page.locator('[role="option"]', { hasText: value }).first();
				await this.click(value, option);
			} else if (name === 'allowCustomHost') {
				// Of the simulated org only: the host of Salesforce needs no permission.
				await this.field(name).locator('.el-switch').click();
			} else {
				await input.fill(value);
				await input.blur();
			}
		}
		await this.click(
			'Save the credential',
			this.page.locator('[data-test-id="credential-save-button"]'),
		);
		await this.page.getByText('Credential successfully created').first().waitFor();
		// n8n selects it in the node behind the dialog a moment later; Escape may close both.
		await empty.first().waitFor({ state: 'hidden' });
		const dialog = this.page.locator('[data-test-id="credential-edit-dialog"]');
		await this.page.keyboard.press('Escape');
		await dialog.waitFor({ state: 'hidden' });
		await this.page.keyboard.press('Escape');
		await this.page.locator('[data-test-id="ndv"]').waitFor({ state: 'hidden' });
	}

	/** Runs the installer to its end. */
	async execute(withinMs: number): Promise<void> {
		await this.click(
			'Execute workflow',
			this.page.locator('[data-test-id="execute-workflow-button"]').first(),
		);
		const end = this.page.getByText(/Workflow executed successfully|Problem in node/).first();
		await end.waitFor({ timeout: withinMs });
		expect(await end.innerText()).toContain('Workflow executed successfully');
	}

	/** The guided setup, by the link in the note of the installer; n8n opens it in a tab of its own. */
	async openGuidedSetup(): Promise<Page> {
		const link = this.page.getByRole('link', { name: 'guided setup' }).first();
		const opened = this.page.context().waitForEvent('page');
		await this.click('the link to the guided setup', link);
		return await opened;
	}
}
