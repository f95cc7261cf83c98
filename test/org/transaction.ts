/** What must be done to have the org as it was before (REST API Developer Guide, "allOrNone"). */
export class Transaction {
	private undo: Array<() => void> | null = null;

	/** Notes how to take a change back; costs nothing outside a transaction. */
	note(back: () => void): void {
		this.undo?.push(back);
	}

	/** Runs the work; when it says that it failed, everything it changed is changed back. */
	allOrNone<T>(work: () => T, succeeded: (result: T) => boolean): T {
		const outer = this.undo;
		const undo: Array<() => void> = [];
		this.undo = undo;
		let result: T;
		try {
			result = work();
		} finally {
			this.undo = outer;
		}
		if (succeeded(result)) outer?.push(...undo);
		else for (const back of undo.reverse()) back();
		return result;
	}
}
