import type { OrgConnection } from '../client/orgConnection';
import type { Details, SeatFacts } from '../../licensing/finding/facts';
import type { ActivitySignal } from '../../licensing/model/activity';
import { describeActivity } from '../../licensing/model/activity';
import type { LicenseKind } from '../../licensing/model/licenses';
import { isAssigned, LICENSE_KINDS } from '../../licensing/model/licenses';
import type { SoftwareOf } from '../../licensing/model/softwareModels';
import { softwareCatalog } from '../../licensing/model/softwareModels';
import type { UserSubscriptions } from '../../licensing/model/userSubscriptions';
import { describeUser, toRows } from '../../licensing/model/userSubscriptions';
import type { ActivityChoice } from '../activity/activitySignals';
import { readActivitySignals } from '../activity/activitySignals';
import { runTogether } from '../client/runTogether';
import type { Pool } from '../licenses/kinds/licenseKind';
import { readPools } from '../licenses/pools';
import type { Api } from '../query/pages';
import { extraUserFields } from '../users/salesforceUser';
import { heldLicenses } from './heldLicenses';
import { readHolders } from './holders';
import { RowCounts } from './rowCounts';
import type { Selection } from './selection';
import { EVERYTHING } from './selection';

/** Options of a download in addition to the kinds. */
export interface ReadOptions {
	api: Api;
	activity: ActivityChoice;
	selection?: Selection;
	/** The pools, if they were read for the selection. */
	pools?: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>>;
	softwareOf?: SoftwareOf;
	/** Whether every row is wanted; the default. */
	readsAll?: boolean;
	/** Whether to compare the rows with the org's own count at the end: up to 4 calls. */
	compareCounts?: boolean;
}

/** Every user who holds a license of these kinds, with all of them, page by page. */
export async function* readSubscriptions(
	...args: Parameters<typeof readSeats>
): AsyncGenerator<UserSubscriptions[]> {
	for await (const page of readSeats(...args)) yield page.map(({ user }) => user);
}

/** Every subscription of these kinds with all that rules may check. */
export async function* readSeatFacts(
	...args: Parameters<typeof readSeats>
): AsyncGenerator<SeatFacts[]> {
	for await (const page of readSeats(...args)) {
		yield page.flatMap(({ user, details, signals }) =>
			toRows(user).map((row) => ({ row, details, signals, more: {} })),
		);
	}
}

interface SeatsOfUser {
	user: UserSubscriptions;
	details: Details;
	signals: ActivitySignal[];
}

/** Keeps one page of each stream and the list of pools in memory, whatever the size of the org. */
async function* readSeats(
	connection: OrgConnection,
	kinds: readonly LicenseKind[],
	{ api, activity, ...options }: ReadOptions,
): AsyncGenerator<SeatsOfUser[]> {
	const { client, orgId, now } = connection;
	const { selection = EVERYTHING, softwareOf = softwareCatalog(), compareCounts = false } = options;
	const { readsAll = true } = options;
	const { readable, pools, signalsOf } = await prepare(connection, kinds, selection, {
		api,
		activity,
		pools: options.pools,
	});
	if (readable.length === 0) return;
	const counts = new RowCounts();
	const reading = { api, readsAll };
	const held = { orgId, kinds: readable, pools, selection, softwareOf, counts };
	for await (const holders of readHolders(client, new Set(readable), reading, selection, counts)) {
		const page: SeatsOfUser[] = [];
		for (const holder of holders) {
			const licenses = heldLicenses(holder, held);
			const { person, details } = holder;
			if (licenses.length === 0 || selection.excludedUserIds.has(person.userId)) continue;
			const signals = signalsOf(person.userId, person.lastLoginAt);
			const counted = countedSignals(signals, activity);
			const user = describeUser(orgId, person, describeActivity(counted, now), licenses);
			page.push({ user, details, signals });
		}
		yield page;
	}
	counts.warn(client);
	if (compareCounts) await counts.compare(client);
}

/** What must be known before the first user is returned, read in parallel. */
async function prepare(
	connection: OrgConnection,
	kinds: readonly LicenseKind[],
	{ userIds }: Selection,
	{ api, activity, pools: known }: Pick<ReadOptions, 'api' | 'activity' | 'pools'>,
) {
	// User licenses are read with the user's profile and features with the user, so a pool list that
	// cannot be read (no "View Setup and Configuration") does not hide who holds them.
	const needPools: LicenseKind[] = kinds.filter(isAssigned);
	const [pools, signalsOf, columns] = await runTogether([
		known ?? readPools(connection, needPools),
		readActivitySignals(connection, activity, api, userIds),
		// Known by the time the users are read.
		extraUserFields(connection.client, kinds.includes('featureLicense')),
	]);
	// Feature licenses are columns of User.
	const isReadable = (kind: LicenseKind) =>
		kind === 'featureLicense' ? columns !== null : !needPools.includes(kind) || pools.has(kind);
	const readable = LICENSE_KINDS.filter((kind) => kinds.includes(kind) && isReadable(kind));
	return { readable, pools, signalsOf };
}

/** The signals that decide whether a seat is used; all, unless some were selected. */
function countedSignals(
	signals: ActivitySignal[],
	{ counted }: ActivityChoice,
): readonly ActivitySignal[] {
	return counted === undefined ? signals : signals.filter(({ signal }) => counted.includes(signal));
}
