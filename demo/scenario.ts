/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import type { Execution, N8nApi, WorkflowJson } from '../test/e2e/n8nApi';
import { ROOT } from '../test/e2e/paths';
import type { Credential } from '../test/e2e/workflows';
import { credentialData, CREDENTIAL_TYPE } from '../test/e2e/workflows';
import type { RunningOrg } from '../test/org/server';
import type { Pool, Subscription } from './report';
import { outcomeCounts, seatsTable, usersTable } from './report';

type Say = (line: string) => void;

const NODE_TYPES = 'n8n-nodes-salesforce-licenses.';
const MAIN_WORKFLOW = 'reclaim-unused-licenses.json';

/** Nobody signs in: n8n fetches a token by itself, which its own test proves. */
export async function connectWithClientCredentials(
	api: N8nApi,
	org: RunningOrg,
): Promise<Credential> {
	const name = 'Salesforce (Client Credentials)';
	const data = credentialData(org, 'clientCredentials');
	const id = await api.createCredential(name, CREDENTIAL_TYPE, data);
	const { status, message } = await api.testCredential(id, name, CREDENTIAL_TYPE, data);
	if (status !== 'OK') throw new Error(`n8n could not connect to the org: ${message}`);
	return { id, name };
}

/** All of workflows/, each with the credential chosen where a person would choose it. */
export async function importWorkflows(
	api: N8nApi,
	credential: Credential,
): Promise<Map<string, string>> {
	const folder = path.join(ROOT, 'workflows');
	const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
	const ids = new Map<string, string>();
	for (const file of files) {
		const workflow = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowJson;
		ids.set(file, await api.importWorkflow(withCredential(workflow, credential)));
	}
	return ids;
}

function withCredential(workflow: WorkflowJson, credential: Credential): WorkflowJson {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type.startsWith(NODE_TYPES)
				? { ...node, credentials: { [CREDENTIAL_TYPE]: { ...credential } } }
				: node,
		),
	};
}

/** Download, find, dry run; then the same with writing; then download again. */
export async function runTheJob(
	api: N8nApi,
	org: RunningOrg,
	workflows: Map<string, string>,
	say: Say,
): Promise<string[]> {
	const id = workflows.get(MAIN_WORKFLOW);
	if (id === undefined) throw new Error(`workflows/${MAIN_WORKFLOW} is missing`);

	const writesBefore = org.org.inspector.writes;
	const dry = await run(api, id, {});
	const candidates = dry.json('Find Candidates');
	say(`  downloaded ${dry.json('Subscriptions Before').length} subscriptions`);
	say(`  found ${candidates.length} candidates`);
	say(`  dry run: ${outcomeCounts(dry.json('Dry Run'))}`);
	const dryWrites = org.org.inspector.writes - writesBefore;
	if (dryWrites !== 0) throw new Error(`The dry run wrote to the org, ${dryWrites} times`);
	say('  the org counted no write');

	// The defaults would stop here: a third of this company is unused, and of a license that four users
	// have nearly all. That is more than a careful first run takes.
	const real = await run(api, id, { apply: true, maxUsers: 100_000, maxPercent: 100 });
	const outcomes = [...real.json('Reclaim', 0), ...real.json('Reclaim', 1)];
	say(`  reclaim: ${outcomeCounts(outcomes)}`);
	const done = outcomes.filter(({ outcome }) => outcome === 'done').length;
	if (done === 0) throw new Error('No seat was reclaimed');

	return [
		seatsTable(
			real.json<Pool & IDataObject>('Seats Before'),
			real.json<Pool & IDataObject>('Seats After'),
		),
		usersTable(
			real.json<Subscription & IDataObject>('Subscriptions Before'),
			real.json<Subscription & IDataObject>('Subscriptions After'),
		),
	];
}

/** With what a person would change in the node "Settings". */
async function run(api: N8nApi, id: string, settings: IDataObject): Promise<Execution> {
	const stored = await api.workflow(id);
	const nodes = stored.nodes.map((node): INode => {
		if (node.name !== 'Settings') return node;
		const { assignments } = node.parameters.assignments as { assignments: IDataObject[] };
		const changed = assignments.map((assignment) => ({
			...assignment,
			value: settings[String(assignment.name)] ?? assignment.value,
		}));
		const parameters = { ...node.parameters, assignments: { assignments: changed } };
		return { ...node, parameters: parameters as INode['parameters'] };
	});
	await api.updateWorkflow(id, { ...stored, nodes });
	const execution = await api.runWorkflow(id, 'Start');
	if (execution.error !== undefined) {
		const { node, message, description } = execution.error;
		throw new Error(
			[`${node ?? 'The workflow'}: ${message}`, description].filter(Boolean).join('\n'),
		);
	}
	return execution;
}
