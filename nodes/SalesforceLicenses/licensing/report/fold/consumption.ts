import type { ConsumptionFact } from '../consumptionFact';

/** What is counted by the unit. Salesforce's counts of active users are about seats, and stand elsewhere. */
const SOURCES: ReadonlySet<string> = new Set([
	'TenantUsageEntitlement',
	'TenantConsumptionAlert',
	'DigitalWallet',
]);

export class ConsumptionFold {
	doubled = 0;
	private readonly rows = new Map<string, ConsumptionFact>();

	add(fact: ConsumptionFact): void {
		if (!SOURCES.has(fact.source)) return;
		if (this.rows.has(fact.key)) this.doubled++;
		else this.rows.set(fact.key, fact);
	}

	/** Sources that were not read, or that the org does not offer. */
	missing(): ConsumptionFact[] {
		return this.all((fact) => fact.missing !== null).sort((a, b) => a.name.localeCompare(b.name));
	}

	/** What runs out first, then what has an alert. */
	list(): ConsumptionFact[] {
		return this.all((fact) => fact.missing === null).sort(
			(a, b) =>
				shareOf(b) - shareOf(a) ||
				(b.alertThreshold ?? 0) - (a.alertThreshold ?? 0) ||
				a.name.localeCompare(b.name),
		);
	}

	private all(is: (fact: ConsumptionFact) => boolean): ConsumptionFact[] {
		return [...this.rows.values()].filter(is);
	}
}

/** The share that is expected at the end of the period, else the share that is used. */
export function shareOf({ forecast, used, allowed }: ConsumptionFact): number {
	const units = forecast ?? used;
	return units === null || allowed === null || allowed <= 0 ? 0 : units / allowed;
}

/** All of it will be used, or Salesforce has raised an alert. */
export const isShort = (fact: ConsumptionFact): boolean =>
	shareOf(fact) >= 1 || fact.alertThreshold !== null;
