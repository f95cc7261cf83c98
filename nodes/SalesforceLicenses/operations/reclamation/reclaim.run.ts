import { NodeOperationError } from 'n8n-workflow';
import { capExceeded } from '../../licensing/caps';
import { planReclaim } from '../../licensing/plan';
import { readCurrentUsers } from '../../salesforce/currentUsers';
import { activeUserCount } from '../../salesforce/queries';
import { count } from '../../salesforce/query';
import { connect } from '../../transport/connect';
import { showWarnings } from '../items';
import type { OperationRun } from '../operation';
import { parseReclaimItem } from './inputs';
import { apply, parseItems, toOutputs, usersToWrite } from './wholeRun';

export const mode = 'wholeRun';

/** Read the present state, decide, and - unless this is a dry run - apply the very same plan. */
export const execute: OperationRun['execute'] = async (context) => {
	const dryRun = context.getNodeParameter('dryRun', 0) as boolean;
	const caps = {
		maxUsers: context.getNodeParameter('maxUsers', 0) as number,
		maxPercent: context.getNodeParameter('maxPercent', 0) as number,
	};
	const connection = await connect(context);
	const { client, org, connectedUserId } = connection;
	const { rows, errors } = parseItems(context, connection, parseReclaimItem);
	if (!dryRun && connectedUserId === null) {
		throw new NodeOperationError(
			context.getNode(),
			'Salesforce does not say which user this connection runs as',
			{
				description:
					'Without it the run could lock out the connection itself, so nothing was written. Connect the credential again.',
			},
		);
	}
	const requests = rows.map(({ request }) => request);
	const current = await readCurrentUsers(
		client,
		requests.map(({ userId }) => userId),
		new Date(),
	);
	const plan = planReclaim(requests, current, { orgId: org.orgId, connectedUserId });

	const users = usersToWrite(plan);
	const exceeded =
		users === 0 ? null : capExceeded(users, await count(client, activeUserCount), caps);
	if (exceeded !== null && !dryRun) {
		throw new NodeOperationError(context.getNode(), exceeded);
	}
	const outcomes = dryRun ? plan : await apply(context, connection, plan);
	showWarnings(context, client);
	context.addExecutionHints({
		message: dryRun
			? `Dry run: nothing was written. ${users} users would be touched.${exceeded === null ? '' : ` ${exceeded}`}`
			: `${outcomes.filter(({ outcome }) => outcome === 'done').length} of ${outcomes.length} candidates reclaimed with ${client.calls} API calls. Seat counts of Salesforce may lag behind.`,
		type: exceeded === null ? 'info' : 'warning',
		location: 'outputPane',
	});
	return toOutputs(outcomes, rows, errors);
};
