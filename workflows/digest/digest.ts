import { plural } from '../../nodes/SalesforceLicenses/licensing/model/plural';
import { isOpen, newestFirst, savings, trend } from '../record/figures';
import type { CandidateRow, JobResultRow, ProfileRow, SnapshotRow } from '../storage/rows';

/** The content of the digest of a profile; digestMail.ts and digestSlack.ts format it. */
export interface Digest {
	profile: string;
	org: string | null;
	open: number;
	potential: number;
	realizedThisYear: number;
	/** The number of days that the digest covers. */
	days: number;
	found: number;
	reclaimed: number;
	attention: number;
	assigned: Change;
	stale: Change;
	pools: PoolWarning[];
	top: CandidateRow[];
	failures: JobResultRow[];
	/** Why the pools could not be read; empty when they were read. */
	poolsError: string;
}

/** The figure now, and how much it has changed; null where there is no snapshot that old. */
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
	/** Days to look back, percent of a pool in use that counts as nearly full, days before an expiry, findings to list. */
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
		// A pool without seats is not full, and a pool that is not used at all needs no warning.
		if (total !== null && total > 0 && (used / total) * 100 >= nearlyFullPercent) {
			const percent = Math.floor((used / total) * 100);
			warnings.push({
				name,
				text: `${amount(used)} of ${plural(total, 'seat')} used (${percent} %)`,
			});
		}
		if (expiresAt !== null && used > 0) {
			const left = Math.ceil((Date.parse(expiresAt) - Date.parse(now)) / DAY_MS);
			const day = expiresAt.slice(0, 10);
			if (left < 0)
				warnings.push({ name, text: `expired on ${day}, with ${plural(used, 'seat')} in use` });
			else if (left <= expiresWithinDays) {
				warnings.push({
					name,
					text: `expires on ${day}, ${left === 0 ? 'today' : `in ${plural(left, 'day')}`}, with ${plural(used, 'seat')} in use`,
				});
			}
		}
	}
	return warnings;
}

/** The subject line sums up the digest. */
export function subject({ profile, open, potential, pools, failures }: Digest): string {
	const parts = [
		plural(open, 'open candidate'),
		`${amount(potential)} in possible savings per year`,
	];
	if (pools.length > 0) parts.push(plural(pools.length, 'license warning'));
	if (failures.length > 0) parts.push(plural(failures.length, 'failed job'));
	return `${profile} Salesforce licenses: ${parts.join(', ')}`;
}

/** The figures that every channel shows, in this order. */
export function facts(of: Digest): Array<[name: string, value: string]> {
	const changed = ({ now, by }: Change) =>
		now === null
			? 'no snapshot yet'
			: `${amount(now)}${by === null ? '' : ` (${by > 0 ? '+' : ''}${amount(by)} in ${plural(of.days, 'day')})`}`;
	return [
		['Open candidates', amount(of.open)],
		['Possible savings per year', amount(of.potential)],
		['Saved this year (per year)', amount(of.realizedThisYear)],
		[`Found in the last ${plural(of.days, 'day')}`, amount(of.found)],
		[`Reclaimed in the last ${plural(of.days, 'day')}`, amount(of.reclaimed)],
		['Needing attention', amount(of.attention)],
		['Subscriptions', changed(of.assigned)],
		['Unused subscriptions', changed(of.stale)],
	];
}

export const amount = (value: number): string => value.toLocaleString('en-US');

/** A finding in four cells: user, license, reason and saving. */
export const finding = (row: CandidateRow): [string, string, string, string] => [
	row.name ?? row.username ?? `Candidate ${row.id}`,
	row.licenseName ?? row.licenseIdentifier,
	row.reason ?? row.justification ?? row.state,
	row.saving === null ? '–' : amount(row.saving),
];
