import { DEACTIVATING_ACTIONS } from '../model/actions';
import type { CandidateRow, Json } from './candidateRow';
import { has } from './candidateRow';

/** What a candidate stores of the outcomes of Reclaim, and what it passes to the next run. */

/** The parts of an outcome of Reclaim or Restore that a candidate uses. It is stored unchanged. */
export interface StoredOutcome extends Json {
	candidateKey: string;
	outcome: string;
	action: string | null;
	reason: string | null;
	errorCode: string | null;
}

/** Restore accepts steps, before-image and seal only together. */
export function recordOf(outcome: Json): Pick<CandidateRow, 'result' | 'before' | 'seal'> {
	const { before, seal } = outcome;
	return {
		result: outcome,
		before: isObject(before) ? before : null,
		seal: typeof seal === 'string' ? seal : null,
	};
}

/** A run can be cut off, and may then have written any step of its plan. */
export const underWay = (plan: Json) => recordOf({ ...plan, outcome: 'unknown' });

/** Whether something was reclaimed, or may have been, so that it can be given back. */
export function isTaken({ before, result }: Pick<CandidateRow, 'before' | 'result'>): boolean {
	const steps = Array.isArray(result?.steps) ? (result.steps as unknown[]) : [];
	return (
		before !== null &&
		steps.some((step) => {
			const outcome = isObject(step) ? step.outcome : undefined;
			return (
				outcome === 'done' ||
				outcome === 'unknown' ||
				(result?.outcome === 'unknown' && outcome === 'planned')
			);
		})
	);
}

/** What Salesforce would certainly refuse, with the fix; null if it would not. */
export function refusalIn(blockers: unknown): string | null {
	if (!Array.isArray(blockers)) return null;
	const refusing = blockers.filter((one): one is Json => isObject(one) && one.effect === 'refuses');
	if (refusing.length === 0) return null;
	return refusing
		.map(({ text, fix }) => [text, fix].filter((part) => typeof part === 'string').join(' '))
		.join(' ');
}

/** With a grace period, Reclaim freezes first. */
export const freezesFirst = (row: CandidateRow, graceDays: number): boolean =>
	DEACTIVATING_ACTIONS.includes(row.action) && graceDays > 0 && !has(row.graceUntil);

/**
 * The item for Reclaim: the candidate as it was found, so that later activity still cancels it, with the
 * steps that earlier runs wrote, so that the next outcome includes them.
 */
export function reclaimItem(row: CandidateRow, action: string = row.action): Json {
	const { result, before, seal } = row;
	const earlier = isTaken(row)
		? {
				steps: result?.steps,
				before,
				seal,
				...(result?.outcome === 'unknown' ? { outcome: 'unknown' } : {}),
			}
		: {};
	const { candidateKey, orgId, userId, licenseKind, licenseIdentifier, saving, currency } = row;
	const found = row.candidate ?? {
		lastLoginAt: row.lastLoginAt,
		lastActivityAt: row.lastActivityAt,
	};
	return {
		...found,
		candidateKey,
		orgId,
		userId,
		licenseKind,
		licenseIdentifier,
		saving,
		currency,
		...earlier,
		action,
	};
}

/** What was reclaimed, was partly reclaimed, or is frozen for its grace period. */
export function canBeGivenBack(row: CandidateRow): boolean {
	if (row.state === 'Closed Complete') return row.before !== null;
	const isFrozen = row.state === 'Awaiting Revocation' && has(row.graceUntil);
	return isTaken(row) && (row.state === 'Attention Required' || isFrozen);
}

/** The item for Restore: the outcome as it is stored, with its seal. */
export function restoreItem(row: CandidateRow): Json {
	const { candidateKey, orgId, userId, licenseKind, licenseIdentifier } = row;
	const { action, before, result, saving, seal } = row;
	return {
		candidateKey,
		orgId,
		userId,
		licenseKind,
		licenseIdentifier,
		action,
		outcome: result?.outcome ?? 'done',
		before,
		steps: result?.steps ?? [],
		saving,
		seal,
	};
}

export const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
