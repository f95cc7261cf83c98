import type { Row } from '../org';
import { FLAG } from '../rules/seatCounts';
import type { Seeding } from './seedOrg';

/**
 * Object Reference, ActiveFeatureLicenseMetric and similar objects: active users logged in during the last
 * 30 days.
 */
const ACTIVE_DAYS = 30;

interface Count {
	AssignedUserCount: number;
	ActiveUserCount: number;
}

/** Salesforce's own counts of the last two days, and the usage-based entitlements. */
export function seedMetrics(seeding: Seeding): void {
	const { org, staff, catalog } = seeding;
	const since = staff.ago(ACTIVE_DAYS);
	const isActive = (user: Row | undefined) =>
		user?.IsActive === true && String(user.LastLoginDate ?? '') >= since;
	const count = (users: Iterable<Row | undefined>): Count => {
		const counts = { AssignedUserCount: 0, ActiveUserCount: 0 };
		for (const user of users) {
			counts.AssignedUserCount++;
			if (isActive(user)) counts.ActiveUserCount++;
		}
		return counts;
	};
	const table = org.table('User');
	const byFlag = new Map<string, Row[]>();
	const byProfile = new Map<unknown, Row[]>();
	const flags = Object.keys(org.types.User.fields).filter((name) => name.startsWith(FLAG));
	for (const user of table.values()) {
		for (const flag of flags) if (user[flag] === true) add(byFlag, flag, user);
		add(byProfile, user.ProfileId, user);
	}
	for (const flag of flags) {
		const TotalLicenseCount = Math.ceil(table.size / 2) + 5;
		org.seats.featureTotals.set(flag, TotalLicenseCount);
		const counts = count(byFlag.get(flag) ?? []);
		for (const age of [2, 1]) {
			org.insert('ActiveFeatureLicenseMetric', {
				FeatureType: flag.slice(FLAG.length),
				MetricsDate: staff.day(age),
				TotalLicenseCount,
				...counts,
			});
		}
	}
	const holders = new Map<unknown, Row[]>();
	for (const row of org.table('PermissionSetLicenseAssign').values())
		add(holders, row.PermissionSetLicenseId, table.get(String(row.AssigneeId)) as Row);
	for (const { Id, DeveloperName, MasterLabel, TotalLicenses } of catalog.permissionSetLicenses) {
		org.insert('ActivePermSetLicenseMetric', {
			DeveloperName,
			MasterLabel,
			PermissionSetLicenseId: Id,
			MetricsDate: staff.day(1),
			TotalLicenses,
			...count(holders.get(Id) ?? []),
		});
	}
	for (const { Id, UserLicenseId } of Object.values(catalog.profiles)) {
		org.insert('ActiveProfileMetric', {
			ProfileId: Id,
			UserLicenseId,
			MetricsDate: staff.day(1),
			...count(byProfile.get(Id) ?? []),
		});
	}
	org.insert('TenantUsageEntitlement', {
		MasterLabel: 'Customer Community Logins',
		ResourceGroupKey: 'CommunityLogins',
		Setting: 'community.logins',
		CurrentAmountAllowed: 1_000,
		AmountUsed: 120,
		Frequency: 'Monthly',
		StartDate: staff.day(100),
		EndDate: staff.day(-265),
	});
}

function add<K>(lists: Map<K, Row[]>, key: K, row: Row): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [row]);
	else list.push(row);
}
