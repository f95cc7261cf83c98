import { z } from 'zod';

/** The types of columns that most records share. */

/** Salesforce writes `2026-10-01T10:00:00.000+0000`; ours are ISO-8601 UTC. */
export const timestamp = z
	.string()
	.nullish()
	.transform((value) =>
		value === null || value === undefined || value === '' ? null : toIso(value),
	);

const dateFormat = /([+-]\d{2})(\d{2})$/;

export function toIso(value: string): string {
	const date = new Date(value.replace(dateFormat, '$1:$2'));
	return Number.isNaN(date.getTime()) ? value : date.toISOString();
}

export const text = z
	.string()
	.nullish()
	.transform((value) => value ?? null);
