import type { IDataObject, INode } from 'n8n-workflow';
import { PLAYBOOK } from '../../../workflows/playbook';

export const FILES = PLAYBOOK.map(([, build]) => build());

interface Stored {
	id: string;
	name: string;
	versionId: string;
	activeVersionId: string | null;
	createdAt: string;
	nodes: Array<Partial<INode> & { id: string; type: string }>;
	connections: IDataObject;
	settings: IDataObject;
}

/** One item of the operation. */
type Item = IDataObject & { key: string; todo: string; publish: boolean; done: string[] };

type Run = (
	items: IDataObject[],
	parameters: INode['parameters'],
) => Promise<{
	items: IDataObject[];
	error: Error | null;
}>;

type Result = { key: string; step: string; id: string; done: string[]; refusal: string };

/** An n8n with an installer, which does what the operation says, as the installer's nodes do. */
export class Instance {
	/** The runner calls the workflow that runs "test". */
	readonly workflows: Stored[] = [];
	readonly deletedTables: string[] = [];
	/** Why a workflow is not published; empty where it is. */
	refuses: (name: string) => string = () => '';
	private next = 0;

	constructor(nodes: Array<Partial<INode> & { type: string }> = []) {
		this.add({
			id: 'test',
			name: 'Installer',
			nodes: nodes.map((node, index) => ({ id: `i${index}`, ...node })),
		});
	}

	add(workflow: Partial<Stored> & { name: string }): Stored {
		this.next += 1;
		const stored = {
			id: `id${this.next}`,
			versionId: 'v1',
			activeVersionId: null,
			createdAt: new Date(this.next * 1000).toISOString(),
			nodes: [],
			connections: {},
			settings: {},
			...workflow,
		};
		this.workflows.push(stored);
		return stored;
	}

	items = (): IDataObject[] => structuredClone(this.workflows) as unknown as IDataObject[];

	/** What is ours, by the IDs of its nodes. */
	playbook = (): Stored[] => this.workflows.filter(({ nodes }) => nodes[0]?.id.startsWith('sl'));

	named(name: string): Stored {
		const found = this.workflows.find((one) => one.name === name);
		if (found === undefined) throw new RangeError(`There is no workflow "${name}"`);
		return found;
	}

	async install(run: Run, parameters: INode['parameters'] = {}): Promise<Item[][]> {
		return await this.continue(run, [], parameters);
	}

	/** Rounds until nothing is left to do; the items of each. */
	async continue(run: Run, results: Result[], parameters: INode['parameters'] = {}) {
		const rounds: Item[][] = [];
		for (let last = results; rounds.length < 8; ) {
			const given = { ...parameters, results: JSON.stringify(last) };
			const { items, error } = await run(this.items(), given);
			if (error !== null) throw error;
			rounds.push(items as Item[]);
			if (items[0]?.again !== true) return rounds;
			last = this.do(items);
		}
		return rounds;
	}

	do(items: IDataObject[]): Result[] {
		return (items as Item[]).map((item) => {
			const { key, todo, publish } = item;
			let id = item.id as string;
			const stored = this.workflows.find((one) => one.id === id);
			const body = item.workflow as unknown as Stored;
			if (todo === 'create') id = this.add(structuredClone(body)).id;
			if (todo === 'deleteTable') this.deletedTables.push(key);
			if (stored !== undefined) {
				if (todo === 'update') this.update(stored, body);
				// n8n deletes only what is not published.
				const isGone = todo === 'delete' && stored.activeVersionId === null;
				if (isGone) this.workflows.splice(this.workflows.indexOf(stored), 1);
				if (todo === 'unpublish') stored.activeVersionId = null;
			}
			const refusal = publish ? this.refuses(item.name as string) : '';
			if (publish && refusal === '' && stored !== undefined)
				stored.activeVersionId = stored.versionId;
			return { key, step: todo, id, done: [...item.done, todo], refusal };
		});
	}

	private update(stored: Stored, { name, nodes, connections, settings }: Stored): void {
		this.next += 1;
		const versionId = `v${this.next}`;
		const activeVersionId = stored.activeVersionId === null ? null : versionId;
		Object.assign(stored, structuredClone({ name, nodes, connections }), {
			versionId,
			activeVersionId,
			settings: { ...stored.settings, ...settings },
		});
	}
}
