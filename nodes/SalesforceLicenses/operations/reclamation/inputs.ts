import { z } from 'zod';
import { LICENSE_KINDS } from '../../licensing/model';
import type { ReclaimRequest } from '../../licensing/plan';
import type { RestoreRequest } from '../../licensing/restore';
import type { ReclamationRule } from '../../licensing/rules';
import { RULE_ACTIONS, RULE_DEFAULTS } from '../../licensing/rules';
import { OUTCOME_KINDS, STEP_KINDS, stepKey } from '../../licensing/steps';
import { KEY_PREFIX } from '../../salesforce/schema';
import { isId, toLongId } from '../../salesforce/soql';

/** The border for what users give: rules, candidates, stored plans and outcomes. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string };

/** "a, b" or ["a","b"]. */
export function toList(value: string): string[] {
	return value
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

const list = z.union([z.array(z.string()), z.string().transform(toList)]);
const days = z.number().finite().min(0);

const rule = z
	.object({
		name: z.string().min(1).default(RULE_DEFAULTS.name),
		licenseKinds: z.array(z.enum(LICENSE_KINDS)).default(RULE_DEFAULTS.licenseKinds),
		licenseIdentifiers: list.default(RULE_DEFAULTS.licenseIdentifiers),
		inactiveDays: days.default(RULE_DEFAULTS.inactiveDays),
		includeNeverLoggedIn: z.boolean().default(RULE_DEFAULTS.includeNeverLoggedIn),
		minimumAccountAgeDays: days.default(RULE_DEFAULTS.minimumAccountAgeDays),
		action: z.enum(RULE_ACTIONS).default(RULE_DEFAULTS.action),
		exemptUsernames: list.default(RULE_DEFAULTS.exemptUsernames),
	})
	.strict();

/** Which row and field is wrong, in words: `rule 2, inactiveDays: Expected number, received string`. */
function complaint(error: z.ZodError, what: string): string {
	return error.issues
		.slice(0, 3)
		.map(({ path, message }) => {
			const row = typeof path[0] === 'number' ? `${what} ${path[0] + 1}` : what;
			const field = path.slice(typeof path[0] === 'number' ? 1 : 0).join('.');
			return field === '' ? `${row}: ${message}` : `${row}, ${field}: ${message}`;
		})
		.join('; ');
}

export function parseRules(json: unknown): Parsed<ReclamationRule[]> {
	let value = json;
	if (typeof json === 'string') {
		try {
			value = JSON.parse(json);
		} catch (error) {
			return { ok: false, reason: `The rules are no valid JSON: ${(error as Error).message}` };
		}
	}
	const parsed = z.array(rule).min(1, 'At least one rule is needed').safeParse(value);
	return parsed.success
		? { ok: true, value: parsed.data }
		: { ok: false, reason: complaint(parsed.error, 'rule') };
}

const userId = z
	.string({ required_error: 'is missing' })
	.refine((value) => isId(value, KEY_PREFIX.User), {
		message: 'is no Salesforce user id (15 or 18 characters that start with 005)',
	})
	.transform(toLongId);

const orgId = z
	.string()
	.refine((value) => isId(value, KEY_PREFIX.Organization), {
		message: 'is no Salesforce org id (15 or 18 characters that start with 00D)',
	})
	.transform(toLongId)
	.nullish()
	.transform((value) => value ?? null);

const textOrNull = z
	.string()
	.nullish()
	.transform((value) => value ?? null);

const holds = z
	.array(
		z.object({
			assignmentId: z.string().default(''),
			licenseId: z.string().min(1),
			licenseIdentifier: z.string().default(''),
		}),
	)
	.nullish()
	.transform((value) => value ?? null);

/** Layers that an older or hand-made before-image lacks are null: not known, so not restored. */
const beforeImage = z.object({
	userId,
	username: z.string().default(''),
	isActive: z.boolean(),
	isFrozen: z
		.boolean()
		.nullish()
		.transform((value) => value ?? null),
	profileId: textOrNull,
	userLicenseId: textOrNull,
	permissionSets: z
		.array(
			z.object({
				assignmentId: z.string().default(''),
				permissionSetId: textOrNull,
				permissionSetGroupId: textOrNull,
				name: textOrNull,
				licenseIds: z.array(z.string()).default([]),
			}),
		)
		.nullish()
		.transform((value) => value ?? null),
	permissionSetLicenses: holds,
	packageLicenses: holds,
	featureLicenses: z
		.array(z.string())
		.nullish()
		.transform((value) => value ?? null),
	lastLoginAt: textOrNull,
	readAt: z.string().default(''),
});

const steps = z.array(
	z.object({
		step: z.enum(STEP_KINDS),
		recordId: z.string().regex(/^[a-zA-Z0-9]{15,18}$/, 'is no Salesforce id'),
		target: textOrNull,
		outcome: z.enum(OUTCOME_KINDS),
	}),
);

const saving = z
	.number()
	.nullish()
	.transform((value) => value ?? null);

const profileId = z
	.string()
	.refine((value) => isId(value, KEY_PREFIX.Profile), {
		message: 'is no Salesforce profile id (15 or 18 characters that start with 00e)',
	})
	.transform(toLongId)
	.nullish()
	.transform((value) => value ?? null);

const request = z.object({
	userId,
	orgId,
	licenseKind: z.enum(LICENSE_KINDS),
	licenseIdentifier: z.string().min(1, 'is empty'),
	action: z.enum(RULE_ACTIONS),
	targetProfileId: profileId,
	lastActivityAt: z.string().nullish(),
	recheckActivity: z.boolean().default(true),
	outcome: z.enum(OUTCOME_KINDS).nullish(),
	steps: steps.nullish(),
	before: z.object({ lastLoginAt: z.string().nullish(), profileId: textOrNull }).nullish(),
	saving,
	currency: textOrNull,
});

/** One input item of Reclaim: a candidate, a stored plan (the outcome of a dry run) or a hand-built row. */
export function parseReclaimItem(json: unknown): Parsed<ReclaimRequest> {
	const parsed = request.safeParse(json);
	if (!parsed.success) return { ok: false, reason: complaint(parsed.error, 'the candidate') };
	const { before, lastActivityAt, outcome, steps: planned, ...rest } = parsed.data;
	const known = lastActivityAt !== undefined ? lastActivityAt : before?.lastLoginAt;
	const isPlan = outcome === 'planned' && planned !== null && planned !== undefined;
	return {
		ok: true,
		value: {
			...rest,
			...(known === undefined ? {} : { lastActivityAt: known }),
			plan: isPlan
				? { stepKeys: planned.map(stepKey), profileId: before?.profileId ?? null }
				: null,
		},
	};
}

const restoreItem = z.object({
	candidateKey: z
		.string()
		.nullish()
		.transform((value) => value ?? null),
	orgId,
	userId,
	licenseKind: z.enum(LICENSE_KINDS).default('userLicense'),
	licenseIdentifier: z.string().default(''),
	action: z.enum(RULE_ACTIONS).default('deactivate'),
	outcome: z
		.enum(OUTCOME_KINDS)
		.nullish()
		.transform((value) => value ?? null),
	steps: steps.nullish(),
	before: beforeImage.nullish(),
	saving,
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
		return { ok: false, reason: 'the before-image belongs to another user' };
	}
	const stepOutcomes = (done ?? []).map(({ outcome }) => outcome);
	return { ok: true, value: { ...rest, stepOutcomes, before } };
}
