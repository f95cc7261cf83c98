import type { RuleAction } from '../model/actions';
import type { Profile } from '../model/licenseMoves';
import type { LicenseKind } from '../model/licenses';
import type { CurrentUser, PermissionSetHold } from '../model/userState';
import type { FreeSeats } from './freeSeats';
import type { OutcomeKind, Step } from './steps';
import { planStep } from './steps';

/** The steps of one action for one user, or why there are none. */
export type StepsOrReason =
	| { steps: Step[]; warnings: string[] }
	| { steps: null; outcome: OutcomeKind; reason: string; errorCode: string | null };

export interface RequestedAction {
	action: RuleAction;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	targetProfileId: string | null;
}

export interface TakingContext {
	profiles: ReadonlyMap<string, Profile>;
	freeSeats: FreeSeats;
}

export const noSteps = (
	outcome: OutcomeKind,
	reason: string,
	errorCode: string | null = null,
): StepsOrReason => ({ steps: null, outcome, reason, errorCode });

export const withSteps = (steps: Step[], warnings: string[] = []): StepsOrReason => ({
	steps,
	warnings,
});

/** Unassigns permission sets, then groups. */
export function removeSets(user: CurrentUser, which: (hold: PermissionSetHold) => boolean): Step[] {
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
