import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import type { OpenBrowser } from './browser';
import { openBrowser, screenshot, signInToN8n } from './browser';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { Playbook } from './playbook';
import { SetupForm } from './setupForm';
import { until } from './until';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

const DOWNLOAD = 'Salesforce CRM Download Subscriptions';
const OVER_ALL = 'Review and publish';

let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let playbook: Playbook;
let browser: OpenBrowser;
let form: SetupForm;
let credential: { id: string; name: string };

const active = (userId: unknown) =>
	org.org.rows('User').find(({ Id }) => Id === userId)?.IsActive as boolean;

beforeAll(async () => {
	n8n = await startN8n({ label: 'playbook' });
	api = new N8nApi(n8n.url);
	const owner = await api.createOwner();
	org = await startOrg({ users: 60, seed: 3 });
	credential = await createCredential(api, org, 'clientCredentials');
	playbook = new Playbook(api, await api.createApiKey('playbook'));
	browser = await openBrowser();
	const page = await browser.context.newPage();
	await signInToN8n(page, n8n.url, owner);
	form = new SetupForm(page);
});

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
	await org?.close();
});

describe('the import', () => {
	test('publishes the workflows that need only this credential, and lists what the others lack', async () => {
		const imported = await playbook.import({ credential: credential.name });
		expect(imported.every(({ became }) => became === 'created')).toBe(true);
		const waiting = imported.filter(({ unpublished }) => unpublished !== null);
		const missing = {
			Alert: 'smtp',
			'Ask by E-mail': 'smtp',
			'Ask by Slack': 'slackApi',
			'Ask by Ticket': 'serviceNowBasicApi',
			Digest: 'smtp',
			'Record Page': 'httpBasicAuth',
		};
		expect(waiting.map(({ name }) => name).sort()).toEqual(Object.keys(missing).sort());
		for (const [name, credential] of Object.entries(missing)) {
			const why = waiting.find((workflow) => workflow.name === name)?.unpublished;
			expect(why).toContain(credential);
		}
	});

	test('a second time duplicates nothing and keeps the selected credentials and settings', async () => {
		const alertId = playbook.id('Alert');
		const alert = await api.workflow(alertId);
		const receiver = '"name":"to","type":"string","value":"it@acme.example"';
		const changed = JSON.stringify(alert.nodes).replace(
			/"name":"to","type":"string","value":"[^"]*"/,
			receiver,
		);
		const nodes = (JSON.parse(changed) as typeof alert.nodes).map((node) =>
			node.name === 'Send to Slack' ? { ...node, disabled: false } : node,
		);
		await api.updateWorkflow(alertId, { ...alert, nodes });
		const before = await api.request<unknown[]>('GET', '/rest/workflows');
		const again = await playbook.import();
		expect(again.every(({ became }) => became === 'unchanged')).toBe(true);
		expect(await api.request<unknown[]>('GET', '/rest/workflows')).toHaveLength(before.length);
		const kept = await api.workflow(alertId);
		expect(JSON.stringify(kept.nodes)).toContain(receiver);
		expect(kept.nodes.find(({ name }) => name === 'Send to Slack')?.disabled).not.toBe(true);
		const download = await api.workflow(playbook.id(DOWNLOAD));
		const chosen = download.nodes.filter(({ type }) => type.includes('salesforceLicenses'));
		expect(chosen.length).toBeGreaterThan(0);
		for (const { credentials } of chosen) {
			expect(credentials?.salesforceCrmOAuth2Api).toMatchObject({ id: credential.id });
		}
	});

	test('refuses a credential that does not exist', async () => {
		await expect(playbook.import({ credential: 'nonsense' })).rejects.toThrow(
			'No credential of the type salesforceCrmOAuth2Api has the name or ID "nonsense"',
		);
	});
});

