import type { IDataObject } from 'n8n-workflow';
import { withRights } from '../../org/objects/rights';
import type { Org, Row } from '../../org/org';
import type { RunningOrg } from '../../org/server';
import { findByRules } from '../candidates';
import type { RuleWish, Scenario, Wish } from './scenario';

/** Turns a scenario into a real org: its pools, items, protected people and parameters. */

const TARGET = 'Standard Platform User';
const MACHINE = /integration|guest|agent/i;
const HUMAN = ['Standard', 'PowerPartner', 'PowerCustomerSuccess', 'CsnOnly'];

const at = <T>(list: readonly T[], place: number): T => list[place % list.length];
const usernameOf = ({ Username }: Row) => String(Username);

/** People with seats of their own, as the seed creates them. */
const employees = (org: Org) =>
	org.rows('User').filter((user) => usernameOf(user).startsWith('user'));

export function fillPools(org: Org, pools: Scenario['pools']): void {
	for (const [object, field] of [
		['UserLicense', 'TotalLicenses'],
		['PermissionSetLicense', 'TotalLicenses'],
		['PackageLicense', 'AllowedLicenses'],
	] as const) {
		for (const pool of org.rows(object)) {
			if (Number(pool[field]) < 0) continue;
			pool[field] = pools === 'full' ? pool.UsedLicenses : Number(pool.UsedLicenses) + 100;
		}
	}
	// The seed may have over-allocated the company; other tests cover what is blocked then.
	org.blockers.length = 0;
	for (const user of org.rows('User')) user.Deputy__c = null;
}

/** Grants all permissions with a permission set, as a company does for administrators with another job title. */
export function addAdministrators(org: Org, places: readonly number[]): void {
	const rights = { IsOwnedByProfile: false, IsCustom: true, Type: 'Regular', LicenseId: null };
	const set = org.insert('PermissionSet', {
		Name: 'Keys',
		Label: 'Keys',
		...withRights(),
		...rights,
	});
	const people = new Set(places.map((place) => at(employees(org), place).Id));
	for (const AssigneeId of people)
		org.insert('PermissionSetAssignment', {
			AssigneeId,
			PermissionSetId: set.Id,
			PermissionSetGroupId: null,
		});
}

export async function itemsOf(running: RunningOrg, { from }: Scenario): Promise<IDataObject[]> {
	const { org } = running;
	if (from.wishes !== null) return from.wishes.map((wish) => itemOf(org, wish));
	const rules = from.rules.map((rule, index) => ruleOf(org, rule, index));
	const found = await findByRules(running, rules, {
		licenseKinds: ['userLicense', 'permissionSetLicense', 'packageLicense', 'featureLicense'],
	});
	if (found.error !== null) throw found.error;
	const exempt = new Set(from.rules.map((rule) => usernameOf(at(employees(org), rule.exempt))));
	if (from.rules.length === 1 && found.items.some(({ username }) => exempt.has(String(username))))
		throw new Error('An exempt user is a candidate');
	return found.items.slice(0, 25);
}

function itemOf(org: Org, { amongAll, person, action, kind, ...wish }: Wish): IDataObject {
	const user = at(amongAll ? org.rows('User') : employees(org), person);
	const licenseKind = action === 'removeLicense' ? kind : 'userLicense';
	const { LastLoginDate } = user;
	return {
		userId: user.Id,
		username: usernameOf(user),
		licenseKind,
		licenseIdentifier: identifierOf(org, user, licenseKind, wish),
		action,
		...(wish.lastLogin === 'unsaid'
			? {}
			: { lastLoginAt: (LastLoginDate ?? null) as string | null }),
		...(wish.recheckActivity ? {} : { recheckActivity: false }),
	};
}

function identifierOf(
	org: Org,
	user: Row,
	kind: Wish['kind'],
	{ held, license }: Pick<Wish, 'held' | 'license'>,
): string {
	const [all, own] = identifiers(org, user)[kind]();
	return String(held && own.length > 0 ? at(own, license) : at(all, license));
}

