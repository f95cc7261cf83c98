import type { IDataObject } from 'n8n-workflow';
import { READS, subflowResult, WRITES } from '../../licensing/playbook/subflows/result';
import type { OperationRun } from '../operation';
import { objectOf } from '../parameters/jsonRows';
import { fieldOf, parametersOf } from '../parameters/values';

export const mode = 'wholeRun';

/** All items become one; the file of a download goes with it. */
export const execute: OperationRun['execute'] = async (context, _, fields) => {
	// The same for all items: they are the rows of the answer.
	const given = parametersOf(context, 0);
	const task = given.option(fieldOf(fields, 'subflowTask'), [...READS, ...WRITES], 'task');
	const items = context.getInputData();
	const result = subflowResult(
		task,
		items.map(({ json }) => json),
		{
			summary: objectOf(given, fieldOf(fields, 'readSummary')),
			organization: objectOf(given, fieldOf(fields, 'organization')),
		},
	);
	const { binary } = items[0];
	return await Promise.resolve([
		[
			{
				json: result as unknown as IDataObject,
				...(task === 'subscriptions' && binary !== undefined ? { binary } : {}),
				pairedItem: items.map((_item, item) => ({ item })),
			},
		],
	]);
};
