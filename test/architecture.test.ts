/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { preProcessFile } from 'typescript';

/** The rooms of CONTRIBUTING.md and who may look into which. */
const ROOT = path.resolve(__dirname, '..');
const NODE = 'nodes/SalesforceLicenses';

const MAY_IMPORT: Record<string, string[]> = {
	licensing: ['licensing'],
	salesforce: ['salesforce', 'licensing'],
	transport: ['transport', 'salesforce'],
	operations: ['operations', 'transport', 'salesforce', 'licensing'],
};
/** Packages that each room may use besides its own files. */
const MAY_USE: Record<string, RegExp> = {
	licensing: /^$/,
	salesforce: /^(zod|jsforce\/lib\/types)$/,
	transport: /^n8n-workflow$/,
	operations: /^(n8n-workflow|zod|stream)$/,
};

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const filesOf = (room: string) => globSync(`${NODE}/${room}/**/*.ts`, { cwd: ROOT });
const importsOf = (code: string) =>
	preProcessFile(code).importedFiles.map(({ fileName }) => fileName);
const roomOf = (file: string) => path.relative(NODE, file).split(path.sep)[0];

describe.each(Object.keys(MAY_IMPORT))('the room %s', (room) => {
	const files = filesOf(room);

	it('has files', () => expect(files.length).toBeGreaterThan(0));

	test.each(files)('%s imports only what its room may', (file) => {
		for (const specifier of importsOf(read(file))) {
			if (specifier.startsWith('.')) {
				const target = path.join(path.dirname(file), specifier);
				expect(MAY_IMPORT[room]).toContain(roomOf(target));
			} else {
				expect(specifier).toMatch(MAY_USE[room]);
			}
		}
	});
});

const sources = globSync(`${NODE}/**/*.ts`, { cwd: ROOT });

describe('one place for each thing', () => {
	it('keeps SOQL in queries.ts and its parts by topic', () => {
		const elsewhere = sources.filter(
			(file) => !/salesforce\/queries\w*\.ts$/.test(file) && /\bSELECT\s+[A-Z(]/.test(read(file)),
		);
		expect(elsewhere).toEqual([]);
	});

	it('keeps clock, chance and n8n out of the pure core', () => {
		const impure = filesOf('licensing').filter((file) =>
			/Date\.now\(|new Date\(\)|Math\.random|n8n-workflow/.test(read(file)),
		);
		expect(impure).toEqual([]);
	});

	it('has no barrels and no junk drawers', () => {
		expect(
			sources.filter((file) => /(^|\/)(index|utils?|helpers?|common)\.ts$/.test(file)),
		).toEqual([]);
	});

	it('keeps files to one idea', () => {
		const long = sources.filter((file) => read(file).split('\n').length > 300);
		expect(long).toEqual([]);
	});

	it('keeps the simulated org independent of the product', () => {
		const org = globSync('test/org/**/*.ts', { cwd: ROOT });
		expect(org.length).toBeGreaterThan(0);
		const dependent = org.filter((file) =>
			importsOf(read(file)).some((specifier) => /\/(nodes|credentials)\//.test(specifier)),
		);
		expect(dependent).toEqual([]);
	});
});
