/** Limits of one run: a wrong rule must not be able to empty an org. */
export interface Caps {
	maxUsers: number;
	/** Of the active users of the org. */
	maxPercent: number;
}

/** Why this many users is too many for one run, or null. */
export function capExceeded(users: number, activeUsers: number, caps: Caps): string | null {
	if (users > caps.maxUsers) {
		return `The run would touch ${users} users, and Max Users allows ${caps.maxUsers}. Nothing was written. Check the candidates, then raise Max Users or send fewer items.`;
	}
	// A single user is always allowed: in a small org one user may exceed any percentage.
	const allowed = Math.max(1, Math.floor((activeUsers * caps.maxPercent) / 100));
	if (users > allowed) {
		const percent = Math.round((users / Math.max(activeUsers, 1)) * 1000) / 10;
		return `The run would touch ${users} of ${activeUsers} active users (${percent} %), and Max Percent allows ${caps.maxPercent} %. Nothing was written. Check the candidates, then raise Max Percent or send fewer items.`;
	}
	return null;
}
