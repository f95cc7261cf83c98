import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { closestUsernames, findUsers } from '../../../salesforce/users/lookUp';
import type { Connection } from '../../../transport/connect';
import type { ReclaimParameters } from './reclaimParameters';

/** A message suggests matches for at most this many names: each may cost two calls. */
const MOST_NAMED = 3;

/**
 * The ids of the users in Protected Usernames. A name that matches no user ends a run that writes before
 * its first write: the user who entered it believes that it protects a person.
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
		said.push(`"${name}"${near === undefined ? '' : ` (closest match: "${near}")`}`);
	}
	const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
	const message = `${org.name} has no user with the username or ID ${said.join(', ')}${more}`;
	if (!given.dryRun && !given.ignoreUnknownProtectedUsers) {
		throw new NodeOperationError(context.getNode(), `Protected Usernames: ${message}`, {
			description:
				'Nothing was written, because a misspelled name would protect no one. Correct the name, or turn on Ignore Unknown Protected Users if the user does not exist in this org.',
		});
	}
	client.report.warn(
		`Protected Usernames: ${message}. The run continued without protecting anyone by this entry.`,
	);
	return new Set(ids);
}
