/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { build, type Metafile } from 'esbuild';

import { bundledPackages, licenseNotices } from '../gulp/thirdPartyLicenses';
import { n8n } from '../package.json';

const ROOT = path.resolve(__dirname, '..');
const MIT = readFileSync(path.join(ROOT, 'node_modules', 'zod', 'LICENSE'), 'utf8').trim();

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), 'third-party-licenses-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, files: Record<string, string>): string {
	const at = path.join(folder, 'node_modules', name);
	mkdirSync(at, { recursive: true });
	for (const [file, text] of Object.entries(files)) writeFileSync(path.join(at, file), text);
	return at;
}

async function bundle(...entryPoints: string[]): Promise<Metafile> {
	const { metafile } = await build({
		entryPoints,
		bundle: true,
		platform: 'node',
		external: ['n8n-workflow'],
		outdir: path.join(folder, 'out'),
		absWorkingDir: ROOT,
		write: false,
		metafile: true,
	});
	return metafile;
}

const manifest = (name: string) => JSON.stringify({ name, version: '1.2.3', license: 'MIT' });

describe('the licenses of bundled packages', () => {
	test('are those of every package in the node and the credential, in full', async () => {
		const sources = [...n8n.nodes, ...n8n.credentials].map((file) =>
			file.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
		);
		const packages = bundledPackages(await bundle(...sources));
		const D3 = ['array', 'color', 'format', 'interpolate', 'path', 'scale', 'shape'];
		const names = [...D3.map((part) => `d3-${part}`), 'zod'];
		expect(packages.map((each) => path.basename(each))).toEqual(names);
		const notices = licenseNotices(packages.map((each) => path.resolve(ROOT, each)));
		expect(notices).toContain(MIT);
		expect(notices).toMatch(/^zod 3\.\d+\.\d+ \(MIT\)$/m);
		for (const part of D3)
			expect(notices).toMatch(new RegExp(`^d3-${part} \\d+\\.\\d+\\.\\d+ \\(ISC\\)$`, 'm'));
	});

	test('include packages inside packages and scopes, and nothing that was left out', async () => {
		const files = (name: string, code: string) => ({
			'package.json': manifest(name),
			'index.js': code,
		});
		write('@scope/outer', files('@scope/outer', "export { used } from 'inner'"));
		write('@scope/outer/node_modules/inner', files('inner', 'export const used = [1].at(0)'));
		write('unused', files('unused', 'export const unused = 1'));
		const entry = path.join(folder, 'entry.js');
		const code =
			"import { used } from '@scope/outer'; import { unused } from 'unused'; console.log(used)";
		writeFileSync(entry, code);
		const packages = bundledPackages(await bundle(entry));
		expect(packages.map((each) => path.basename(each))).toEqual(['inner']);
	});

	test.each(['LICENSE', 'LICENCE.md', 'license.txt', 'COPYING', 'NOTICE'])(
		'can be in %s',
		(file) => {
			const at = write('@scope/a', { 'package.json': manifest('@scope/a'), [file]: 'Terms of A' });
			expect(licenseNotices([at])).toContain('@scope/a 1.2.3 (MIT)\n\nTerms of A');
		},
	);

	test.each([
		['no license file', {}],
		['an empty file', { LICENSE: ' \n' }],
		['only a readme', { 'README.md': 'MIT' }],
	])('missing from a package, with %s, make the build fail', (_, files) => {
		const at = write('bare', { 'package.json': manifest('bare'), ...files });
		expect(() => licenseNotices([at])).toThrow('bare 1.2.3 is bundled and has no license text');
	});
});
