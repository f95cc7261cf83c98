import type { IDataObject, INode } from 'n8n-workflow';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { Credential } from './workflows';
import { CREDENTIAL_TYPE, createCredential, NODE_TYPE, workflowOf } from './workflows';

jest.setTimeout(480_000);

/** With what a spreadsheet stumbles over: quotes, line breaks, commas, signs beyond the basic plane. */
const AWKWARD = 'Æda "the\ncountess",\r\nŁovelace \u{1F469}\u200D\u{1F4BB}; \'x\' \\ =1+1, \t';

let n8n: RunningN8n;
let api: N8nApi;
let org: RunningOrg;
let credential: Credential;

beforeAll(async () => {
	n8n = await startN8n({ label: 'download' });
	api = new N8nApi(n8n.url);
	await api.createOwner();
	org = await startOrg({ users: 150, seed: 12 });
	for (const [index, user] of org.org.rows('User').entries()) {
		if (index % 7 === 3) user.Name = AWKWARD;
	}
	credential = await createCredential(api, org, 'clientCredentials');
});

afterAll(async () => {
	await org?.close();
	await n8n?.stop();
});

const DOWNLOAD = { resource: 'subscription', operation: 'download' };

/** Download to a file, and n8n's own Extract From File behind it. */
async function extract(download: IDataObject, parameters: IDataObject): Promise<IDataObject[]> {
	const workflow = workflowOf(credential, {
		Download: { ...DOWNLOAD, output: 'file', ...download },
		Extract: {},
	});
	const extractor: Partial<INode> = {
		type: 'n8n-nodes-base.extractFromFile',
		typeVersion: 1,
		parameters: { binaryPropertyName: 'data', ...parameters } as INode['parameters'],
		credentials: undefined,
	};
	Object.assign(workflow.nodes[2], extractor);
	const execution = await api.runWorkflow(await api.importWorkflow(workflow), 'Start');
	expect(execution.error).toBeUndefined();
	return execution.json('Extract');
}

async function items(): Promise<IDataObject[]> {
	const id = await api.importWorkflow(workflowOf(credential, { Download: DOWNLOAD }));
	const execution = await api.runWorkflow(id, 'Start');
	expect(execution.error).toBeUndefined();
	return execution.json('Download');
}

describe('a downloaded file', () => {
	test('as CSV is read by Extract From File, row for row', async () => {
		const rows = await extract({}, { operation: 'csv', options: { includeEmptyCells: true } });
		const expected = await items();
		expect(rows).toEqual(
			expected.map((item) =>
				Object.fromEntries(Object.entries(item).map(([key, value]) => [key, String(value ?? '')])),
			),
		);
		expect(rows.filter(({ name }) => name === AWKWARD).length).toBeGreaterThan(5);
	});

	test('as NDJSON is read by Extract From File as text, line for line', async () => {
		const [{ data }] = await extract({ fileFormat: 'ndjson' }, { operation: 'text' });
		const lines = String(data).trimEnd().split('\n');
		expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(await items());
	});
});

describe('the lists of the editor', () => {
	const load = async (methodName: string) =>
		await api.request<Array<{ name: string; value: string }>>(
			'POST',
			'/rest/dynamic-node-parameters/options',
			{
				path: 'parameters.filters.licenseIdentifiers',
				methodName,
				nodeTypeAndVersion: { name: NODE_TYPE, version: 1 },
				currentNodeParameters: DOWNLOAD,
				credentials: { [CREDENTIAL_TYPE]: credential },
			},
		);

	test('offer the licenses of the org, by name and identifier', async () => {
		const options = await load('getLicenseOptions');
		const values = options.map(({ value }) => value);
		expect(values).toEqual(
			expect.arrayContaining(['SFDC', 'SBQQ', 'SalesConsoleUser', 'MarketingUser']),
		);
		expect(options.find(({ value }) => value === 'SFDC')?.name).toBe('Salesforce');
	});

	const search = async (path: string, methodName: string, filter: string) => {
		const reclaim = { resource: 'reclamation', operation: 'reclaim' };
		const { results } = await api.request<{ results: Array<{ name: string; value: string }> }>(
			'POST',
			'/rest/dynamic-node-parameters/resource-locator-results',
			{
				path: `parameters.${path}`,
				methodName,
				filter,
				nodeTypeAndVersion: { name: NODE_TYPE, version: 1 },
				currentNodeParameters: reclaim,
				credentials: { [CREDENTIAL_TYPE]: credential },
			},
		);
		return results;
	};

	test('find a profile by a part of its name', async () => {
		const found = await search('targetProfile', 'searchProfiles', 'PLATFORM');
		const expected = org.org
			.rows('Profile')
			.filter(({ Name }) => /platform/i.test(String(Name)))
			.map(({ Id }) => String(Id));
		expect(expected.length).toBeGreaterThan(0);
		expect(found.map(({ value }) => value).sort()).toEqual(expected.sort());
	});

	test('find a user by a part of the name, whatever is typed', async () => {
		const active = org.org.rows('User').filter(({ IsActive }) => IsActive === true);
		const user = active.find(({ Name }) => Name !== AWKWARD);
		const found = await search('transferUser', 'searchUsers', String(user?.Username));
		expect(found).toEqual([{ name: `${user?.Name} (${user?.Username})`, value: user?.Id }]);
		expect(await search('transferUser', 'searchUsers', "%' OR '\\")).toEqual([]);
		expect(await search('transferUser', 'searchUsers', '')).toHaveLength(100);
	});

	test('offer the profiles of the org', async () => {
		const options = await load('getProfileOptions');
		expect(options.map(({ name }) => name).sort()).toEqual(
			org.org
				.rows('Profile')
				.map(({ Name }) => String(Name))
				.sort(),
		);
	});

	test('give values that filter a download', async () => {
		const [option] = (await load('getLicenseOptions')).filter(({ name }) => name === 'Salesforce');
		const workflow = workflowOf(credential, {
			Download: { ...DOWNLOAD, filters: { licenseIdentifiers: [option.value] } },
		});
		const execution = await api.runWorkflow(await api.importWorkflow(workflow), 'Start');
		const licenses = execution.json('Download').map(({ licenseIdentifier }) => licenseIdentifier);
		expect(new Set(licenses)).toEqual(new Set(['SFDC']));
	});
});
