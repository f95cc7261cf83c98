import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { DirectoryEntry, MatchWay } from '../../licensing/model/directory';
import { Directory, MATCH_WAYS } from '../../licensing/model/directory';
import type { ParsedRows } from './jsonRows';
import { parseJsonRows } from './jsonRows';
import { trimmedText } from './given';
import { PEOPLE_FIELDS } from './peopleFields';
import { fieldOf, parametersOf } from './values';

/** Parses the company's own list of people. Additional columns are ignored. */
const name = trimmedText;
const names = z
	.union([name, z.array(name)])
	.nullish()
	.transform((value) => [value ?? []].flat().filter((one) => one !== ''));

const row = z
	.object({
		personKey: z
			.union([z.string().trim().min(1, 'personKey is missing or empty'), z.number().finite()], {
				errorMap: () => ({ message: 'Enter a text or a number' }),
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
				message:
					'Enter at least one of email, username and federationId to match the person to users',
			});
		}
		return { personKey, emails: email, usernames: username, federationIds: federationId };
	});

export function parseDirectory(json: unknown): ParsedRows<DirectoryEntry> {
	return parseJsonRows(json, row, 'the directory');
}

/** The directory in the node's parameters; null if there is none. */
export function directoryParameter(
	context: IExecuteFunctions,
	itemIndex: number,
): Directory | null {
	const given = parametersOf(context, itemIndex);
	const field = fieldOf(PEOPLE_FIELDS, 'directory');
	const parsed = parseDirectory(given.value(field));
	if (!parsed.ok) {
		throw given.refuse(
			field,
			parsed.reason,
			'Fix that row in Directory. A row has "personKey" and at least one of "email", "username" and "federationId".',
		);
	}
	const chosen = given.options(fieldOf(PEOPLE_FIELDS, 'matchPeopleBy'), MATCH_WAYS, {
		atLeastOne: true,
		noun: 'way to match people',
	});
	const domainField = fieldOf(PEOPLE_FIELDS, 'usernameDomain');
	const domain = given.text(domainField).replace(/^@/, '');
	if (parsed.rows.length === 0) return null;
	const ways: MatchWay[] = MATCH_WAYS.filter((way) => chosen.includes(way));
	if (ways.includes('usernameWithDomain') && domain === '') {
		throw given.refuse(
			domainField,
			'Match People By contains Username With Another Domain, which needs a domain',
			'Enter the domain used in the directory, e.g. acme.com, or remove that option from Match People By.',
		);
	}
	return new Directory(parsed.rows, { ways, domain });
}
