import { readIfPossible } from '../../salesforce/query/query';
import { readUserStates } from '../../salesforce/users/currentUsers';
import { readProfileNames } from '../../salesforce/users/lookUp';
import { connect } from '../../transport/connect';
import type { OperationRun } from '../operation';
import { toItems } from '../output';
import { fieldOf, parametersOf } from '../parameters/values';

export const mode = 'perItem';

export const execute: OperationRun['execute'] = async (context, itemIndex, fields) => {
	const withProfiles = parametersOf(context, itemIndex).toggle(fieldOf(fields, 'includeProfiles'));
	const { client, org, connectedUserId, now } = await connect(context);
	const ids = connectedUserId === null ? [] : [connectedUserId];
	const users = await readIfPossible(
		client,
		'The connected user',
		async () => await readUserStates(client, ids, now),
	);
	const usage = client.policy.apiUsage;
	const row = {
		...org,
		apiVersion: client.apiVersion,
		apiCallsUsed: usage?.used ?? null,
		apiCallsLimit: usage?.max ?? null,
		apiCallsLeft: usage === null ? null : usage.max - usage.used,
		connectedUserId,
		connectedUsername:
			connectedUserId === null ? null : (users?.get(connectedUserId)?.username ?? null),
	};
	if (!withProfiles) return [toItems([row], itemIndex)];
	const profiles = (await readProfileNames(client)).map(({ Id, Name }) => ({ id: Id, name: Name }));
	return [toItems([{ ...row, profiles }], itemIndex)];
};
