import type { LicenseKind, LicenseRef } from '../licensing/model';
import type { Query } from './queries';
import {
	countOf,
	permissionSetLicenseAssignsQuery,
	userPackageLicensesQuery,
	usersQuery,
} from './queries';
import { usersByIdQuery } from './queriesOfUsers';
import { featureFlag, PROFILE_FIELDS, USER_NAME_FIELDS } from './schema';
import { allOf, Soql, soql } from './soql';

/** SOQL of a download that is about some users and licenses only. */

/** What is left when every name in the filters is known. */
export interface Selection {
	/** The pools wanted of a kind: identifier by id (features have their name for one); a kind that is not here is wanted whole. */
	pools: ReadonlyMap<LicenseKind, ReadonlyMap<string, string>>;
	isActive: boolean | null;
	userTypes: readonly string[];
	profileIds: readonly string[];
	/** Only these users, in the order of their ids. */
	userIds: readonly string[] | null;
	/** Only users whose id comes after this one: the rest of a read that stopped. */
	afterUserId: string | null;
	/** Left out after reading: few, and an id list would make every query longer. */
	excludedUserIds: ReadonlySet<string>;
	/** Also holds for licenses of a kind whose pools could not be listed. */
	isExcluded(ref: LicenseRef): boolean;
	/** The frozen users, where they had to be read to make the selection. */
	frozenUserIds: ReadonlySet<string> | null;
	/** What is read of each person besides what every read has. */
	details: readonly string[];
}

export const EVERYTHING: Selection = {
	pools: new Map(),
	isActive: null,
	userTypes: [],
	profileIds: [],
	userIds: null,
	afterUserId: null,
	excludedUserIds: new Set(),
	isExcluded: () => false,
	frozenUserIds: null,
	details: [],
};

/** 200 ids take 5,400 bytes of a URI of 16,384, and leave room for the other conditions. */
const USERS_PER_QUERY = 200;

/** What the user must be; `path` leads from the object of the query to the user. */
function conditionsOnUser(selection: Selection, path: string): Soql | undefined {
	const field = (name: string) => new Soql(path + name);
	return allOf(
		selection.isActive === null ? undefined : soql`${field('IsActive')} = ${selection.isActive}`,
		selection.userTypes.length === 0
			? undefined
			: soql`${field('UserType')} IN ${selection.userTypes}`,
		selection.profileIds.length === 0
			? undefined
			: soql`${field('ProfileId')} IN ${selection.profileIds}`,
	);
}

const isTrue = (feature: string) => `${featureFlag(feature)} = true`;

/** Where one kind is read alone, only its holders need to be asked for. */
function holdersOf(kinds: ReadonlySet<LicenseKind>, { pools }: Selection): Soql | undefined {
	const [kind] = kinds;
	const wanted = pools.get(kind);
	if (kinds.size !== 1 || wanted === undefined) return undefined;
	const ids = [...wanted.keys()];
	const condition: Record<LicenseKind, () => Soql> = {
		userLicense: () => soql`Profile.UserLicenseId IN ${ids}`,
		permissionSetLicense: () =>
			soql`Id IN (SELECT AssigneeId FROM PermissionSetLicenseAssign WHERE PermissionSetLicenseId IN ${ids})`,
		packageLicense: () =>
			soql`Id IN (SELECT UserId FROM UserPackageLicense WHERE PackageLicenseId IN ${ids})`,
		featureLicense: () => new Soql(ids.map(isTrue).join(' OR ')),
	};
	return condition[kind]();
}

export interface HolderQueries {
	users: Query;
	permissionSetLicenses: Query;
	packageLicenses: Query;
	/** Users by id, under the same conditions. */
	usersById(ids: readonly string[]): Query;
	/** The org's own count of the rows of each kind, after the read. */
	counts(readable: ReadonlySet<LicenseKind>, features: readonly string[]): Count[];
}

export interface Count {
	kind: LicenseKind;
	statement: string;
}

