import type { OutcomeItem, StepItem } from '../seats';
import type { Change, Facts } from './facts';
import { about, subjectOf } from './facts';
import type { Journal } from './journal';

/** Whether outcomes match the org. Everything that is returned is a false outcome or damage. */

/** The fact that a step sets, and its new value; undefined is "does not exist". */
export function meant(userId: string, step: StepItem): { fact: string; value: string | undefined } {
	const target = step.target ?? '';
	const gone = undefined;
	switch (step.step) {
		case 'transferRecord':
		case 'returnRecord':
			return { fact: about.owner(step.recordId), value: target };
		case 'removePermissionSet':
		case 'removePermissionSetGroup':
			return { fact: about.set(userId, target), value: gone };
		case 'removePermissionSetLicense':
			return { fact: about.setLicense(userId, target), value: gone };
		case 'removePackageLicense':
			return { fact: about.package(userId, target), value: gone };
		case 'clearFeatureLicense':
			return { fact: about.feature(userId, target), value: gone };
		case 'freeze':
			return { fact: about.frozen(userId), value: 'true' };
		case 'unfreeze':
			return { fact: about.frozen(userId), value: 'false' };
		case 'deactivate':
			return { fact: about.active(userId), value: 'false' };
		case 'reactivate':
			return { fact: about.active(userId), value: 'true' };
		case 'changeProfile':
		case 'restoreProfile':
			return { fact: about.profile(userId), value: target };
		case 'assignPermissionSet':
		case 'assignPermissionSetGroup':
			return { fact: about.set(userId, target), value: 'held' };
		case 'assignPermissionSetLicense':
			return { fact: about.setLicense(userId, target), value: 'held' };
		case 'assignPackageLicense':
			return { fact: about.package(userId, target), value: 'held' };
		case 'setFeatureLicense':
			return { fact: about.feature(userId, target), value: 'held' };
		default:
			throw new Error(`There is no step ${step.step}`);
	}
}

const isSo = (value: string | undefined, wanted: string | undefined) =>
	wanted === 'held' ? value?.startsWith('held') === true : value === wanted;

const SETS = /PermissionSet(?:Group)?$/;

/**
 * What Salesforce does along with a step: licenses are assigned and removed with permission sets, some
 * with a deactivation.
 */
function alongWith({ fact, to }: Change, userId: string, steps: readonly StepItem[]): boolean {
	if (subjectOf(fact) !== userId || !fact.startsWith(about.setLicense(userId, ''))) return false;
	return steps.some(({ step }) =>
		to === undefined
			? (step.startsWith('remove') && SETS.test(step)) || step === 'deactivate'
			: step.startsWith('assign') && SETS.test(step),
	);
}

/** The changes that no step explains, of those that pass. */
export function unexplained(
	changes: readonly Change[],
	outcomes: readonly OutcomeItem[],
	passes: (step: StepItem) => boolean,
): Change[] {
	return changes.filter(
		(change) =>
			!outcomes.some(({ userId, steps }) => {
				const some = steps.filter(passes);
				const isMeant = some.some((step) => {
					const { fact, value } = meant(userId, step);
					return fact === change.fact && isSo(change.to, value);
				});
				return isMeant || alongWith(change, userId, some);
			}),
	);
}

export interface Look {
	journal: Journal;
	end: Facts;
	outcomes: readonly OutcomeItem[];
	/** How many items went in. */
	items: number;
}

const say = (what: unknown) => JSON.stringify(what);

/** What must be true of any real run, of Reclaim and of Restore. */
export function liesIn({ journal, end, outcomes, items }: Look): string[] {
	const lies: string[] = [];
	if (outcomes.length !== items) lies.push(`${items} items, ${outcomes.length} outcomes`);
	const isWritten = ({ outcome }: StepItem) => outcome === 'done' || outcome === 'unknown';
	for (const change of unexplained(journal.changes, outcomes, isWritten))
		lies.push(`written, and no step says so: ${say(change)}`);
	const shared = (userId: string, fact: string) =>
		outcomes
			.filter((one) => one.userId === userId)
			.flatMap(({ steps }) => steps)
			.some((step) => isWritten(step) && meant(userId, step).fact === fact);
	for (const one of outcomes) {
		const { userId, outcome, steps, reason } = one;
		if (outcome === 'planned') lies.push(`planned out of a real run: ${say(one)}`);
		if (outcome !== 'done' && outcome !== 'planned' && (reason ?? '') === '')
			lies.push(`${outcome} without a reason: ${say(one)}`);
		if (outcome === 'unknown' && (one.before ?? null) === null)
			lies.push(`unknown without a before-image: ${say(one)}`);
		if (outcome === 'done' && !steps.every((step) => /^(done|alreadyDone)$/.test(step.outcome)))
			lies.push(`done, with a step that is not: ${say(one)}`);
		if (journal.touched.has(userId)) continue;
		for (const step of steps) {
			const { fact, value } = meant(userId, step);
			if (journal.touched.has(subjectOf(fact))) continue;
			const isNow = isSo(end.get(fact), value);
			const isOurs = journal.changes.some((change) => change.fact === fact);
			if (step.outcome === 'done' && !isNow) lies.push(`done, and it is not so: ${say(step)}`);
			if (step.outcome === 'alreadyDone' && !isNow)
				lies.push(`alreadyDone, and it is not so: ${say(step)}`);
			if (step.outcome === 'alreadyDone' && isOurs && !shared(userId, fact))
				lies.push(`alreadyDone, and this run wrote it: ${say(step)}`);
			if (step.outcome === 'planned') lies.push(`a step planned out of a real run: ${say(step)}`);
		}
	}
	return lies;
}
