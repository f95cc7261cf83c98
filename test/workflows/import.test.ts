import { randomUUID } from 'node:crypto';

import { importPlaybook } from '../../workflows/import/import';
import { PLAYBOOK } from '../../workflows/playbook';
import { LETS_IN, type FakeN8n, startN8n, type StoredWorkflow } from '../support/n8nPublicApi';

const FILES = PLAYBOOK.map(([, build]) => build());
const DOWNLOAD = 'Salesforce CRM Download Subscriptions';
const NOTE = { name: 'Mine', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };

let n8n: FakeN8n;
beforeEach(async () => {
	n8n = await startN8n();
});
afterEach(async () => await n8n.close());

const run = async (more: Partial<Parameters<typeof importPlaybook>[0]> = {}) =>
	await importPlaybook({ url: n8n.url, apiKey: LETS_IN, ...more });
const refusal = async (...given: Parameters<typeof run>): Promise<string> =>
	await run(...given).then(
		() => 'nothing was refused',
		(error: Error) => error.message,
	);
const ownNode = () => ({ ...NOTE, id: randomUUID(), position: [0, 0] as [number, number] });
const foreign = (name: string) => n8n.add({ name, nodes: [ownNode()] });
const copyOf = ({ nodes }: StoredWorkflow, name: string) => n8n.add({ name, nodes: [...nodes] });
/** What *Duplicate* in the editor makes: the same nodes with ids of their own. */
const duplicateOf = ({ nodes }: StoredWorkflow, name: string) =>
	n8n.add({ name, nodes: nodes.map((node) => ({ ...node, id: randomUUID() })) });
const withoutWrites = () => {
	n8n.requests.length = 0;
};

describe('an n8n without the playbook', () => {
	test('gets every workflow, with the ids of this n8n, published', async () => {
		const imported = await run();
		expect(imported.map(({ became }) => became)).toEqual(FILES.map(() => 'created'));
		expect(n8n.workflows.map(({ name }) => name).sort()).toEqual(
			FILES.map(({ name }) => name).sort(),
		);
		expect(n8n.workflows.every(({ active }) => active)).toBe(true);
		const [alert] = n8n.named('Alert');
		expect(JSON.stringify(n8n.named('On Error'))).toContain(`"value":"={{ '${alert.id}' }}"`);
	});

	test.each([
		['one workflow', ['Alert']],
		['seven workflows', FILES.slice(0, 7).map(({ name }) => name)],
		['one workflow with blanks around its name', [' Digest ']],
	])('is not changed if %s of others have names of ours', async (_, names) => {
		const theirs = names.map(foreign);
		const before = structuredClone(n8n.workflows);
		const message = await refusal();
		for (const { name, id } of theirs) expect(message).toContain(`"${name.trim()}" (id ${id})`);
		expect(message).toContain('Nothing was written');
		expect(message).toContain('Rename or archive them');
		expect(n8n.writes()).toEqual([]);
		expect(n8n.workflows).toEqual(before);
	});

	test('gets it in addition to an archived workflow of the same name, and to other names', async () => {
		const theirs = [foreign('Alerts'), n8n.add({ name: 'Alert', isArchived: true })];
		const before = structuredClone(theirs);
		await run();
		expect(theirs).toEqual(before);
		expect(n8n.workflows).toHaveLength(FILES.length + 2);
	});

	test('gets it if it has more workflows than fit on a page', async () => {
		for (let index = 0; index < 250; index += 1) foreign(`Other ${index}`);
		n8n.add({ id: 'slAlert', name: 'Alert on the last page' });
		const imported = await run();
		expect(imported.filter(({ became }) => became !== 'created')).toMatchObject([
			{ id: 'slAlert' },
		]);
	});
});

