import { shownQuestion } from '../../nodes/SalesforceLicenses/operations/candidate/questionPage';
import type { Question } from '../../nodes/SalesforceLicenses/licensing/playbook/promises/question';
import type { IDataObject } from 'n8n-workflow';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import type { OpenBrowser } from './browser';
import { openBrowser, screenshot } from './browser';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { Row } from './playbook';
import { Playbook } from './playbook';
import { ProxiedHosts } from './proxiedHosts';
import { QuestionPages } from './questionPages';
import { ServiceNowServer } from './serviceNowServer';
import { SlackServer } from './slackServer';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

const KEPT_UNTIL = `${new Date().getUTCFullYear() + 2}-03-31`;

const slack = new SlackServer();
const serviceNow = new ServiceNowServer();
const hosts = new ProxiedHosts({
	[SlackServer.host]: slack.answer,
	[ServiceNowServer.host]: serviceNow.answer,
});
let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let playbook: Playbook;
let browser: OpenBrowser;
let question: QuestionPages;
let people: Row[];
let credentialId: string;

beforeAll(async () => {
	n8n = await startN8n({ label: 'channels', env: await hosts.start() });
	api = new N8nApi(n8n.url);
	await api.createOwner();
	org = await startOrg({ users: 60, seed: 3 });
	const credential = await createCredential(api, org, 'clientCredentials');
	credentialId = await api.createCredential('Slack', 'slackApi', slack.credential());
	await api.createCredential('ServiceNow', 'serviceNowBasicApi', serviceNow.credential());
	playbook = new Playbook(api, await api.createApiKey('slack'));
	const imported = await playbook.import({
		credential: credential.name,
		slack: 'Slack',
		servicenow: 'ServiceNow',
	});
	const published = imported.filter(({ unpublished }) => unpublished === null);
	expect(published.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['Ask by Slack', 'Ask by Ticket']),
	);
	await playbook.profile('Channels', {
		orgId: org.org.id,
		orgName: 'Acme',
		askBy: 'slack',
		notifyUser: true,
		daysToAnswer: 7,
		graceDays: 0,
		onSilence: 'keep',
	});
	await playbook.run('refresh', 'Channels');
	await playbook.run('identify', 'Channels');
	people = (await playbook.rows('candidates', 'Channels')).filter(({ managerId }) => managerId);
	// Every second instead of every hour.
	await setUp('Ask by Ticket', { minutesBetweenLooks: 1 / 60 });
	for (const { Id, Email } of org.org.rows('User')) {
		slack.people.set(String(Email), `U${String(Id).slice(3).toUpperCase()}`);
	}
	browser = await openBrowser();
	question = new QuestionPages(await browser.context.newPage());
}, 480_000);

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
	await org?.close();
	await hosts.stop();
});

const user = (id: unknown) => org.org.rows('User').find(({ Id }) => Id === id)!;

async function ask(row: Row) {
	await playbook.reclaim('Channels', [row]);
	return await slack.next(row.email as string);
}

/** As Ask Before Reclaim calls the channel. */
const put = async (values: { subject?: string } = {}) => {
	const asked = {
		subject: 'Do you need it?',
		message: 'Hello',
		choices: [{ answer: 'Yes', then: 'You keep it.' }],
		otherwise: 'You keep it.',
		...values,
	};
	return await playbook.call('Ask by Slack', {
		...asked,
		to: people[0].email as string,
		until: new Date(Date.now() + 3_600_000).toISOString(),
		shown: { ...shownQuestion(asked as Question) },
	});
};

/** What a person changes in the node Settings, and which nodes are enabled. */
async function setUp(name: string, values: IDataObject, enabled: Record<string, boolean> = {}) {
	const id = playbook.id(name);
	const workflow = await api.workflow(id);
	const settings = workflow.nodes.find((node) => node.name === 'Settings')!;
	const { assignments } = settings.parameters.assignments as {
		assignments: Array<{ name: string; value: unknown }>;
	};
	for (const assignment of assignments) {
		if (assignment.name in values) assignment.value = values[assignment.name];
	}
	for (const node of workflow.nodes) {
		if (node.name in enabled) node.disabled = !enabled[node.name];
	}
	await api.updateWorkflow(id, workflow);
	await api.activateWorkflow(id);
}