describe('the guided setup', () => {
	test('requires a display name that is not taken', async () => {
		await playbook.write('profiles', [{ displayName: 'Taken', status: 'Draft' }]);
		await form.start(n8n.url, '?dryRun=No&maxUsers=100000&onSilence=Reclaim%20the%20license');
		await form.choose('Profile', 'A new profile');
		await form.submit('Integration profile');
		expect(await form.text()).toContain('Enter a display name');
		await form.choose('Profile', 'A new profile');
		await form.fill('Display name', 'taken');
		await form.submit('Integration profile');
		expect(await form.text()).toContain('A profile named "taken" already exists');
		await form.newProfile('Acme');
		expect(await playbook.rows('profiles')).toContainEqual(
			expect.objectContaining({ displayName: 'Acme', status: 'Draft', dryRun: true }),
		);
	});

	test('Register a Salesforce application: the steps of the grant type, with the redirect URL', async () => {
		await form.lane('Register a Salesforce application');
		await form.choose('Grant type', 'Client Credentials');
		await form.submit('Register a Salesforce application: Client Credentials');
		expect(await form.text()).toContain(`${n8n.url}/rest/oauth2-credential/callback`);
		await screenshot(form.page, 'setup-register');
		await form.tick('The app is registered');
		await form.save();
	});

	test('Profile details: invalid values are refused, and shown again as entered', async () => {
		await form.details('limits');
		// The address that the setup was opened with asked for other values.
		expect(await form.value('Dry run?')).toBe('Yes');
		expect(await form.value('Maximum users per run')).toBe('100');
		await form.fill('Maximum percent', '90');
		await form.goTo('asking');
		expect(await form.value('If there is no answer')).toBe('Keep the license');
		await form.fill('Days frozen', '0');
		await form.goTo('rules');
		await form.onlyUnusedSeats();
		await form.goTo('licenses');
		await form.fill('Salesforce Platform (AUL)', '300');
		await form.fill('Salesforce (SFDC)', 'expensive');
		await form.submit(form.titleOf('licenses'));
		expect(await form.text()).toContain('"expensive" is not a price');
		expect(await form.value('Salesforce (SFDC)')).toBe('expensive');
		expect(await form.value('Salesforce Platform (AUL)')).toBe('300');
		await form.fill('Salesforce (SFDC)', '2100');
		await form.complete();
		expect(await playbook.rows('profiles')).toContainEqual(
			expect.objectContaining({ displayName: 'Acme', prices: { SFDC: 2100, AUL: 300 } }),
		);
	});

	test('Connection and credential: a missing permission is shown with its Setup path, and nothing is published', async () => {
		org.org.setPermissions(org.org.runAsUserId, { ManageUsers: false });
		await form.lane('Connection and credential');
		const text = await form.text();
		expect(text).toContain('Connected, but permissions are missing');
		expect(text).toContain('Manage Users');
		expect(text).toContain('Setup');
		await screenshot(form.page, 'setup-connection-missing');
		await form.back();
		await form.lane(OVER_ALL);
		expect(await form.text()).toContain(
			'It cannot be published yet: "Reclaim and restore" needs Manage Users',
		);
		await form.save();
		expect(await playbook.rows('subscriptions')).toEqual([]);
		org.org.setPermissions(org.org.runAsUserId, { ManageUsers: true });
		await form.lane('Connection and credential');
		expect(await form.text()).toContain('The connection works');
		await form.useConnection();
	});

	test('Connect an additional org: a missing subflow is refused, a pair is stored as a connection', async () => {
		const title = 'Connect an additional org (optional)';
		await form.lane('Connect an additional org', title);
		await form.fill('Name of the connection', 'Second');
		await form.fill('download subflow', 'nonsense');
		await form.submit(title);
		expect(await form.text()).toContain('Check that the subflow named in the profile exists');
		await form.fill('download subflow', `${n8n.url}/workflow/${playbook.id(DOWNLOAD)}`);
		await form.submit('Connect Second?');
		await form.save();
		expect(await playbook.rows('connections')).toEqual([
			expect.objectContaining({ name: 'Second', orgId: org.org.id }),
		]);
	});

	test('Review and publish: going back keeps the draft, Publish starts the first run', async () => {
		await form.lane(OVER_ALL);
		await form.back();
		expect(await playbook.rows('profiles')).toContainEqual(
			expect.objectContaining({ displayName: 'Acme', status: 'Draft' }),
		);
		await form.publish();
		expect(await form.text()).toContain('First run complete');
		await form.lane('Save and close', 'Saved');

		const results = await playbook.rows('job_results', 'Acme');
		expect(results.map(({ name, status }) => [name, status])).toEqual([
			['Refresh Acme Subscriptions', 'Complete'],
			['Identify new reclamation candidates of Acme', 'Complete'],
		]);
		const candidates = await playbook.rows('candidates', 'Acme');
		const idle = new Set(org.org.groundTruth.idleUsers);
		expect(candidates.length).toBeGreaterThan(0);
		const refused = org.org.blockers.filter(({ kind }) => kind === 'hierarchyField');
		expect(candidates.filter(({ state }) => state !== 'Ready').map((row) => row.userId)).toEqual(
			refused.map(({ userId }) => userId),
		);
		expect(candidates.some(({ userId }) => idle.has(String(userId)))).toBe(true);
	});

	test('a dry-run profile reclaims nothing, and keeps the plan', async () => {
		const writes = org.org.inspector.writes;
		const candidates = await playbook.rows('candidates', 'Acme');
		const first = candidates.find(({ state }) => state === 'Ready')!;
		const answer = await playbook.reclaim('Acme', [first]);
		expect(answer).toMatchObject({ status: 'success', counts: { chosen: 1, Ready: 1 } });
		expect(org.org.inspector.writes).toBe(writes);
		expect(await playbook.candidate(first.id)).toMatchObject({
			state: 'Ready',
			plan: { outcome: 'planned', before: { isActive: true } },
		});
	});

	test('deleting a profile deletes its subscriptions, and its open candidates become Closed Skipped', async () => {
		await form.start(n8n.url);
		await form.openProfile('Acme', 'Published');
		const [row] = await playbook.rows('candidates', 'Acme');
		const graceUntil = new Date(Date.now() + 86_400_000).toISOString();
		await playbook.write('candidates', [{ id: row.id, state: 'Awaiting Revocation', graceUntil }]);
		await form.lane('Delete the profile', 'Delete Acme?');
		expect(await form.text()).toContain(`1 user is frozen: ${row.username as string}`);
		await form.fill('Type the display name', 'Acme');
		await form.save('Published');
		expect(await form.text()).toContain('Not deleted');
		await playbook.write('candidates', [{ id: row.id, state: 'Ready', graceUntil: null }]);
		await form.lane('Delete the profile', 'Delete Acme?');
		await form.fill('Type the display name', 'Acme');
		await form.submit('Integration profile');
		expect(await form.text()).toContain('Acme was deleted.');
		expect(await playbook.rows('subscriptions', 'Acme')).toEqual([]);
		const states = (await playbook.rows('candidates', 'Acme')).map(({ state }) => state);
		expect(new Set(states)).toEqual(new Set(['Closed Skipped']));
	});
});

