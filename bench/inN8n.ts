/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { setTimeout as sleep } from 'node:timers/promises';
import type { IConnections, INode } from 'n8n-workflow';
import { N8nApi } from '../test/e2e/n8nApi';
import { startN8n } from '../test/e2e/n8nServer';
import type { WorkflowJson } from '../test/e2e/n8nApi';
import { createCredential, workflowOf } from '../test/e2e/workflows';
import { answerOnce } from './child';

/**
 * The same download in a real n8n, as a separate process: people wait not only for the node, but also for n8n
 * to process its items and store them with the execution.
 */
export interface AskedOfN8n {
	url: string;
	token: string;
	credential: { clientId: string; clientSecret: string };
	statements: string[];
}

/** Milliseconds from the start of each workflow until n8n has stored its execution. */
export interface RoundInN8n {
	file: number;
	items: number;
	builtin: number;
}

/** The first round is slower, because n8n loads modules it has not used before. */
const ROUNDS = 3;
/** Listing executions costs n8n time and memory: polled every 20 ms, it is slower and 500 MB larger. */
const ASK_EVERY_MS = 250;
const START = 'Start';
const BUILT_IN_CREDENTIAL = 'salesforceOAuth2Api';
const DOWNLOAD = { resource: 'subscription', operation: 'download', returnAll: true };

/** n8n's own node, once per statement, in parallel after the start. */
function builtinWorkflow(credentialId: string, statements: readonly string[]): WorkflowJson {
	const { nodes } = workflowOf({ id: '', name: '' }, {});
	const own = statements.map((query, index): INode => {
		const credentials = { [BUILT_IN_CREDENTIAL]: { id: credentialId, name: 'Built-in' } };
		return {
			id: String(index),
			name: `Query ${index}`,
			type: 'n8n-nodes-base.salesforce',
			typeVersion: 1,
			position: [220, index * 200],
			parameters: { resource: 'search', operation: 'query', query },
			credentials,
		};
	});
	const connections: IConnections = {
		[START]: { main: [own.map(({ name }) => ({ node: name, type: 'main' as const, index: 0 }))] },
	};
	return { name: 'Built-in', nodes: [...nodes, ...own], connections };
}

async function timed(api: N8nApi, workflow: WorkflowJson): Promise<number> {
	const workflowId = await api.importWorkflow(workflow);
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const started = performance.now();
	await api.startWorkflow(workflowId, START);
	for (;;) {
		// The list does not contain the items.
		const { results } = await api.request<{ results: Array<{ status: string }> }>(
			'GET',
			`/rest/executions?filter=${filter}`,
		);
		const status = results[0]?.status;
		if (status === 'success') return performance.now() - started;
		if (status === 'error' || status === 'crashed')
			throw new Error(`${workflow.name} ended with ${status} in n8n`);
		await sleep(ASK_EVERY_MS);
	}
}

async function measure({ url, token, credential, statements }: AskedOfN8n) {
	const n8n = await startN8n({ label: 'bench' });
	try {
		const api = new N8nApi(n8n.url);
		await api.createOwner();
		const own = await createCredential(api, { url, app: credential }, 'clientCredentials');
		const builtin = await api.createCredential('Built-in', BUILT_IN_CREDENTIAL, {
			grantType: 'pkce',
			oauthTokenData: { access_token: token, token_type: 'Bearer', instance_url: url },
		});
		const workflows = {
			file: workflowOf(own, { Download: { ...DOWNLOAD, output: 'file' } }),
			items: workflowOf(own, { Download: { ...DOWNLOAD, output: 'items' } }),
			builtin: builtinWorkflow(builtin, statements),
		};
		const rounds: RoundInN8n[] = [];
		for (let round = 0; round < ROUNDS; round++) {
			rounds.push({
				file: await timed(api, workflows.file),
				items: await timed(api, workflows.items),
				builtin: await timed(api, workflows.builtin),
			});
		}
		return { rounds };
	} finally {
		await n8n.stop();
	}
}

answerOnce(measure);
