/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { preProcessFile } from 'typescript';
import { firstCircle } from './support/circles';

/** The rooms of CONTRIBUTING.md, what each may import, and where each kind of thing is. */
const ROOT = path.resolve(__dirname, '..');
const NODE = 'nodes/SalesforceLicenses';

const PURE = ['licensing/model', 'licensing/finding', 'licensing/blockers', 'licensing/planning'];
const READING = ['salesforce/schema', 'salesforce/client', 'salesforce/query'];
const SEATS = [...READING, 'salesforce/licenses', 'salesforce/organization'];
const PEOPLE = [...SEATS, 'salesforce/users', 'salesforce/activity'];
/** What the operations of every resource stand on. */
const SHARED = ['operations', 'operations/parameters', 'transport', 'salesforce', 'licensing'];

/** A room may import itself, what is in folders of its own, and these. `salesforce` stands for all rooms of it. */
const MAY_IMPORT: Record<string, readonly string[]> = {
	'licensing/model': [],
	'licensing/finding': ['licensing/model'],
	'licensing/blockers': ['licensing/model'],
	'licensing/planning': PURE,
	'licensing/watching': ['licensing/model'],
	'licensing/restoring': PURE,
	'licensing/playbook': PURE,
	'licensing/installing': ['licensing/model'],
	'licensing/report': [...PURE, 'licensing/playbook'],
	// What a person reviews is counted as reports count it.
	'licensing/review': [...PURE, 'licensing/playbook', 'licensing/report'],
	'salesforce/connection': [],
	'salesforce/schema': PURE,
	'salesforce/client': ['salesforce/schema', 'licensing'],
	'salesforce/query': [...READING, 'licensing'],
	'salesforce/licenses': [...READING, 'licensing'],
	'salesforce/organization': [...READING, 'licensing'],
	'salesforce/users': [...SEATS, 'licensing'],
	'salesforce/activity': [...SEATS, 'licensing'],
	'salesforce/subscriptions': [...PEOPLE, 'licensing'],
	'salesforce/blockers': [...PEOPLE, 'licensing'],
	'salesforce/writes': [...PEOPLE, 'licensing'],
	'salesforce/detectors': [...PEOPLE, 'salesforce/subscriptions', 'licensing'],
	'salesforce/watching': [...PEOPLE, 'salesforce/subscriptions', 'licensing'],
	transport: ['salesforce'],
	operations: SHARED,
	'operations/parameters': ['transport', 'salesforce', 'licensing'],
	// Candidates are handed over by an agent, and kept in stores, as the items of Reclaim are.
	'operations/candidate': [...SHARED, 'operations/reclamation'],
	'operations/consumption': SHARED,
	'operations/license': SHARED,
	'operations/organization': SHARED,
	// It hands out the files of the playbook, which the build puts into the package.
	'operations/playbook': [...SHARED, 'workflows/playbook', 'workflows/playbook-postgres', '.'],
	// A profile has the rules of Find Candidates.
	'operations/profile': [...SHARED, 'operations/reclamation'],
	'operations/reclamation': SHARED,
	// A report reads ledgers, profiles, and items that an agent hands over.
	'operations/report': [
		...SHARED,
		'operations/candidate',
		'operations/profile',
		'operations/reclamation',
	],
	'operations/subscription': SHARED,
	// The form of the trigger has the filters of Download.
	'operations/trigger': [...SHARED, 'operations/subscription'],
	'nodes/SalesforceLicenses': ['operations'],
	credentials: ['salesforce/connection', 'salesforce/query', 'salesforce/organization'],
	'workflows/kit': ['licensing'],
	'workflows/subflows': ['workflows/kit', 'licensing'],
	// Its workflows carry the version of the package.
	'workflows/storage': ['workflows/kit', 'workflows/subflows', 'licensing', '.'],
	'workflows/import': ['licensing/installing', 'operations/playbook'],
	'workflows/agent': ['workflows/kit', 'licensing'],
	'workflows/installer': ['workflows/kit'],
	...inOrder([
		'softwareModels',
		'candidates',
		'asking',
		'jobs',
		'record',
		'digest',
		'setup',
		'triggers',
	]),
	// What n8n's editor leaves out of the node when it saves a workflow is in its description.
	workflows: ['workflows', 'operations'],
};

