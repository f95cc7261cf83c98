import { RULE_ACTIONS } from '../../licensing/model/actions';
import { SIGNAL_NAMES } from '../../licensing/model/activity';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import { checkAccess, PROCESSES } from '../../salesforce/organization/access';
import { connect } from '../../transport/connect';
import type { OperationRun } from '../operation';
import { toItems } from '../output';
import { parametersOf } from '../parameters/values';
import { ACCESS_ACTIONS_FIELD, ACCESS_KINDS_FIELD, ACCESS_SIGNALS_FIELD } from './accessFields';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex) => {
	const given = parametersOf(context, itemIndex);
	const choice = {
		kinds: given.options(ACCESS_KINDS_FIELD, LICENSE_KINDS, { atLeastOne: true, noun: 'kind' }),
		signals: given.options(ACCESS_SIGNALS_FIELD, SIGNAL_NAMES, { noun: 'signal' }),
		actions: given.options(ACCESS_ACTIONS_FIELD, RULE_ACTIONS, { noun: 'action' }),
	};
	const connection = await connect(context);
	const { org, connectedUserId } = connection;
	const checks = await checkAccess(connection, choice);
	// A process of which nothing was chosen was not checked, so nothing is said of it.
	const rows = PROCESSES.flatMap((process) => {
		const mine = checks.filter((check) => check.process === process);
		if (mine.length === 0) return [];
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
