import { z } from 'zod';
import { KIND_LABELS } from '../../licensing/model/licenses';
import type { ConsumptionFact } from '../../licensing/report/consumptionFact';
import type {
	JobFact,
	LicenseFact,
	ModelFact,
	ReadFact,
	SnapshotFact,
	SubscriptionFact,
} from '../../licensing/report/facts';
import { amount, flag } from '../parameters/itemValues';
import type { ReadingAs, Schema } from './itemFields';
import {
	count,
	countOrNull,
	currency,
	flagOrNull,
	kind,
	moneyOrNull,
	licensed,
	name,
	textOrNull,
	timeOrNull,
	unpacked,
	yearly,
} from './itemFields';

/** Items about seats: licenses, who holds them, history, jobs and reads. */

const licenseRow = z.object({
	...licensed,
	total: countOrNull,
	used: countOrNull,
	isUnlimited: flagOrNull,
	status: textOrNull,
	expiresAt: timeOrNull,
	price: moneyOrNull,
	currency,
});
export const licenseItem = (as: ReadingAs): Schema<LicenseFact> =>
	licenseRow.transform((row) => ({
		...row,
		kind: 'license' as const,
		isUnlimited: row.isUnlimited === true,
		price: yearly(row.price, null, as),
	}));

const subscriptionRow = z
	.object({
		...licensed,
		subscriptionKey: name,
		userId: name,
		name: textOrNull,
		username: textOrNull,
		email: textOrNull,
		isActive: flagOrNull,
		isFrozen: flagOrNull,
		lastLoginAt: timeOrNull,
		lastActivityAt: timeOrNull,
		activityUnknown: textOrNull,
		externalCreatedAt: timeOrNull,
		department: textOrNull,
		managerId: textOrNull,
	})
	.transform(({ subscriptionKey: key, externalCreatedAt: createdAt, ...row }) => ({
		...row,
		kind: 'subscription' as const,
		key,
		createdAt,
		name: row.name ?? row.username,
	}));
export const subscriptionItem = (): Schema<SubscriptionFact> => subscriptionRow;

const snapshotRow = z
	.object({
		...licensed,
		day: z.string().date('must be a day such as 2026-11-27'),
		assigned: count,
		stale: count,
		total: countOrNull,
		used: countOrNull,
		potentialSaving: moneyOrNull,
		currency,
	})
	.transform((row) => ({ ...row, kind: 'snapshot' as const }));
export const snapshotItem = (): Schema<SnapshotFact> => snapshotRow;

const jobRow = z
	.object({
		id: countOrNull.catch(null),
		profile: textOrNull,
		job: name,
		name: textOrNull,
		status: name,
		startedAt: timeOrNull,
		endedAt: timeOrNull,
		error: textOrNull,
		notRead: textOrNull,
		startedBy: textOrNull,
		executionId: textOrNull.catch(null),
		createdRows: countOrNull,
		updatedRows: countOrNull,
		removedRows: countOrNull,
	})
	.transform(({ createdRows: created, updatedRows: updated, removedRows: removed, ...row }) => ({
		...row,
		...{ kind: 'job' as const, created, updated, removed },
	}));
export const jobItem = (): Schema<JobFact> => jobRow;

const consumptionRow = z
	.object({
		consumptionKey: name,
		orgId: textOrNull,
		profile: textOrNull,
		source: name,
		name,
		allowed: amount,
		used: amount,
		forecast: amount,
		alertThreshold: amount,
		periodEndsAt: timeOrNull,
		overageCost: moneyOrNull,
		currency,
		missing: textOrNull,
	})
	.transform(
		({ consumptionKey: key, ...row }): ConsumptionFact => ({ kind: 'consumption', key, ...row }),
	);
export const consumptionItem = (): Schema<ConsumptionFact> => consumptionRow;

const nameOf = (licenseKind: string | undefined): string | undefined =>
	licenseKind !== undefined && licenseKind in KIND_LABELS
		? `${KIND_LABELS[licenseKind as keyof typeof KIND_LABELS]}s`
		: licenseKind;

const gap = z.object({
	licenseKind: z.string().optional(),
	what: z.string().optional(),
	reason: z.string(),
});
const gaps = z.preprocess(unpacked, z.array(gap).nullish().catch(null));

const readRow = z
	.object({ orgId: textOrNull, isComplete: flag, unreadKinds: gaps, leftOut: gaps })
	.transform(
		({ orgId, isComplete, unreadKinds, leftOut }): ReadFact => ({
			kind: 'read',
			orgId,
			isComplete,
			gaps: [...(unreadKinds ?? []), ...(leftOut ?? [])].map(
				({ licenseKind, what, reason }) =>
					`${nameOf(licenseKind) ?? what ?? 'A part'} could not be read: ${reason}`,
			),
		}),
	);
export const readItem = (): Schema<ReadFact> => readRow;

const modelRow = z
	.object({ licenseKind: kind, licenseIdentifier: name, softwareModel: name })
	.transform((row): ModelFact => ({ ...row, kind: 'model' }));
export const modelItem = (): Schema<ModelFact> => modelRow;
