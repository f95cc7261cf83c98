import type { Protectable } from '../model/protectedUsers';
import type { Step, StepKind } from './steps';

/** Why this run may not do these steps to this user, or null. Asked once for each plan that is due. */
export type Guard = (
	user: Protectable & { username: string },
	steps: readonly Step[],
) => string | null;

export const alwaysAllowed: Guard = () => null;

export interface GuardOptions {
	/** Active users with all rights, by id. */
	administrators: ReadonlySet<string>;
	/** Those of them who could still help themselves: people who are not frozen. */
	usableAdministrators: ReadonlySet<string>;
	protectAdministrators: boolean;
	/** Users whom the builder of the workflow protects, by id. */
	protectedUserIds: ReadonlySet<string>;
}

/** Steps after which an administrator may no longer be able to administrate. */
const DISABLING = new Set<StepKind>([
	'removePermissionSet',
	'removePermissionSetGroup',
	'freeze',
	'deactivate',
	'changeProfile',
]);

/** Whom this run spares: listed users, administrators unless they are released, the last of them always. */
export function guardOf(options: GuardOptions): Guard {
	const left = new Set(options.usableAdministrators);
	return ({ userId }, steps) => {
		if (options.protectedUserIds.has(userId)) return 'The user is listed in Protected Usernames.';
		if (!options.administrators.has(userId)) return null;
		if (options.protectAdministrators) {
			return 'This is an administrator. Turn Protect Administrators off to include administrators.';
		}
		if (!left.has(userId) || !steps.some(({ step }) => DISABLING.has(step))) return null;
		if (left.size === 1) {
			return 'This is the last administrator of the org who can still log in.';
		}
		left.delete(userId);
		return null;
	};
}
