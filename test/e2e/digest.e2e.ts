/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { parse } from 'csv-parse/sync';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { holdsOf } from '../support/groundTruth';
import type { Mail } from './mailServer';
import { MailServer } from './mailServer';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { Row } from './playbook';
import { Playbook } from './playbook';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

const HTML = '<img src=x onerror=alert(1)>';
const PROFILE = `Acme ${HTML}`;
const ALERTS = 'licenses@acme.example';
const DAY_MS = 86_400_000;

const mails = new MailServer();
let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let playbook: Playbook;

const runDigest = async () => await api.runWorkflow(playbook.id('Digest'), 'Run Now');
const results = async (profile: string) =>
	(await playbook.rows('job_results', profile)).filter(({ job }) => job === 'digest');

beforeAll(async () => {
	await mails.start();
	n8n = await startN8n({ label: 'digest' });
	api = new N8nApi(n8n.url);
	await api.createOwner();
	org = await startOrg({ users: 60, seed: 3 });
	playbook = new Playbook(api, await api.createApiKey('digest'));
	const { name } = await createCredential(api, org, 'clientCredentials');
	await api.createCredential('Mail', 'smtp', mails.credential());
	const imported = await playbook.import({ credential: name, smtp: 'Mail' });
	expect(imported.find((workflow) => workflow.name === 'Digest')?.unpublished).toBeNull();
});

afterAll(async () => {
	await n8n?.stop();
	await org?.close();
	await mails.stop();
});

describe('the digest', () => {
	let mail: Mail;
	let alert: Mail;
	let open: Row[];
	let full: Record<string, unknown>;

	beforeAll(async () => {
		const idle = new Set(org.org.groundTruth.idleUsers);
		const seat = holdsOf(org.org).find(
			({ kind, user }) => kind === 'userLicense' && idle.has(String(user.Id)),
		);
		seat!.user.Name = `=HYPERLINK("x") ${HTML}`;
		full = org.org
			.rows('UserLicense')
			.find(({ LicenseDefinitionKey }) => LicenseDefinitionKey === 'SFDC')!;
		full.TotalLicenses = full.UsedLicenses;
		const soon = new Date(Date.now() + 20 * DAY_MS).toISOString().slice(0, 10);
		const held = org.org.rows('PermissionSetLicenseAssign')[0].PermissionSetLicenseId;
		const expiring = org.org.rows('PermissionSetLicense').find(({ Id }) => Id === held)!;
		expiring.ExpirationDate = soon;
		expiring.MasterLabel = `Soon over ${HTML}`;
		await playbook.profile(PROFILE, {
			alertEmail: ALERTS,
			prices: { SFDC: 2100, AUL: 300 },
		});
		await playbook.profile('Broken', {
			alertEmail: 'broken@acme.example',
			downloadSubflow: 'nonsense',
		});
		await playbook.profile('A draft', { status: 'Draft', alertEmail: 'draft@acme.example' });
		await playbook.run('refresh', PROFILE);
		await playbook.run('identify', PROFILE);
		await playbook.run('refresh', 'Broken');
		const candidates = await playbook.rows('candidates', PROFILE);
		open = candidates.filter(({ state }) => !String(state).startsWith('Closed'));
		alert = await mails.next('broken@acme.example');
		const run = await runDigest();
		expect(run.status).toBe('success');
		mail = await mails.next(ALERTS);
	});

	test('comes by e-mail with the figures of the tables, in HTML and as text', async () => {
		const potential = open.reduce((sum, { saving }) => sum + Number(saving ?? 0), 0);
		expect(open.length).toBeGreaterThan(10);
		expect(mail.subject).toContain(
			`${PROFILE} Salesforce licenses: You could save ${potential.toLocaleString('en-US')} a year, ${open.length} open candidates`,
		);
		const assigned = holdsOf(org.org).length;
		for (const [name, value] of [
			['Open candidates', open.length],
			['Possible savings per year', potential],
			['Found in the last 7 days', open.length],
			['Subscriptions', assigned],
		] as const) {
			const shown = value.toLocaleString('en-US');
			expect(mail.text).toContain(`- ${name} | ${shown}\n`);
			expect(mail.html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')).toContain(`${name} ${shown}`);
		}
		expect(mail.links).toEqual([
			`${n8n.url}/webhook/salesforce-licenses-record?profile=${encodeURIComponent(PROFILE)}`,
		]);
	});

	test('warns about licenses that are full or expire soon, as in the org', () => {
		const used = String(full.UsedLicenses);
		expect(mail.text).toContain(`- ${String(full.Name)} | ${used} of ${used} seats used (100%)`);
		expect(mail.text).toMatch(/Soon over .* \| expires on \w{3} \d+, \d{4}, in (19|20|21) days/);
	});

	test('knows what was saved from the ledger, which is empty before the first reclaim', () => {
		expect(mail.text).toMatch(/- Saved in \d{4} \(per year\) \| –\n/);
		expect(mail.text).toContain('The attached file has the open candidates');
	});

	test('names the largest findings, with names that hold HTML as text', () => {
		const named = open.filter(({ name }) => mail.text.includes(String(name)));
		expect(named.length).toBeGreaterThanOrEqual(10);
		expect(mail.html).not.toContain('<img');
		expect(mail.html).toContain('&lt;img src=x');
	});

	test('contains all open candidates as a file without formulas', () => {
		const [[name, csv]] = Object.entries(mail.files);
		expect(name).toMatch(/^candidates-\d{4}-\d\d-\d\d\.csv$/);
		const rows = parse(csv, { columns: true, bom: true }) as Array<Record<string, string>>;
		expect(rows.map(({ id }) => Number(id)).sort()).toEqual(open.map(({ id }) => id).sort());
		for (const row of rows) {
			const stored = open.find(({ id }) => id === Number(row.id))!;
			expect(row).toMatchObject({ state: stored.state, username: stored.username });
			expect(row.saving).toBe(stored.saving === null ? '' : String(stored.saving));
		}
		expect(rows.some((row) => row.name.startsWith(`'=HYPERLINK`))).toBe(true);
	});

	test('of a profile whose org cannot be read says so, and lists the failed jobs; a draft has none', async () => {
		const broken = await mails.next('broken@acme.example');
		expect(broken.subject).toContain('1 failed job');
		expect(broken.text).toContain('- Refresh Broken Subscriptions |');
		expect(broken.text).toContain('License pools could not be read');
		expect(broken.text).toContain('Check that the subflow named in the profile exists');
		expect(await results(PROFILE)).toMatchObject([
			{ status: 'Complete', name: `Digest of ${PROFILE}` },
		]);
		expect(mails.mails).toEqual([]);
		expect(await results('A draft')).toEqual([]);
	});

	test('does not replace the alert of a failed job, which is sent at once', () => {
		expect(alert.subject).toBe('[Broken] Refresh Broken Subscriptions failed');
		expect(alert.text).toContain('Check that the subflow named in the profile exists');
	});

	test('that cannot be sent has a job result that says why, for every profile', async () => {
		await mails.stop();
		try {
			expect((await runDigest()).status).toBe('success');
		} finally {
			await mails.start();
		}
		for (const profile of [PROFILE, 'Broken']) {
			const last = (await results(profile)).at(-1);
			expect(last).toMatchObject({ status: 'Failed' });
			expect(last?.error).toMatch(/could not be sent on every channel.*ECONNREFUSED/);
		}
	});
});
