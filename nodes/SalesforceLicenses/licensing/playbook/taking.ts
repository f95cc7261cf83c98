import { plural } from '../model/plural';

/** The cap for seats that an answer or silence takes, in a rolling window per profile. Users count, not licenses. */
export class TakingWindow {
	private readonly users = new Set<string>();

	constructor(
		private readonly maxUsers: number,
		private readonly alreadyTaken: number,
	) {}

	/** Counts the user. Above the cap nothing is counted, and the returned sentence says why the seat waits. */
	take(userId: string): string | null {
		if (this.users.has(userId)) return null;
		const taken = this.alreadyTaken + this.users.size;
		// Written so that a cap that is not a number allows nothing.
		if (taken + 1 <= this.maxUsers) {
			this.users.add(userId);
			return null;
		}
		return `Max Users per Window is ${plural(this.maxUsers, 'user')}, and ${plural(taken, 'user')} have already lost a license in this window. The decision is stored, and the next Update with room in the window continues it. To continue earlier, raise Max Users per Window.`;
	}
}

export const CAP_REACHED = 'CAP_REACHED';
