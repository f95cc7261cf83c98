import type { OrgConnection } from '../client/orgConnection';
import type { Consumption, ConsumptionContext } from '../../licensing/model/usage/consumption';
import { describeConsumption } from '../../licensing/model/usage/consumption';
import type { Price } from '../../licensing/model/prices';
import { featureMetricsQuery, tenantUsageQuery } from './queries';
import { queryAll, readIfPossible } from '../query/query';
import { featureMetricRecord, tenantUsageRecord } from '../schema/records';
import { FEATURE_LICENSES } from '../schema/schema';
import { readPools } from './pools';
import { readActiveCounts } from './activeCounts';
import { readDigitalWallet } from './digitalWallet';
import { readUtilizationAlerts } from './utilizationAlerts';

export const MORE_CONSUMPTION = ['alerts', 'digitalWallet'] as const;

export interface ConsumptionChoice {
	/** What is read besides, where the org offers it. */
	more: ReadonlyArray<(typeof MORE_CONSUMPTION)[number]>;
	/** Prices of a unit. */
	prices: readonly Price[];
	/** Also a row for each source of units that was not read, which says why. */
	withMissing: boolean;
}

/** Usage-based entitlements, what was asked for besides, then Salesforce's own count of active users of each pool. */
export async function readConsumption(
	connection: OrgConnection,
	{ more, prices, withMissing }: ConsumptionChoice,
): Promise<Consumption[]> {
	const context = { orgId: connection.orgId, now: connection.now, prices };
	const { report } = connection.client;
	const units = async (source: keyof typeof NAMES, read: typeof readEntitlements) => {
		const before = new Set(report.warnings);
		const rows = await read(connection, context);
		const said = report.warnings.filter((warning) => !before.has(warning));
		if (!withMissing || said.length === 0) return rows;
		return [...rows, missingRow(context, source, said)];
	};
	return [
		...(await units('TenantUsageEntitlement', readEntitlements)),
		...(more.includes('alerts')
			? await units('TenantConsumptionAlert', readUtilizationAlerts)
			: []),
		...(more.includes('digitalWallet') ? await units('DigitalWallet', readDigitalWallet) : []),
		...(await readPoolMetrics(connection, context)),
		...(await readFeatureMetrics(connection, context)),
	];
}

/** In the words of the sources' own warnings. */
function missingRow(
	context: ConsumptionContext,
	source: keyof typeof NAMES,
	said: readonly string[],
): Consumption {
	return describeConsumption(context, source, {
		...{ id: 'missing', identifier: source, name: NAMES[source], allowed: null, used: null },
		missing: said.map((text) => text.replace(/^Skipped: /, '')).join(' '),
	});
}

const NAMES = {
	TenantUsageEntitlement: 'Usage-based entitlements',
	TenantConsumptionAlert: 'Utilization alerts',
	DigitalWallet: 'Digital Wallet',
} as const;

async function readEntitlements(
	{ client }: OrgConnection,
	context: ConsumptionContext,
): Promise<Consumption[]> {
	const rows = await readIfPossible(
		client,
		'Usage-based entitlements (TenantUsageEntitlement; needs "View Setup and Configuration")',
		async () => await queryAll(client, tenantUsageQuery, tenantUsageRecord),
	);
	return (rows ?? []).map((row) =>
		describeConsumption(context, 'TenantUsageEntitlement', {
			id: row.Id,
			identifier: row.Setting,
			name: row.MasterLabel ?? row.Setting,
			allowed: row.CurrentAmountAllowed,
			used: row.AmountUsed,
			frequency: row.Frequency,
			startsAt: row.StartDate,
			endsAt: row.EndDate,
			measuredAt: row.UsageDate,
		}),
	);
}

async function readPoolMetrics(
	connection: OrgConnection,
	context: ConsumptionContext,
): Promise<Consumption[]> {
	const { client } = connection;
	const sources = {
		userLicense: 'ActiveProfileMetric',
		permissionSetLicense: 'ActivePermSetLicenseMetric',
	} as const;
	const pools = await readPools(connection, ['userLicense', 'permissionSetLicense']);
	const rows: Consumption[] = [];
	for (const kind of ['userLicense', 'permissionSetLicense'] as const) {
		const counts = await readActiveCounts(client, kind);
		for (const { id, license } of pools.get(kind)?.values() ?? []) {
			const count = counts.get(id);
			if (count === undefined) continue;
			rows.push(
				describeConsumption(context, sources[kind], {
					id,
					identifier: license.licenseIdentifier,
					name: license.licenseName,
					allowed: license.total,
					used: license.used,
					activeUsers30Days: count.users,
					measuredAt: count.date,
				}),
			);
		}
	}
	return rows;
}

async function readFeatureMetrics(
	{ client }: OrgConnection,
	context: ConsumptionContext,
): Promise<Consumption[]> {
	const metrics = await readIfPossible(
		client,
		'Totals of feature licenses (ActiveFeatureLicenseMetric)',
		async () => await queryAll(client, featureMetricsQuery, featureMetricRecord),
	);
	const newest = new Map<string, NonNullable<typeof metrics>[number]>();
	for (const row of metrics ?? []) {
		const known = newest.get(row.FeatureType);
		if (known === undefined || (row.MetricsDate ?? '') > (known.MetricsDate ?? '')) {
			newest.set(row.FeatureType, row);
		}
	}
	return [...newest.values()].map((row) =>
		describeConsumption(context, 'ActiveFeatureLicenseMetric', {
			id: row.FeatureType,
			identifier: row.FeatureType,
			name: FEATURE_LICENSES[row.FeatureType] ?? row.FeatureType,
			allowed: row.TotalLicenseCount,
			used: row.AssignedUserCount,
			activeUsers30Days: row.ActiveUserCount ?? null,
			measuredAt: row.MetricsDate,
		}),
	);
}