describe('Slack', () => {
	test('the user is found by e-mail address and asked in a direct message; the manager decides the same way', async () => {
		const row = people[1];
		const message = await ask(row);
		expect(message.text).toContain(
			`*Do you still need your ${row.licenseName as string} license in Acme?*`,
		);
		expect(message.text).toContain('If we do not hear from you, you keep it.');
		expect(message.links).toHaveLength(1);
		// Slack and others open links to show a preview.
		await (await fetch(message.links[0])).text();
		expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Awaiting User' });

		await question.answer(message.links[0], 'I still need it', 'For <audits> & reports');
		const toManager = await slack.next(user(row.managerId).Email as string);
		expect(toManager.text).toContain('Reason: “For &lt;audits&gt; &amp; reports”');
		await question.open(toManager.links[0]);
		await screenshot(question.form.page, 'question-slack');
		await question.answer(toManager.links[0], 'Take it back');
		await playbook.until(row.id, 'Closed Complete');
		expect(user(row.userId).IsActive).toBe(false);
	});

	test('the manager keeps a license until a date', async () => {
		const row = people[6];
		await question.answer((await ask(row)).links[0], 'I still need it');
		const toManager = await slack.next(user(row.managerId).Email as string);
		await question.answer(toManager.links[0], 'Keep until a date', '', KEPT_UNTIL);
		expect(await playbook.until(row.id, 'Closed Skipped')).toMatchObject({
			keepUntil: `${KEPT_UNTIL}T00:00:00.000Z`,
		});
		expect(user(row.userId).IsActive).toBe(true);
	});

	test('a user whom Slack does not know cannot be asked: the candidate says so, and nothing is reclaimed', async () => {
		const row = people[2];
		const id = slack.people.get(row.email as string)!;
		slack.people.delete(row.email as string);
		await playbook.reclaim('Channels', [row]);
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain(
			`Slack has no user with the e-mail address ${row.email as string}.`,
		);
		expect(user(row.userId).IsActive).toBe(true);
		slack.people.set(row.email as string, id);
		await playbook.run('update', 'Channels');
		expect((await ask(row)).links).toHaveLength(1);
	});

	test('a token, a scope or a message that Slack refuses is reported', async () => {
		slack.scopes.delete('users:read.email');
		await expect(put()).rejects.toThrow('missing required Oauth Scopes');
		slack.scopes.add('users:read.email').delete('chat:write');
		await expect(put()).rejects.toThrow('missing required Oauth Scopes');
		slack.scopes.add('chat:write');
		await expect(put({ subject: 'x'.repeat(3001) })).rejects.toThrow('invalid_blocks');
		await api.updateCredential(credentialId, 'Slack', 'slackApi', slack.credential('xoxb-revoked'));
		await expect(put()).rejects.toThrow('invalid_auth');
		await api.updateCredential(credentialId, 'Slack', 'slackApi', slack.credential());
	});
});

