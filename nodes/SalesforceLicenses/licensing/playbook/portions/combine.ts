import type { LicenseKind } from '../../model/licenses';
import { KIND_LABELS, LICENSE_KINDS } from '../../model/licenses';
import type { LicenseCount } from './licenseCounts';
import type { Pool, Snapshot, StoredSnapshot } from './snapshots';
import { snapshotsOf } from './snapshots';

/** What the portions of one run have read so far, and where the next one starts. */

/** A portion as the playbook keeps it until the run is finished. */
export interface Portion {
	run: string;
	number: number;
	/** ISO 8601. */
	endedAt: string;
	/** Null for the first portion. */
	afterUserId: string | null;
	summary: PortionSummary;
}

/** What a portion says of itself: the Summary of its download, and what became of its rows. */
export interface PortionSummary {
	orgId: string;
	/** The last user of the portion; null in the last one. */
	resumeAfter: string | null;
	readKinds: LicenseKind[];
	unreadKinds: Array<{ licenseKind: LicenseKind; reason: string }>;
	leftOut: Array<{ what: string; reason: string }>;
	warnings: string[];
	calls: number;
	subscriptions: number;
	added: number;
	changed: number;
	removed: number;
	unchanged: number;
	licenses: LicenseCount[];
}

export interface CombineRequest {
	portions: readonly Portion[];
	/** The org that the profile reads now; null where that is not known. */
	orgId: string | null;
	profile: string;
	pools: readonly Pool[];
	/** Today's snapshots that are stored already. */
	snapshots: readonly StoredSnapshot[];
	now: Date;
	/** A run that made no progress for so long is not continued. */
	maxAgeHours: number;
}

const COUNTED = ['calls', 'subscriptions', 'added', 'changed', 'removed', 'unchanged'] as const;

export interface Combined extends Record<(typeof COUNTED)[number], number> {
	/** Why what is stored cannot be continued; null where it can. */
	startOver: string | null;
	isFinished: boolean;
	run: string | null;
	/** The number of the next portion, from 1 on. */
	number: number;
	startAfterUserId: string | null;
	orgId: string | null;
	/** Whether everything of all portions was read. */
	isComplete: boolean;
	/** The kinds that every portion read to the end. */
	readKinds: LicenseKind[];
	/** What a portion did not read, and why, each in a sentence. */
	notRead: string[];
	warnings: string[];
	/** Rows to store; empty until the run is finished. */
	snapshots: Snapshot[];
}

export function combinePortions(request: CombineRequest): Combined {
	const portions = [...request.portions].sort((a, b) => a.number - b.number);
	const startOver = portions.length === 0 ? null : whyNotContinued(portions, request);
	const usable = startOver === null ? portions : [];
	const summaries = usable.map(({ summary }) => summary);
	const last = usable.at(-1);
	const isFinished = last !== undefined && last.summary.resumeAfter === null;
	const readKinds = LICENSE_KINDS.filter(
		(kind) => summaries.length > 0 && summaries.every((one) => one.readKinds.includes(kind)),
	);
	const totals = Object.fromEntries(
		COUNTED.map((name) => [name, summaries.reduce((sum, one) => sum + one[name], 0)]),
	) as Record<(typeof COUNTED)[number], number>;
	return {
		startOver,
		isFinished,
		run: last?.run ?? null,
		number: usable.length + 1,
		startAfterUserId: last?.summary.resumeAfter ?? null,
		orgId: last?.summary.orgId ?? request.orgId,
		isComplete:
			isFinished &&
			summaries.every((one) => one.unreadKinds.length === 0 && one.leftOut.length === 0),
		readKinds,
		notRead: [...new Set(summaries.flatMap(notReadIn))],
		...totals,
		warnings: [...new Set(summaries.flatMap(({ warnings }) => warnings))],
		snapshots: isFinished
			? snapshotsOf({ ...request, readKinds, licenses: summaries.flatMap((one) => one.licenses) })
			: [],
	};
}

function notReadIn({ unreadKinds, leftOut }: PortionSummary): string[] {
	return [
		...unreadKinds.map(({ licenseKind, reason }) => `${KIND_LABELS[licenseKind]}: ${reason}`),
		...leftOut.map(({ what, reason }) => `${what}: ${reason}`),
	];
}

const HOUR_MS = 60 * 60 * 1000;

/** Portions that do not follow each other leave users out; those of another org are about other people. */
function whyNotContinued(
	portions: readonly Portion[],
	{ orgId, now, maxAgeHours }: CombineRequest,
): string | null {
	const [first] = portions;
	const expected = orgId ?? first.summary.orgId;
	let reached: string | null = null;
	for (const [index, { run, number, afterUserId, summary }] of portions.entries()) {
		if (run !== first.run) return `it holds portions of two runs (${first.run} and ${run})`;
		if (summary.orgId !== expected) {
			return `portion ${number} is of the org ${summary.orgId}, and the profile reads ${expected}`;
		}
		if (number !== index + 1) return `portion ${index + 1} is missing or stored twice`;
		if (afterUserId !== reached || (index > 0 && reached === null)) {
			return `portion ${number} starts after ${afterUserId ?? 'nobody'}, but the one before it ended with ${reached ?? 'the last user'}`;
		}
		const { resumeAfter } = summary;
		if (resumeAfter !== null && reached !== null && resumeAfter <= reached) {
			return `portion ${number} ends with ${resumeAfter}, before its own start`;
		}
		reached = resumeAfter;
	}
	const { endedAt } = portions[portions.length - 1];
	const age = now.getTime() - Date.parse(endedAt);
	if (!(Math.abs(age) <= maxAgeHours * HOUR_MS)) {
		return `its last portion is of ${endedAt}, more than ${maxAgeHours} hours ago`;
	}
	return null;
}
