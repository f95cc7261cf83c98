import type { Blocker } from '../../../licensing/blockers/blockers';
import type { Outcome } from '../../../licensing/planning/outcome';
import type { Subscription } from '../../../licensing/model/subscription';
import type { RuleAction } from '../../../licensing/model/actions';
import { seatByIdentifier } from '../../../licensing/model/licenses';
import type { RightHolders } from '../../../licensing/model/rights';
import type { CurrentUser } from '../../../licensing/model/userState';
import { readBlockers } from '../../../salesforce/blockers/blockers';
import type { Connection } from '../../../transport/connect';

/** Null: not looked for. */
export interface WithBlockers {
	blockers: Blocker[] | null;
	blockersNotRead: string[];
}

export const NOT_ASKED: WithBlockers = { blockers: null, blockersNotRead: [] };

/** The candidates, each with what stands in its way. */
export async function addBlockers<T extends Subscription & { action: RuleAction }>(
	connection: Connection,
	candidates: readonly T[],
): Promise<Array<T & WithBlockers>> {
	const removed = byUser(candidates, ({ action, licenseKind, licenseIdentifier }) =>
		action === 'removeLicense' ? [seatByIdentifier(licenseKind, licenseIdentifier)] : [],
	);
	const judged = candidates.map((candidate) => {
		const { userLicenseIdentifier: identifier } = candidate;
		return {
			...candidate,
			userLicense: identifier === null ? null : { identifier, name: identifier },
			takenCareOf: removed.get(candidate.userId) ?? NOTHING,
		};
	});
	const found = await readBlockers(connection, judged, {
		seatsOf: null,
		administrators: null,
	});
	return candidates.map((candidate, index) => ({ ...candidate, ...found[index] }));
}

/** The same for the planned outcomes of a dry run, whose users and seats are known already. */
export async function addBlockersToPlan(
	connection: Connection,
	plan: readonly Outcome[],
	current: ReadonlyMap<string, CurrentUser>,
	administrators: RightHolders,
): Promise<Outcome[]> {
	const planned = plan.filter(({ outcome }) => outcome === 'planned');
	const done = byUser(planned, ({ steps }) =>
		steps.flatMap(({ step, name, frees }) => (step === 'transferRecord' ? name : frees) ?? []),
	);
	const judged = planned.map((outcome) => {
		const user = current.get(outcome.userId);
		const identifier = user?.userLicenseIdentifier ?? null;
		const userLicense =
			identifier === null ? null : { identifier, name: user?.userLicenseName ?? identifier };
		const takenCareOf = done.get(outcome.userId) ?? NOTHING;
		return { ...outcome, userLicense, takenCareOf };
	});
	const found = await readBlockers(connection, judged, {
		seatsOf: (userId) => current.get(userId),
		administrators,
	});
	const byOutcome = new Map(planned.map((outcome, index) => [outcome, found[index]]));
	return plan.map((outcome) => ({ ...outcome, ...byOutcome.get(outcome) }));
}

const NOTHING: ReadonlySet<string> = new Set();

/** What the rows of each user come to together. */
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
