import { planRestore } from '../../licensing/restore';
import { readCurrentUsers } from '../../salesforce/currentUsers';
import { connect } from '../../transport/connect';
import { showWarnings } from '../items';
import type { OperationRun } from '../operation';
import { parseRestoreItem } from './inputs';
import { apply, parseItems, toOutputs } from './wholeRun';

export const mode = 'wholeRun';

export const execute: OperationRun['execute'] = async (context) => {
	const dryRun = context.getNodeParameter('dryRun', 0) as boolean;
	const connection = await connect(context);
	const { client, org } = connection;
	const { rows, errors } = parseItems(context, connection, parseRestoreItem);
	const requests = rows.map(({ request }) => request);
	const current = await readCurrentUsers(
		client,
		requests.map(({ userId }) => userId),
		new Date(),
	);
	const plan = planRestore(requests, current, org.orgId);
	const outcomes = dryRun ? plan : await apply(context, connection, plan);
	showWarnings(context, client);
	return toOutputs(outcomes, rows, errors);
};