/** For each kind: what the org has, and what the user holds. */
function identifiers(org: Org, user: Row): Record<Wish['kind'], () => [unknown[], unknown[]]> {
	const held =
		(object: string, field: string, pool: string, pools: string, name: string) =>
		(): [unknown[], unknown[]] => [
			org.rows(pools).map((row) => row[name]),
			org
				.table(object)
				.where(field, user.Id)
				.map((row) => org.table(pools).get(String(row[pool]))?.[name]),
		];
	const license = org.seats.userLicenseOf(user);
	const own = license?.LicenseDefinitionKey ?? license?.Name;
	const flags = Object.keys(org.types.User.fields).filter((name) =>
		name.startsWith('UserPermissions'),
	);
	const feature = (flag: string) => flag.slice('UserPermissions'.length);
	return {
		userLicense: () => [[own], [own]],
		permissionSetLicense: held(
			'PermissionSetLicenseAssign',
			'AssigneeId',
			'PermissionSetLicenseId',
			'PermissionSetLicense',
			'DeveloperName',
		),
		packageLicense: held(
			'UserPackageLicense',
			'UserId',
			'PackageLicenseId',
			'PackageLicense',
			'NamespacePrefix',
		),
		featureLicense: () => [
			flags.map(feature),
			flags.filter((flag) => user[flag] === true).map(feature),
		],
	};
}

function ruleOf(org: Org, { action, kind, exempt, ...rest }: RuleWish, index: number) {
	return {
		...rest,
		name: `Rule ${index + 1}`,
		action,
		licenseKinds: action === 'removeLicense' ? [kind] : ['userLicense'],
		exemptUsernames: [usernameOf(at(employees(org), exempt))],
		...(action === 'changeProfile' ? { targetProfile: targetOf(org).Id } : {}),
	};
}

/** By the license, because the name is in the org's language. */
export function targetOf(org: Org): Row {
	const license = org.rows('UserLicense').find(({ LicenseDefinitionKey }) => {
		return LicenseDefinitionKey === 'AUL';
	});
	const profile = org.rows('Profile').find(({ UserLicenseId }) => UserLicenseId === license?.Id);
	if (profile === undefined) throw new Error(`No profile like "${TARGET}"`);
	return profile;
}

export function parametersOf(org: Org, scenario: Scenario): IDataObject {
	return {
		...scenario.parameters,
		protectedUsernames: protectedNames(org, scenario).join(', '),
		targetProfile: { __rl: true, mode: 'id', value: targetOf(org).Id },
		...(scenario.transfer
			? {
					transferRecords: true,
					transferTo: 'manager',
					transferObjects: ['Account', 'Case', 'Contact', 'Lead', 'Opportunity'],
					maxRecordsPerUser: 3,
				}
			: {}),
	};
}

const protectedNames = (org: Org, { protectedUsers }: Scenario) => [
	...new Set(protectedUsers.map((place) => usernameOf(at(employees(org), place)))),
];

/** Users that no run may change, according to the org itself. */
export function untouchable(org: Org, scenario: Scenario): Set<string> {
	const names = new Set(protectedNames(org, scenario));
	const isOut = (user: Row) =>
		user.Id === org.runAsUserId ||
		!HUMAN.includes(String(user.UserType)) ||
		MACHINE.test(String(org.seats.userLicenseOf(user)?.Name)) ||
		names.has(usernameOf(user));
	const administrators =
		scenario.parameters.protectAdministrators === false ? [] : administratorsOf(org);
	return new Set([
		...org
			.rows('User')
			.filter(isOut)
			.map(({ Id }) => Id),
		...administrators,
	]);
}

/** Users with all permissions, by profile or permission set. */
export function administratorsOf(org: Org): string[] {
	const hasAll = (object: string, id: unknown) =>
		org.table(object).get(String(id))?.PermissionsModifyAllData === true;
	return org.rows('User').flatMap(({ Id, ProfileId, IsActive }) => {
		const sets = org.table('PermissionSetAssignment').where('AssigneeId', Id);
		const isOne =
			hasAll('Profile', ProfileId) ||
			sets.some(({ PermissionSetId }) => hasAll('PermissionSet', PermissionSetId));
		return isOne && IsActive === true ? [Id] : [];
	});
}
