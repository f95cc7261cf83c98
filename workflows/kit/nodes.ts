import type { IDataObject } from 'n8n-workflow';

import type { NodeOnCanvas } from './canvas';

/** The n8n nodes that the playbook uses, in the versions it was tested with. */
type At = [column: number, row: number];
type InputType = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'any';

export const SALESFORCE = 'n8n-nodes-salesforce-licenses.salesforceLicenses';

/** The trigger of a sub-workflow, with typed inputs. */
export function inputs(at: At, values: Record<string, InputType>): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.executeWorkflowTrigger',
		typeVersion: 1.1,
		at,
		parameters: {
			inputSource: 'workflowInputs',
			workflowInputs: {
				values: Object.entries(values).map(([name, type]) => ({ name, type })),
			},
		},
	};
}

/** Calls another workflow. `workflowId` may be an expression, for the subflow in a profile. */
export function call(
	at: At,
	workflowId: string,
	values: Record<string, [type: InputType, value: unknown]>,
	settings: NodeOnCanvas['settings'] = {},
	options: IDataObject = {},
): NodeOnCanvas {
	const value = Object.fromEntries(
		Object.entries(values).map(([name, [, given]]) => [name, given]),
	);
	return {
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.3,
		at,
		parameters: {
			source: 'database',
			workflowId: { __rl: true, mode: 'id', value: workflowId },
			workflowInputs: {
				mappingMode: 'defineBelow',
				value: value as IDataObject,
				matchingColumns: [],
				schema: Object.entries(values).map(([name, [type]]) => ({
					id: name,
					displayName: name,
					type,
					required: false,
					display: true,
					canBeUsedToMatch: true,
					defaultMatch: false,
				})),
				attemptToConvertTypes: false,
				convertFieldsToString: false,
			},
			mode: 'once',
			options,
		},
		settings,
	};
}

/** Starts another workflow once for each item, and does not wait for it. */
export function callForEach(...given: Parameters<typeof call>): NodeOnCanvas {
	const [at, workflowId, values, settings] = given;
	const started = call(at, workflowId, values, settings, { waitForSubWorkflow: false });
	return { ...started, parameters: { ...started.parameters, mode: 'each' } };
}

export function code(
	at: At,
	jsCode: string,
	settings: NodeOnCanvas['settings'] = {},
): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		at,
		parameters: { jsCode: jsCode.trim() },
		settings,
	};
}

/** One output for each value of a text, in order. */
export function switchOn(at: At, expression: string, values: string[]): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.switch',
		typeVersion: 3.2,
		at,
		parameters: {
			rules: {
				values: values.map((value) => ({
					conditions: condition(expression, value),
					renameOutput: true,
					outputKey: value,
				})),
			},
			options: {},
		},
	};
}

export function ifTrue(at: At, expression: string): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.if',
		typeVersion: 2.2,
		at,
		parameters: { conditions: condition(expression), options: {} },
	};
}

/** Ends the workflow with an error. */
export function stop(at: At, message: string): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.stopAndError',
		typeVersion: 1,
		at,
		parameters: { errorMessage: message },
	};
}

function condition(expression: string, value?: string): IDataObject {
	return {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
		combinator: 'and',
		conditions: [
			value === undefined
				? {
						id: 'condition',
						leftValue: expression,
						rightValue: '',
						operator: { type: 'boolean', operation: 'true', singleValue: true },
					}
				: {
						id: 'condition',
						leftValue: expression,
						rightValue: value,
						operator: { type: 'string', operation: 'equals' },
					},
		],
	};
}

/** The values that people may want to change, in one place of a workflow. */
export function settings(at: At, values: Record<string, string | number | boolean>): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		at,
		parameters: {
			assignments: {
				assignments: Object.entries(values).map(([name, value]) => ({
					id: name,
					name,
					type: typeof value,
					value,
				})),
			},
			options: {},
		},
	};
}

/** One item made by an expression. */
export function raw(at: At, jsonOutput: string): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		at,
		parameters: { mode: 'raw', jsonOutput, options: { stripBinary: true } },
	};
}

/** One item at a time: the second output is the loop, the first runs when all items are done. */
export function loop(at: At): NodeOnCanvas {
	return { type: 'n8n-nodes-base.splitInBatches', typeVersion: 3, at, parameters: { options: {} } };
}

export function merge(at: At, numberInputs = 2): NodeOnCanvas {
	const parameters = numberInputs === 2 ? {} : { numberInputs };
	return { type: 'n8n-nodes-base.merge', typeVersion: 3.2, at, parameters };
}

/** A report on what Storage has read. What it cannot read is said in the report. */
export function report(at: At, parameters: IDataObject): NodeOnCanvas {
	return {
		type: SALESFORCE,
		typeVersion: 1,
		at,
		parameters: { resource: 'report', operation: 'create', ...parameters },
	};
}

/** The items of the first input, when what the second one brings is there too. */
export function waitForBoth(at: At): NodeOnCanvas {
	const parameters = { mode: 'chooseBranch', output: 'specifiedInput', useDataOfInput: '1' };
	return { ...merge(at), parameters };
}

/** An operation of the package's own node. The next node checks the answer, including errors. */
export function salesforce(at: At, parameters: IDataObject): NodeOnCanvas {
	return {
		type: SALESFORCE,
		typeVersion: 1,
		at,
		parameters,
		settings: { onError: 'continueRegularOutput', alwaysOutputData: true },
	};
}

/**
 * An operation of Candidate. Its first output always has an item, so that the flow continues: `rowsOf` leaves out
 * the empty one that n8n makes. What cannot be read stops the workflow.
 */
export function candidate(
	at: At,
	operation: 'open' | 'update' | 'decide',
	parameters: IDataObject,
): NodeOnCanvas {
	return {
		type: SALESFORCE,
		typeVersion: 1,
		at,
		parameters: { resource: 'candidate', operation, jsonColumns: 'object', ...parameters },
		settings: { alwaysOutputData: true },
	};
}

/** In an expression: the items of an output. */
export const itemsOf = (node: string, output: number): string =>
	`$('${node}').all(${output}).map((one) => one.json).filter((row) => row.candidateKey)`;

/** The rows that Storage has read, each an item. */
export function rowsAsItems(at: At): NodeOnCanvas {
	return splitOut(at, 'rows');
}

/** Each element of a list, as an item. */
export function splitOut(at: At, field: string): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.splitOut',
		typeVersion: 1,
		at,
		parameters: { fieldToSplitOut: field, options: {} },
		settings: { alwaysOutputData: true },
	};
}

/** The items for which it is true. */
export function filter(at: At, expression: string): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.filter',
		typeVersion: 2.2,
		at,
		parameters: { conditions: condition(expression), options: {} },
		settings: { alwaysOutputData: true },
	};
}

const byName = (expression: string) => ({ __rl: true, mode: 'name', value: expression });

export function dataTable(at: At, parameters: IDataObject, table: string): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.dataTable',
		typeVersion: 1.1,
		at,
		parameters: { resource: 'row', ...parameters, dataTableId: byName(table) },
		settings: { alwaysOutputData: true },
	};
}

export const where = (column: string, value: string): IDataObject => ({
	matchType: 'allConditions',
	filters: { conditions: [{ keyName: column, condition: 'eq', keyValue: value }] },
});

export const asTheyCome: IDataObject = {
	columns: { mappingMode: 'autoMapInputData', value: {}, matchingColumns: [], schema: [] },
};
