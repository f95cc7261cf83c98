import { readConsumption } from '../../salesforce/licenses/consumption';
import { connect } from '../../transport/connect';
import { showWarnings, toItems } from '../output';
import type { OperationRun } from '../operation';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const connection = await connect(context);
	const { client } = connection;
	const rows = await readConsumption(connection);
	showWarnings(context, client);
	return [toItems(rows, itemIndex)];
};
