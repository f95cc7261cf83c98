/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdirSync } from 'node:fs';
import path from 'node:path';

import type { BrowserContext, Page } from 'playwright-core';

import type { Chromium } from './chromium';
import { findChromium, launch } from './chromium';
import type { Owner } from './n8nApi';
import { SCREENSHOTS } from './paths';

/** n8n on a busy machine, which runs several tests at a time. */
const PATIENCE_MS = 90_000;

export interface OpenBrowser {
	context: BrowserContext;
	close(): Promise<void>;
}

/** A browser for n8n's pages and the org's. */
export async function openBrowser(chromium?: Chromium): Promise<OpenBrowser> {
	const browser = await launch(chromium ?? (await findChromium(() => {})));
	const context = await browser.newContext({
		viewport: { width: 1280, height: 1000 },
		locale: 'en-US',
		timezoneId: 'UTC',
	});
	context.setDefaultTimeout(PATIENCE_MS);
	return { context, close: async () => await browser.close() };
}

export async function signInToN8n(page: Page, n8nUrl: string, owner: Owner): Promise<void> {
	await page.goto(`${n8nUrl}/signin`);
	const email = page.locator('input[name="emailOrLdapLoginId"], input[type="email"]').first();
	const signedIn = page.waitForURL((url) => !url.pathname.startsWith('/signin'));
	// A person who is signed in already is redirected to the start page.
	const first = await Promise.race([
		email.waitFor().then(() => 'form' as const),
		signedIn.then(() => 'signed in' as const),
	]);
	if (first === 'signed in') return;
	await email.fill(owner.email);
	await page.locator('input[type="password"]').fill(owner.password);
	await page.locator('[data-test-id="form-submit-button"]').click();
	await signedIn;
}

/** Salesforce's own pages: log in, then allow the app. */
export async function approveInSalesforce(
	popup: Page,
	{ username, password }: { username: string; password: string },
): Promise<void> {
	await popup.locator('#username').fill(username);
	await popup.locator('#password').fill(password);
	await popup.locator('#Login').click();
	await popup.locator('#oaapprove').click();
	// n8n closes the window once it has the tokens.
	if (!popup.isClosed()) await popup.waitForEvent('close', { timeout: PATIENCE_MS });
}

/** A picture for a person to look at. No test judges by it, and a busy machine cannot always take one. */
export async function screenshot(page: Page, name: string): Promise<void> {
	mkdirSync(SCREENSHOTS, { recursive: true });
	try {
		await page.screenshot({ path: path.join(SCREENSHOTS, `${name}.png`) });
	} catch (error) {
		process.stderr.write(`No picture "${name}": ${(error as Error).message}\n`);
	}
}
