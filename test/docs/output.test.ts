import type { IDataObject, INode } from 'n8n-workflow';
import { FIND_IN_ALL_KINDS } from '../support/candidates';
import { runNode } from '../support/inProcess';
import { clientCredentials, seeAll, useOrg } from '../support/org';
import { codesIn, firstColumn, readPage, tableOf, tablesOf } from '../support/pages';

/** The tables of output keys, held against what the node really puts out, run against the simulated org. */

const org = useOrg({ users: 60, seed: 7 });
const OUTPUT = 'docs/output.md';

async function run(
	parameters: INode['parameters'],
	items: IDataObject[] = [{}],
	options: Parameters<typeof runNode>[3] = {},
) {
	seeAll(org());
	return await runNode(parameters, clientCredentials(org()), items, options);
}

/** The tables below a heading of the second level, by the title of their first column. */
function keysBelow(page: string, heading: string, title = 'Key'): string[] {
	const [, ...sections] = readPage(page).split(/^## /m);
	const section = sections.find((text) => text.split('\n')[0] === heading) ?? '';
	const table = tablesOf(section).find(({ columns }) => columns[0] === title);
	return table === undefined ? [] : firstColumn(table);
}

const keysIn = (title: string) => firstColumn(tableOf(OUTPUT, title));

/** What is documented and not put out, and the other way round; each with what to do. */
function differences(documented: readonly string[], json: object): string[] {
	const real = Object.keys(json);
	return [
		...real
			.filter((key) => !documented.includes(key))
			.map((key) => `the node puts out \`${key}\`: document it`),
		...documented
			.filter((key) => !real.includes(key))
			.map((key) => `\`${key}\` is documented, and the node does not put it out: delete it`),
		...documented
			.filter((key, at) => documented.indexOf(key) !== at)
			.map((key) => `\`${key}\` is documented twice: delete one`),
	];
}

const FIND = { ...FIND_IN_ALL_KINDS, inactiveDays: 30 };
const DOWNLOAD = { resource: 'subscription', operation: 'download' };
const RECLAIM = { resource: 'reclamation', operation: 'reclaim', maxPercent: 100 };

describe('the documented keys are those of', () => {
	it('a license', async () => {
		const { items } = await run({ resource: 'license', operation: 'getMany' });
		expect(differences(keysBelow(OUTPUT, 'License'), items[0])).toEqual([]);
	});

	it('a subscription', async () => {
		const { items } = await run(DOWNLOAD);
		expect(differences(keysBelow(OUTPUT, 'Subscription'), items[0])).toEqual([]);
	});

	it('a user with subscriptions', async () => {
		const { items } = await run({ ...DOWNLOAD, groupBy: 'user' });
		const [user] = items;
		const [held] = user.subscriptions as IDataObject[];
		const flat = { ...held, ...user };
		const documented = [...keysBelow(OUTPUT, 'Subscription'), ...keysIn('Key of a user')];
		expect(differences(documented, flat)).toEqual([]);
		const cell = tableOf(OUTPUT, 'Key of a user').rows.find(([key]) => key === '`subscriptions`');
		const named = /\{ (.*) \}/.exec(cell?.[2] ?? '')?.[1].split(', ') ?? [];
		expect(differences(named, held)).toEqual([]);
	});

	it('a candidate', async () => {
		const { items } = await run(FIND);
		expect(items.length).toBeGreaterThan(0);
		const documented = [...keysBelow(OUTPUT, 'Subscription'), ...keysBelow(OUTPUT, 'Candidate')];
		for (const item of items) expect(differences(documented, item)).toEqual([]);
	});

	it('an outcome of a dry run, of a real run and of Restore', async () => {
		const { items: candidates } = await run(FIND);
		const documented = keysBelow(OUTPUT, 'Outcome');
		const dry = await run(RECLAIM, candidates);
		const planned = dry.outputs.flat().map(({ json }) => json);
		const real = await run({ ...RECLAIM, dryRun: false }, candidates.slice(0, 2));
		const done = real.outputs.flat().map(({ json }) => json);
		const restored = await run({ resource: 'reclamation', operation: 'restore' }, done);
		expect(done.map(({ outcome }) => outcome)).toContain('done');
		for (const json of [...planned, ...done]) expect(differences(documented, json)).toEqual([]);
		for (const { json } of restored.outputs.flat()) {
			expect(
				differences(
					documented.filter((key) => key !== 'run'),
					json,
				),
			).toEqual([]);
		}
		const withSteps = done.find(({ steps }) => (steps as IDataObject[]).length > 0) ?? {};
		const [step] = withSteps.steps as IDataObject[];
		const always = keysIn('Key of a step').filter((key) => key !== 'expiresAt');
		expect(differences(always, step)).toEqual([]);
		const before = withSteps.before as IDataObject;
		expect(differences(keysIn('Key of the before-image'), before)).toEqual([]);
		expect(differences(keysIn('Key of the run'), withSteps.run as IDataObject)).toEqual([]);
	});

	it('a blocker', async () => {
		const { items } = await run({ ...FIND, licenseKinds: ['userLicense'] });
		const blockers = items.flatMap((item) => (item.blockers ?? []) as IDataObject[]);
		expect(blockers.length).toBeGreaterThan(0);
		const documented = firstColumn(tableOf('docs/blockers.md', 'Key'));
		for (const blocker of blockers) expect(differences(documented, blocker)).toEqual([]);
	});

	it('a Summary, and what each operation adds to it', async () => {
		const common = keysBelow(OUTPUT, 'Summary');
		const summaryOf = async (parameters: INode['parameters']) =>
			(await run(parameters)).outputs[1][0].json;
		const licenses = await summaryOf({ resource: 'license', operation: 'getMany' });
		expect(differences(common, licenses)).toEqual([]);
		const download = await summaryOf(DOWNLOAD);
		expect(differences([...common, ...keysIn('Key of Download')], download)).toEqual([]);
		const found = await summaryOf(FIND);
		expect(differences([...common, ...keysIn('Key of Find Candidates')], found)).toEqual([]);
	});

	it('the Summary of an item that failed', async () => {
		const wrong = { resource: 'license', operation: 'getMany', priceBook: '[{}]' };
		const { outputs } = await run(wrong, [{}], { continueOnFail: true });
		expect(differences(keysBelow(OUTPUT, 'Summary'), outputs[1][0].json)).toEqual([]);
		expect(differences(keysIn('Key of an error'), outputs[0][0].json)).toEqual([]);
	});

	it('a file', async () => {
		const { items } = await run({ ...DOWNLOAD, output: 'file' });
		const documented = [
			...keysIn('Key of a file'),
			...keysBelow(OUTPUT, 'Summary'),
			...keysIn('Key of Download'),
		];
		expect(differences(documented, items[0])).toEqual([]);
	});

	it('a change, and the Summary of Compare', async () => {
		const page = 'docs/operations/subscription-compare.md';
		const { items } = await run(DOWNLOAD);
		const compare = { resource: 'subscription', operation: 'compare' };
		const { outputs } = await run(compare, items);
		const documented = [...keysBelow(OUTPUT, 'Subscription')];
		const keys = firstColumn(tableOf(page, 'Key of a change'));
		expect(differences([...documented, ...keys], outputs[0][0].json)).toEqual([]);
		const summary = firstColumn(tableOf(page, 'Key of the Summary'));
		expect(differences(summary, outputs[1][0].json)).toEqual([]);
	});

	it('what is combined of portions', async () => {
		const combine = { resource: 'subscription', operation: 'combine', profile: 'Acme' };
		const { items } = await run(combine);
		const page = 'docs/operations/subscription-combine.md';
		expect(differences(firstColumn(tableOf(page, 'Key of a run')), items[0])).toEqual([]);
	});

	it('a workflow of the playbook', async () => {
		const { items } = await run({ resource: 'playbook', operation: 'getWorkflows' });
		const keys = firstColumn(tableOf('docs/operations/playbook.md', 'Key', 'Type'));
		for (const item of items) expect(differences(keys, item)).toEqual([]);
	});

	it('a validated profile, and a note on a field', async () => {
		const page = 'docs/operations/profile-validate.md';
		const validate = { resource: 'profile', operation: 'validate' };
		const rules = [{ inactiveDays: 60 }];
		const { items } = await run(validate, [{ displayName: 'Acme', rules }, {}]);
		const keys = firstColumn(tableOf(page, 'Key', 'Type'));
		for (const item of items) expect(differences(keys, item)).toEqual([]);
		const columns = firstColumn(tableOf(page, 'Column', 'Type'));
		expect(differences(columns, items[0].profile as IDataObject)).toEqual([]);
		const [note] = items[1].mistakes as IDataObject[];
		expect(differences(firstColumn(tableOf(page, 'Key of a note')), note)).toEqual([]);
	});

	it('a page of the guided setup, and what its answer leads to', async () => {
		const page = 'docs/operations/profile-form.md';
		const [built, read] = tablesOf(readPage(page))
			.filter(({ columns }) => columns[0] === 'Key')
			.map((table) => table.rows.flatMap(([key]) => codesIn(key)));
		const form = { resource: 'profile', operation: 'form', page: 'details', displayName: 'Acme' };
		const profiles = [{ displayName: 'Acme' }];
		const shown = await run({ ...form, profiles } as never);
		expect(differences(built, shown.items[0])).toEqual([]);
		const pageShown = shown.items[0];
		const answered = await run({ ...form, profiles, formTask: 'read', pageShown } as never);
		expect(differences(read, answered.items[0])).toEqual([]);
	});

	it('the forms that need no profile', async () => {
		const keysOf = (page: string, at: number) => {
			const tables = tablesOf(readPage(page)).filter(({ columns }) => columns[0] === 'Key');
			return tables[at].rows.flatMap(([key]) => codesIn(key));
		};
		const first = async (parameters: object) => (await run(parameters as never)).items[0];
		const models = { resource: 'license', operation: 'setModel' };
		const ofModels = 'docs/operations/set-software-model.md';
		expect(differences(keysOf(ofModels, 0), await first(models))).toEqual([]);
		const answered = await first({ ...models, formTask: 'read' });
		expect(differences(keysOf(ofModels, 1), answered)).toEqual([]);
		const select = await first({ resource: 'candidate', operation: 'select' });
		expect(differences(keysOf('docs/operations/select-candidates.md', 0), select)).toEqual([]);
		const may = await first({ resource: 'playbook', operation: 'mayUse' });
		expect(differences(keysOf('docs/operations/who-may-use-a-form.md', 0), may)).toEqual([]);
		const answer = { resource: 'playbook', operation: 'subflowAnswer', subflowTask: 'licenses' };
		const ofSubflow = 'docs/operations/subflow-answer.md';
		expect(differences(keysOf(ofSubflow, 0), await first(answer))).toEqual([]);
	});

	it('consumption', async () => {
		const { items } = await run({ resource: 'consumption', operation: 'download' });
		const documented = firstColumn(tableOf('docs/operations/consumption.md', 'Key'));
		expect(differences(documented, items[0])).toEqual([]);
	});

	it.each([
		['the organization', 'get', 'Get'],
		['access', 'checkAccess', 'Check Access'],
	])('%s', async (_, operation, heading) => {
		const { items } = await run({ resource: 'organization', operation });
		const documented = keysBelow('docs/operations/organization.md', heading);
		expect(differences(documented, items[0])).toEqual([]);
	});
});

describe('the documented order is that of', () => {
	/** The documented keys in the order in which the item has them. */
	const inItsOrder = (documented: readonly string[], json: object) =>
		Object.keys(json).filter((key) => documented.includes(key));

	it('a license and a subscription', async () => {
		const [license] = (await run({ resource: 'license', operation: 'getMany' })).items;
		expect(Object.keys(license)).toEqual(keysBelow(OUTPUT, 'License'));
		const [subscription] = (await run(DOWNLOAD)).items;
		expect(Object.keys(subscription)).toEqual(keysBelow(OUTPUT, 'Subscription'));
	});

	it('a candidate, from who it is to what only nodes read', async () => {
		const [candidate] = (await run(FIND)).items;
		const documented = keysBelow(OUTPUT, 'Candidate');
		expect(inItsOrder(documented, candidate)).toEqual(documented);
		const [, sentence] = /An item begins with (.*), because/.exec(readPage(OUTPUT)) ?? [];
		const first = codesIn(sentence);
		expect(first.length).toBeGreaterThan(9);
		expect(Object.keys(candidate).slice(0, first.length)).toEqual(first);
	});

	it('an outcome, of a dry run and of a real run', async () => {
		const { items: candidates } = await run(FIND);
		for (const dryRun of [true, false]) {
			const { outputs } = await run({ ...RECLAIM, dryRun }, candidates.slice(0, 2));
			const documented = keysBelow(OUTPUT, 'Outcome');
			for (const { json } of outputs.flat()) expect(Object.keys(json)).toEqual(documented);
		}
	});

	it('consumption', async () => {
		const { items } = await run({ resource: 'consumption', operation: 'download' });
		const documented = firstColumn(tableOf('docs/operations/consumption.md', 'Key'));
		expect(Object.keys(items[0])).toEqual(documented);
	});
});

describe('a difference', () => {
	it('is found in both directions, and if a key is documented twice', () => {
		expect(differences(['a', 'b', 'b'], { a: 1, c: 2 })).toEqual([
			'the node puts out `c`: document it',
			'`b` is documented, and the node does not put it out: delete it',
			'`b` is documented, and the node does not put it out: delete it',
			'`b` is documented twice: delete one',
		]);
	});
});
