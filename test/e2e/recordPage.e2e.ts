/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomBytes } from 'node:crypto';

import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { holdsOf } from '../support/groundTruth';
import { change } from '../support/triggerCases';
import type { OpenBrowser } from './browser';
import { openBrowser, screenshot, signInToN8n } from './browser';
import { FormPages } from './formPages';
import type { Owner } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { Row } from './playbook';
import { Playbook } from './playbook';
import { accessibilityFaults, tableRows } from './readPage';
import { until } from './until';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

const HTML = '<img src=x onerror=alert(1)>';
const PROFILE = `Acme ${HTML}`;
const VIEWER = { user: 'viewer', password: randomBytes(12).toString('hex') };
const UNRECOGNIZED = 'acmeapp';
const EARLIER = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);

const DAY = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
const dayShown = (day: string) => new Date(day).toLocaleDateString('en-US', DAY);

/** Stored states, and what the page calls them. */
const STATES = {
	Ready: 'Ready',
	'Awaiting User': 'User is asked',
	'Awaiting Approval': 'Manager is asked',
	'Awaiting Revocation': 'In grace period',
	'Attention Required': 'Needs attention',
	'Closed Complete': 'Reclaimed',
	'Closed Skipped': 'Kept',
	'Closed Canceled': 'Used again',
};

let n8n: RunningN8n;
let api: N8nApi;
let owner: Owner;
let org: RunningOrg;
let playbook: Playbook;
let browser: OpenBrowser;
let page: Page;
const dialogs: string[] = [];

const address = (query = '') => `${n8n.url}/webhook/salesforce-licenses-record${query}`;
const recordOf = (profile: string) => address(`?profile=${encodeURIComponent(profile)}`);

const get = async (url: string, { user, password } = VIEWER) =>
	await fetch(url, {
		headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
	});

/** A browser keeps name and password once it has been given them. */
async function typeThePassword(): Promise<void> {
	const { user, password } = VIEWER;
	await page.goto(address().replace('://', `://${user}:${password}@`));
}

beforeAll(async () => {
	n8n = await startN8n({ label: 'record-page' });
	api = new N8nApi(n8n.url);
	owner = await api.createOwner();
	org = await startOrg({ users: 60, seed: 3 });
	org.org.keepsAuditTrail = true;
	playbook = new Playbook(api, await api.createApiKey('record-page'));
	browser = await openBrowser();
	page = await browser.context.newPage();
	page.on('dialog', (dialog) => {
		dialogs.push(dialog.message());
		void dialog.dismiss();
	});
});

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
	await org?.close();
});

describe('the record page is closed', () => {
	test('until its credential is selected', async () => {
		const { name } = await createCredential(api, org, 'clientCredentials');
		const imported = await playbook.import({ credential: name });
		const unpublished = (all: typeof imported) =>
			all.find((workflow) => workflow.name === 'Record Page')?.unpublished;
		expect(unpublished(imported)).toContain('httpBasicAuth');
		expect((await get(address())).status).toBe(404);
		await api.createCredential('Viewers', 'httpBasicAuth', VIEWER);
		expect(unpublished(await playbook.import({ page: 'Viewers' }))).toBeNull();
		// n8n opens a webhook a moment after its workflow is published.
		await until('the page is there', async () =>
			(await get(address())).status === 200 ? true : undefined,
		);
	});

	test('without the right password, and to every method but GET', async () => {
		expect((await fetch(address())).status).toBe(401);
		const wrong = await get(address(), { ...VIEWER, password: 'wrong' });
		expect(wrong.status).toBe(401);
		expect(await wrong.text()).not.toContain('<html');
		expect((await fetch(address(), { method: 'POST' })).status).toBe(404);
	});
});

