import { daysSince } from '../../model/activity';
import type { Detector } from './detector';
import { found, notPicked } from './detector';
import { evidence } from '../evidence';
import { LICENSE_KINDS } from '../../model/licenses';

/** Seats that the user does not need, according to other records. */

/** Permission set licenses that work without a permission set. */
const WORKS_ALONE: ReadonlySet<string> = new Set([
	'identityconnect',
	'salesforceapiintegrationpsl',
]);

const HIDDEN_NEED =
	'a permission set may require the license without stating it; in that case Salesforce rejects the removal and nothing is lost';

/** Assigned, but not required by any permission set or group of the user. */
export const unneededPermissionSetLicense: Detector = {
	label: 'Unneeded Permission Set License',
	description: "Permission set licenses that none of the user's permission sets requires",
	actions: ['removeLicense'],
	licenseKinds: ['permissionSetLicense'],
	users: 'any',
	restsOnActivity: false,
	onlyWhile: null,
	looksBack: 'never',
	settings: ['minimumAccountAgeDays'],
	reads: ['permissionSets'],
	signals: [],
	inputs: [],
	detect({ row, more }, rule, { now }) {
		if (WORKS_ALONE.has(row.licenseIdentifier.toLowerCase())) return notPicked('clean');
		const age = daysSince(row.assignedAt ?? row.externalCreatedAt, now);
		// The permission sets may be assigned after the license.
		if (age === null || age < rule.minimumAccountAgeDays) return notPicked('newAccount');
		const sets = more.permissionSets ?? null;
		if (sets === null) return notPicked('unknown');
		if (sets.needed.has(row.licenseIdentifier)) return notPicked('clean');
		return found(`None of the user's permission sets requires ${row.licenseName}`, [
			evidence(
				'permissionSetsWithoutLicense',
				sets.withoutLicense,
				'PermissionSetAssignment',
				sets.withoutLicense === 0 ? null : HIDDEN_NEED,
			),
		]);
	},
};

/** One person with two users in one org: finds the less used user. */
export const duplicatePerson: Detector = {
	label: 'Duplicate Person',
	description: 'The less used of two users of the same person, matched by directory or email',
	actions: ['deactivate', 'freeze', 'wholeSeat', 'removeLicense'],
	licenseKinds: LICENSE_KINDS,
	users: 'active',
	restsOnActivity: false,
	onlyWhile: null,
	looksBack: 'never',
	settings: [],
	reads: ['duplicate'],
	signals: [],
	inputs: [],
	detect({ more: { duplicate } }) {
		if (duplicate === undefined) return notPicked('clean');
		if (duplicate === null) return notPicked('unknown');
		const used =
			duplicate.lastLoginAt === null
				? 'which was never used either'
				: `last used ${duplicate.lastLoginAt}`;
		const by = duplicate.by === 'email' ? 'the same email' : 'the directory';
		return found(
			`The same person (matched by ${by}) also has the user ${duplicate.username}, ${used}`,
			[evidence('otherUser', duplicate.username, `Users, matched by ${by}`)],
		);
	},
};
