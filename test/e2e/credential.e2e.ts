/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { IDataObject } from 'n8n-workflow';

import type { RunningOrg } from '../org/server';
import { PASSWORD, startOrg } from '../org/server';
import type { OpenBrowser } from './browser';
import { openBrowser, screenshot, signInToN8n } from './browser';
import { connectInBrowser, CredentialForm } from './credentialForm';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import {
	createCredential,
	CREDENTIAL_TYPE,
	credentialData,
	NODE_TYPE,
	workflowOf,
} from './workflows';

jest.setTimeout(480_000);

const ADMIN = { username: 'root.admin@acme.example', password: PASSWORD };

let n8n: RunningN8n;
let api: N8nApi;
let browser: OpenBrowser;
let form: CredentialForm;
let org: RunningOrg;

beforeAll(async () => {
	n8n = await startN8n({ label: 'credential' });
	api = new N8nApi(n8n.url);
	const owner = await api.createOwner();
	browser = await openBrowser();
	// One window for all: n8n's editor is large, and loading it takes seconds.
	const page = await browser.context.newPage();
	await signInToN8n(page, n8n.url, owner);
	form = new CredentialForm(page, n8n.url);
});

afterAll(async () => {
	await browser?.close();
	await n8n?.stop();
});

beforeEach(async () => {
	org = await startOrg({ users: 30, seed: 3 });
});

afterEach(async () => {
	await org?.close();
});

async function runOrganizationGet(credential: { id: string; name: string }) {
	const steps = { Organization: { resource: 'organization', operation: 'get' } };
	return await api.runWorkflow(await api.importWorkflow(workflowOf(credential, steps)), 'Start');
}

async function testOf(data: Parameters<N8nApi['testCredential']>[3]) {
	const id = await api.createCredential('tested', CREDENTIAL_TYPE, data);
	return await api.testCredential(id, 'tested', CREDENTIAL_TYPE, data);
}

describe('the package in a real n8n', () => {
	test('brings its node and its credential, with icons', async () => {
		type Type = { name: string; iconUrl?: { light: string; dark: string } };
		// Picked out in the page: the list of all node types is too large to carry over.
		const find = async (kind: string, wanted: string) =>
			await form.page.evaluate(
				async ([url, name]) => {
					const types = (await (await fetch(url)).json()) as Type[];
					return types.find((type) => type.name === name);
				},
				[`/types/${kind}.json`, wanted],
			);
		expect(await find('nodes', NODE_TYPE)).toBeDefined();
		const credential = await find('credentials', CREDENTIAL_TYPE);
		expect(credential).toBeDefined();
		const icon = await fetch(`${n8n.url}/${credential?.iconUrl?.light ?? ''}`);
		expect(icon.headers.get('content-type')).toContain('svg');
	});
});

describe('Client Credentials', () => {
	test('connects by itself, and the org sees no scope and no other grant', async () => {
		expect(await testOf(credentialData(org, 'clientCredentials'))).toMatchObject({ status: 'OK' });
		const credential = await createCredential(api, org, 'clientCredentials');
		const execution = await runOrganizationGet(credential);
		expect(execution.error).toBeUndefined();
		expect(execution.json('Organization')).toMatchObject([
			{ orgId: org.org.id, connectedUserId: org.org.runAsUserId },
		]);
	});

	test('converts the URL of a Lightning or Setup page', async () => {
		const data = {
			...credentialData(org, 'clientCredentials'),
			instanceUrl: `${org.url}/lightning/x?y#z`,
		};
		expect(await testOf(data)).toMatchObject({ status: 'OK' });
	});

	test.each([
		['a wrong secret', { clientSecret: 'wrong-s3cret' }],
		['an unknown client id', { clientId: 'unknown' }],
	])('%s fails its test without showing the secret', async (_, wrong) => {
		const data: IDataObject = { ...credentialData(org, 'clientCredentials'), ...wrong };
		const { status, message } = await testOf(data);
		expect(status).toBe('Error');
		expect(message).toMatch(/token|client/i);
		expect(message).not.toContain(String(data.clientSecret));
	});
});

