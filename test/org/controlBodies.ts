import { z } from 'zod';
import { ENDLESS_STYLES } from './endlessPages';
import { FAULT_KINDS } from './faults';
import { LEFT_BEHIND } from './hosts';
import { LOCKS } from './rowFaults';

/** The bodies that the control plane accepts; patterns are regular expressions. */
const count = z.number().int().min(0);
const pattern = z.string().transform((text) => new RegExp(text));
export const Fault = z
	.object({
		kind: z.enum(FAULT_KINDS),
		method: z.string().optional(),
		path: pattern.optional(),
		soql: pattern.optional(),
		bodyText: pattern.optional(),
		after: count.optional(),
		times: count.optional(),
		delayMs: count.optional(),
		answer: z
			.object({
				status: z.number().int().min(200).max(599).optional(),
				headers: z.record(z.string()).optional(),
				body: z.unknown(),
				bytes: count.optional(),
			})
			.strict()
			.optional(),
		effect: z.enum(['none', 'served']).optional(),
		style: z.enum(ENDLESS_STYLES).optional(),
	})
	.strict();
const told = z.enum(Object.keys(LOCKS) as [keyof typeof LOCKS]);
export const RowLocks = z
	.object({ count, times: count.default(1), told: told.optional() })
	.strict();
const operation = z.enum(['create', 'update', 'delete']);
export const RowFaults = z
	.object({
		code: z.string(),
		message: z.string(),
		fields: z.array(z.string()).optional(),
		object: z.string().optional(),
		operation: operation.optional(),
		count: count.optional(),
		times: count.optional(),
	})
	.strict();
export const TransactionLimits = z
	.object({
		object: z.string(),
		operation: operation.optional(),
		rows: count,
		message: z.string().optional(),
	})
	.strict();
export const Move = z.object({ oldHostAnswers: z.enum(LEFT_BEHIND).optional() }).strict();
export const Limits = z
	.object({ dailyApiLimit: count.optional(), apiCalls: count.optional() })
	.strict();
export const AppSettings = z
	.object({
		name: z.string(),
		clientSecret: z.string(),
		callbackUrls: z.array(z.string()),
		scopes: z.array(z.string()),
		flows: z.object({ authorizationCode: z.boolean(), clientCredentials: z.boolean() }),
		requirePkce: z.boolean(),
		requireSecret: z.boolean(),
		runAsUsername: z.string(),
		permittedUsers: z.enum(['all', 'adminApproved']),
		approvedUserIds: z.array(z.string()),
		blocked: z.boolean(),
		rotateRefreshTokens: z.boolean(),
		accessTokenLifetimeMs: count,
		ageMinutes: z.number().min(0),
	})
	.partial()
	.strict();
