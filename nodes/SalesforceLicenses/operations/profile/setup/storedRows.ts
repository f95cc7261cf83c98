import { z } from 'zod';
import type { Handed, StoredProfile } from '../../../licensing/playbook/form/setup';
import { SIGNAL_NAMES } from '../../../licensing/model/activity';
import { inItem } from '../../parameters/jsonRows';
import { EMPTY } from './answer';

/** Rows as tables give them. A column that cannot be read is null, as if it had never been written: nothing is guessed. */

const text = z.string().nullish().catch(null);
const number = z.number().finite().nullish().catch(null);
const toggle = z.boolean().nullish().catch(null);
const record = z.record(z.unknown());
const texts = z.array(z.string()).nullish().catch(null);

const profile = inItem(
	z.object({
		id: z.union([z.number(), z.string()]).optional().catch(undefined),
		displayName: z.string().min(1),
		status: z.enum(['Draft', 'Published']).nullish().catch(null),
		profileType: text,
		connection: text,
		downloadSubflow: text,
		reclaimSubflow: text,
		orgId: text,
		orgName: text,
		rules: z.array(record).nullish().catch(null),
		excludedUsernames: texts,
		excludedIdentifiers: texts,
		signals: z.array(z.enum(SIGNAL_NAMES)).nullish().catch(null),
		directory: texts,
		prices: z.record(z.number()).nullish().catch(null),
		currency: text,
		dryRun: toggle,
		maxUsers: number,
		maxPercent: number,
		autoReclaim: toggle,
		notifyUser: toggle,
		askBy: z.enum(['email', 'slack', 'ticket']).nullish().catch(null),
		daysToAnswer: number,
		onSilence: z.enum(['keep', 'reclaim']).nullish().catch(null),
		managerEmail: text,
		graceDays: number,
		alertEmail: text,
		publishedAt: text,
		createdBy: text,
		lanes: record.nullish().catch(null),
		access: z.array(z.unknown()).nullish().catch(null),
	}),
);

export const storedProfile: z.ZodType<StoredProfile, z.ZodTypeDef, unknown> = profile;

const mistakes = z.array(z.object({ field: z.string(), message: z.string() })).catch([]);
const changes = z
	.array(
		z.object({
			field: z.string(),
			label: z.string(),
			before: z.string(),
			after: z.string(),
			isRisky: z.boolean(),
		}),
	)
	.catch([]);
const warnings = z
	.array(z.object({ field: z.string(), label: z.string(), message: z.string() }))
	.catch([]);
const connection = z
	.object({ name: z.string(), download: z.string(), reclaim: z.string() })
	.nullable()
	.catch(null);

const handed: z.ZodType<Handed, z.ZodTypeDef, unknown> = z.object({
	message: z.string().catch(EMPTY.message),
	entered: record.nullable().catch(null),
	mistakes,
	next: storedProfile.nullable().catch(null),
	changes,
	warnings,
	grant: z.enum(['client', 'code']).catch(EMPTY.grant),
	connection,
	isNew: z.boolean().catch(false),
	since: z.string().catch(''),
	startError: z.string().catch(''),
});

/** What the answer before handed on; a part that is not there, or is not what it should be, is empty. */
export const handedOn = (before: Record<string, unknown>): Handed => handed.parse(before);
