import type { IDataObject, INode } from 'n8n-workflow';
import { version } from '../../../package.json';
import { runNode } from '../../support/inProcess';
import { FILES, Instance } from './instance';

const run = async (items: IDataObject[] = [{}], parameters: INode['parameters'] = {}) =>
	await runNode({ resource: 'playbook', operation: 'getWorkflows', ...parameters }, {}, items);
const withInput = async (items: IDataObject[], parameters: INode['parameters'] = {}) =>
	await run(items, { existingSource: 'input', ...parameters });

/** What the node says about it, as a text. */
async function refusal(...given: Parameters<typeof run>): Promise<string> {
	const { error, items } = await run(...given);
	expect(items).toEqual([]);
	return `${error?.message} ${error?.description}`;
}

describe('without the workflows of this n8n', () => {
	test('every workflow is an item to create, after those that it calls, with name, key and version', async () => {
		const { items } = await run();
		expect(items.map(({ key }) => key).sort()).toEqual(FILES.map(({ id }) => id).sort());
		const seen = new Set<unknown>();
		for (const { key, name, todo, publish, id, workflow } of items) {
			expect({ todo, publish, id }).toEqual({ todo: 'create', publish: false, id: null });
			expect(workflow).toMatchObject({ name });
			const calls = (workflow as { nodes: INode[] }).nodes
				.filter(({ type }) => type === 'n8n-nodes-base.executeWorkflow')
				.map(({ parameters }) => (parameters.workflowId as { value: string }).value);
			for (const called of calls.filter((one) => FILES.some(({ id }) => id === one))) {
				expect([...seen, key]).toContain(called);
			}
			seen.add(key);
		}
		expect(items.every((item) => item.version === version)).toBe(true);
	});

	test('the item has only what n8n takes, and no credential', async () => {
		const { items } = await run();
		for (const { workflow } of items) {
			const body = workflow as { nodes: INode[] };
			expect(Object.keys(body).sort()).toEqual(['connections', 'name', 'nodes', 'settings']);
			expect(body.nodes.every(({ credentials }) => credentials === undefined)).toBe(true);
		}
	});
});

describe('an install in rounds', () => {
	test('ends with every workflow published and nothing to do, and says so', async () => {
		const n8n = new Instance();
		const rounds = await n8n.install(withInput);
		expect(rounds.length).toBeLessThanOrEqual(4);
		const last = rounds.at(-1) ?? [];
		expect(last).toHaveLength(FILES.length);
		expect(last.every(({ again, todo }) => again === false && todo === 'none')).toBe(true);
		expect(new Set(last.map(({ status }) => status))).toEqual(new Set(['Created and published']));
		expect(n8n.playbook().every(({ activeVersionId }) => activeVersionId !== null)).toBe(true);
		expect(JSON.stringify(n8n.playbook().map(({ nodes }) => nodes))).not.toMatch(
			/"value":"(=\{\{ ')?sl[A-Z]/,
		);
	});

	test('a second install finds all of it up to date', async () => {
		const n8n = new Instance();
		await n8n.install(withInput);
		const [first, ...more] = await n8n.install(withInput);
		expect(more).toEqual([]);
		expect(new Set(first.map(({ status }) => status))).toEqual(new Set(['Up to date']));
	});

	test('continues where an earlier one stopped', async () => {
		const n8n = new Instance();
		const { items } = await withInput(n8n.items());
		n8n.do(items.slice(0, 5));
		const last = (await n8n.install(withInput)).at(-1) ?? [];
		expect(last.every(({ todo, publish }) => todo === 'none' && publish === false)).toBe(true);
		expect(n8n.playbook()).toHaveLength(FILES.length);
		expect(n8n.playbook().every(({ activeVersionId }) => activeVersionId !== null)).toBe(true);
	});

	test('two at once leave one of each, the older', async () => {
		const n8n = new Instance();
		const [one, other] = [await withInput(n8n.items()), await withInput(n8n.items())];
		const [ours, theirs] = [n8n.do(one.items), n8n.do(other.items)];
		expect(n8n.playbook()).toHaveLength(FILES.length * 2);
		await n8n.continue(withInput, ours);
		await n8n.continue(withInput, theirs);
		expect(n8n.playbook()).toHaveLength(FILES.length);
		expect(n8n.playbook().map(({ id }) => id)).toEqual(ours.map(({ id }) => id));
	});

	test('stops when n8n refuses to create, with its words and what to check', async () => {
		const refused = { key: 'slAlert', step: 'create', id: '', refusal: 'Forbidden' };
		const n8n = new Instance();
		const said = await refusal(n8n.items(), {
			existingSource: 'input',
			results: JSON.stringify([refused]),
		});
		expect(said).toContain('n8n did not create 1 workflow: Forbidden');
		expect(said).toContain('it continues where it stopped');
	});

	test('a refusal to publish is said, and ends the rounds', async () => {
		const n8n = new Instance();
		n8n.refuses = (name) => (name === 'Digest' ? 'Missing credential: SMTP' : '');
		const last = (await n8n.install(withInput)).at(-1) ?? [];
		expect(last.filter(({ status }) => status !== 'Created and published')).toMatchObject([
			{ name: 'Digest', status: 'Not published: Missing credential: SMTP', again: false },
		]);
	});
});

