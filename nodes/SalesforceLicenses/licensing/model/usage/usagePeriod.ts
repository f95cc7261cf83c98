/** The period for which an entitlement is counted, and what its use comes to at the end. */

export interface UsagePeriod {
	from: Date;
	/** The first moment of the next period. */
	to: Date;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Object Reference, TenantUsageEntitlement: Frequency. */
const DAYS: Readonly<Record<string, number>> = { Daily: 1, Weekly: 7, Fortnightly: 14 };
const MONTHS: Readonly<Record<string, number>> = { Monthly: 1, Quarterly: 3, Yearly: 12 };

/**
 * Salesforce says how often an entitlement is renewed and when it began, but not its current period: it is counted from
 * the beginning. Null before it began, after it ended, and where the frequency is none that Salesforce documents.
 */
export function usagePeriod(
	frequency: string | null,
	startsAt: string | null,
	endsAt: string | null,
	now: Date,
): UsagePeriod | null {
	const start = Date.parse(startsAt ?? '');
	// An end is a day, and that day still belongs to it.
	const end = endsAt === null ? null : Date.parse(endsAt) + DAY_MS;
	if (Number.isNaN(start) || now.getTime() < start) return null;
	if (end !== null && (Number.isNaN(end) || now.getTime() >= end)) return null;
	const found = stretch(frequency, new Date(start), end, now);
	if (found === null) return null;
	const to = end === null ? found.to : new Date(Math.min(end, found.to.getTime()));
	return { from: found.from, to };
}

function stretch(
	frequency: string | null,
	start: Date,
	end: number | null,
	now: Date,
): UsagePeriod | null {
	if (frequency === 'Once') return end === null ? null : { from: start, to: new Date(end) };
	const days = Object.hasOwn(DAYS, frequency ?? '') ? DAYS[frequency ?? ''] : null;
	if (days !== null) {
		const length = days * DAY_MS;
		const from = start.getTime() + Math.floor((now.getTime() - start.getTime()) / length) * length;
		return { from: new Date(from), to: new Date(from + length) };
	}
	const months = Object.hasOwn(MONTHS, frequency ?? '') ? MONTHS[frequency ?? ''] : null;
	if (months === null) return null;
	const passed =
		(now.getUTCFullYear() - start.getUTCFullYear()) * 12 + now.getUTCMonth() - start.getUTCMonth();
	let count = Math.floor(passed / months);
	if (plusMonths(start, count * months) > now) count--;
	return { from: plusMonths(start, count * months), to: plusMonths(start, (count + 1) * months) };
}

/** A month after January 31 is the last day of February. */
function plusMonths(start: Date, months: number): Date {
	const first = new Date(start);
	first.setUTCDate(1);
	first.setUTCMonth(first.getUTCMonth() + months);
	const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
	first.setUTCDate(Math.min(start.getUTCDate(), lastDay.getUTCDate()));
	return first;
}

/** Before a tenth of the period has passed, one busy day would make any forecast. */
const LEAST_SHARE = 0.1;

/** The use at the end of the period, if it continues as it has so far. */
export function forecastAt(
	period: UsagePeriod | null,
	used: number | null,
	now: Date,
): number | null {
	if (period === null || used === null) return null;
	const [from, to] = [period.from.getTime(), period.to.getTime()];
	const share = (now.getTime() - from) / (to - from);
	return share < LEAST_SHARE ? null : Math.round((used / share) * 100) / 100;
}
