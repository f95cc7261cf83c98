import type { Org, Row } from '../org';

export function userNamed(org: Org, username: string | null): Row | undefined {
	for (const user of org.table('User').values()) if (user.Username === username) return user;
	return undefined;
}

/** Inactive and frozen users cannot log in (help topics deactivating_users and users_freeze). */
export function mayLogIn(org: Org, user: Row | undefined): user is Row {
	if (user?.IsActive !== true) return false;
	for (const login of org.table('UserLogin').values()) {
		if (login.UserId === user.Id) return login.IsFrozen !== true;
	}
	return true;
}
