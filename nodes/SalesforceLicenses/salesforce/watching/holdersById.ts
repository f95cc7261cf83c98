import type { SalesforceClient } from '../client/client';
import { packageLicensesOfQuery, permissionSetLicensesOfQuery } from '../licenses/queries';
import { SalesforceError } from '../client/errors';
import type { Holder } from '../licenses/holder';
import { runQueries, type QueryRow } from '../query/compositeQueries';
import { IDS_PER_QUERY, readIfPossible } from '../query/query';
import type { RecordSchema } from '../query/rowReader';
import { parseRows } from '../query/rowReader';
import { toSoql } from '../query/statement';
import { toIso } from '../schema/columnTypes';
import {
	permissionSetLicenseAssignRecord,
	userPackageLicenseRecord,
	userRecord,
} from '../schema/records';
import { FEATURE_LICENSES, featureFlag } from '../schema/schema';
import { STAMP, watchedLoginRecord } from '../schema/watching';
import { extraUserFields, toPerson } from '../users/person';
import { usersByIdQuery } from '../users/queries';
import { loginsOfQuery } from './queries';

/** A user and everything they hold, with the times that tell one occasion from another; '' where unknown. */
export interface HolderThen {
	holder: Holder;
	changedAt: string;
	frozenAt: string;
}

/** Five queries go into one call, so 500 users cost one. */
export async function readHoldersById(
	client: SalesforceClient,
	userIds: readonly string[],
): Promise<HolderThen[]> {
	const extra = (await extraUserFields(client, true)) ?? [];
	const features = Object.keys(FEATURE_LICENSES).filter((name) =>
		extra.includes(featureFlag(name)),
	);
	const parts: Array<readonly string[]> = [];
	for (let start = 0; start < userIds.length; start += IDS_PER_QUERY)
		parts.push(userIds.slice(start, start + IDS_PER_QUERY));
	const toQueries = [
		(ids: readonly string[]) => usersByIdQuery(ids, [...extra, STAMP]),
		permissionSetLicensesOfQuery,
		packageLicensesOfQuery,
		loginsOfQuery,
	];
	const answers = await runQueries(
		client,
		parts.flatMap((ids) => toQueries.map((toQuery) => toSoql(toQuery(ids)))),
	);
	const rowsOf = <T>(index: number, what: string, schema: RecordSchema<T>): T[] => {
		const given = answers.filter((_, at) => at % toQueries.length === index);
		const refused = given.find((answer) => answer instanceof SalesforceError);
		if (refused !== undefined) throw refused;
		return parseRows((given as QueryRow[][]).flat(), schema, what);
	};
	const ifPossible = async <T>(index: number, what: string, schema: RecordSchema<T>) =>
		(await readIfPossible(client, what, async () =>
			Promise.resolve().then(() => rowsOf(index, what, schema)),
		)) ?? [];
	// Without the users nothing can be told of them: the poll fails, and the next one finds it all again.
	const users = rowsOf(0, 'User', userRecord);
	const sets = await ifPossible(
		1,
		'Their permission set licenses',
		permissionSetLicenseAssignRecord,
	);
	const packages = await ifPossible(2, 'Their package licenses', userPackageLicenseRecord);
	const logins = await ifPossible(3, 'Whether they are frozen (UserLogin)', watchedLoginRecord);

	const setsOf = groupBy(sets, ({ AssigneeId }) => AssigneeId);
	const packagesOf = groupBy(packages, ({ UserId }) => UserId);
	const loginOf = new Map(logins.map((login) => [login.UserId, login]));
	return users.map((row) => {
		const login = loginOf.get(row.Id);
		const stamp = row[STAMP];
		return {
			changedAt: typeof stamp === 'string' ? (toIso(stamp) ?? '') : '',
			frozenAt: login?.LastModifiedDate ?? '',
			holder: {
				person: toPerson(row, login?.IsFrozen ?? null),
				permissionSetLicenses: setsOf.get(row.Id) ?? [],
				packageLicenses: packagesOf.get(row.Id) ?? [],
				features: features.filter((name) => row[featureFlag(name)] === true),
				assignmentsOnly: false,
				details: {},
			},
		};
	});
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) {
		const group = groups.get(keyOf(row));
		if (group === undefined) groups.set(keyOf(row), [row]);
		else group.push(row);
	}
	return groups;
}
