import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { closestUsernames, findUsers } from '../../../salesforce/users/lookUp';
import type { Connection } from '../../../transport/connect';
import type { ReclaimParameters } from './reclaimParameters';

/** A message names this many names at most: each may cost two calls. */
const MOST_NAMED = 3;

/**
 * The ids of the users in Protected Usernames. A name that matches no user ends a run that writes before
 * its first write: whoever entered it believes that somebody is protected.
 */
export async function protectedUserIds(
	context: IExecuteFunctions,
	{ client, org }: Connection,
	given: Pick<ReclaimParameters, 'protectedUsernames' | 'ignoreUnknownProtectedUsers' | 'dryRun'>,
): Promise<ReadonlySet<string>> {
	const { ids, missing } = await findUsers(client, given.protectedUsernames);
	if (missing.length === 0) return new Set(ids);
	const said: string[] = [];
	for (const name of missing.slice(0, MOST_NAMED)) {
		const [near] = await closestUsernames(client, name);
		said.push(`"${name}"${near === undefined ? '' : ` (closest: "${near}")`}`);
	}
	const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
	const message = `nobody in ${org.name} has the username or id ${said.join(', ')}${more}`;
	if (!given.dryRun && !given.ignoreUnknownProtectedUsers) {
		throw new NodeOperationError(context.getNode(), `Protected Usernames: ${message}`, {
			description:
				'Nothing was written, because this list is meant to protect them. Correct the name, or turn on Ignore Unknown Protected Users if this org is not supposed to have such a user.',
		});
	}
	client.report.warn(`Protected Usernames: ${message}, so it protects nobody there.`);
	return new Set(ids);
}
