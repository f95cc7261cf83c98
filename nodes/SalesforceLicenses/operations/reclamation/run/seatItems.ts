import { z } from 'zod';
import { LICENSE_KINDS } from '../../../licensing/model/licenses';
import type { ReclaimRequest } from '../../../licensing/planning/plan';
import type { RestoreRequest } from '../../../licensing/restoring/restore';
import { OWN_CODES } from '../../../licensing/planning/outcome';
import { RULE_ACTIONS } from '../../../licensing/model/actions';
import type { Step } from '../../../licensing/planning/steps';
import { isTaking, OUTCOME_KINDS, STEP_KINDS, stepKey } from '../../../licensing/planning/steps';
import { PRECONDITIONS } from '../../../licensing/model/userState';
import { OWNED_OBJECTS } from '../../../salesforce/users/ownership';
import { KEY_PREFIX } from '../../../salesforce/schema/schema';
import { isId, toLongId } from '../../../salesforce/schema/soql';
import type { Connection } from '../../../transport/connect';
import type { Parsed } from '../../parameters/inputs';
import { someText } from '../../parameters/given';
import { complaint, oneOf } from '../../parameters/inputs';
import { amount, flag, orNull, pastTime } from '../../parameters/itemValues';
import type { SealedRow } from './seals';
import { sealFault, withProvenHistory } from './seals';
import { fromStore } from './storedRow';

/** Parses the items of Reclaim and Restore: candidates, stored plans and outcomes. */

const userId = z
	.string({ required_error: 'is missing' })
	.refine((value) => isId(value, KEY_PREFIX.User), {
		message: 'is not a Salesforce user ID (15 or 18 characters starting with 005)',
	})
	.transform(toLongId);

const orgId = orNull(
	z
		.string()
		.refine((value) => isId(value, KEY_PREFIX.Organization), {
			message: 'is not a Salesforce org ID (15 or 18 characters starting with 00D)',
		})
		.transform(toLongId),
);

const textOrNull = orNull(z.string());

const holds = orNull(
	z.array(
		z.object({
			assignmentId: z.string().default(''),
			licenseId: z.string().min(1),
			licenseIdentifier: z.string().default(''),
		}),
	),
);

/** Layers that an older or hand-made before-image lacks are null: unknown, so not restored. */
const beforeImage = z.object({
	userId,
	username: z.string().default(''),
	isActive: z.boolean(),
	isFrozen: orNull(z.boolean()),
	profileId: textOrNull,
	userLicenseId: textOrNull,
	permissionSets: orNull(
		z.array(
			z.object({
				assignmentId: z.string().default(''),
				permissionSetId: textOrNull,
				permissionSetGroupId: textOrNull,
				name: textOrNull,
				licenseIds: z.array(z.string()).default([]),
				expiresAt: orNull(
					z.string().datetime({ message: 'is not a date and time (ISO-8601, UTC)' }),
				),
				// A before-image that does not say that this was read counts as not having read it.
				isExpiryKnown: z.boolean().default(false),
			}),
		),
	),
	permissionSetLicenses: holds,
	packageLicenses: holds,
	featureLicenses: orNull(z.array(z.string())),
	lastLoginAt: pastTime.transform((at) => at ?? null),
	readAt: pastTime.transform((at) => at ?? ''),
});

const steps = z.array(
	z
		.object({
			// Not zod's own words: n8n takes the "ePerm" in "removePermissionSet" for the error EPERM.
			step: z.enum(STEP_KINDS, {
				errorMap: () => ({ message: 'is not a step of Reclaim or Restore' }),
			}),
			recordId: z.string().regex(/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/, 'is not a Salesforce ID'),
			target: textOrNull,
			name: textOrNull,
			frees: textOrNull,
			outcome: z.enum(OUTCOME_KINDS),
			errorCode: textOrNull,
			reason: textOrNull,
		})
		.refine(
			({ step, name }) =>
				step !== 'transferRecord' || (OWNED_OBJECTS as string[]).includes(name ?? ''),
			{ message: 'is not an object whose records Reclaim transfers', path: ['name'] },
		),
);

const profileId = orNull(
	z
		.string()
		.refine((value) => isId(value, KEY_PREFIX.Profile), {
			message: 'is not a Salesforce profile ID (15 or 18 characters starting with 00e)',
		})
		.transform(toLongId),
);

/** What people read, passed on as it is. Nothing is decided by it, so a wrong value does not stop a run. */
const toldText = z.string().nullable().catch(null);
const told = {
	name: toldText,
	licenseName: toldText,
	justification: toldText,
	savingPeriod: toldText,
};

const request = z.object({
	...told,
	userId,
	orgId,
	licenseKind: oneOf('license kind', LICENSE_KINDS),
	licenseIdentifier: someText('is empty'),
	action: oneOf('action', RULE_ACTIONS),
	targetProfileId: profileId,
	lastLoginAt: pastTime,
	lastActivityAt: pastTime,
	recheckActivity: flag.default(true),
	onlyWhile: orNull(z.enum(PRECONDITIONS)),
	outcome: orNull(z.enum(OUTCOME_KINDS)),
	steps: steps.nullish(),
	before: beforeImage.partial().extend({ userId }).nullish(),
	saving: amount,
	currency: textOrNull,
});

