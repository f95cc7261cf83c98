import { OUTCOME_KINDS, RESTORE_STEPS } from '../../../licensing/planning/steps';
import { CANDIDATE_STATES } from '../../../licensing/playbook/states';
import type { BlockerFact, CandidateFact, OutcomeFact } from '../../../licensing/report/facts';
import type { ReadingAs } from '../itemFields';
import { unpacked, yearly } from '../itemFields';
import type { Json } from './rows';
import { all, licensed } from './rows';
import type { Plain } from './values';
import * as plain from './values';
import { NOT_PLAIN } from './values';

/** Candidates, and what became of them. Null where a value is not plain. */

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Null where nobody looked, or what was found cannot be read. */
function blockersOf(value: unknown): BlockerFact[] | null {
	const given = unpacked(value);
	if (!Array.isArray(given)) return null;
	const blockers: BlockerFact[] = [];
	for (const one of given as unknown[]) {
		if (!isObject(one) || typeof one.kind !== 'string') return null;
		const [effect, text, fix] = [textOf(one.effect), textOf(one.text), textOf(one.fix)];
		blockers.push({ kind: one.kind, effect, text, fix });
	}
	return blockers;
}

const periodOf = (value: unknown) => (value === 'month' || value === 'year' ? value : null);

/** For a year. */
function savingOf(json: Json, as: ReadingAs): Plain<number | null> {
	const saving = plain.moneyOrNull(json.saving);
	return saving === NOT_PLAIN ? NOT_PLAIN : yearly(saving, periodOf(json.savingPeriod), as);
}

const state = plain.oneOf([...CANDIDATE_STATES, 'Protected']);
const idOf = (id: unknown): string | null =>
	typeof id === 'string' || (typeof id === 'number' && !Number.isNaN(id)) ? String(id) : null;

export function plainCandidate(json: Json, as: ReadingAs): CandidateFact | null {
	// The candidate as it was found, in a stored row.
	const stored = unpacked(json.candidate);
	const found: Json = isObject(stored) ? stored : {};
	const department = plain.text(json.department);
	return all<CandidateFact>({
		...licensed(json),
		kind: 'candidate',
		key: plain.name(json.candidateKey),
		id: idOf(json.id),
		state: state(json.state),
		username: plain.text(json.username),
		name: plain.text(json.name),
		department: department ?? plain.text(found.department),
		managerId: plain.text(json.managerId),
		action: plain.text(json.action),
		rule: plain.text(json.rule),
		justification: plain.text(json.justification),
		reason: plain.text(json.reason),
		inactiveDays: plain.amountOrNull(json.inactiveDays),
		lastLoginAt: plain.time(json.lastLoginAt),
		openedAt: plain.time(json.openedAt),
		closedAt: plain.time(json.closedAt),
		graceUntil: plain.time(json.graceUntil),
		answerUntil: plain.time(json.answerUntil),
		saving: savingOf(json, as),
		currency: plain.currency(json.currency),
		blockers: blockersOf(json.blockers) ?? blockersOf(found.blockers),
	});
}

const outcome = plain.oneOf(OUTCOME_KINDS);
/** Steps that only Restore writes. */
const GIVING: ReadonlySet<unknown> = new Set(RESTORE_STEPS);

function gaveBack(value: unknown): boolean {
	const steps = unpacked(value);
	if (!Array.isArray(steps)) return false;
	const names = (steps as unknown[]).map((one) => (isObject(one) ? one.step : undefined));
	return names.every((name) => typeof name === 'string') && names.some((name) => GIVING.has(name));
}

export function plainOutcome(json: Json, as: ReadingAs): OutcomeFact | null {
	return all<OutcomeFact>({
		...licensed(json),
		kind: 'outcome',
		key: plain.name(json.candidateKey),
		username: plain.text(json.username),
		outcome: outcome(json.outcome),
		gaveBack: gaveBack(json.steps),
		saving: savingOf(json, as),
		currency: plain.currency(json.currency),
		reason: plain.text(json.reason),
		errorCode: plain.text(json.errorCode),
		at: plain.time(json.reclaimedAt),
		blockers: blockersOf(json.blockers),
	});
}
