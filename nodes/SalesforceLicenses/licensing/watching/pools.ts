import type { License } from '../model/licenses';
import type { PoolEvent } from './events';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface PoolLimits {
	/** Low when fewer seats than this are free. */
	minAvailable: number;
	/** Low when more than this share of the pool is in use, 0 to 100. */
	maxUtilizationPercent: number;
	expiresWithinDays: number;
}

/**
 * What is remembered about one pool. `low` and `over` are days since 1970: positive while the state lasts,
 * negative for the day it was last reported, 0 for never.
 */
export interface PoolMemory {
	low: number;
	over: number;
	/** The expiry that was reported, or seen by the first poll. */
	expiry: string | null;
	unrecognized: boolean;
}

export const UNSEEN: PoolMemory = { low: 0, over: 0, expiry: null, unrecognized: false };

/** A disabled or expired pool assigns no seat, however many it has. */
const gives = ({ status }: License) => !/^(disabled|expired)$/i.test(status);

function isLow(license: License, limits: PoolLimits): boolean {
	const { total, used, available } = license;
	if (total === null || available === null || used === 0 || !gives(license)) return false;
	return (
		available < limits.minAvailable ||
		(total > 0 && (used / total) * 100 > limits.maxUtilizationPercent)
	);
}

const expiresSoon = ({ expiresAt }: License, { expiresWithinDays }: PoolLimits, now: Date) =>
	expiresAt !== null && Date.parse(expiresAt) <= now.getTime() + expiresWithinDays * DAY_MS;

/**
 * What happened to a pool since the last check, and what to remember about it. A pool that goes up and
 * down across its limit is reported once a day, also if the clock was a day ahead when it was. An expiry
 * is reported once, whatever the clock does.
 *
 * @param since the last poll: a pool that expired before it is not about to expire
 */
export function poolChanges(
	license: License,
	before: PoolMemory,
	limits: PoolLimits,
	now: Date,
	since: Date,
): { events: Array<{ event: PoolEvent; occasion: string }>; after: PoolMemory } {
	const events: Array<{ event: PoolEvent; occasion: string }> = [];
	const today = Math.floor(now.getTime() / DAY_MS);
	const crossed = (event: PoolEvent, isSo: boolean, told: number): number => {
		if (!isSo) return told > 0 ? -told : told;
		if (told > 0) return told;
		if (-told >= today) return today;
		events.push({ event, occasion: now.toISOString().slice(0, 10) });
		return today;
	};
	const low = crossed('poolLow', isLow(license, limits), before.low);
	const over = crossed('poolOverAllocated', license.isOverAllocated, before.over);

	let { expiry } = before;
	const { expiresAt } = license;
	if (expiresAt !== null && expiresAt !== expiry && expiresSoon(license, limits, now)) {
		if (Date.parse(expiresAt) > since.getTime())
			events.push({ event: 'licenseExpiring', occasion: expiresAt.slice(0, 10) });
		expiry = expiresAt;
	}
	const unrecognized = license.softwareModel === null;
	if (unrecognized && !before.unrecognized)
		events.push({ event: 'identifierUnrecognized', occasion: '' });
	return { events, after: { low, over, expiry, unrecognized } };
}