describe('a host that is refused', () => {
	let foreign: Server;
	let foreignUrl: string;
	const received: string[] = [];

	beforeAll(async () => {
		foreign = createServer((request, response) => {
			received.push(`${request.method} ${request.url}`);
			response.end('{}');
		});
		await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
		foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
	});

	afterAll(async () => {
		await new Promise((resolve) => foreign.close(resolve));
	});

	test('receives nothing from the credential test, from Connect or from a workflow', async () => {
		const data = {
			grantType: 'clientCredentials',
			instanceUrl: foreignUrl,
			allowCustomHost: false,
			clientId: 'id',
			clientSecret: 'only-for-salesforce',
		};
		const id = await api.createCredential('foreign', CREDENTIAL_TYPE, data);
		const tested = await api.testCredential(id, 'foreign', CREDENTIAL_TYPE, data);
		expect(tested).toMatchObject({ status: 'Error' });
		expect(tested.message).toContain('not a Salesforce host');
		await expect(api.authorizeUrl(id)).rejects.toThrow('not a Salesforce host');
		const execution = await runOrganizationGet({ id, name: 'foreign' });
		expect(execution.error?.message).toContain('not a Salesforce host');
		expect(received).toEqual([]);
		expect(execution.raw).not.toContain('only-for-salesforce');
	});

	test('login.salesforce.com is refused for Client Credentials, and the message says what to enter', async () => {
		const data = {
			...credentialData(org, 'clientCredentials'),
			instanceUrl: 'login.salesforce.com',
		};
		const { status, message } = await testOf(data);
		expect(status).toBe('Error');
		expect(message).toContain('not supported on this domain');
		expect(message).toContain('My Domain');
	});

	test('is reported in the form while typing, and by Connect', async () => {
		await form.openNew('Salesforce CRM OAuth2 API');
		await screenshot(form.page, 'credential-new');
		await form.fill({
			clientId: 'id',
			clientSecret: 'secret',
			instanceUrl: 'https://evil.example',
		});
		await form.see('not a Salesforce host');
		await screenshot(form.page, 'credential-foreign-host');
		await form.pressConnect();
		await form.page.getByText('is not a Salesforce host').first().waitFor();
		await screenshot(form.page, 'credential-refused');
		await form.choose('grantType', 'Client Credentials');
		await form.fill({ instanceUrl: 'https://login.salesforce.com' });
		await form.see('does not work on login.salesforce.com');
		await screenshot(form.page, 'credential-login-host');
	});
});

describe('Authorization Code', () => {
	test("connects through n8n's pop-up, and keeps working with rotated refresh tokens", async () => {
		org.app.rotateRefreshTokens = true;
		const credential = await createCredential(api, org, 'pkce');
		await connectInBrowser(form, credential.id, ADMIN);
		await screenshot(form.page, 'credential-connected');

		const admin = org.org.rows('User').find(({ Username }) => Username === ADMIN.username);
		expect((await runOrganizationGet(credential)).json('Organization')).toMatchObject([
			{ orgId: org.org.id, connectedUserId: admin?.Id },
		]);
		// A second time round, only the refresh token of the first rotation is still good.
		for (const refreshes of [1, 2, 3]) {
			org.oauth.expireAllAccessTokens();
			const execution = await runOrganizationGet(credential);
			expect(execution.error).toBeUndefined();
			expect(org.oauth.issued.refreshes).toBe(refreshes);
		}
	});

	test('says what to do before it is connected, and after Salesforce has revoked it', async () => {
		const credential = await createCredential(api, org, 'pkce');
		const unconnected = await runOrganizationGet(credential);
		expect(unconnected.error?.message).toMatch(/not connected/i);

		await connectInBrowser(form, credential.id, ADMIN);
		org.oauth.revokeAll();
		const revoked = await runOrganizationGet(credential);
		expect(`${revoked.error?.message} ${revoked.error?.description}`).toMatch(/connect/i);
	});
});

test('no secret is in the log of n8n', () => {
	const log = readFileSync(n8n.logFile, 'utf8');
	for (const secret of [
		org?.app.clientSecret,
		'only-for-salesforce',
		'wrong-s3cret',
		'!AR',
		'5Aep',
	]) {
		expect(log).not.toContain(secret);
	}
});
