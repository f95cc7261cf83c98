import { closest, foldName, trimName } from '../../../licensing/model/closest';
import type { Condition, Operator } from '../../../licensing/finding/conditions';
import { asksFor } from '../../../licensing/finding/detectors/allDetectors';
import { LOGIN_LICENSES } from '../../../licensing/finding/detectors/moves';
import { licensesOfNothing } from '../../../licensing/finding/ruleLicenses';
import type { ReclamationRule } from '../../../licensing/finding/rules';
import type { LicenseKind, LicenseRef } from '../../../licensing/model/licenses';
import {
	closestLicense,
	isAssigned,
	LICENSE_KINDS,
	licensesNamed,
} from '../../../licensing/model/licenses';
import type { Price } from '../../../licensing/model/prices';
import { pricesOfNothing } from '../../../licensing/model/prices';
import type { SoftwareOf } from '../../../licensing/model/softwareModels';
import type { Pool } from '../../../salesforce/licenses/kinds/licenseKind';
import { KEY_PREFIX } from '../../../salesforce/schema/schema';
import { isId, toLongId } from '../../../salesforce/schema/soql';
import { USER_TYPES } from '../../../salesforce/schema/userTypes';
import { readLicenseRefs } from '../../../salesforce/subscriptions/selectHolders';
import type { FoundUsers } from '../../../salesforce/users/lookUp';
import { closestUsernames, findUsers, readProfileNames } from '../../../salesforce/users/lookUp';
import type { Connection } from '../../../transport/connect';

/**
 * Looks up in the org the names in rules and prices: licenses, users, profiles. A name that does not exist
 * causes a warning, because the user believes that it has an effect. Ids are replaced by the names that
 * rows have.
 */

export interface Named {
	rules: ReclamationRule[];
	/** Data that was read along the way and need not be read again. */
	pools: ReadonlyMap<LicenseKind, ReadonlyMap<string, Pool>>;
}

export async function lookUpNames(
	connection: Connection,
	rules: readonly ReclamationRule[],
	kinds: readonly LicenseKind[],
	{ prices, softwareOf }: { prices: readonly Price[]; softwareOf: SoftwareOf },
): Promise<Named> {
	const { client } = connection;
	const conditions = rules.flatMap((rule) => [...rule.conditions, ...rule.exemptions]);
	const asksForUserLicense = conditions.some(({ field }) => field === 'userLicense');
	const seatPrices = pricesOfSeats(prices, rules);
	const namesLicense =
		seatPrices.length > 0 ||
		rules.some(
			(rule) =>
				rule.licenseIdentifiers.length > 0 ||
				rule.excludeLicenseIdentifiers.length > 0 ||
				rule.softwareModels.length > 0,
		);
	// Pools of assigned kinds are needed in any case; those of the others cost a call.
	const asked = LICENSE_KINDS.filter(
		(kind) =>
			(kinds.includes(kind) && (namesLicense || isAssigned(kind))) ||
			(kind === 'userLicense' && asksForUserLicense),
	);
	const { refs, pools } = await readLicenseRefs(connection, asked);
	const licenses = new Map([...refs].map(([kind, byId]) => [kind, [...byId.values()]]));
	const unread = asked.filter((kind) => !licenses.has(kind));
	const ofRules = licensesOfNothing(rules, kinds, {
		licenses,
		unread,
		softwareOf,
	});
	const ofPrices = pricesOfNothing(seatPrices, licenses);
	for (const text of [...ofRules, ...ofPrices]) client.report.warn(text);

	const exact = conditions.filter(({ operator }) => EXACT.has(operator));
	const people = await findUsers(client, [
		...rules.flatMap(({ exemptUsernames }) => exemptUsernames),
		...valuesOf(exact, PEOPLE_FIELDS),
	]);
	const profiles = valuesOf(exact, ['profile']).length === 0 ? [] : await readProfileNames(client);
	const userLicenses = licenses.get('userLicense') ?? null;
	const found: Found = { people, profiles, userLicenses };
	const closestUser = closestUserOf(connection);
	await warnOfPeople(connection, rules, people, closestUser);
	for (const rule of rules) await warnOfConditions(connection, rule, found, closestUser);

	const inWordsOfRows = (condition: Condition): Condition =>
		EXACT.has(condition.operator)
			? {
					...condition,
					values: condition.values.map((value) => wordOf(condition, value, found)),
				}
			: condition;
	return {
		pools,
		rules: rules.map((rule) => ({
			...rule,
			conditions: rule.conditions.map(inWordsOfRows),
			exemptions: rule.exemptions.map(inWordsOfRows),
			exemptUsernames: [
				...rule.exemptUsernames,
				...rule.exemptUsernames.flatMap((name) => people.of(name)?.userId ?? []),
			],
		})),
	};
}

interface Found {
	people: FoundUsers;
	profiles: ReadonlyArray<{ Id: string; Name: string }>;
	/** Null if they could not be read, or were not needed. */
	userLicenses: readonly LicenseRef[] | null;
}