describe('credentials', () => {
	const smtp = { smtp: { id: 'c1', name: 'Mail' } };
	const mailsOf = (n8n: Instance) =>
		n8n
			.playbook()
			.flatMap(({ nodes }) => nodes)
			.filter(({ type }) => type === 'n8n-nodes-base.emailSend');

	test('selected in the nodes of the installer get into all nodes that use them', async () => {
		const n8n = new Instance([{ type: 'n8n-nodes-base.emailSend', credentials: smtp }]);
		await n8n.install(withInput, { credentialSource: 'workflow' });
		expect(mailsOf(n8n).length).toBeGreaterThan(0);
		for (const { credentials } of mailsOf(n8n)) expect(credentials).toEqual(smtp);
	});

	test('that are already selected stay, unless they are to be replaced', async () => {
		const n8n = new Instance([{ type: 'n8n-nodes-base.emailSend', credentials: smtp }]);
		await n8n.install(withInput, { credentialSource: 'workflow' });
		const other = JSON.stringify([{ type: 'smtp', id: 'c2', name: 'Other' }]);
		const given = { credentialSource: 'json', credentialsJson: other };
		await n8n.install(withInput, given);
		for (const { credentials } of mailsOf(n8n)) expect(credentials).toEqual(smtp);
		await n8n.install(withInput, { ...given, replaceCredentials: true });
		for (const { credentials } of mailsOf(n8n))
			expect(credentials).toEqual({ smtp: { id: 'c2', name: 'Other' } });
	});

	test('two of one type in the installer are refused', async () => {
		const n8n = new Instance([
			{ type: 'n8n-nodes-base.emailSend', credentials: smtp },
			{ type: 'n8n-nodes-base.emailSend', credentials: { smtp: { id: 'c2', name: 'Other' } } },
		]);
		const given = { existingSource: 'input', credentialSource: 'workflow' };
		expect(await refusal(n8n.items(), given)).toContain(
			'more than one credential of the type smtp',
		);
	});

	test.each([
		['an unknown type', [{ type: 'smpt', id: 'a', name: 'b' }], 'Did you mean "smtp"?'],
		['no ID', [{ type: 'smtp', name: 'b' }], 'row 1, id'],
		['an empty ID', [{ type: 'smtp', id: '', name: 'b' }], 'row 1, id'],
		['no list', { smtp: 'a' }, 'Enter a JSON list of rows'],
	])('with %s are refused', async (_, credentials, why) => {
		const given = { credentialSource: 'json', credentialsJson: JSON.stringify(credentials) };
		expect(await refusal([{}], given)).toContain(why);
	});
});

describe('another org', () => {
	test('gets a pair of workflows with its name, which later updates keep up to date', async () => {
		const n8n = new Instance();
		await n8n.install(withInput);
		const given = { purpose: 'connectOrg', orgName: ' EMEA org ' };
		const last = (await n8n.install(withInput, given)).at(-1) ?? [];
		expect(last.map(({ name }) => name)).toEqual([
			'Salesforce CRM Download Subscriptions (EMEA org)',
			'Salesforce CRM Reclaim Subscription (EMEA org)',
		]);
		const [all] = await n8n.install(withInput);
		expect(all).toHaveLength(FILES.length + 2);
		expect(all.every(({ todo }) => todo === 'none')).toBe(true);
	});

	test.each(['', '   ', '={{ undefined }}', '={{ null }}', '={{ [] }}'])(
		'has a name, not %j',
		async (orgName) => {
			const n8n = new Instance();
			const given = { existingSource: 'input', purpose: 'connectOrg', orgName };
			expect(await refusal(n8n.items(), given)).toContain('Name of the Org');
		},
	);
});