describe('the record of a profile', () => {
	let candidates: Row[];
	let snapshots: Row[];

	const open = () => candidates.filter(({ state }) => !String(state).startsWith('Closed'));
	/** What has no price is a dash. */
	const total = (rows: Row[]) =>
		rows.some(({ saving }) => saving !== null)
			? rows.reduce((sum, { saving }) => sum + Number(saving ?? 0), 0).toLocaleString('en-US')
			: '–';
	const section = async (id: string) =>
		(await page.locator(`#${id}`).innerText()).replace(/\s+/g, ' ');

	beforeAll(async () => {
		holdsOf(org.org)[0].user.Name = `Eve ${HTML}`;
		await playbook.profile(PROFILE, {
			profileType: 'Salesforce CRM',
			orgName: `Org ${HTML}`,
			prices: { SFDC: 2100, AUL: 300 },
			excludedUsernames: ['ceo@acme.example', HTML],
			excludedIdentifiers: ['PID_CHATTER'],
		});
		await playbook.profile('A draft', { status: 'Draft' });
		await playbook.write('snapshots', [
			{
				profile: PROFILE,
				day: EARLIER,
				licenseKind: 'userLicense',
				licenseIdentifier: 'SFDC',
				softwareModel: 'Sales Cloud',
				assigned: 11,
				stale: 7,
				total: 50,
				used: 11,
				potentialSaving: 14700,
			},
		]);
		await playbook.run('refresh', PROFILE);
		await playbook.run('identify', PROFILE);
		const [first] = await playbook.rows('candidates', PROFILE);
		await playbook.reclaim(PROFILE, [first]);
		candidates = await playbook.rows('candidates', PROFILE);
		snapshots = await playbook.rows('snapshots', PROFILE);
		await typeThePassword();
	});

	test('is one click away from the list of profiles', async () => {
		const rows = await tableRows(page, /2 profiles/);
		expect(rows.find(({ Profile }) => Profile === PROFILE)).toMatchObject({
			Status: 'Published',
			'Open candidates': String(open().length),
			'Possible savings per year': total(open()),
		});
		await page.getByRole('link', { name: PROFILE, exact: true }).click();
		await page.getByRole('heading', { level: 1, name: PROFILE }).waitFor();
		await page.getByText('Show the job results').click();
		expect(await tableRows(page, /job results/)).toHaveLength(3);
	});

	test('shows savings, states and open candidates as they are stored', async () => {
		const [ledger, year] = [await playbook.rows('savings', PROFILE), new Date().getUTCFullYear()];
		const freed = ledger.reduce((sum, { amount }) => sum + Number(amount), 0);
		expect(ledger).toHaveLength(1);
		const tiles = (await page.locator('.tiles').innerText()).replace(/\s+/g, ' ');
		expect(tiles).toContain(`Possible savings per year ${total(open())} `);
		expect(tiles).toContain(
			`Saved in ${year} (per year) ${freed.toLocaleString('en-US')} 1 seat freed`,
		);
		await page.getByText('What the states mean').click();
		const states = await tableRows(page, /Candidates by state/);
		expect(states.map(({ State }) => State)).toEqual(Object.values(STATES));
		for (const [state, label] of Object.entries(STATES)) {
			const rows = candidates.filter((one) => one.state === state);
			const shown = states.find(({ State }) => State === label)!;
			// Closed ones are counted as far as the page reads: those of the last days.
			const lately = state.startsWith('Closed') ? ' in 7 days' : '';
			expect([shown.Candidates, shown['Savings per year']]).toEqual([
				`${rows.length}${lately}`,
				total(rows),
			]);
		}
		const listed = await tableRows(page, /open candidates/);
		expect(listed).toHaveLength(Math.min(50, open().length));
		const ids = new Set(open().map(({ id }) => String(id)));
		for (const row of listed) expect(ids).toContain(row.Number);
	});

	test('counts the subscriptions that the org has, by license', async () => {
		const holds = holdsOf(org.org);
		await page.getByText('Show all software models').click();
		const models = await tableRows(page, /with a software model/);
		const unknown = await tableRows(page, /unrecognized license/);
		expect(unknown.map(({ Identifier }) => Identifier)).toEqual([UNRECOGNIZED]);
		const shown = [...models, ...unknown].map((row) => Number(row.Subscriptions));
		const identifiers = new Map<string, number>();
		for (const { kind, identifier } of holds) {
			const key = `${kind}:${identifier}`;
			identifiers.set(key, (identifiers.get(key) ?? 0) + 1);
		}
		// As the last Refresh counted them, before a seat was freed.
		const [freed] = await playbook.rows('savings', PROFILE);
		const freedKey = `${String(freed.licenseKind)}:${String(freed.licenseIdentifier)}`;
		identifiers.set(freedKey, (identifiers.get(freedKey) ?? 0) + 1);
		expect(shown.sort()).toEqual([...identifiers.values()].sort());
		expect(unknown[0].Subscriptions).toBe(
			String(identifiers.get(`packageLicense:${UNRECOGNIZED}`)),
		);
		expect(await section('subscriptions')).toContain(
			`${(holds.length + 1).toLocaleString('en-US')} subscriptions`,
		);
	});

	test('searches subscriptions by text, and lists them page by page', async () => {
		const holds = holdsOf(org.org);
		const pages = Math.ceil(holds.length / 50);
		await page
			.getByRole('navigation', { name: 'Pages of subscriptions' })
			.getByText('Last')
			.click();
		await page.getByText(`Page ${pages} of ${pages}`).waitFor();
		expect(await tableRows(page, /\d subscriptions\s*$/)).toHaveLength(holds.length % 50 || 50);
		const { user } = holds[0];
		await page.getByLabel('Find by').fill(String(user.Username).toUpperCase());
		await page.getByRole('button', { name: 'Find' }).press('Enter');
		await page.getByRole('link', { name: 'Show all' }).waitFor();
		const found = await tableRows(page, /subscriptions? with/);
		expect(found).toHaveLength(holds.filter(({ user: one }) => one === user).length);
		expect(found[0].User).toBe(`Eve ${HTML} ${String(user.Username)}`);
		await page.getByRole('link', { name: 'Show all' }).click();
		await page.getByText(`Page 1 of ${pages}`).waitFor();
	});

	test('gives each list as a file, with all rows', async () => {
		const file = async (list: string) => {
			const answer = await get(`${recordOf(PROFILE)}&export=${list}`);
			expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
			expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/);
			return parse(await answer.text(), { columns: true, bom: true }) as Array<
				Record<string, string>
			>;
		};
		expect((await file('candidates')).map(({ id }) => Number(id)).sort()).toEqual(
			open()
				.map(({ id }) => id)
				.sort(),
		);
		expect(await file('subscriptions')).toHaveLength(holdsOf(org.org).length);
		expect(await file('jobs')).toHaveLength(3);
		expect((await file('licenses')).length).toBeGreaterThan(3);
		const all = await get(address('?export=profiles'));
		expect(await all.text()).toContain(`A draft,`);
	});

	test('lists what was closed, by state, and shows the seats of one license', async () => {
		await page.goto(`${recordOf(PROFILE)}&state=Closed%20Complete`);
		const closed = candidates.filter(({ state }) => state === 'Closed Complete');
		const shown = await tableRows(page, /in the state Reclaimed/);
		expect(shown.map((row) => row.Number)).toEqual(closed.map(({ id }) => String(id)));
		await page.goto(`${recordOf(PROFILE)}&license=userLicense%3ASFDC&subscriptionsSort=user`);
		const holds = holdsOf(org.org).filter(({ identifier }) => identifier === 'SFDC');
		const rows = await tableRows(page, /\d subscriptions\s*$/);
		expect(rows).toHaveLength(Math.min(50, holds.length));
		expect(rows.every(({ License }) => License.startsWith('Salesforce '))).toBe(true);
		await page.goto(recordOf(PROFILE));
	});

	test('shows when the jobs run and how they ended, who is excluded, and the trend', async () => {
		const jobs = await tableRows(page, /Scheduled Jobs runs/);
		expect(jobs.map(({ Job, Status }) => [Job, Status])).toEqual([
			[`Refresh ${PROFILE} Subscriptions`, 'Complete'],
			[`Identify new reclamation candidates of ${PROFILE}`, 'Complete'],
			[`Update existing reclamation candidates of ${PROFILE}`, 'never ran'],
		]);
		const next = Date.parse(`${jobs[0]['Next run']} UTC`);
		expect(next).toBeGreaterThan(Date.now());
		expect(next).toBeLessThanOrEqual(Date.now() + 86_400_000);
		expect(new Date(next).getUTCHours()).toBe(2);
		expect(await section('details')).toContain(
			`Excluded licenses PID_CHATTER Excluded users ceo@acme.example ${HTML}`,
		);
		await page.locator('#trends').getByText('Show as a table').click();
		const days = await tableRows(page, /Snapshots of 2 days/);
		const today = snapshots.filter(({ day }) => day !== EARLIER);
		const sum = (column: string) =>
			today.reduce((all, row) => all + Number(row[column] ?? 0), 0).toLocaleString('en-US');
		expect(days).toEqual([
			{
				Day: dayShown(String(today[0].day)),
				Assigned: sum('assigned'),
				Unused: sum('stale'),
				'Cost of unused seats per year': sum('potentialSaving'),
				Realized: expect.anything() as string,
			},
			{
				...{ Day: dayShown(EARLIER), Assigned: '11', Unused: '7', Realized: '–' },
				'Cost of unused seats per year': '14,700',
			},
		]);
		expect(await page.locator('#trends polyline').count()).toBe(4);
	});

	test('shows names that hold HTML as text, runs no script, and knows no secret', async () => {
		const answer = await get(recordOf(PROFILE));
		expect(answer.headers.get('content-security-policy')).toContain('sandbox');
		expect(answer.headers.get('cache-control')).toBe('no-store');
		const text = await answer.text();
		expect(text).not.toContain('<img');
		expect(text).not.toContain('<script');
		for (const secret of [VIEWER.password, org.app.clientSecret, owner.password]) {
			expect(text).not.toContain(secret);
		}
		const found = await get(
			`${recordOf(PROFILE)}&find=${encodeURIComponent(`"><img src=x ${HTML}`)}`,
		);
		expect(await found.text()).not.toContain('<img');
		expect(await page.locator('img').count()).toBe(0);
		expect(dialogs).toEqual([]);
	});

	test('is accessible: by keyboard, on a small screen, and with a screen reader', async () => {
		await page.goto(recordOf(PROFILE));
		expect(await accessibilityFaults(page)).toEqual([]);
		await screenshot(page, 'record-page');
		await page.keyboard.press('Tab');
		await page.keyboard.press('Enter');
		expect(new URL(page.url()).hash).toBe('#main');
		await page.setViewportSize({ width: 360, height: 740 });
		const width = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(width).toBeLessThanOrEqual(360);
		await screenshot(page, 'record-page-small');
		await page.setViewportSize({ width: 1280, height: 1000 });
	});

	test('leads to the assignment of an unrecognized license, which the next Refresh shows', async () => {
		await signInToN8n(page, n8n.url, owner);
		await page.goto(recordOf(PROFILE));
		const link = page.locator('#unrecognized').getByRole('link', { name: 'Assign' });
		const form = new FormPages(page);
		await form.open(
			String(await link.getAttribute('href')),
			'Salesforce licenses: software models',
		);
		await form.submit('Assign a software model');
		expect(await page.locator('select').inputValue()).toContain(
			`${UNRECOGNIZED} (Managed package license`,
		);
		await form.submit('Assign a software model');
		expect(await form.text()).toContain('Enter a software model.');
		await form.fill('Software model', `Acme App ${HTML}`);
		await screenshot(page, 'assign-software-model');
		await form.submit('Saved');
		expect(await playbook.rows('software_models')).toEqual([
			expect.objectContaining({ softwareModel: `Acme App ${HTML}`, assignedBy: owner.email }),
		]);
		await page.goto(recordOf(PROFILE));
		expect(await section('unrecognized')).toContain('after the next refresh');

		await playbook.run('refresh', PROFILE);
		await page.reload();
		expect(await section('unrecognized')).toContain('Every license has a software model');
		await page.getByText('Show all software models').click();
		const models = await tableRows(page, /with a software model/);
		expect(models.map((row) => row['Software model'])).toContain(`Acme App ${HTML}`);
		expect(await page.locator('img').count()).toBe(0);
	});

	test('takes back what was saved the night after somebody activates the user again, and says who did it', async () => {
		const [freed] = await playbook.rows('savings', PROFILE);
		const user = org.org.table('User').get(String(freed.userId))!;
		const used = () => Number(org.org.seats.userLicenseOf(user)?.UsedLicenses);
		const before = used();
		await change(org, 'PATCH', `User/${user.Id}`, { IsActive: true });
		expect(used()).toBe(before + 1);
		await playbook.run('refresh', PROFILE);
		await playbook.run('update', PROFILE);
		const admin = org.org.table('User').get(org.org.runAsUserId)!;
		const ledger = await playbook.rows('savings', PROFILE);
		expect(ledger.map(({ entry, userId }) => [entry, userId])).toEqual([
			['freed', user.Id],
			['takenAgain', user.Id],
		]);
		expect(ledger[1]).toMatchObject({ amount: freed.amount, decidedBy: admin.Username });
		expect(ledger[1].reason).toContain(`by ${String(admin.Name)} (${String(admin.Username)})`);
		await page.goto(recordOf(PROFILE));
		const tiles = (await page.locator('.tiles').innerText()).replace(/\s+/g, ' ');
		expect(tiles).toContain('1 seat freed, 1 given back');
	});

	test('of a profile that does not exist is a clear page with 404', async () => {
		const response = await page.goto(recordOf('Nobody <b>'));
		expect(response?.status()).toBe(404);
		expect(await page.locator('h1').innerText()).toBe('There is no such profile');
		expect(await page.locator('header').innerText()).toContain('named “Nobody <b>”');
		expect(await accessibilityFaults(page)).toEqual([]);
		expect(await tableRows(page, /2 profiles/)).toHaveLength(2);
	});
});
