import type { Judged } from '../blockers/seatBlockers';
import type { RuleAction } from '../model/actions';
import { seatByIdentifier } from '../model/licenses';
import type { Subscription } from '../model/subscription';
import type { CurrentUser } from '../model/userState';
import type { Outcome } from './outcome';

/** The input for blockers: candidates before there is a plan, or the outcomes of a dry run. */

export function judgedCandidates(
	candidates: ReadonlyArray<Subscription & { action: RuleAction }>,
): Judged[] {
	const removed = byUser(candidates, ({ action, licenseKind, licenseIdentifier }) =>
		action === 'removeLicense' ? [seatByIdentifier(licenseKind, licenseIdentifier)] : [],
	);
	return candidates.map((candidate) => {
		const { userLicenseIdentifier: identifier } = candidate;
		return {
			...candidate,
			userLicense: identifier === null ? null : { identifier, name: identifier },
			takenCareOf: removed.get(candidate.userId) ?? NOTHING,
		};
	});
}

/** The same for planned outcomes, whose users and seats are already known. */
export function judgedPlan(
	planned: readonly Outcome[],
	current: ReadonlyMap<string, CurrentUser>,
): Judged[] {
	const done = byUser(planned, ({ steps }) =>
		steps.flatMap(({ step, name, frees }) => (step === 'transferRecord' ? name : frees) ?? []),
	);
	return planned.map((outcome) => {
		const user = current.get(outcome.userId);
		const identifier = user?.userLicenseIdentifier ?? null;
		const userLicense =
			identifier === null ? null : { identifier, name: user?.userLicenseName ?? identifier };
		return { ...outcome, userLicense, takenCareOf: done.get(outcome.userId) ?? NOTHING };
	});
}

const NOTHING: ReadonlySet<string> = new Set();

/** The rows of each user together. */
function byUser<T extends { userId: string }>(
	rows: readonly T[],
	of: (row: T) => readonly string[],
): Map<string, Set<string>> {
	const sets = new Map<string, Set<string>>();
	for (const row of rows) {
		const some = of(row);
		if (some.length === 0) continue;
		const set = sets.get(row.userId) ?? new Set();
		for (const one of some) set.add(one);
		sets.set(row.userId, set);
	}
	return sets;
}
