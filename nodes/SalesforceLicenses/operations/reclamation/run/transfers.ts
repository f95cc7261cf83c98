import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { ReclaimRequest } from '../../../licensing/planning/plan';
import type { Transfers } from '../../../licensing/planning/transfer';
import type { CurrentUser } from '../../../licensing/model/userState';
import type { SalesforceClient } from '../../../salesforce/client/client';
import { readNewOwners } from '../../../salesforce/users/newOwners';
import { closestUsernames, findUsers } from '../../../salesforce/users/lookUp';
import { readOwned } from '../../../salesforce/users/ownership';
import { KEY_PREFIX } from '../../../salesforce/schema/schema';
import { isId, toLongId } from '../../../salesforce/schema/soql';
import type { TransferParameters } from './reclaimParameters';

/** What is transferred before users are deactivated; null if Transfer Records is off. */
export async function readTransfers(
	context: IExecuteFunctions,
	client: SalesforceClient,
	requests: readonly ReclaimRequest[],
	current: ReadonlyMap<string, CurrentUser>,
	transfer: TransferParameters | null,
): Promise<Transfers | null> {
	if (transfer === null) return null;
	const ending = requests.flatMap(({ userId, action }) =>
		(action === 'deactivate' || action === 'wholeSeat') && current.get(userId)?.isActive === true
			? [userId]
			: [],
	);
	const userIds = [...new Set(ending)];
	const { objects, newOwner, maxRecordsPerUser } = transfer;
	const named = newOwner === null ? null : await namedUser(context, client, newOwner);
	return {
		owned: await readOwned(client, objects, userIds),
		newOwnerOf: await readNewOwners(client, userIds, named, new Date()),
		maxRecordsPerUser,
	};
}

async function namedUser(
	context: IExecuteFunctions,
	client: SalesforceClient,
	given: string,
): Promise<string> {
	if (isId(given, KEY_PREFIX.User)) return toLongId(given);
	const [id] = (await findUsers(client, [given])).ids;
	if (id !== undefined) return id;
	const [near] = await closestUsernames(client, given);
	const hint = near === undefined ? '' : `; closest match: "${near}"`;
	throw new NodeOperationError(
		context.getNode(),
		`Transfer To User: the org has no user "${given}"${hint}`,
		{
			description: 'Nothing was written. Correct Transfer To User: enter a username or a user ID.',
		},
	);
}
