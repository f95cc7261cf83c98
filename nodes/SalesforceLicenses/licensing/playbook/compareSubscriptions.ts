import type { LicenseKind } from '../model/licenses';
import { plural } from '../model/plural';
import type { KindsRead } from './readKinds';
import type { Identified, Identity, Row } from './subscriptionRows';
import { differences, identityOf, sharedColumns } from './subscriptionRows';

/** Compares downloaded subscriptions with stored ones. Rows that were merely not read are never removed. */

export interface CompareRequest {
	downloaded: readonly Row[];
	stored: readonly Row[];
	/** The integration profile that all rows belong to; null if the rows name it, or if there is none. */
	profile: string | null;
	read: KindsRead;
	/** User ids of 18 characters; rows of users outside the range are not changed. Null: no limit. */
	range: { after: string | null; upTo: string | null };
	/** Columns to compare; empty: those that both sides have. */
	columns: readonly string[];
	listUnchanged: boolean;
}

export type ChangeKind = 'added' | 'changed' | 'removed' | 'unchanged';

export interface Change {
	change: ChangeKind;
	/** Why a row is removed; null for the others. */
	reason: string | null;
	changedColumns: string[];
	/** The row to store; for a removed row, the stored one. */
	row: Row;
	/** The stored row; null for an added row. */
	stored: Row | null;
	/** The position of the downloaded row; null for a removed row. */
	index: number | null;
}

export interface Comparison {
	changes: Change[];
	/** Stored rows that are not in the download and may still be in the org. */
	kept: Row[];
	orgId: string | null;
	profile: string | null;
	counts: Record<ChangeKind, number> & {
		/** As many as `kept`. */
		notRead: number;
		/** Rows of either side whose users are outside the range. */
		outsideRange: number;
		/** Duplicates of stored rows, and of downloaded ones. */
		storedTwice: number;
		downloadedTwice: number;
	};
	/** Whether the download is conclusive for every stored row in the range. */
	isComplete: boolean;
	warnings: string[];
}

/** The row that stops the comparison: its position, and what is wrong with it. */
export interface RowFault {
	side: 'downloaded' | 'stored';
	index: number;
	reason: string;
}

export type Compared = { ok: true; value: Comparison } | { ok: false; fault: RowFault };

/** Runs in linear time; keeps one entry per stored row and no copy of any row. */
export function compareSubscriptions(request: CompareRequest): Compared {
	const { downloaded, stored, listUnchanged } = request;
	const range = rangeOf(request);
	const owner: Owner = { orgId: null, profile: request.profile };
	const warnings: string[] = [];
	const counts: Comparison['counts'] = {
		added: 0,
		changed: 0,
		removed: 0,
		unchanged: 0,
		notRead: 0,
		outsideRange: 0,
		storedTwice: 0,
		downloadedTwice: 0,
	};
	const isInside = ({ userId }: Identity) =>
		(range.after === null || userId > range.after) && (range.upTo === null || userId <= range.upTo);

	const fresh = new Map<string, number>();
	const kindsSeen = new Set<LicenseKind>();
	for (const [index, row] of downloaded.entries()) {
		const known = owned(row, owner);
		if (!known.ok) return { ok: false, fault: { side: 'downloaded', index, reason: known.reason } };
		kindsSeen.add(known.value.licenseKind);
		if (!isInside(known.value)) counts.outsideRange++;
		else if (fresh.has(known.value.key)) counts.downloadedTwice++;
		else fresh.set(known.value.key, index);
	}
	const mayRemove = removable({ ...request, range }, kindsSeen, warnings);
	// A store for several profiles names the profile in each row; a row without one may be of any.
	let ofNobody: number | null = null;

	const first = new Map<string, Row>();
	const removed: Change[] = [];
	const kept: Row[] = [];
	for (const [index, row] of stored.entries()) {
		const known = owned(row, owner);
		if (!known.ok) return { ok: false, fault: { side: 'stored', index, reason: known.reason } };
		const { key, licenseKind, profile } = known.value;
		if (profile === null) ofNobody ??= index;
		if (!isInside(known.value)) {
			counts.outsideRange++;
			continue;
		}
		const isDouble = first.has(key);
		if (!isDouble) first.set(key, row);
		else counts.storedTwice++;
		if (!isDouble && fresh.has(key)) continue;
		if (mayRemove.has(licenseKind)) {
			removed.push(removal(row, fresh.has(key) ? STORED_TWICE : NOT_IN_ORG));
		} else if (!fresh.has(key)) kept.push(row);
	}
	if (ofNobody !== null && owner.profile !== null) {
		const reason = `it has no profile, and the other rows belong to "${owner.profile}"`;
		return { ok: false, fault: { side: 'stored', index: ofNobody, reason } };
	}
	counts.removed = removed.length;
	counts.notRead = kept.length;

	const columns = request.columns.length > 0 ? request.columns : sharedColumns(downloaded, stored);
	const changes: Change[] = [];
	for (const [key, index] of fresh) {
		const row = downloaded[index];
		const before = first.get(key) ?? null;
		const changedColumns = before === null ? [] : differences(row, before, columns);
		const change = kindOf(before, changedColumns);
		counts[change]++;
		if (change === 'unchanged' && !listUnchanged) continue;
		const mine = owner.profile === null ? row : { ...row, profile: owner.profile };
		changes.push({ change, reason: null, changedColumns, row: mine, stored: before, index });
	}
	for (const one of removed) changes.push(one);
	warnings.push(...remarks(counts, columns, first.size));
	const isComplete =
		mayRemove.size > 0 &&
		counts.notRead === 0 &&
		request.read.ok &&
		request.read.isComplete !== false;
	const { orgId, profile } = owner;
	return { ok: true, value: { changes, kept, orgId, profile, counts, isComplete, warnings } };
}

