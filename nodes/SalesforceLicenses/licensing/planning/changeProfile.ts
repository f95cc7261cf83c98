import { seatKey } from './freeSeats';
import { illegalMove } from '../model/licenseMoves';
import { OWN_CODES } from './outcome';
import { planStep } from './steps';
import { seatOf } from '../model/licenses';
import type { Taking, TakingContext, Wish } from './taking';
import { nothing, removeSets, taking } from './taking';
import type { CurrentUser } from '../model/userState';

/** Moves a user to another profile, and so to its user license; only as Salesforce allows it. */
export function changeProfile(
	{ targetProfileId }: Wish,
	user: CurrentUser,
	{ profiles, freeSeats }: TakingContext,
): Taking {
	if (targetProfileId === null) {
		return nothing(
			'blocked',
			'The action "changeProfile" needs the profile to move to. Set the parameter Target Profile, or targetProfileId in the item.',
		);
	}
	const profile = profiles.get(targetProfileId);
	if (profile === undefined) {
		return nothing(
			'blocked',
			`The org has no profile ${targetProfileId} that the connected user can see. Correct Target Profile, or targetProfileId of the item.`,
		);
	}
	if (user.profileId === targetProfileId) {
		return nothing('alreadyDone', `The user already has the profile ${profile.name}.`);
	}
	if (profile.isAdministrator !== false) {
		return nothing(
			'blocked',
			profile.isAdministrator === true
				? `The profile ${profile.name} gives rights over all data or users, as administrators have. Reclaim moves nobody there. Choose another Target Profile.`
				: `It cannot be read whether the profile ${profile.name} gives rights over all data or users, so Reclaim moves nobody there. Give the connected user the permission "View Setup and Configuration" (Setup > Permission Sets > your set > System Permissions).`,
		);
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
	const seat = seatKey('userLicense', profile.userLicenseId);
	if (moves && user.isActive && !freeSeats.take(seat, user.userId)) {
		return nothing(
			'blocked',
			freeSeats.closedReason(seat) ??
				`No seat of ${profile.userLicense.name} is free for the profile ${profile.name}.`,
			OWN_CODES.noSeat,
		);
	}
	// A permission set made for the old user license cannot stay with the new one.
	const sets = moves
		? removeSets(user, ({ licenseIds }) => licenseIds.includes(user.userLicenseId ?? ''))
		: [];
	const frees = moves && user.isActive ? seatOf('userLicense', from.identifier) : null;
	const move = planStep('changeProfile', user.userId, targetProfileId, profile.name, frees);
	const warnings = [
		...(moves ? [] : [`The profile has the same user license, ${from.name}: no seat is freed.`]),
		...(illegalMove(profile.userLicense, from) === null
			? []
			: [`Salesforce allows no way back from ${profile.userLicense.name} to ${from.name}.`]),
		...(moves && user.permissionSets === null
			? ['The permission sets of this user cannot be read; Salesforce may refuse the move.']
			: []),
	];
	return taking([...sets, move], warnings);
}
