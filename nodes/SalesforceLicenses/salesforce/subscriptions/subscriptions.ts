import type { OrgConnection } from '../client/orgConnection';
import type { Details, SeatFacts } from '../../licensing/finding/facts';
import type { ActivitySignal } from '../../licensing/model/activity';
import { describeActivity } from '../../licensing/model/activity';
import type { LicenseKind } from '../../licensing/model/licenses';
import { isAssigned, LICENSE_KINDS } from '../../licensing/model/licenses';
import type { SoftwareOf } from '../../licensing/model/softwareModels';
import { softwareCatalog } from '../../licensing/model/softwareModels';
import type { HeldLicense, UserSubscriptions } from '../../licensing/model/userSubscriptions';
import { describeHeld, describeUser, toRows } from '../../licensing/model/userSubscriptions';
import type { ActivityChoice } from '../activity/activitySignals';
import { readActivitySignals } from '../activity/activitySignals';
import { runTogether } from '../client/runTogether';
import type { Holder } from '../licenses/holder';
import { KIND_READERS } from '../licenses/kinds/allKinds';
import type { Pool } from '../licenses/kinds/licenseKind';
import { readPools } from '../licenses/pools';
import type { Api } from '../query/pages';
import { featureFlag } from '../schema/schema';
import { extraUserFields } from '../users/salesforceUser';
import { readHolders, wantedFeatures } from './holders';
import { holderQueries } from './queries';
import { RowCounts } from './rowCounts';
import type { Selection } from './selection';
import { EVERYTHING } from './selection';

/** What a download may be asked for beyond whole kinds. */
export interface ReadOptions {
	api: Api;
	activity: ActivityChoice;
	selection?: Selection;
	/** The pools, where they were read to make the selection. */
	pools?: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>>;
	softwareOf?: SoftwareOf;
	/** Whether every row is wanted; the default. */
	readsAll?: boolean;
	/** Hold the rows against the org's own count at the end: up to 4 calls. */
	compareCounts?: boolean;
}

/** Every user who holds something of these kinds, with all of it, page by page. */
export async function* readSubscriptions(
	...args: Parameters<typeof readSeats>
): AsyncGenerator<UserSubscriptions[]> {
	for await (const page of readSeats(...args)) yield page.map(({ user }) => user);
}

/** Every subscription of these kinds with all that rules may look at. */
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

/** Memory holds a page of each stream and the list of pools, whatever the size of the org. */
async function* readSeats(
	connection: OrgConnection,
	kinds: readonly LicenseKind[],
	{ api, activity, ...options }: ReadOptions,
): AsyncGenerator<SeatsOfUser[]> {
	const { client, orgId, now } = connection;
	const { selection = EVERYTHING, softwareOf = softwareCatalog(), compareCounts = false } = options;
	const { readsAll = true } = options;
	// User licenses come with the user's profile and features with the user, so a pool list that
	// cannot be read (no "View Setup and Configuration") does not hide who holds them.
	const needPools: LicenseKind[] = kinds.filter(isAssigned);
	const [pools, signalsOf, columns] = await runTogether([
		options.pools ?? readPools(connection, needPools),
		readActivitySignals(connection, activity, api, selection.userIds),
		// Known by the time the users are asked for.
		extraUserFields(client, kinds.includes('featureLicense')),
	]);
	// Feature licenses are columns of User.
	const isReadable = (kind: LicenseKind) =>
		kind === 'featureLicense' ? columns !== null : !needPools.includes(kind) || pools.has(kind);
	const readable = LICENSE_KINDS.filter((kind) => kinds.includes(kind) && isReadable(kind));
	if (readable.length === 0) return;
	const counts = new RowCounts();

	for await (const holders of readHolders(
		client,
		new Set(readable),
		{ api, readsAll },
		selection,
		counts,
	)) {
		const page: SeatsOfUser[] = [];
		for (const holder of holders) {
			const held = heldBy(holder);
			const { person, details } = holder;
			if (held.length === 0 || selection.excludedUserIds.has(person.userId)) continue;
			const signals = signalsOf(person.userId, person.lastLoginAt);
			const { counted } = activity;
			const use =
				counted === undefined ? signals : signals.filter(({ signal }) => counted.includes(signal));
			const user = describeUser(orgId, person, describeActivity(use, now), held);
			page.push({ user, details, signals });
		}
		yield page;
	}
	counts.warn(client);
	if (!compareCounts) return;
	const extraFields = columns ?? [];
	const features = wantedFeatures(selection).filter((name) =>
		extraFields.includes(featureFlag(name)),
	);
	const queries = holderQueries(new Set(readable), selection, extraFields);
	await counts.compare(client, queries.counts(new Set(readable), features));

	/** What the holder holds and the selection wants, each license once. */
	function heldBy(holder: Holder): HeldLicense[] {
		const held: HeldLicense[] = [];
		for (const kind of readable) addHeld(holder, kind, held);
		return held;
	}

	function addHeld(holder: Holder, kind: LicenseKind, held: HeldLicense[]): void {
		const wanted = selection.pools.get(kind);
		const holds = KIND_READERS[kind].holdsOf(holder, pools.get(kind) ?? new Map());
		const assigned = assignmentsOf(holder, kind);
		if (assigned > holds.length) counts.addUnlisted(kind, assigned - holds.length);
		const { userId, isActive, profileId, userLicense } = holder.person;
		const hasSeat = isActive && profileId !== null && !holder.assignmentsOnly;
		if (kind === 'userLicense' && hasSeat && userLicense === null) counts.addHiddenSeat();
		const before = held.length;
		for (const { ref, assignedAt } of holds) {
			const { licenseIdentifier } = ref;
			if (wanted !== undefined && !isAmong(wanted.values(), licenseIdentifier)) continue;
			if (isHeld(held, before, licenseIdentifier)) {
				counts.addDuplicate(kind);
				continue;
			}
			counts.add(kind);
			if (selection.isExcluded(ref)) continue;
			held.push(describeHeld(orgId, userId, ref, softwareOf(ref), assignedAt));
		}
	}
}

/** Assignments of the kinds that have them; the other kinds need none. */
function assignmentsOf(holder: Holder, kind: LicenseKind): number {
	return isAssigned(kind) ? holder.assignments[kind].length : 0;
}

/** Whether the license is among those from this place on: so few that a set of them would cost more. */
function isHeld(held: readonly HeldLicense[], from: number, identifier: string): boolean {
	for (let index = from; index < held.length; index++)
		if (held[index].licenseIdentifier === identifier) return true;
	return false;
}

function isAmong(identifiers: Iterable<string>, wanted: string): boolean {
	for (const identifier of identifiers) if (identifier === wanted) return true;
	return false;
}
