import type { LicenseKind } from '../../model/licenses';
import type { BeforeImage, CurrentUser, LicenseHold } from '../../model/userState';
import { OWN_CODES } from '../outcome';
import type { Step } from '../steps';
import type { StepsOrReason } from '../taking';
import { noSteps } from '../taking';

/** A step that restores a seat, and the seat that must be free for it. */
export interface GivenBack {
	step: Step;
	seat: { kind: LicenseKind; id: string; name: string };
}

/** How one kind of license is reclaimed and restored. */
export interface LicenseKindPlan {
	/** What the user holds of this kind: null if it was not read; undefined if it comes with the profile. */
	layerOf(image: BeforeImage): readonly unknown[] | null | undefined;
	/** Whether Salesforce removes it on a deactivation. */
	goesWithTheUser: boolean;
	/** Steps that remove this license and what requires it. */
	remove(user: CurrentUser, licenseIdentifier: string): StepsOrReason;
	/** Steps that remove all licenses of this kind and what requires them. */
	removeAll(user: CurrentUser): Step[];
	/** What the user held before and does not hold now; empty if one of the two is unknown. */
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
