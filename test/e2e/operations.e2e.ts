/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';

import { Connection } from 'jsforce';
import type { IDataObject } from 'n8n-workflow';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import type { Execution } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import { startTap } from './tap';
import type { Credential } from './workflows';
import { createCredential, exampleWorkflow, workflowOf } from './workflows';

jest.setTimeout(480_000);

/** More users than one page of a query holds. */
const SEVERAL_PAGES = 4_500;

let n8n: RunningN8n;
let api: N8nApi;

beforeAll(async () => {
	n8n = await startN8n({ label: 'operations' });
	api = new N8nApi(n8n.url);
	await api.createOwner();
});

afterAll(async () => {
	await n8n?.stop();
});

async function run(credential: Credential, steps: Record<string, IDataObject>): Promise<Execution> {
	const id = await api.importWorkflow(workflowOf(credential, steps));
	return await api.runWorkflow(id, 'Start');
}

/** What jsforce's own client reads from the same org: an independent judge. */
async function judge(org: RunningOrg, soql: string): Promise<IDataObject[]> {
	const { url, issueToken } = org;
	const connection = new Connection({
		instanceUrl: url,
		accessToken: issueToken(),
		version: '65.0',
	});
	const read = await connection.query(soql, { autoFetch: true, maxFetch: 100_000 });
	return read.records as unknown as IDataObject[];
}

const sorted = (values: unknown[]): string[] => values.map(String).sort();

