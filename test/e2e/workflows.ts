/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { IDataObject, INode } from 'n8n-workflow';

import type { N8nApi, WorkflowJson } from './n8nApi';
import { ROOT } from './paths';

export const CREDENTIAL_TYPE = 'salesforceCrmOAuth2Api';
export const NODE_TYPE = 'n8n-nodes-salesforce-licenses.salesforceLicenses';

export interface Credential {
	id: string;
	name: string;
}

interface SimulatedOrg {
	url: string;
	app: { clientId: string; clientSecret: string };
}

export function credentialData({ url, app }: SimulatedOrg, grantType: string): IDataObject {
	const { clientId, clientSecret } = app;
	return { grantType, instanceUrl: url, allowCustomHost: true, clientId, clientSecret };
}

export async function createCredential(
	api: N8nApi,
	org: SimulatedOrg,
	grantType: string,
): Promise<Credential> {
	const name = `Org ${randomUUID().slice(0, 8)}`;
	const id = await api.createCredential(name, CREDENTIAL_TYPE, credentialData(org, grantType));
	return { id, name };
}

/** A chain: Start, then one Salesforce Licenses node after the other, each fed by the one before. */
export function workflowOf(
	credential: Credential,
	steps: Record<string, IDataObject>,
	settings: Partial<INode> = {},
): WorkflowJson {
	const start = node('Start', 'n8n-nodes-base.manualTrigger', {}, 0);
	const nodes = Object.entries(steps).map(
		([name, parameters], index): INode => ({
			...node(name, NODE_TYPE, parameters, index + 1),
			credentials: { [CREDENTIAL_TYPE]: { ...credential } },
			...settings,
		}),
	);
	const names = [start, ...nodes].map(({ name }) => name);
	const connections = Object.fromEntries(
		names
			.slice(1)
			.map((name, index) => [
				names[index],
				{ main: [[{ node: name, type: 'main' as const, index: 0 }]] },
			]),
	);
	return { name: `Test ${randomUUID().slice(0, 8)}`, nodes: [start, ...nodes], connections };
}

/** workflows/reclaim-unused-licenses.json as a person changes it: the credential, and the values of the node Settings. */
export function exampleWorkflow(credential: Credential, values: IDataObject = {}): WorkflowJson {
	const file = path.join(ROOT, 'workflows', 'reclaim-unused-licenses.json');
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	for (const one of workflow.nodes) {
		if (one.type === NODE_TYPE) one.credentials = { [CREDENTIAL_TYPE]: { ...credential } };
		if (one.name !== 'Settings') continue;
		const { assignments } = one.parameters.assignments as { assignments: IDataObject[] };
		for (const setting of assignments)
			setting.value = values[String(setting.name)] ?? setting.value;
	}
	return workflow;
}

function node(name: string, type: string, parameters: IDataObject, column: number): INode {
	return {
		id: randomUUID(),
		name,
		type,
		typeVersion: 1,
		position: [column * 220, 0],
		parameters: parameters as INode['parameters'],
	};
}