/**
 * One input item of Reclaim: a candidate, a stored plan (the outcome of a dry run), the outcome of a run
 * that did not finish, or a hand-built row. The outcome `unknown` with planned steps is a plan whose run
 * was cut off.
 */
export function parseReclaimItem(json: unknown, connection: Connection): Parsed<ReclaimRequest> {
	const row = fromStore(json);
	const parsed = request.safeParse(row);
	if (!parsed.success) return { ok: false, reason: complaint(parsed.error, 'the candidate') };
	const { before, lastLoginAt, lastActivityAt, outcome, steps: given, ...rest } = parsed.data;
	if (before && before.userId !== rest.userId) return { ok: false, reason: OTHER_USER };
	// The last login can be compared with the org; other activity is only the fallback.
	const known = [lastLoginAt, before?.lastLoginAt, lastActivityAt].find((one) => one !== undefined);
	const planned = given?.filter((step) => step.outcome === 'planned') ?? [];
	const isPlan = outcome === 'planned' && planned.length > 0;
	// A row that needed no step was approved without one, and must not get one later.
	const needsNone = outcome === 'alreadyDone' ? (given ?? null) : null;
	const approved = isPlan ? planned : needsNone;
	const plan =
		approved === null
			? null
			: { stepKeys: approved.map(stepKey), profileId: before?.profileId ?? null };
	const value = {
		...rest,
		...(known === undefined ? {} : { knownLoginAt: known }),
		plan,
		earlier: earlierOf(outcome === 'unknown' ? cutOff(given ?? []) : (given ?? []), row),
	};
	return { ok: true, value: withProvenHistory(connection, value, sealedRow(rest.userId, row)) };
}

/** A run that was cut off may have written any step of its plan. */
function cutOff(steps: readonly Step[]): Step[] {
	return steps.map((step) =>
		step.outcome === 'planned'
			? { ...step, outcome: 'unknown' as const, errorCode: OWN_CODES.cutOff, reason: CUT_OFF }
			: step,
	);
}

const CUT_OFF =
	'The run was cut off, so it is unknown whether this run wrote the step. The org is already in the state that the step leads to.';

/** The sealed values as they came in, because zod may add or drop keys. */
function sealedRow(userId: string, row: unknown): SealedRow {
	const { before, steps, seal } = row as Record<string, unknown>;
	return { userId, before, steps, seal };
}

const withImage = z.object({ before: beforeImage });

/** What an earlier run wrote stays on the record, with the state of the user before that. */
function earlierOf(given: readonly Step[], row: unknown): ReclaimRequest['earlier'] {
	const written = given.filter(
		({ step, outcome }) => isTaking(step) && (outcome === 'done' || outcome === 'unknown'),
	);
	const image = withImage.safeParse(row);
	return written.length === 0 || !image.success
		? null
		: { steps: written, before: image.data.before };
}

const OTHER_USER = 'the before-image belongs to another user';

const restoreItem = z.object({
	...told,
	candidateKey: textOrNull,
	orgId,
	userId,
	licenseKind: z.enum(LICENSE_KINDS).default('userLicense'),
	licenseIdentifier: z.string().default(''),
	action: z.enum(RULE_ACTIONS).default('deactivate'),
	outcome: orNull(z.enum(OUTCOME_KINDS)),
	saving: amount,
	currency: textOrNull,
});

const restoreRecord = z.object({ steps: steps.nullish(), before: beforeImage.nullish() });

/** One input item of Restore: an outcome of Reclaim, or `{userId, before}` that the builder vouches for. */
export function parseRestoreItem(
	json: unknown,
	connection: Connection,
	acceptUnsealed: boolean,
): Parsed<RestoreRequest> {
	const row = fromStore(json);
	const parsed = restoreItem.safeParse(row);
	if (!parsed.success) return { ok: false, reason: complaint(parsed.error, 'the outcome') };
	const sealed = sealedRow(parsed.data.userId, row);
	const fault = sealFault(connection, sealed);
	const refusal = acceptUnsealed ? null : fault;
	const record = restoreRecord.safeParse(row);
	const before = record.data?.before ?? null;
	const isRefused = refusal !== null && sealed.seal !== undefined && sealed.seal !== null;
	// A row that was changed after it was sealed need not be checked any further.
	if (isRefused) {
		const value = { ...parsed.data, before: null, steps: null, isSealed: false, refusal };
		return { ok: true, value };
	}
	if (!record.success) return { ok: false, reason: complaint(record.error, 'the outcome') };
	if (before === null) {
		return {
			ok: false,
			reason: 'the outcome has no before-image ("before"), so there is nothing to restore',
		};
	}
	if (before.userId !== parsed.data.userId) return { ok: false, reason: OTHER_USER };
	const done = record.data.steps ?? null;
	return {
		ok: true,
		value: { ...parsed.data, before, steps: done, isSealed: fault === null, refusal },
	};
}
