/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Code nodes hold a few lines of glue: what decides, computes or renders is an operation of the node, typed and fixed
 * by a package update. The workflows on the way there are measured, and these numbers may only be lowered.
 */
const LONGEST = 1186;
const ALL_TOGETHER = 12_983;
const TOO_LONG = 0;

/** Where all of them are to be. */
const GLUE = 1200;
/** These are there already. */
const DONE = [
	'agent-with-approval.json',
	'ask-before-reclaim.json',
	'ask-by-email.json',
	'ask-by-slack.json',
	'ask-by-ticket.json',
	'digest.json',
	'guided-setup.json',
	'reclaim-candidates.json',
	'reclaim-or-give-back.json',
	'reclaim-subscription.json',
	'run-job.json',
	'storage.json',
];

/** What passes all rows of a portion has none: n8n's task runner dies of large data. */
const WITHOUT = [
	'identify-candidates.json',
	'identify-portion.json',
	'refresh-portion.json',
	'refresh-subscriptions.json',
	'rows-of-portion.json',
	'savings-of-portion.json',
	'update-candidates.json',
	'update-portion.json',
	'update-savings-ledger.json',
];

interface CodeNode {
	file: string;
	name: string;
	length: number;
}

const FOLDER = path.join(__dirname, '..', '..', 'workflows');
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
	file.endsWith('.json'),
);
const nodes = files.flatMap((file): CodeNode[] => {
	const { nodes: all } = JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as {
		nodes: Array<{ name: string; parameters: { jsCode?: string } }>;
	};
	return all.flatMap(({ name, parameters: { jsCode } }) =>
		jsCode === undefined ? [] : [{ file, name, length: jsCode.length }],
	);
});
const longest = Math.max(...nodes.map(({ length }) => length));
const total = nodes.reduce((sum, { length }) => sum + length, 0);
const tooLong = nodes.filter(({ length }) => length > GLUE);

describe(`the Code nodes of all workflows: ${nodes.length}, with ${total.toLocaleString('en-US')} characters`, () => {
	it(`have at most ${LONGEST.toLocaleString('en-US')} characters each`, () => {
		expect(longest).toBeLessThanOrEqual(LONGEST);
	});

	it(`have at most ${ALL_TOGETHER.toLocaleString('en-US')} characters together`, () => {
		expect(total).toBeLessThanOrEqual(ALL_TOGETHER);
	});

	it(`are longer than ${GLUE.toLocaleString('en-US')} characters in ${TOO_LONG} places at most`, () => {
		expect(tooLong.length).toBeLessThanOrEqual(TOO_LONG);
	});

	it.each(DONE)('are short in %s', (file) => {
		const here = nodes.filter((node) => path.basename(node.file) === file);
		// The best file has none; a file that does not exist proves nothing.
		expect(files.map((one) => path.basename(one))).toContain(file);
		expect(here.filter(({ length }) => length > GLUE)).toEqual([]);
	});

	it.each(WITHOUT)('are none in %s', (file) => {
		expect(files.map((one) => path.basename(one))).toContain(file);
		expect(nodes.filter((node) => path.basename(node.file) === file)).toEqual([]);
	});
});
