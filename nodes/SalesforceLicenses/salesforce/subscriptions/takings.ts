import type { AssignedKind, LicenseKind } from '../../licensing/model/licenses';
import { ASSIGNED_KINDS, isAssigned } from '../../licensing/model/licenses';
import { foldName } from '../../licensing/model/closest';
import type { TakenSeat, Taking } from '../../licensing/playbook/ledger/takers';
import { seatOfUser } from '../../licensing/playbook/ledger/takers';
import type { SalesforceClient } from '../client/client';
import type { OrgConnection } from '../client/orgConnection';
import { readPools } from '../licenses/pools';
import { queryAll, queryByIds, readIfPossible } from '../query/query';
import { ASSIGNMENT_OBJECTS } from '../schema/assignmentObjects';
import { userNameRecord } from '../schema/records';
import { ACTIVATED, assignerRecord, auditEntryRecord, turnedOn } from '../schema/takings';
import { usersNamedQuery } from '../users/queries';
import { assignersQuery, auditTrailQuery } from './queries';

/** Who gave users their seats again: by the assignments themselves, and by Setup Audit Trail for the others. */
export interface TakingsRead {
	of(seat: TakenSeat): Taking[];
	/** What could not be read about a seat of this kind, in words. */
	notRead(kind: LicenseKind): string[];
}

type Found = Omit<Taking, 'by'> & { byId: string | null };

export async function readTakings(
	connection: OrgConnection,
	seats: readonly TakenSeat[],
): Promise<TakingsRead> {
	const { client } = connection;
	const found = new Map<string, Found[]>();
	const notRead = new Map<LicenseKind, string[]>();
	const add = (key: string, one: Found) => found.set(key, [...(found.get(key) ?? []), one]);
	for (const kind of ASSIGNED_KINDS) {
		const ofKind = seats.filter(({ licenseKind }) => licenseKind === kind);
		if (ofKind.length > 0 && !(await readAssigners(connection, kind, ofKind, add))) {
			notRead.set(kind, ['assignments']);
		}
	}
	const others = seats.filter(({ licenseKind }) => !isAssigned(licenseKind));
	if (others.length > 0 && !(await readAuditTrail(client, others, add))) {
		for (const { licenseKind } of others) notRead.set(licenseKind, ['Setup Audit Trail']);
	}
	const names = await readNames(
		client,
		[...found.values()].flat().flatMap(({ byId }) => byId ?? []),
	);
	return {
		notRead: (kind) => notRead.get(kind) ?? [],
		of: ({ userId, licenseKind, licenseIdentifier }) =>
			(found.get(seatOfUser(userId, licenseKind, licenseIdentifier)) ?? []).map(
				({ byId, ...one }) => ({ ...one, by: names.get(byId ?? '') ?? null }),
			),
	};
}

type Add = (key: string, found: Found) => void;

async function readAssigners(
	connection: OrgConnection,
	kind: AssignedKind,
	seats: readonly TakenSeat[],
	add: Add,
): Promise<boolean> {
	const { client } = connection;
	const { object, userField, licenseField } = ASSIGNMENT_OBJECTS[kind];
	const userIds = [...new Set(seats.map(({ userId }) => userId))];
	const pools = (await readPools(connection, [kind])).get(kind);
	const rows = await readIfPossible(
		client,
		`Who assigned licenses (${object})`,
		async () =>
			await queryByIds(client, userIds, (ids) => assignersQuery(kind, ids), assignerRecord),
	);
	if (rows === null || pools === undefined) return false;
	for (const row of rows) {
		const ref = pools.get(String(row[licenseField]))?.ref;
		if (ref === undefined || row.CreatedDate === null) continue;
		const key = seatOfUser(String(row[userField]), kind, ref.licenseIdentifier);
		add(key, { at: row.CreatedDate, byId: row.CreatedById, source: 'assignment' });
	}
	return true;
}

/** One entry names one user in words, so a name that two of the users have explains neither. */
async function readAuditTrail(
	client: SalesforceClient,
	seats: readonly TakenSeat[],
	add: Add,
): Promise<boolean> {
	const actionOf = ({ licenseKind, licenseIdentifier }: TakenSeat) =>
		licenseKind === 'userLicense' ? ACTIVATED : turnedOn(licenseIdentifier);
	const actions = [...new Set(seats.map(actionOf))];
	const since = seats.map(({ freedAt }) => freedAt).sort()[0];
	const entries = await readIfPossible(
		client,
		'Who activated users (SetupAuditTrail; needs "View Setup and Configuration")',
		async () => await queryAll(client, auditTrailQuery(actions, new Date(since)), auditEntryRecord),
	);
	if (entries === null) return false;
	for (const { Action, Display, CreatedDate, CreatedById } of entries) {
		if (Display === null || CreatedDate === null) continue;
		const named = seats.filter(
			(seat) => foldName(actionOf(seat)) === foldName(Action) && isNamedIn(seat, Display),
		);
		const users = new Set(named.map(({ userId }) => userId));
		if (users.size !== 1) continue;
		const [{ userId, licenseKind, licenseIdentifier }] = named;
		const key = seatOfUser(userId, licenseKind, licenseIdentifier);
		add(key, { at: CreatedDate, byId: CreatedById, source: 'auditTrail' });
	}
	return true;
}

const WORD = String.raw`[\p{L}\p{N}_.@-]`;

/** The whole name or username, not a part of a longer one. */
function isNamedIn({ username, name }: TakenSeat, display: string): boolean {
	return [username, name].some((text) => {
		if (text === null || text === '') return false;
		const exact = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
		return new RegExp(`(?<!${WORD})${exact}(?!${WORD})`, 'iu').test(display);
	});
}

async function readNames(
	client: SalesforceClient,
	ids: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<Taking['by']>>> {
	const rows = await readIfPossible(
		client,
		'Names of who assigned licenses (User)',
		async () =>
			await queryByIds(
				client,
				[...new Set(ids)],
				(some) => usersNamedQuery(some, []),
				userNameRecord,
			),
	);
	return new Map(
		(rows ?? []).map(({ Id, Name, Username }) => [Id, { name: Name, username: Username }]),
	);
}
