/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/require-node-api-error -- this runs outside n8n */
import { z } from 'zod';

import { type ImportOptions, readArguments, USAGE } from './arguments';
import { type Chosen, chosenCredentials } from './credentials';
import { asPair, type Match, matchOurs, pairsOf, type Workflow, WORKFLOW } from './ownership';
import type { PlaybookFile, Storage } from './playbookFiles';
import { readPair, readPlaybook, STORAGE_ID, withIds } from './playbookFiles';
import { printable, withoutKey } from './printable';
import { asSetUp } from './setUp';
import { ANY_OBJECT, PublicApi } from './publicApi';

export type { ImportOptions };

const STORAGES: readonly Storage[] = ['data-tables', 'postgres'];
const POSTGRES_NODE = 'n8n-nodes-base.postgres';
const WITH_ID = z.object({ id: z.string().min(1) });

export interface Imported {
	name: string;
	id: string;
	became: 'created' | 'updated';
	/** Why n8n refused to publish it, or null. */
	unpublished: string | null;
}

/**
 * npm run playbook:import: imports the playbook into any n8n through its public API. Importing again updates
 * the workflows and keeps the selected credentials. All checks run before the first write.
 */
export async function importPlaybook(options: ImportOptions): Promise<Imported[]> {
	const api = new PublicApi(options.url, options.apiKey);
	const everything = await api.all('/workflows', WORKFLOW);
	const there = everything.filter(({ isArchived }) => isArchived !== true);
	const { own, pairs } =
		options.pair === undefined ? allOf(options, there) : onePair(options.pair, options, there);
	const credentials = await chosenCredentials(api, options);
	try {
		return await writeAll(api, { own, pairs }, credentials);
	} catch (error) {
		throw new Error(
			`${(error as Error).message}\nThe import stopped before it was complete. Fix the problem and run it again: it continues where it stopped.`,
		);
	}
}

async function writeAll(
	api: PublicApi,
	{ own, pairs }: Plan,
	credentials: Chosen,
): Promise<Imported[]> {
	// First every workflow gets its id on this n8n, so that the workflows can refer to each other.
	const ids = new Map<string, string>();
	for (const { file, before } of own) ids.set(file.id, before?.id ?? (await create(api, file)));
	const imported: Imported[] = [];
	for (const match of own) imported.push(await write(api, match, ids, credentials));
	// Pairs of other orgs are updated too, and keep their credentials.
	for (const match of pairs) imported.push(await write(api, match, ids, []));
	await publishAll(api, imported);
	return imported;
}

interface Plan {
	own: Match[];
	/** Pairs of additional orgs that were imported earlier. */
	pairs: Match[];
}

function allOf(options: ImportOptions, there: Workflow[]): Plan {
	const known = readPlaybook('data-tables');
	const pairs = readPair().flatMap((file) => pairsOf(file, there));
	const matches = matchOurs([...known, ...pairs], there);
	const storage = chosenStorage(options, matches);
	const own = readPlaybook(storage).map((file, index) => ({ ...matches[index], file }));
	return { own, pairs: matches.slice(known.length) };
}

function onePair(pair: string, options: ImportOptions, there: Workflow[]): Plan {
	if (pair.trim() === '')
		throw new Error('--pair takes the name of the connection, e.g. "EMEA org".');
	chosenStorage(options, []);
	const files = readPair().map((file) => asPair(file, pair.trim()));
	return { own: matchOurs(files, there), pairs: [] };
}

/** Creates it with its nodes: the next import recognizes it by them if this one is interrupted. */
async function create(api: PublicApi, file: PlaybookFile): Promise<string> {
	const { name, nodes, connections, settings } = file;
	const body = { name, nodes, connections, settings };
	return (await api.request('POST', '/workflows', WITH_ID, body)).id;
}

async function write(
	api: PublicApi,
	{ file, before }: Match,
	ids: Map<string, string>,
	credentials: Chosen,
): Promise<Imported> {
	const id = before?.id ?? (ids.get(file.id) as string);
	const { name, nodes, connections, settings } = withIds(file, ids);
	const chosen = nodes.map((node) => asSetUp(node, before, credentials));
	const body = { name, nodes: chosen, connections, settings };
	await api.request('PUT', `/workflows/${encodeURIComponent(id)}`, ANY_OBJECT, body);
	return { name, id, became: before === undefined ? 'created' : 'updated', unpublished: null };
}

async function publishAll(api: PublicApi, imported: Imported[]): Promise<void> {
	// n8n publishes a workflow only after all workflows that it calls, so this may take several rounds.
	let waiting = imported;
	for (let before = -1; waiting.length !== before; ) {
		before = waiting.length;
		for (const workflow of waiting) workflow.unpublished = await api.publish(workflow.id);
		waiting = waiting.filter(({ unpublished }) => unpublished !== null);
	}
}

/** An update must not move the tables: without an option they stay where they are. */
function chosenStorage({ storage, postgres }: ImportOptions, matches: Match[]): Storage {
	const ours = matches.find(({ file }) => file.id === STORAGE_ID)?.before;
	const inPostgres = ours?.nodes.some(({ type }) => type === POSTGRES_NODE) === true;
	const given = storage ?? (inPostgres ? 'postgres' : 'data-tables');
	const chosen = STORAGES.find((known) => known === given);
	if (chosen === undefined) {
		throw new Error(
			`--storage is "${printable(given)}", but must be one of: ${STORAGES.join(', ')}.`,
		);
	}
	if (postgres !== undefined && chosen !== 'postgres') {
		throw new Error(
			'--postgres has no effect without --storage postgres. Add that option, or omit --postgres.',
		);
	}
	return chosen;
}

async function main(): Promise<void> {
	const options = readArguments(process.argv.slice(2), process.env);
	const say = (line: string): void => {
		process.stdout.write(`${withoutKey(line, process.env.N8N_API_KEY)}\n`);
	};
	if (options === 'help') return say(USAGE);
	const imported = await importPlaybook(options);
	const address = (id: string): string => `${options.url}/workflow/${encodeURIComponent(id)}`;
	for (const { name, id, became, unpublished } of imported) {
		say(`${became}  ${printable(name)}  ${address(id)}`);
		if (unpublished !== null) say(`         not published: ${unpublished}`);
	}
	if (options.pair === undefined) return;
	const [download, reclaim] = imported;
	say(
		'\nConnect the pair in the Guided Setup, step "Connect an additional org", with these values:',
	);
	say(`  Name of the connection   ${options.pair.trim()}`);
	say(`  Its download subflow     ${address(download.id)}`);
	say(`  Its reclaim subflow      ${address(reclaim.id)}`);
}

if (require.main === module) {
	main().catch((error: Error) => {
		process.stderr.write(`${withoutKey(error.message, process.env.N8N_API_KEY)}\n`);
		process.exitCode = 1;
	});
}