/** The features of the playbook: each may import those before it, and what all of them stand on. */
function inOrder(features: readonly string[]): Record<string, string[]> {
	const base = ['workflows/kit', 'workflows/subflows', 'workflows/storage', 'licensing'];
	return Object.fromEntries(
		features.map((feature, index) => [
			`workflows/${feature}`,
			[...base, ...features.slice(0, index).map((earlier) => `workflows/${earlier}`)],
		]),
	);
}

/** Packages that each part, or one file of it, may use besides its own files; the first line that fits counts. */
const MAY_USE: ReadonlyArray<[prefix: string, packages: RegExp]> = [
	// Scales, ticks and lines of charts.
	['licensing/report/html/charts.ts', /^d3-(scale|shape)$/],
	['licensing/', /^$/],
	['salesforce/', /^(zod|jsforce\/lib\/types)$/],
	// What seals outcomes is the one file that needs cryptography, and sees the secret for it.
	['transport/sealer.ts', /^node:crypto$/],
	['transport', /^n8n-workflow$/],
	['operations', /^(n8n-workflow|zod|stream)$/],
	['nodes/', /^n8n-workflow$/],
	['credentials', /^n8n-workflow$/],
	['workflows', /^/],
];
const MAX_FILES_IN_A_ROOM = 16;
const MAX_LINES = 300;

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const find = (...patterns: string[]) =>
	patterns
		.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
		.map((file) => file.split(path.sep).join('/'))
		.sort();
const sources = find(`${NODE}/**/*.ts`);
const files = [...sources, ...find('credentials/*.ts', 'workflows/**/*.ts')];

/** The folder of a file, in the words of MAY_IMPORT. */
const folderOf = (file: string) => path.posix.dirname(file).replace(`${NODE}/`, '');
const roomNames = Object.keys(MAY_IMPORT).sort((a, b) => b.length - a.length);
const isIn = (folder: string, room: string) => folder === room || folder.startsWith(`${room}/`);
const roomOf = (file: string) => roomNames.find((room) => isIn(folderOf(file), room));

const importsOf = (file: string) =>
	preProcessFile(read(file)).importedFiles.map(({ fileName }) => fileName);
const targetOf = (file: string, specifier: string) =>
	path.posix.join(path.posix.dirname(file), specifier).replace(/(?<!\.json)$/, '.ts');
const localImports = (file: string) =>
	importsOf(file)
		.filter((specifier) => specifier.startsWith('.'))
		.map((specifier) => targetOf(file, specifier));

describe('rooms', () => {
	it('hold every file', () => {
		const lost = files.filter((file) => roomOf(file) === undefined);
		expect(
			lost.map((file) => `${file}: move it into a room, or add its room to MAY_IMPORT here`),
		).toEqual([]);
	});

	it('are all in use', () => {
		const used = new Set(files.map(roomOf));
		expect(roomNames.filter((room) => !used.has(room))).toEqual([]);
	});

	it('import in one direction only', () => {
		const wrong = files.flatMap((file) => {
			const room = roomOf(file) ?? '';
			const allowed = [room, ...(MAY_IMPORT[room] ?? [])];
			return localImports(file)
				.filter((target) => !allowed.some((one) => isIn(folderOf(target), one)))
				.map(
					(target) =>
						`${file} may not import ${target}: ${room} imports only ${allowed.join(', ')}. Move what both need into one of those rooms.`,
				);
		});
		expect(wrong).toEqual([]);
	});

	it('have no import cycles', () => {
		const sourcesOf = (file: string) =>
			localImports(file).filter((target) => target.endsWith('.ts'));
		const circle = firstCircle(files, sourcesOf);
		expect(
			circle && `${circle.join(' imports ')}: move what they share into a file below both`,
		).toBe(null);
	});

	it('import only the packages that they may use', () => {
		const wrong = files.flatMap((file) => {
			const place = file.replace(`${NODE}/`, '');
			const [, packages] = MAY_USE.find(
				([prefix]) => place === prefix || folderOf(file).startsWith(prefix),
			) ?? ['', /^$/];
			return importsOf(file)
				.filter((specifier) => !specifier.startsWith('.') && !packages.test(specifier))
				.map((specifier) => `${file} may not use the package ${specifier} (see MAY_USE here)`);
		});
		expect(wrong).toEqual([]);
	});

	it('have no more than the allowed number of files', () => {
		const count = new Map<string, number>();
		for (const file of files) count.set(folderOf(file), (count.get(folderOf(file)) ?? 0) + 1);
		const crowded = [...count].filter(([, number]) => number > MAX_FILES_IN_A_ROOM);
		expect(
			crowded.map(([folder, number]) => `${folder} has ${number} files: split it by topic`),
		).toEqual([]);
	});

	it('are mirrored by the tests', () => {
		const tests = find('test/{licensing,salesforce,operations,transport}/**/*.test.ts');
		const lost = tests.filter(
			(file) => !existsSync(path.join(ROOT, NODE, path.posix.dirname(file).replace('test/', ''))),
		);
		expect(lost.map((file) => `${file}: move it to the folder of what it tests`)).toEqual([]);
	});
});

