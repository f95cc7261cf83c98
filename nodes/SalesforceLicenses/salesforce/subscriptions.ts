import { describeActivity, describeSubscription } from '../licensing/activity';
import type { SeatFacts } from '../licensing/facts';
import type { License, LicenseKind, Subscription } from '../licensing/model';
import { LICENSE_KINDS, withSoftware } from '../licensing/model';
import type { SoftwareOf } from '../licensing/softwareModels';
import { softwareCatalog } from '../licensing/softwareModels';
import { readActiveCounts } from './activeCounts';
import type { ActivityChoice } from './activitySignals';
import { readActivitySignals } from './activitySignals';
import type { SalesforceClient } from './client';
import type { Holder } from './holders';
import { extraUserFields, readHolders, wantedFeatures } from './holders';
import { KIND_READERS } from './kinds/allKinds';
import type { Hold, Pool } from './kinds/licenseKind';
import { readMonthlyLogins } from './monthlyLogins';
import type { Api } from './pages';
import type { Selection } from './queriesSelection';
import { EVERYTHING, holderQueries } from './queriesSelection';
import { readIfPossible } from './query';
import { RowCounts } from './rowCounts';
import { featureFlag } from './schema';

/** The pools of these kinds, by the id that holders point to. A kind that cannot be read is left out. */
export async function readPools(
	client: SalesforceClient,
	orgId: string,
	kinds: readonly LicenseKind[],
): Promise<Map<LicenseKind, Map<string, Pool>>> {
	const pools = new Map<LicenseKind, Map<string, Pool>>();
	for (const kind of LICENSE_KINDS.filter((candidate) => kinds.includes(candidate))) {
		const reader = KIND_READERS[kind];
		const read = await readIfPossible(client, reader.label, async () =>
			reader.readPools(client, orgId),
		);
		if (read !== null) pools.set(kind, new Map(read.map((pool) => [pool.id, pool])));
	}
	return pools;
}

export async function readLicenses(
	client: SalesforceClient,
	orgId: string,
	kinds: readonly LicenseKind[],
	softwareOf: SoftwareOf = softwareCatalog(),
): Promise<License[]> {
	const pools = await readPools(client, orgId, kinds);
	const licenses: License[] = [];
	for (const [kind, byId] of pools) {
		const counts = await readActiveCounts(client, kind);
		const logins = kind === 'userLicense' ? await readMonthlyLogins(client) : new Map();
		for (const { id, ref, license } of byId.values()) {
			const count = counts.get(id);
			licenses.push({
				...withSoftware(license, softwareOf(ref)),
				...logins.get(id),
				activeUsers30Days: count?.users ?? null,
				activeUsersCountedOn: count?.date ?? null,
			});
		}
	}
	return licenses;
}

/** What a download may be asked for beyond whole kinds. */
export interface ReadOptions {
	selection?: Selection;
	/** The pools, where they were read to make the selection. */
	pools?: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>>;
	softwareOf?: SoftwareOf;
	/** Hold the rows against the org's own count at the end: up to 4 calls. */
	compareCounts?: boolean;
}

/** Every subscription of these kinds, page by page. */
export async function* readSubscriptions(
	...args: Parameters<typeof readSeatFacts>
): AsyncGenerator<Subscription[]> {
	for await (const page of readSeatFacts(...args)) yield page.map(({ row }) => row);
}

/**
 * The same with all that rules may look at. Memory holds a page of each stream and the list of
 * pools, whatever the size of the org.
 */
export async function* readSeatFacts(
	client: SalesforceClient,
	orgId: string,
	kinds: readonly LicenseKind[],
	now: Date,
	api: Api = 'auto',
	activity: ActivityChoice = { signals: ['lastLogin'], since: now },
	connectedUserId: string | null = null,
	options: ReadOptions = {},
): AsyncGenerator<SeatFacts[]> {
	const { selection = EVERYTHING, softwareOf = softwareCatalog(), compareCounts = false } = options;
	// User licenses come with the user's profile and features with the user, so a pool list that
	// cannot be read (no "View Setup and Configuration") does not hide who holds them.
	const needPools: LicenseKind[] = kinds.filter(
		(kind) => kind === 'permissionSetLicense' || kind === 'packageLicense',
	);
	const pools = options.pools ?? (await readPools(client, orgId, needPools));
	const readable = LICENSE_KINDS.filter(
		(kind) => kinds.includes(kind) && (!needPools.includes(kind) || pools.has(kind)),
	);
	if (readable.length === 0) return;
	const signalsOf = await readActivitySignals(
		client,
		activity,
		connectedUserId,
		api,
		selection.userIds,
	);
	const counts = new RowCounts();

	for await (const holders of readHolders(client, new Set(readable), api, selection, counts)) {
		yield holders.flatMap((holder) => {
			const holds = readable.flatMap((kind) => holdsOf(holder, kind));
			const { person } = holder;
			if (selection.excludedUserIds.has(person.userId)) return [];
			const signals = signalsOf(person.userId, person.lastLoginAt);
			const { counted } = activity;
			const use =
				counted === undefined ? signals : signals.filter(({ signal }) => counted.includes(signal));
			const used = describeActivity(use, now);
			const { details } = holder;
			return holds.map((hold) => ({
				row: describeSubscription(orgId, person, hold, softwareOf(hold), used),
				details,
				signals,
				more: {},
			}));
		});
	}
	counts.warn(client);
	if (!compareCounts) return;
	const extraFields = await extraUserFields(client, readable.includes('featureLicense'));
	const features = wantedFeatures(selection).filter((name) =>
		extraFields.includes(featureFlag(name)),
	);
	const queries = holderQueries(new Set(readable), selection, extraFields);
	await counts.compare(client, queries.counts(new Set(readable), features));

	/** What the holder holds of one kind and the selection wants, each license once. */
	function holdsOf(holder: Holder, kind: LicenseKind): Hold[] {
		const wanted = selection.pools.get(kind);
		const holds = KIND_READERS[kind].holdsOf(holder, pools.get(kind) ?? new Map());
		const assigned = assignmentsOf(holder, kind);
		if (assigned > holds.length) counts.addUnlisted(kind, assigned - holds.length);
		const { isActive, profileId, userLicense } = holder.person;
		const hasSeat = isActive && profileId !== null && !holder.assignmentsOnly;
		if (kind === 'userLicense' && hasSeat && userLicense === null) counts.addHiddenSeat();
		const seen = new Set<string>();
		return holds.filter((hold) => {
			const { licenseIdentifier } = hold;
			if (wanted !== undefined && !isAmong(wanted.values(), licenseIdentifier)) return false;
			if (seen.has(licenseIdentifier)) {
				counts.addDuplicate(kind);
				return false;
			}
			seen.add(licenseIdentifier);
			counts.add(kind);
			return !selection.isExcluded(hold);
		});
	}
}

/** Assignments of the kinds that have them; the other kinds need none. */
function assignmentsOf(holder: Holder, kind: LicenseKind): number {
	if (kind === 'permissionSetLicense') return holder.permissionSetLicenses.length;
	return kind === 'packageLicense' ? holder.packageLicenses.length : 0;
}

function isAmong(identifiers: Iterable<string>, wanted: string): boolean {
	for (const identifier of identifiers) if (identifier === wanted) return true;
	return false;
}
