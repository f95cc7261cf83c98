import type { Protectable } from '../model/protectedUsers';
import type { CurrentUser } from '../model/userState';
import type { Step } from './steps';

/** Why this run may not do these steps to this user, or null. Asked once for each plan that is due. */
export type Guard = (
	user: Protectable & Pick<CurrentUser, 'username' | 'isActive' | 'isFrozen'>,
	steps: readonly Step[],
) => string | null;

export const alwaysAllowed: Guard = () => null;

export interface GuardOptions {
	/** Spares administrators. */
	administrators: Guard;
	/** Users whom the builder of the workflow protects, by id. */
	protectedUserIds: ReadonlySet<string>;
}

/** Whom this run spares: listed users, and administrators. */
export function guardOf(options: GuardOptions): Guard {
	return (user, steps) => {
		if (options.protectedUserIds.has(user.userId)) {
			return 'The user is listed in Protected Usernames.';
		}
		return options.administrators(user, steps);
	};
}
