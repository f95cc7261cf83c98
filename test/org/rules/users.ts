import type { Org, Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import { isClosed } from './pools';
import { releaseLicenses } from './permissionSetLicenses';
import { FLAG } from './seatCounts';

/** Families of user licenses: a user may move between their profiles (codeulike.com, license transitions). */
const FAMILIES: ReadonlyArray<readonly string[]> = [
	['SFDC', 'AUL', 'FDC_SUB', 'PID_FDC_FREE', 'FDC_ONE'],
	['PID_Customer_Community', 'PID_Customer_Community_Login', 'PID_Customer_Community_Plus'],
	['PID_Partner_Community', 'PID_Partner_Community_Login'],
];
/** One direction only: Chatter External to Chatter Free to the core licenses. */
const UPWARD: Readonly<Record<string, readonly string[]>> = {
	'Chatter External': ['Chatter Free', ...FAMILIES[0]],
	'Chatter Free': FAMILIES[0],
};

const SYSTEM_TYPES = new Set(['Guest', 'AutomatedProcess', 'CloudIntegrationUser']);

/** What Salesforce checks before it saves a change of a user. */
export function beforeUserUpdate(
	org: Org,
	byUserId: string,
	user: Row,
	values: Record<string, unknown>,
): void {
	if (SYSTEM_TYPES.has(String(user.UserType))) {
		throw new SalesforceRefusal(
			'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
			'insufficient access rights on cross-reference id',
		);
	}
	if (
		values.Username !== undefined &&
		values.Username !== user.Username &&
		usernameTaken(org, values.Username)
	) {
		throw duplicateUsername();
	}
	if (values.IsActive === false && user.IsActive === true) beforeDeactivation(org, byUserId, user);
	if (values.ProfileId !== undefined && values.ProfileId !== user.ProfileId) {
		beforeProfileChange(org, user, String(values.ProfileId));
	}
	const becomesActive = values.IsActive === true && user.IsActive === false;
	const after = { ...user, ...values };
	const pool = org.seats.userLicenseOf(after);
	const takesSeat =
		becomesActive || (after.IsActive === true && pool?.Id !== org.seats.userLicenseOf(user)?.Id);
	if (takesSeat && (org.seats.isFull(pool) || isClosed(org, pool))) {
		throw new SalesforceRefusal('LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
	}
	refuseFullFeatures(org, user, values);
}

/** What Salesforce checks before it saves a new user. */
export function beforeUserCreate(org: Org, values: Record<string, unknown>): void {
	const profile = org.table('Profile').get(String(values.ProfileId));
	if (profile === undefined)
		throw new SalesforceRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [
			'ProfileId',
		]);
	if (!String(values.Username).includes('@'))
		throw new SalesforceRefusal(
			'INVALID_EMAIL_ADDRESS',
			`Username: invalid email address: ${String(values.Username)}`,
			['Username'],
		);
	if (usernameTaken(org, values.Username)) throw duplicateUsername();
	values.IsActive ??= true;
	values.UserType = profile.UserType;
	values.Name = nameOf(values);
	values.LastLoginDate = null;
	const pool = org.seats.userLicenseOf(values as Row);
	if (values.IsActive === true && (org.seats.isFull(pool) || isClosed(org, pool)))
		throw new SalesforceRefusal('LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
	refuseFullFeatures(org, {}, values);
}

export function afterUserCreate(org: Org, user: Row): void {
	if (user.IsActive === true) org.seats.change(org.seats.userLicenseOf(user), 1);
	countFeatures(org, {}, user);
	org.insert('UserLogin', {
		UserId: user.Id,
		IsFrozen: false,
		IsPasswordLocked: false,
		LastModifiedDate: user.CreatedDate,
	});
	assignProfileSet(org, user);
}

/** Each profile owns a permission set that its users are assigned (Object Reference, PermissionSet.IsOwnedByProfile). */
function assignProfileSet(org: Org, user: Row): void {
	const [set] = org.table('PermissionSet').where('ProfileId', user.ProfileId);
	if (set === undefined) return;
	org.insert('PermissionSetAssignment', { AssigneeId: user.Id, PermissionSetId: set.Id });
}

export function nameOf({ FirstName, LastName }: Record<string, unknown>): string {
	return [FirstName, LastName].filter((part) => typeof part === 'string' && part !== '').join(' ');
}

export function afterUserUpdate(org: Org, before: Row, after: Row): void {
	if (before.IsActive === true) org.seats.change(org.seats.userLicenseOf(before), -1);
	if (after.IsActive === true) org.seats.change(org.seats.userLicenseOf(after), 1);
	countFeatures(org, before, after);
	if (before.IsActive === true && after.IsActive === false) releaseLicenses(org, after);
	if (before.ProfileId !== after.ProfileId) {
		for (const row of org.table('PermissionSetAssignment').where('AssigneeId', after.Id)) {
			const set = org.table('PermissionSet').get(String(row.PermissionSetId));
			if (set?.IsOwnedByProfile === true) org.remove('PermissionSetAssignment', row);
		}
		assignProfileSet(org, after);
	}
}

type Values = Record<string, unknown>;

const switchedFlags = (before: Values, after: Values, to: boolean): string[] =>
	Object.keys(after).filter(
		(name) => name.startsWith(FLAG) && after[name] === to && (before[name] ?? false) !== to,
	);

/** Too many feature licenses (help article 000387847). */
function refuseFullFeatures(org: Org, before: Values, after: Values): void {
	if (switchedFlags(before, after, true).some((flag) => org.seats.isFeatureFull(flag)))
		throw new SalesforceRefusal('LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
}

function countFeatures(org: Org, before: Values, after: Values): void {
	for (const flag of switchedFlags(before, after, true)) org.seats.changeFeature(flag, 1);
	for (const flag of switchedFlags(before, after, false)) org.seats.changeFeature(flag, -1);
}

const duplicateUsername = () =>
	new SalesforceRefusal(
		'DUPLICATE_USERNAME',
		'Duplicate Username. The username already exists in this or another Salesforce organization.',
		['Username'],
	);

function usernameTaken(org: Org, username: unknown): boolean {
	for (const user of org.table('User').values()) {
		if (String(user.Username).toLowerCase() === String(username).toLowerCase()) return true;
	}
	return false;
}

/** Reports one blocker at a time (help articles 000384761, 000384586, 000386275). */
function beforeDeactivation(org: Org, byUserId: string, user: Row): void {
	if (user.Id === byUserId) {
		throw new SalesforceRefusal(
			'FIELD_INTEGRITY_EXCEPTION',
			'You cannot deactivate your own user',
			['IsActive'],
		);
	}
	const blocker = org.blockers.find(
		({ userId, holds }) => userId === user.Id && (holds?.() ?? true),
	);
	if (blocker !== undefined)
		throw new SalesforceRefusal(blocker.code, blocker.message, ['IsActive']);
	const [dependent] = org.table('User').where('Deputy__c', user.Id);
	if (dependent !== undefined)
		throw new SalesforceRefusal(
			'DEPENDENCY_EXISTS',
			`Cannot complete this operation. Cannot inactivate user that is the value of a hierarchy field: Deputy. : ${String(dependent.Name)}`,
			['IsActive'],
		);
	if (isAdministrator(org, user)) {
		const others = org
			.rows('Profile')
			.filter(({ PermissionsModifyAllData }) => PermissionsModifyAllData === true)
			.flatMap(({ Id }) => org.table('User').where('ProfileId', Id))
			.filter(({ Id, IsActive }) => IsActive === true && Id !== user.Id);
		// StatusCode of the SOAP WSDL.
		if (others.length === 0)
			throw new SalesforceRefusal(
				'CANNOT_DISABLE_LAST_ADMIN',
				'You cannot disable the last active system administrator',
			);
	}
}

function isAdministrator(org: Org, user: Row): boolean {
	return org.table('Profile').get(String(user.ProfileId))?.PermissionsModifyAllData === true;
}

/** Help articles 000387184 and 000386999. */
function beforeProfileChange(org: Org, user: Row, profileId: string): void {
	const target = org.table('Profile').get(profileId);
	if (target === undefined)
		throw new SalesforceRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [
			'ProfileId',
		]);
	const keyOf = (row: Row | undefined) => String(row?.LicenseDefinitionKey ?? row?.Name);
	const from = keyOf(org.seats.userLicenseOf(user));
	const to = keyOf(org.table('UserLicense').get(String(target.UserLicenseId)));
	const legal =
		from === to ||
		UPWARD[from]?.includes(to) === true ||
		FAMILIES.some((family) => family.includes(from) && family.includes(to));
	if (!legal)
		throw new SalesforceRefusal(
			'FIELD_INTEGRITY_EXCEPTION',
			'You can only reassign this user to a profile of the current license.',
			['ProfileId'],
		);
}

/**
 * Users who follow each other and are deactivated in one call lose their follows permanently; if they are
 * deactivated one by one, the follows return with the user (Object Reference, EntitySubscription).
 */
export function afterDeactivations(org: Org, userIds: ReadonlySet<string>): void {
	if (userIds.size < 2) return;
	for (const userId of userIds) {
		for (const follow of org.table('EntitySubscription').where('SubscriberId', userId)) {
			if (userIds.has(String(follow.ParentId))) org.remove('EntitySubscription', follow);
		}
	}
}