export function holderQueries(
	kinds: ReadonlySet<LicenseKind>,
	selection: Selection,
	extraFields: readonly string[],
): HolderQueries {
	const onlySeats = kinds.size === 1 && kinds.has('userLicense');
	const onUser = conditionsOnUser(selection, '');
	const ofPools = (kind: LicenseKind, field: string) => {
		const wanted = selection.pools.get(kind);
		return wanted === undefined ? undefined : soql`${new Soql(field)} IN ${[...wanted.keys()]}`;
	};
	const after = (field: string) =>
		selection.afterUserId === null
			? undefined
			: soql`${new Soql(field)} > ${selection.afterUserId}`;
	const users = usersQuery({ activeOnly: onlySeats && selection.isActive === null, extraFields });
	const where = allOf(after('Id'), users.where, onUser, holdersOf(kinds, selection));
	const permissionSetLicenses: Query = {
		...permissionSetLicenseAssignsQuery,
		where: allOf(
			after('AssigneeId'),
			ofPools('permissionSetLicense', 'PermissionSetLicenseId'),
			conditionsOnUser(selection, 'Assignee.'),
		),
	};
	// The user of a package seat has no relationship name to walk (Object Reference), hence the semi-join.
	const packageLicenses: Query = {
		...userPackageLicensesQuery,
		where: allOf(
			after('UserId'),
			ofPools('packageLicense', 'PackageLicenseId'),
			onUser === undefined ? undefined : soql`UserId IN (SELECT Id FROM User WHERE ${onUser})`,
		),
	};
	const seats: Query = {
		...users,
		where: allOf(
			after('Id'),
			new Soql('IsActive = true AND Profile.UserLicenseId != null'),
			ofPools('userLicense', 'Profile.UserLicenseId'),
			onUser,
		),
	};
	return {
		users: { ...users, where },
		permissionSetLicenses,
		packageLicenses,
		usersById: (ids) => {
			const query = usersByIdQuery(ids, extraFields);
			return { ...query, where: allOf(query.where, onUser) };
		},
		counts: (readable, features) => {
			const counts: Array<[LicenseKind, Query, string]> = [
				['userLicense', seats, 'Id'],
				['permissionSetLicense', permissionSetLicenses, 'AssigneeId'],
				['packageLicense', packageLicenses, 'UserId'],
				...features.map((feature): [LicenseKind, Query, string] => [
					'featureLicense',
					{ ...users, where: allOf(after('Id'), new Soql(isTrue(feature)), onUser) },
					'Id',
				]),
			];
			return counts
				.filter(([kind]) => readable.has(kind))
				.flatMap(([kind, query, field]) =>
					perUsers(query, field, selection).map((part) => ({ kind, statement: countOf(part) })),
				);
		},
	};
}

/** The query, once for each portion of the chosen users; as it is where all are wanted. */
export function perUsers(query: Query, field: string, { userIds }: Selection): Query[] {
	if (userIds === null) return [query];
	const parts: Query[] = [];
	for (let start = 0; start < userIds.length; start += USERS_PER_QUERY) {
		const ids = userIds.slice(start, start + USERS_PER_QUERY);
		parts.push({ ...query, where: allOf(soql`${new Soql(field)} IN ${ids}`, query.where) });
	}
	return parts;
}

export const profilesQuery: Query = { object: 'Profile', fields: PROFILE_FIELDS };

export function usersByNameQuery(usernames: readonly string[]): Query {
	return { object: 'User', fields: USER_NAME_FIELDS, where: soql`Username IN ${usernames}` };
}

export function userNamesByIdQuery(ids: readonly string[]): Query {
	return { object: 'User', fields: USER_NAME_FIELDS, where: soql`Id IN ${ids}` };
}

/** Users that somebody may have meant: the same name before the @, or the address instead of the username. */
export function similarUsersQuery(name: string): Query {
	const [local] = name.replace(/[%_]/g, '').split('@');
	return {
		object: 'User',
		fields: USER_NAME_FIELDS,
		where: soql`Username LIKE ${`${local}%`} OR Email = ${name}`,
		limit: 5,
	};
}

/** Active users whose name or username contains this text. */
export function usersContainingQuery(text: string, limit: number): Query {
	const pattern = `%${text.replace(/%/g, '')}%`;
	return {
		object: 'User',
		fields: USER_NAME_FIELDS,
		where: soql`IsActive = ${true} AND (Name LIKE ${pattern} OR Username LIKE ${pattern})`,
		// Never more than one page, so there is no cursor to go on from.
		orderBy: 'Name',
		limit,
	};
}
