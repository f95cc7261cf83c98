import { readConsumption } from '../../salesforce/licenses/consumption';
import { connect } from '../../transport/connect';
import { showWarnings, toItems } from '../output';
import type { OperationRun } from '../operation';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const { client, org } = await connect(context);
	const rows = await readConsumption(client, org.orgId);
	showWarnings(context, client);
	return [toItems(rows, itemIndex)];
};
