import { FreeSeats } from '../../licensing/freeSeats';
import { planRestore } from '../../licensing/restore';
import { readCurrentUsers } from '../../salesforce/currentUsers';
import { readFreeSeats } from '../../salesforce/freeSeats';
import { connect } from '../../transport/connect';
import { showWarnings } from '../items';
import type { OperationRun } from '../operation';
import { parseRestoreItem } from './inputs';
import { apply, parseItems, toOutputs } from './wholeRun';

export const mode = 'wholeRun';

/** Seats are asked first: a step for which none is free is blocked before anything is written. */
export const execute: OperationRun['execute'] = async (context) => {
	const dryRun = context.getNodeParameter('dryRun', 0) as boolean;
	const connection = await connect(context);
	const { client, org } = connection;
	const { rows, errors } = parseItems(context, connection, parseRestoreItem);
	const requests = rows.map(({ request }) => request);
	const userIds = requests.map(({ userId }) => userId);
	const current = await readCurrentUsers(client, org.orgId, userIds, new Date());
	// Planned twice: the first pass only tells which seats are needed.
	const asked = new FreeSeats();
	planRestore(requests, current, org.orgId, asked);
	const freeSeats = await readFreeSeats(client, org.orgId, asked.wanted);
	const plan = planRestore(requests, current, org.orgId, freeSeats);
	const outcomes = dryRun ? plan : await apply(context, connection, plan);
	showWarnings(context, client);
	return toOutputs(outcomes, rows, errors);
};
