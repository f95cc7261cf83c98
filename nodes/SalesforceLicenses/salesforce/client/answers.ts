import { z } from 'zod';
import { text } from '../schema/columnTypes';

/** REST API Developer Guide, "Composite Batch"; the responses to COUNT() queries. */
export const batchOfCounts = z.object({
	results: z.array(
		z
			.object({ statusCode: z.number(), result: z.unknown() })
			.transform(({ statusCode, result }) => {
				const { totalSize } = (statusCode === 200 ? result : {}) as { totalSize?: unknown };
				return typeof totalSize === 'number' ? totalSize : null;
			}),
	),
});

const isRow = (value: unknown) => typeof value === 'object' && value !== null;

/** REST API Developer Guide, "Query". The schema of the object parses the rows. */
export const queryPage = z.object({
	totalSize: z.number(),
	done: z.boolean(),
	nextRecordsUrl: z.string().nullish(),
	records: z.custom<Array<Record<string, unknown>>>(
		(value) => Array.isArray(value) && value.every(isRow),
	),
});

/** REST API Developer Guide, "Composite": a response for each request, in the same order. */
export const compositeResult = z.object({
	compositeResponse: z.array(z.object({ httpStatusCode: z.number(), body: z.unknown() })),
});

/** Bulk API 2.0, "Get Information About a Query Job". */
export const bulkQueryJob = z.object({
	id: z.string(),
	state: z.string(),
	errorMessage: text,
	/** How many rows the result has, once the job is complete. */
	numberRecordsProcessed: z.number().nullish(),
});

/** sObject Describe: the parts that are used here. */
export const describeResult = z.object({
	createable: z.boolean().optional(),
	updateable: z.boolean().optional(),
	deletable: z.boolean().optional(),
	fields: z.array(
		z
			.object({
				name: z.string(),
				custom: z.boolean().optional(),
				type: z.string().optional(),
				label: z.string().nullish(),
				referenceTo: z.array(z.string()).optional(),
			})
			.passthrough(),
	),
});
