import type { LicenseKind } from '../../licensing/model/licenses';
import type { LicenseList, PartMemory, PartName } from '../../licensing/watching/memory';
import type { SetDifference, SetWatch } from '../../licensing/watching/watchedSet';
import { LISTED_MEMBERS } from '../../licensing/watching/watchedSet';
import type { SalesforceClient } from '../client/client';
import { leaveOut, readPart } from './isolate';
import type { Marks } from './marks';
import { recount } from './marks';
import type { AssignedKind } from './queries';
import { assignmentMarks, frozenMark, inactiveCount, inactiveSince, userMark } from './queries';
import {
	seesLogins,
	watchAssignments,
	watchFrozen,
	watchInactiveHolders,
} from './watchAssignments';
import type { Pools } from './watchPools';
import { watchUsers } from './watchUsers';

export interface Found {
	mark: string;
	newest?: string;
	ties?: number;
	cutoff?: string;
	reactivated?: ReadonlySet<string>;
}

export type Settle = (part: PartName, difference: SetDifference, found: Found) => void;

export interface Reading {
	client: SalesforceClient;
	parts: ReadonlySet<PartName>;
	pools: Pools;
	licenses: LicenseList;
	features: readonly string[];
	kinds: ReadonlySet<LicenseKind>;
	marks: Marks;
	cutoff: string;
	/** Null for a part that is looked at for the first time. */
	remembered: (part: PartName) => PartMemory | null;
	begin: (part: PartName) => SetWatch;
	settle: Settle;
	unchanged: () => void;
}

/** Reads the sets whose marks say that something changed, each on its own: one that cannot be read keeps its memory. */
export async function readDueParts(reading: Reading): Promise<void> {
	const usersMark = await readUserParts(reading);
	for (const kind of ['permissionSetLicense', 'packageLicense'] as const)
		if (reading.parts.has(kind)) await readAssigned(reading, kind);
	if (reading.parts.has('frozen')) await readFrozen(reading);
	if (reading.parts.has('inactiveHolders')) await readInactiveHolders(reading, usersMark);
}

