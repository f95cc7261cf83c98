import type { SalesforceClient } from './client';
import { NOT_SALESFORCE, SalesforceError } from './errors';
import { describeResult } from './records';

const known = new WeakMap<SalesforceClient, Promise<ReadonlySet<string>>>();

/** The fields of User that this org has and this user may see; asked once per run. */
export async function readUserFields(client: SalesforceClient): Promise<ReadonlySet<string>> {
	const asked = known.get(client) ?? describeUser(client);
	known.set(client, asked);
	return await asked;
}

async function describeUser(client: SalesforceClient): Promise<ReadonlySet<string>> {
	const parsed = describeResult.safeParse(await client.read(client.path('sobjects/User/describe')));
	if (!parsed.success) {
		throw new SalesforceError(NOT_SALESFORCE, 'The description of User is not as documented');
	}
	return new Set(parsed.data.fields.map(({ name }) => name));
}
