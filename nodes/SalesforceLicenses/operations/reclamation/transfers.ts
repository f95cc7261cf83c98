import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { ReclaimRequest } from '../../licensing/plan';
import type { Transfers } from '../../licensing/transfer';
import type { CurrentUser } from '../../licensing/userState';
import type { SalesforceClient } from '../../salesforce/client';
import { readHeirs } from '../../salesforce/heirs';
import { findUsers } from '../../salesforce/namedUsers';
import { readOwned } from '../../salesforce/ownership';
import type { OwnedObject } from '../../salesforce/queriesOfUsers';
import { KEY_PREFIX } from '../../salesforce/schema';
import { isId, toLongId } from '../../salesforce/soql';
import { locatorParameter } from '../items';

/** What is handed over before users are deactivated; null where nobody asked for it. */
export async function readTransfers(
	context: IExecuteFunctions,
	client: SalesforceClient,
	requests: readonly ReclaimRequest[],
	current: ReadonlyMap<string, CurrentUser>,
): Promise<Transfers | null> {
	if (context.getNodeParameter('transferRecords', 0, false) !== true) return null;
	const ending = requests.flatMap(({ userId, action }) =>
		(action === 'deactivate' || action === 'wholeSeat') && current.get(userId)?.isActive === true
			? [userId]
			: [],
	);
	const userIds = [...new Set(ending)];
	const objects = context.getNodeParameter('transferObjects', 0) as OwnedObject[];
	const named =
		context.getNodeParameter('transferTo', 0) === 'user' ? await namedUser(context, client) : null;
	return {
		owned: await readOwned(client, objects, userIds),
		heirOf: await readHeirs(client, userIds, named, new Date()),
		maxRecordsPerUser: context.getNodeParameter('maxRecordsPerUser', 0) as number,
	};
}

async function namedUser(context: IExecuteFunctions, client: SalesforceClient): Promise<string> {
	const given = locatorParameter(context, 'transferUser');
	if (isId(given, KEY_PREFIX.User)) return toLongId(given);
	const [id] = given === '' ? [] : (await findUsers(client, [given])).ids;
	if (id !== undefined) return id;
	throw new NodeOperationError(
		context.getNode(),
		`The org has no user "${given}" to take over the records`,
		{
			description:
				'Nothing was written. Correct the parameter Transfer To User: a username or a user id.',
		},
	);
}
