import { z } from 'zod';
import { trimName } from '../../licensing/model/closest';
import { RULE_ACTIONS } from '../../licensing/model/actions';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import { OUTCOME_KINDS } from '../../licensing/planning/steps';
import type { CandidateRow, Json } from '../../licensing/playbook/candidateRow';
import { CANDIDATE_COLUMNS } from '../../licensing/playbook/candidateRow';
import type { Found } from '../../licensing/playbook/opening';
import type { Started } from '../../licensing/playbook/promises/dailyLimit';
import type { OrgUser } from '../../licensing/playbook/promises/managers';
import type { StoredOutcome } from '../../licensing/playbook/record';
import type { Held } from '../../licensing/playbook/settling';
import { CANDIDATE_STATES } from '../../licensing/playbook/states';
import { describe, someText } from '../parameters/given';
import { oneOf } from '../parameters/inputs';
import { amount, flag, orNull } from '../parameters/itemValues';

/**
 * Parses candidates, found and stored, and the data that they are compared with. Stores keep lists and
 * objects as JSON text, and spreadsheets have an empty text for a missing value. Anything that cannot be
 * read is refused.
 */

const textOrNull = orNull(z.string());
const name = someText('is missing or empty');

const ISO_TIME = z.union([z.string().date(), z.string().datetime({ offset: true })]);

/** An ISO-8601 time as a text; a store may return a Date, too. */
export const timeOrNull = z.preprocess(
	(given) =>
		given instanceof Date && !Number.isNaN(given.getTime()) ? given.toISOString() : given,
	orNull(
		z.unknown().transform((given, context): string => {
			const parsed = ISO_TIME.safeParse(given);
			if (parsed.success && !Number.isNaN(Date.parse(parsed.data))) return parsed.data;
			context.addIssue({
				code: 'custom',
				message: `must be an ISO-8601 time such as 2026-10-01T10:00:00Z, or empty; it is ${describe(given)}`,
			});
			return z.NEVER;
		}),
	),
);

/** A value that stores keep as JSON text. A text that is not JSON stays a text, and is then refused. */
const unpacked = <T extends z.ZodTypeAny>(schema: T) =>
	z.preprocess((given) => {
		if (typeof given !== 'string') return given;
		if (trimName(given) === '') return null;
		try {
			return JSON.parse(given) as unknown;
		} catch {
			return given;
		}
	}, schema);

const jsonOrNull = unpacked(orNull(z.record(z.unknown())));
const flagOrNull = orNull(flag);

/** The columns that found and stored candidates have in common. */
const seat = {
	candidateKey: name,
	orgId: textOrNull,
	userId: name,
	username: textOrNull,
	email: textOrNull,
	name: textOrNull,
	licenseKind: oneOf('license kind', LICENSE_KINDS),
	licenseIdentifier: name,
	licenseName: textOrNull,
	softwareModel: textOrNull,
	lastLoginAt: timeOrNull,
	lastActivityAt: timeOrNull,
	managerId: textOrNull,
	rule: textOrNull,
	action: oneOf('action', RULE_ACTIONS),
	justification: textOrNull,
	currency: textOrNull,
	savingPeriod: textOrNull,
	inactiveDays: amount,
	saving: amount,
};

const note = z.object({ at: z.string(), text: z.string() });

export const storedCandidate: z.ZodType<CandidateRow, z.ZodTypeDef, unknown> = z.object({
	...seat,
	profile: textOrNull,
	state: oneOf('state', CANDIDATE_STATES),
	reason: textOrNull,
	outcome: textOrNull,
	errorCode: textOrNull,
	decision: textOrNull,
	assignedTo: textOrNull,
	executionId: z.preprocess(
		(given) => (typeof given === 'number' ? String(given) : given),
		textOrNull,
	),
	seal: textOrNull,
	openedAt: timeOrNull,
	closedAt: timeOrNull,
	askedAt: timeOrNull,
	answerUntil: timeOrNull,
	revocationStartedAt: timeOrNull,
	graceUntil: timeOrNull,
	keepUntil: timeOrNull,
	notifyUser: flagOrNull,
	candidate: jsonOrNull,
	plan: jsonOrNull,
	before: jsonOrNull,
	result: jsonOrNull,
	notes: unpacked(z.array(note).nullish()).transform((notes) => notes ?? []),
});

