import { z } from 'zod';

/** The column types that most records share. */

/** Salesforce returns `2026-10-01T10:00:00.000+0000`, or `2026-10-01`; this node uses ISO-8601 UTC. */
export const timestamp = z
	.string()
	.nullish()
	.transform((value, context) => {
		if (value === null || value === undefined || value === '') return null;
		const time = toIso(value);
		if (time !== null) return time;
		context.addIssue({ code: 'custom', message: 'Expected a date, received another text' });
		return z.NEVER;
	});

const DATE = /^\d{4}-\d{2}-\d{2}(?:T|$)/;
const zone = /([+-]\d{2})(\d{2})$/;

/** Null for an invalid date: comparing with a date that cannot be read would switch off a check. */
export function toIso(value: string): string | null {
	if (!DATE.test(value)) return null;
	const date = new Date(value.includes('T') ? value.replace(zone, '$1:$2') : value);
	return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

export const text = z
	.string()
	.nullish()
	.transform((value) => value ?? null);

export const amount = z
	.number()
	.nullish()
	.transform((value) => value ?? null);

/**
 * Standard fields that are true or false: in CSV only their names distinguish them from text. The type of
 * a custom field is not in its name (`IsContractor__c` may be a text); Describe has it.
 */
export const BOOLEAN_FIELDS = /^(?!\w+__c$)(Is[A-Z]\w*|UserPermissions\w+)$/;