/** Operators whose values are complete names. */
const EXACT: ReadonlySet<Operator> = new Set(['equals', 'notEquals', 'oneOf', 'notOneOf']);
const PEOPLE_FIELDS = ['username', 'managerUsername', 'managerId'];

const valuesOf = (conditions: readonly Condition[], fields: readonly string[]) =>
	conditions.filter(({ field }) => fields.includes(field)).flatMap(({ values }) => values);

/** Prices of logins may be for licenses that an org does not have yet. */
function pricesOfSeats(prices: readonly Price[], rules: readonly ReclamationRule[]): Price[] {
	if (!rules.some((rule) => asksFor('loginPrices', rule))) return [...prices];
	const names = LOGIN_LICENSES.flatMap(({ member, login }) => [member, login]);
	return prices.filter(
		({ identifier }) =>
			!names.some((license) =>
				licensesNamed([identifier])({
					licenseIdentifier: license.identifier,
					licenseName: license.name,
				}),
			),
	);
}

/** For how many names the most similar one is looked up; each may cost two calls. */
const MOST_LOOKED_FOR = 3;

/** The most similar existing username, as the end of a sentence. */
type ClosestUser = (name: string) => Promise<string>;

function closestUserOf({ client }: Connection): ClosestUser {
	const said = new Map<string, string>();
	return async (name) => {
		if (!said.has(name) && said.size < MOST_LOOKED_FOR) {
			const [near] = await closestUsernames(client, name);
			said.set(name, near === undefined ? '' : `; closest match: "${near}"`);
		}
		return said.get(name) ?? '';
	};
}

/** Warns of exempt usernames that do not exist: the user believes that they protect a person. */
async function warnOfPeople(
	{ client, org }: Connection,
	rules: readonly ReclamationRule[],
	{ missing }: FoundUsers,
	closestUser: ClosestUser,
): Promise<void> {
	for (const typed of missing) {
		const exempting = rules.filter(({ exemptUsernames }) => exemptUsernames.includes(typed));
		if (exempting.length === 0) continue;
		const names = [...new Set(exempting.map(({ name }) => `"${name}"`))].join(', ');
		client.report.warn(
			`Exempt Usernames: ${org.name} has no user with the username or ID "${typed}", so this entry of ${names} has no effect${await closestUser(typed)}.`,
		);
	}
}

async function warnOfConditions(
	{ client, org }: Connection,
	rule: ReclamationRule,
	found: Found,
	closestUser: ClosestUser,
): Promise<void> {
	for (const [list, conditions] of [
		['conditions', rule.conditions],
		['exemptions', rule.exemptions],
	] as const) {
		for (const { field, operator, values } of conditions) {
			if (!EXACT.has(operator)) continue;
			for (const value of values) {
				const hint = await unknownValue(field, value, found, closestUser);
				if (hint === null) continue;
				client.report.warn(
					`The rule "${rule.name}", ${list}: ${field} is compared with "${value}", but no such value exists in ${org.name}${hint}.`,
				);
			}
		}
	}
}

/**
 * The closest match for a value that does not exist, as the end of a sentence; null if the value exists or
 * if that is unknown.
 */
async function unknownValue(
	field: string,
	value: string,
	{ people, profiles, userLicenses }: Found,
	closestUser: ClosestUser,
): Promise<string | null> {
	const near = (name: string | null | undefined) =>
		name === null || name === undefined ? '' : `; closest match: ${name}`;
	if (PEOPLE_FIELDS.includes(field)) {
		return people.of(value) === undefined ? await closestUser(value) : null;
	}
	if (field === 'profile') {
		if (profiles.some((profile) => isProfile(profile, value))) return null;
		const [name] = closest(
			value,
			profiles.map(({ Name }) => Name),
			1,
		);
		return near(name === undefined ? null : `"${name}"`);
	}
	if (field === 'userLicense' && userLicenses !== null) {
		if (userLicenses.some(licensesNamed([value]))) return null;
		return near(closestLicense(value, userLicenses));
	}
	if (field === 'userType') {
		if (USER_TYPES.some((type) => foldName(type) === foldName(value))) return null;
		return near(closest(value, USER_TYPES, 1)[0]);
	}
	return null;
}

const isProfile = ({ Id, Name }: Found['profiles'][number], value: string) =>
	foldName(Name) === foldName(value) ||
	(isId(trimName(value), KEY_PREFIX.Profile) && toLongId(trimName(value)) === Id);

/** The value as rows have it: rows contain managers' usernames, names of profiles and identifiers of licenses. */
function wordOf(
	{ field }: Condition,
	value: string,
	{ people, profiles, userLicenses }: Found,
): string {
	if (field === 'managerId') return people.of(value)?.userId ?? value;
	if (PEOPLE_FIELDS.includes(field)) return people.of(value)?.username ?? value;
	if (field === 'profile') return profiles.find((one) => isProfile(one, value))?.Name ?? value;
	if (field === 'userLicense') {
		return userLicenses?.find(licensesNamed([value]))?.licenseIdentifier ?? value;
	}
	return value;
}
