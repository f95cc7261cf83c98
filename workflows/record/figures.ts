import type {
	CandidateRow,
	JobResultRow,
	ProfileRow,
	SnapshotRow,
	SoftwareModelRow,
	SubscriptionRow,
} from '../storage/rows';

/** Figures from the stored rows, for both the record page and the digest. */
export const STATES: ReadonlyArray<[state: string, meaning: string]> = [
	['Attention Required', 'Cannot continue until the problem is fixed'],
	['Ready', 'Can be reclaimed'],
	['Awaiting User', 'The user is being asked'],
	['Awaiting Approval', 'The manager is being asked'],
	['Awaiting Revocation', 'Being reclaimed, or frozen until the grace period is over'],
	['Closed Complete', 'Reclaimed'],
	['Closed Skipped', 'Kept, given back, or already removed'],
	['Closed Canceled', 'Used again'],
];

export const isOpen = ({ state }: Pick<CandidateRow, 'state'>): boolean =>
	!state.startsWith('Closed');

interface LicenseKey {
	licenseKind: string;
	licenseIdentifier: string;
}

const keyOf = ({ licenseKind, licenseIdentifier }: LicenseKey) =>
	`${licenseKind}:${licenseIdentifier}`;

const sum = (numbers: Array<number | null>): number =>
	numbers.reduce<number>((total, one) => total + (one ?? 0), 0);

export interface Pool extends LicenseKey {
	licenseName: string | null;
	softwareModel: string | null;
	/** Rows stored now; the other figures come from the latest snapshot, and are null without one. */
	subscriptions: number;
	stale: number | null;
	total: number | null;
	used: number | null;
	potentialSaving: number | null;
	/** The software model assigned since the last refresh, not yet in the rows. */
	assignedSince: string | null;
}

export function pools(
	subscriptions: SubscriptionRow[],
	snapshots: SnapshotRow[],
	models: SoftwareModelRow[],
): Pool[] {
	const latest = latestDay(snapshots);
	const found = new Map<string, Pool>();
	for (const row of snapshots.filter(({ day }) => day === latest)) {
		const { licenseKind, licenseIdentifier, licenseName, softwareModel } = row;
		const { stale, total, used, potentialSaving } = row;
		found.set(keyOf(row), {
			...{ licenseKind, licenseIdentifier, licenseName, softwareModel },
			...{ stale, total, used, potentialSaving, subscriptions: 0, assignedSince: null },
		});
	}
	for (const row of subscriptions) {
		const { licenseKind, licenseIdentifier, licenseName, softwareModel } = row;
		const pool = found.get(keyOf(row)) ?? {
			...{ licenseKind, licenseIdentifier, licenseName, softwareModel, subscriptions: 0 },
			...{ stale: null, total: null, used: null, potentialSaving: null, assignedSince: null },
		};
		pool.subscriptions++;
		found.set(keyOf(row), pool);
	}
	for (const model of models) {
		const pool = found.get(keyOf(model));
		if (pool && pool.softwareModel !== model.softwareModel) {
			pool.assignedSince = model.softwareModel;
		}
	}
	return [...found.values()].sort(
		(one, other) =>
			other.subscriptions - one.subscriptions || keyOf(one).localeCompare(keyOf(other)),
	);
}

export function latestDay(snapshots: SnapshotRow[]): string {
	return snapshots.reduce((latest, { day }) => (day > latest ? day : latest), '');
}

export const unrecognized = (all: Pool[]): Pool[] =>
	all.filter(({ softwareModel }) => softwareModel === null || softwareModel === '');

export function byState(candidates: CandidateRow[]): Array<{
	state: string;
	meaning: string;
	count: number;
	saving: number;
}> {
	return STATES.map(([state, meaning]) => {
		const rows = candidates.filter((row) => row.state === state);
		return { state, meaning, count: rows.length, saving: sum(rows.map(({ saving }) => saving)) };
	});
}

export interface Savings {
	/** Of all open candidates. */
	potential: number;
	/** Of reclaimed seats, in the calendar year (UTC) of `now` and in total. */
	realizedThisYear: number;
	realized: number;
	/** Open or reclaimed candidates whose license has no price: not included in the sums above. */
	withoutPrice: number;
}

export function savings(candidates: CandidateRow[], now: string): Savings {
	const year = now.slice(0, 4);
	const open = candidates.filter(isOpen);
	const done = candidates.filter(({ state }) => state === 'Closed Complete');
	const saved = (rows: CandidateRow[]) => sum(rows.map(({ saving }) => saving));
	return {
		potential: saved(open),
		realizedThisYear: saved(done.filter(({ closedAt }) => closedAt?.startsWith(year))),
		realized: saved(done),
		withoutPrice: [...open, ...done].filter(({ saving }) => saving === null).length,
	};
}

export interface Day {
	day: string;
	assigned: number;
	stale: number;
	potentialSaving: number;
}

/** All licenses added up by day, the oldest first. */
export function trend(snapshots: SnapshotRow[]): Day[] {
	const days = new Map<string, SnapshotRow[]>();
	for (const row of snapshots) days.set(row.day, [...(days.get(row.day) ?? []), row]);
	return [...days]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([day, rows]) => ({
			day,
			assigned: sum(rows.map(({ assigned }) => assigned)),
			stale: sum(rows.map(({ stale }) => stale)),
			potentialSaving: sum(rows.map(({ potentialSaving }) => potentialSaving)),
		}));
}

export interface ScheduledJob {
	name: string;
	last: JobResultRow | undefined;
}

/** Names as the workflow "Run a Job" writes them. */
export function scheduledJobs(profile: ProfileRow, results: JobResultRow[]): ScheduledJob[] {
	const names: Array<[job: string, name: string]> = [
		['refresh', `Refresh ${profile.displayName} Subscriptions`],
		['identify', `Identify new reclamation candidates of ${profile.displayName}`],
		['update', `Update existing reclamation candidates of ${profile.displayName}`],
	];
	if (profile.autoReclaim === true) {
		names.push(['reclaim', `Reclaim candidates of ${profile.displayName}`]);
	}
	return names.map(([job, name]) => ({
		name,
		last: newestFirst(results).find((result) => result.job === job && result.status !== 'Skipped'),
	}));
}

export function newestFirst<T extends { id: number }>(rows: T[]): T[] {
	return [...rows].sort((one, other) => other.id - one.id);
}
