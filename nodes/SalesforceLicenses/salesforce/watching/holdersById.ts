import { chunks } from '../query/chunks';
import type { AssignedKind } from '../../licensing/model/licenses';
import { ASSIGNED_KINDS, KIND_NAMES } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import type { Assignment } from '../licenses/assignments';
import { ASSIGNMENTS } from '../licenses/kinds/allKinds';
import { assignmentsOfUsers } from '../licenses/queries';
import type { Holder } from '../licenses/holder';
import { runQueries, type QueryRow } from '../query/compositeQueries';
import { IDS_PER_QUERY, readIfPossible } from '../query/query';
import { parseRows } from '../query/rowReader';
import { toSoql } from '../query/statement';
import { toIso } from '../schema/columnTypes';
import { userRecord } from '../schema/records';
import { FEATURE_LICENSES, featureFlag } from '../schema/schema';
import { STAMP, watchedLoginRecord } from '../schema/watching';
import { extraUserFields, toSalesforceUser } from '../users/salesforceUser';
import { usersByIdQuery } from '../users/queries';
import { loginsOfQuery } from './queries';

/** A user with all licenses, and the times that distinguish one occasion from another; '' if unknown. */
export interface HolderThen {
	holder: Holder;
	changedAt: string;
	frozenAt: string;
}

/** Five queries fit into one call, so 500 users cost one. */
export async function readHoldersById(
	client: SalesforceClient,
	userIds: readonly string[],
): Promise<HolderThen[]> {
	const extra = (await extraUserFields(client, true)) ?? [];
	const features = Object.keys(FEATURE_LICENSES).filter((name) =>
		extra.includes(featureFlag(name)),
	);
	const parts = chunks(userIds, IDS_PER_QUERY);
	const toQueries = [
		(ids: readonly string[]) => usersByIdQuery(ids, [...extra, STAMP]),
		...ASSIGNED_KINDS.map((kind) => (ids: readonly string[]) => assignmentsOfUsers(kind, ids)),
		loginsOfQuery,
	];
	const answers = await runQueries(
		client,
		parts.flatMap((ids) => toQueries.map((toQuery) => toSoql(toQuery(ids)))),
	);
	const rowsOf = (index: number): QueryRow[] => {
		const given = answers.filter((_, at) => at % toQueries.length === index);
		const refused = given.find((answer) => answer instanceof SalesforceError);
		if (refused !== undefined) throw refused;
		return (given as QueryRow[][]).flat();
	};
	const ifPossible = async <T>(what: string, read: () => T[]) =>
		(await readIfPossible(client, what, async () => Promise.resolve().then(read))) ?? [];
	// Without the users, their events cannot be reported: the poll fails, and the next one finds them
	// again.
	const users = parseRows(rowsOf(0), userRecord, 'User');
	const assigned = new Map<AssignedKind, Map<string, Assignment[]>>();
	for (const [index, kind] of ASSIGNED_KINDS.entries()) {
		const what = `Their ${KIND_NAMES[kind]}s`;
		const rows = await ifPossible(what, () => ASSIGNMENTS[kind].parse(rowsOf(index + 1), what));
		assigned.set(
			kind,
			Map.groupBy(rows, ({ userId }) => userId),
		);
	}
	const frozen = 'Whether they are frozen (UserLogin)';
	const logins = await ifPossible(frozen, () =>
		parseRows(rowsOf(toQueries.length - 1), watchedLoginRecord, frozen),
	);

	const heldBy = (userId: string) =>
		Object.fromEntries(
			ASSIGNED_KINDS.map((kind) => [kind, assigned.get(kind)?.get(userId) ?? []]),
		) as Record<AssignedKind, Assignment[]>;
	const loginOf = new Map(logins.map((login) => [login.UserId, login]));
	return users.map((row) => {
		const login = loginOf.get(row.Id);
		const stamp = row[STAMP];
		return {
			changedAt: typeof stamp === 'string' ? (toIso(stamp) ?? '') : '',
			frozenAt: login?.LastModifiedDate ?? '',
			holder: {
				person: toSalesforceUser(row, login?.IsFrozen ?? null),
				assignments: heldBy(row.Id),
				features: features.filter((name) => row[featureFlag(name)] === true),
				assignmentsOnly: false,
				details: {},
			},
		};
	});
}
