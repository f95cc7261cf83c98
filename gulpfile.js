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

/**
 * The workflows of the playbook are half of the package, and only one operation needs them. They are in a file of
 * their own beside the node, so that n8n does not load them when it starts.
 */
const PLAYBOOK = 'nodes/SalesforceLicenses/operations/playbook/shippedPlaybook.ts';
const PLAYBOOK_AT = `${DIST}/nodes/SalesforceLicenses/shippedPlaybook.js`;
const ownFile = {
	name: 'playbook-in-its-own-file',
	setup({ onResolve }) {
		onResolve({ filter: /\/shippedPlaybook$/ }, () => {
			return { path: `./${path.basename(PLAYBOOK_AT)}`, external: true };
		});
	},
};

async function clean() {
	await rm(DIST, { recursive: true, force: true });
}

/** One self-contained file per node and credential: third-party code is bundled, as n8n installs none. */
async function compile() {
	const { metafile } = await esbuild.build({
		entryPoints: promised.map(sourceOf),
		outbase: '.',
		outdir: DIST,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow'],
		// V8 keeps a source with other characters in two bytes each.
		charset: 'ascii',
		minifyWhitespace: true,
		legalComments: 'inline',
		logLevel: 'warning',
		metafile: true,
		plugins: [ownFile],
	});
	await esbuild.build({
		entryPoints: [PLAYBOOK],
		outfile: PLAYBOOK_AT,
		bundle: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		charset: 'utf8',
		minifyWhitespace: true,
		logLevel: 'warning',
	});
	await writeFile(NOTICES, licenseNotices(bundledPackages(metafile)));
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
			const isOwn = path.join(path.dirname(file), required) === path.normalize(PLAYBOOK_AT);
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
