import type { Protectable } from '../model/protectedUsers';
import type { CurrentUser } from '../model/userState';
import type { Step } from './steps';

/** Why this run must not apply these steps to this user, or null. Called once for each plan that is due. */
export type Guard = (
	user: Protectable & Pick<CurrentUser, 'username' | 'isActive' | 'isFrozen'>,
	steps: readonly Step[],
) => string | null;

export const alwaysAllowed: Guard = () => null;

export interface GuardOptions {
	/** Protects administrators. */
	administrators: Guard;
	/** Ids of the users that the workflow protects. */
	protectedUserIds: ReadonlySet<string>;
}

/** The users that this run protects: listed users, and administrators. */
export function guardOf(options: GuardOptions): Guard {
	return (user, steps) => {
		if (options.protectedUserIds.has(user.userId)) {
			return 'The user is listed in Protected Usernames.';
		}
		return options.administrators(user, steps);
	};
}
