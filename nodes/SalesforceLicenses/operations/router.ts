import type { IExecuteFunctions, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';
import { toNodeError } from '../transport/nodeErrors';
import type { Operation } from './operation';
import { parametersOfOperation, SUMMARY } from './operation';
import { parametersOf, WHOLE_RUN } from './parameters/values';
import { failedSummary } from './readSummary';
import { RESOURCES } from './resources';
import { runsAsTool } from './runsAsTool';

/**
 * Runs the selected operation: reads run once per input item, whose parameters may differ; writes run once
 * over all items, because they share calls. With "Continue on Fail" every input item that failed becomes
 * one error item.
 */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const operation = chosen(context);
	const { load, outputs: names } = operation;
	const fields = parametersOfOperation(operation);
	const { execute, mode } = await load();
	const indexes = context.getInputData().map((_, index) => index);

	if (mode === 'wholeRun') {
		try {
			return outputsFor(context, await execute(context, 0, fields));
		} catch (error) {
			const failure = await failureFor(context, error);
			if (!context.continueOnFail()) throw failure;
			const items = indexes.map((index) => errorItem(context, failure, index));
			const summary = names?.[1] === SUMMARY ? [failedSummary(failure.message, 0)] : null;
			return outputsFor(context, summary === null ? [[], items] : [items, summary]);
		}
	}
	const outputs: INodeExecutionData[][] = [[]];
	// One by one: spreading a hundred thousand items would overflow the stack.
	const add = (results: readonly INodeExecutionData[], output: number) => {
		outputs[output] ??= [];
		for (const result of results) outputs[output].push(result);
	};
	for (const index of indexes) {
		try {
			(await execute(context, index, fields)).forEach(add);
		} catch (error) {
			const failure = await failureFor(context, error, index);
			if (!context.continueOnFail()) throw failure;
			add([errorItem(context, failure, index)], 0);
			if (names !== undefined) add([failedSummary(failure.message, index)], 1);
		}
	}
	return outputsFor(context, outputs);
}

/** The operation of the node; the same for all items. */
function chosen(context: IExecuteFunctions): Operation {
	const given = parametersOf(context, WHOLE_RUN);
	const choose = <T extends { option: INodePropertyOptions & { value: string } }>(
		name: string,
		displayName: string,
		choices: readonly T[],
	): T => {
		const options = choices.map(({ option }) => option);
		const values = options.map(({ value }) => value);
		const value = given.option({ name, displayName, default: '', options }, values);
		return choices[values.indexOf(value)];
	};
	return choose('operation', 'Operation', choose('resource', 'Resource', RESOURCES).operations);
}

/** An agent gets the first output only, and must not miss rows that need attention. */
function outputsFor(
	context: IExecuteFunctions,
	outputs: INodeExecutionData[][],
): INodeExecutionData[][] {
	return runsAsTool(context) ? [outputs.flat()] : outputs;
}

/** An agent gets only the message of an error, but what to do is in the description. */
async function failureFor(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex?: number,
): Promise<Error> {
	const failure = await toNodeError(context, error, itemIndex);
	const cure = descriptionOf(failure);
	if (cure !== undefined && runsAsTool(context)) failure.message = `${failure.message}. ${cure}`;
	return failure;
}

function descriptionOf(error: Error): string | undefined {
	const { description } = error as { description?: unknown };
	return typeof description === 'string' ? description : undefined;
}

function errorItem(
	context: IExecuteFunctions,
	error: Error,
	itemIndex: number,
): INodeExecutionData {
	const description = descriptionOf(error);
	return {
		json: {
			...context.getInputData()[itemIndex].json,
			error: error.message,
			...(description === undefined ? {} : { description }),
		},
		pairedItem: { item: itemIndex },
	};
}