describe('an n8n with the playbook', () => {
	test('keeps the workflows that an earlier import created, recognized by their node ids', async () => {
		const first = await run();
		const again = await run();
		expect(again.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
		expect(again.every(({ became }) => became === 'unchanged')).toBe(true);
		expect(n8n.workflows).toHaveLength(FILES.length);
	});

	test('is not written to when nothing has changed', async () => {
		await run();
		withoutWrites();
		await run();
		expect(n8n.writes()).toEqual([]);
	});

	test('continues where an import stopped after its first workflow', async () => {
		n8n.instead = ({ method }, response) => {
			if (method !== 'POST' || n8n.writes().length < 2) return false;
			response.writeHead(500).end(JSON.stringify({ message: 'The database is locked' }));
			return true;
		};
		const message = await refusal();
		expect(message).toContain('The database is locked');
		expect(message).toContain('The import stopped before it was complete');
		expect(n8n.workflows).toHaveLength(1);
		n8n.instead = undefined;
		await run();
		expect(n8n.workflows).toHaveLength(FILES.length);
	});

	test('keeps those that its command line imported, by their IDs, whatever their names and nodes', async () => {
		for (const { id, name } of FILES) n8n.add({ id, name: `${name} of ours`, nodes: [ownNode()] });
		const imported = await run({ changed: 'replace' });
		expect(imported.every(({ became }) => became === 'updated')).toBe(true);
		expect(imported.map(({ id }) => id).sort()).toEqual(FILES.map(({ id }) => id).sort());
		expect(n8n.workflows).toHaveLength(FILES.length);
	});

	test('keeps one that a person renamed', async () => {
		await run();
		const [alert] = n8n.named('Alert');
		alert.name = 'Our alerts';
		await run();
		expect(n8n.named('Our alerts')).toEqual([alert]);
		expect(n8n.workflows).toHaveLength(FILES.length);
	});

	test('does not change a copy from the editor', async () => {
		await run();
		const copy = duplicateOf(n8n.named('Alert')[0], 'Alert copy');
		const before = structuredClone(copy);
		await run();
		expect(copy).toEqual(before);
	});

	test("does not change a person's workflow that contains a few nodes of ours", async () => {
		await run();
		const [alert] = n8n.named('Alert');
		const nodes = [alert.nodes[0], ownNode(), ownNode()];
		const theirs = n8n.add({ name: 'Mine', nodes });
		const before = structuredClone(theirs);
		await run();
		expect(theirs).toEqual(before);
	});

	test('is not changed if two workflows have our marks, and the error lists both', async () => {
		await run();
		const [alert] = n8n.named('Alert');
		const copy = copyOf(alert, 'Alert of another n8n');
		const before = structuredClone(n8n.workflows);
		withoutWrites();
		const message = await refusal();
		expect(message).toContain(`"Alert" (id ${alert.id})`);
		expect(message).toContain(`"Alert of another n8n" (id ${copy.id})`);
		expect(message).toContain('Archive all but the one');
		expect(n8n.writes()).toEqual([]);
		expect(n8n.workflows).toEqual(before);
	});

	test('recognizes ours by its ID, and does not change a copy with our marks', async () => {
		await run();
		const [alert] = n8n.named('Alert');
		const copy = copyOf(alert, 'Alert copy');
		alert.id = 'slAlert';
		const before = structuredClone(copy);
		await run();
		expect(copy).toEqual(before);
	});

	test('recognizes a workflow by its id, even if its nodes have the marks of another', async () => {
		await run();
		const [alert] = n8n.named('Alert');
		const digest = copyOf(n8n.named('Digest')[0], 'Mixed up');
		digest.id = 'slAlert';
		alert.isArchived = true;
		await run({ changed: 'replace' });
		expect(digest).toMatchObject({ name: 'Alert' });
		expect(n8n.named('Digest')).toHaveLength(1);
	});

	test('is not changed if a person created a workflow of the same name beside ours', async () => {
		await run();
		const theirs = foreign('Alert');
		withoutWrites();
		expect(await refusal()).toContain(`"Alert" (id ${theirs.id})`);
		expect(n8n.writes()).toEqual([]);
	});

	test('keeps the selected credentials and settings', async () => {
		n8n.credentials.push({ id: 'c1', name: 'Mail', type: 'smtp' });
		await run({ smtp: 'Mail' });
		await run();
		const mails = n8n.workflows.flatMap(({ nodes }) =>
			nodes.filter(({ type }) => type === 'n8n-nodes-base.emailSend'),
		);
		expect(mails.length).toBeGreaterThan(0);
		for (const { credentials } of mails) expect(credentials?.smtp).toMatchObject({ id: 'c1' });
	});

	test.each(['', ' ', 'nonsense'])(
		'is not changed if no credential is named "%s"',
		async (smtp) => {
			expect(await refusal({ smtp })).toContain('No credential of the type smtp');
			expect(n8n.writes()).toEqual([]);
		},
	);
});

describe('a workflow that a person changed', () => {
	const changed = async () => {
		await run();
		const [alert] = n8n.named('Alert');
		alert.nodes.push(ownNode());
		return { alert, before: structuredClone(alert) };
	};

	test('is left as it is, and the import says what was changed', async () => {
		const { alert, before } = await changed();
		withoutWrites();
		const left = (await run()).filter(({ became }) => became !== 'unchanged');
		expect(left).toMatchObject([
			{ became: 'left', status: expect.stringContaining('node "Mine" was added') as string },
		]);
		expect(alert).toEqual(before);
		expect(n8n.writes()).toEqual([]);
	});

	test('is replaced with --changed replace', async () => {
		const { alert } = await changed();
		await run({ changed: 'replace' });
		expect(alert.nodes.map(({ name }) => name)).not.toContain('Mine');
	});

	test.each(['', 'overwrite', 'undefined'])('--changed is not "%s"', async (given) => {
		expect(await refusal({ changed: given })).toContain('--changed is');
		expect(n8n.writes()).toEqual([]);
	});

	test('stays unpublished where a person unpublished it', async () => {
		await run();
		const [jobs] = n8n.named('Scheduled Jobs');
		Object.assign(jobs, { active: false, activeVersionId: null });
		const imported = await run();
		expect(jobs.active).toBe(false);
		expect(imported.find(({ name }) => name === 'Scheduled Jobs')?.unpublished).toContain(
			'stays unpublished',
		);
	});
});

describe('a pair for an additional org', () => {
	test('is created once, and updated by its name and by every import', async () => {
		await run();
		const pair = await run({ pair: 'EMEA org' });
		expect(pair.map(({ became }) => became)).toEqual(['created', 'created']);
		const other = await run({ pair: 'APAC org' });
		expect((await run({ pair: ' EMEA org ' })).map(({ id }) => id)).toEqual(
			pair.map(({ id }) => id),
		);
		const all = await run();
		expect(all.map(({ id }) => id)).toEqual(
			expect.arrayContaining([...pair, ...other].map(({ id }) => id)),
		);
		expect(n8n.workflows).toHaveLength(FILES.length + 4);
	});

	test('keeps the name that a person gave it', async () => {
		const [download] = await run({ pair: 'EMEA org' });
		const stored = n8n.workflows.find(({ id }) => id === download.id);
		Object.assign(stored!, { name: 'Europe' });
		await run();
		expect(stored).toMatchObject({ name: 'Europe', active: true });
	});

	test('is not created if other workflows have its name', async () => {
		const theirs = foreign(`${DOWNLOAD} (EMEA org)`);
		expect(await refusal({ pair: 'EMEA org' })).toContain(theirs.id);
		expect(n8n.writes()).toEqual([]);
	});

	test('created by hand in the editor is not changed', async () => {
		await run();
		const theirs = duplicateOf(n8n.named(DOWNLOAD)[0], `${DOWNLOAD} (EMEA org)`);
		const before = structuredClone(theirs);
		await run();
		expect(theirs).toEqual(before);
	});

	test('stops every import if it exists twice', async () => {
		const [download] = await run({ pair: 'EMEA org' });
		const stored = n8n.workflows.find(({ id }) => id === download.id);
		const copy = copyOf(stored!, 'A copy');
		withoutWrites();
		for (const message of [await refusal(), await refusal({ pair: 'EMEA org' })]) {
			expect(message).toContain(download.id);
			expect(message).toContain(copy.id);
		}
		expect(n8n.writes()).toEqual([]);
	});

	test.each(['', '   '])('must have a name, not "%s"', async (pair) => {
		expect(await refusal({ pair })).toContain('--pair takes the name of the connection');
		expect(n8n.writes()).toEqual([]);
	});
});
