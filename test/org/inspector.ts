/** What the org saw: for tests that count, and to see what a client costs. */
export interface LoggedRequest {
	method: string;
	/** Without the query, which may contain personal data. */
	path: string;
	status: number;
	bytesIn: number;
	bytesOut: number;
	milliseconds: number;
}

export class Inspector {
	/** Record changes that were saved. */
	writes = 0;
	/** How often each record was changed, by `object:id`. */
	writesByRecord = new Map<string, number>();
	/** How often each user was changed, by a change of the user, a login record or an assignment. */
	writesByUser = new Map<string, number>();
	readonly requests: LoggedRequest[] = [];
	highestConcurrency = 0;
	private underWay = 0;

	begin(): void {
		this.highestConcurrency = Math.max(this.highestConcurrency, ++this.underWay);
	}

	end(request: LoggedRequest): void {
		this.underWay--;
		this.requests.push(request);
	}

	noteWrite(object: string, id: string, userId?: string): void {
		this.writes++;
		count(this.writesByRecord, `${object}:${id}`);
		if (userId !== undefined) count(this.writesByUser, userId);
	}

	/** Undoes what a rolled-back call recorded. */
	remember(): () => void {
		const { writes } = this;
		const [byRecord, byUser] = [new Map(this.writesByRecord), new Map(this.writesByUser)];
		return () => {
			this.writes = writes;
			this.writesByRecord = byRecord;
			this.writesByUser = byUser;
		};
	}

	/** Records that were changed more than once. */
	writtenTwice(): string[] {
		return [...this.writesByRecord].filter(([, times]) => times > 1).map(([record]) => record);
	}

	/** Calls by endpoint, without ids, locators and versions. */
	callsByEndpoint(): Record<string, number> {
		const calls: Record<string, number> = {};
		for (const { method, path } of this.requests) {
			const endpoint = path
				.replace(/\/v\d+\.\d/, '')
				.replace(/\/(query(?:All)?)\/[^/]+$/, '/$1/…')
				.replace(/\/[a-zA-Z0-9]{18}(?=\/|$)/g, '/…');
			const key = `${method} ${endpoint}`;
			calls[key] = (calls[key] ?? 0) + 1;
		}
		return calls;
	}

	/** The time that the org itself took, which a benchmark must not count as the client's. */
	get milliseconds(): number {
		return this.requests.reduce((sum, request) => sum + request.milliseconds, 0);
	}
}

function count(counts: Map<string, number>, key: string): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}
