/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = path.resolve(__dirname, '..', '.github', 'workflows');
const FILES = readdirSync(FOLDER).map((name) => ({
	name,
	// Without comments that fill a line: they are no steps.
	text: readFileSync(path.join(FOLDER, name), 'utf8').replace(/^\s*#.*$/gm, ''),
}));
const publish = FILES.find(({ name }) => name === 'publish.yml')?.text ?? '';
/** The jobs by name: what stands under `jobs:`, two blanks in. */
const JOBS = new Map(
	publish
		.slice(publish.indexOf('\njobs:') + '\njobs:'.length)
		.split(/^ {2}(?=\S)/m)
		.slice(1)
		.map((job) => [job.slice(0, job.indexOf(':')), job]),
);

describe('the workflows of GitHub', () => {
	test.each(FILES)(
		'$name names every action by its commit, and the version for people',
		({ text }) => {
			const actions = text.match(/^\s*(?:- )?uses:.*$/gm) ?? [];
			expect(actions.length).toBeGreaterThan(0);
			for (const action of actions) {
				expect(action).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
			}
		},
	);

	test.each(FILES)('$name gives no job more permissions than it needs', ({ text }) => {
		expect(text).toMatch(/^permissions:(?: \{\}|\n {2}contents: read)$/m);
		const granted = text.match(/^\s+[\w-]+: write$/gm) ?? [];
		expect(granted.every((right) => right.trim() === 'id-token: write')).toBe(true);
	});

	test('tests the package in one job, and publishes the same package in another', () => {
		expect([...JOBS.keys()]).toEqual(['build', 'publish']);
		expect(JOBS.get('build')).toContain('bash .ci/run');
		expect(JOBS.get('publish')).toMatch(/needs: build\b[^]*sha256sum --check[^]*npm publish/);
	});

	test('give the job that tests no permission to publish', () => {
		expect(JOBS.get('build')).not.toMatch(/id-token|secrets\./);
	});

	test('give the job that may publish neither the sources nor anything installed', () => {
		const job = JOBS.get('publish');
		expect(job).toContain('id-token: write');
		expect(job).not.toMatch(/actions\/checkout|\.ci\/run|npm (?:ci|i|install|run|exec|test)\b|npx/);
		expect(job).toContain('--ignore-scripts');
	});
});
