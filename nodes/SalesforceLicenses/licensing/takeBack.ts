import type { UserLicenseRef } from './licenseMoves';
import { illegalMove } from './licenseMoves';
import type { LicenseKind } from './model';
import type { FreeSeats } from './freeSeats';
import { seatKey } from './freeSeats';
import type { RuleAction } from './rules';
import type { OutcomeKind, Step } from './steps';
import { planStep } from './steps';
import type { CurrentUser, LicenseHold, PermissionSetHold } from './userState';

/** The steps of one action for one user, or why there are none. */
export type Taking = { steps: Step[] } | { steps: null; outcome: OutcomeKind; reason: string };

/** A profile that somebody may be moved to. */
export interface Profile {
	profileId: string;
	name: string;
	userLicenseId: string;
	userLicense: UserLicenseRef;
}

export interface Wish {
	action: RuleAction;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	targetProfileId: string | null;
}

export interface TakingContext {
	profiles: ReadonlyMap<string, Profile>;
	freeSeats: FreeSeats;
}

const nothing = (outcome: OutcomeKind, reason: string): Taking => ({
	steps: null,
	outcome,
	reason,
});

const NO_LOGIN_RECORD =
	'The login record (UserLogin) of this user cannot be read, so the user cannot be frozen. Give the connected user the permission "Manage Users" (Setup > Permission Sets > System Permissions).';

export function takeBack(wish: Wish, user: CurrentUser, context: TakingContext): Taking {
	switch (wish.action) {
		case 'freeze':
			if (!user.isActive) return nothing('alreadyDone', 'The user is already inactive.');
			if (user.isFrozen === true) return nothing('alreadyDone', 'The user is already frozen.');
			if (user.loginId === null) return nothing('blocked', NO_LOGIN_RECORD);
			return { steps: [planStep('freeze', user.loginId)] };
		case 'deactivate':
			if (!user.isActive) return nothing('alreadyDone', 'The user is already inactive.');
			return { steps: [planStep('deactivate', user.userId)] };
		case 'removeLicense':
			return removeLicense(wish, user);
		case 'wholeSeat':
			return wholeSeat(user);
		case 'changeProfile':
			return changeProfile(wish, user, context);
	}
}

const sameIdentifier = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function removeLicense({ licenseKind, licenseIdentifier }: Wish, user: CurrentUser): Taking {
	if (licenseKind === 'userLicense') {
		return nothing(
			'blocked',
			'A user license belongs to the profile and cannot be removed by itself. Use the action "deactivate", "wholeSeat" or "changeProfile".',
		);
	}
	if (licenseKind === 'featureLicense') {
		if (user.featureLicenses === null) return unreadable('feature licenses', 'Manage Users');
		const feature = user.featureLicenses.find((one) => sameIdentifier(one, licenseIdentifier));
		return feature === undefined ? gone(licenseIdentifier) : { steps: clearFlags(user, [feature]) };
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
	return {
		steps:
			licenseKind === 'packageLicense' ? removePackages([hold]) : removeSetLicenses(user, [hold]),
	};
}

function gone(identifier: string): Taking {
	return nothing('alreadyDone', `The user does not hold ${identifier} any more.`);
}

function unreadable(what: string, permission: string): Taking {
	return nothing(
		'blocked',
		`The ${what} of this user cannot be read, so none can be removed. Give the connected user the permission "${permission}" (Setup > Permission Sets > System Permissions).`,
	);
}

/** Layers that cannot be read are left out here; the run says so in a warning. */
function wholeSeat(user: CurrentUser): Taking {
	const steps = [
		...removeSetLicenses(user, user.permissionSetLicenses ?? []),
		...removePackages(user.packageLicenses ?? []),
		...clearFlags(user, user.featureLicenses ?? []),
	];
	if (user.isActive) {
		if (user.loginId !== null && user.isFrozen === false)
			steps.push(planStep('freeze', user.loginId));
		steps.push(planStep('deactivate', user.userId));
	}
	return steps.length === 0
		? nothing('alreadyDone', 'The user is inactive and holds no other seat.')
		: { steps };
}

/** The permission sets and groups that need these licenses, then the licenses. */
function removeSetLicenses(user: CurrentUser, holds: readonly LicenseHold[]): Step[] {
	const licenseIds = new Set(holds.map(({ licenseId }) => licenseId));
	return [
		...removeSets(user, ({ licenseIds: needed }) => needed.some((id) => licenseIds.has(id))),
		...holds.map(({ assignmentId, licenseId, licenseIdentifier }) =>
			planStep('removePermissionSetLicense', assignmentId, licenseId, licenseIdentifier),
		),
	];
}

function removeSets(user: CurrentUser, which: (hold: PermissionSetHold) => boolean): Step[] {
	const sets = (user.permissionSets ?? []).filter(which);
	const isGroup = (hold: PermissionSetHold) => hold.permissionSetGroupId !== null;
	return [
		...sets
			.filter((hold) => !isGroup(hold))
			.map(({ assignmentId, permissionSetId, name }) =>
				planStep('removePermissionSet', assignmentId, permissionSetId, name),
			),
		...sets
			.filter(isGroup)
			.map(({ assignmentId, permissionSetGroupId, name }) =>
				planStep('removePermissionSetGroup', assignmentId, permissionSetGroupId, name),
			),
	];
}

function removePackages(holds: readonly LicenseHold[]): Step[] {
	return holds.map(({ assignmentId, licenseId, licenseIdentifier }) =>
		planStep('removePackageLicense', assignmentId, licenseId, licenseIdentifier),
	);
}

function clearFlags(user: CurrentUser, features: readonly string[]): Step[] {
	return features.map((feature) => planStep('clearFeatureLicense', user.userId, feature, feature));
}

function changeProfile(
	{ targetProfileId }: Wish,
	user: CurrentUser,
	{ profiles, freeSeats }: TakingContext,
): Taking {
	if (targetProfileId === null) {
		return nothing(
			'blocked',
			'The action "changeProfile" needs the profile to move to. Set targetProfileId in the rule or in the item.',
		);
	}
	const profile = profiles.get(targetProfileId);
	if (profile === undefined) {
		return nothing(
			'blocked',
			`The org has no profile ${targetProfileId} that the connected user can see. Correct targetProfileId.`,
		);
	}
	if (user.profileId === targetProfileId) {
		return nothing('alreadyDone', `The user already has the profile ${profile.name}.`);
	}
	if (user.userLicenseIdentifier === null) {
		return nothing(
			'blocked',
			'The user license of this user cannot be read, so it is not known whether Salesforce allows the move.',
		);
	}
	const from = {
		identifier: user.userLicenseIdentifier,
		name: user.userLicenseName ?? user.userLicenseIdentifier,
	};
	const illegal = illegalMove(from, profile.userLicense);
	if (illegal !== null) return nothing('blocked', illegal);
	const moves = profile.userLicenseId !== user.userLicenseId;
	if (moves && user.isActive && !freeSeats.take(seatKey('userLicense', profile.userLicenseId))) {
		return nothing(
			'blocked',
			`No seat of ${profile.userLicense.name} is free for the profile ${profile.name}.`,
		);
	}
	// A permission set made for the old user license cannot stay with the new one.
	const sets = moves
		? removeSets(user, ({ licenseIds }) => licenseIds.includes(user.userLicenseId ?? ''))
		: [];
	return {
		steps: [...sets, planStep('changeProfile', user.userId, targetProfileId, profile.name)],
	};
}
