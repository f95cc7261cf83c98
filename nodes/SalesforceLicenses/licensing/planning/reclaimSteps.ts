import { changeProfile } from './changeProfile';
import { OWN_CODES } from './outcome';
import type { Step } from './steps';
import { planStep } from './steps';
import { LICENSE_KINDS, seatByIdentifier } from '../model/licenses';
import { KIND_PLANS, unreadKinds } from './kinds/allKinds';
import type { StepsOrReason, TakingContext, RequestedAction } from './taking';
import { noSteps, withSteps } from './taking';
import type { CurrentUser } from '../model/userState';

const NO_LOGIN_RECORD =
	'The login record (UserLogin) of this user cannot be read, so the user cannot be frozen. Give the connected user the permission "Manage Users" (Setup > Permission Sets > System Permissions).';

export function reclaimSteps(
	wish: RequestedAction,
	user: CurrentUser,
	context: TakingContext,
): StepsOrReason {
	switch (wish.action) {
		case 'freeze':
			if (!user.isActive) return noSteps('alreadyDone', 'The user is already inactive.');
			if (user.isFrozen === true) return noSteps('alreadyDone', 'The user is already frozen.');
			if (user.loginId === null) return noSteps('blocked', NO_LOGIN_RECORD, OWN_CODES.noPermission);
			return withSteps([planStep('freeze', user.loginId)]);
		case 'deactivate':
			if (!user.isActive) return noSteps('alreadyDone', 'The user is already inactive.');
			return withSteps([deactivate(user)]);
		case 'removeLicense':
			return KIND_PLANS[wish.licenseKind].remove(user, wish.licenseIdentifier);
		case 'wholeSeat':
			return wholeSeat(user);
		case 'changeProfile':
			return changeProfile(wish, user, context);
	}
}

/** The step that frees a user license. */
function deactivate({ userId, userLicenseIdentifier: license }: CurrentUser): Step {
	const frees = license === null ? null : seatByIdentifier('userLicense', license);
	return planStep('deactivate', userId, null, null, frees);
}

/** All steps for the whole seat, in the order that Salesforce accepts. Layers that cannot be read are not changed. */
function wholeSeat(user: CurrentUser): StepsOrReason {
	const steps = LICENSE_KINDS.flatMap((kind) => KIND_PLANS[kind].removeAll(user));
	if (user.isActive) {
		if (user.loginId !== null && user.isFrozen === false)
			steps.push(planStep('freeze', user.loginId));
		steps.push(deactivate(user));
	}
	const unread = [
		...(user.permissionSets === null ? ['permission sets'] : []),
		...unreadKinds(user),
	];
	const warnings =
		unread.length === 0
			? []
			: [`Not changed, because they could not be read: the ${unread.join(', ')} of this user.`];
	return steps.length === 0
		? noSteps('alreadyDone', 'The user is inactive and holds no other license.')
		: withSteps(steps, warnings);
}
