/** What the org saw: for tests that count, and for whoever wants to know what a client costs. */
export interface LoggedRequest {
	method: string;
	/** Without the query: it may hold what people typed. */
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

	noteWrite(object: string, id: string): void {
		const key = `${object}:${id}`;
		this.writes++;
		this.writesByRecord.set(key, (this.writesByRecord.get(key) ?? 0) + 1);
	}

	/** Records that were changed more than once. */
	writtenTwice(): string[] {
		return [...this.writesByRecord].filter(([, times]) => times > 1).map(([record]) => record);
	}

	/** Calls by endpoint: ids, locators and versions are left out. */
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

	/** The time the org itself spent, which a benchmark must not take for the client's. */
	get milliseconds(): number {
		return this.requests.reduce((sum, request) => sum + request.milliseconds, 0);
	}
}
