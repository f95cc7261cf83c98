import type { Operator } from '../../finding/conditions';
import type { DetectorName } from '../../finding/detectors/names';
import type { RuleAction } from '../../model/actions';
import type { SignalName } from '../../model/activity';
import type { LicenseKind } from '../../model/licenses';

/** What the forms of the playbook call the stored values. Stored values never change with a label. */

export const FORM_ACTIONS: Readonly<Record<RuleAction, string>> = {
	deactivate: 'Deactivate the user',
	freeze: 'Freeze the login',
	removeLicense: 'Remove the license only',
	wholeSeat: 'Deactivate the user and remove all licenses',
	changeProfile: 'Move the user to a cheaper profile',
};

export const FORM_KINDS: Readonly<Record<LicenseKind, string>> = {
	userLicense: 'User license',
	permissionSetLicense: 'Permission set license',
	packageLicense: 'Managed package license',
	featureLicense: 'Feature license',
};

export const BY_FORM = 'Use the fields below';
export const BY_JSON = 'Use JSON';

export const FORM_PROCESSES: Readonly<Record<string, string>> = {
	download: 'Read licenses',
	activity: 'Read activity',
	consumption: 'Read usage',
	reclaim: 'Reclaim and restore',
};

export const labelOf = (labels: Readonly<Record<string, string>>, value: unknown): string =>
	typeof value === 'string' ? (labels[value] ?? value) : '';

export const yesOrNo = (value: unknown): 'Yes' | 'No' => (value ? 'Yes' : 'No');

/** What a rule looks for, as a plain choice. The first three free licenses without asking anybody. */
export const LOOK_FOR: Readonly<Record<DetectorName, string>> = {
	inactiveHolder: 'Deactivated users who still hold licenses (free money: nobody loses anything)',
	frozenTooLong: 'Users who have been frozen for too long (free money)',
	unneededPermissionSetLicense:
		'Permission set licenses that none of the permission sets of the user requires (free money)',
	leaver: 'People who are not in your list of people anymore',
	duplicatePerson: 'The second user of the same person',
	neverUsed: 'Users who never logged in',
	unusedSeat: 'Licenses of active users who do not use them',
	integrationOnFullLicense: 'Integrations on a full license (moved to another profile)',
	cheaperLicense: 'Users for whom a cheaper license is enough (moved to another profile)',
	loginBased: 'Community users who cost less on a login-based license (moved to another profile)',
};

export const FORM_SIGNALS: Readonly<Record<SignalName, string>> = {
	lastLogin: 'Any login (from the user record)',
	humanLogin: 'Logins by people (login history)',
	apiLogin: 'Logins by integrations and mobile apps (login history)',
	oauthUse: 'Use of connected apps',
	work: 'Records that the user created or changed',
};

export const FORM_OPERATORS: Readonly<Record<Operator, string>> = {
	equals: 'is',
	notEquals: 'is not',
	oneOf: 'is one of',
	notOneOf: 'is none of',
	contains: 'contains',
	notContains: 'does not contain',
	startsWith: 'starts with',
	endsWith: 'ends with',
	isEmpty: 'is empty',
	isNotEmpty: 'is not empty',
};

export const PER_YEAR = 'Year';
export const PER_MONTH = 'Month';
