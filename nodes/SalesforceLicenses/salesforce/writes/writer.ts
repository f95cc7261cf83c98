import type { Step } from '../../licensing/planning/steps';
import type { SalesforceClient } from '../client/client';
import { createRecords, deleteRecords } from '../client/collections';
import { MAX_RECORDS_PER_CALL } from '../schema/writes';
import type { WriteResult } from '../client/writeAnswers';
import type { ObjectName } from '../schema/schema';
import type { CreatedObject } from '../schema/writes';

/** One record to write, with every step that depends on it: candidates of one user share the write. */
export interface Write {
	recordId: string;
	userId: string;
	/** The same for all steps of a write, except for features: those of one user are written in one record. */
	targets: string[];
	steps: Step[];
	/** It was sent before and the response was lost: the present state may be its result. */
	answerLost: boolean;
}

/**
 * What reading back shows about a write: it happened, it did not, or that is unknown (null). A license
 * that was to be removed may also be held by another record than the deleted one.
 */
export type Seen = boolean | null | { heldBy: string };

/** How one kind of step is sent to Salesforce, and how its effect is checked after a lost response. */
export interface Writer {
	maxPerCall: number;
	/** Writes of User lock groups and roles of the whole org, so they run one call after the other. */
	parallel: boolean;
	objectOf: (step: Step) => ObjectName;
	operation: 'createable' | 'updateable' | 'deletable';
	/** Steps on one record become one write, or one for each target. */
	keyOf: (step: Step) => string;
	send: (client: SalesforceClient, writes: readonly Write[]) => Promise<WriteResult[]>;
	/** The same write together with a record that does not exist, all-or-none; null if it is not probed. */
	probe:
		| ((
				client: SalesforceClient,
				writes: readonly Write[],
				mustFail: string,
		  ) => Promise<WriteResult[]>)
		| null;
	/** Whether an error says that the record is already in the wanted state. That is checked, never believed. */
	saysAlreadySo: (errorCode: string, message: string) => boolean;
	readBack: (client: SalesforceClient, writes: readonly Write[], now: Date) => Promise<Seen[]>;
}

/** Which assignments these users have, and what each of them assigns to whom. */
export type ReadAssignments = (
	client: SalesforceClient,
	userIds: readonly string[],
) => Promise<Array<{ id: string; userId: string; target: string | null }>>;

async function readHeld(
	client: SalesforceClient,
	writes: readonly Write[],
	read: ReadAssignments,
): Promise<{ ids: Set<string>; idOf: Map<string, string> }> {
	const rows = await read(client, [...new Set(writes.map(({ userId }) => userId))]);
	return {
		ids: new Set(rows.map(({ id }) => id)),
		idOf: new Map(rows.map(({ id, userId, target }) => [`${userId}:${target}`, id])),
	};
}

/** SOAP API Developer Guide, StatusCode: the record was deleted, or the connected user can no longer see it. */
const GONE: ReadonlySet<string> = new Set([
	'ENTITY_IS_DELETED',
	'NOT_FOUND',
	'INVALID_CROSS_REFERENCE_KEY',
	'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
	'DELETE_FAILED',
]);

/** Deletes assignments. */
export function deleting(
	object: ObjectName,
	held: ReadAssignments,
	maxPerCall = MAX_RECORDS_PER_CALL,
): Writer {
	return {
		maxPerCall,
		parallel: true,
		objectOf: () => object,
		operation: 'deletable',
		keyOf: ({ recordId }) => recordId,
		send: async (client, writes) =>
			await deleteRecords(
				client,
				writes.map(({ recordId }) => recordId),
			),
		probe: async (client, writes, mustFail) =>
			await deleteRecords(client, [...writes.map(({ recordId }) => recordId), mustFail], true),
		saysAlreadySo: (errorCode) => GONE.has(errorCode),
		readBack: async (client, writes) => {
			const { ids, idOf } = await readHeld(client, writes, held);
			return writes.map(({ recordId, userId, targets: [target] }) => {
				if (ids.has(recordId)) return false;
				const heldBy = target === undefined ? undefined : idOf.get(`${userId}:${target}`);
				return heldBy === undefined ? true : { heldBy };
			});
		},
	};
}

/** Creates assignments. */
export function assigning(
	object: CreatedObject,
	[userField, targetField]: readonly string[],
	held: ReadAssignments,
	/** The field for the expiration date of an assignment, if there is one. */
	endField: string | null = null,
): Writer {
	return {
		maxPerCall: MAX_RECORDS_PER_CALL,
		parallel: true,
		objectOf: () => object,
		operation: 'createable',
		keyOf: ({ recordId, target }) => `${recordId}:${target}`,
		send: async (client, writes) =>
			await createRecords(
				client,
				object,
				writes.map(({ userId, targets, steps: [{ expiresAt }] }) => ({
					[userField]: userId,
					[targetField]: targets[0],
					...(endField === null || expiresAt === undefined ? {} : { [endField]: expiresAt }),
				})),
			),
		probe: null,
		saysAlreadySo: (errorCode, message) =>
			errorCode === 'DUPLICATE_VALUE' || /\bduplicate (?:value|\w*Assign)/i.test(message),
		readBack: async (client, writes) => {
			const { idOf } = await readHeld(client, writes, held);
			return writes.map(({ userId, targets }) => idOf.has(`${userId}:${targets[0]}`));
		},
	};
}
