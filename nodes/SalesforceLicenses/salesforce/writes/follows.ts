import { z } from 'zod';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import { orError } from '../client/orError';
import { isRefusal, saysSalesforce } from '../client/retries';
import { chunks } from '../query/chunks';
import { queryAll } from '../query/query';
import { followsAmongQuery, MAX_FOLLOWS } from './queries';

const followRecord = z.object({ ParentId: z.string(), SubscriberId: z.string() });

/** One query contains two lists of ids: with 200 and 400 of them the URI is below Salesforce's limit. */
const FOLLOWED_PER_QUERY = 200;

/** How many calls `readFollows` makes for this many users, if no list is cut off. */
export const callsForFollows = (users: number): number =>
	users < 2 ? 0 : Math.ceil(users / FOLLOWED_PER_QUERY);

/** For each user, who follows them or is followed by them. */
export type Follows = ReadonlyMap<string, ReadonlySet<string>>;

/** The error of an org without Chatter, in which no user follows another. */
const HAS_NO_CHATTER: ReadonlySet<string> = new Set(['INVALID_TYPE', 'INVALID_TYPE_FOR_OPERATION']);

/**
 * Who follows whom among at most 400 users; null if unknown. A list that is cut off at its limit is
 * queried again in halves: two users cannot have more followers among 400 than a query may return.
 */
export async function readFollows(
	client: SalesforceClient,
	userIds: readonly string[],
): Promise<Follows | null> {
	const follows = new Map<string, Set<string>>();
	const note = (one: string, other: string) => {
		const known = follows.get(one);
		if (known === undefined) follows.set(one, new Set([other]));
		else known.add(other);
	};
	const waiting = userIds.length < 2 ? [] : chunks(userIds, FOLLOWED_PER_QUERY);
	for (let followed = waiting.pop(); followed !== undefined; followed = waiting.pop()) {
		const query = followsAmongQuery(followed, userIds);
		const rows = await orError(queryAll(client, query, followRecord), isRefusal);
		if (rows instanceof SalesforceError) {
			if (HAS_NO_CHATTER.has(rows.errorCode)) return new Map();
			client.report.warn(
				`It could not be read which users follow each other in Chatter, so each user is deactivated in a call of their own. ${saysSalesforce(rows)}`,
			);
			return null;
		}
		if (rows.length >= MAX_FOLLOWS && followed.length > 1) {
			waiting.push(...chunks(followed, Math.ceil(followed.length / 2)));
			continue;
		}
		for (const { ParentId, SubscriberId } of rows) {
			note(ParentId, SubscriberId);
			note(SubscriberId, ParentId);
		}
	}
	return follows;
}

/**
 * The rows in as few calls as possible, so that no two users who follow each other share one. Salesforce
 * deletes Chatter follows permanently if both users are deactivated in one call; in two calls they return
 * with the user (Object Reference, EntitySubscription). If the follows are unknown, each row has its own
 * call.
 */
export function packApart<T>(
	rows: readonly T[],
	userIdOf: (row: T) => string,
	follows: Follows | null,
	maxPerCall: number,
): T[][] {
	if (follows === null) return rows.map((row) => [row]);
	const calls: Array<{ rows: T[]; ids: Set<string> }> = [];
	const near = (row: T) => follows.get(userIdOf(row));
	// Those with the most follows first: the others then fill the remaining room.
	const tied = rows.filter((row) => near(row) !== undefined);
	tied.sort((a, b) => (near(b)?.size ?? 0) - (near(a)?.size ?? 0));
	for (const row of tied) {
		const ties = [...(near(row) ?? [])];
		let call = calls.find(
			({ rows: inCall, ids }) => inCall.length < maxPerCall && !ties.some((id) => ids.has(id)),
		);
		if (call === undefined) {
			call = { rows: [], ids: new Set() };
			calls.push(call);
		}
		call.rows.push(row);
		call.ids.add(userIdOf(row));
	}
	const free = rows.filter((row) => near(row) === undefined);
	for (const { rows: inCall } of calls) inCall.push(...free.splice(0, maxPerCall - inCall.length));
	return [...calls.map(({ rows: inCall }) => inCall), ...chunks(free, maxPerCall)];
}
