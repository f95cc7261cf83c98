import type { OrgConnection } from '../client/orgConnection';
import type { SalesforceClient } from '../client/client';
import { queryPage } from '../client/answers';
import { NOT_AS_DOCUMENTED, SalesforceError } from '../client/errors';
import { seesAllRecords } from '../organization/access';
import { PageBounds } from '../query/pageBounds';
import { queryPath, readIfPossible } from '../query/query';
import { parseRows } from '../query/rowReader';
import { workRow } from '../schema/records';
import type { WorkKind } from './queries';
import { MAX_GROUPS, WORK, workQuery } from './queries';

/** The latest work of each user, and why a user without work may still have worked. */
export interface WorkReadings {
	latest: ReadonlyMap<string, string>;
	gap: string | null;
}

/**
 * When users last created or changed a record of these objects. Salesforce groups, so no record is read:
 * two calls for each object, and two more for every further 2,000 users who worked in it.
 */
export async function readWork(
	connection: OrgConnection,
	objects: readonly string[],
	since: Date,
	userIds: readonly string[] | null = null,
): Promise<WorkReadings> {
	const { client } = connection;
	const latest = new Map<string, string>();
	const unreadable: string[] = [];
	for (const object of objects) {
		const read = await readIfPossible(client, `Work in ${object}`, async () => {
			for (const kind of ['created', 'changed'] as const)
				await addWork(client, object, kind, since, latest, userIds);
			return true;
		});
		if (read === null) unreadable.push(object);
	}
	const gaps = unreadable.map((object) => `${object} cannot be read`);
	if (unreadable.length < objects.length) {
		const hidden = await whatIsHidden(connection);
		if (hidden !== null) gaps.push(hidden);
	}
	return { latest, gap: gaps.length === 0 ? null : gaps.join(', ') };
}

/** Portion by portion; throws if Salesforce does not group the object, for any reason. */
async function addWork(
	client: SalesforceClient,
	object: string,
	kind: WorkKind,
	since: Date,
	latest: Map<string, string>,
	userIds: readonly string[] | null,
): Promise<void> {
	const bounds = new PageBounds(`the work in ${object}`);
	for (let after: string | null = null; ; ) {
		const statement = workQuery(object, kind, since, after, userIds);
		const { done, records } = await client.read(
			queryPath(client, statement),
			(json) => queryPage.safeParse(json).data,
		);
		for (const { latest: at, [WORK[kind].by]: userId } of parseRows(records, workRow, object)) {
			if (typeof userId !== 'string' || at === null) continue;
			const known = latest.get(userId);
			if (known === undefined || known < at) latest.set(userId, at);
		}
		if (records.length === 0 || (done && records.length < MAX_GROUPS)) return;
		const last = records.at(-1)?.[WORK[kind].by];
		if (typeof last !== 'string') {
			const field = `${WORK[kind].by}: Expected string, received ${typeof last}`;
			throw new SalesforceError(
				NOT_AS_DOCUMENTED,
				`A row of ${object} does not match the Salesforce documentation: ${field}`,
			);
		}
		bounds.goOn(last, records.length, null);
		after = last;
	}
}

/**
 * A user who does not see all records sees nothing of other users' work, without an error: then a missing
 * record proves nothing. Null if the connected user sees all records.
 */
async function whatIsHidden(connection: OrgConnection): Promise<string | null> {
	if (await seesAllRecords(connection)) return null;
	connection.client.report.leaveOut(
		'Work of users without a visible record',
		'The connected user cannot see all records.',
		'The connected user cannot see all records, so the work of users without a visible record counts as unknown, not as missing. To read all work, grant the permission "View All Data".',
	);
	return 'the connected user cannot see all records';
}
