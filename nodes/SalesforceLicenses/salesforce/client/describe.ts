import type { z } from 'zod';
import type { ObjectName } from '../schema/schema';
import { describeResult } from './answers';
import type { SalesforceClient } from './client';
import { NOT_AS_DOCUMENTED, SalesforceError } from './errors';

/** sObject Describe: which fields the connected user sees, and which the user may write. */
export type Description = z.infer<typeof describeResult>;

const known = new WeakMap<SalesforceClient, Map<ObjectName, Promise<Description>>>();

/** One call for each object and run, however often it is requested. */
export async function describe(client: SalesforceClient, object: ObjectName): Promise<Description> {
	const asked = known.get(client) ?? new Map<ObjectName, Promise<Description>>();
	known.set(client, asked);
	const description = asked.get(object) ?? read(client, object);
	asked.set(object, description);
	return await description;
}

async function read(client: SalesforceClient, object: ObjectName): Promise<Description> {
	const parsed = describeResult.safeParse(
		await client.read(client.path(`sobjects/${object}/describe`)),
	);
	if (parsed.success) return parsed.data;
	throw new SalesforceError(
		NOT_AS_DOCUMENTED,
		`The description of ${object} does not match the Salesforce documentation`,
	);
}

/** The fields of User that this org has and this user may see. */
export async function readUserFields(client: SalesforceClient): Promise<ReadonlySet<string>> {
	const { fields } = await describe(client, 'User');
	return new Set(fields.map(({ name }) => name));
}

/** Custom fields of User with a plain value: no location, which is several fields in one. */
export async function readCustomUserFields(
	client: SalesforceClient,
): Promise<Array<{ name: string; label: string }>> {
	const { fields } = await describe(client, 'User');
	return fields
		.filter(({ name, type }) => name.endsWith('__c') && type !== 'location')
		.map(({ name, label }) => ({ name, label: label ?? name }));
}

/** The types of these fields of User according to Describe; a hidden field has none. */
export async function readUserFieldTypes(
	client: SalesforceClient,
	names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	if (names.length === 0) return new Map();
	const { fields } = await describe(client, 'User');
	return new Map(
		fields.flatMap(({ name, type }) =>
			type !== undefined && names.includes(name) ? [[name, type] as const] : [],
		),
	);
}
