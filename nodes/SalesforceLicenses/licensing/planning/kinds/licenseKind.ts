import type { LicenseKind } from '../../model/licenses';
import type { BeforeImage, CurrentUser, LicenseHold } from '../../model/userState';
import { OWN_CODES } from '../outcome';
import type { Step } from '../steps';
import type { StepsOrReason } from '../taking';
import { noSteps } from '../taking';

/** A step that gives back a seat, and the seat that has to be free for it. */
export interface GivenBack {
	step: Step;
	seat: { kind: LicenseKind; id: string; name: string };
}

/** What taking and giving back mean for one kind of license. */
export interface LicenseKindPlan {
	/** What users hold of it, as it was read: null where it was not; undefined where it comes with the profile. */
	layerOf(image: BeforeImage): readonly unknown[] | null | undefined;
	/** Whether Salesforce takes it along with a deactivation. */
	goesWithTheUser: boolean;
	/** This one license and what needs it. */
	remove(user: CurrentUser, licenseIdentifier: string): StepsOrReason;
	/** All that the user holds of it and what needs it. */
	removeAll(user: CurrentUser): Step[];
	/** What the user held before and does not hold now; nothing where one of the two is not known. */
	giveBack(before: BeforeImage, user: CurrentUser): GivenBack[];
}

export const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

export function notHeld(identifier: string): StepsOrReason {
	return noSteps('alreadyDone', `The user does not hold ${identifier}.`);
}

export function unreadable(what: string, permission: string): StepsOrReason {
	return noSteps(
		'blocked',
		`The ${what} of this user cannot be read, so Reclaim cannot remove any. Give the connected user the permission "${permission}" (Setup > Permission Sets > System Permissions).`,
		OWN_CODES.noPermission,
	);
}

export function missingHolds(
	before: LicenseHold[] | null,
	now: LicenseHold[] | null,
): LicenseHold[] {
	if (before === null || now === null) return [];
	const held = new Set(now.map(({ licenseId }) => licenseId));
	return before.filter(({ licenseId }) => !held.has(licenseId));
}
