import { z } from 'zod';
import { OUTCOME_KINDS, RESTORE_STEPS } from '../../licensing/planning/steps';
import { CANDIDATE_STATES } from '../../licensing/playbook/states';
import type { CandidateFact, LedgerFact, OutcomeFact } from '../../licensing/report/facts';
import { ledgerRow } from '../candidate/ledgerRows';
import { oneOf } from '../parameters/inputs';
import { amount } from '../parameters/itemValues';
import type { ReadingAs, Schema } from './itemFields';
import {
	currency,
	moneyOrNull,
	licensed,
	name,
	period,
	textOrNull,
	timeOrNull,
	unpacked,
	yearly,
} from './itemFields';

/** Items about candidates, and what became of them. */

const someBlocker = z.object({
	kind: z.string(),
	effect: z.string().catch(''),
	text: z.string().catch(''),
	fix: z.string().catch(''),
});
/** Null where nobody looked, or what was found cannot be read. */
const blockers = z.preprocess(unpacked, z.array(someBlocker).nullable().catch(null));

/** The candidate as it was found, in a stored row. */
const found = z.preprocess(
	unpacked,
	z
		.object({ blockers, department: textOrNull.catch(null) })
		.nullable()
		.catch(null),
);

const candidateRow = z.object({
	...licensed,
	candidateKey: name,
	id: z.union([z.string(), z.number()]).nullish().catch(null),
	state: oneOf('state', [...CANDIDATE_STATES, 'Protected']),
	username: textOrNull,
	name: textOrNull,
	department: textOrNull,
	managerId: textOrNull,
	action: textOrNull,
	rule: textOrNull,
	justification: textOrNull,
	reason: textOrNull,
	inactiveDays: amount,
	lastLoginAt: timeOrNull,
	openedAt: timeOrNull,
	closedAt: timeOrNull,
	graceUntil: timeOrNull,
	answerUntil: timeOrNull,
	saving: moneyOrNull,
	savingPeriod: period,
	currency,
	blockers: blockers.optional(),
	candidate: found.optional(),
});
export const candidateItem = (as: ReadingAs): Schema<CandidateFact> =>
	candidateRow.transform(({ candidateKey: key, id, savingPeriod, candidate, ...row }) => ({
		...row,
		kind: 'candidate' as const,
		key,
		id: id === null || id === undefined ? null : String(id),
		saving: yearly(row.saving, savingPeriod, as),
		department: row.department ?? candidate?.department ?? null,
		blockers: row.blockers ?? candidate?.blockers ?? null,
	}));

/** Steps that only Restore writes. */
const GIVING: ReadonlySet<string> = new Set(RESTORE_STEPS);
const steps = z.preprocess(
	unpacked,
	z
		.array(z.object({ step: z.string() }))
		.nullable()
		.catch(null),
);

const outcomeRow = z.object({
	...licensed,
	candidateKey: name,
	username: textOrNull,
	outcome: oneOf('outcome', OUTCOME_KINDS),
	steps,
	saving: moneyOrNull,
	savingPeriod: period,
	currency,
	reason: textOrNull,
	errorCode: textOrNull,
	reclaimedAt: timeOrNull,
	blockers: blockers.optional(),
});
export const outcomeItem = (as: ReadingAs): Schema<OutcomeFact> =>
	outcomeRow.transform(
		({ candidateKey: key, steps: written, savingPeriod, reclaimedAt, ...row }) => ({
			...row,
			kind: 'outcome' as const,
			key,
			gaveBack: (written ?? []).some(({ step }) => GIVING.has(step)),
			saving: yearly(row.saving, savingPeriod, as),
			at: reclaimedAt,
			blockers: row.blockers ?? null,
		}),
	);

export const ledgerItem = (): Schema<LedgerFact> =>
	ledgerRow.transform((row) => ({ kind: 'ledger' as const, row }));
