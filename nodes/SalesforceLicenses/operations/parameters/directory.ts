import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { DirectoryEntry, MatchWay } from '../../licensing/model/directory';
import { Directory, MATCH_WAYS } from '../../licensing/model/directory';
import type { ParsedRows } from './jsonRows';
import { parseJsonRows } from './jsonRows';
import { trimmedText } from './given';
import {
	ADDRESSES_FIELD,
	FROM_ADDRESSES,
	FROM_NODE,
	NODE_FIELDS,
	PEOPLE_FIELDS,
} from './peopleFields';
import type { Parameters } from './values';
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
	const others = withoutJson(context, itemIndex, given);
	if (parsed.rows.length > 0 && others.length > 0) {
		const fix = 'Use one of the two, so that it is clear who is in the directory.';
		throw given.refuse(field, 'there are people in Directory From Items too', fix);
	}
	const rows = [...parsed.rows, ...others];
	if (rows.length === 0) return null;
	const ways: MatchWay[] = MATCH_WAYS.filter((way) => chosen.includes(way));
	if (ways.includes('usernameWithDomain') && domain === '') {
		throw given.refuse(
			domainField,
			'Match People By contains Username With Another Domain, which needs a domain',
			'Enter the domain used in the directory, e.g. acme.com, or remove that option from Match People By.',
		);
	}
	return new Directory(rows, { ways, domain });
}

/** The people whose fields or addresses were entered; none where nothing was. */
function withoutJson(
	context: IExecuteFunctions,
	itemIndex: number,
	given: Parameters,
): DirectoryEntry[] {
	const field = fieldOf(PEOPLE_FIELDS, 'directoryFrom');
	const entered = given.inside(field);
	const [node, list] = [FROM_NODE, FROM_ADDRESSES].map((group) => ({ ...group, default: {} }));
	return [
		...(entered.has(node) ? peopleOfNode(context, itemIndex, entered.inside(node)) : []),
		...(entered.has(list) ? peopleOfAddresses(entered.inside(list)) : []),
	];
}

const ADDRESS = /^[^\s@]+@[^\s@]+$/;

function peopleOfAddresses(given: Parameters): DirectoryEntry[] {
	const addresses = given.list(ADDRESSES_FIELD);
	const wrong = addresses.find((address) => !ADDRESS.test(address));
	if (wrong === undefined && addresses.length > 0) {
		return addresses.map((address) => ({
			...{ personKey: address.toLowerCase(), emails: [address] },
			...{ usernames: [], federationIds: [] },
		}));
	}
	throw given.refuse(
		ADDRESSES_FIELD,
		wrong === undefined ? 'it is empty' : `"${wrong}" is not an email address`,
		'Enter one email address on each line, or remove the list.',
	);
}

const [NODE_NAME, PERSON_KEY, EMAILS, USERNAMES, FEDERATION_IDS] = NODE_FIELDS;
/** The names of an item, as a row of the directory calls them. */
const NAMES = [
	['email', EMAILS],
	['username', USERNAMES],
	['federationId', FEDERATION_IDS],
] as const;

function peopleOfNode(
	context: IExecuteFunctions,
	itemIndex: number,
	given: Parameters,
): DirectoryEntry[] {
	const node = given.text(NODE_NAME);
	const keyField = given.text(PERSON_KEY);
	const fields = NAMES.map(([name, field]) => ({ name, field, paths: given.list(field) }));
	if (fields.every(({ paths }) => paths.length === 0)) {
		const fix = 'Name at least one field of the items by which users are matched to people.';
		throw given.refuse(EMAILS, 'it is empty, and so are the other two', fix);
	}
	const items = itemsOf(context, itemIndex, given, node);
	const used = [
		...fields.flatMap(({ field, paths }) => paths.map((path) => [field, path] as const)),
		...(keyField === '' ? [] : [[PERSON_KEY, keyField] as const]),
	];
	for (const [field, path] of used) {
		if (items.some((item) => valueAt(item, path) !== undefined)) continue;
		const there = Object.keys(items[0]).join(', ') || 'no field';
		const fix = `Enter the name as it is in the output of "${node}". Its first item has: ${there}.`;
		throw given.refuse(field, `no item of the node "${node}" has the field "${path}"`, fix);
	}
	const people = items.map((item) => {
		const names = fields.map(({ name, paths }) => [
			name,
			paths.flatMap((path) => valueAt(item, path) ?? []).map(numberAsText),
		]);
		const row = Object.fromEntries(names) as Record<string, unknown[]>;
		const first = Object.values(row)
			.flat()
			.find((name) => name !== '');
		const personKey = keyField === '' ? (first ?? NO_NAME) : valueAt(item, keyField);
		return { ...row, personKey };
	});
	const parsed = parseDirectory(people);
	if (parsed.ok) return parsed.rows;
	const fix = `A row is an item of the node "${node}". Correct that item, or leave it out before it gets here.`;
	throw given.refuse(NODE_NAME, parsed.reason, fix);
}

/** Of a person without any name, which the directory refuses. */
const NO_NAME = 'none';

type Item = Readonly<Record<string, unknown>>;

/** What the node has returned in this execution. A node that returned nothing has lost the list. */
function itemsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	given: Parameters,
	node: string,
): Item[] {
	const fix = 'Enter the name of a node that runs before this one and returns one item per person.';
	if (node === '') throw given.refuse(NODE_NAME, 'it is empty', fix);
	let items: Array<{ json: Item }>;
	try {
		const { $ } = context.getWorkflowDataProxy(itemIndex) as { $: NodeReader };
		items = $(node).all();
	} catch (error) {
		const complaint = `the items of the node "${node}" cannot be read: ${(error as Error).message}`;
		throw given.refuse(NODE_NAME, complaint, fix);
	}
	if (items.length > 0) return items.map(({ json }) => json);
	throw given.refuse(NODE_NAME, `the node "${node}" returned no items`, fix);
}

/** n8n's own way to other nodes, as in expressions. */
type NodeReader = (name: string) => { all: () => Array<{ json: Item }> };

/** A field, or one inside others: `contact.mail`. */
function valueAt(item: Item, path: string): unknown {
	if (Object.hasOwn(item, path)) return item[path];
	return path.split('.').reduce<unknown>((value, name) => {
		const isObject = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
		return isObject ? (value as Item)[name] : undefined;
	}, item);
}

const numberAsText = (value: unknown) =>
	typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
