import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';
import type { DirectoryEntry, MatchWay } from '../../licensing/model/directory';
import { Directory, MATCH_WAYS } from '../../licensing/model/directory';
import type { ParsedRows } from './jsonRows';
import { parseJsonRows } from './jsonRows';

/** The border for the company's own list of people. Other columns of it are of no interest here. */
const name = z.string().trim();
const names = z
	.union([name, z.array(name)])
	.nullish()
	.transform((value) => [value ?? []].flat().filter((one) => one !== ''));

const row = z
	.object({
		personKey: z
			.union([z.string().trim().min(1, 'A key is needed'), z.number().finite()], {
				errorMap: () => ({ message: 'A text or a number is needed' }),
			})
			.transform(String),
		email: names,
		username: names,
		federationId: names,
	})
	.transform(({ personKey, email, username, federationId }, context): DirectoryEntry => {
		if (email.length + username.length + federationId.length === 0) {
			context.addIssue({
				code: 'custom',
				message: 'One of email, username and federationId is needed to find the person',
			});
		}
		return { personKey, emails: email, usernames: username, federationIds: federationId };
	});

export function parseDirectory(json: unknown): ParsedRows<DirectoryEntry> {
	return parseJsonRows(json, row, 'the directory');
}

/** The directory of the node's parameters; null where none is given. */
export function directoryParameter(
	context: IExecuteFunctions,
	itemIndex: number,
): Directory | null {
	const parsed = parseDirectory(context.getNodeParameter('directory', itemIndex, '[]'));
	const refuse = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { description, itemIndex });
	if (!parsed.ok) {
		throw refuse(
			`Directory: ${parsed.reason}`,
			'Mend that row in the parameter Directory. A row is {"personKey"} and any of "email", "username" and "federationId".',
		);
	}
	if (parsed.rows.length === 0) return null;
	const chosen = context.getNodeParameter('matchPeopleBy', itemIndex, [
		'federationId',
		'email',
		'username',
	]) as string[];
	const unknown = chosen.find((way) => !(MATCH_WAYS as readonly string[]).includes(way));
	if (unknown !== undefined || chosen.length === 0) {
		throw refuse(
			unknown === undefined
				? 'Match People By: nothing is chosen'
				: `Match People By: there is no way "${unknown}" to match people`,
			`Choose at least one of ${MATCH_WAYS.join(', ')}.`,
		);
	}
	const ways: MatchWay[] = MATCH_WAYS.filter((way) => chosen.includes(way));
	const domain = String(context.getNodeParameter('usernameDomain', itemIndex, ''))
		.trim()
		.replace(/^@/, '');
	if (ways.includes('usernameWithDomain') && domain === '') {
		throw refuse(
			'Username Domain: a domain is needed to match usernames with another domain',
			'Enter the domain that the directory has, e.g. acme.com, or match people otherwise.',
		);
	}
	return new Directory(parsed.rows, { ways, domain });
}
