const { existsSync, readFileSync } = require('node:fs');
const { glob, rm, writeFile } = require('node:fs/promises');
const path = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src, watch } = require('gulp');

const { bundledPackages, licenseNotices } = require('./gulp/thirdPartyLicenses');
const manifest = require('./package.json');

const DIST = 'dist';
const NOTICES = `${DIST}/THIRD_PARTY_LICENSES.txt`;
const promised = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
const sourceOf = (file) => path.relative(DIST, file).replace(/\.js$/, '.ts');

/** What built code may require: n8n's scanner refuses the rest, and nothing is installed with the package. */
const ALLOWED_REQUIRES = new Set(['n8n-workflow', 'crypto', 'node:crypto']);

const NODE = 'nodes/SalesforceLicenses';

/**
 * The workflows of the playbook are large, and only one operation needs them. They are in a file of their own beside
 * the node, so that n8n does not load them when it starts.
 */
const PLAYBOOK = `${NODE}/operations/playbook/shippedPlaybook.ts`;
const PLAYBOOK_AT = `${DIST}/${NODE}/shippedPlaybook.js`;
const playbookInItsOwnFile = {
	name: 'playbook-in-its-own-file',
	setup({ onResolve }) {
		onResolve({ filter: /\/shippedPlaybook$/ }, () => {
			return { path: `./${path.basename(PLAYBOOK_AT)}`, external: true };
		});
	},
};

/**
 * n8n loads both nodes when it starts, and needs only their descriptions then. What they import when they run is in a
 * file that both share: reading and compiling it is most of the time that loading would take.
 */
const WORK_AT = `${DIST}/${NODE}/operations.js`;
/** What the nodes import when they run: `await import(…)` in `*.node.ts`. */
const WORK = ['operations/loadOptions', 'operations/router', 'operations/trigger/poll.run'];
const workInItsOwnFile = {
	name: 'work-in-its-own-file',
	setup({ onResolve, onLoad }) {
		const namespace = 'work';
		onResolve({ filter: /^\.{1,2}\// }, ({ kind, path: to, resolveDir, importer }) => {
			if (kind !== 'dynamic-import') return undefined;
			const name = path.relative(path.resolve(NODE), path.resolve(resolveDir, to));
			if (importer.endsWith('.node.ts') && !WORK.includes(name))
				throw new Error(
					`${importer} imports ${to} when it runs: add "${name}" to WORK in gulpfile.js`,
				);
			return { path: name, namespace };
		});
		onResolve({ filter: /./, namespace }, ({ path: to }) => ({ path: to, external: true }));
		onLoad({ filter: /./, namespace }, ({ path: name }) => {
			const file = `./${path.basename(WORK_AT)}`;
			return {
				contents: `module.exports = require(${JSON.stringify(file)})[${JSON.stringify(name)}];`,
			};
		});
	},
};
const workSource = () =>
	`module.exports = {${WORK.map((name) => `get ${JSON.stringify(name)}() { return require(${JSON.stringify(`./${name}`)}); }`).join(', ')}};`;

async function clean() {
	await rm(DIST, { recursive: true, force: true });
}

const BUNDLED = {
	bundle: true,
	platform: 'node',
	format: 'cjs',
	target: 'node20',
	minifyWhitespace: true,
	logLevel: 'warning',
	metafile: true,
};
/** V8 keeps a source with other characters in two bytes each. */
const CODE = { ...BUNDLED, charset: 'ascii', external: ['n8n-workflow'], legalComments: 'inline' };

/** A file for each node and credential, and those that are loaded later. Third-party code is bundled: n8n installs none. */
async function compile() {
	const results = await Promise.all([
		esbuild.build({
			...CODE,
			entryPoints: promised.map(sourceOf),
			outbase: '.',
			outdir: DIST,
			plugins: [workInItsOwnFile],
		}),
		esbuild.build({
			...CODE,
			stdin: {
				contents: workSource(),
				resolveDir: path.resolve(NODE),
				sourcefile: 'operations.ts',
			},
			outfile: WORK_AT,
			plugins: [playbookInItsOwnFile],
		}),
		esbuild.build({ ...BUNDLED, charset: 'utf8', entryPoints: [PLAYBOOK], outfile: PLAYBOOK_AT }),
	]);
	const packages = results.flatMap(({ metafile }) => bundledPackages(metafile));
	await writeFile(NOTICES, licenseNotices([...new Set(packages)].sort()));
}

function assets() {
	return src(['icons/*.svg', 'nodes/**/*.node.json'], { base: '.', encoding: false }).pipe(
		dest(DIST),
	);
}

/** Fails the build on everything that n8n would otherwise find out at run time, or its scanner after release. */
async function verify() {
	const faults = [];
	for (const file of promised) {
		if (!existsSync(file)) faults.push(`${file} is promised by package.json#n8n and missing`);
	}
	for (const file of manifest.n8n.nodes) {
		const codex = file.replace(/\.js$/, '.json');
		if (!existsSync(codex)) faults.push(`${codex}, the codex file of the node, is missing`);
	}
	if (!existsSync(WORK_AT)) faults.push(`${WORK_AT}, what the nodes do, is missing`);
	if (!existsSync(PLAYBOOK_AT)) faults.push(`${PLAYBOOK_AT}, the workflows, is missing`);
	if (!existsSync(NOTICES)) faults.push(`${NOTICES}, the licenses of what is bundled, is missing`);
	for await (const file of glob(`${DIST}/**/*.*`)) {
		if (/\.map$|\.test\.|\.e2e\.|\.ts$/.test(file))
			faults.push(`${file} has no business in a release`);
		if (!file.endsWith('.js')) continue;
		const code = readFileSync(file, 'utf8');
		for (const [, required] of code.matchAll(
			/\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g,
		)) {
			const own = path.join(path.dirname(file), required);
			const isOwn = [PLAYBOOK_AT, WORK_AT].some((known) => path.normalize(known) === own);
			if (!isOwn && !ALLOWED_REQUIRES.has(required)) faults.push(`${file} requires ${required}`);
		}
		for (const [, icon] of code.matchAll(/["'`]file:([^"'`]+\.(?:svg|png))["'`]/g)) {
			const target = path.join(path.dirname(file), icon);
			if (!existsSync(target)) faults.push(`${file} shows the icon ${target}, which is missing`);
		}
		if (/sourceMappingURL=/.test(code)) faults.push(`${file} refers to a source map`);
	}
	if (faults.length > 0)
		throw new Error(`dist/ is not what package.json promises:\n- ${faults.join('\n- ')}`);
}

const build = series(clean, parallel(compile, assets), verify);

function rebuildOnChange() {
	watch(
		['nodes/**/*', 'credentials/**/*', 'icons/*', 'workflows/playbook*/*.json'],
		{ ignoreInitial: true },
		build,
	);
}

module.exports = { build, clean, watch: series(build, rebuildOnChange), default: build };
