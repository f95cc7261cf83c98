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

jest.setTimeout(120_000);

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
	await lookOften();
	for (const { Id, Email } of org.org.rows('User')) {
		slack.people.set(String(Email), `U${String(Id).slice(3).toUpperCase()}`);
	}
	browser = await openBrowser();
	browser.context.setDefaultTimeout(30_000);
	question = new QuestionPages(await browser.context.newPage());
}, 240_000);

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
const put = async (values: IDataObject = {}) =>
	await playbook.call('Ask by Slack', {
		to: people[0].email as string,
		subject: 'Do you need it?',
		message: 'Hello',
		choices: [{ answer: 'Yes', then: 'You keep it.' }],
		otherwise: 'You keep it.',
		until: new Date(Date.now() + 3_600_000).toISOString(),
		...values,
	});

/** Ask by Ticket looks every second instead of every hour. */
async function lookOften(): Promise<void> {
	const id = playbook.id('Ask by Ticket');
	const workflow = await api.workflow(id);
	const settings = workflow.nodes.find(({ name }) => name === 'Settings')!;
	const { assignments } = settings.parameters.assignments as {
		assignments: Array<{ name: string; value: unknown }>;
	};
	assignments.find(({ name }) => name === 'minutesBetweenLooks')!.value = 1 / 60;
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
		expect(toManager.text).toContain('The reason given: For &lt;audits&gt; &amp; reports');
		await question.open(toManager.links[0]);
		await screenshot(question.form.page, 'question-slack');
		await question.answer(toManager.links[0], 'Take it back');
		await playbook.until(row.id, 'Closed Complete');
		expect(user(row.userId).IsActive).toBe(false);
	});

	test('whom Slack does not know cannot be asked: the candidate says so, and nothing is taken', async () => {
		const row = people[2];
		const id = slack.people.get(row.email as string)!;
		slack.people.delete(row.email as string);
		await playbook.reclaim('Channels', [row]);
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain(
			`Slack knows nobody with the e-mail address ${row.email as string}.`,
		);
		expect(user(row.userId).IsActive).toBe(true);
		slack.people.set(row.email as string, id);
		await playbook.run('update', 'Channels');
		expect((await ask(row)).links).toHaveLength(1);
	});

	test('a token, a scope or a message that Slack refuses is said', async () => {
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
		expect(decision.description).toContain('The reason given: Says the team');
		serviceNow.resolve(decision, 'Keep');
		const kept = await playbook.until(row.id, 'Closed Skipped');
		expect(kept.reason).toBe('The manager lets the user keep it.');
		expect(user(row.userId).IsActive).toBe(true);
	});

	test('that is closed with something else decides nothing', async () => {
		const row = people[4];
		const caller = serviceNow.addUser(row.email as string);
		await playbook.reclaim('Channels', [row]);
		serviceNow.resolve(await serviceNow.incidentOf(caller), 'Done');
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain('is none of the answers: "Done"');
		expect(user(row.userId).IsActive).toBe(true);
	});

	test('for somebody ServiceNow does not know cannot be opened, and the candidate says so', async () => {
		const row = people[5];
		await playbook.reclaim('Channels', [row]);
		const stopped = await playbook.until(row.id, 'Attention Required');
		expect(stopped.reason).toContain('ServiceNow knows no active user with the e-mail address');
	});
});
