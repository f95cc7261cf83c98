import { daysSince } from '../../model/activity';
import type { Detector } from './detector';
import { found, kept } from './detector';
import { evidence } from '../evidence';
import { LICENSE_KINDS } from '../../model/licenses';

/** Seats that their user could do without, because something else says so. */

/** Permission set licenses that do their work without a permission set. */
const WORKS_ALONE: ReadonlySet<string> = new Set([
	'identityconnect',
	'salesforceapiintegrationpsl',
]);

const HIDDEN_NEED =
	'a permission set may require the license without stating it; in that case Salesforce rejects the removal and nothing is lost';

/** Assigned, and no permission set or group of the user states that it needs it. */
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
		if (WORKS_ALONE.has(row.licenseIdentifier.toLowerCase())) return kept('clean');
		const age = daysSince(row.assignedAt ?? row.externalCreatedAt, now);
		// The permission sets may follow the license.
		if (age === null || age < rule.minimumAccountAgeDays) return kept('newAccount');
		const sets = more.permissionSets ?? null;
		if (sets === null) return kept('unknown');
		if (sets.needed.has(row.licenseIdentifier)) return kept('clean');
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

/** One person with two users in one org: the one that is used less. */
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
	reads: ['twin'],
	signals: [],
	inputs: [],
	detect({ more: { twin } }) {
		if (twin === undefined) return kept('clean');
		if (twin === null) return kept('unknown');
		const used =
			twin.lastLoginAt === null ? 'which was never used either' : `last used ${twin.lastLoginAt}`;
		const by = twin.by === 'email' ? 'the same email' : 'the directory';
		return found(`The same person (matched by ${by}) also has the user ${twin.username}, ${used}`, [
			evidence('otherUser', twin.username, `Users, matched by ${by}`),
		]);
	},
};
