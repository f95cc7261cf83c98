import type { OrgConnection } from '../client/orgConnection';
import type { Consumption, ConsumptionContext } from '../../licensing/model/usage/consumption';
import { describeConsumption } from '../../licensing/model/usage/consumption';
import { queryAll, readIfPossible } from '../query/query';
import { utilizationAlertRecord } from '../schema/digitalWallet';
import { ALERTS_API_VERSION, utilizationAlertsQuery } from './queries';

/** Object Reference, TenantConsumptionAlert, as production orgs have it: TriggerValue is a percentage then. */
const PERCENT = 'ThresholdPercent';

/**
 * What Salesforce itself has raised an alert for, one row for each target. Salesforce raises one alert for each
 * threshold and leaves the earlier ones active, so the highest counts.
 */
export async function readUtilizationAlerts(
	{ client }: OrgConnection,
	context: ConsumptionContext,
): Promise<Consumption[]> {
	const what = 'Utilization alerts (TenantConsumptionAlert)';
	if (!client.supports(ALERTS_API_VERSION)) {
		client.report.warn(
			`Skipped: ${what} need API version ${ALERTS_API_VERSION} (Summer '26), which this org does not have yet.`,
		);
		return [];
	}
	const rows = await readIfPossible(
		client,
		what,
		async () => await queryAll(client, utilizationAlertsQuery, utilizationAlertRecord),
	);
	const active = (rows ?? []).filter((row) => row.AlertStatus === 'Active');
	const targets = Map.groupBy(active, (row) =>
		[row.AlertScope, row.AlertSubScope1, row.AlertSubScope2].filter(Boolean).join(' > '),
	);
	return [...targets].map(([target, alerts]) => {
		const percents = alerts.filter((row) => row.TriggerType === PERCENT);
		const highest = percents.reduce<(typeof percents)[number] | null>(
			(most, row) => ((row.TriggerValue ?? 0) > (most?.TriggerValue ?? -1) ? row : most),
			null,
		);
		const latest = highest ?? alerts[0];
		return describeConsumption(context, 'TenantConsumptionAlert', {
			...{ id: target, identifier: alerts[0].AlertScope, name: target },
			...{ allowed: null, used: null },
			alertThreshold: highest?.TriggerValue ?? null,
			alertAt: latest.AlertTimestamp,
			measuredAt: latest.AlertTimestamp,
		});
	});
}
