import type { AssignedKind, LicenseKind } from '../../licensing/model/licenses';
import { ASSIGNED_KINDS } from '../../licensing/model/licenses';
import { readFrozenUserIds } from '../activity/freezeTimes';
import type { SalesforceClient } from '../client/client';
import { runTogether } from '../client/runTogether';
import type { Assignment } from '../licenses/assignments';
import { ASSIGNMENTS } from '../licenses/kinds/allKinds';
import type { Holder } from '../licenses/holder';
import type { Reading } from '../query/pages';
import { readPages } from '../query/pages';
import { queryByIds, readIfPossible } from '../query/query';
import type { Query } from '../query/statement';
import { ASSIGNMENT_OBJECTS } from '../schema/assignmentObjects';
import type { UserRecord } from '../schema/records';
import { userRecord } from '../schema/records';
import { FEATURE_LICENSES, featureFlag } from '../schema/schema';
import { extraUserFields, toSalesforceUser } from '../users/salesforceUser';
import type { Match, SideStream } from './mergeByUser';
import { mergeByUser } from './mergeByUser';
import { detailColumns, detailReader } from './userDetails';
import type { Count, HolderQueries } from './queries';
import { holderQueries, perUsers } from './queries';
import type { Selection } from './selection';
import { EVERYTHING } from './selection';

/** Fetches the first page now, and the others when they are needed. */
async function open<T>(pages: AsyncGenerator<T[]>): Promise<AsyncGenerator<T[]>> {
	const first = await pages.next();
	async function* all(): AsyncGenerator<T[]> {
		try {
			if (first.done !== true) yield first.value;
			yield* pages;
		} finally {
			await pages.return(undefined);
		}
	}
	return all();
}

/**
 * A side stream whose first page is fetched here, so that an object that this org or user cannot read is
 * detected before the first row is returned.
 */
async function openSide(
	client: SalesforceClient,
	kind: AssignedKind,
	read: () => AsyncGenerator<Assignment[]>,
): Promise<SideStream<Assignment> | null> {
	const { label } = ASSIGNMENTS[kind];
	const pages = await readIfPossible(client, label, async () => await open(read()), kind);
	return pages === null ? null : { pages, userIdOf: ({ userId }) => userId };
}

async function* noPages(): AsyncGenerator<never[]> {}

/** The requested feature names; an org need not have them. */
function wantedFeatures({ pools }: Selection): string[] {
	return [...(pools.get('featureLicense')?.keys() ?? Object.keys(FEATURE_LICENSES))];
}

const NO_FLAGS =
	'The connected user cannot see any of the requested feature license fields of User.';

/** What a read reports to the row counter. */
export interface HolderReport {
	/** The org's own counts of what was read, requested at the end. */
	expect(counts: () => Count[]): void;
	/** A kind whose holders cannot be read. */
	leaveOut(kind: LicenseKind): void;
}

const NO_REPORT: HolderReport = { expect: () => {}, leaveOut: () => {} };

/** Every user with the licenses of these kinds; inactive users are included if they can hold one. */
export async function* readHolders(
	client: SalesforceClient,
	kinds: ReadonlySet<LicenseKind>,
	reading: Reading = { api: 'rest', readsAll: true },
	selection: Selection = EVERYTHING,
	report: HolderReport = NO_REPORT,
): AsyncGenerator<Holder[]> {
	const extraFields = (await extraUserFields(client, kinds.has('featureLicense'))) ?? [];
	const flags = wantedFeatures(selection)
		.map((feature) => ({ feature, flag: featureFlag(feature) }))
		.filter(({ flag }) => extraFields.includes(flag));
	const columns = [...extraFields, ...detailColumns(selection.details)];
	const queries = holderQueries(kinds, selection, columns);
	const features = flags.map(({ feature }) => feature);
	report.expect(() => queries.counts(kinds, features));
	const detailsOf = await detailReader(client, selection.details);

	const stop = new AbortController();
	const reads = { ...reading, signal: stop.signal };
	// All at once, so that Bulk jobs wait in Salesforce's queue in parallel.
	const frozenRead =
		selection.frozenUserIds ??
		readIfPossible(
			client,
			'The frozen status of users (UserLogin; needs the permission "Manage Users")',
			async () => await readFrozenUserIds(client),
		);
	const sideReads = ASSIGNED_KINDS.map(async (kind) => {
		if (!kinds.has(kind)) return null;
		const { pages } = ASSIGNMENTS[kind];
		const { userField } = ASSIGNMENT_OBJECTS[kind];
		return await openSide(client, kind, () =>
			readSelected(queries.assignments[kind], userField, selection, reads, (query, how) =>
				pages(client, query, how),
			),
		);
	});
	const userRead = open(
		readSelected(queries.users, 'Id', selection, reads, (query, how) =>
			readPages(client, query, userRecord, how),
		),
	);
	const [frozen, users, ...opened] = await runTogether(
		[frozenRead, userRead, ...sideReads],
		stop,
		async (one) => {
			if (one === null || 'has' in one) return;
			const pages: AsyncIterator<unknown> =
				'pages' in one ? one.pages[Symbol.asyncIterator]() : one;
			await pages.return?.();
		},
	);
	if (kinds.has('featureLicense') && flags.length === 0) {
		client.report.leaveOutKind('featureLicense', NO_FLAGS);
	}
	const sides = {} as Record<AssignedKind, SideStream<Assignment>>;
	for (const [index, kind] of ASSIGNED_KINDS.entries()) {
		const side = opened[index];
		if (side === null) report.leaveOut(kind);
		sides[kind] = side ?? { pages: noPages(), userIdOf: () => null };
	}

	const featuresOf = (row: UserRecord) => {
		const features: string[] = [];
		for (const { feature, flag } of flags) if (row[flag] === true) features.push(feature);
		return features;
	};
	let lastUserId: string | null = null;
	for await (const matches of mergeByUser(users, (user) => user.Id, sides)) {
		const known = await lookUp(client, matches, queries);
		const holders: Holder[] = [];
		for (const { userId, user, rows } of matches) {
			const row = user ?? known.get(userId);
			if (row === undefined) continue;
			// A user who comes twice in a row or is looked up again must not hold anything twice.
			const assignmentsOnly = user === null || userId === lastUserId;
			lastUserId = userId;
			holders.push({
				person: toSalesforceUser(row, frozen === null ? null : frozen.has(userId)),
				assignments: rows,
				features: assignmentsOnly ? [] : featuresOf(row),
				assignmentsOnly,
				details: detailsOf(row),
			});
		}
		yield holders;
	}
}

/** The rows of the selected users, or of all. Selected users are few, so Bulk does not pay off. */
async function* readSelected<T>(
	query: Query,
	userField: string,
	selection: Selection,
	reading: Reading,
	read: (query: Query, reading: Reading) => AsyncGenerator<T[]>,
): AsyncGenerator<T[]> {
	const few = selection.userIds !== null;
	for (const part of perUsers(query, userField, selection)) {
		yield* read(part, few ? { ...reading, api: 'rest' } : reading);
	}
}

/** The users whose rows came out of order. */
async function lookUp(
	client: SalesforceClient,
	matches: ReadonlyArray<Match<UserRecord, Record<string, SideStream<unknown>>>>,
	{ usersById }: HolderQueries,
): Promise<ReadonlyMap<string, UserRecord>> {
	const missing = matches.filter(({ user }) => user === null).map(({ userId }) => userId);
	if (missing.length === 0) return new Map();
	const rows = await queryByIds(client, missing, usersById, userRecord);
	return new Map(rows.map((row) => [row.Id, row]));
}
