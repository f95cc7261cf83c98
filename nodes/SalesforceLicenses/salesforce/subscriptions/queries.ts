import { chunks } from '../query/chunks';
import type { AssignedKind, LicenseKind } from '../../licensing/model/licenses';
import { ASSIGNED_KINDS } from '../../licensing/model/licenses';
import { KIND_READERS } from '../licenses/kinds/allKinds';
import { assignmentsQuery, isOfLicenses, isOfUsers } from '../licenses/queries';
import type { Query } from '../query/statement';
import { countOf } from '../query/statement';
import { ASSIGNMENT_OBJECTS } from '../schema/assignmentObjects';
import { USER_FIELDS } from '../schema/schema';
import { ASSIGNER_FIELDS, AUDIT_FIELDS } from '../schema/takings';
import { Soql, allOf, soql } from '../schema/soql';
import { usersByIdQuery } from '../users/queries';
import type { Selection } from './selection';

/** 200 ids take 5,400 bytes of a URI of 16,384, and leave room for the other conditions. */
const USERS_PER_QUERY = 200;

/** The conditions on users; `path` leads from the object of the query to the user. */
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

/** If only one kind is read, only its holders are queried. */
function holdersOf(kinds: ReadonlySet<LicenseKind>, { pools }: Selection): Soql | undefined {
	const [kind] = kinds;
	const wanted = pools.get(kind);
	if (kinds.size !== 1 || wanted === undefined) return undefined;
	return KIND_READERS[kind].isHolder([...wanted.keys()]);
}

export interface HolderQueries {
	users: Query;
	assignments: Readonly<Record<AssignedKind, Query>>;
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
	const ofPools = (kind: LicenseKind, condition: (licenseIds: readonly string[]) => Soql) => {
		const wanted = selection.pools.get(kind);
		return wanted === undefined ? undefined : condition([...wanted.keys()]);
	};
	const after = (field: string) =>
		selection.afterUserId === null
			? undefined
			: soql`${new Soql(field)} > ${selection.afterUserId}`;
	const users = usersQuery({ activeOnly: onlySeats && selection.isActive === null, extraFields });
	const where = allOf(after('Id'), users.where, onUser, holdersOf(kinds, selection));
	const assignmentsOf = (kind: AssignedKind) => {
		const { userField } = ASSIGNMENT_OBJECTS[kind];
		const where = allOf(
			after(userField),
			ofPools(kind, (ids) => isOfLicenses(kind, ids)),
			isOfUsers(kind, (path) => conditionsOnUser(selection, path)),
		);
		return assignmentsQuery(kind, { where, orderBy: userField });
	};
	const assignments = Object.fromEntries(
		ASSIGNED_KINDS.map((kind) => [kind, assignmentsOf(kind)]),
	) as Record<AssignedKind, Query>;
	const seats: Query = {
		...users,
		where: allOf(
			after('Id'),
			new Soql('IsActive = true AND Profile.UserLicenseId != null'),
			ofPools('userLicense', KIND_READERS.userLicense.isHolder),
			onUser,
		),
	};
	return {
		users: { ...users, where },
		assignments,
		usersById: (ids) => {
			const query = usersByIdQuery(ids, extraFields);
			return { ...query, where: allOf(query.where, onUser) };
		},
		counts: (readable, features) => {
			const counts: Array<[LicenseKind, Query, string]> = [
				['userLicense', seats, 'Id'],
				...ASSIGNED_KINDS.map((kind): [LicenseKind, Query, string] => [
					kind,
					assignments[kind],
					ASSIGNMENT_OBJECTS[kind].userField,
				]),
				...features.map((feature): [LicenseKind, Query, string] => [
					'featureLicense',
					{
						...users,
						where: allOf(after('Id'), KIND_READERS.featureLicense.isHolder([feature]), onUser),
					},
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

/** The query, once for each portion of the selected users; unchanged if all users are read. */
export function perUsers(query: Query, field: string, { userIds }: Selection): Query[] {
	if (userIds === null) return [query];
	return chunks(userIds, USERS_PER_QUERY).map((ids) => ({
		...query,
		where: allOf(soql`${new Soql(field)} IN ${ids}`, query.where),
	}));
}

/** All users, or only the active ones. */
export function usersQuery(options: {
	activeOnly: boolean;
	extraFields: readonly string[];
}): Query {
	return {
		object: 'User',
		fields: [...USER_FIELDS, ...options.extraFields],
		where: options.activeOnly ? soql`IsActive = ${true}` : undefined,
		orderBy: 'Id',
	};
}

/** Who assigned licenses of this kind to these users. */
export function assignersQuery(kind: AssignedKind, userIds: readonly string[]): Query {
	const { object, userField } = ASSIGNMENT_OBJECTS[kind];
	const where = soql`${new Soql(userField)} IN ${userIds}`;
	return { object, fields: ASSIGNER_FIELDS[kind], where };
}

/** Entries of Setup Audit Trail since then. Only the action can be filtered by (Object Reference, SetupAuditTrail). */
export function auditTrailQuery(actions: readonly string[], since: Date): Query {
	const where = soql`Action IN ${actions} AND CreatedDate >= ${since}`;
	return { object: 'SetupAuditTrail', fields: AUDIT_FIELDS, where };
}