/** Seats, features and activity in one pass. Gives the mark of the users for what else hangs on them. */
async function readUserParts(reading: Reading): Promise<string> {
	const { client, parts, marks, remembered, begin, settle, unchanged } = reading;
	const mark = marks.users ?? null;
	const chosen = (['userLicense', 'featureLicense'] as const).filter(
		(kind) => parts.has(kind) && isPoolKnown(reading, kind),
	);
	// All users of a small org fit one page, which says more than any mark.
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

/** Pools that cannot be listed leave their kind without names; a warning says so already. */
const isPoolKnown = ({ pools }: Reading, kind: LicenseKind) => pools.has(kind);

/** The newest of all: whoever was created later is in none of the sets. */
function newestOf(remembered: Reading['remembered'], parts: readonly PartName[]): string {
	return (
		parts
			.map((part) => remembered(part)?.newest ?? '')
			.sort()
			.at(-1) ?? ''
	);
}

/** Whether anybody left the set of idle users, came into it, or was changed. */
function isActivityDue({ marks, remembered, unchanged }: Reading): boolean {
	const last = remembered('activity');
	const now = marks.activity ?? null;
	if (last === null || now === null) return now !== null;
	// So few fit one page, which says more than any mark.
	if (last.set.list !== undefined && now.n <= LISTED_MEMBERS) return true;
	const isSame =
		now.days === last.mark &&
		now.stillIn === last.set.size &&
		now.n === last.set.size &&
		now.changed === last.ties;
	if (isSame) unchanged();
	return !isSame;
}

async function readAssigned(reading: Reading, kind: AssignedKind): Promise<void> {
	const { client, marks, remembered, begin, settle, unchanged, licenses } = reading;
	const mark = marks[kind] ?? null;
	if (mark === null || !isPoolKnown(reading, kind)) return;
	const last = remembered(kind);
	if (last?.mark === mark.text) {
		unchanged();
		return;
	}
	const set = begin(kind);
	const label = kind === 'packageLicense' ? 'Package licenses' : 'Permission set licenses';
	const seen = await readPart(client, label, kind, async () =>
		watchAssignments(client, kind, set, licenses, last?.newest ?? ''),
	);
	if (seen === null) return;
	if (!(await isWhole(client, assignmentMarks[kind], mark.n, seen.rows, kind))) return;
	if (seen.unlisted > 0) {
		const reason = `${seen.unlisted} assignments are of licenses that the org does not list yet.`;
		leaveOut(client, label, kind, reason);
		return;
	}
	const difference = set.finish();
	if (isPlausible(reading, kind, difference))
		settle(kind, difference, { mark: mark.text, newest: seen.newest });
}

async function readFrozen({
	client,
	marks,
	remembered,
	begin,
	settle,
	unchanged,
}: Reading): Promise<void> {
	const mark = marks.frozen ?? null;
	if (mark === null) return;
	if (remembered('frozen')?.mark === mark.text) {
		unchanged();
		return;
	}
	const set = begin('frozen');
	const rows = await readPart(client, 'Frozen users (UserLogin)', undefined, async () =>
		watchFrozen(client, set),
	);
	if (rows === null || (rows > 0 && !(await isWhole(client, frozenMark, mark.n, rows)))) return;
	if (rows > 0 || (await seesLogins(client))) settle('frozen', set.finish(), { mark: mark.text });
	else
		leaveOut(
			client,
			'Frozen users (UserLogin)',
			undefined,
			'Login records cannot be seen; that needs the permission "Manage Users".',
		);
}

async function readInactiveHolders(reading: Reading, usersMark: string): Promise<void> {
	const { client, marks, remembered, begin, settle, unchanged, kinds, features } = reading;
	const { permissionSetLicense, packageLicense, users } = marks;
	const text = [usersMark, permissionSetLicense?.text, packageLicense?.text].join('/');
	const asked = [users?.text, permissionSetLicense?.text, packageLicense?.text].join('/');
	if ([permissionSetLicense, packageLicense, users].includes(null)) return;
	if (remembered('inactiveHolders')?.mark === asked) {
		unchanged();
		return;
	}
	const set = begin('inactiveHolders');
	const isRead = await readPart(client, 'Inactive users who hold licenses', undefined, async () => {
		await watchInactiveHolders(client, kinds, features, set);
		return true;
	});
	if (isRead === true) settle('inactiveHolders', set.finish(), { mark: text });
}

/** Whether as many records came as there are, before or after: an answer that broke off unseen removes nobody. */
async function isWhole(
	client: SalesforceClient,
	counting: string,
	expected: number,
	rows: number,
	kind?: LicenseKind,
): Promise<boolean> {
	if (rows === expected) return true;
	const after = (await recount(client, counting)) ?? expected;
	if (rows >= Math.min(expected, after) && rows <= Math.max(expected, after)) return true;
	const what = kind === undefined ? 'Users' : `Subscriptions (${kind})`;
	leaveOut(client, what, kind, `${rows} records came, and the org counts ${after}.`);
	return false;
}

/** Under this size a set may shrink to anything. */
const SMALL = 20;

/**
 * A right that was taken from the connected user can make rows vanish without a refusal. Where most of a
 * set is gone and the pools still count its seats as used, nothing was removed.
 */
function isPlausible(
	{ client, pools, remembered }: Reading,
	kind: LicenseKind,
	{ now }: SetDifference,
): boolean {
	const before = remembered(kind)?.set.size ?? 0;
	const isShrunk = before >= SMALL ? now.size < before / 2 : before > 0 && now.size === 0;
	if (!isShrunk) return true;
	const used = [...(pools.get(kind)?.values() ?? [])].reduce(
		(sum, { license }) => sum + license.used,
		0,
	);
	if (used <= now.size * 2) return true;
	leaveOut(
		client,
		`Subscriptions (${kind})`,
		kind,
		`${now.size} can be seen, and the pools count ${used} used seats.`,
	);
	return false;
}
