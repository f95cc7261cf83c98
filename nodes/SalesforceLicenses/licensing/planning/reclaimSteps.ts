import { changeProfile } from './changeProfile';
import { OWN_CODES } from './outcome';
import type { Step } from './steps';
import { planStep } from './steps';
import { seatByIdentifier } from '../model/licenses';
import type { StepsOrReason, TakingContext, RequestedAction } from './taking';
import { nothing, removeSets, taking } from './taking';
import type { CurrentUser, LicenseHold } from '../model/userState';
import { ACTION_LABELS } from '../model/actions';

const NO_LOGIN_RECORD =
	'The login record (UserLogin) of this user cannot be read, so the user cannot be frozen. Give the connected user the permission "Manage Users" (Setup > Permission Sets > System Permissions).';

export function reclaimSteps(
	wish: RequestedAction,
	user: CurrentUser,
	context: TakingContext,
): StepsOrReason {
	switch (wish.action) {
		case 'freeze':
			if (!user.isActive) return nothing('alreadyDone', 'The user is already inactive.');
			if (user.isFrozen === true) return nothing('alreadyDone', 'The user is already frozen.');
			if (user.loginId === null) return nothing('blocked', NO_LOGIN_RECORD, OWN_CODES.noPermission);
			return taking([planStep('freeze', user.loginId)]);
		case 'deactivate':
			if (!user.isActive) return nothing('alreadyDone', 'The user is already inactive.');
			return taking([deactivate(user)]);
		case 'removeLicense':
			return removeLicense(wish, user);
		case 'wholeSeat':
			return wholeSeat(user);
		case 'changeProfile':
			return changeProfile(wish, user, context);
	}
}

/** The one step that gives a user license back. */
function deactivate({ userId, userLicenseIdentifier: license }: CurrentUser): Step {
	const frees = license === null ? null : seatByIdentifier('userLicense', license);
	return planStep('deactivate', userId, null, null, frees);
}

const sameIdentifier = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function removeLicense(
	{ licenseKind, licenseIdentifier }: RequestedAction,
	user: CurrentUser,
): StepsOrReason {
	if (licenseKind === 'userLicense') {
		return nothing(
			'blocked',
			`A user license belongs to the profile and cannot be removed by itself. Use the action ${ACTION_LABELS.deactivate}, ${ACTION_LABELS.wholeSeat} or ${ACTION_LABELS.changeProfile}.`,
		);
	}
	if (licenseKind === 'featureLicense') {
		if (user.featureLicenses === null) return unreadable('feature licenses', 'Manage Users');
		const feature = user.featureLicenses.find((one) => sameIdentifier(one, licenseIdentifier));
		return feature === undefined ? gone(licenseIdentifier) : taking(clearFlags(user, [feature]));
	}
	const holds =
		licenseKind === 'packageLicense' ? user.packageLicenses : user.permissionSetLicenses;
	if (holds === null) {
		return licenseKind === 'packageLicense'
			? unreadable('package licenses', 'Manage Package Licenses')
			: unreadable('permission set licenses', 'Assign Permission Sets');
	}
	const hold = holds.find((one) => sameIdentifier(one.licenseIdentifier, licenseIdentifier));
	if (hold === undefined) return gone(licenseIdentifier);
	if (licenseKind === 'packageLicense') return taking(removePackages([hold]));
	return taking(removeSetLicenses(user, hold), user.permissionSets === null ? [NO_SETS] : []);
}

function gone(identifier: string): StepsOrReason {
	return nothing('alreadyDone', `The user does not hold ${identifier}.`);
}

function unreadable(what: string, permission: string): StepsOrReason {
	return nothing(
		'blocked',
		`The ${what} of this user cannot be read, so Reclaim cannot remove any. Give the connected user the permission "${permission}" (Setup > Permission Sets > System Permissions).`,
		OWN_CODES.noPermission,
	);
}

const NO_SETS =
	'The permission sets of this user cannot be read, so those that require the license stay assigned, and Salesforce may refuse to remove it.';

/** All of the seat, in the order that Salesforce accepts. Layers that cannot be read stay as they are. */
function wholeSeat(user: CurrentUser): StepsOrReason {
	const layers = {
		'permission sets': user.permissionSets,
		'permission set licenses': user.permissionSetLicenses,
		'package licenses': user.packageLicenses,
		'feature licenses': user.featureLicenses,
	};
	const licenses = user.permissionSetLicenses ?? [];
	const steps = [
		// All sets: one that shows no license may need one all the same, and the user is leaving anyway.
		...removeSets(user, () => licenses.length > 0),
		...licenses.map(removeSetLicense),
		...removePackages(user.packageLicenses ?? []),
		...clearFlags(user, user.featureLicenses ?? []),
	];
	if (user.isActive) {
		if (user.loginId !== null && user.isFrozen === false)
			steps.push(planStep('freeze', user.loginId));
		steps.push(deactivate(user));
	}
	const unread = Object.entries(layers).flatMap(([name, layer]) => (layer === null ? [name] : []));
	const warnings =
		unread.length === 0
			? []
			: [`Not changed, because they could not be read: the ${unread.join(', ')} of this user.`];
	return steps.length === 0
		? nothing('alreadyDone', 'The user is inactive and holds no other license.')
		: taking(steps, warnings);
}

/** The permission sets and groups that need the license, then the license. */
function removeSetLicenses(user: CurrentUser, hold: LicenseHold): Step[] {
	const sets = removeSets(user, ({ licenseIds }) => licenseIds.includes(hold.licenseId));
	return [...sets, removeSetLicense(hold)];
}

function removeSetLicense({ assignmentId, licenseId, licenseIdentifier }: LicenseHold): Step {
	const frees = seatByIdentifier('permissionSetLicense', licenseIdentifier);
	const kind = 'removePermissionSetLicense';
	return planStep(kind, assignmentId, licenseId, licenseIdentifier, frees);
}

function removePackages(holds: readonly LicenseHold[]): Step[] {
	return holds.map(({ assignmentId, licenseId, licenseIdentifier }) =>
		planStep(
			'removePackageLicense',
			assignmentId,
			licenseId,
			licenseIdentifier,
			seatByIdentifier('packageLicense', licenseIdentifier),
		),
	);
}

function clearFlags(user: CurrentUser, features: readonly string[]): Step[] {
	return features.map((feature) =>
		planStep(
			'clearFeatureLicense',
			user.userId,
			feature,
			feature,
			seatByIdentifier('featureLicense', feature),
		),
	);
}
