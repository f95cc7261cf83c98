import { z } from 'zod';
import { LICENSE_KINDS } from '../../../licensing/model/licenses';
import type { ReclaimRequest } from '../../../licensing/planning/plan';
import type { RestoreRequest } from '../../../licensing/restoring/restore';
import { RULE_ACTIONS } from '../../../licensing/model/actions';
import type { Step } from '../../../licensing/planning/steps';
import { isTaking, OUTCOME_KINDS, STEP_KINDS, stepKey } from '../../../licensing/planning/steps';
import { PREMISES } from '../../../licensing/model/userState';
import { OWNED_OBJECTS } from '../../../salesforce/users/ownership';
import { KEY_PREFIX } from '../../../salesforce/schema/schema';
import { isId, toLongId } from '../../../salesforce/schema/soql';
import type { Parsed } from '../../parameters/inputs';
import { someText } from '../../parameters/given';
import { complaint, oneOf } from '../../parameters/inputs';
import { amount, flag, orNull, pastTime } from '../../parameters/itemValues';

/** The border for the items of Reclaim and Restore: candidates, stored plans and outcomes. */

const userId = z
	.string({ required_error: 'is missing' })
	.refine((value) => isId(value, KEY_PREFIX.User), {
		message: 'is no Salesforce user id (15 or 18 characters that start with 005)',
	})
	.transform(toLongId);

const orgId = orNull(
	z
		.string()
		.refine((value) => isId(value, KEY_PREFIX.Organization), {
			message: 'is no Salesforce org id (15 or 18 characters that start with 00D)',
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

/** Layers that an older or hand-made before-image lacks are null: not known, so not restored. */
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
			step: z.enum(STEP_KINDS, { errorMap: () => ({ message: 'is no step of this node' }) }),
			recordId: z.string().regex(/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/, 'is no Salesforce id'),
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
			{ message: 'is no object whose records are handed over', path: ['name'] },
		),
);

const profileId = orNull(
	z
		.string()
		.refine((value) => isId(value, KEY_PREFIX.Profile), {
			message: 'is no Salesforce profile id (15 or 18 characters that start with 00e)',
		})
		.transform(toLongId),
);

const request = z.object({
	userId,
	orgId,
	licenseKind: oneOf('license kind', LICENSE_KINDS),
	licenseIdentifier: someText('is empty'),
	action: oneOf('action', RULE_ACTIONS),
	targetProfileId: profileId,
	lastLoginAt: pastTime,
	lastActivityAt: pastTime,
	recheckActivity: flag.default(true),
	onlyWhile: orNull(z.enum(PREMISES)),
	outcome: orNull(z.enum(OUTCOME_KINDS)),
	steps: steps.nullish(),
	before: beforeImage.partial().extend({ userId }).nullish(),
	saving: amount,
	currency: textOrNull,
});

/**
 * One input item of Reclaim: a candidate, a stored plan (the outcome of a dry run), the outcome of a
 * run that did not finish, or a hand-built row.
 */
export function parseReclaimItem(json: unknown): Parsed<ReclaimRequest> {
	const parsed = request.safeParse(json);
	if (!parsed.success) return { ok: false, reason: complaint(parsed.error, 'the candidate') };
	const { before, lastLoginAt, lastActivityAt, outcome, steps: given, ...rest } = parsed.data;
	if (before && before.userId !== rest.userId) return { ok: false, reason: OTHER_USER };
	// The last login is what can be compared with the org; other activity only stands in for it.
	const known = [lastLoginAt, before?.lastLoginAt, lastActivityAt].find((one) => one !== undefined);
	const planned = given?.filter((step) => step.outcome === 'planned') ?? [];
	const isPlan = outcome === 'planned' && planned.length > 0;
	const plan = isPlan
		? { stepKeys: planned.map(stepKey), profileId: before?.profileId ?? null }
		: null;
	return {
		ok: true,
		value: {
			...rest,
			...(known === undefined ? {} : { knownLoginAt: known }),
			plan,
			earlier: earlierOf(given ?? [], json),
		},
	};
}

const withImage = z.object({ before: beforeImage });

/** What an earlier run wrote stays on the record, with what the user was before that. */
function earlierOf(given: readonly Step[], json: unknown): ReclaimRequest['earlier'] {
	const written = given.filter(
		({ step, outcome }) => isTaking(step) && (outcome === 'done' || outcome === 'unknown'),
	);
	const image = withImage.safeParse(json);
	return written.length === 0 || !image.success
		? null
		: { steps: written, before: image.data.before };
}

const OTHER_USER = 'the before-image belongs to another user';

const restoreItem = z.object({
	candidateKey: textOrNull,
	orgId,
	userId,
	licenseKind: z.enum(LICENSE_KINDS).default('userLicense'),
	licenseIdentifier: z.string().default(''),
	action: z.enum(RULE_ACTIONS).default('deactivate'),
	outcome: orNull(z.enum(OUTCOME_KINDS)),
	steps: steps.nullish(),
	before: beforeImage.nullish(),
	saving: amount,
	currency: textOrNull,
});

/** One input item of Restore: an outcome of Reclaim, or `{userId, before}` from a store. */
export function parseRestoreItem(json: unknown): Parsed<RestoreRequest> {
	const parsed = restoreItem.safeParse(json);
	if (!parsed.success) return { ok: false, reason: complaint(parsed.error, 'the outcome') };
	const { before, steps: done, ...rest } = parsed.data;
	if (before === null || before === undefined) {
		return {
			ok: false,
			reason: 'the outcome has no before-image ("before"), so there is nothing to go back to',
		};
	}
	if (before.userId !== rest.userId) {
		return { ok: false, reason: OTHER_USER };
	}
	return { ok: true, value: { ...rest, steps: done ?? null, before } };
}
