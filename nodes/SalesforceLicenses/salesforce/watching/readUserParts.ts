import type { PartName } from '../../licensing/watching/memory';
import { LISTED_MEMBERS } from '../../licensing/watching/watchedSet';
import { leaveOut, readPart } from './isolate';
import { inactiveCount, inactiveSince, userMark } from './queries';
import type { Reading } from './reading';
import { isPlausible, isPoolKnown, isWhole } from './reading';
import { watchUsers } from './watchUsers';

/** Seats, features and activity in one pass. Returns the mark of the users for the parts that depend on them. */
export async function readUserParts(reading: Reading): Promise<string> {
	const { client, parts, marks, remembered, begin, settle, unchanged } = reading;
	const mark = marks.users ?? null;
	const chosen = (['userLicense', 'featureLicense'] as const).filter(
		(kind) => parts.has(kind) && isPoolKnown(reading, kind),
	);
	// All users of a small org fit on one page, which tells more than any mark.
	const isSmall = mark !== null && mark.n <= LISTED_MEMBERS;
	const isDue = (part: PartName) => isSmall || remembered(part)?.mark !== mark?.text;
	const sets = mark === null ? [] : chosen.filter(isDue);
	const activity = parts.has('activity') && isActivityDue(reading);
	for (const part of chosen) if (mark !== null && !isDue(part)) unchanged();
	if (mark === null || (sets.length === 0 && !activity)) return mark?.text ?? '';

	const lastNewest = newestOf(remembered, ['userLicense', 'featureLicense', 'activity']);
	const idle = remembered('activity');
	const watches = {
		seats: sets.includes('userLicense') ? begin('userLicense') : undefined,
		features: sets.includes('featureLicense')
			? { set: begin('featureLicense'), names: reading.features }
			: undefined,
		activity: activity
			? { set: begin('activity'), cutoff: reading.cutoff, lastCutoff: idle?.cutoff ?? '' }
			: undefined,
	};
	const seen = await readPart(client, 'Users (User)', undefined, async () =>
		watchUsers(client, watches, reading.licenses, {
			lastNewest,
			markNewest: mark.newest,
			where: sets.length === 0 ? inactiveSince(reading.cutoff) : undefined,
			api: isSmall ? 'rest' : 'auto',
		}),
	);
	if (seen === null) return mark.text;
	const wasWhole =
		sets.length === 0
			? await isWhole(client, inactiveCount(reading.cutoff), marks.activity?.n ?? 0, seen.users)
			: await isWhole(client, userMark, mark.n, seen.users);
	if (!wasWhole) return mark.text;
	const { newest, ties, hiddenSeats, reactivated } = seen;
	const text = [mark.n, mark.newest, ties.all, mark.shape].join('|');
	if (watches.activity !== undefined) {
		const difference = watches.activity.set.finish();
		settle('activity', difference, {
			mark: marks.activity?.days ?? '',
			newest: mark.newest,
			ties: ties.idle,
			cutoff: reading.cutoff,
			reactivated,
		});
	}
	if (watches.features !== undefined)
		settle('featureLicense', watches.features.set.finish(), { mark: text, newest });
	if (watches.seats !== undefined) {
		const difference = watches.seats.finish();
		if (hiddenSeats > 0)
			leaveOut(
				client,
				'User licenses',
				'userLicense',
				`Those of ${hiddenSeats} users cannot be seen.`,
			);
		else if (isPlausible(reading, 'userLicense', difference))
			settle('userLicense', difference, { mark: text, newest });
	}
	return sets.length === 0 ? mark.text : text;
}

/** The newest of all: a user who was created later is in none of the sets. */
function newestOf(remembered: Reading['remembered'], parts: readonly PartName[]): string {
	return (
		parts
			.map((part) => remembered(part)?.newest ?? '')
			.sort()
			.at(-1) ?? ''
	);
}

/** Whether any user left or entered the set of idle users, or was changed. */
function isActivityDue({ marks, remembered, unchanged }: Reading): boolean {
	const last = remembered('activity');
	const now = marks.activity ?? null;
	if (last === null || now === null) return now !== null;
	// So few users fit on one page, which tells more than any mark.
	if (last.set.list !== undefined && now.n <= LISTED_MEMBERS) return true;
	const isSame =
		now.days === last.mark &&
		now.stillIn === last.set.size &&
		now.n === last.set.size &&
		now.changed === last.ties;
	if (isSame) unchanged();
	return !isSame;
}