describe('operations in a real n8n', () => {
	let org: RunningOrg;
	let credential: Credential;

	beforeAll(async () => {
		org = await startOrg({ users: 120, seed: 11 });
		credential = await createCredential(api, org, 'clientCredentials');
	});

	afterAll(async () => await org?.close());

	test('license:getMany returns the totals that jsforce reads', async () => {
		const execution = await run(credential, {
			Seats: { resource: 'license', operation: 'getMany', licenseKinds: ['userLicense'] },
		});
		expect(execution.error).toBeUndefined();
		const expected = await judge(org, 'SELECT Name, UsedLicenses FROM UserLicense');
		expect(
			sorted(execution.json('Seats').map(({ licenseName, used }) => `${licenseName} ${used}`)),
		).toEqual(sorted(expected.map(({ Name, UsedLicenses }) => `${Name} ${UsedLicenses}`)));
	});

	test('subscription:download returns a row for every active user with a user license', async () => {
		const execution = await run(credential, {
			Download: { resource: 'subscription', operation: 'download', licenseKinds: ['userLicense'] },
		});
		const expected = await judge(
			org,
			'SELECT Id FROM User WHERE IsActive = true AND Profile.UserLicense.Name != null',
		);
		expect(sorted(execution.json('Download').map(({ userId }) => userId))).toEqual(
			sorted(expected.map(({ Id }) => Id)),
		);
	});

	test('organization:checkAccess reports without a write', async () => {
		const { writes } = org.org.inspector;
		const execution = await run(credential, {
			Access: { resource: 'organization', operation: 'checkAccess' },
		});
		expect(execution.json('Access').map(({ status }) => status)).not.toContain('missing');
		expect(org.org.inspector.writes).toBe(writes);
	});

	test('people come from the items of another node by the names of their fields', async () => {
		const some = { resource: 'subscription', operation: 'download', returnAll: false, limit: 40 };
		const directoryFrom = {
			node: { nodeName: 'Some', personKeyField: 'userId', usernameFields: 'username' },
		};
		const leavers = {
			...{ resource: 'reclamation', operation: 'findCandidates', detector: 'leaver' },
			options: { directoryFrom },
		};
		const id = await api.importWorkflow(
			workflowOf(
				credential,
				{ Some: { ...some, licenseKinds: ['userLicense'] }, Find: leavers },
				{ executeOnce: true },
			),
		);
		const execution = await api.runWorkflow(id, 'Start');
		expect(execution.error).toBeUndefined();
		const known = new Set(execution.json('Some').map(({ username }) => username));
		const found = execution.json('Find').map(({ username }) => username);
		expect(known.size).toBe(40);
		expect(found.length).toBeGreaterThan(0);
		expect(found.filter((username) => known.has(username))).toEqual([]);
	});

	test('prices and software models come from rows, without JSON', async () => {
		const price = [{ kind: 'any', license: '={{ "SFDC" }}', price: 165, currency: 'USD' }];
		const model = [
			{ licenseKind: 'userLicense', licenseIdentifier: 'SFDC', softwareModel: 'Our CRM' },
		];
		const rows = { prices: { price }, assignedSoftwareModels: { model } };
		const execution = await run(credential, {
			Seats: { resource: 'license', operation: 'getMany', prices: rows.prices, options: rows },
			Find: { resource: 'reclamation', operation: 'findCandidates', options: rows },
		});
		const seats = execution.json('Seats').filter((row) => row.licenseIdentifier === 'SFDC');
		expect(seats).toMatchObject([{ price: 165, currency: 'USD', softwareModel: 'Our CRM' }]);
		const found = execution.json('Find').filter((row) => row.licenseIdentifier === 'SFDC');
		expect(found.length).toBeGreaterThan(0);
		for (const one of found) {
			expect(one).toMatchObject({ saving: 165, currency: 'USD', softwareModel: 'Our CRM' });
		}
	});

	test('find, dry run, reclaim, restore: the org ends up unchanged', async () => {
		const active = async () =>
			sorted((await judge(org, 'SELECT Id FROM User WHERE IsActive = true')).map(({ Id }) => Id));
		const before = await active();
		const { writes } = org.org.inspector;
		const find = {
			resource: 'reclamation',
			operation: 'findCandidates',
			licenseKinds: ['userLicense'],
		};
		const reclaim = {
			resource: 'reclamation',
			operation: 'reclaim',
			maxUsers: 1000,
			maxPercent: 100,
		};

		const planned = await run(credential, { Find: find, Plan: reclaim });
		expect(planned.error).toBeUndefined();
		expect(planned.json('Find').length).toBeGreaterThan(0);
		expect(planned.items('Plan', 0).length + planned.items('Plan', 1).length).toBe(
			planned.items('Find').length,
		);
		expect(org.org.inspector.writes).toBe(writes);

		const done = await run(credential, { Find: find, Reclaim: { ...reclaim, dryRun: false } });
		const taken = done.json('Reclaim').filter(({ outcome }) => outcome === 'done');
		expect(taken.length).toBeGreaterThan(0);
		const gone = new Set(taken.map(({ userId }) => String(userId)));
		expect(await active()).toEqual(before.filter((id) => !gone.has(id)));

		const source = {
			name: 'Outcomes',
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: `return ${JSON.stringify(taken.map((json) => ({ json })))}` },
		};
		const workflow = workflowOf(credential, {
			Outcomes: {},
			Restore: { resource: 'reclamation', operation: 'restore', dryRun: false },
		});
		Object.assign(workflow.nodes[1], source, { credentials: undefined });
		const restored = await api.runWorkflow(await api.importWorkflow(workflow), 'Start');
		expect(restored.error).toBeUndefined();
		expect(restored.json('Restore').map(({ outcome }) => outcome)).toEqual(taken.map(() => 'done'));
		expect(await active()).toEqual(before);
	});

	test('a refusal by the org reaches the user as an error with a fix, without secrets', async () => {
		const item = {
			userId: 'no-user-id',
			licenseKind: 'userLicense',
			licenseIdentifier: 'SFDC',
			action: 'deactivate',
		};
		const workflow = workflowOf(credential, {
			Rows: {},
			Reclaim: { resource: 'reclamation', operation: 'reclaim' },
		});
		Object.assign(workflow.nodes[1], {
			type: 'n8n-nodes-base.code',
			typeVersion: 2,
			parameters: { jsCode: `return [{ json: ${JSON.stringify(item)} }]` },
			credentials: undefined,
		});
		const failed = await api.runWorkflow(await api.importWorkflow(workflow), 'Start');
		expect(failed.status).toBe('error');
		expect(failed.error?.message).toContain('not a Salesforce user ID');
		expect(failed.error?.description).toBeDefined();
		expect(failed.raw).not.toContain(org.app.clientSecret);

		Object.assign(workflow.nodes[2], { onError: 'continueRegularOutput' });
		const went = await api.runWorkflow(await api.importWorkflow(workflow), 'Start');
		expect(went.status).toBe('success');
		expect([...went.json('Reclaim', 0), ...went.json('Reclaim', 1)]).toHaveLength(1);
	});
});

