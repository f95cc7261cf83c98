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
	activeUsers30Days: number | null;
	frequency: string | null;
	startsAt: string | null;
	endsAt: string | null;
	measuredAt: string | null;
}

type Reading = Pick<Consumption, 'identifier' | 'name' | 'allowed' | 'used'> & {
	id: string;
} & Partial<
		Pick<Consumption, 'activeUsers30Days' | 'frequency' | 'startsAt' | 'endsAt' | 'measuredAt'>
	>;

export function describeConsumption(orgId: string, source: string, reading: Reading): Consumption {
	const { id, identifier, name, allowed, used } = reading;
	const share = allowed === null || allowed <= 0 || used === null ? null : used / allowed;
	return {
		name,
		used,
		allowed,
		utilization: share === null ? null : Math.round(share * 1e4) / 1e4,
		activeUsers30Days: reading.activeUsers30Days ?? null,
		frequency: reading.frequency ?? null,
		startsAt: reading.startsAt ?? null,
		endsAt: reading.endsAt ?? null,
		measuredAt: reading.measuredAt ?? null,
		source,
		identifier,
		consumptionKey: [orgId, source, id].join(':'),
		orgId,
	};
}
