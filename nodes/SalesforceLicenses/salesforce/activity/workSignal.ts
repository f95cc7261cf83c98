import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import { seesAllRecords } from '../organization/access';
import { readIfPossible } from '../query/query';
import { workRows } from '../schema/records';
import type { WorkKind } from './queries';
import { MAX_GROUPS, WORK, workQuery } from './queries';

/** The latest work of each user, and why somebody without any may have worked all the same. */
export interface WorkReadings {
	latest: ReadonlyMap<string, string>;
	gap: string | null;
}

/**
 * When users last created or changed a record of these objects. Salesforce groups, so no record is
 * read: two calls for each object, and two more for every further 2,000 users who worked in it.
 */
export async function readWork(
	client: SalesforceClient,
	objects: readonly string[],
	since: Date,
	connectedUserId: string | null,
	userIds: readonly string[] | null = null,
): Promise<WorkReadings> {
	const latest = new Map<string, string>();
	const unreadable: string[] = [];
	for (const object of objects) {
		const read = await readIfPossible(client, `Work in ${object}`, async () => {
			for (const kind of ['created', 'changed'] as const) {
				if (!(await addWork(client, object, kind, since, latest, userIds))) return null;
			}
			return true;
		});
		if (read === null) unreadable.push(object);
	}
	const gaps = unreadable.map((object) => `${object} cannot be read`);
	if (unreadable.length < objects.length) {
		const hidden = await whatIsHidden(client, connectedUserId);
		if (hidden !== null) gaps.push(hidden);
	}
	return { latest, gap: gaps.length === 0 ? null : gaps.join(', ') };
}

/** Portion by portion; false where the object is too large for Salesforce to group in time. */
async function addWork(
	client: SalesforceClient,
	object: string,
	kind: WorkKind,
	since: Date,
	latest: Map<string, string>,
	userIds: readonly string[] | null,
): Promise<boolean> {
	for (let after: string | null = null; ; ) {
		const statement = workQuery(object, kind, since, after, userIds);
		const answer = await client
			.read(client.path(`query?q=${encodeURIComponent(statement)}`))
			.catch((error: unknown) => error as Error);
		if (answer instanceof SalesforceError && answer.errorCode === 'QUERY_TIMEOUT') {
			client.report.warn(
				`Work in ${object} could not be read: Salesforce took too long to group its records. Look back over fewer days, or leave the object out.`,
			);
			return false;
		}
		if (answer instanceof Error) throw answer;
		const rows = workRows(WORK[kind].by).parse(answer);
		for (const { userId, at } of rows) {
			const known = latest.get(userId);
			if (known === undefined || known < at) latest.set(userId, at);
		}
		const last = rows.at(-1);
		if (last === undefined || rows.length < MAX_GROUPS) return true;
		after = last.userId;
	}
}

/**
 * Who does not see everybody's records sees nothing of what others did, and no error either: then
 * no record is no evidence. Null where the connected user sees all.
 */
async function whatIsHidden(
	client: SalesforceClient,
	connectedUserId: string | null,
): Promise<string | null> {
	if (await seesAllRecords(client, connectedUserId)) return null;
	client.report.warn(
		'Work of users without a visible record is unknown, not missing: the connected user may not see all records. The permission "View All Data" mends that.',
	);
	return 'the connected user may not see all records';
}
