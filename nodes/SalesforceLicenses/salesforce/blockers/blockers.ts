import type { OrgConnection } from '../client/orgConnection';
import type { Blocker, Dependency } from '../../licensing/blockers/blockers';
import { toBlockers } from '../../licensing/blockers/blockers';
import type { RightHolders } from '../../licensing/model/rights';
import type { Judged, SiteLicenses } from '../../licensing/blockers/seatBlockers';
import {
	seatFindings,
	seatsNeeded,
	siteLicense,
	siteLicensesNeeded,
} from '../../licensing/blockers/seatBlockers';
import type { LicenseKind } from '../../licensing/model/licenses';
import type { HeldSeats } from '../../licensing/model/userState';
import { readUsableAdministrators } from '../users/administrators';
import { readPolicyFindings } from './accessPolicies';
import { readDependencies } from './blockerReads';
import { layersOf, readSeatLayers } from '../users/seatLayers';
import { readPools } from '../licenses/pools';
import { seesAllRecords } from '../organization/access';

/** The blockers of one candidate. Parts that could not be read are listed, never guessed. */
export interface BlockersFound {
	blockers: Blocker[];
	blockersNotRead: string[];
}

/** Data that a dry run has already read. */
export interface KnownSeats {
	/** The seats of users, if they were already read. */
	seatsOf: ((userId: string) => HeldSeats | undefined) | null;
	/** Administrators who can log in, if they were already read. */
	administrators: RightHolders | null;
}

/** What a connected user without "View All Data" does not see, without getting an error. */
const HIDDEN = 'records, dashboards and approvals that the connected user cannot see';

/**
 * The blockers of each candidate, in the order of the candidates. For every 400 users: 4 calls for what
 * depends on them, and 3 for their seats unless those are known; once per run: describe, administrators, and user
 * access policies where assigned seats are taken.
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
	// Removing a license leaves the user active, so nothing that depends on an active user breaks.
	const touched = idsOf(({ action }) => action !== 'removeLicense');
	const { findings, notRead } = await readDependencies(client, touched);
	if (touched.length > 0 && !(await seesAllRecords(connection))) {
		notRead.push(HIDDEN);
		client.report.warn(
			`The blocker check is partial: it does not include ${HIDDEN}. For a full check, grant the permission "View All Data".`,
		);
	}
	findings.push(...(await lastAdministrators(connection, touched, known)));
	const seatsOf = await seatsReader(
		connection,
		idsOf((one) => seatsNeeded(one).length > 0),
		known,
	);
	const siteLicenses = await readSiteLicenses(connection, judged);
	const policies = await readPolicyFindings(connection, judged);
	const byUser = Map.groupBy(findings, ({ userId }) => userId);
	return judged.map((one) => {
		const seats = seatsOf(one.userId);
		// Salesforce counts owned records by object, so the object stands for their names.
		const left = (byUser.get(one.userId) ?? []).filter(
			({ name, recordId }) => recordId !== null || !one.takenCareOf.has(name ?? ''),
		);
		const ofSeats = [
			...seatFindings(one, seats ?? NO_SEATS, siteLicenses.known),
			...policies.findingsOf(one),
		];
		return {
			blockers: toBlockers([...left, ...ofSeats], one.action),
			blockersNotRead: [
				...(one.action === 'removeLicense' ? [] : notRead),
				...unreadSeats(one, seats),
				...(policies.isUnread(one) ? ['user access policies'] : []),
				...(siteLicenses.unread.has(one.licenseKind) ? [siteLicensesNeeded(one) ?? []].flat() : []),
			],
		};
	});
}

const NO_SEATS: HeldSeats = { permissionSets: [], permissionSetLicenses: [], packageLicenses: [] };

const SEAT_NAMES: Readonly<Record<keyof HeldSeats, string>> = {
	permissionSets: 'permission sets',
	permissionSetLicenses: 'permission set licenses',
	packageLicenses: 'package licenses',
};

function unreadSeats(one: Judged, seats: HeldSeats | undefined): string[] {
	const needed = seatsNeeded(one);
	if (seats === undefined) return needed.length === 0 ? [] : ['permission sets and seats'];
	return needed.filter((layer) => seats[layer] === null).map((layer) => SEAT_NAMES[layer]);
}

async function seatsReader(
	connection: OrgConnection,
	userIds: readonly string[],
	{ seatsOf }: KnownSeats,
): Promise<(userId: string) => HeldSeats | undefined> {
	if (seatsOf !== null) return seatsOf;
	if (userIds.length === 0) return () => undefined;
	const layers = await readSeatLayers(connection, userIds);
	return (userId) => layersOf(layers, userId);
}

/** The site licenses, and the kinds whose list of licenses cannot be read. */
async function readSiteLicenses(
	connection: OrgConnection,
	judged: readonly Judged[],
): Promise<{ known: SiteLicenses; unread: ReadonlySet<LicenseKind> }> {
	const needed = judged.filter((one) => siteLicensesNeeded(one) !== null);
	const kinds = [...new Set(needed.map(({ licenseKind }) => licenseKind))];
	const pools = await readPools(connection, kinds);
	const ofOrg = [...pools].flatMap(([kind, pools]) =>
		[...pools.values()]
			.filter(({ license }) => license.isUnlimited)
			.map(({ ref }) => siteLicense(kind, ref.licenseIdentifier)),
	);
	return { known: new Set(ofOrg), unread: new Set(kinds.filter((kind) => !pools.has(kind))) };
}

/** Administrators who would all be gone after this run, for each of the required permissions. */
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
