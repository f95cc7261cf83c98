const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * On how many days each user logged in. A login-based license counts a user once a day, however often the
 * user logs in. Keeps the days of every user who logged in, at most six months.
 */
export class LoginDays {
	private readonly days = new Map<string, Set<number>>();

	note(userId: string, at: string): void {
		const day = Math.floor(Date.parse(at) / DAY_MS);
		const known = this.days.get(userId);
		if (known === undefined) this.days.set(userId, new Set([day]));
		else known.add(day);
	}

	of(userId: string): number {
		return this.days.get(userId)?.size ?? 0;
	}
}
