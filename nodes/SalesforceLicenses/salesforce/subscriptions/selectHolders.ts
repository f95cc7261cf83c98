import type { OrgConnection } from '../client/orgConnection';
import { foldName, trimName } from '../../licensing/model/closest';
import type { LicenseKind, LicenseRef } from '../../licensing/model/licenses';
import { KIND_NAMES, licensesNamed } from '../../licensing/model/licenses';
import { readFrozenUserIds } from '../activity/freezeTimes';
import type { SalesforceClient } from '../client/client';
import type { Pool } from '../licenses/kinds/licenseKind';
import { readPools } from '../licenses/pools';
import { readIfPossible } from '../query/query';
import { FEATURE_LICENSES, featureFlag } from '../schema/schema';
import { toLongId } from '../schema/soql';
import { USER_TYPES } from '../schema/userTypes';
import { closestUsernames, findUsers, readProfileNames } from '../users/lookUp';
import { extraUserFields } from '../users/salesforceUser';
import type { Filters, UnknownName } from './filters';
import { unknownName } from './filters';
import type { Selection } from './selection';
import { EVERYTHING } from './selection';

export type Selected =
	| {
			ok: true;
			selection: Selection;
			kinds: LicenseKind[];
			pools: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>> | undefined;
	  }
	| ({ ok: false } & UnknownName);

/**
 * Looks up every name in the filters, so that no filter is dropped because of a misspelled name. Excluded
 * names need not exist: one list of exclusions may serve several orgs.
 */
export async function selectHolders(
	connection: OrgConnection,
	kinds: readonly LicenseKind[],
	filters: Filters,
): Promise<Selected> {
	const { client } = connection;
	const licenses = await selectLicenses(connection, kinds, filters);
	if (!licenses.ok) return licenses;
	const unknownType = filters.userTypes.find((type) => !USER_TYPES.includes(type));
	if (unknownType !== undefined) {
		return unknownName(
			'userTypes',
			`there is no user type "${unknownType}"`,
			unknownType,
			USER_TYPES,
		);
	}
	const profiles = await selectProfiles(client, filters.profiles);
	if (!profiles.ok) return profiles;
	const users = await findUsers(client, filters.users);
	if (users.missing.length > 0) return await unknownUser(client, users.missing);
	const excluded = await findUsers(client, filters.excludeUsernames);
	if (excluded.missing.length > 0) {
		client.report.warn(`Exclude Usernames: the org does not have ${excluded.missing.join(', ')}.`);
	}
	let userIds = filters.users.length === 0 ? null : users.ids;
	let frozenUserIds: Selection['frozenUserIds'] = null;
	if (filters.userStatus === 'frozen') {
		const frozen = await readIfPossible(
			client,
			'The frozen status of users',
			async () => await readFrozenUserIds(client),
		);
		if (frozen === null) {
			const reason =
				'the frozen status of users could not be read; the connected user needs the permission "Manage Users"';
			return { ok: false, filter: 'userStatus', reason, known: [] };
		}
		frozenUserIds = frozen;
		userIds = userIds === null ? [...frozen] : userIds.filter((id) => frozen.has(id));
	}
	const selection: Selection = {
		...EVERYTHING,
		pools: licenses.pools,
		isActive:
			filters.userStatus === 'active' || filters.userStatus === 'inactive'
				? filters.userStatus === 'active'
				: null,
		userTypes: filters.userTypes,
		profileIds: profiles.ids,
		userIds: userIds === null ? null : [...new Set(userIds)].sort(),
		excludedUserIds: new Set(excluded.ids),
		isExcluded: licensesNamed(filters.excludeLicenseIdentifiers),
		frozenUserIds,
	};
	return { ok: true, selection, kinds: licenses.kinds, pools: licenses.read };
}

type SelectedLicenses =
	| {
			ok: true;
			kinds: LicenseKind[];
			pools: Map<LicenseKind, ReadonlyMap<string, string>>;
			read: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>> | undefined;
	  }
	| ({ ok: false } & UnknownName);

