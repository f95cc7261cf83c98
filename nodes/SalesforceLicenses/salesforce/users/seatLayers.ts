import type { OrgConnection } from '../client/orgConnection';
import type {
	HeldSeats,
	LicenseHold,
	LicenseLayer,
	PermissionSetHold,
} from '../../licensing/model/userState';
import { LAYERS } from '../../licensing/model/userState';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import type { AssignedKind } from '../../licensing/model/licenses';
import { ASSIGNED_KINDS } from '../../licensing/model/licenses';
import type { Assignment } from '../licenses/assignments';
import { ASSIGNMENTS } from '../licenses/kinds/allKinds';
import type { Pool } from '../licenses/kinds/licenseKind';
import { licensedGroupComponentsQuery, permissionSetsOfQuery } from './queries';
import { queryAll, queryByIds, readIfPossible } from '../query/query';
import {
	permissionSetAssignmentRecord,
	permissionSetGroupComponentRecord,
} from '../schema/records';
import { ASSIGNMENT_END_FIELD } from '../schema/writes';
import { readPools } from '../licenses/pools';

/** What users hold in addition to their user license, by user. A layer that cannot be read is null. */
export interface SeatLayers extends Record<LicenseLayer, Map<string, LicenseHold[]> | null> {
	permissionSets: Map<string, PermissionSetHold[]> | null;
}

/** No layer was read. */
export const NO_LAYERS: SeatLayers = {
	permissionSets: null,
	permissionSetLicenses: null,
	packageLicenses: null,
};

/** What one user holds in each layer; null for a layer that was not read. */
export function layersOf(layers: SeatLayers, userId: string): HeldSeats {
	const of = <T>(layer: Map<string, T[]> | null) => layer && (layer.get(userId) ?? []);
	const licenses = Object.fromEntries(
		ASSIGNED_KINDS.map((kind) => [LAYERS[kind], of(layers[LAYERS[kind]])]),
	) as Record<LicenseLayer, LicenseHold[] | null>;
	return { permissionSets: of(layers.permissionSets), ...licenses };
}

/** Three reads for 400 users, and the lists of pools once. */
export async function readSeatLayers(
	connection: OrgConnection,
	userIds: readonly string[],
): Promise<SeatLayers> {
	const { client } = connection;
	const pools = await readPools(connection, ASSIGNED_KINDS);
	const holdsOf = async (kind: AssignedKind) => {
		const { label, ofUsers } = ASSIGNMENTS[kind];
		const rows = await readIfPossible(client, label, async () => await ofUsers(client, userIds));
		return toHolds(rows, pools.get(kind));
	};
	const layers = {} as SeatLayers;
	for (const kind of ASSIGNED_KINDS) layers[LAYERS[kind]] = await holdsOf(kind);
	layers.permissionSets = await readPermissionSets(client, userIds);
	return layers;
}

function toHolds(
	rows: readonly Assignment[] | null,
	pools: ReadonlyMap<string, Pool> | undefined,
): Map<string, LicenseHold[]> | null {
	if (rows === null || pools === undefined) return null;
	const holds = new Map<string, LicenseHold[]>();
	for (const { id, userId, licenseId } of rows) {
		const pool = pools.get(licenseId);
		add(holds, userId, {
			assignmentId: id,
			licenseId,
			licenseIdentifier: pool?.ref.licenseIdentifier ?? licenseId,
			...(pool === undefined ? {} : { licenseName: pool.license.licenseName }),
		});
	}
	return holds;
}

/** The permission sets of these users; groups are read once, and only if any are assigned. */
export async function readPermissionSets(
	client: SalesforceClient,
	userIds: readonly string[],
	licensesOfGroups = async () => await readLicensesOfGroups(client),
): Promise<SeatLayers['permissionSets']> {
	const read = await readIfPossible(
		client,
		'Permission sets of users (PermissionSetAssignment; needs "View Setup and Configuration")',
		async () => await readAssignments(client, userIds),
	);
	if (read === null) return null;
	const { rows, isExpiryKnown } = read;
	const grouped = rows.some(({ PermissionSetGroupId }) => PermissionSetGroupId !== null);
	const byGroup = (grouped ? await licensesOfGroups() : null) ?? new Map<string, Set<string>>();
	const sets = new Map<string, PermissionSetHold[]>();
	for (const row of rows) {
		const { Id, AssigneeId, PermissionSetId, PermissionSetGroupId, PermissionSet } = row;
		const licenses = new Set(byGroup.get(PermissionSetGroupId ?? ''));
		if (PermissionSet.LicenseId !== null) licenses.add(PermissionSet.LicenseId);
		add(sets, AssigneeId, {
			assignmentId: Id,
			permissionSetId: PermissionSetId,
			permissionSetGroupId: PermissionSetGroupId,
			name: PermissionSet.Label,
			licenseIds: [...licenses],
			expiresAt: row.ExpirationDate,
			isExpiryKnown,
		});
	}
	return sets;
}

/** With the expiration date of each, or without it if the org does not return it. */
async function readAssignments(client: SalesforceClient, userIds: readonly string[]) {
	const read = async (withEnd: boolean) =>
		await queryByIds(
			client,
			userIds,
			(ids) => permissionSetsOfQuery(ids, withEnd),
			permissionSetAssignmentRecord,
		);
	const rows = await read(true).catch((error: unknown) => error as Error);
	if (!(rows instanceof Error)) return { rows, isExpiryKnown: true };
	const isUnknown =
		rows instanceof SalesforceError &&
		rows.errorCode === 'INVALID_FIELD' &&
		rows.message.includes(ASSIGNMENT_END_FIELD);
	if (!isUnknown) throw rows;
	return { rows: await read(false), isExpiryKnown: false };
}

/** The licenses that the permission sets of each group require; null if they cannot be read. */
export async function readLicensesOfGroups(
	client: SalesforceClient,
): Promise<Map<string, Set<string>> | null> {
	const rows = await readIfPossible(
		client,
		'Permission set groups that require a license (PermissionSetGroupComponent)',
		async () =>
			await queryAll(client, licensedGroupComponentsQuery, permissionSetGroupComponentRecord),
	);
	if (rows === null) return null;
	const licenses = new Map<string, Set<string>>();
	for (const { PermissionSetGroupId, PermissionSet } of rows) {
		if (PermissionSetGroupId === null || PermissionSet.LicenseId === null) continue;
		const known = licenses.get(PermissionSetGroupId) ?? new Set();
		licenses.set(PermissionSetGroupId, known.add(PermissionSet.LicenseId));
	}
	return licenses;
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
	const list = map.get(key);
	if (list === undefined) map.set(key, [value]);
	else list.push(value);
}