describe('what n8n loads when it starts', () => {
	const loaded = new Set(find(`${NODE}/*.node.ts`, 'credentials/*.ts'));
	for (const file of loaded) {
		const later = new Set(
			[...read(file).matchAll(/\bimport\(\s*'([^']+)'/g)].map(([, specifier]) =>
				targetOf(file, specifier),
			),
		);
		for (const target of localImports(file)) if (!later.has(target)) loaded.add(target);
	}

	it('parses nothing: only descriptions are needed then', () => {
		expect(loaded.size).toBeGreaterThan(30);
		const early = [...loaded].filter((file) => importsOf(file).includes('zod'));
		expect(
			early.map((file) => `${file}: move what the description needs of it into a file without zod`),
		).toEqual([]);
	});
});

describe('one place for each thing', () => {
	it('keeps SOQL in the queries.ts of its room', () => {
		const elsewhere = sources.filter(
			(file) =>
				!/salesforce\/\w+\/queries\.ts$|salesforce\/query\/statement\.ts$/.test(file) &&
				/\bSELECT\s+[A-Z(]/.test(read(file)),
		);
		expect(elsewhere.map((file) => `${file}: move its SOQL to the queries.ts of its room`)).toEqual(
			[],
		);
	});

	it("reads the node's parameters in one place only", () => {
		const elsewhere = sources.filter(
			(file) => /getNodeParameter/.test(read(file)) && !file.endsWith('parameters/values.ts'),
		);
		expect(
			elsewhere.map(
				(file) => `${file}: ask parametersOf (operations/parameters/values.ts) instead`,
			),
		).toEqual([]);
	});

	it('keeps the clock, randomness and n8n out of the pure core', () => {
		const impure = sources.filter(
			(file) =>
				folderOf(file).startsWith('licensing/') &&
				/Date\.now\(|new Date\(\)|Math\.random|n8n-workflow/.test(read(file)),
		);
		expect(impure.map((file) => `${file}: take the time or the chance as an argument`)).toEqual([]);
	});

	it('has no barrels and no junk drawers', () => {
		expect(files.filter((file) => /(^|\/)(index|utils?|helpers?|common)\.ts$/.test(file))).toEqual(
			[],
		);
	});

	it('keeps every file within the line limit', () => {
		const long = sources.filter((file) => read(file).split('\n').length > MAX_LINES);
		expect(long.map((file) => `${file}: look for the second idea and give it a file`)).toEqual([]);
	});

	it('keeps the simulated org independent of the product', () => {
		const org = find('test/org/**/*.ts');
		expect(org.length).toBeGreaterThan(0);
		const dependent = org.filter((file) =>
			importsOf(file).some((specifier) => /\/(nodes|credentials)\//.test(specifier)),
		);
		expect(
			dependent.map((file) => `${file}: write it from Salesforce's documentation instead`),
		).toEqual([]);
	});
});
