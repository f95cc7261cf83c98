import type { INodeProperties } from 'n8n-workflow';
import type { SeatFacts } from '../../licensing/finding/facts';

/** A search in portions: how many users it reads, and where the next portion starts. */

export const MAX_USERS_READ_FIELD: INodeProperties = {
	displayName: 'Users to Read',
	name: 'usersToRead',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	description:
		'How many users to read, in the order of their IDs, for very large orgs. resumeAfter of the Summary is the Start After User ID of the next run. 0: all users.',
};

export class FirstUsers {
	/** The last user that was read, if there may be more; null once all were read. */
	resumeAfter: string | null = null;
	private users = 0;
	private lastUserId: string | null = null;

	/** 0: all. */
	constructor(private readonly limit: number) {}

	/** The seats of the first users. A user is never on two pages. */
	async *of(pages: AsyncIterable<SeatFacts[]>): AsyncGenerator<SeatFacts[]> {
		for await (const page of pages) {
			const wanted: SeatFacts[] = [];
			for (const facts of page) {
				if (!this.takes(facts.row.userId)) {
					this.resumeAfter = this.lastUserId;
					yield wanted;
					return;
				}
				wanted.push(facts);
			}
			yield wanted;
		}
	}

	private takes(userId: string): boolean {
		if (userId === this.lastUserId) return true;
		if (this.limit > 0 && this.users === this.limit) return false;
		this.users++;
		this.lastUserId = userId;
		return true;
	}
}
