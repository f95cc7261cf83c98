/** What is counted by the unit, as Consumption > Download returns it. */
export interface ConsumptionFact {
	kind: 'consumption';
	key: string;
	orgId: string | null;
	profile: string | null;
	source: string;
	name: string;
	allowed: number | null;
	used: number | null;
	/** At the end of the period. */
	forecast: number | null;
	/** Of Salesforce's own alerts, in percent. */
	alertThreshold: number | null;
	periodEndsAt: string | null;
	/** What the forecast costs beyond what is allowed. */
	overageCost: number | null;
	currency: string | null;
	/** Why there are no figures; null where there are. */
	missing: string | null;
}
