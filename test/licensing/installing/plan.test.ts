import type {
	InstallRequest,
	Planned,
} from '../../../nodes/SalesforceLicenses/licensing/installing/plan';
import { planInstall } from '../../../nodes/SalesforceLicenses/licensing/installing/plan';
import type {
	N8nWorkflow,
	NodeJson,
	Playbook,
} from '../../../nodes/SalesforceLicenses/licensing/installing/workflow';

const SET = 'n8n-nodes-base.set';
const settings = (values: Record<string, unknown>): NodeJson => ({
	id: 'plRoot-settings',
	name: 'Settings',
	type: SET,
	typeVersion: 3.4,
	position: [0, 0],
	parameters: {
		assignments: {
			assignments: Object.entries(values).map(([name, value]) => ({ id: name, name, value })),
		},
	},
});

/** Two workflows: the root calls the leaf, and has what a person may change. */
function playbook({
	version = '1.0.0',
	code = 'return 1',
	values = { to: 'a@b.c' },
} = {}): Playbook {
	const node = (id: string, name: string, type: string, parameters: object): NodeJson => ({
		id,
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion: 1,
		position: [200, 0],
		parameters: { ...parameters },
	});
	const leaf = {
		id: 'plLeaf',
		name: 'Leaf',
		nodes: [node('plLeaf-code', 'Code', 'code', { jsCode: 'return 2', mode: 'once' })],
		connections: {},
		settings: {},
	};
	const root = {
		id: 'plRoot',
		name: 'Root',
		nodes: [
			settings(values),
			node('plRoot-daily', 'Daily', 'scheduleTrigger', { rule: { hour: 2 } }),
			node('plRoot-code', 'Code', 'code', { jsCode: code }),
			node('plRoot-mail', 'Mail', 'emailSend', { text: "={{ 'plLeaf' }}" }),
			node('plRoot-call', 'Call', 'executeWorkflow', {
				source: 'database',
				workflowId: { mode: 'id', value: 'plLeaf' },
			}),
			node('plRoot-note-1', 'Note 1', 'stickyNote', { content: 'Hello' }),
		],
		connections: { Daily: { main: [[{ node: 'Code', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1', errorWorkflow: 'plLeaf' },
	};
	return {
		version,
		workflows: [root, leaf],
		inPostgres: [],
		pair: ['plLeaf'],
		tables: [],
		defaults: [
			['n8n-nodes-base.executeWorkflow', 'source', '"database"'],
			['n8n-nodes-base.code', 'mode', '"once"'],
		],
	};
}

const plan = (
	there: readonly N8nWorkflow[],
	request: Partial<InstallRequest> = {},
	shipped = playbook(),
): Planned[] =>
	planInstall(shipped, {
		there,
		changed: 'keep',
		credentials: [],
		replaceCredentials: false,
		...request,
	});

/** What n8n stores when the plan is done. */
function done(planned: readonly Planned[], before: readonly N8nWorkflow[] = []): N8nWorkflow[] {
	const after = planned.map(({ key, id, todo, publish, isPublished, workflow }): N8nWorkflow => {
		const stored = before.find((one) => one.id === id);
		const isLive = publish || isPublished;
		const written = todo === 'none' && stored !== undefined ? stored : workflow;
		return structuredClone({
			...written,
			id: id ?? `id${key}`,
			settings: { ...stored?.settings, ...written.settings },
			versionId: 'v',
			activeVersionId: isLive ? 'v' : null,
		});
	});
	return [...before.filter(({ id }) => !after.some((one) => one.id === id)), ...after];
}

function installed(request: Partial<InstallRequest> = {}): N8nWorkflow[] {
	let there: N8nWorkflow[] = [];
	for (let round = 0; round < 4; round += 1) there = done(plan(there, request), there);
	return there;
}

const rootOf = (there: readonly N8nWorkflow[]) => there.find(({ id }) => id === 'idplRoot')!;
const nodeOf = ({ nodes }: { nodes: NodeJson[] }, name: string) =>
	nodes.find((one) => one.name === name)!;
const ofRoot = (planned: readonly Planned[]) => planned.find(({ key }) => key === 'plRoot')!;
/** The plan of the next version, after a person did something to the root. */
function updated(edit: (root: N8nWorkflow) => void, request: Partial<InstallRequest> = {}) {
	const there = installed();
	edit(rootOf(there));
	return ofRoot(plan(there, request, playbook({ version: '2.0.0', code: 'return 3' })));
}

describe('an install', () => {
	test('creates what is missing, callees first, then puts the IDs in and publishes', () => {
		const first = plan([]);
		expect(first.map(({ key, todo }) => [key, todo])).toEqual([
			['plLeaf', 'create'],
			['plRoot', 'create'],
		]);
		const second = plan(done(first));
		expect(second.map(({ todo, publish }) => [todo, publish])).toEqual([
			['none', true],
			['update', true],
		]);
		const root = ofRoot(second).workflow;
		expect(nodeOf(root, 'Call').parameters.workflowId).toEqual({ mode: 'id', value: 'idplLeaf' });
		expect(nodeOf(root, 'Mail').parameters.text).toBe("={{ 'idplLeaf' }}");
		expect(root.settings).toEqual({ executionOrder: 'v1', errorWorkflow: 'idplLeaf' });
	});

	test('that is done has nothing to do', () => {
		const planned = plan(installed());
		expect(planned.map(({ todo, publish, kept }) => [todo, publish, kept])).toEqual([
			['none', false, null],
			['none', false, null],
		]);
	});

	test('creates again what was deleted, and points its callers to it', () => {
		const there = installed().filter(({ id }) => id !== 'idplLeaf');
		const again = done(plan(there), there).map((one) =>
			one.id === 'idplLeaf' ? { ...one, id: 'idAnother' } : one,
		);
		const root = ofRoot(plan(again));
		expect(root.kept).toBeNull();
		expect(root.todo).toBe('update');
		expect(JSON.stringify(root.workflow.nodes)).not.toContain('"idplLeaf"');
	});

	test.each(["'+$env.X", 'a b', '"', '${1}', ''])('takes no workflow ID like %j', (id) => {
		const there = installed().map((one) => (one.id === 'idplLeaf' ? { ...one, id } : one));
		expect(() => plan(there)).toThrow('ID that cannot be used');
	});
});

describe('an update keeps', () => {
	test.each<[what: string, edit: (root: N8nWorkflow) => void, kept: (root: Planned) => unknown]>([
		[
			'a credential',
			(root) => (nodeOf(root, 'Mail').credentials = { smtp: { id: 'c', name: 'C' } }),
			({ workflow }) => nodeOf(workflow, 'Mail').credentials?.smtp,
		],
		[
			'a disabled node',
			(root) => (nodeOf(root, 'Mail').disabled = true),
			({ workflow }) => nodeOf(workflow, 'Mail').disabled,
		],
		[
			'a schedule',
			(root) => (nodeOf(root, 'Daily').parameters = { rule: { hour: 5 } }),
			({ workflow }) =>
				JSON.stringify(nodeOf(workflow, 'Daily').parameters) === '{"rule":{"hour":5}}',
		],
		[
			'a value in Settings',
			(root) => (nodeOf(root, 'Settings').parameters = settings({ to: 'me@x.y' }).parameters),
			({ workflow }) => JSON.stringify(nodeOf(workflow, 'Settings')).includes('me@x.y'),
		],
		['a name', (root) => (root.name = 'Mine'), ({ workflow }) => workflow.name === 'Mine'],
		[
			'a note of a person',
			(root) =>
				root.nodes.push({
					id: 'theirs',
					name: 'Sticky Note',
					type: 'n8n-nodes-base.stickyNote',
					parameters: { content: 'Ask Kim' },
				}),
			({ workflow }) => nodeOf(workflow, 'Sticky Note'),
		],
		[
			'a setting of the workflow',
			(root) => (root.settings.errorWorkflow = 'theirs'),
			({ workflow }) => !('errorWorkflow' in workflow.settings),
		],
	])('%s, and brings the rest', (_, edit, kept) => {
		const root = updated(edit);
		expect(root.todo).toBe('update');
		expect(root.kept).toBeNull();
		expect(kept(root)).toBeTruthy();
		expect(nodeOf(root.workflow, 'Code').parameters).toEqual({ jsCode: 'return 3' });
	});

	test('what a person unpublished unpublished', () => {
		const root = updated((one) => (one.activeVersionId = null));
		expect([root.todo, root.publish, root.staysUnpublished]).toEqual(['update', false, true]);
	});

	test('an update that n8n stored and did not publish is published by the next', () => {
		const there = installed();
		const root = rootOf(there);
		const published = structuredClone(root.nodes);
		const note = nodeOf({ nodes: published }, 'Playbook Version');
		note.notes = note.notes?.replace(/"file":"[^"]*"/, '"file":"older"');
		Object.assign(root, { versionId: 'draft', activeVersion: { nodes: published } });
		expect(ofRoot(plan(there))).toMatchObject({ todo: 'none', publish: true });
	});

	test('a draft of a person unpublished', () => {
		const there = installed();
		const root = rootOf(there);
		Object.assign(root, {
			versionId: 'draft',
			activeVersion: { nodes: structuredClone(root.nodes) },
		});
		nodeOf(root, 'Settings').parameters = settings({ to: 'half an addr' }).parameters;
		expect(ofRoot(plan(there))).toMatchObject({ todo: 'none', publish: false });
	});

	test('a value in Settings beside new ones', () => {
		const there = installed();
		nodeOf(rootOf(there), 'Settings').parameters = settings({ to: 'me@x.y', own: 1 }).parameters;
		const next = playbook({ version: '2.0.0', values: { to: 'a@b.c', cc: '' } as never });
		const root = ofRoot(plan(there, {}, next));
		const { assignments } = nodeOf(root.workflow, 'Settings').parameters.assignments as {
			assignments: Array<{ name: string; value: unknown }>;
		};
		expect(assignments.map(({ name, value }) => [name, value])).toEqual([
			['to', 'me@x.y'],
			['cc', ''],
			['own', 1],
		]);
	});
});

describe('what a person changed', () => {
	const CHANGES: Array<[what: string, edit: (root: N8nWorkflow) => void, told: string]> = [
		[
			'a parameter',
			(root) => (nodeOf(root, 'Code').parameters.jsCode = 'return 4'),
			'node "Code" was changed',
		],
		[
			'a parameter that was cleared',
			(root) => (nodeOf(root, 'Code').parameters = {}),
			'node "Code" was changed',
		],
		[
			'an option that was added',
			(root) => (nodeOf(root, 'Code').parameters.mode = 'each'),
			'node "Code" was changed',
		],
		[
			'how a node handles errors',
			(root) => (nodeOf(root, 'Code').onError = 'continueRegularOutput'),
			'node "Code" was changed',
		],
		[
			'the name of a node',
			(root) => (nodeOf(root, 'Code').name = 'Mine'),
			'node "Mine" was changed',
		],
		[
			'a node that was added',
			(root) => root.nodes.push({ ...nodeOf(root, 'Code'), id: 'theirs', name: 'Mine' }),
			'node "Mine" was added',
		],
		[
			'a node that was removed',
			(root) => root.nodes.splice(root.nodes.indexOf(nodeOf(root, 'Mail')), 1),
			'node "mail" was removed',
		],
		['a connection', (root) => (root.connections = {}), 'connections were changed'],
		[
			'the text of a note',
			(root) => (nodeOf(root, 'Note 1').parameters.content = 'Mine'),
			'node "Note 1" was changed',
		],
	];

	test.each(CHANGES)(
		'%s: the workflow is left as it is, and the change is named',
		(_, edit, told) => {
			const root = updated(edit);
			expect([root.todo, root.publish]).toEqual(['none', false]);
			expect(root.kept).toMatchObject({ known: true, changes: [told] });
		},
	);

	test.each(CHANGES)('%s is replaced when told to', (_, edit) => {
		const root = updated(edit, { changed: 'replace' });
		expect([root.todo, root.kept]).toEqual(['update', null]);
		expect(nodeOf(root.workflow, 'Code').parameters).toEqual({ jsCode: 'return 3' });
		expect(root.workflow.nodes.map(({ name }) => name)).not.toContain('Mine');
	});

	test.each<[what: string, edit: (root: N8nWorkflow) => void]>([
		['where a node is', (root) => (nodeOf(root, 'Code').position = [8, 8])],
		['what the editor leaves out', (root) => delete nodeOf(root, 'Call').parameters.source],
		['empty outputs', (root) => (root.connections = { ...root.connections, Call: { main: [[]] } })],
		['keys in another order', (root) => root.nodes.reverse()],
		['the ID of a webhook', (root) => (nodeOf(root, 'Mail').webhookId = 'new')],
	])('is not %s', (_, edit) => {
		const root = updated(edit);
		expect([root.todo, root.kept]).toEqual(['update', null]);
	});

	test.each([
		['is gone', undefined],
		['is empty', ''],
		['is a sentence', 'Hello'],
		['is half', 'Installer {"version":"1.0.0"}'],
		['is not an object', '[]'],
		['is a number', 7 as never],
	])('cannot be told where the mark %s and the workflow is not what ships', (_, notes) => {
		const root = updated((one) => {
			nodeOf(one, 'Playbook Version').notes = notes;
		});
		expect([root.todo, root.kept]).toEqual(['none', { known: false }]);
	});

	test('is nothing where the mark is gone and the workflow is what ships', () => {
		const there = installed();
		const root = rootOf(there);
		root.nodes.splice(root.nodes.indexOf(nodeOf(root, 'Playbook Version')), 1);
		expect([ofRoot(plan(there)).todo, ofRoot(plan(there)).kept]).toEqual(['update', null]);
	});
});

describe('credentials that were chosen', () => {
	const mail = [{ credentialType: 'smtp', id: 'c1', name: 'Mail' }];
	const mailOf = (planned: readonly Planned[]) =>
		nodeOf(ofRoot(planned).workflow, 'Mail').credentials;

	test('get into nodes of their type only, and only where none is selected', () => {
		expect(mailOf(plan([], { credentials: mail }))).toEqual({ smtp: { id: 'c1', name: 'Mail' } });
		expect(nodeOf(ofRoot(plan([], { credentials: mail })).workflow, 'Code').credentials).toBe(
			undefined,
		);
		const there = installed({ credentials: mail });
		const other = [{ credentialType: 'smtp', id: 'c2', name: 'Other' }];
		expect(mailOf(plan(there, { credentials: other }))).toMatchObject({ smtp: { id: 'c1' } });
		const replaced = plan(there, { credentials: other, replaceCredentials: true });
		expect(mailOf(replaced)).toMatchObject({ smtp: { id: 'c2' } });
		expect(ofRoot(replaced).todo).toBe('update');
	});

	test('of the pair of another org stay, even if those of the install replace others', () => {
		const mails = playbook();
		const [root] = mails.workflows;
		const shipped = { ...mails, pair: ['plRoot'] };
		const emea = [{ credentialType: 'smtp', id: 'emea', name: 'EMEA' }];
		let there = done(plan([], { credentials: mail }, shipped));
		const pair = { pair: 'EMEA', credentials: emea };
		there = done(plan(there, pair, shipped), there);
		const replaced = plan(there, { credentials: mail, replaceCredentials: true }, shipped);
		const ofPair = replaced.find(({ key }) => key.startsWith('plRootPair-'));
		expect(root.id).toBe('plRoot');
		expect(ofPair?.name).toBe('Root (EMEA)');
		expect(nodeOf(ofPair!.workflow, 'Mail').credentials).toMatchObject({ smtp: { id: 'emea' } });
	});
});
