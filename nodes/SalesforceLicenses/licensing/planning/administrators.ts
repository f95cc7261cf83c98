import { canMove } from '../model/licenseMoves';
import type { Right, RightHolders, UserRights } from '../model/rights';
import { KEY_RIGHTS } from '../model/rights';
import type { CurrentUser } from '../model/userState';
import type { Guard } from './guard';
import type { Step, StepKind } from './steps';

export interface AdministratorFacts {
	rightsOf: (userId: string) => UserRights;
	/** Only people of whom all of this is known. */
	usable: RightHolders;
	protectAdministrators: boolean;
}

/** Steps after which an administrator may no longer be able to administrate. */
const DISABLING = new Set<StepKind>([
	'removePermissionSet',
	'removePermissionSetGroup',
	'freeze',
	'deactivate',
	'changeProfile',
	'restoreProfile',
]);

/**
 * Spares administrators unless they are released, and the last of them in any case. Who cannot be told
 * from an administrator counts as one.
 */
export function administratorGuard(facts: AdministratorFacts): Guard {
	const last = new LastAdministrators(facts.usable);
	return (user, steps) => {
		const rights = facts.rightsOf(user.userId);
		if (isIntegration(user, rights)) {
			return 'The user may only sign in through the API ("API Only User"), as integrations do.';
		}
		return facts.protectAdministrators
			? administratorReason(rights)
			: last.reasonToKeep(user, rights, steps);
	};
}

/**
 * The license of integrations has no documented key, and its name is for people to read. An unused
 * account on a license that people have (Salesforce, Platform) is waste all the same.
 */
function isIntegration(user: Parameters<Guard>[0], { apiOnly }: UserRights): boolean {
	const { userLicenseIdentifier: identifier } = user;
	return apiOnly && (identifier === null || !canMove({ identifier, name: identifier }));
}

function administratorReason({ held, unread }: UserRights): string | null {
	const [right] = held;
	if (right !== undefined) {
		return `This is an administrator, by the permission "${right}". Turn Protect Administrators off to include administrators.`;
	}
	return unread === null
		? null
		: `This user cannot be told from an administrator, and Protect Administrators is on. ${unread}`;
}

/** Somebody who is known to have each key right, and to be able to sign in, stays; asked once for each plan. */
class LastAdministrators {
	private readonly left: ReadonlyMap<Right, Set<string>>;
	private readonly leaving = new Set<string>();

	constructor(usable: RightHolders) {
		this.left = new Map(KEY_RIGHTS.map((right) => [right, new Set(usable.get(right))]));
	}

	reasonToKeep(
		user: Pick<CurrentUser, 'userId' | 'isActive' | 'isFrozen'>,
		{ held, unread }: UserRights,
		steps: readonly Step[],
	): string | null {
		// Who cannot sign in now is nobody's help, so nothing is lost. An unknown state is not that.
		if (!user.isActive || user.isFrozen === true || this.leaving.has(user.userId)) return null;
		const disables = steps.some(({ step }) => DISABLING.has(step));
		for (const right of KEY_RIGHTS) {
			const isHolder = held.has(right);
			if (!isHolder && (unread === null || !disables)) continue;
			if (this.others(right, user.userId)) continue;
			return isHolder
				? `This is the last administrator of the org who can still log in, as far as can be read: nobody else is known to have the permission "${right}" and to be able to log in.`
				: `This user could be the last administrator of the org who can still log in. ${unread}`;
		}
		if (disables) {
			this.leaving.add(user.userId);
			for (const holders of this.left.values()) holders.delete(user.userId);
		}
		return null;
	}

	private others(right: Right, userId: string): boolean {
		return [...(this.left.get(right) ?? [])].some((holder) => holder !== userId);
	}
}
