import { HUMAN_USER_TYPES } from '../../licensing/model/protectedUsers';
import { elementOf } from '../../licensing/watching/element';
import type { Element } from '../../licensing/watching/element';
import type { LicenseList } from '../../licensing/watching/memory';
import type { SetWatch } from '../../licensing/watching/watchedSet';
import type { SalesforceClient } from '../client/client';
import type { Api } from '../query/pages';
import { readPages } from '../query/pages';
import { featureFlag } from '../schema/schema';
import type { Soql } from '../schema/soql';
import type { WatchedUser } from '../schema/watching';
import { watchedUserRecord } from '../schema/watching';
import { watchedUsersQuery } from './queries';

/** One pass over the users, for all sets that consist of users. */

/** The characters of an id that differ between users of one org. */
export const whoIs = (userId: string): string => userId.slice(3, 15);

export interface UserSets {
	seats?: SetWatch;
	features?: { set: SetWatch; names: readonly string[] };
	activity?: {
		set: SetWatch;
		cutoff: string;
		/** The newest timestamp of the last poll; '' if there was none. */
		lastCutoff: string;
	};
}

export interface UsersSeen {
	users: number;
	/** The newest timestamp of all users that were read. */
	newest: string;
	/** Users with the timestamp of the mark or a newer one: all of them, and those in the activity set. */
	ties: { all: number; idle: number };
	/** Active users whose user license cannot be seen or is not in the org's list. */
	hiddenSeats: number;
	/** Idle for longer than the last poll covered, and changed since then: they were reactivated. */
	reactivated: ReadonlySet<string>;
}

interface UsersToRead {
	/** The newest timestamp of the last poll: a user created later did not exist then. */
	lastNewest: string;
	/** The newest timestamp of the mark of this poll. */
	markNewest: string;
	where?: Soql;
	api: Api;
}

export async function watchUsers(
	client: SalesforceClient,
	{ seats, features, activity }: UserSets,
	licenses: LicenseList,
	{ lastNewest, markNewest, where, api }: UsersToRead,
): Promise<UsersSeen> {
	const flags = (features?.names ?? []).map((name) => ({
		flag: featureFlag(name),
		place: licenses.placeOf('featureLicense', name) ?? 0,
	}));
	const seen = { users: 0, newest: '', ties: { all: 0, idle: 0 }, hiddenSeats: 0 };
	const reactivated = new Set<string>();
	const query = watchedUsersQuery(
		flags.map(({ flag }) => flag),
		where,
	);
	for await (const page of readPages(client, query, watchedUserRecord, { api, readsAll: true })) {
		for (const user of page) {
			const who = whoIs(user.Id);
			const stamp = user.SystemModstamp ?? '';
			const isLate = stamp >= markNewest && markNewest !== '';
			const isNew = lastNewest !== '' && (user.CreatedDate ?? '') > lastNewest;
			seen.users++;
			if (stamp > seen.newest) seen.newest = stamp;
			if (isLate) seen.ties.all++;
			if (seats !== undefined && !addSeat(seats, user, who, licenses, isNew)) seen.hiddenSeats++;
			for (const { flag, place } of flags)
				if (user[flag] === true) features?.set.add(elementOf(who, place), isNew);
			if (!user.IsActive && lastNewest !== '' && stamp > lastNewest)
				guessDeactivated(user, who, licenses, { seats, activity });
			if (activity === undefined) continue;
			const idleSince = idleTime(user, activity.cutoff);
			if (idleSince === null) continue;
			if (isLate) seen.ties.idle++;
			const wasIdle = activity.lastCutoff !== '' && idleSince <= activity.lastCutoff;
			if (wasIdle && stamp > lastNewest) reactivated.add(who);
			activity.set.add(idleElement(who, idleSince), activity.lastCutoff !== '' && !wasIdle);
		}
	}
	return { ...seen, reactivated };
}

/** Whether the seat could be determined; a user without a seat has none to determine. */
function addSeat(
	seats: SetWatch,
	{ IsActive, ProfileId, Profile }: WatchedUser,
	who: string,
	licenses: LicenseList,
	isNew: boolean,
): boolean {
	if (!IsActive || ProfileId === null) return true;
	const license = Profile?.UserLicenseId ?? null;
	const place = license === null ? null : licenses.placeOf('userLicense', license);
	if (place === null) return false;
	seats.add(elementOf(who, place), isNew);
	return true;
}

/** A user who was changed since the last poll and is not active most likely had the seat until then. */
function guessDeactivated(
	user: WatchedUser,
	who: string,
	licenses: LicenseList,
	{ seats, activity }: Pick<UserSets, 'seats' | 'activity'>,
): void {
	const license = user.Profile?.UserLicenseId ?? null;
	const place = license === null ? null : licenses.placeOf('userLicense', license);
	if (place !== null) seats?.guessGone(elementOf(who, place));
	const idleSince = idleTime({ ...user, IsActive: true }, activity?.lastCutoff ?? '');
	if (idleSince !== null) activity?.set.guessGone(idleElement(who, idleSince));
}

/** Since when a user has been idle, if longer than the cutoff. Users who are not people are never idle. */
function idleTime(user: WatchedUser, cutoff: string): string | null {
	if (!user.IsActive || !HUMAN_USER_TYPES.has(user.UserType ?? '')) return null;
	const since = user.LastLoginDate ?? user.CreatedDate;
	return since !== null && since <= cutoff ? since : null;
}

const SECOND_MS = 1_000;
const HIGH = 2 ** 24;

/** A user with the second of the last login: after another login it is a different element. */
function idleElement(who: string, since: string): Element {
	const seconds = Math.floor(Date.parse(since) / SECOND_MS);
	return elementOf(who, Math.floor(seconds / HIGH), seconds % HIGH);
}

/** The second again, as ISO 8601 without milliseconds. */
export function idleSinceOf([, , , high, low]: Element): string {
	return `${new Date((high * HIGH + low) * SECOND_MS).toISOString().slice(0, 19)}Z`;
}
