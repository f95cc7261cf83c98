import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';
import { trimName } from '../../../licensing/model/closest';
import { closestUsernames, findUsers } from '../../../salesforce/users/lookUp';
import type { Connection } from '../../../transport/connect';
import { toList } from '../../parameters/inputs';

/** The border for the list of people whom a run never touches, and the org's word on who they are. */

const list = z.union([z.string(), z.array(z.string())]);

/** The ids of the users in Protected Usernames. What names nobody ends a run that writes, before it does. */
export async function protectedUserIds(
	context: IExecuteFunctions,
	{ client, org }: Connection,
	dryRun: boolean,
): Promise<ReadonlySet<string>> {
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), `Protected Usernames: ${message}`, { description });
	const given = list.safeParse(context.getNodeParameter('protectedUsernames', 0, ''));
	if (!given.success) {
		throw refuse(
			'a text or a list of texts is needed',
			'Nothing was written. Give usernames or user ids, separated by commas or as a list. An expression may have found nothing.',
		);
	}
	const text = typeof given.data === 'string' ? trimName(given.data) : null;
	const names = (typeof given.data === 'string' ? toList(given.data) : given.data).map(trimName);
	const isEmpty = text === null ? names.includes('') : text !== '' && names.every(isBlank);
	if (isEmpty) {
		throw refuse(
			'a name is empty',
			'Nothing was written. An expression may have found nothing. Give the names, or leave the parameter empty to protect nobody by name.',
		);
	}
	const { ids, missing } = await findUsers(
		client,
		names.filter((name) => !isBlank(name)),
	);
	if (missing.length === 0) return new Set(ids);
	const said: string[] = [];
	for (const name of missing.slice(0, MOST_NAMED)) {
		const [near] = await closestUsernames(client, name);
		said.push(`"${name}"${near === undefined ? '' : ` (closest: "${near}")`}`);
	}
	const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
	const message = `nobody in ${org.name} has the username or id ${said.join(', ')}${more}`;
	const ignores = context.getNodeParameter('ignoreUnknownProtectedUsers', 0, false);
	if (!dryRun && ignores !== true) {
		throw refuse(
			message,
			'Nothing was written, because somebody thinks that this person is protected. Correct the name, or switch on Ignore Unknown Protected Users if it is fine that this org does not have such a user.',
		);
	}
	client.report.warn(`Protected Usernames: ${message}, so it protects nobody there.`);
	return new Set(ids);
}

const isBlank = (name: string) => name === '';

/** So many names fit a message; each may cost two calls. */
const MOST_NAMED = 3;
