/* eslint-disable @n8n/community-nodes/require-node-api-error */
import { randomUUID } from 'node:crypto';

import type { IDataObject, INode } from 'n8n-workflow';

import type { ImportOptions } from '../../workflows/import/import';
import { importPlaybook } from '../../workflows/import/import';
import type { N8nApi } from './n8nApi';
import { until } from './until';

export interface Row {
	id: number;
	[column: string]: unknown;
}

export interface Answer {
	status: string;
	errorMessage: string;
	counts: Record<string, number>;
	created: number;
	updated: number;
	removed: number;
}

/** Each look takes n8n's time from the work that is waited for. */
const LOOKS_EVERY_MS = 800;

const RULES = [
	{ name: 'Unused seats', licenseKinds: ['userLicense'], inactiveDays: 60, action: 'deactivate' },
];

/** The playbook in a running n8n: its workflows called, its tables read. */
export class Playbook {
	private readonly ids = new Map<string, string>();

	constructor(
		private readonly api: N8nApi,
		private readonly apiKey: string,
		/** Where the tables are. */
		private readonly readTable: (name: string) => Promise<IDataObject[]> = async (name) =>
			await api.dataTableRows(name),
	) {}

	async import(credentials: Omit<ImportOptions, 'url' | 'apiKey'> = {}) {
		const options = { ...credentials, url: this.api.url, apiKey: this.apiKey };
		const imported = await importPlaybook(options);
		for (const { name, id } of imported) this.ids.set(name, id);
		return imported;
	}

	id(workflow: string): string {
		const id = this.ids.get(workflow);
		if (id === undefined) throw new Error(`The playbook has no workflow "${workflow}"`);
		return id;
	}

	/** Calls a workflow as another workflow does, and gives what came out. */
	async call<T = Answer>(workflow: string, values: IDataObject, withinMs?: number): Promise<T> {
		const id = await this.api.importWorkflow(caller(this.id(workflow), values));
		try {
			const execution = await this.api.runWorkflow(id, 'Start', withinMs);
			if (execution.error !== undefined) throw new Error(execution.error.message);
			return execution.json<T & IDataObject>('Call')[0];
		} finally {
			await this.api.deleteWorkflow(id);
		}
	}

	/** As `call`, without waiting for the end. */
	async start(workflow: string, values: IDataObject): Promise<string> {
		const id = await this.api.importWorkflow(caller(this.id(workflow), values));
		return await this.api.startWorkflow(id, 'Start');
	}

	async run(job: 'refresh' | 'identify' | 'update', profile: string): Promise<Answer> {
		return await this.call('Run a Job', { job, profile });
	}

	async reclaim(profile: string, rows: Row[] = [], ask = true): Promise<Answer> {
		const candidateIds = rows.map(({ id }) => id);
		return await this.call('Run a Job', { job: 'reclaim', profile, candidateIds, ask });
	}

	async rows(table: string, profile?: string): Promise<Row[]> {
		const rows = (await this.readTable(`salesforce_${table}`)) as Row[];
		return rows
			.filter((row) => profile === undefined || row.profile === profile)
			.map((row) => Object.fromEntries(Object.entries(row).map(parsed)) as Row);
	}

	async candidate(id: number): Promise<Row> {
		const found = (await this.rows('candidates')).find((row) => row.id === id);
		if (found === undefined) throw new Error(`There is no candidate ${id}`);
		return found;
	}

	/** Waits until a candidate has come to a state. */
	async until(id: number, state: string): Promise<Row> {
		let last: unknown;
		try {
			return await until(
				`candidate ${id} is ${state}`,
				async () => {
					const row = await this.candidate(id);
					last = { state: row.state, reason: row.reason, notes: row.notes };
					return row.state === state ? row : undefined;
				},
				180_000,
				LOOKS_EVERY_MS,
			);
		} catch (error) {
			throw new Error(`${(error as Error).message}: ${JSON.stringify(last)}`);
		}
	}

	async write(table: string, rows: IDataObject[]): Promise<void> {
		const values = { action: 'write', table: `salesforce_${table}`, rows, column: '', value: '' };
		await this.call('Salesforce Licenses: Storage', values);
	}

	/** Changes the node Settings of a workflow, as a person does in the editor. */
	async set(workflow: string, values: IDataObject): Promise<void> {
		const id = this.id(workflow);
		const stored = await this.api.workflow(id);
		const settings = stored.nodes.find(({ name }) => name === 'Settings');
		if (settings === undefined) throw new Error(`"${workflow}" has no node Settings`);
		const { assignments } = settings.parameters.assignments as { assignments: IDataObject[] };
		for (const one of assignments) one.value = values[String(one.name)] ?? one.value;
		await this.api.updateWorkflow(id, stored);
	}

	/** A published profile without a person filling in the forms. */
	async profile(displayName: string, settings: IDataObject = {}): Promise<void> {
		await this.write('profiles', [
			{
				displayName,
				status: 'Published',
				downloadSubflow: this.id('Salesforce CRM Download Subscriptions'),
				reclaimSubflow: this.id('Salesforce CRM Reclaim Subscription'),
				rules: RULES,
				maxUsers: 50,
				maxPercent: 90,
				dryRun: false,
				notifyUser: false,
				daysToAnswer: 0,
				graceDays: 0,
				...settings,
			},
		]);
	}
}

function parsed([column, value]: [string, unknown]): [string, unknown] {
	if (typeof value !== 'string' || !/^[[{]/.test(value)) return [column, value];
	return [column, JSON.parse(value) as unknown];
}

function caller(workflowId: string, values: IDataObject) {
	const at = (type: string, name: string, typeVersion: number, parameters: object): INode => ({
		id: randomUUID(),
		name,
		type: `n8n-nodes-base.${type}`,
		typeVersion,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
	});
	const next = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	return {
		name: `Caller ${randomUUID().slice(0, 8)}`,
		nodes: [
			at('manualTrigger', 'Start', 1, {}),
			at('code', 'Values', 2, { jsCode: `return [{ json: ${JSON.stringify(values)} }]` }),
			at('executeWorkflow', 'Call', 1.3, {
				workflowId: { __rl: true, mode: 'id', value: workflowId },
				workflowInputs: {
					mappingMode: 'defineBelow',
					value: Object.fromEntries(Object.keys(values).map((key) => [key, `={{ $json.${key} }}`])),
					schema: [],
				},
				options: {},
			}),
		],
		connections: { Start: next('Values'), Values: next('Call') },
	};
}
