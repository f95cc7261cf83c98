import type { OrgConnection } from '../client/orgConnection';
import type { Blocker, Dependency } from '../../licensing/blockers/blockers';
import { toBlockers } from '../../licensing/blockers/blockers';
import type { RightHolders } from '../../licensing/model/rights';
import type { Judged, HeldSeats } from '../../licensing/blockers/seatBlockers';
import { seatFindings } from '../../licensing/blockers/seatBlockers';
import { readUsableAdministrators } from '../users/administrators';
import { readDependencies } from './blockerReads';
import { readSeatLayers } from '../users/seatLayers';
import { readPools } from '../licenses/pools';
import { seesAllRecords } from '../organization/access';

/** What blocks one candidate. What could not be read is listed, never guessed. */
export interface BlockersFound {
	blockers: Blocker[];
	blockersNotRead: string[];
}

/** What a dry run has read already. */
export interface KnownSeats {
	/** The seats of users, where they were read already. */
	seatsOf: ((userId: string) => HeldSeats | undefined) | null;
	/** Administrators who can log in, where they were read already. */
	administrators: RightHolders | null;
}

/** What a connected user without "View All Data" does not see, and gets no error for. */
const HIDDEN = 'records, dashboards and approvals that the connected user cannot see';

/**
 * The blockers of each candidate, in the order of the candidates. For every 400 users: 4 calls for
 * what hangs on them, and 3 for their seats unless those are known; once: describe, administrators.
 */
export async function readBlockers(
	connection: OrgConnection,
	judged: readonly Judged[],
	known: KnownSeats,
): Promise<BlockersFound[]> {
	const { client } = connection;
	if (judged.length === 0) return [];
	const idsOf = (wanted: (one: Judged) => boolean) => [
		...new Set(judged.filter(wanted).map(({ userId }) => userId)),
	];
	// Removing a license leaves the user active, so nothing else depends on it.
	const touched = idsOf(({ action }) => action !== 'removeLicense');
	const { findings, notRead } = await readDependencies(client, touched);
	if (touched.length > 0 && !(await seesAllRecords(connection))) {
		notRead.push(HIDDEN);
		client.report.warn(
			`The blocker check is partial: it does not include ${HIDDEN}. For a full check, grant the permission "View All Data".`,
		);
	}
	findings.push(...(await lastAdministrators(connection, touched, known)));
	const seatsOf = await seatsReader(connection, idsOf(needsSeats), known);
	const sitePackages = await readSitePackages(connection, judged);
	const byUser = Map.groupBy(findings, ({ userId }) => userId);
	return judged.map((one) => {
		const own = seatsOf(one.userId);
		const known = needsSeats(one) && own === undefined ? ['permission sets and seats'] : [];
		const missing = [...(own === undefined ? known : unreadLayers(one, own))];
		const ofSeats = seatFindings(one, own ?? NO_SEATS, sitePackages ?? new Set());
		if (sitePackages === null && mayBeOfSite(one)) missing.push(SITE_LICENSES);
		// Salesforce counts what users own by object, and the object is then the name.
		const left = (byUser.get(one.userId) ?? []).filter(
			({ name, recordId }) => recordId !== null || !one.takenCareOf.has(name ?? ''),
		);
		const all = [...left, ...ofSeats];
		return {
			blockers: toBlockers(all, one.action),
			blockersNotRead: [...(one.action === 'removeLicense' ? [] : notRead), ...missing],
		};
	});
}

const NO_SEATS: HeldSeats = { permissionSets: [], permissionSetLicenses: [], packageLicenses: [] };

function needsSeats({ action, licenseKind }: Judged): boolean {
	return (
		action === 'deactivate' ||
		(action === 'removeLicense' && licenseKind === 'permissionSetLicense')
	);
}

function unreadLayers(one: Judged, seats: HeldSeats): string[] {
	if (!needsSeats(one)) return [];
	const layers: Array<[string, unknown]> = [
		['permission set licenses', seats.permissionSetLicenses],
		one.action === 'deactivate'
			? ['package licenses', seats.packageLicenses]
			: ['permission sets', seats.permissionSets],
	];
	return layers.flatMap(([name, layer]) => (layer === null ? [name] : []));
}

async function seatsReader(
	connection: OrgConnection,
	userIds: readonly string[],
	{ seatsOf }: KnownSeats,
): Promise<(userId: string) => HeldSeats | undefined> {
	if (seatsOf !== null) return seatsOf;
	if (userIds.length === 0) return () => undefined;
	const layers = await readSeatLayers(connection, userIds);
	const of = <T>(layer: Map<string, T[]> | null, userId: string) =>
		layer && (layer.get(userId) ?? []);
	return (userId) => ({
		permissionSets: of(layers.permissionSets, userId),
		permissionSetLicenses: of(layers.permissionSetLicenses, userId),
		packageLicenses: of(layers.packageLicenses, userId),
	});
}

const SITE_LICENSES = 'which packages are licensed for the whole org';

const mayBeOfSite = ({ action, licenseKind }: Judged) =>
	action === 'removeLicense' && licenseKind === 'packageLicense';

/** The packages that everybody has; null where the list of packages cannot be read. */
async function readSitePackages(
	connection: OrgConnection,
	judged: readonly Judged[],
): Promise<Set<string> | null> {
	if (!judged.some(mayBeOfSite)) return new Set();
	const pools = (await readPools(connection, ['packageLicense'])).get('packageLicense');
	if (pools === undefined) return null;
	const ofOrg = [...pools.values()].filter(({ license }) => license.isUnlimited);
	return new Set(ofOrg.map(({ ref }) => ref.licenseIdentifier.toLowerCase()));
}

/** Administrators who would all be gone after this run, for any of the rights that it takes. */
async function lastAdministrators(
	{ client, now }: OrgConnection,
	userIds: readonly string[],
	{ administrators }: KnownSeats,
): Promise<Dependency[]> {
	if (userIds.length === 0) return [];
	const usable = administrators ?? (await readUsableAdministrators(client, now));
	const going = new Set(userIds);
	const last = [...usable.values()].filter((holders) =>
		[...holders].every((userId) => going.has(userId)),
	);
	return [...new Set(last.flatMap((holders) => [...holders]))].map((userId) => ({
		userId,
		kind: 'lastAdministrator' as const,
		count: 1,
		object: 'User',
		recordId: userId,
		name: null,
	}));
}
