/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { connectWithClientCredentials, importPlaybook } from '../demo/scenario';
import { openBrowser, signInToN8n } from '../test/e2e/browser';
import { findChromium, launch } from '../test/e2e/chromium';
import { FormPages } from '../test/e2e/formPages';
import { N8nApi } from '../test/e2e/n8nApi';
import { startN8n } from '../test/e2e/n8nServer';
import type { Playbook } from '../test/e2e/playbook';
import { SetupForm } from '../test/e2e/setupForm';
import type { Credential } from '../test/e2e/workflows';
import { exampleWorkflow } from '../test/e2e/workflows';
import { startOrg } from '../test/org/server';
import { pagePictures } from './pagePictures';
import { smallPng } from './smallPng';
import { openWorkflow, pictureOfCanvas, playbookWorkflows } from './workflowPictures';

/**
 * npm run docs:screenshots: the pictures of README.md and docs/, from a real n8n and a simulated org. With `-- pages`,
 * only those of pages and mails, without an n8n; with `-- forms`, only those of the setup and the review.
 */
type Page = SetupForm['page'];

const MOST_BYTES = 150_000;
const TALLEST = 1500;
const REGISTER = 'Register a Salesforce application';

async function shot(name: string, take: (file: string) => Promise<unknown>): Promise<void> {
	const file = path.join(__dirname, `${name}.png`);
	await take(file);
	const small = smallPng(readFileSync(file));
	writeFileSync(file, small);
	process.stdout.write(`${name}.png ${Math.round(small.length / 1000)} kB\n`);
	if (small.length > MOST_BYTES) throw new Error(`${name}.png is larger than 150 kB`);
}

/** A form from its top; of a long one, what fits on a tall screen. */
async function pictureOfForm(page: Page, file: string): Promise<void> {
	const style = await page.addStyleTag({
		content: `#n8n-form { max-height: ${TALLEST}px; overflow: hidden }`,
	});
	await page.locator('#n8n-form').screenshot({ path: file });
	await style.evaluate((element) => (element as Element).remove());
}

/** The lanes, in the order of a person who meets them for the first time. */
async function lanes(form: SetupForm, n8nUrl: string): Promise<void> {
	const card = async (name: string) =>
		await shot(name, async (file) => await pictureOfForm(form.page, file));
	await form.start(n8nUrl);
	await form.newProfile('Acme');
	await form.lane(REGISTER);
	await form.choose('Grant type', 'Client Credentials');
	await form.submit(`${REGISTER}: Client Credentials`);
	await form.tick('Salesforce: Setup', 'Enable OAuth', 'Selected OAuth scope');
	await card('setup-register');
	await form.tick('The app is registered');
	await form.save();
	await form.lane('Connection and credential');
	await card('setup-connection');
	await form.useConnection();
	await form.details('licenses');
	await form.fill('Salesforce (SFDC)', '2100');
	await form.fill('Salesforce Platform (AUL)', '300');
	await card('setup-licenses');
	for (const page of ['rules', 'users', 'asking', 'limits'] as const) {
		await form.goTo(page);
		await card(`setup-${page}`);
	}
	await form.complete();
	await form.lane('Connect an additional org (optional)');
	await card('setup-additional');
	await form.tick('There is no other org');
	await form.save();
	await form.lane('Review and publish');
	await card('setup-review');
	await form.publish();
	await card('setup-first-run');
}

/** The review of the candidates of the published profile, up to the summary. */
async function review(page: Page, n8nUrl: string): Promise<void> {
	const form = new FormPages(page);
	const card = async (name: string) =>
		await shot(
			name,
			async (file) =>
				// The top of a long list says enough.
				await page.screenshot({ path: file, clip: { x: 0, y: 0, width: 1000, height: 1000 } }),
		);
	await page.setViewportSize({ width: 1000, height: 1000 });
	await form.open(
		`${n8nUrl}/form/salesforce-licenses-reclaim?profile=Acme`,
		'Salesforce licenses: reclaim or give back',
	);
	await form.tick('Decide on candidates');
	await form.submit('Decide on candidates');
	await card('review-groups');
	await form.submit(/^Decide on candidates: /);
	await card('review-candidates');
	await page.locator('.multiselect-option label', { hasText: '· no.' }).nth(0).click();
	await page.locator('.multiselect-option label', { hasText: '· no.' }).nth(1).click();
	await form.tick('Reclaim');
	await form.submit(/^Reclaim 2 seats/);
	await card('review-summary');
}

/** The parameters of a node with what came out of it. */
async function panel(page: Page, node: string, view: string, name: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
	const output = page.locator('[data-test-id="output-panel"]');
	await output.getByText('items').first().waitFor();
	await output.getByText(view, { exact: true }).first().click();
	await shot(name, async (file) => await page.screenshot({ path: file }));
	await page.keyboard.press('Escape');
}

async function workflows(
	page: Page,
	n8nUrl: string,
	api: N8nApi,
	playbook: Playbook,
	credential: Credential,
): Promise<void> {
	for (const { file, name, width, height } of playbookWorkflows()) {
		await page.setViewportSize({ width, height });
		await openWorkflow(page, n8nUrl, playbook.id(name));
		await shot(
			`playbook/workflows/${file}`,
			async (picture) => await pictureOfCanvas(page, picture),
		);
	}
	await page.setViewportSize({ width: 1440, height: 860 });
	await openWorkflow(page, n8nUrl, await api.importWorkflow(exampleWorkflow(credential)));
	await page.locator('[data-test-id="execute-workflow-button"]').first().click();
	const done = page.getByText('Workflow executed successfully').first();
	await done.waitFor();
	await page.locator('.el-notification__closeBtn').first().click();
	await done.waitFor({ state: 'hidden' });
	await panel(page, 'Find Candidates', 'Table', 'node-find-candidates');
	await panel(page, 'Dry Run', 'Schema', 'node-reclaim');
}

async function pagesAndMails(): Promise<void> {
	const browser = await launch(await findChromium((line) => process.stdout.write(`${line}\n`)));
	await pagePictures(browser, shot).finally(async () => await browser.close());
}

async function main(): Promise<void> {
	const onlyForms = process.argv.includes('forms');
	if (!onlyForms) await pagesAndMails();
	if (process.argv.includes('pages')) return;
	const org = await startOrg({ users: 120 });
	const n8n = await startN8n({ label: 'screenshots' });
	const browser = await openBrowser();
	try {
		const api = new N8nApi(n8n.url);
		const owner = await api.createOwner();
		const credential = await connectWithClientCredentials(api, org);
		const playbook = await importPlaybook(api, credential, owner, () => {});
		const page = await browser.context.newPage();
		await page.setViewportSize({ width: 860, height: 1000 });
		await signInToN8n(page, n8n.url, owner);
		await lanes(new SetupForm(page), n8n.url);
		await review(page, n8n.url);
		if (!onlyForms) await workflows(page, n8n.url, api, playbook, credential);
	} finally {
		await browser.close();
		await n8n.stop();
		await org.close();
	}
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
