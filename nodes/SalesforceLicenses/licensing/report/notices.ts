import { formatCount, plural } from '../model/plural';
import type { ProfileFact } from './facts';
import type { SeatFold } from './fold/seats';
import { orgNamesOf } from './lines';
import type { PoolNotice, ReportSettings } from './report';
import { day } from './words';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Pools that are nearly full, over, expired or about to expire; the most urgent first. */
export function noticesOf(
	seats: SeatFold,
	profiles: readonly ProfileFact[],
	{ nearlyFullPercent, expiresWithinDays }: ReportSettings,
	now: Date,
): PoolNotice[] {
	const orgName = orgNamesOf(profiles);
	const notices: Array<PoolNotice & { rank: number }> = [];
	for (const pool of seats.pools.values()) {
		const { total, used, expiresAt } = pool;
		if (used === null) continue;
		const name = pool.licenseName ?? pool.licenseIdentifier;
		const org = orgName(pool.orgId);
		const add = (kind: PoolNotice['kind'], rank: number, text: string) =>
			notices.push({ name, org, kind, text, rank });
		// A pool without seats is not full, and a pool that is not used at all needs no warning.
		if (total !== null && used > total) {
			add('over', 1, `${formatCount(used)} seats used, but ${formatCount(total)} owned`);
		} else if (total !== null && total > 0 && (used / total) * 100 >= nearlyFullPercent) {
			const percent = Math.floor((used / total) * 100);
			add('nearlyFull', 3, `${formatCount(used)} of ${plural(total, 'seat')} used (${percent}%)`);
		}
		if (expiresAt === null || used === 0) continue;
		const left = Math.ceil((Date.parse(expiresAt) - now.getTime()) / DAY_MS);
		const inUse = `with ${plural(used, 'seat')} in use`;
		const on = day(expiresAt);
		if (left < 0) add('expired', 0, `expired on ${on}, ${inUse}`);
		else if (left <= expiresWithinDays) {
			add(
				'expires',
				2,
				`expires on ${on}, ${left === 0 ? 'today' : `in ${plural(left, 'day')}`}, ${inUse}`,
			);
		}
	}
	return notices
		.sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name))
		.map(({ name, org, kind, text }) => ({ name, org, kind, text }));
}