describe('what is not the workflows of this n8n', () => {
	test('an empty item, as n8n makes it where nothing was read, is refused', async () => {
		expect(await refusal([{}], { existingSource: 'input' })).toContain('are not workflows of n8n');
	});

	test('an error of the n8n node is passed on, with what to check', async () => {
		const error = { error: 'Authorization failed - please check your credentials' };
		const said = await refusal([error], { existingSource: 'input' });
		expect(said).toContain('could not be read: Authorization failed');
		expect(said).toContain('Settings > n8n API');
	});

	test('workflows of another n8n are refused: the installer is not among them', async () => {
		const n8n = new Instance();
		const others = n8n.items().map((item) => ({ ...item, id: 'elsewhere' }));
		const said = await refusal(others, { existingSource: 'input' });
		expect(said).toContain('the workflow that runs now is not among them');
	});

	test('an n8n older than 2.0 is refused', async () => {
		const items = new Instance().items().map((item) => ({ ...item, activeVersionId: undefined }));
		expect(await refusal(items, { existingSource: 'input' })).toContain('older than 2.0');
	});

	test('a workflow of someone else with the name of one of ours stops it, by name and ID', async () => {
		const n8n = new Instance();
		n8n.add({ name: 'Alert' });
		const said = await refusal(n8n.items(), { existingSource: 'input' });
		expect(said).toMatch(/"Alert" \(id \w+\)/);
		expect(said).toContain('Nothing was written');
	});
});

describe('uninstall', () => {
	test('deletes the workflows of the playbook, callers first, and keeps the tables', async () => {
		const n8n = new Instance();
		const theirs = n8n.add({ name: 'Mine' });
		await n8n.install(withInput);
		const rounds = await n8n.install(withInput, { purpose: 'uninstall' });
		expect(n8n.playbook()).toEqual([]);
		expect(n8n.workflows).toContain(theirs);
		expect(rounds.flat().map(({ todo }) => todo)).not.toContain('deleteTable');
		expect(rounds.at(-1)).toMatchObject([
			{ status: expect.stringContaining('No workflow of the playbook is left') as string },
		]);
	});

	test('leaves a workflow that someone changed, unpublished, and names it', async () => {
		const n8n = new Instance();
		await n8n.install(withInput);
		const digest = n8n.named('Digest');
		digest.nodes[1].parameters = { changed: true };
		const last = (await n8n.install(withInput, { purpose: 'uninstall' })).at(-1) ?? [];
		expect(n8n.playbook()).toEqual([digest]);
		expect(digest.activeVersionId).toBeNull();
		expect(last).toMatchObject([
			{ status: expect.stringContaining('1 workflow') as string },
			{ name: 'Digest', status: expect.stringContaining('was changed') as string, todo: 'none' },
		]);
	});

	test('deletes the tables only with Delete Tables', async () => {
		const n8n = new Instance();
		await n8n.install(withInput);
		await n8n.install(withInput, { purpose: 'uninstall', deleteTables: true });
		expect(n8n.deletedTables).toContain('salesforce_profiles');
	});

	test('keeps the tables while a workflow of the playbook is left', async () => {
		const n8n = new Instance();
		await n8n.install(withInput);
		n8n.named('Digest').nodes[1].parameters = { changed: true };
		await n8n.install(withInput, { purpose: 'uninstall', deleteTables: true });
		expect(n8n.deletedTables).toEqual([]);
	});

	test.each(['={{ undefined }}', '={{ null }}', '={{ "true" }}', '={{ 1 }}'])(
		'Delete Tables is not %s',
		async (deleteTables) => {
			const given = { existingSource: 'input', purpose: 'uninstall', deleteTables };
			expect(await refusal(new Instance().items(), given)).toContain('Delete Tables');
		},
	);
});
