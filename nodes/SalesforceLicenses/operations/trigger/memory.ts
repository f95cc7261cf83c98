import { z } from 'zod';
import { LICENSE_KINDS } from '../../licensing/model/licenses';
import type { Memory } from '../../licensing/watching/memory';
import { PART_NAMES } from '../../licensing/watching/memory';

/** What n8n stored since the last poll. It may have been imported or edited. */

const set = z
	.object({
		size: z.number().int().min(0),
		list: z.string().optional(),
		sketch: z.string().optional(),
	})
	.refine(({ list, sketch }) => (list === undefined) !== (sketch === undefined));
/** A time that does not say when is no time. */
const time = z.string().refine((text) => text === '' || !Number.isNaN(Date.parse(text)));
const part = z.object({
	config: z.string(),
	mark: z.string(),
	newest: z.string(),
	ties: z.number(),
	cutoff: time,
	set,
});
const kind = z.enum(LICENSE_KINDS);
const memory = z.object({
	version: z.literal(1),
	orgId: z.string().min(15),
	polledAt: time,
	poolConfig: z.string(),
	poolKinds: z.array(kind),
	features: z.array(z.string()),
	licenses: z.array(
		z.object({
			kind,
			id: z.string(),
			identifier: z.string(),
			name: z.string(),
			pool: z
				.object({
					low: z.number(),
					over: z.number(),
					expiry: z.string().nullable(),
					unrecognized: z.boolean(),
				})
				.nullable(),
		}),
	),
	parts: z.record(z.enum(PART_NAMES), part),
});

/** Null if nothing is stored yet; `unreadable` if this version did not write it. */
export function parseMemory(kept: unknown): Memory | null | 'unreadable' {
	if (kept === undefined || kept === null) return null;
	// n8n returns an object that records every change; parsing makes a copy.
	const parsed = memory.safeParse(JSON.parse(JSON.stringify(kept)));
	return parsed.success ? parsed.data : 'unreadable';
}
