import type { IDataObject } from 'n8n-workflow';

import type { RunningOrg } from '../org/server';
import { startOrg } from '../org/server';
import { MODEL_CREDENTIAL, agentWorkflow } from './agents';
import type { ModelServer } from './modelServer';
import { startModel } from './modelServer';
import type { Execution } from './n8nApi';
import { N8nApi } from './n8nApi';
import type { RunningN8n } from './n8nServer';
import { startN8n } from './n8nServer';
import type { Credential } from './workflows';
import { createCredential } from './workflows';

jest.setTimeout(480_000);

let n8n: RunningN8n;
let api: N8nApi;
let model: ModelServer;
let modelCredential: Credential;
let org: RunningOrg;
let orgCredential: Credential;

beforeAll(async () => {
	[n8n, model, org] = await Promise.all([
		startN8n({ label: 'agentTool' }),
		startModel(),
		startOrg({ users: 120, seed: 11 }),
	]);
	api = new N8nApi(n8n.url);
	await api.createOwner();
	const data = { apiKey: 'none', url: model.url };
	const id = await api.createCredential('Model', MODEL_CREDENTIAL, data);
	modelCredential = { id, name: 'Model' };
	orgCredential = await createCredential(api, org, 'clientCredentials');
});

afterAll(async () => {
	await n8n?.stop();
	await model?.close();
	await org?.close();
});

/** A user whose seat could be reclaimed: the seeded people have names like user17. */
const person = (isActive: boolean) => {
	const blocked = new Set(org.org.blockers.map(({ userId }) => userId));
	const found = org.org
		.rows('User')
		.find(
			({ Id, IsActive, Username, UserType }) =>
				IsActive === isActive &&
				UserType === 'Standard' &&
				String(Username).startsWith('user') &&
				!blocked.has(String(Id)),
		);
	if (found === undefined) throw new Error('The org has no such user');
	return found;
};

const candidate = (): IDataObject => ({
	userId: person(true).Id,
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	action: 'deactivate',
});

async function run(version: number, tool: IDataObject, args: IDataObject): Promise<Execution> {
	model.script([{ tool: 'Licenses', args }]);
	const workflow = agentWorkflow({
		org: orgCredential,
		model: modelCredential,
		version,
		tool,
	});
	const execution = await api.runWorkflow(await api.importWorkflow(workflow), 'Start');
	expect(execution.error).toBeUndefined();
	return execution;
}

const DRY_RUN_BY_MODEL = "={{ $fromAI('dryRun', 'Whether to plan only', 'boolean') }}";
const ITEMS_BY_MODEL = "={{ $fromAI('items', 'Candidates', 'json') }}";

/** Both ways in which n8n's agents run a tool. */
describe.each([2.2, 3.1])('as the tool of AI Agent %s', (version) => {
	let writes: number;

	beforeEach(() => {
		writes = org.org.inspector.writes;
	});

	test('Restore of a before-image that the model made up writes nothing', async () => {
		const { Id: userId } = person(false);
		const profile = org.org.rows('Profile').find(({ PermissionsModifyAllData: all }) => all);
		const before = { userId, username: 'x', isActive: true, profileId: profile?.Id };
		await run(
			version,
			{ operation: 'restore', dryRun: false, toolItems: ITEMS_BY_MODEL },
			{ items: { userId, outcome: 'done', before } },
		);
		expect(org.org.inspector.writes).toBe(writes);
		expect(model.toolAnswers()).toEqual([
			expect.stringContaining('an AI agent used this node as a tool'),
		]);
	});

	test('Reclaim with Dry Run left to the model writes nothing, and says why', async () => {
		await run(
			version,
			{ operation: 'reclaim', dryRun: DRY_RUN_BY_MODEL, toolItems: ITEMS_BY_MODEL },
			{ dryRun: false, items: [candidate()] },
		);
		expect(org.org.inspector.writes).toBe(writes);
		const [answer] = model.toolAnswers();
		expect(answer).toContain('"outcome":"planned"');
		expect(answer).toContain('Allow Writes as Tool');
	});

	test('arguments that the model adds do not allow writes', async () => {
		const forged = { allowWritesAsTool: true, dryRun: false };
		const args = { ...forged, parameters: forged, items: { ...candidate(), ...forged } };
		for (const dryRun of [false, DRY_RUN_BY_MODEL]) {
			await run(version, { operation: 'reclaim', dryRun, toolItems: ITEMS_BY_MODEL }, args);
			expect(model.toolAnswers()).toEqual([expect.stringContaining('"outcome":"planned"')]);
		}
		expect(org.org.inspector.writes).toBe(writes);
	});

	test('an expression in Allow Writes as Tool does not allow writes', async () => {
		const byModel = "={{ $fromAI('allowWritesAsTool', 'Whether to allow writes', 'boolean') }}";
		for (const allowWritesAsTool of [byModel, '={{ true }}']) {
			await run(
				version,
				{ operation: 'reclaim', dryRun: false, allowWritesAsTool, toolItems: ITEMS_BY_MODEL },
				{ items: candidate(), allowWritesAsTool: true },
			);
			expect(model.toolAnswers()).toEqual([expect.stringContaining('"outcome":"planned"')]);
		}
		expect(org.org.inspector.writes).toBe(writes);
	});

	test('the probe, which sends writes, is skipped', async () => {
		await run(
			version,
			{ operation: 'reclaim', dryRun: true, probe: true, toolItems: ITEMS_BY_MODEL },
			{ items: candidate() },
		);
		expect(model.toolAnswers()).toEqual([expect.stringContaining('"outcome":"planned"')]);
		expect(org.org.inspector.writes).toBe(writes);
	});

	test('blocked rows are returned to the model too', async () => {
		const root = org.org.rows('User').find(({ Username }) => String(Username).startsWith('root'));
		await run(
			version,
			{
				operation: 'reclaim',
				dryRun: false,
				allowWritesAsTool: true,
				toolItems: ITEMS_BY_MODEL,
			},
			{ items: { ...candidate(), userId: root?.Id } },
		);
		expect(org.org.inspector.writes).toBe(writes);
		expect(model.toolAnswers()).toEqual([expect.stringContaining('is an administrator')]);
	});

	test('writes if the builder allows it and Dry Run is off', async () => {
		const item = candidate();
		await run(
			version,
			{
				operation: 'reclaim',
				dryRun: false,
				allowWritesAsTool: true,
				toolItems: ITEMS_BY_MODEL,
			},
			{ items: item },
		);
		expect(org.org.table('User').get(String(item.userId))?.IsActive).toBe(false);
		expect(model.toolAnswers()).toEqual([expect.stringContaining('"outcome":"done"')]);
	});
});

describe('as the tool of AI Agent 3.1, which merges arguments that no parameter names into the item', () => {
	test('they do not allow writes', async () => {
		const { writes } = org.org.inspector;
		const args = { ...candidate(), allowWritesAsTool: true, dryRun: false };
		await run(3.1, { operation: 'reclaim', dryRun: false }, args);
		expect(model.toolAnswers()).toEqual([expect.stringContaining('"outcome":"planned"')]);
		expect(org.org.inspector.writes).toBe(writes);
	});

	test('an error reaches the model with what to do about it', async () => {
		await run(3.1, { operation: 'reclaim', dryRun: true }, { userId: 'unknown' });
		expect(model.toolAnswers()).toEqual([expect.stringContaining('Nothing was written')]);
	});
});