async function selectLicenses(
	connection: OrgConnection,
	kinds: readonly LicenseKind[],
	filters: Filters,
): Promise<SelectedLicenses> {
	const { client } = connection;
	const { licenseIdentifiers: included, excludeLicenseIdentifiers: excluded } = filters;
	const pools = new Map<LicenseKind, ReadonlyMap<string, string>>();
	if (included.length === 0 && excluded.length === 0) {
		return { ok: true, kinds: [...kinds], pools, read: undefined };
	}
	const read = await readPools(connection, kinds.filter(isListed));
	const refs = await refsOf(client, kinds, read);
	const all = [...refs.values()].flatMap((byId) => [...byId.values()]);
	const isIncluded = licensesNamed(included);
	const isExcluded = licensesNamed(excluded);
	const missing = (names: readonly string[]) =>
		names.filter((name) => !all.some(licensesNamed([name])));

	const [wrong] = missing(included);
	if (wrong !== undefined) {
		const hidden = kinds.filter((kind) => !refs.has(kind));
		const why =
			hidden.length === 0
				? ''
				: ` (${hidden.map((kind) => `${KIND_NAMES[kind]}s`).join(', ')} could not be read)`;
		return unknownName(
			'licenseIdentifiers',
			`the selected License Kinds have no license "${wrong}"${why}`,
			wrong,
			all.map(({ licenseIdentifier }) => licenseIdentifier),
		);
	}
	const useless = missing(excluded);
	if (useless.length > 0)
		client.report.warn(
			`Exclude License Names or IDs: the org does not have ${useless.join(', ')}.`,
		);
	for (const kind of kinds) {
		const byId = refs.get(kind);
		// A list that cannot be read contains none of the names; for exclusions, see Selection.
		if (byId === undefined) {
			if (included.length > 0) pools.set(kind, new Map());
			continue;
		}
		const wanted = [...byId].filter(
			([, ref]) => (included.length === 0 || isIncluded(ref)) && !isExcluded(ref),
		);
		pools.set(kind, new Map(wanted.map(([id, ref]) => [id, ref.licenseIdentifier])));
	}
	return {
		ok: true,
		kinds: kinds.filter((kind) => pools.get(kind)?.size !== 0),
		pools,
		read,
	};
}

/** Features are not records: their names come from the description of User. */
const isListed = (kind: LicenseKind) => kind !== 'featureLicense';

type LicenseRefs = ReadonlyMap<LicenseKind, ReadonlyMap<string, LicenseRef>>;

async function refsOf(
	client: SalesforceClient,
	kinds: readonly LicenseKind[],
	pools: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>>,
): Promise<LicenseRefs> {
	const refs = new Map<LicenseKind, ReadonlyMap<string, LicenseRef>>();
	for (const [kind, byId] of pools) {
		refs.set(kind, new Map([...byId].map(([id, { ref }]) => [id, ref])));
	}
	const features = kinds.includes('featureLicense') ? await featuresOf(client) : null;
	if (features !== null) refs.set('featureLicense', features);
	return refs;
}

/** The licenses of an org, without their holders. A kind that cannot be read is left out. */
export async function readLicenseRefs(
	connection: OrgConnection,
	kinds: readonly LicenseKind[],
): Promise<{ refs: LicenseRefs; pools: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>> }> {
	const pools = await readPools(connection, kinds.filter(isListed));
	return { refs: await refsOf(connection.client, kinds, pools), pools };
}

async function featuresOf(client: SalesforceClient): Promise<Map<string, LicenseRef> | null> {
	const fields = await extraUserFields(client, true);
	if (fields === null) return null;
	return new Map(
		Object.entries(FEATURE_LICENSES)
			.filter(([feature]) => fields.includes(featureFlag(feature)))
			.map(([feature, licenseName]) => [
				feature,
				{ licenseKind: 'featureLicense', licenseIdentifier: feature, licenseName },
			]),
	);
}

export async function selectProfiles(
	client: SalesforceClient,
	names: readonly string[],
): Promise<{ ok: true; ids: string[] } | ({ ok: false } & UnknownName)> {
	if (names.length === 0) return { ok: true, ids: [] };
	const profiles = await readProfileNames(client);
	const ids = new Set<string>();
	for (const name of names) {
		const found = profiles.filter(
			(profile) =>
				profile.Id === toLongId(trimName(name)) || foldName(profile.Name) === foldName(name),
		);
		if (found.length === 0) {
			const known = profiles.map((profile) => profile.Name);
			return unknownName('profiles', `there is no profile "${name}"`, name, known);
		}
		for (const { Id } of found) ids.add(Id);
	}
	return { ok: true, ids: [...ids] };
}

async function unknownUser(
	client: SalesforceClient,
	missing: readonly string[],
): Promise<{ ok: false } & UnknownName> {
	const [name] = missing;
	const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : '';
	const known = await closestUsernames(client, name);
	const hint = known.length === 0 ? '' : `; closest match: ${known.join(', ')}`;
	return {
		ok: false,
		filter: 'users',
		reason: `there is no user "${name}"${more}${hint}`,
		known,
	};
}
