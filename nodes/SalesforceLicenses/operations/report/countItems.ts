import { z } from 'zod';
import { CANDIDATE_STATES } from '../../licensing/playbook/states';
import type {
	BlockerCountFact,
	CountFact,
	FiguresFact,
	PersonFact,
} from '../../licensing/report/facts';
import { oneOf } from '../parameters/inputs';
import type { ReadingAs, Schema } from './itemFields';
import {
	count,
	currency,
	moneyOrNull,
	name,
	period,
	textOrNull,
	timeOrNull,
	unpacked,
	yearly,
} from './itemFields';

/** Items of a store that counts by itself, and sums that jobs have stored. */

const countRow = z.object({
	profile: textOrNull,
	countedState: oneOf('state', CANDIDATE_STATES),
	candidates: count,
	saving: moneyOrNull,
	savingPeriod: period,
	currency,
	withoutPrice: count,
	foundLately: count,
	closedLately: count,
	answerUntil: timeOrNull,
});
export const countItem = (as: ReadingAs): Schema<CountFact> =>
	countRow.transform(({ countedState: state, savingPeriod, ...row }) => ({
		...row,
		...{ kind: 'count' as const, state, saving: yearly(row.saving, savingPeriod, as) },
	}));

const blockerRow = z
	.object({
		profile: textOrNull,
		blockerKind: name,
		effect: z.string().nullish().catch(''),
		text: z.string().nullish().catch(''),
		fix: z.string().nullish().catch(''),
		candidates: count,
	})
	.transform((row) => ({
		...{ ...row, kind: 'blockerCount' as const },
		...{ effect: row.effect ?? '', text: row.text ?? '', fix: row.fix ?? '' },
	}));
export const blockerCountItem = (): Schema<BlockerCountFact> => blockerRow;

const amounts = z.array(z.object({ currency: z.string().nullable(), amount: z.number() }));
const ledger = z.object({
	realized: z.object({
		isKnown: z.boolean(),
		...{ total: amounts, thisYear: amounts, saved: amounts },
		...{ freedSeats: z.number(), givenBackSeats: z.number() },
		...{ withoutPrice: z.number(), unmatchedRows: z.number() },
	}),
	realizedByDay: z.array(z.object({ day: z.string(), amounts })),
});
const figuresRow = z
	.object({
		profile: name,
		at: timeOrNull,
		ledger: z.preprocess(
			unpacked,
			z.object({}, { invalid_type_error: 'is not what the job stored' }).and(ledger),
		),
	})
	.transform(({ profile, at, ledger: sums }) => ({
		...{ kind: 'figures' as const, profile, at: at ?? '' },
		...sums,
	}));
export const figuresItem = (): Schema<FiguresFact> => figuresRow;

const personRow = z
	.object({
		person: name,
		name: textOrNull,
		...{ orgs: count, seats: count, persons: count },
		profiles: z.preprocess(unpacked, z.array(z.string())),
	})
	.transform((row) => ({ ...row, kind: 'person' as const }));
export const personItem = (): Schema<PersonFact> => personRow;
