import type {
	ICredentialsDisplayOptions,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import { optionsFields } from './parameters/optionsFields';

/** Runs an operation: takes the input items and returns one list of items per output. */
export interface OperationRun {
	/**
	 * `perItem`: once for each input item, whose parameters may differ (reads). `wholeRun`: once for all
	 * items, because the writes share calls (Reclaim, Restore).
	 */
	execute: (
		context: IExecuteFunctions,
		itemIndex: number,
		/** The fields of the operation, against which its parameters are checked. */
		fields: readonly INodeProperties[],
	) => Promise<INodeExecutionData[][]>;
	mode: 'perItem' | 'wholeRun';
}

/** Reclaim and Restore branch without a Switch node: rows that are done, and rows that a person must check. */
export const WRITES = ['Done', 'Attention Required'] as const;
/** Reads report on a separate output how complete they are. */
export const SUMMARY = 'Summary';

/** What happens to a candidate: a row to store, an unchanged one, or an item for Reclaim. */
export const CANDIDATES = ['To Write', 'Unchanged', 'To Reclaim'] as const;
/** And besides: who is to be asked what, and what Restore is to give back. */
export const DECISIONS = [...CANDIDATES, 'To Ask', 'To Restore'] as const;

/** An operation as n8n shows it. Its code is loaded when it runs, so that n8n starts quickly. */
export interface Operation {
	option: INodePropertyOptions & { value: string; action: string };
	fields: INodeProperties[];
	/** What most people never change: n8n shows it below Options, where one is added at a time. */
	options?: INodeProperties[];
	/** The names of its outputs; without names it has one output. */
	outputs?:
		| typeof WRITES
		| typeof CANDIDATES
		| typeof DECISIONS
		| readonly [rows: string, summary: typeof SUMMARY]
		| readonly ['To Write', 'Unchanged'];
	/** It only processes its input items and calls no org, so it runs without a credential. */
	needsNoCredential?: true;
	load: () => Promise<OperationRun>;
}

export interface Resource {
	option: INodePropertyOptions & { value: string };
	operations: readonly Operation[];
}

/** The operation selector of the resource and all fields, each shown only where it applies. */
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
	const fields = operations.flatMap(({ option, fields, options = [] }) =>
		[...fields, ...optionsFields(options)].map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: { ...field.displayOptions?.show, resource: [resource], operation: [option.value] },
			},
		})),
	);
	return [selector, ...fields];
}

/** All parameters of an operation, wherever the editor shows them. */
export const parametersOfOperation = ({ fields, options = [] }: Operation): INodeProperties[] => [
	...fields,
	...options,
];

/**
 * When n8n hides the credential and does not require it. `hide` matches by the operation alone, so an
 * operation without a credential must not share its name with one that needs it.
 */
export function credentialDisplayOptions(
	resources: readonly Resource[],
): ICredentialsDisplayOptions {
	const operations = resources.flatMap(({ operations }) => operations);
	const without = operations.filter(({ needsNoCredential }) => needsNoCredential === true);
	return { hide: { operation: without.map(({ option }) => option.value) } };
}
