import type { z } from 'zod';
import type { LicenseKind, Person } from '../licensing/model';
import type { SalesforceClient } from './client';
import type { Match, SideStream } from './mergeByUser';
import { mergeByUser } from './mergeByUser';
import type { Api } from './pages';
import { readPages } from './pages';
import type { Query } from './queries';
import {
	frozenLoginsQuery,
	permissionSetLicenseAssignsQuery,
	userPackageLicensesQuery,
	usersQuery,
} from './queries';
import { usersByIdQuery } from './queriesOfUsers';
import type { RecordSchema } from './query';
import { queryAll, queryByIds, readIfPossible } from './query';
import type { UserRecord } from './records';
import {
	permissionSetLicenseAssignRecord,
	userLoginRecord,
	userPackageLicenseRecord,
	userRecord,
} from './records';
import { FEATURE_LICENSES, featureFlag, USER_OPTIONAL_FIELDS } from './schema';
import { readUserFields } from './userFields';

/** A person and everything they hold, as it streams by. */
export interface Holder {
	person: Person;
	permissionSetLicenses: Array<z.infer<typeof permissionSetLicenseAssignRecord>>;
	packageLicenses: Array<z.infer<typeof userPackageLicenseRecord>>;
	features: string[];
}

export function toPerson(row: UserRecord, isFrozen: boolean | null): Person {
	const license = row.Profile?.UserLicense;
	const identifier = license?.LicenseDefinitionKey ?? license?.Name ?? null;
	return {
		userId: row.Id,
		username: row.Username,
		email: row.Email,
		name: row.Name ?? row.Username,
		isActive: row.IsActive,
		isFrozen,
		userType: row.UserType,
		profileId: row.ProfileId,
		profileName: row.Profile?.Name ?? null,
		userLicense: identifier === null ? null : { identifier, name: license?.Name ?? identifier },
		department: row.Department,
		managerId: row.ManagerId,
		federationId: row.FederationIdentifier,
		lastLoginAt: row.LastLoginDate,
		createdAt: row.CreatedDate,
	};
}

/** Optional columns and feature flags that this org has. */
export async function extraUserFields(
	client: SalesforceClient,
	features: boolean,
): Promise<string[]> {
	const available = await readUserFields(client);
	const flags = features ? Object.keys(FEATURE_LICENSES).map(featureFlag) : [];
	return [...USER_OPTIONAL_FIELDS, ...flags].filter((field) => available.has(field));
}

/** Fetches the first page now; the others come when they are asked for. */
async function open<T>(pages: AsyncGenerator<T[]>): Promise<AsyncGenerator<T[]>> {
	const first = await pages.next();
	async function* all(): AsyncGenerator<T[]> {
		if (first.done !== true) yield first.value;
		yield* pages;
	}
	return all();
}

/**
 * A side stream whose first page is fetched here, so that an object which this org or user cannot
 * read shows itself before the first row is given out.
 */
async function openSide<T>(
	client: SalesforceClient,
	what: string,
	query: Query,
	schema: RecordSchema<T>,
	userIdOf: (row: T) => string | null,
	api: Api,
): Promise<SideStream<T> | null> {
	const pages = await readIfPossible(
		client,
		what,
		async () => await open(readPages(client, query, schema, api)),
	);
	return pages === null ? null : { pages, userIdOf };
}

async function* nothing(): AsyncGenerator<never[]> {}

/** Every user with what they hold of these kinds; inactive users come along where they can hold something. */
export async function* readHolders(
	client: SalesforceClient,
	kinds: ReadonlySet<LicenseKind>,
	api: Api = 'rest',
): AsyncGenerator<Holder[]> {
	const extraFields = await extraUserFields(client, kinds.has('featureLicense'));
	const flags = Object.keys(FEATURE_LICENSES).filter((feature) =>
		extraFields.includes(featureFlag(feature)),
	);
	const activeOnly = kinds.size === 1 && kinds.has('userLicense');

	// Few users are frozen at any time, so their ids are simply kept.
	const frozen = await readIfPossible(
		client,
		'Which users are frozen (UserLogin; needs the permission "Manage Users")',
		async () => {
			const rows = await queryAll(client, frozenLoginsQuery, userLoginRecord);
			return new Set(rows.map(({ UserId }) => UserId));
		},
	);
	// All at once: Bulk jobs wait in Salesforce's queue side by side, not one after the other.
	const [permissionSetLicenses, packageLicenses, users] = await Promise.all([
		kinds.has('permissionSetLicense')
			? openSide(
					client,
					'Holders of permission set licenses (PermissionSetLicenseAssign; needs "View Setup and Configuration")',
					permissionSetLicenseAssignsQuery,
					permissionSetLicenseAssignRecord,
					(row) => row.AssigneeId,
					api,
				)
			: null,
		kinds.has('packageLicense')
			? openSide(
					client,
					'Holders of package licenses (UserPackageLicense)',
					userPackageLicensesQuery,
					userPackageLicenseRecord,
					(row) => row.UserId,
					api,
				)
			: null,
		open(readPages(client, usersQuery({ activeOnly, extraFields }), userRecord, api)),
	]);

	const sides = {
		permissionSetLicenses: permissionSetLicenses ?? { pages: nothing(), userIdOf: () => null },
		packageLicenses: packageLicenses ?? { pages: nothing(), userIdOf: () => null },
	};

	for await (const matches of mergeByUser(users, (user) => user.Id, sides)) {
		const known = await lookUp(client, matches, extraFields);
		yield matches.flatMap(({ userId, user, rows }) => {
			const row = user ?? known.get(userId);
			if (row === undefined) return [];
			return [
				{
					person: toPerson(row, frozen === null ? null : frozen.has(userId)),
					permissionSetLicenses: rows.permissionSetLicenses,
					packageLicenses: rows.packageLicenses,
					// A row that was handed out before and comes again only brings what was left over.
					features:
						user === null ? [] : flags.filter((feature) => row[featureFlag(feature)] === true),
				},
			];
		});
	}
}

/** The users of rows that came out of order. */
async function lookUp(
	client: SalesforceClient,
	matches: ReadonlyArray<Match<UserRecord, Record<string, SideStream<unknown>>>>,
	extraFields: readonly string[],
): Promise<ReadonlyMap<string, UserRecord>> {
	const missing = matches.filter(({ user }) => user === null).map(({ userId }) => userId);
	if (missing.length === 0) return new Map();
	const rows = await queryByIds(
		client,
		missing,
		(ids) => usersByIdQuery(ids, extraFields),
		userRecord,
	);
	return new Map(rows.map((row) => [row.Id, row]));
}
