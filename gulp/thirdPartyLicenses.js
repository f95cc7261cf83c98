const { readFileSync, readdirSync } = require('node:fs');
const path = require('node:path');

/**
 * The license notices of everything that esbuild bundled, made from its metafile, so that no package can be
 * forgotten. MIT and its kind want the notice in every copy of the software.
 */
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const NOTICE = /^(?:licen[cs]e|copying|notice)/i;

/**
 * @param {import('esbuild').Metafile} metafile
 * @returns {string[]} the folders of the packages of which something is in the output, sorted
 */
function bundledPackages(metafile) {
	const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
	const folders = inputs
		.filter(([, { bytesInOutput }]) => bytesInOutput > 0)
		.flatMap(([input]) => PACKAGE.exec(input)?.slice(1) ?? []);
	return [...new Set(folders)].sort();
}

/**
 * @param {string[]} folders of packages
 * @returns {string} name, version, license and notice of each. Throws, and names it, when one has no notice.
 */
function licenseNotices(folders) {
	const sections = folders.map((folder) => {
		const { name, version, license } = JSON.parse(
			readFileSync(path.join(folder, 'package.json'), 'utf8'),
		);
		const texts = readdirSync(folder, { withFileTypes: true })
			.filter((entry) => entry.isFile() && NOTICE.test(entry.name))
			.map((entry) => readFileSync(path.join(folder, entry.name), 'utf8').trim())
			.filter((text) => text !== '');
		if (texts.length === 0) {
			throw new Error(
				`${name} ${version} is bundled and has no license text in ${folder}. Bundle another package, or ask its authors.`,
			);
		}
		return [`${name} ${version} (${license ?? 'see below'})`, ...texts].join('\n\n');
	});
	const intro = 'This package contains code of the packages below, under these licenses.';
	return `${[intro, ...sections].join(`\n\n${'-'.repeat(78)}\n\n`)}\n`;
}

module.exports = { bundledPackages, licenseNotices };
