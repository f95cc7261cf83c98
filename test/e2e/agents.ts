import { randomUUID } from 'node:crypto';

import type { IDataObject, INode } from 'n8n-workflow';

import type { WorkflowJson } from './n8nApi';
import type { Credential } from './workflows';
import { CREDENTIAL_TYPE, NODE_TYPE } from './workflows';

/** n8n's name for our node as a tool. */
export const TOOL_TYPE = `${NODE_TYPE}Tool`;
export const MODEL_CREDENTIAL = 'openAiApi';

export interface AgentOptions {
	org: Credential;
	model: Credential;
	/** The version of n8n's AI Agent node: from 3 on n8n's engine runs the tools, before it the agent does. */
	version: number;
	/** The parameters of our node, which is the agent's only tool. */
	tool: IDataObject;
}

/** A workflow in which n8n's own agent has our node as a tool, called `Licenses`. */
export function agentWorkflow({ org, model, version, tool }: AgentOptions): WorkflowJson {
	const nodes: INode[] = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
		node('Agent', '@n8n/n8n-nodes-langchain.agent', version, {
			promptType: 'define',
			text: 'Look after the licenses.',
			options: { enableStreaming: false },
		}),
		{
			...node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, {
				model: { __rl: true, mode: 'id', value: 'scripted' },
				options: {},
			}),
			credentials: { [MODEL_CREDENTIAL]: model },
		},
		{
			...node('Licenses', TOOL_TYPE, 1, {
				descriptionType: 'manual',
				toolDescription: 'Licenses of Salesforce',
				resource: 'reclamation',
				...tool,
			}),
			credentials: { [CREDENTIAL_TYPE]: org },
		},
	];
	return {
		name: `Agent ${randomUUID().slice(0, 8)}`,
		nodes,
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: 'Agent', type: 'ai_languageModel', index: 0 }]] },
			Licenses: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
}

function node(name: string, type: string, typeVersion: number, parameters: IDataObject): INode {
	return {
		id: randomUUID(),
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	};
}
