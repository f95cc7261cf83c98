import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { toNodeError } from '../transport/nodeErrors';
import { RESOURCES } from './resources';

/**
 * Runs the chosen operation: reads once per input item, whose parameters may differ; writes once
 * over all of them, because they share calls. With "Continue on Fail" every input item that could
 * not be served becomes one error item.
 */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const name = context.getNodeParameter('operation', 0);
	const operation = RESOURCES.find(({ option }) => option.value === resource)?.operations.find(
		({ option }) => option.value === name,
	);
	if (operation === undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`There is no operation "${String(name)}" of "${String(resource)}"`,
			{
				description: 'Choose a resource and an operation from the lists.',
			},
		);
	}
	const { execute, mode } = await operation.load();
	const indexes = context.getInputData().map((_, index) => index);

	if (mode === 'wholeRun') {
		try {
			return await execute(context, 0);
		} catch (error) {
			const failure = await toNodeError(context, error);
			if (context.continueOnFail())
				return [[], indexes.map((index) => errorItem(context, failure, index))];
			throw failure;
		}
	}
	const items: INodeExecutionData[] = [];
	for (const index of indexes) {
		try {
			const [results] = await execute(context, index);
			for (const result of results) items.push(result);
		} catch (error) {
			const failure = await toNodeError(context, error, index);
			if (!context.continueOnFail()) throw failure;
			items.push(errorItem(context, failure, index));
		}
	}
	return [items];
}

function errorItem(
	context: IExecuteFunctions,
	error: Error,
	itemIndex: number,
): INodeExecutionData {
	const description = (error as { description?: unknown }).description;
	return {
		json: {
			...context.getInputData()[itemIndex].json,
			error: error.message,
			...(typeof description === 'string' ? { description } : {}),
		},
		pairedItem: { item: itemIndex },
	};
}
