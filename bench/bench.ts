/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { parseArgs } from 'node:util';
import { atADistance, downloads, inN8n, switchPoint } from './downloads';
import type { Line } from './figures';
import { playbook } from './nightlyJobs';
import { loading, reclaim, report, trigger } from './operations';
import type { Job } from './playbookInN8n';
import { beChild } from './processes';

/**
 * npm run bench: what the node costs in API calls, memory, and time relative to other clients of the same org
 * in the same run. Absolute times cannot be compared across machines.
 */
const { values } = parseArgs({
	options: {
		short: { type: 'boolean', default: false },
		only: { type: 'string' },
		users: { type: 'string' },
		tables: { type: 'string' },
		jobs: { type: 'string', default: 'identify,update' },
		nights: { type: 'string', default: '3' },
		heap: { type: 'string' },
		child: { type: 'string' },
	},
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const line = (cells: Line) => say(cells.map((cell) => String(cell).padStart(16)).join(''));

const SECTIONS: Record<string, { title: string; inShort: boolean; run: () => Promise<void> }> = {
	calls: {
		title:
			'100,000 users with 300,000 assignments, to a file: at most 40 calls with Bulk, 230 with REST',
		inShort: true,
		run: async () => await downloads(line, 100_000, 300_000, ['bulk', 'rest']),
	},
	million: {
		title:
			'A million subscriptions, to a file: at most 150 MB, and 1.5 times the time of a plain client',
		inShort: false,
		run: async () => await downloads(line, 250_000, 700_000, ['auto']),
	},
	distance: {
		title:
			'With network latency, to a file: compared with a plain client and the Salesforce node of n8n',
		inShort: true,
		run: async () => {
			await atADistance(line, 20_000, 40_000);
			await atADistance(line, 40_000, 110_000);
		},
	},
	n8n: {
		title:
			"In a real n8n, until the execution is stored: a file at least 3 times faster than n8n's own node (needs npm run build and the n8n of the tests)",
		inShort: false,
		run: async () => await inN8n(line, 40_000, 110_000),
	},
	switch: {
		title: 'Number of rows from which Bulk is faster',
		inShort: true,
		run: async () =>
			await switchPoint(
				line,
				values.short ? [40_000, 80_000] : [20_000, 40_000, 60_000, 80_000, 120_000],
			),
	},
	loading: {
		title: 'Loading the package: less than 30 ms and 5 MB (needs npm run build)',
		inShort: true,
		run: async () => await loading(line),
	},
	report: {
		title:
			'A report on 300,000 items: at most 100 MB (a ledger alone: 250 MB) besides the items themselves and what n8n needs to hand them over',
		inShort: true,
		run: async () => await report(line, REPORTED),
	},
	trigger: {
		title:
			'A poll of the trigger for all events: at most 60 calls, 15 without changes, and memory that is flat from 100,000 users on',
		inShort: true,
		run: async () => await trigger(line, values.short ? [10_000] : [10_000, 100_000, 200_000]),
	},
	playbook: {
		title:
			'The nightly jobs in a real n8n: with Data Tables at most 60 s, with Postgres at most 100 s at 200,000 users, and flat memory (needs npm run build and the n8n of the tests; --users, --tables data-tables or postgres, --jobs, --nights, and --heap for a heap limit of n8n in MB)',
		inShort: true,
		run: runPlaybook,
	},
	reclaim: {
		title:
			'Freeze and deactivate: at most 400 calls for 10,000 users, and memory that grows with the batch, not with the org',
		inShort: false,
		run: async () => await reclaim(line, [1_000, 5_000, 10_000]),
	},
};

/** What the report is asked to read: more of the same, and 300,000 of each kind of which there may be many. */
const REPORTED: Parameters<typeof report>[1] = [
	[100_000, 'mixed'],
	[300_000, 'mixed'],
	[300_000, 'candidates'],
	[300_000, 'outcomes'],
	[300_000, 'ledger'],
];

async function runPlaybook(): Promise<void> {
	/** Those that follow a refresh every night. */
	const jobs = values.jobs.split(',').filter((job) => job !== '') as Job[];
	const nights = Number(values.nights);
	const heap = values.heap === undefined ? null : Number(values.heap);
	const sizes = (usual: number[]) => (values.users === undefined ? usual : [Number(values.users)]);
	if (values.tables !== 'postgres') {
		for (const users of sizes(values.short ? [1_000] : [10_000, 25_000]))
			await playbook(line, 'data-tables', users, jobs, nights, heap);
	}
	if (values.tables !== 'data-tables') {
		for (const users of sizes(values.short ? [2_000] : [10_000, 200_000, 500_000]))
			await playbook(line, 'postgres', users, jobs, nights, heap);
	}
}

async function main(): Promise<void> {
	for (const [name, { title, inShort, run }] of Object.entries(SECTIONS)) {
		if (values.only === undefined ? values.short && !inShort : values.only !== name) continue;
		say(`\n${title} (--only ${name})`);
		await run();
	}
}

if (values.child !== undefined) {
	beChild(values.child);
} else {
	main().then(
		() => process.exit(0),
		(error: Error) => {
			process.stderr.write(`${error.stack ?? error.message}\n`);
			process.exit(1);
		},
	);
}
