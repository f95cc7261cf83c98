import type { Step } from '../../licensing/planning/steps';
import type { SalesforceClient } from '../client/client';
import type { WriteResult } from '../client/collections';
import { createRecords, deleteRecords, MAX_RECORDS_PER_CALL } from '../client/collections';
import type { Query } from '../query/statement';
import { existingQuery } from './queries';
import { queryByIds } from '../query/query';
import { idRecord } from '../schema/records';
import type { ObjectName } from '../schema/schema';

/** One record to write, and every step that waits for it: candidates of one user share the write. */
export interface Write {
	recordId: string;
	userId: string;
	/** The same for all steps of a write, but for features: those of one user go in one record. */
	targets: string[];
	steps: Step[];
}

/** How one kind of step reaches Salesforce, and how its effect is seen when the answer was lost. */
export interface Writer {
	maxPerCall: number;
	/** Writes of User lock groups and roles of the whole org, so they go one call after the other. */
	parallel: boolean;
	objectOf: (step: Step) => ObjectName;
	operation: 'createable' | 'updateable' | 'deletable';
	/** Steps on one record become one write, or one for each target. */
	keyOf: (step: Step) => string;
	send: (client: SalesforceClient, writes: readonly Write[]) => Promise<WriteResult[]>;
	/** The same write together with a record that does not exist, all or none; null where it is not probed. */
	probe:
		| ((
				client: SalesforceClient,
				writes: readonly Write[],
				mustFail: string,
		  ) => Promise<WriteResult[]>)
		| null;
	/** Refusals that say that the state is the wanted one already. */
	alreadyDone: ReadonlySet<string>;
	/** For each write: it happened, it did not, or nobody can tell (null). */
	readBack: (
		client: SalesforceClient,
		writes: readonly Write[],
		now: Date,
	) => Promise<Array<boolean | null>>;
}

const GONE: ReadonlySet<string> = new Set([
	'ENTITY_IS_DELETED',
	'NOT_FOUND',
	'INVALID_CROSS_REFERENCE_KEY',
]);
const THERE: ReadonlySet<string> = new Set(['DUPLICATE_VALUE']);

/** Takes assignments away. */
export function deleting(object: ObjectName, maxPerCall = MAX_RECORDS_PER_CALL): Writer {
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
		alreadyDone: GONE,
		readBack: async (client, writes) => {
			const ids = writes.map(({ recordId }) => recordId);
			const toQuery = (some: readonly string[]) => existingQuery(object, some);
			const there = await queryByIds(client, ids, toQuery, idRecord);
			const left = new Set(there.map(({ Id }) => Id));
			return ids.map((id) => !left.has(id));
		},
	};
}

/** Makes assignments. */
export function assigning<T>(
	object: ObjectName,
	[userField, targetField]: readonly string[],
	held: {
		query: (userIds: readonly string[]) => Query;
		schema: Parameters<typeof queryByIds<T>>[3];
		targetOf: (row: T) => [userId: string, target: string | null];
	},
	/** The field for the end of an assignment, where there is one. */
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
		alreadyDone: THERE,
		readBack: async (client, writes) => {
			const users = [...new Set(writes.map(({ userId }) => userId))];
			const rows = await queryByIds(client, users, held.query, held.schema);
			const there = new Set(rows.map((row) => held.targetOf(row).join(':')));
			return writes.map(({ userId, targets }) => there.has(`${userId}:${targets[0]}`));
		},
	};
}
