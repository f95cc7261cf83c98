import type { Granting, Grants } from '../../licensing/restoring/grants';
import type { SalesforceClient } from '../client/client';
import { describe } from '../client/describe';
import { queryByIds, readIfPossible } from '../query/query';
import { grantingSetRecord, groupComponentRecord } from '../schema/records';
import { DECISIVE_RIGHTS, RIGHTS_FIELDS } from '../schema/grants';
import {
	grantingSetsQuery,
	groupComponentsQuery,
	setsOfGroupsQuery,
	setsOfProfilesQuery,
} from './queries';

/**
 * Which permissions over all data or users these profiles, permission sets and groups grant, by their ids.
 * A profile and a group each own a permission set that contains them (Object Reference, PermissionSet:
 * ProfileId, PermissionSetGroupId); because the set of a group may be out of date, the sets in the group
 * are checked too. A grant that could not be read, or not completely, is missing in the result.
 */
export async function readGrants(client: SalesforceClient, wanted: Granting): Promise<Grants> {
	const grants = new Map<string, readonly string[]>();
	const { profiles, permissionSets, permissionSetGroups } = wanted;
	if (profiles.length + permissionSets.length + permissionSetGroups.length === 0) return grants;
	const read = await readIfPossible(
		client,
		'The permissions that profiles and permission sets grant (PermissionSet; needs "View Setup and Configuration")',
		async () => await grantsOf(client, wanted),
	);
	for (const [id, granted] of read ?? []) grants.set(id, granted);
	return grants;
}

async function grantsOf(
	client: SalesforceClient,
	{ profiles, permissionSets, permissionSetGroups }: Granting,
): Promise<Map<string, string[]>> {
	const grants = new Map<string, string[]>();
	const { fields } = await describe(client, 'PermissionSet');
	const known = new Set(fields.map(({ name }) => name));
	if (!DECISIVE_RIGHTS.every((right) => known.has(RIGHTS_FIELDS[right]))) return grants;
	const shown = Object.entries(RIGHTS_FIELDS).filter(([, field]) => known.has(field));
	const columns = shown.map(([, field]) => field);
	const grantedBy = (row: Record<string, unknown>) =>
		columns.every((field) => typeof row[field] === 'boolean')
			? shown.filter(([, field]) => row[field] === true).map(([right]) => right)
			: undefined;

	const components = await queryByIds(
		client,
		permissionSetGroups,
		groupComponentsQuery,
		groupComponentRecord,
	);
	const parts = components.map(({ PermissionSetId }) => PermissionSetId);
	const sets = [...new Set([...permissionSets, ...parts])];
	const rowsOf = async (ids: readonly string[], toQuery: typeof grantingSetsQuery) =>
		await queryByIds(client, ids, (some) => toQuery(some, columns), grantingSetRecord);
	const set = (id: string | null, granted: string[] | undefined) => {
		if (id !== null && granted !== undefined) grants.set(id, granted);
	};
	for (const row of await rowsOf(sets, grantingSetsQuery)) set(row.Id, grantedBy(row));
	for (const row of await rowsOf(profiles, setsOfProfilesQuery)) set(row.ProfileId, grantedBy(row));
	for (const row of await rowsOf(permissionSetGroups, setsOfGroupsQuery)) {
		const id = row.PermissionSetGroupId;
		const ofGroup = components.filter(({ PermissionSetGroupId }) => PermissionSetGroupId === id);
		const all = [
			grantedBy(row),
			...ofGroup.map(({ PermissionSetId }) => grants.get(PermissionSetId)),
		];
		// If a permission set of the group cannot be read, the group counts as unread.
		if (!all.includes(undefined)) set(id, [...new Set(all.flatMap((granted) => granted ?? []))]);
	}
	return grants;
}
