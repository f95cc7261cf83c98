import { seatByLicenseId } from './freeSeats';
import { illegalMove } from '../model/licenseMoves';
import { OWN_CODES } from './outcome';
import { planStep } from './steps';
import { seatByIdentifier } from '../model/licenses';
import type { StepsOrReason, TakingContext, RequestedAction } from './taking';
import { noSteps, removeSets, withSteps } from './taking';
import type { CurrentUser } from '../model/userState';

/** Moves a user to another profile, and thereby to its user license; only as Salesforce allows it. */
export function changeProfile(
	{ targetProfileId }: RequestedAction,
	user: CurrentUser,
	{ profiles, freeSeats }: TakingContext,
): StepsOrReason {
	if (targetProfileId === null) {
		return noSteps(
			'blocked',
			'The action Change Profile needs a profile to move the user to. Set Target Profile, or targetProfileId in the item.',
		);
	}
	const profile = profiles.get(targetProfileId);
	if (profile === undefined) {
		return noSteps(
			'blocked',
			`The connected user can see no profile with the ID ${targetProfileId} in the org. Correct Target Profile, or targetProfileId in the item.`,
		);
	}
	if (user.profileId === targetProfileId) {
		return noSteps('alreadyDone', `The user already has the profile ${profile.name}.`);
	}
	if (profile.isAdministrator !== false) {
		return noSteps(
			'blocked',
			profile.isAdministrator === true
				? `The profile ${profile.name} grants administrator permissions (all data or user management). Reclaim never moves users to such a profile. Choose another Target Profile.`
				: `Reclaim could not read whether the profile ${profile.name} grants administrator permissions, so it moves no users there. Give the connected user the permission "View Setup and Configuration" (Setup > Permission Sets > your set > System Permissions).`,
		);
	}
	if (user.userLicenseIdentifier === null) {
		return noSteps(
			'blocked',
			'The user license of this user cannot be read, so Reclaim cannot check whether Salesforce allows the move.',
		);
	}
	const from = {
		identifier: user.userLicenseIdentifier,
		name: user.userLicenseName ?? user.userLicenseIdentifier,
	};
	const illegal = illegalMove(from, profile.userLicense);
	if (illegal !== null) return noSteps('blocked', illegal);
	const moves = profile.userLicenseId !== user.userLicenseId;
	const seat = seatByLicenseId('userLicense', profile.userLicenseId);
	if (moves && user.isActive && !freeSeats.take(seat, user.userId)) {
		return noSteps(
			'blocked',
			freeSeats.closedReason(seat) ??
				`The license ${profile.userLicense.name} has no free seat for the profile ${profile.name}.`,
			OWN_CODES.noSeat,
		);
	}
	// A permission set made for the old user license cannot stay assigned with the new one.
	const sets = moves
		? removeSets(user, ({ licenseIds }) => licenseIds.includes(user.userLicenseId ?? ''))
		: [];
	const frees = moves && user.isActive ? seatByIdentifier('userLicense', from.identifier) : null;
	const move = planStep('changeProfile', user.userId, targetProfileId, profile.name, frees);
	const warnings = [
		...(moves ? [] : [`The profile has the same user license, ${from.name}, so no seat is freed.`]),
		...(illegalMove(profile.userLicense, from) === null
			? []
			: [
					`Restore cannot undo this: Salesforce does not allow moving a user from ${profile.userLicense.name} back to ${from.name}.`,
				]),
		...(moves && user.permissionSets === null
			? ['The permission sets of this user cannot be read, so Salesforce may reject the move.']
			: []),
	];
	return withSteps([...sets, move], warnings);
}
