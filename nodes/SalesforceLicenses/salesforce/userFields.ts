import type { SalesforceClient } from './client';
import { describe } from './describe';

/** The fields of User that this org has and this user may see. */
export async function readUserFields(client: SalesforceClient): Promise<ReadonlySet<string>> {
	const { fields } = await describe(client, 'User');
	return new Set(fields.map(({ name }) => name));
}
