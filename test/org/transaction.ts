/** What must be undone to restore the org (REST API Developer Guide, "allOrNone"). */
export class Transaction {
	private undo: Array<() => void> | null = null;

	/** Records how to undo a change; costs nothing outside a transaction. */
	note(back: () => void): void {
		this.undo?.push(back);
	}

	/** Runs the work; if it reports a failure, everything it changed is undone. */
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