describe('workflows/reclaim-unused-licenses.json', () => {
	test('stops at the plan, and reclaims the seats once apply is true', async () => {
		const org = await startOrg({ users: 60, seed: 3 });
		try {
			const credential = await createCredential(api, org, 'clientCredentials');
			const start = async (values: IDataObject) =>
				await api.runWorkflow(
					await api.importWorkflow(exampleWorkflow(credential, values)),
					'Start',
				);
			const active = () => org.org.rows('User').filter(({ IsActive }) => IsActive === true).length;
			const [before, writes] = [active(), org.org.inspector.writes];

			const dry = await start({ maxPercent: 100 });
			expect(dry.error).toBeUndefined();
			const planned = dry.json('Dry Run').filter(({ outcome }) => outcome === 'planned');
			expect(planned.length).toBeGreaterThan(0);
			expect(dry.json('Reclaim')).toEqual([]);
			expect(org.org.inspector.writes).toBe(writes);
			const [plan] = dry.json('Message');
			expect(plan.subject).toBe(`Salesforce licenses that can be reclaimed: ${planned.length}`);
			expect(String(plan.text).split('\n')).toHaveLength(dry.json('Dry Run').length);

			const real = await start({ maxPercent: 100, apply: true });
			expect(real.error).toBeUndefined();
			const done = real.json('Reclaim', 0).filter(({ outcome }) => outcome === 'done');
			expect(done.length).toBeGreaterThan(0);
			expect(active()).toBe(before - done.length);
			expect(real.json('Message')[0].subject).toBe(`Salesforce licenses reclaimed: ${done.length}`);
			const [attention] = real.json('Attention Message');
			const rows = [...real.json('Dry Run', 1), ...real.json('Reclaim', 1)];
			if (rows.length > 0)
				expect(attention.subject).toMatch(/^Salesforce licenses that need attention/);
			const seats = (node: string) =>
				real
					.json(node)
					.filter(({ licenseKind }) => licenseKind === 'userLicense')
					.reduce((sum, { used }) => sum + Number(used), 0);
			expect(seats('Seats After')).toBe(seats('Seats Before') - done.length);
		} finally {
			await org.close();
		}
	});
});

describe('a long download', () => {
	test('continues when an access token expires in the middle, and misses no user', async () => {
		const org = await startOrg({ users: SEVERAL_PAGES, seed: 5 });
		let expired = 0;
		const tap = await startTap(org.url, (path, seen) => {
			const pages = seen.filter((line) => /\/query/.test(line)).length;
			if (/\/query\/.+/.test(path) && expired === 0 && pages > 1) {
				org.oauth.expireAllAccessTokens();
				expired++;
			}
		});
		try {
			const credential = await createCredential(
				api,
				{ url: tap.url, app: org.app },
				'clientCredentials',
			);
			const execution = await run(credential, {
				Download: {
					resource: 'subscription',
					operation: 'download',
					licenseKinds: ['userLicense'],
					api: 'rest',
				},
			});
			expect(execution.error).toBeUndefined();
			expect(expired).toBe(1);
			const tokens = tap.seen.filter((line) => line === 'POST /services/oauth2/token');
			expect(tokens).toHaveLength(2);
			const expected = await judge(
				org,
				'SELECT Id FROM User WHERE IsActive = true AND Profile.UserLicense.Name != null',
			);
			expect(sorted(execution.json('Download').map(({ userId }) => userId))).toEqual(
				sorted(expected.map(({ Id }) => Id)),
			);
		} finally {
			await tap.close();
			await org.close();
		}
	});
});

test('no secret is in the log of n8n', () => {
	const log = readFileSync(n8n.logFile, 'utf8');
	for (const secret of ['SIMULATED-SECRET', '!AR']) expect(log).not.toContain(secret);
});
