import { foldName } from '../closest';
import type { Price } from '../prices';
import type { UsagePeriod } from './usagePeriod';
import { forecastAt, usagePeriod } from './usagePeriod';

/** The use of something that is counted, as a flat row. */
export interface Consumption {
	consumptionKey: string;
	orgId: string;
	/** The Salesforce list that the row comes from. */
	source: string;
	identifier: string;
	name: string;
	/** Null if unlimited or unknown. */
	allowed: number | null;
	used: number | null;
	/** Share in use, 0 to 1 (and above). */
	utilization: number | null;
	/** Use at the end of the period, if it continues as it has so far; null where that is not known. */
	forecast: number | null;
	forecastUtilization: number | null;
	/** The highest threshold that Salesforce has raised an alert for, in percent; null where there is none. */
	alertThreshold: number | null;
	alertAt: string | null;
	/** Of one unit beyond what is allowed. */
	price: number | null;
	currency: string | null;
	/** Units of the forecast beyond what is allowed, and what they cost. */
	overage: number | null;
	overageCost: number | null;
	activeUsers30Days: number | null;
	frequency: string | null;
	periodStartsAt: string | null;
	periodEndsAt: string | null;
	startsAt: string | null;
	endsAt: string | null;
	measuredAt: string | null;
	/** Why there are no figures, in a sentence, where the row only says that the source was not read; else null. */
	missing: string | null;
}

type Reading = Pick<Consumption, 'identifier' | 'name' | 'allowed' | 'used'> & {
	id: string;
} & Partial<
		Pick<
			Consumption,
			| 'activeUsers30Days'
			| 'frequency'
			| 'startsAt'
			| 'endsAt'
			| 'measuredAt'
			| 'alertThreshold'
			| 'alertAt'
			| 'missing'
		>
	>;

export interface ConsumptionContext {
	orgId: string;
	now: Date;
	/** Prices of a unit. */
	prices: readonly Price[];
}

export function describeConsumption(
	{ orgId, now, prices }: ConsumptionContext,
	source: string,
	reading: Reading,
): Consumption {
	const { id, identifier, name, allowed, used } = reading;
	const [frequency, startsAt, endsAt] = [
		reading.frequency ?? null,
		reading.startsAt ?? null,
		reading.endsAt ?? null,
	];
	const period = usagePeriod(frequency, startsAt, endsAt, now);
	const forecast = forecastAt(period, used, now);
	const priced = priceOfUnit(prices, reading);
	const overage = forecast === null || allowed === null ? null : round(forecast - allowed, 2);
	const beyond = overage === null ? null : Math.max(0, overage);
	return {
		name,
		...{ used, allowed, utilization: shareOf(used, allowed) },
		...{ forecast, forecastUtilization: shareOf(forecast, allowed) },
		...{ alertThreshold: reading.alertThreshold ?? null, alertAt: reading.alertAt ?? null },
		...{ price: priced?.price ?? null, currency: priced?.currency ?? null, overage: beyond },
		overageCost: beyond === null || priced === null ? null : round(beyond * priced.price, 2),
		activeUsers30Days: reading.activeUsers30Days ?? null,
		frequency,
		...daysOf(period),
		...{ startsAt, endsAt, measuredAt: reading.measuredAt ?? null },
		missing: reading.missing ?? null,
		...{ source, identifier, consumptionKey: [orgId, source, id].join(':'), orgId },
	};
}

const round = (value: number, digits: number) => Math.round(value * 10 ** digits) / 10 ** digits;

/** Zero seats of something are not a share of it. */
function shareOf(used: number | null, allowed: number | null): number | null {
	return allowed === null || allowed <= 0 || used === null ? null : round(used / allowed, 4);
}

const daysOf = (period: UsagePeriod | null) => ({
	periodStartsAt: period?.from.toISOString() ?? null,
	periodEndsAt: period?.to.toISOString() ?? null,
});

/** By identifier, else by name. A price with a kind is one of a license. */
function priceOfUnit(prices: readonly Price[], { identifier, name }: Reading): Price | null {
	const units = prices.filter(({ kind }) => kind === null);
	for (const wanted of [identifier, name].map(foldName)) {
		const found = units.find((one) => foldName(one.identifier) === wanted);
		if (found !== undefined) return found;
	}
	return null;
}