describe('the jobs', () => {
	beforeAll(async () => {
		await playbook.profile('Jobs');
		await playbook.run('refresh', 'Jobs');
		await playbook.run('identify', 'Jobs');
	});

	test('Refresh stores what the org has, adds and removes rows, and stores nothing twice', async () => {
		const [gone] = await playbook.rows('subscriptions', 'Jobs');
		const stored = (await playbook.rows('subscriptions', 'Jobs')).length;
		await playbook.write('subscriptions', [
			{ profile: 'Jobs', subscriptionKey: 'not held by any user', licenseKind: 'userLicense' },
			{ ...gone, id: undefined },
		]);
		expect(await playbook.run('refresh', 'Jobs')).toMatchObject({ created: 0, removed: 2 });
		expect(await playbook.rows('subscriptions', 'Jobs')).toHaveLength(stored);
		const snapshots = await playbook.rows('snapshots', 'Jobs');
		const keys = snapshots.map((row) => `${row.day} ${row.licenseKind} ${row.licenseIdentifier}`);
		expect(new Set(keys).size).toBe(keys.length);
		expect(keys.length).toBeGreaterThan(0);
	});

	test('Identify opens nothing twice, and skips excluded users', async () => {
		const open = (await playbook.rows('candidates', 'Jobs')).length;
		expect(await playbook.run('identify', 'Jobs')).toMatchObject({ created: 0 });
		const excluded = (await playbook.rows('candidates', 'Jobs'))[0];
		await playbook.profile('Excluding', { excludedUsernames: [excluded.username] });
		expect(await playbook.run('identify', 'Excluding')).toMatchObject({ created: open - 1 });
	});

	test('Reclaim stores plan and before-image, removes the seat, and deletes the subscription', async () => {
		const [row] = await playbook.rows('candidates', 'Jobs');
		expect(active(row.userId)).toBe(true);
		expect(await playbook.reclaim('Jobs', [row])).toMatchObject({
			status: 'success',
			counts: { 'Closed Complete': 1 },
		});
		expect(active(row.userId)).toBe(false);
		expect(await playbook.candidate(row.id)).toMatchObject({
			state: 'Closed Complete',
			outcome: 'done',
			before: { isActive: true, isFrozen: false },
		});
		const held = (await playbook.rows('subscriptions', 'Jobs')).map((one) => one.subscriptionKey);
		expect(held).not.toContain(row.candidateKey);
	});

	test('more users than the profile allows: nothing is written, and the candidates say why', async () => {
		await playbook.profile('Capped', { maxUsers: 1 });
		await playbook.run('identify', 'Capped');
		const writes = org.org.inspector.writes;
		const answer = await playbook.reclaim('Capped');
		expect(answer.status).toBe('failure');
		expect(answer.errorMessage).toContain('Max Users allows 1');
		expect(org.org.inspector.writes).toBe(writes);
		const [row] = await playbook.rows('candidates', 'Capped');
		expect(row).toMatchObject({ state: 'Attention Required' });
		// Cured, the next Update puts it back.
		await playbook.run('update', 'Capped');
		expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Ready' });
	});

	test('Update: a license used again is Closed Canceled, one removed elsewhere is Closed Skipped', async () => {
		const [used, gone] = (await playbook.rows('candidates', 'Jobs')).filter(
			({ state }) => state === 'Ready',
		);
		const user = (id: unknown) => org.org.rows('User').find(({ Id }) => Id === id)!;
		user(used.userId).LastLoginDate = new Date(Date.now() - 60_000).toISOString();
		user(gone.userId).IsActive = false;
		await playbook.run('update', 'Jobs');
		expect(await playbook.candidate(used.id)).toMatchObject({ state: 'Closed Canceled' });
		expect(await playbook.candidate(gone.id)).toMatchObject({ state: 'Closed Skipped' });
	});

	test('a job that fails has a job result that says why, and stops no other profile', async () => {
		await playbook.profile('Broken', { downloadSubflow: 'nonsense' });
		const answer = await playbook.run('refresh', 'Broken');
		expect(answer.status).toBe('failure');
		expect(answer.errorMessage).toContain('Check that the subflow named in the profile exists');
		expect(await playbook.run('refresh', 'Nobody')).toMatchObject({
			errorMessage: expect.stringContaining('There is no profile "Nobody"') as string,
		});
		await playbook.set('Scheduled Jobs', { minutesBetweenProfiles: 0 });
		const before = (await playbook.rows('job_results')).at(-1)?.id ?? 0;
		const id = playbook.id('Scheduled Jobs');
		expect((await api.runWorkflow(id, 'Run Now')).status).toBe('success');
		const ran = async (profile: string, job: string) =>
			(await playbook.rows('job_results', profile)).find(
				(row) => row.id > before && row.job === job && row.status !== 'Running',
			);
		const last = async (profile: string) => {
			// Update is the last job of a profile that does not reclaim automatically.
			const isOver = async () => (await ran(profile, 'update')) && (await ran(profile, 'refresh'));
			return await until(`the jobs of ${profile} are over`, isOver, 180_000);
		};
		expect(await last('Broken')).toMatchObject({ status: 'Failed' });
		expect(await last('Jobs')).toMatchObject({ status: 'Complete', startedBy: 'Scheduled Jobs' });
		expect(await last('Capped')).toMatchObject({ status: 'Complete' });
	});

	test('a run is skipped while another run of the same job is running', async () => {
		const startedAt = new Date().toISOString();
		const name = 'Refresh Jobs Subscriptions';
		await playbook.write('job_results', [{ name, profile: 'Jobs', status: 'Running', startedAt }]);
		expect(await playbook.run('refresh', 'Jobs')).toMatchObject({ status: 'skipped' });
	});

	const REVIEW = 'Salesforce licenses: reclaim or give back';

	test('the form gives back a person found by name', async () => {
		const [row] = (await playbook.rows('candidates', 'Jobs')).filter(
			({ state }) => state === 'Closed Complete',
		);
		await form.open(`${n8n.url}/form/salesforce-licenses-reclaim?profile=Jobs`, REVIEW);
		await screenshot(form.page, 'review-begin');
		await form.tick('Give back');
		await form.submit('Give back');
		await form.fill('Name, username', String(row.username));
		await form.submit('Give back: 1 candidate');
		await screenshot(form.page, 'give-back');
		await form.tick(lineOf(row.id), 'Give back');
		await form.submit('Give back 1 seat of 1 person?');
		await screenshot(form.page, 'give-back-summary');
		expect(active(row.userId)).toBe(false);
		await form.tick('Yes, give back now');
		await form.submit('Done');
		expect(await form.text()).toContain('1 seat given back.');
		expect(active(row.userId)).toBe(true);
		const restored = await playbook.candidate(row.id);
		expect(restored).toMatchObject({ state: 'Closed Skipped' });
		expect(lastNote(restored)).toBe('Given back. Started by owner@example.com.');
	});

	test('the form reclaims selected seats only after the summary, and the job result says who did it', async () => {
		const [row, other] = (await playbook.rows('candidates', 'Jobs')).filter(
			({ state }) => state === 'Ready',
		);
		await form.open(`${n8n.url}/form/salesforce-licenses-reclaim`, REVIEW);
		await form.tick('Decide on candidates');
		await form.submit('Integration profile');
		await form.tick('Jobs');
		await form.submit('Decide on candidates');
		await screenshot(form.page, 'review-groups');
		await form.submit(/^Decide on candidates: \d+ candidates$/);
		await screenshot(form.page, 'review-candidates');
		// Nothing selected, and nothing confirmed: the list again, which says so.
		await form.tick('Reclaim');
		await form.submit(/^Decide on candidates: /);
		expect(await form.text()).toContain('Select at least one candidate.');
		// The decision stays.
		await form.tick(lineOf(row.id));
		await form.submit('Reclaim 1 seat of 1 person?');
		expect(await form.text()).toContain('1 person: deactivated immediately.');
		await screenshot(form.page, 'review-summary');
		await form.tick('No, go back to the list');
		await form.submit(/^Decide on candidates: /);
		expect(await form.text()).toContain('Nothing was done yet.');
		expect(await form.page.getByLabel(lineOf(row.id)).isChecked()).toBe(true);
		await form.submit('Reclaim 1 seat of 1 person?');
		expect(active(row.userId)).toBe(true);
		await form.tick('Yes, reclaim now');
		await form.submit('Done');
		expect(await form.text()).toContain('1 reclaimed.');
		expect(active(row.userId)).toBe(false);
		const reclaimed = await playbook.candidate(row.id);
		expect(reclaimed).toMatchObject({ state: 'Closed Complete' });
		expect(JSON.stringify(reclaimed.notes)).toContain(
			'Starting reclaim. Started by owner@example.com.',
		);
		const result = (await playbook.rows('job_results', 'Jobs')).at(-1);
		expect(result).toMatchObject({ job: 'reclaim', startedBy: 'owner@example.com' });

		// From the last page on to the next decision.
		await screenshot(form.page, 'review-done');
		const link = form.page.getByRole('link', { name: 'Decide on more candidates' });
		await form.open(String(await link.getAttribute('href')), REVIEW);
		await form.tick('Decide on candidates');
		await form.submit('Decide on candidates');
		await form.submit(/^Decide on candidates: /);
		await form.tick(lineOf(other.id), 'Keep until a date');
		await form.submit(/^Decide on candidates: /);
		expect(await form.text()).toContain('Choose the day until which to keep the licenses.');
		const day = new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10);
		await form.fill('Until', day);
		await form.fill('Reason', 'Parental <leave>');
		await form.submit(/^Keep 1 seat of 1 person until /);
		await form.tick('Yes, keep them');
		await form.submit('Done');
		expect(active(other.userId)).toBe(true);
		const kept = await playbook.candidate(other.id);
		expect(kept).toMatchObject({ state: 'Closed Skipped', keepUntil: `${day}T00:00:00.000Z` });
		expect(lastNote(kept)).toBe(
			`The license is kept until ${day}. Decided by owner@example.com. Comment: “Parental <leave>”`,
		);
	});
});

/** The line of a candidate on the form ends in its number. */
const lineOf = (id: unknown) => new RegExp(`· no\\. ${String(id)}(?!\\d)`);
const lastNote = ({ notes }: Record<string, unknown>) =>
	(notes as Array<{ text: string }>).at(-1)?.text;