const foundSeat = z.object({
	...seat,
	// A stored candidate that is passed in here by mistake is not treated as newly found.
	state: z.enum(['Ready', 'Protected'], {
		errorMap: () => ({ message: 'must be Ready or Protected, as Find Candidates returns it' }),
	}),
	protection: textOrNull,
});

const blockers = unpacked(
	z
		.array(z.object({ effect: z.string() }).passthrough(), {
			errorMap: () => ({ message: 'must be a list, as Find Candidates returns it' }),
		})
		.nullish(),
);

/** One candidate as returned by Find Candidates. */
export const foundCandidate: z.ZodType<Found, z.ZodTypeDef, unknown> = z
	.record(z.unknown())
	.transform((candidate, context): Found => {
		const parsed = foundSeat.extend({ blockers }).safeParse(candidate);
		if (!parsed.success) {
			parsed.error.issues.forEach((issue) => context.addIssue(issue));
			return z.NEVER;
		}
		const { state, protection, blockers: found, ...rest } = parsed.data;
		return {
			seat: rest,
			candidate: found === undefined ? candidate : { ...candidate, blockers: found },
			protection:
				protection ??
				(state === 'Protected' ? 'This user is protected, so no run may change the user.' : null),
		};
	});

export const storedOutcome: z.ZodType<StoredOutcome, z.ZodTypeDef, unknown> = z
	.object({
		candidateKey: name,
		outcome: z.enum(OUTCOME_KINDS),
		action: textOrNull,
		reason: textOrNull,
		errorCode: textOrNull,
		before: jsonOrNull,
		steps: unpacked(z.array(z.record(z.unknown())).nullish()),
		seal: textOrNull,
		blockers,
	})
	.passthrough();

export const heldSubscription: z.ZodType<
	Held & OrgUser & { isCandidate: boolean },
	z.ZodTypeDef,
	unknown
> = z
	.object({
		subscriptionKey: name,
		orgId: textOrNull,
		userId: textOrNull,
		licenseKind: oneOf('license kind', LICENSE_KINDS),
		name: textOrNull,
		email: textOrNull,
		isActive: flagOrNull,
		lastActivityAt: timeOrNull,
		candidateKey: textOrNull,
	})
	.transform(({ candidateKey, ...held }) => ({ ...held, isCandidate: candidateKey !== null }));

/** A user among whom managers are looked up; a row that cannot be read never yields a manager. */
export const orgUser: z.ZodType<OrgUser, z.ZodTypeDef, unknown> = z.object({
	orgId: textOrNull,
	userId: textOrNull,
	name: textOrNull,
	email: textOrNull,
	isActive: flagOrNull,
});

/** The parts of a stored candidate that the limit of users needs. */
export const startedCandidate: z.ZodType<Started, z.ZodTypeDef, unknown> = z.object({
	userId: name,
	revocationStartedAt: timeOrNull,
});

const JSON_COLUMNS = ['candidate', 'plan', 'before', 'result', 'notes'] as const;

/** The columns that the store added to a row: its own id, the row number. */
export function ownOf(from: Json): Json {
	const known = new Set<string>(CANDIDATE_COLUMNS);
	return Object.fromEntries(Object.entries(from).filter(([key]) => !known.has(key)));
}

/** The row as its store accepts it, with the columns that the store added. */
export function toStore(row: CandidateRow, from: Json, jsonColumns: 'object' | 'text'): Json {
	const stored: Json = { ...ownOf(from), ...row };
	if (jsonColumns === 'object') return stored;
	for (const column of JSON_COLUMNS) {
		stored[column] = row[column] === null ? null : JSON.stringify(row[column]);
	}
	return stored;
}

/** By these a row is found again, and counted. */
const KEYS: ReadonlyArray<keyof CandidateRow> = ['candidateKey', 'profile', 'userId', 'state'];

/** Without the columns that are as they were when the row was read. */
export function changedColumns(stored: Json, now: CandidateRow, before: CandidateRow): Json {
	const same = new Set<string>(
		CANDIDATE_COLUMNS.filter((column) => now[column] === before[column] && !KEYS.includes(column)),
	);
	return Object.fromEntries(Object.entries(stored).filter(([column]) => !same.has(column)));
}