const NOT_IN_ORG = 'The subscription is no longer in the org.';
const STORED_TWICE = 'The subscription was stored more than once.';

function removal(row: Row, reason: string): Change {
	return { change: 'removed', reason, changedColumns: [], row, stored: row, index: null };
}

function kindOf(before: Row | null, changedColumns: readonly string[]): ChangeKind {
	if (before === null) return 'added';
	return changedColumns.length > 0 ? 'changed' : 'unchanged';
}

/** The owner of the rows: the first row decides for all. */
interface Owner {
	orgId: string | null;
	profile: string | null;
}

/** The requested range, but no further than the download went. */
function rangeOf({ range, read }: CompareRequest): CompareRequest['range'] {
	const starts = [range.after, read.ok ? read.after : null].filter((start) => start !== null);
	const ends = [range.upTo, read.ok ? read.upTo : null].filter((end) => end !== null);
	return { after: starts.sort().at(-1) ?? null, upTo: ends.sort()[0] ?? null };
}

function owned(row: Row, owner: Owner): Identified {
	const known = identityOf(row);
	if (!known.ok) return known;
	const { orgId, profile } = known.value;
	owner.orgId ??= orgId;
	if (orgId !== owner.orgId) {
		return { ok: false, reason: `it belongs to the org ${orgId}, and others to ${owner.orgId}` };
	}
	if (profile !== null) owner.profile ??= profile;
	if (profile !== null && profile !== owner.profile) {
		return {
			ok: false,
			reason: `it belongs to the profile "${profile}", not to "${owner.profile}"`,
		};
	}
	return known;
}

/** The kinds for which a stored row that is missing in the download is gone. */
function removable(
	{ downloaded, stored, read, range }: CompareRequest,
	kindsSeen: ReadonlySet<LicenseKind>,
	warnings: string[],
): ReadonlySet<LicenseKind> {
	// After the last user there is nobody: such a portion is empty, and its Summary says that it was read.
	const isTail = range.after !== null && read.ok && read.upTo === null && read.isComplete !== null;
	if (downloaded.length === 0 && !isTail) {
		if (stored.length > 0 || read.ok) warnings.push(EMPTY);
		return new Set();
	}
	if (!read.ok) {
		warnings.push(`Nothing is removed: ${read.reason}`);
		return new Set();
	}
	const kinds = new Set(read.kinds);
	const isWhole = range.after === null && range.upTo === null;
	if (isWhole && kinds.has('userLicense') && !kindsSeen.has('userLicense')) {
		kinds.delete('userLicense');
		warnings.push(NO_USER_LICENSES);
	}
	return kinds;
}

// The user that the credential signs in as holds a license, so every org has one.
const EMPTY =
	'Nothing is removed: the download has no subscriptions, although every org has at least that of the connected user. Check the permissions of the connected user with Organization > Check Access.';
const NO_USER_LICENSES =
	'No user license is removed: the download has none, although the connected user holds one. Check License Kinds and Filters of the download.';

function remarks(
	{ notRead, storedTwice, downloadedTwice, outsideRange }: Comparison['counts'],
	columns: readonly string[],
	storedRows: number,
): string[] {
	const texts: string[] = [];
	if (notRead > 0) {
		texts.push(
			`${plural(notRead, 'stored subscription was', 'stored subscriptions were')} kept: not in the download, but not known to be gone from the org, because ${notRead === 1 ? 'its kind was' : 'their kinds were'} not read completely.`,
		);
	}
	if (storedTwice > 0) {
		texts.push(
			`${plural(storedTwice, 'row is', 'rows are')} stored more than once. Give the column subscriptionKey a unique index if the store has one, and run one refresh at a time.`,
		);
	}
	if (downloadedTwice > 0) {
		texts.push(
			`${plural(downloadedTwice, 'row was', 'rows were')} downloaded more than once; only the first counts.`,
		);
	}
	if (outsideRange > 0) {
		texts.push(
			`${plural(outsideRange, 'row was', 'rows were')} ignored, because their users are outside the range.`,
		);
	}
	if (storedRows > 0 && columns.length === 0) {
		texts.push(
			'No changes can be found, because the stored and the downloaded rows have no column in common except the key.',
		);
	}
	return texts;
}
