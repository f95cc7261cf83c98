import type { Org, Row } from '../../org/org';

/**
 * The content of an org, as facts that can be compared: what Reclaim and Restore may change, one by one,
 * and everything else, which they must not change.
 */

/** By subject, such as `005… active`; a missing fact is a seat or permission set that no user holds. */
export type Facts = ReadonlyMap<string, string>;

export interface Change {
	fact: string;
	from: string | undefined;
	to: string | undefined;
}

const HELD = 'held';
const FLAG = 'UserPermissions';
const OWNER = { ProcessInstanceWorkitem: 'ActorId' } as Record<string, string | undefined>;
export const OWNED = [
	'Account',
	'Case',
	'Contact',
	'Lead',
	'Opportunity',
	'ProcessInstanceWorkitem',
];
const ownerField = (object: string) => OWNER[object] ?? 'OwnerId';

export const about = {
	active: (userId: string) => `${userId} active`,
	profile: (userId: string) => `${userId} profile`,
	frozen: (userId: string) => `${userId} frozen`,
	feature: (userId: string, feature: string) => `${userId} feature ${feature}`,
	set: (userId: string, setOrGroup: string) => `${userId} set ${setOrGroup}`,
	setLicense: (userId: string, licenseId: string) => `${userId} set license ${licenseId}`,
	package: (userId: string, licenseId: string) => `${userId} package ${licenseId}`,
	owner: (recordId: string) => `${recordId} owner`,
};

/** The user that a fact is about; for a record, its owner. */
export const subjectOf = (fact: string): string => fact.split(' ')[0];

export function factsOf(org: Org): Facts {
	const facts = new Map<string, string>();
	for (const user of org.rows('User')) {
		facts.set(about.active(user.Id), String(user.IsActive));
		facts.set(about.profile(user.Id), String(user.ProfileId));
		for (const [name, value] of Object.entries(user)) {
			if (name.startsWith(FLAG) && value === true)
				facts.set(about.feature(user.Id, name.slice(FLAG.length)), HELD);
		}
	}
	for (const { UserId, IsFrozen } of org.rows('UserLogin'))
		facts.set(about.frozen(String(UserId)), String(IsFrozen));
	for (const row of org.rows('PermissionSetAssignment')) {
		if (isOfProfile(org, row)) continue;
		const { AssigneeId, PermissionSetGroupId, PermissionSetId, ExpirationDate } = row;
		const fact = about.set(String(AssigneeId), String(PermissionSetGroupId ?? PermissionSetId));
		const end = typeof ExpirationDate === 'string' ? new Date(ExpirationDate).toISOString() : null;
		facts.set(fact, end === null ? HELD : `${HELD} until ${end}`);
	}
	for (const { AssigneeId, PermissionSetLicenseId } of org.rows('PermissionSetLicenseAssign'))
		facts.set(about.setLicense(String(AssigneeId), String(PermissionSetLicenseId)), HELD);
	for (const { UserId, PackageLicenseId } of org.rows('UserPackageLicense'))
		facts.set(about.package(String(UserId), String(PackageLicenseId)), HELD);
	for (const object of OWNED) {
		for (const row of org.rows(object))
			facts.set(about.owner(row.Id), String(row[ownerField(object)]));
	}
	return facts;
}

/** The permission set that is assigned with the profile. */
function isOfProfile(org: Org, { PermissionSetId }: Row): boolean {
	return org.table('PermissionSet').get(String(PermissionSetId))?.IsOwnedByProfile === true;
}

export function changesBetween(before: Facts, after: Facts): Change[] {
	return [...new Set([...before.keys(), ...after.keys()])].flatMap((fact) => {
		const [from, to] = [before.get(fact), after.get(fact)];
		return from === to ? [] : [{ fact, from, to }];
	});
}

const ASSIGNMENTS = ['PermissionSetAssignment', 'PermissionSetLicenseAssign', 'UserPackageLicense'];
/** Timestamps, and values that Salesforce derives from other fields; invariants check the counts. */
const DERIVED = [
	'LastModifiedDate',
	'LastModifiedById',
	'SystemModstamp',
	'UsedLicenses',
	'UsedLicensesLastUpdated',
];
const OF_USERS = ['IsActive', 'ProfileId', 'UserType'];

/** Everything that is not a fact, row by row: fields of people, follows, pools, profiles, records. */
export function restOf(org: Org): ReadonlySet<string> {
	const lines = new Set<string>();
	for (const [object, rows] of Object.entries(org.dump())) {
		if (ASSIGNMENTS.includes(object)) continue;
		for (const row of rows) lines.add(`${object} ${JSON.stringify(restOfRow(object, row))}`);
	}
	return lines;
}

function restOfRow(object: string, row: Row) {
	const isFact = (name: string) =>
		(object === 'User' && (OF_USERS.includes(name) || name.startsWith(FLAG))) ||
		(object === 'UserLogin' && name === 'IsFrozen') ||
		(OWNED.includes(object) && name === ownerField(object));
	return Object.entries(row)
		.filter(([name, value]) => !DERIVED.includes(name) && !isFact(name) && (value ?? null) !== null)
		.sort(([a], [b]) => (a < b ? -1 : 1));
}
