import { z } from 'zod';
import { LICENSE_KINDS } from '../../../licensing/model/licenses';
import type { Portion } from '../../../licensing/playbook/portions/combine';
import type { Pool, StoredSnapshot } from '../../../licensing/playbook/portions/snapshots';
import { KEY_PREFIX } from '../../../salesforce/schema/schema';
import { isId } from '../../../salesforce/schema/soql';

/** The border for what a store keeps of portions, licenses and snapshots. Other columns do not matter. */

const kind = z.enum(LICENSE_KINDS);
const text = z.string().min(1);
const count = z.number().int().min(0);
const ref = { licenseKind: kind, licenseIdentifier: text, licenseName: z.string() };
const model = z.string().nullable().default(null);
const userId = z.string().refine((id) => isId(id, KEY_PREFIX.User), 'it is not a user ID');
/** A store may return an empty text for null. */
const cursor = z.preprocess((value) => (value === '' ? null : value), userId.nullable());
const amount = z.number().finite().nullable().default(null);

const summary = z.object({
	orgId: text,
	resumeAfter: cursor,
	readKinds: z.array(kind),
	unreadKinds: z.array(z.object({ licenseKind: kind, reason: z.string() })),
	leftOut: z.array(z.object({ what: z.string(), reason: z.string() })),
	warnings: z.array(z.string()),
	calls: count,
	subscriptions: count,
	added: count,
	changed: count,
	removed: count,
	unchanged: count,
	licenses: z.array(
		z.object({ ...ref, softwareModel: model, subscriptions: count, inactive: count }),
	),
});

const portion: z.ZodType<Portion, z.ZodTypeDef, unknown> = z.object({
	run: text,
	number: z.number().int().min(1),
	endedAt: z.string().datetime(),
	afterUserId: cursor,
	summary,
});

/** The portions, or why they cannot be used: they are from a run that ended, so it has to start over. */
export function storedPortions(
	rows: readonly unknown[],
): { ok: true; portions: Portion[] } | { ok: false; reason: string } {
	const parsed = z.array(portion).safeParse(rows);
	if (parsed.success) return { ok: true, portions: parsed.data };
	const [{ path, message }] = parsed.error.issues;
	const [index, ...field] = path;
	return { ok: false, reason: `row ${Number(index) + 1}, ${field.join('.')}: ${message}` };
}

export const pool: z.ZodType<Pool & { orgId: string }, z.ZodTypeDef, unknown> = z.object({
	orgId: text,
	licenseKind: text,
	licenseIdentifier: text,
	total: amount,
	used: amount,
	price: amount,
});

export const snapshot: z.ZodType<StoredSnapshot, z.ZodTypeDef, unknown> = z.object({
	...ref,
	id: z.unknown(),
	profile: z.string().nullable(),
	day: z.string().nullable(),
	softwareModel: model,
});
