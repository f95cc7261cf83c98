import { OneCredential } from './inProcess';
import { PollContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import { SalesforceLicensesTrigger } from '../../nodes/SalesforceLicenses/SalesforceLicensesTrigger.node';

/** An active workflow that contains the trigger, polled by n8n's own PollContext in this process. */

const trigger = new SalesforceLicensesTrigger();
const nodeTypes: INodeTypes = {
	getByName: () => trigger as INodeType,
	getByNameAndVersion: () => trigger as INodeType,
	getKnownTypes: () => ({}),
};

export interface PollingWorkflow {
	poll(mode?: WorkflowExecuteMode): Promise<IDataObject[]>;
	/** What n8n's database would contain. */
	stored: IDataObject;
	/** n8n stops and starts again with what its database contains. */
	restart(): void;
	/** Changes parameters of the node, as a person does in the editor. */
	edit(parameters: INode['parameters']): void;
	/** What the trigger remembers, as JSON. */
	memory(): string;
}

/**
 * As in n8n 2.x: what a poll changed is stored if it returned items, and otherwise stays in memory. A poll
 * that throws stores nothing; the first poll is stored when the workflow is activated.
 */
export function pollingWorkflow(
	parameters: INode['parameters'],
	credential: ICredentialDataDecryptedObject,
	id = 'polling',
): PollingWorkflow {
	let given = parameters;
	let isFirst = true;
	const self: PollingWorkflow = {
		stored: {},
		restart: () => (live = start(self.stored)),
		edit(changes) {
			given = { ...given, ...changes };
			self.restart();
		},
		memory: () => JSON.stringify(live.workflow.staticData),
		async poll(mode = 'trigger') {
			const { workflow, node } = live;
			const context = new PollContext(workflow, node, additionalData, mode, 'activate');
			const items = await trigger.poll.call(context);
			if (mode !== 'manual' && (items !== null || isFirst)) {
				isFirst = false;
				self.stored = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
			}
			return (items ?? []).flat().map(({ json }) => json);
		},
	};
	const additionalData = {
		credentialsHelper: new OneCredential(credential),
		restApiUrl: 'http://localhost/rest',
		instanceBaseUrl: 'http://localhost',
		webhookBaseUrl: 'http://localhost/webhook',
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
	const start = (staticData: IDataObject) => {
		const node: INode = {
			id: 'trigger',
			name: 'Salesforce Licenses Trigger',
			type: 'salesforceLicensesTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: given,
			credentials: { salesforceCrmOAuth2Api: { id: '1', name: 'Org' } },
		};
		const workflow = new Workflow({
			id,
			name: id,
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: structuredClone(staticData),
		});
		return { workflow, node: workflow.getNode(node.name) as INode };
	};
	let live = start(self.stored);
	return self;
}
