import { chunks } from '../query/chunks';

/**
 * Joins streams that are all ordered by user id, keeping one page of each in memory and never a table. The
 * join does not rely on the order: a row that comes unexpectedly is set aside and returned at the end, so
 * a server that sorts differently costs memory, never rows.
 */
export interface SideStream<T> {
	pages: AsyncIterable<T[]>;
	userIdOf(row: T): string | null;
}

/** Batches this small die in the young generation, so they never cost a full garbage collection. */
const USERS_AT_ONCE = 100;

/** A cursor over one side stream. */
class Side<T> {
	private page: T[] = [];
	private at = 0;
	private ended = false;
	private readonly pages: AsyncIterator<T[]>;
	readonly left = new Map<string, T[]>();

	constructor(private readonly stream: SideStream<T>) {
		this.pages = stream.pages[Symbol.asyncIterator]();
	}

	/** Adds the rows of this user; skipped rows are set aside. False if the next page decides. */
	private takeFromPage(userId: string, taken: T[]): boolean {
		for (; this.at < this.page.length; this.at++) {
			const row = this.page[this.at];
			const owner = this.stream.userIdOf(row);
			if (owner !== null && owner > userId) return true;
			if (owner === userId) taken.push(row);
			else if (owner !== null) this.keepAside(owner, row);
		}
		return this.ended;
	}

	/** The rows of this user; a promise only if a page must be fetched for it. */
	take(userId: string): T[] | Promise<T[]> {
		const taken: T[] = [];
		return this.takeFromPage(userId, taken)
			? this.withAside(userId, taken)
			: this.takeOverPages(userId, taken);
	}

	private async takeOverPages(userId: string, taken: T[]): Promise<T[]> {
		while ((await this.peek()) !== undefined && !this.takeFromPage(userId, taken));
		return this.withAside(userId, taken);
	}

	private withAside(userId: string, taken: T[]): T[] {
		const aside = this.left.get(userId);
		if (aside === undefined) return taken;
		this.left.delete(userId);
		return [...aside, ...taken];
	}

	/** Reads the rest; afterwards `left` holds every row that no user took. */
	async drain(): Promise<void> {
		for (let row = await this.peek(); row !== undefined; row = await this.peek()) {
			this.at++;
			const owner = this.stream.userIdOf(row);
			if (owner !== null) this.keepAside(owner, row);
		}
	}

	/** The read stops: lets the stream close what it opened. */
	async close(): Promise<void> {
		await this.pages.return?.();
	}

	private keepAside(owner: string, row: T): void {
		const rows = this.left.get(owner);
		if (rows === undefined) this.left.set(owner, [row]);
		else rows.push(row);
	}

	private async peek(): Promise<T | undefined> {
		while (this.at >= this.page.length && !this.ended) {
			const next = await this.pages.next();
			if (next.done === true) this.ended = true;
			else {
				this.page = next.value;
				this.at = 0;
			}
		}
		return this.page[this.at];
	}
}

export type Sides = Record<string, SideStream<unknown>>;
export type Joined<S extends Sides> = {
	[K in keyof S]: S[K] extends SideStream<infer T> ? T[] : never;
};

export type Match<U, S extends Sides> =
	| { user: U; userId: string; rows: Joined<S> }
	/** Rows whose user was not in the user stream (any more): the caller looks the user up. */
	| { user: null; userId: string; rows: Joined<S> };

export async function* mergeByUser<U, S extends Sides>(
	users: AsyncIterable<U[]>,
	idOf: (user: U) => string,
	sides: S,
): AsyncGenerator<Array<Match<U, S>>> {
	const names = Object.keys(sides);
	const cursors = new Map(names.map((name) => [name, new Side(sides[name])]));
	try {
		for await (const page of users) {
			for (const part of chunks(page, USERS_AT_ONCE)) {
				const matches: Array<Match<U, S>> = [];
				for (const user of part) {
					const userId = idOf(user);
					const rows: Record<string, unknown[]> = {};
					for (const [name, cursor] of cursors) {
						const taken = cursor.take(userId);
						rows[name] = Array.isArray(taken) ? taken : await taken;
					}
					matches.push({ user, userId, rows: rows as Joined<S> });
				}
				yield matches;
			}
		}
		await Promise.all([...cursors.values()].map(async (cursor) => await cursor.drain()));
	} finally {
		await Promise.all([...cursors.values()].map(async (cursor) => await cursor.close()));
	}
	const owners = new Set([...cursors.values()].flatMap((cursor) => [...cursor.left.keys()]));
	if (owners.size === 0) return;
	yield [...owners].map((userId) => {
		const rows = Object.fromEntries(
			[...cursors].map(([name, cursor]) => [name, cursor.left.get(userId) ?? []]),
		);
		return { user: null, userId, rows: rows as Joined<S> };
	});
}