describe('a channel of Slack', () => {
	const CHANNEL = 'C0123456789';
	const onlySlack = { 'Send E-mail': false, 'Send to Slack': true };

	test('gets the digest, with all open candidates as a file', async () => {
		slack.channels.add(CHANNEL);
		await setUp('Alert', { slackChannel: CHANNEL }, onlySlack);
		await setUp('Digest', { slackChannel: CHANNEL }, { ...onlySlack, 'Upload to Slack': true });
		const run = await api.runWorkflow(playbook.id('Digest'), 'Run Now');
		expect(run.status).toBe('success');
		const [result] = (await playbook.rows('job_results', 'Channels')).filter(
			({ job }) => job === 'digest',
		);
		expect(result).toMatchObject({ status: 'Complete', error: '' });
		const [digest] = slack.saidIn(CHANNEL);
		expect(digest).toMatch(/^Channels Salesforce licenses: \d+ seats can be reclaimed/);
		expect(digest).toContain('*Largest savings*');
		expect(digest).toContain('profile=Channels|Open the record page');
		expect(slack.files).toMatchObject([{ channel: CHANNEL, title: 'Open candidates' }]);
		const open = (await playbook.rows('candidates', 'Channels')).filter(
			({ state }) => !String(state).startsWith('Closed'),
		);
		for (const { username } of open) expect(slack.files[0].content).toContain(String(username));
	});

	test('gets an alert; one that does not exist is named', async () => {
		const alert = { subject: 'A job failed', text: 'Because <of> this', to: '' };
		await playbook.call('Alert', alert);
		const said = String(slack.saidIn(CHANNEL).at(-1));
		expect(said).toMatch(/A job failed\n\nBecause &lt;of&gt; this\n/);
		expect(said).not.toContain('Key figures');
		slack.channels.clear();
		await expect(playbook.call('Alert', alert)).rejects.toThrow(
			'could not be sent on every channel',
		);
	});
});

describe('a ticket', () => {
	beforeAll(async () => {
		const [profile] = await playbook.rows('profiles');
		await playbook.write('profiles', [{ id: profile.id, askBy: 'ticket' }]);
	});

	test('is opened for the user, and answered by its resolution notes; so is one for the manager', async () => {
		const row = people[3];
		const caller = serviceNow.addUser(row.email as string);
		const boss = serviceNow.addUser(user(row.managerId).Email as string);
		await playbook.reclaim('Channels', [row]);
		const incident = await serviceNow.incidentOf(caller);
		expect(incident.short_description).toBe(
			`Do you still need your ${row.licenseName as string} license in Acme?`,
		);
		expect(incident.description).toContain('- I do not need it: The login is closed.');
		expect(await playbook.candidate(row.id)).toMatchObject({ state: 'Awaiting User' });
		serviceNow.resolve(incident, 'i still need it.\nSays the team');
		const decision = await serviceNow.incidentOf(boss);
		expect(decision.description).toContain('Reason: “Says the team');
		serviceNow.resolve(decision, 'Keep');
		const kept = await playbook.until(row.id, 'Closed Skipped');
		expect(kept.reason).toMatch(
			/^The manager decided that the user keeps the license\. Decided by \S+@\S+\.$/,
		);
		expect(user(row.userId).IsActive).toBe(true);
	});

	test('has the date until which to keep a license as the second line of its resolution notes', async () => {
		const row = people[7];
		const caller = serviceNow.addUser(row.email as string);
		const boss = serviceNow.addUser(user(row.managerId).Email as string);
		await playbook.reclaim('Channels', [row]);
		serviceNow.resolve(await serviceNow.incidentOf(caller), 'I still need it');
		const decision = await serviceNow.incidentOf(boss);
		expect(decision.description).toContain('write the date as the second line: 2027-03-31.');
		serviceNow.resolve(decision, `Keep until a date\n${KEPT_UNTIL}\nSays the team`);
		const kept = await playbook.until(row.id, 'Closed Skipped');
		expect(kept).toMatchObject({ keepUntil: `${KEPT_UNTIL}T00:00:00.000Z` });
		expect(kept.reason).toMatch(/Comment: “Says the team”$/);
		expect(user(row.userId).IsActive).toBe(true);
	});

	test('that is closed with something else decides nothing', async () => {
		const row = people[4];
		const caller = serviceNow.addUser(row.email as string);
		await playbook.reclaim('Channels', [row]);
		serviceNow.resolve(await serviceNow.incidentOf(caller), 'Done');
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain('is not one of the answers: "Done"');
		expect(user(row.userId).IsActive).toBe(true);
	});

	test('for a user whom ServiceNow does not know cannot be opened, and the candidate says so', async () => {
		const row = people[5];
		await playbook.reclaim('Channels', [row]);
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain('ServiceNow has no active user with the e-mail address');
	});
});
