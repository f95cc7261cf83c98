import { checkAccess, PROCESSES } from '../../salesforce/organization/access';
import { connect } from '../../transport/connect';
import type { OperationRun } from '../operation';
import { toItems } from '../output';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const { client, org, connectedUserId } = await connect(context);
	const checks = await checkAccess(client);
	const rows = PROCESSES.map((process) => {
		const mine = checks.filter((check) => check.process === process);
		const missing = mine.filter(({ status }) => status === 'missing');
		return {
			process,
			status: missing.length === 0 ? 'ok' : 'missing',
			missingPermissions: [...new Set(missing.flatMap(({ permission }) => permission ?? []))],
			orgId: org.orgId,
			connectedUserId,
			checks: mine,
		};
	});
	return [toItems(rows, itemIndex)];
};
