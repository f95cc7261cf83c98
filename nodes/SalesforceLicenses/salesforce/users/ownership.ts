import type { OwnedRecord } from '../../licensing/planning/transfer';
import type { SalesforceClient } from '../client/client';
import type { OwnedObject } from './queries';
import { ownedQuery, ownersQuery } from './queries';
import { queryByIds, readIfPossible } from '../query/query';
import { ownerRecord } from '../schema/records';
import { OWNER_FIELDS } from '../schema/writes';

/** Who owns which records. */

export const OWNED_OBJECTS = Object.keys(OWNER_FIELDS) as OwnedObject[];

/** Steps come from stores, so the object name is checked like everything else. */
export function ownedObject(name: string | null): OwnedObject {
	const object = OWNED_OBJECTS.find((known) => known === name);
	if (object === undefined) throw new TypeError(`Records of ${name} cannot be transferred`);
	return object;
}

/** What each of these users owns of these objects; one read for 400 users and object, plus further pages. */
export async function readOwned(
	client: SalesforceClient,
	objects: readonly OwnedObject[],
	userIds: readonly string[],
): Promise<Map<string, OwnedRecord[]>> {
	const owned = new Map<string, OwnedRecord[]>();
	for (const object of objects) {
		const rows = await readIfPossible(client, `The owners of ${object} records`, async () =>
			queryByIds(client, userIds, (ids) => ownedQuery(object, ids), ownerRecord),
		);
		for (const row of rows ?? []) {
			const owner = row.OwnerId ?? row.ActorId;
			if (owner === null) continue;
			const records = owned.get(owner) ?? [];
			records.push({ object, recordId: row.Id });
			owned.set(owner, records);
		}
	}
	return owned;
}

/** The present owners of records, by record id. */
export async function readOwners(
	client: SalesforceClient,
	wanted: ReadonlyArray<{ object: OwnedObject; recordIds: readonly string[] }>,
): Promise<Map<string, string>> {
	const owners = new Map<string, string>();
	for (const { object, recordIds } of wanted) {
		const toQuery = (ids: readonly string[]) => ownersQuery(object, ids);
		for (const row of await queryByIds(client, recordIds, toQuery, ownerRecord)) {
			const owner = row.OwnerId ?? row.ActorId;
			if (owner !== null) owners.set(row.Id, owner);
		}
	}
	return owners;
}
