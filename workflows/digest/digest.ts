import { isOpen, newestFirst, savings, trend } from '../record/figures';
import type { CandidateRow, JobResultRow, ProfileRow, SnapshotRow } from '../storage/rows';

/** What a digest tells about a profile; how it looks in a mail or in Slack is decided elsewhere. */
export interface Digest {
	profile: string;
	org: string | null;
	open: number;
	potential: number;
	realizedThisYear: number;
	/** In the days that the digest is about. */
	days: number;
	found: number;
	reclaimed: number;
	attention: number;
	assigned: Change;
	stale: Change;
	pools: PoolWarning[];
	top: CandidateRow[];
	failures: JobResultRow[];
	/** Why the pools could not be looked at; empty when they were. */
	poolsError: string;
}

/** Now, and by how much it has changed; null where no snapshot is as old as that. */
export interface Change {
	now: number | null;
	by: number | null;
}

export interface PoolWarning {
	name: string;
	text: string;
}

/** As License > Get Many reads it from the org. */
export interface LicenseNow {
	licenseIdentifier: string;
	licenseName: string | null;
	softwareModel: string | null;
	total: number | null;
	used: number;
	expiresAt: string | null;
}

export interface DigestInput {
	profile: ProfileRow;
	candidates: CandidateRow[];
	jobResults: JobResultRow[];
	snapshots: SnapshotRow[];
	licenses: LicenseNow[];
	poolsError: string;
	now: string;
	/** Days that the digest looks back, share of a pool in use that counts as full, days before an expiry, findings. */
	days: number;
	nearlyFullPercent: number;
	expiresWithinDays: number;
	topFindings: number;
}

const DAY_MS = 86_400_000;

export function digest(input: DigestInput): Digest {
	const { profile, candidates, now, days } = input;
	const since = new Date(Date.parse(now) - days * DAY_MS).toISOString();
	const recently = (at: string | null) => at !== null && at >= since;
	const open = candidates.filter(isOpen);
	const { potential, realizedThisYear } = savings(candidates, now);
	const daily = trend(input.snapshots);
	const latest = daily.at(-1);
	const before = daily.filter(({ day }) => day <= since.slice(0, 10)).at(-1);
	const change = (of: 'assigned' | 'stale'): Change => ({
		now: latest?.[of] ?? null,
		by: latest && before ? latest[of] - before[of] : null,
	});
	const bySaving = newestFirst(open).sort((one, other) => (other.saving ?? 0) - (one.saving ?? 0));
	return {
		...{ profile: profile.displayName, org: profile.orgName, days },
		...{ open: open.length, potential, realizedThisYear },
		found: candidates.filter(({ openedAt }) => recently(openedAt)).length,
		reclaimed: candidates.filter(
			({ state, closedAt }) => state === 'Closed Complete' && recently(closedAt),
		).length,
		attention: open.filter(({ state }) => state === 'Attention Required').length,
		assigned: change('assigned'),
		stale: change('stale'),
		pools: poolWarnings(input),
		top: bySaving.slice(0, input.topFindings),
		failures: newestFirst(input.jobResults).filter(
			({ status, startedAt }) => ['Failed', 'Interrupted'].includes(status) && recently(startedAt),
		),
		poolsError: input.poolsError,
	};
}

function poolWarnings({ licenses, now, nearlyFullPercent, expiresWithinDays }: DigestInput) {
	const warnings: PoolWarning[] = [];
	for (const license of licenses) {
		const { total, used, expiresAt, softwareModel, licenseName, licenseIdentifier } = license;
		const name = licenseName ?? softwareModel ?? licenseIdentifier;
		// Nothing bought is not full, and pools that are not used at all need nobody's attention.
		if (total !== null && total > 0 && (used / total) * 100 >= nearlyFullPercent) {
			const percent = Math.floor((used / total) * 100);
			warnings.push({ name, text: `${used} of ${total} seats are used (${percent} %)` });
		}
		if (expiresAt !== null && used > 0) {
			const left = Math.ceil((Date.parse(expiresAt) - Date.parse(now)) / DAY_MS);
			const day = expiresAt.slice(0, 10);
			if (left < 0) warnings.push({ name, text: `expired on ${day}, with ${used} seats in use` });
			else if (left <= expiresWithinDays) {
				warnings.push({
					name,
					text: `expires on ${day}, in ${left} days, with ${used} seats in use`,
				});
			}
		}
	}
	return warnings;
}

/** One line for whoever reads no further. */
export function subject({ profile, open, potential, pools, failures }: Digest): string {
	const parts = [counted(open, 'open candidate'), `${amount(potential)} a year to save`];
	if (pools.length > 0) parts.push(`${counted(pools.length, 'warning')} about licenses`);
	if (failures.length > 0) parts.push(counted(failures.length, 'failed job'));
	return `Salesforce licenses of ${profile}: ${parts.join(', ')}`;
}

/** The figures that every channel shows, in order. */
export function facts(of: Digest): Array<[name: string, value: string]> {
	const changed = ({ now, by }: Change) =>
		now === null
			? 'no snapshot yet'
			: `${amount(now)}${by === null ? '' : ` (${by > 0 ? '+' : ''}${amount(by)} in ${of.days} days)`}`;
	return [
		['Open candidates', amount(of.open)],
		['Potential saving, a year', amount(of.potential)],
		['Realized this year', amount(of.realizedThisYear)],
		[`Found in ${of.days} days`, amount(of.found)],
		[`Reclaimed in ${of.days} days`, amount(of.reclaimed)],
		['Attention required', amount(of.attention)],
		['Subscriptions', changed(of.assigned)],
		['Stale', changed(of.stale)],
	];
}

const counted = (count: number, thing: string) =>
	`${amount(count)} ${thing}${count === 1 ? '' : 's'}`;

export const amount = (value: number): string => value.toLocaleString('en-US');

/** Who, what, why, how much: a finding in four cells. */
export const finding = (row: CandidateRow): [string, string, string, string] => [
	row.name ?? row.username ?? `Candidate ${row.id}`,
	row.licenseName ?? row.licenseIdentifier,
	row.reason ?? row.justification ?? row.state,
	row.saving === null ? '–' : amount(row.saving),
];
