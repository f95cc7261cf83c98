import type { AssignedKind } from '../../licensing/model/licenses';
import { ASSIGNED_KINDS } from '../../licensing/model/licenses';
import { KIND_READERS } from '../licenses/kinds/allKinds';
import { leaveOut, readPart } from './isolate';
import { assignmentMark, frozenMark } from './queries';
import { readUserParts } from './readUserParts';
import type { Reading } from './reading';
import { isPlausible, isPoolKnown, isWhole } from './reading';
import {
	seesLogins,
	watchAssignments,
	watchFrozen,
	watchInactiveHolders,
} from './watchAssignments';

/** Reads the sets whose marks show a change, each on its own: one that cannot be read keeps its memory. */
export async function readDueParts(reading: Reading): Promise<void> {
	const usersMark = await readUserParts(reading);
	for (const kind of ASSIGNED_KINDS) if (reading.parts.has(kind)) await readAssigned(reading, kind);
	if (reading.parts.has('frozen')) await readFrozen(reading);
	if (reading.parts.has('inactiveHolders')) await readInactiveHolders(reading, usersMark);
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
	const { label } = KIND_READERS[kind];
	const seen = await readPart(client, label, kind, async () =>
		watchAssignments(client, kind, set, licenses, last?.newest ?? ''),
	);
	if (seen === null) return;
	if (!(await isWhole(client, assignmentMark(kind), mark.n, seen.rows, kind))) return;
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
	const { users } = marks;
	const assigned = ASSIGNED_KINDS.map((kind) => marks[kind]);
	const texts = assigned.map((mark) => mark?.text);
	const text = [usersMark, ...texts].join('/');
	const asked = [users?.text, ...texts].join('/');
	if ([...assigned, users].includes(null)) return;
	// Without the list of features, it is unknown who still holds one.
	if (kinds.has('featureLicense') && !isPoolKnown(reading, 'featureLicense')) return;
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
