import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import type { OpenBrowser } from './browser';
import { openBrowser, screenshot, signInToN8n } from './browser';
import type { Owner } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { Playbook } from './playbook';
import { SetupForm } from './setupForm';
import { until } from './until';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

/** Who may use the forms, and two people at the same profile, in the browsers of an owner and of a member. */
let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let playbook: Playbook;
let owner: Owner;
let member: Owner;
let ownerBrowser: OpenBrowser;
let memberBrowser: OpenBrowser;
let form: SetupForm;
let other: SetupForm;

beforeAll(async () => {
	[n8n, org] = await Promise.all([
		startN8n({ label: 'who-may' }),
		startOrg({ users: 30, seed: 3 }),
	]);
	api = new N8nApi(n8n.url);
	owner = await api.createOwner();
	member = await api.createMember('member@example.com');
	const credential = await createCredential(api, org, 'clientCredentials');
	playbook = new Playbook(api, await api.createApiKey('who-may'));
	await playbook.import({ credential: credential.id });
	[ownerBrowser, memberBrowser] = await Promise.all([openBrowser(), openBrowser()]);
	form = new SetupForm(await ownerBrowser.context.newPage());
	other = new SetupForm(await memberBrowser.context.newPage());
	await signInToN8n(form.page, n8n.url, owner);
	await signInToN8n(other.page, n8n.url, member);
});

afterAll(async () => {
	await ownerBrowser?.close();
	await memberBrowser?.close();
	await n8n?.stop();
	await org?.close();
});

/** What a person sets in the workflow. */
async function allow(list: string, requireExecuteAccess: boolean): Promise<void> {
	const id = playbook.id('Guided Setup');
	const workflow = await api.workflow(id);
	const nodes = workflow.nodes.map((node) => {
		const parameters = structuredClone(node.parameters);
		if (node.name === 'Settings') {
			const { assignments } = parameters.assignments as { assignments: Array<{ value: string }> };
			assignments[0].value = list;
		}
		if (node.name === 'Begin Setup') parameters.requireExecuteAccess = requireExecuteAccess;
		return { ...node, parameters };
	});
	await api.updateWorkflow(id, { ...workflow, nodes });
	await api.activateWorkflow(id);
}

const ADDRESS = '/form/salesforce-licenses-setup';
const START = 'Salesforce licenses: guided setup';
const REFUSED = 'You may not use this form';

/** n8n takes the form away for a moment when its workflow is published again. */
async function openPublished(someone: SetupForm): Promise<void> {
	const { page } = someone;
	await until('the form is there', async () => {
		await page.goto(`${n8n.url}${ADDRESS}`);
		const form = page.getByRole('heading', { name: START }).or(page.getByText('Allow access'));
		const isThere = await form
			.first()
			.waitFor({ timeout: 5_000 })
			.then(
				() => true,
				() => false,
			);
		return isThere ? true : undefined;
	});
	await someone.open(`${n8n.url}${ADDRESS}`, START);
}

test('without a list, the owner may, and n8n refuses a member', async () => {
	await form.start(n8n.url);
	expect(await form.text()).toContain('Display name');
	const answers: number[] = [];
	other.page.on('response', (response) => answers.push(response.status()));
	await other.page.goto(`${n8n.url}${ADDRESS}`);
	await other.page
		.getByText(/not authorized|denied|error|forbidden/i)
		.first()
		.waitFor();
	await screenshot(other.page, 'who-may-refused-by-n8n');
	expect(answers).toContain(403);
	expect(await other.text()).not.toContain(START);
	expect(await playbook.rows('profiles')).toEqual([]);
});

test('without a list and without the check of n8n, nobody may, and the page says what to set', async () => {
	await allow('', false);
	await openPublished(other);
	await other.submit(REFUSED);
	expect(await other.text()).toContain('member@example.com is not on the list');
	expect(await other.text()).toContain('"whoMayUseThisForm" in the node Settings');
	await screenshot(other.page, 'who-may-refused');
	await openPublished(form);
	await form.submit(REFUSED);
	expect(await playbook.rows('profiles')).toEqual([]);
});

test('listed people may, over an import too, and their changes carry their name', async () => {
	await allow(`${member.email}, ${owner.email}`, false);
	await playbook.import();
	await other.start(n8n.url);
	await other.newProfile('Acme');
	const [profile] = await playbook.rows('profiles');
	expect(profile).toMatchObject({ displayName: 'Acme', createdBy: member.email });
	expect(await playbook.rows('profile_history')).toMatchObject([
		{ profile: 'Acme', what: 'Created', changedBy: member.email },
	]);
});

test('two tabs never overwrite each other: the later one is told, and keeps what was typed', async () => {
	await other.details('asking');
	await form.start(n8n.url);
	await form.openProfile('Acme', 'Draft');
	await form.details('limits');
	await form.fill('Maximum users per run', '7');
	await form.complete();
	await other.fill('Days frozen', '3');
	await other.submit(other.titleOf('asking'));
	expect(await other.text()).toContain('somebody changed this profile while the page was open');
	expect(await other.value('Days frozen')).toBe('3');
	expect((await playbook.rows('profiles'))[0]).toMatchObject({ maxUsers: 7, graceDays: 14 });
});

test('a half-done page is kept, and has no effect', async () => {
	await form.details('licenses');
	await form.fill('Prices of other', 'sfcd=');
	await form.instead('Save, and continue later');
	await form.save();
	expect((await playbook.rows('profiles'))[0]).toMatchObject({ prices: {} });
	await form.details('licenses');
	expect(await form.value('Prices of other')).toBe('sfcd=');
	// The licenses of the org are shown by name.
	expect(await form.text()).toMatch(/Salesforce \(SFDC\): \d+ owned, \d+ used/);
	await form.fill('Prices of other', 'sfcd=2100');
	await form.complete();
	await form.lane('Review and publish');
	expect(await form.text()).toContain('"sfcd"');
	await form.back();
});

test('the first run knows who started it, and a change of a published profile is confirmed', async () => {
	await form.publish();
	expect(await form.text()).toContain('First run complete');
	expect(await playbook.rows('job_results', 'Acme')).toMatchObject([
		{ job: 'refresh', startedBy: owner.email },
		{ job: 'identify', startedBy: owner.email },
	]);
	await form.details('limits');
	await form.fill('Dry run?', 'No');
	await form.complete('Change Acme?');
	expect(await form.text()).toContain('Dry run will be off');
	await screenshot(form.page, 'setup-changes');
	await form.submit(form.titleOf('limits'));
	expect(await form.text()).toContain('you did not confirm it');
	expect((await playbook.rows('profiles'))[0]).toMatchObject({ dryRun: true });
	await form.complete('Change Acme?');
	await form.tick('Apply these changes');
	await form.save('Published');
	expect((await playbook.rows('profiles'))[0]).toMatchObject({ dryRun: false });
	const history = await playbook.rows('profile_history');
	expect(history.at(-1)).toMatchObject({
		changedBy: owner.email,
		changes: [{ field: 'dryRun', before: 'Yes', after: 'No' }],
	});
});
