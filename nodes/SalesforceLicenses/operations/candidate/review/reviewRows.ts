import { z } from 'zod';
import type { Json } from '../../../licensing/playbook/candidateRow';
import type {
	Carried,
	Filter,
	ReviewHanded,
	ReviewProfile,
	Stored,
} from '../../../licensing/review/review';
import { DECISIONS, NO_FILTER, NOTHING_CARRIED } from '../../../licensing/review/review';
import { someText } from '../../parameters/given';
import { inItem } from '../../parameters/jsonRows';
import { ownOf, storedCandidate } from '../rows';

/** Rows and pages as a review gets them back from stores and from its own output. */

const id = z.union([z.string().min(1), z.number().finite()]).transform(String);

/** How many candidates of a state are stored. */
export interface Counted {
	state: string;
	candidates: number;
}
const counted = z.object({ countedState: z.string(), candidates: z.number().nonnegative() });

/**
 * A stored candidate with the ID of its row, or a count from a store that counts; null for one that cannot be read,
 * which nobody can decide on.
 */
export const reviewRow: z.ZodType<Stored | Counted | null, z.ZodTypeDef, unknown> = inItem(
	z.unknown().transform((given): Stored | Counted | null => {
		const own = z.record(z.unknown()).safeParse(given);
		if (!own.success) return null;
		const count = counted.safeParse(own.data);
		if (count.success) {
			return { state: count.data.countedState, candidates: count.data.candidates };
		}
		const row = storedCandidate.safeParse(own.data);
		const number = id.safeParse(own.data.id);
		return row.success && number.success
			? { id: number.data, row: row.data, own: ownOf(own.data) }
			: null;
	}),
);

const profile = z
	.object({
		displayName: someText('it is missing or empty'),
		status: z.unknown(),
		reclaimSubflow: z.string().catch(''),
	})
	.passthrough();

/** Null for a profile that is not published. */
export const reviewProfile: z.ZodType<ReviewProfile | null, z.ZodTypeDef, unknown> = inItem(
	profile.transform(({ displayName, status, reclaimSubflow, ...rest }) =>
		status === 'Published'
			? { displayName, reclaimSubflow, settings: { ...rest, displayName, reclaimSubflow } }
			: null,
	),
);

const text = z.string().catch('');
const texts = z.array(z.string()).catch([]);
const count = z.number().int().nonnegative().catch(0);

const filter: z.ZodType<Filter, z.ZodTypeDef, unknown> = z
	.object({
		text,
		license: text,
		department: text,
		days: count,
		state: text,
		group: text,
	})
	.catch(NO_FILTER);

const handed: z.ZodType<ReviewHanded, z.ZodTypeDef, unknown> = z.object({
	message: text,
	mistakes: z.array(z.object({ field: z.string(), message: z.string() })).catch([]),
	filter,
	from: count,
	chosen: texts,
	decision: z.enum(DECISIONS).or(z.literal('')).catch(''),
	until: text,
	comment: text,
});

/** What the answer before handed on; a part that cannot be read is empty. */
export const reviewHanded = (before: Json): ReviewHanded => handed.parse(before);

const carried: z.ZodType<Carried, z.ZodTypeDef, unknown> = z
	.object({
		choices: z.record(z.string()),
		groups: z.array(z.object({ all: z.string(), ids: z.array(z.string()) })),
		lines: z.record(z.string()),
		marks: z.record(z.string()),
		promise: z.string(),
	})
	// Against an unreadable page, every choice is unknown.
	.catch(() => ({ ...NOTHING_CARRIED, groups: [] }));

const shown = z.object({ carry: carried, handed: handed.catch(handed.parse({})), ending: text });

/** The page that was answered. */
export const reviewShown = (page: Json) => shown.parse(page);
