import { canMove } from '../model/licenseMoves';
import type { Right, RightHolders, UserRights } from '../model/rights';
import { KEY_RIGHTS } from '../model/rights';
import type { CurrentUser } from '../model/userState';
import type { Guard } from './guard';
import type { Step, StepKind } from './steps';

export interface AdministratorFacts {
	rightsOf: (userId: string) => UserRights;
	/** Only users for whom all of this is known. */
	usable: RightHolders;
	protectAdministrators: boolean;
}

/** Steps after which an administrator may no longer be able to administer the org. */
const DISABLING = new Set<StepKind>([
	'removePermissionSet',
	'removePermissionSetGroup',
	'freeze',
	'deactivate',
	'changeProfile',
	'restoreProfile',
]);

/**
 * Protects administrators unless they are released, and the last one in any case. A user who cannot be
 * distinguished from an administrator counts as one.
 */
export function administratorGuard(facts: AdministratorFacts): Guard {
	const last = new LastAdministrators(facts.usable);
	return (user, steps) => {
		const rights = facts.rightsOf(user.userId);
		if (isIntegration(user, rights)) {
			return 'The user can log in only through the API ("API Only User").';
		}
		return facts.protectAdministrators
			? administratorReason(rights)
			: last.reasonToKeep(user, rights, steps);
	};
}

/**
 * The integration license has no documented key, and its name may be translated. An unused account on a
 * license that people use (Salesforce, Platform) is waste all the same.
 */
function isIntegration(user: Parameters<Guard>[0], { apiOnly }: UserRights): boolean {
	const { userLicenseIdentifier: identifier } = user;
	return apiOnly && (identifier === null || !canMove({ identifier, name: identifier }));
}

function administratorReason({ held, unread }: UserRights): string | null {
	const [right] = held;
	if (right !== undefined) {
		return `The user is an administrator (permission "${right}"). Turn off Protect Administrators to include administrators.`;
	}
	return unread === null
		? null
		: `The user may be an administrator, and Protect Administrators is on. ${unread}`;
}

/**
 * At least one remaining user must be known to be able to sign in and to have each key permission, and one
 * must have all of them. Called once for each plan: a user who leaves in one plan does not count for the
 * next.
 */
class LastAdministrators {
	/** A key permission, or all of them together, and the users who have it. */
	private readonly keys: Array<{ rights: readonly Right[]; left: Set<string> }>;
	private readonly leaving = new Set<string>();

	constructor(usable: RightHolders) {
		const of = (right: Right) => new Set(usable.get(right));
		const [first, ...others] = KEY_RIGHTS.map(of);
		const full = [...first].filter((userId) => others.every((some) => some.has(userId)));
		this.keys = [
			...KEY_RIGHTS.map((right) => ({ rights: [right], left: of(right) })),
			{ rights: KEY_RIGHTS, left: new Set(full) },
		];
	}

	reasonToKeep(
		user: Pick<CurrentUser, 'userId' | 'isActive' | 'isFrozen'>,
		{ held, unread }: UserRights,
		steps: readonly Step[],
	): string | null {
		const { userId } = user;
		// A user who cannot sign in now cannot repair the org, so nothing is lost. An unknown state does
		// not count as that.
		if (!user.isActive || user.isFrozen === true || this.leaving.has(userId)) return null;
		const disables = steps.some(({ step }) => DISABLING.has(step));
		for (const { rights, left } of this.keys) {
			const isHolder = rights.every((right) => held.has(right));
			if (!isHolder && (unread === null || !disables)) continue;
			if ([...left].some((other) => other !== userId)) continue;
			const what = rights.map((right) => `"${right}"`).join(', ');
			return isHolder
				? `The user is the last administrator of the org who can log in: no other user who can log in is known to have ${what}.`
				: `The user may be the last administrator of the org who can log in. ${unread}`;
		}
		if (disables) {
			this.leaving.add(userId);
			for (const { left } of this.keys) left.delete(userId);
		}
		return null;
	}
}
