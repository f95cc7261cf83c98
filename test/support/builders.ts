import type { ActivitySignal } from '../../nodes/SalesforceLicenses/licensing/model/activity';
import { describeActivity } from '../../nodes/SalesforceLicenses/licensing/model/activity';
import type { Judging } from '../../nodes/SalesforceLicenses/licensing/finding/detectors/detector';
import type { SeatFacts } from '../../nodes/SalesforceLicenses/licensing/finding/facts';
import { UNRECOGNIZED } from '../../nodes/SalesforceLicenses/licensing/model/softwareModels';
import type { LicenseRef } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import type {
	SalesforceUser,
	Subscription,
} from '../../nodes/SalesforceLicenses/licensing/model/subscription';
import type { ReclaimRequest } from '../../nodes/SalesforceLicenses/licensing/planning/plan';
import type { CurrentUser } from '../../nodes/SalesforceLicenses/licensing/model/userState';
import type { ReclamationRule } from '../../nodes/SalesforceLicenses/licensing/finding/rules';
import type { UserSubscriptions } from '../../nodes/SalesforceLicenses/licensing/model/userSubscriptions';
import {
	describeHeld,
	describeUser,
	toRow,
} from '../../nodes/SalesforceLicenses/licensing/model/userSubscriptions';
import { RULE_DEFAULTS } from '../../nodes/SalesforceLicenses/licensing/finding/rules';

/** Facts with defaults, so that a test states only what it is about. All share one clock. */
export const NOW = new Date('2026-11-25T12:00:00.000Z');
export const ORG_ID = '00D5g000004XxYzEAK';

export function daysAgo(days: number): string {
	return new Date(NOW.getTime() - days * 86_400_000).toISOString();
}

export function aPerson(overrides: Partial<SalesforceUser> = {}): SalesforceUser {
	return {
		userId: '0055g00000AbCdEAAV',
		username: 'ada@acme.example',
		email: 'ada@acme.example',
		name: 'Ada Lovelace',
		isActive: true,
		isFrozen: false,
		userType: 'Standard',
		profileId: '00e5g000001aBcDAAU',
		profileName: 'Standard User',
		userLicense: { identifier: 'SFDC', name: 'Salesforce' },
		department: null,
		managerId: null,
		federationId: null,
		lastLoginAt: daysAgo(5),
		createdAt: daysAgo(1000),
		...overrides,
	};
}

/** A user with one license. */
export function aUser(
	person: Partial<SalesforceUser> = {},
	license: Partial<LicenseRef & { softwareModel: string; assignedAt: string }> = {},
	signals?: readonly ActivitySignal[],
): UserSubscriptions {
	const ref = {
		licenseKind: 'userLicense' as const,
		licenseIdentifier: 'SFDC',
		licenseName: 'Salesforce',
		...license,
	};
	const holder = aPerson(person);
	const { assignedAt = null, softwareModel = null } = license;
	const lastLogin: ActivitySignal = { signal: 'lastLogin', at: holder.lastLoginAt, unknown: null };
	const software = { ...UNRECOGNIZED, softwareModel };
	const held = describeHeld(ORG_ID, holder.userId, ref, software, assignedAt);
	const activity = describeActivity(signals ?? [lastLogin], NOW);
	return describeUser(ORG_ID, holder, activity, [held]);
}

export function aSubscription(...args: Parameters<typeof aUser>): Subscription {
	const user = aUser(...args);
	return toRow(user, user.subscriptions[0]);
}

/** A seat as rules see it; its signal is the last login unless the test sets others. */
export function aSeat(
	person: Partial<SalesforceUser> = {},
	license: Parameters<typeof aSubscription>[1] = {},
	more: Partial<Omit<SeatFacts, 'row'>> = {},
): SeatFacts {
	const { lastLoginAt } = aPerson(person);
	const signals = more.signals ?? [
		{ signal: 'lastLogin' as const, at: lastLoginAt, unknown: null },
	];
	return { row: aSubscription(person, license, signals), details: {}, more: {}, ...more, signals };
}

export function aRule(overrides: Partial<ReclamationRule> = {}): ReclamationRule {
	return { ...RULE_DEFAULTS, ...overrides };
}

export function aRequest(overrides: Partial<ReclaimRequest> = {}): ReclaimRequest {
	return {
		userId: '0055g00000AbCdEAAV',
		orgId: ORG_ID,
		licenseKind: 'userLicense',
		licenseIdentifier: 'SFDC',
		action: 'deactivate',
		targetProfileId: null,
		recheckActivity: true,
		onlyWhile: null,
		plan: null,
		earlier: null,
		saving: null,
		currency: null,
		...overrides,
	};
}

export function aCurrentUser(overrides: Partial<CurrentUser> = {}): CurrentUser {
	return {
		userId: '0055g00000AbCdEAAV',
		username: 'ada@acme.example',
		isActive: true,
		isFrozen: false,
		profileId: '00e5g000001aBcDAAU',
		userLicenseId: '1005g000001SfdcAAC',
		permissionSets: [],
		permissionSetLicenses: [],
		packageLicenses: [],
		featureLicenses: [],
		lastLoginAt: daysAgo(90),
		readAt: NOW.toISOString(),
		userType: 'Standard',
		userLicenseIdentifier: 'SFDC',
		userLicenseName: 'Salesforce',
		loginId: '0Yw5g00000AbCdEAAV',
		...overrides,
	};
}

export function aJudging(overrides: Partial<Judging> = {}): Judging {
	return {
		now: NOW,
		since: null,
		targets: new Map(),
		priceOf: () => null,
		pricePeriod: 'month',
		...overrides,
	};
}
