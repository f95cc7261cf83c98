import type {
	ICredentialsDisplayOptions,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

/** What runs when the operation is chosen: input items in, one list of items per output out. */
export interface OperationRun {
	/**
	 * `perItem`: once for each input item, whose parameters may differ (reads).
	 * `wholeRun`: once over all items, because the writes share calls (reclaim, restore).
	 */
	execute: (
		context: IExecuteFunctions,
		itemIndex: number,
		/** The fields of the operation: what its parameters are held against. */
		fields: readonly INodeProperties[],
	) => Promise<INodeExecutionData[][]>;
	mode: 'perItem' | 'wholeRun';
}

/** Reclaim and Restore branch without a Switch node: what went well, and what a person must look at. */
export const WRITES = ['Done', 'Attention Required'] as const;
/** Reads say on an output of their own how complete they are. */
export const SUMMARY = 'Summary';

/** What becomes of a candidate: a row to store, or not, and what Reclaim is to take now. */
export const CANDIDATES = ['To Write', 'Unchanged', 'To Reclaim'] as const;
/** And besides: who is to be asked what, and what Restore is to give back. */
export const DECISIONS = [...CANDIDATES, 'To Ask', 'To Restore'] as const;

/** One operation as n8n shows it. What it runs is loaded when it runs, so that n8n starts quickly. */
export interface Operation {
	option: INodePropertyOptions & { value: string; action: string };
	fields: INodeProperties[];
	/** The names of its outputs; one output without a name where there are none. */
	outputs?:
		| typeof WRITES
		| typeof CANDIDATES
		| typeof DECISIONS
		| readonly [rows: string, summary: typeof SUMMARY]
		| readonly ['To Write', 'Unchanged'];
	/** It decides about the items it is given and asks no org: it runs without a credential. */
	needsNoCredential?: true;
	load: () => Promise<OperationRun>;
}

export interface Resource {
	option: INodePropertyOptions & { value: string };
	operations: readonly Operation[];
}

/** The resource's operation selector and all fields, each shown only where it belongs. */
export function describeResource({
	option: { value: resource },
	operations,
}: Resource): INodeProperties[] {
	const first = operations[0].option.value;
	const selector: INodeProperties = {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ option }) => option),
		default: first,
	};
	const fields = operations.flatMap(({ option, fields }) =>
		fields.map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: { ...field.displayOptions?.show, resource: [resource], operation: [option.value] },
			},
		})),
	);
	return [selector, ...fields];
}

/**
 * When n8n hides the credential and does not ask for it: `hide` matches by the operation alone, so an
 * operation that needs none shares its name with no operation that needs one.
 */
export function credentialDisplayOptions(
	resources: readonly Resource[],
): ICredentialsDisplayOptions {
	const operations = resources.flatMap(({ operations }) => operations);
	const without = operations.filter(({ needsNoCredential }) => needsNoCredential === true);
	return { hide: { operation: without.map(({ option }) => option.value) } };
}
