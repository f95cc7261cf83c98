/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

process.env.N8N_USER_FOLDER ??= mkdtempSync(path.join(tmpdir(), 'n8n-in-process-'));
process.env.N8N_ENCRYPTION_KEY ??= 'in-process-tests';
// The isolated engine cannot be started inside jest; the expressions here are n8n's own.
process.env.N8N_EXPRESSION_ENGINE ??= 'legacy';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { ICredentialsHelper, Workflow } from 'n8n-workflow';
import { SalesforceCrmOAuth2Api } from '../../credentials/SalesforceCrmOAuth2Api.credentials';
import { SalesforceLicenses } from '../../nodes/SalesforceLicenses/SalesforceLicenses.node.ts';

/**
 * Runs our node with n8n's own WorkflowExecute, in this process: with the real parameters and the real
 * OAuth and HTTP code, without a server or database. The node is the source, not the build.
 */

/** Only passes its pinned items to the node under test. */
const input: INodeType = {
	description: {
		displayName: 'Input',
		name: 'input',
		group: ['trigger'],
		version: 1,
		description: '',
		defaults: {},
		inputs: [],
		outputs: ['main'],
		properties: [],
	},
};

const types: Record<string, INodeType> = { input, salesforceLicenses: new SalesforceLicenses() };
const nodeTypes: INodeTypes = {
	getByName: (name) => types[name],
	getByNameAndVersion: (name) => types[name],
	getKnownTypes: () => ({}),
};

/** The credential as n8n's database would hold it; tokens are written back into `data`. */
export class OneCredential extends ICredentialsHelper {
	constructor(readonly data: ICredentialDataDecryptedObject) {
		super();
	}
	/** n8n asks for each request, and evaluating the expressions takes longer than the request does here. */
	private evaluated = { of: '', as: '' };
	override getParentTypes = () => ['oAuth2Api'];
	override authenticate: ICredentialsHelper['authenticate'] = async (_data, _type, options) =>
		await Promise.resolve(options as never);
	override preAuthentication = async () => await Promise.resolve(undefined);
	override runPreAuthentication = async () => await Promise.resolve(undefined);
	override getCredentials: ICredentialsHelper['getCredentials'] = async () =>
		await Promise.reject(new Error('not used'));
	override isCredentialUsableByNode = () => true;
	override getCredentialsProperties = () => new SalesforceCrmOAuth2Api().properties;
	override updateCredentials = async () => await Promise.resolve();
	override getDecrypted: ICredentialsHelper['getDecrypted'] = async (
		_a,
		_b,
		_type,
		mode,
		_e,
		raw,
	) => {
		const stored = structuredClone(this.data);
		if (raw === true) return await Promise.resolve(stored);
		const of = JSON.stringify([mode, stored]);
		if (this.evaluated.of !== of)
			this.evaluated = { of, as: JSON.stringify(this.evaluate(stored, mode)) };
		return JSON.parse(this.evaluated.as) as ICredentialDataDecryptedObject;
	};
	private evaluate(
		stored: ICredentialDataDecryptedObject,
		mode: WorkflowExecuteMode,
	): ICredentialDataDecryptedObject {
		const { properties } = new SalesforceCrmOAuth2Api();
		const defaults = Object.fromEntries(
			properties.map((property) => [property.name, property.default]),
		);
		const parameters = { ...defaults, ...stored } as INode['parameters'];
		const node: INode = {
			id: 'c',
			name: 'c',
			type: 'input',
			typeVersion: 1,
			position: [0, 0],
			parameters,
		};
		const { expression } = new Workflow({
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes,
		});
		const resolved = expression.getComplexParameterValue(
			node,
			parameters,
			mode,
			{},
			undefined,
			undefined,
			parameters,
		);
		return resolved as ICredentialDataDecryptedObject;
	}
	override updateCredentialsOauthTokenData: ICredentialsHelper['updateCredentialsOauthTokenData'] =
		async (_credentials, _type, data) => {
			this.data.oauthTokenData = structuredClone(data.oauthTokenData);
			await Promise.resolve();
		};
}

export interface NodeRun {
	/** Items per output. */
	outputs: INodeExecutionData[][];
	/** The JSON of the first output's items. */
	items: IDataObject[];
	error: (Error & { description?: string | null }) | null;
	hints: string[];
	/** What the editor's console showed during the run. */
	messages: string[];
	credential: ICredentialDataDecryptedObject;
}

export async function runNode(
	parameters: INode['parameters'],
	credential: ICredentialDataDecryptedObject,
	items: IDataObject[] = [{}],
	options: {
		continueOnFail?: boolean;
		onStart?: (cancel: () => void) => void;
		/** Files of the first item. */
		binary?: INodeExecutionData['binary'];
		/** Another node instead of ours, and the type of its credential. */
		other?: { implementation: INodeType; credentialType: string };
	} = {},
): Promise<NodeRun> {
	if (options.other !== undefined) types.other = options.other.implementation;
	const credentialsHelper = new OneCredential(credential);
	const nodes: INode[] = [
		{ id: '1', name: 'Input', type: 'input', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: '2',
			name: 'Salesforce Licenses',
			type: options.other === undefined ? 'salesforceLicenses' : 'other',
			typeVersion: 1,
			position: [200, 0],
			parameters,
			credentials: {
				[options.other?.credentialType ?? 'salesforceCrmOAuth2Api']: { id: '1', name: 'Org' },
			},
			...(options.continueOnFail === true ? { onError: 'continueRegularOutput' } : {}),
		},
	];
	const json: IWorkflowBase = {
		id: 'test',
		name: 'test',
		nodes,
		connections: { Input: { main: [[{ node: 'Salesforce Licenses', type: 'main', index: 0 }]] } },
		active: false,
		isArchived: false,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		activeVersionId: null,
		settings: { executionOrder: 'v1' },
	};
	const workflow = new Workflow({ ...json, nodeTypes });
	const local = 'http://localhost';
	const messages: string[] = [];
	const additionalData = {
		credentialsHelper,
		hooks: new ExecutionLifecycleHooks('manual', '1', json),
		executionId: '1',
		currentNodeExecutionIndex: 0,
		restApiUrl: `${local}/rest`,
		instanceBaseUrl: local,
		formWaitingBaseUrl: `${local}/form-waiting`,
		webhookBaseUrl: `${local}/webhook`,
		webhookWaitingBaseUrl: `${local}/webhook-waiting`,
		webhookTestBaseUrl: `${local}/webhook-test`,
		variables: {},
		setExecutionStatus: () => {},
		sendDataToUI: (_type: string, data: { messages?: unknown[] }) =>
			messages.push(...(data.messages ?? []).map(String)),
	} as unknown as IWorkflowExecuteAdditionalData;
	const execution = new WorkflowExecute(additionalData, 'manual').run({
		workflow,
		startNode: workflow.getNode('Input') ?? undefined,
		pinData: {
			Input: items.map((item, index) => ({
				json: item,
				...(index === 0 && options.binary !== undefined ? { binary: options.binary } : {}),
			})),
		},
	});
	options.onStart?.(() => execution.cancel());
	const run = await execution;
	const task = run.data.resultData.runData['Salesforce Licenses']?.[0];
	const outputs = (task?.data?.main ?? []).map((output) => output ?? []);
	return {
		outputs,
		items: (outputs[0] ?? []).map((item) => item.json),
		error: (task?.error ?? run.data.resultData.error ?? null) as NodeRun['error'],
		hints: (task?.hints ?? []).map(({ message }) => message),
		messages,
		credential: credentialsHelper.data,
	};
}
