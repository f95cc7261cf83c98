import type { IConnections, IDataObject, INode } from 'n8n-workflow';

/**
 * The workflows of the playbook in source form: nodes on a grid, connections as lines of text, notes.
 * `npm run playbook:build` turns them into the JSON files that ship.
 */
export interface WorkflowFile {
	id: string;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: IDataObject;
	meta: { templateCredsSetupCompleted: boolean };
}

export interface NodeOnCanvas {
	type: string;
	typeVersion: number;
	/** Column and row of the grid. */
	at: [column: number, row: number];
	parameters: IDataObject;
	/** Other settings of the node: onError, alwaysOutputData, executeOnce, disabled. */
	settings?: Partial<INode>;
}

export interface Note {
	at: [column: number, row: number];
	/** In columns and rows. */
	size: [width: number, height: number];
	text: string;
	color?: number;
}

interface Canvas {
	id: string;
	name: string;
	nodes: Record<string, NodeOnCanvas>;
	/** "From > To", "From.1 > To" for the second output, "From > To@1" for the second input. */
	flow: string[];
	notes: Note[];
	settings?: IDataObject;
}

/**
 * For workflows that process all rows of an org: otherwise n8n would store a copy of every node's output.
 * Failed runs are kept.
 */
export const LEAVES_NO_COPY: IDataObject = { saveDataSuccessExecution: 'none' };

const COLUMN = 240;
const ROW = 200;

export function workflow({ id, name, nodes, flow, notes, settings }: Canvas): WorkflowFile {
	const placed = Object.entries(nodes).map(
		([nodeName, { type, typeVersion, at, parameters, settings: more }]): INode => ({
			id: `${id}-${slug(nodeName)}`,
			name: nodeName,
			type,
			typeVersion,
			position: [at[0] * COLUMN, at[1] * ROW],
			parameters: parameters as INode['parameters'],
			...more,
			...(WITH_WEBHOOK.has(type) ? { webhookId: `${id}-${slug(nodeName)}` } : {}),
		}),
	);
	const ids = new Set(placed.map((node) => node.id));
	if (ids.size !== placed.length) throw new Error(`${name}: two nodes would have the same id`);
	const stickies = notes.map(
		({ at, size, text, color }, index): INode => ({
			id: `${id}-note-${index + 1}`,
			name: `Note ${index + 1}`,
			type: 'n8n-nodes-base.stickyNote',
			typeVersion: 1,
			position: [at[0] * COLUMN - 40, at[1] * ROW - 40],
			parameters: {
				content: text,
				width: size[0] * COLUMN,
				height: size[1] * ROW,
				...(color === undefined ? {} : { color }),
			},
		}),
	);
	return {
		id,
		name,
		nodes: [...placed, ...stickies],
		connections: connect(flow, new Set(Object.keys(nodes))),
		settings: { executionOrder: 'v1', ...settings },
		meta: { templateCredsSetupCompleted: false },
	};
}

/** In the editor, n8n gives these nodes a webhook ID; in a file, it must be present. */
const WITH_WEBHOOK = new Set([
	'n8n-nodes-base.formTrigger',
	'n8n-nodes-base.form',
	'n8n-nodes-base.webhook',
	'n8n-nodes-base.emailSend',
	'n8n-nodes-base.slack',
	'n8n-nodes-base.wait',
]);

function slug(name: string): string {
	return name
		.toLowerCase()
		.replace('?', ' or not')
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');
}

function connect(flow: string[], names: Set<string>): IConnections {
	const connections: IConnections = {};
	for (const line of flow) {
		const chain = line.split(' > ');
		for (let i = 1; i < chain.length; i++) {
			const [, from, output] = /^(.*?)(?:\.(\d+))?$/.exec(chain[i - 1].split('@')[0]) ?? [];
			const [to, input = '0'] = chain[i].replace(/\.\d+$/, '').split('@');
			for (const name of [from, to]) {
				if (!names.has(name)) throw new Error(`"${line}": there is no node "${name}"`);
			}
			const { main } = (connections[from] ??= { main: [] }) as {
				main: IConnections[string]['main'];
			};
			const index = Number(output ?? 0);
			while (main.length <= index) main.push([]);
			main[index]?.push({ node: to, type: 'main', index: Number(input) });
		}
	}
	return connections;
}
