import { LEDGER_ENTRIES } from '../../../licensing/playbook/ledger/ledgerRow';
import type { LedgerRow } from '../../../licensing/playbook/ledger/ledgerRow';
import type { LedgerFact, SnapshotFact, SubscriptionFact } from '../../../licensing/report/facts';
import type { Plain } from './values';
import * as plain from './values';
import { NOT_PLAIN } from './values';

/** The kinds of items of which there are most. Null where a value is not plain. */

export type Json = Readonly<Record<string, unknown>>;

export type Licensed = Pick<
	SubscriptionFact,
	'orgId' | 'licenseKind' | 'licenseIdentifier' | 'licenseName' | 'softwareModel' | 'profile'
>;
export type PlainOf<T> = { [K in keyof T]: Plain<T[K]> };

/** All values, or null where one of them is not plain. */
export function all<T extends object>(values: PlainOf<T>): T | null {
	for (const name in values) if (values[name] === NOT_PLAIN) return null;
	return values as T;
}

export const licensed = (json: Json): PlainOf<Licensed> => ({
	orgId: plain.text(json.orgId),
	licenseKind: plain.kind(json.licenseKind),
	licenseIdentifier: plain.name(json.licenseIdentifier),
	licenseName: plain.text(json.licenseName),
	softwareModel: plain.text(json.softwareModel),
	profile: plain.text(json.profile),
});

export function plainSubscription(json: Json): SubscriptionFact | null {
	const username = plain.text(json.username);
	const name = plain.text(json.name);
	return all<SubscriptionFact>({
		...licensed(json),
		kind: 'subscription',
		key: plain.name(json.subscriptionKey),
		userId: plain.name(json.userId),
		name: name ?? username,
		username,
		email: plain.text(json.email),
		isActive: plain.flag(json.isActive),
		isFrozen: plain.flag(json.isFrozen),
		lastLoginAt: plain.time(json.lastLoginAt),
		lastActivityAt: plain.time(json.lastActivityAt),
		activityUnknown: plain.text(json.activityUnknown),
		createdAt: plain.time(json.externalCreatedAt),
		department: plain.text(json.department),
		managerId: plain.text(json.managerId),
	});
}

export function plainSnapshot(json: Json): SnapshotFact | null {
	return all<SnapshotFact>({
		...licensed(json),
		kind: 'snapshot',
		day: plain.day(json.day),
		assigned: plain.count(json.assigned),
		stale: plain.count(json.stale),
		total: plain.countOrNull(json.total),
		used: plain.countOrNull(json.used),
		potentialSaving: plain.moneyOrNull(json.potentialSaving),
		currency: plain.currency(json.currency),
	});
}

const entry = plain.oneOf(LEDGER_ENTRIES);

export function plainLedger(json: Json): LedgerFact | null {
	const row = all<LedgerRow>({
		ledgerKey: plain.name(json.ledgerKey),
		entry: entry(json.entry),
		at: plain.someTime(json.at),
		freedAt: plain.someTime(json.freedAt),
		candidateKey: plain.name(json.candidateKey),
		userId: plain.name(json.userId),
		username: plain.text(json.username),
		name: plain.text(json.name),
		...licensed(json),
		amount: plain.amountOrNull(json.amount),
		currency: plain.text(json.currency),
		action: plain.text(json.action),
		decidedBy: plain.text(json.decidedBy),
		reason: plain.text(json.reason),
	});
	return row === null ? null : { kind: 'ledger', row };
}
