import { z } from 'zod';
import { trimName } from '../../licensing/model/closest';
import type { SignalName } from '../../licensing/model/activity';
import { SIGNAL_NAMES } from '../../licensing/model/activity';
import { FORM_SIGNALS } from '../../licensing/playbook/form/labels';
import type { FieldNote, IntegrationProfile, ProfileField } from '../../licensing/playbook/profile';
import { CHANNEL_LABELS, noteOn, PROFILE_NUMBERS } from '../../licensing/playbook/profile';
import { currencyCode, describe } from '../parameters/given';
import type { Read } from './fieldValues';
import { choiceOf, isBlank, jsonOr, namesOf, numberOf, yesOrNo } from './fieldValues';
import { pricesOf } from './profilePrices';

/** Parses the independent fields of a profile, each on its own, so that every mistake is reported at once. */

/** Turns a reader into a schema. */
const reads = <T>(read: (given: unknown) => Read<T>) =>
	z.unknown().transform((given, context): T => {
		const result = read(given);
		if (result.ok) return result.value;
		context.addIssue({ code: 'custom', message: result.reason });
		return z.NEVER;
	});

/** Adds a check to a reader. */
function then<T>(
	schema: z.ZodType<T, z.ZodTypeDef, unknown>,
	check: (value: T, context: z.RefinementCtx) => void,
) {
	return schema.pipe(z.custom<T>().superRefine(check));
}

/** The value of a profile if nothing was entered. */
const orPreset = <T>(preset: T, read: (given: unknown) => Read<T>) =>
	reads((given) =>
		given === undefined || given === null ? { ok: true, value: preset } : read(given),
	);

const text = reads<string>((given) => {
	if (isBlank(given)) return { ok: true, value: '' };
	if (typeof given === 'string') return { ok: true, value: trimName(given) };
	return { ok: false, reason: `it is ${describe(given)}. Enter a text.` };
});

const textOrNull = text.transform((value) => (value === '' ? null : value));

/** The name becomes part of the job names. */
export const LONGEST_NAME = 60;
const displayName = then(text, (name, context) => {
	const message =
		name === ''
			? 'it is missing. Enter a name for the profile.'
			: `it has ${name.length} characters. Use at most ${LONGEST_NAME}.`;
	if (name === '' || name.length > LONGEST_NAME) context.addIssue({ code: 'custom', message });
});

const number = ({ preset, ...range }: (typeof PROFILE_NUMBERS)[keyof typeof PROFILE_NUMBERS]) =>
	orPreset<number>(preset, (given) => numberOf(given, range));

/** One e-mail address; texts with a display name or a second address are refused. */
const ADDRESS = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+\.[^\s@<>(),;:"\\[\].]+$/;
const email = then(text, (address, context) => {
	if (address === '' || ADDRESS.test(address)) return;
	const message = `"${address}" is not an e-mail address. Enter one address, such as it@example.com, or leave it empty.`;
	context.addIssue({ code: 'custom', message });
});

/** A username, or a user ID of 15 or 18 characters. */
const USER = /^(?:[^\s@]+@[^\s@]+|005[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?)$/;
const users = then(reads(namesOf), (names, context) => {
	for (const name of names.filter((one) => !USER.test(one))) {
		const message = `"${name}" is neither a username (in Salesforce, it looks like an e-mail address) nor a user ID (it begins with 005). Correct or remove it.`;
		context.addIssue({ code: 'custom', message });
	}
});

/** More of them make every page of the form slow, because the profile carries them. */
const MOST_PEOPLE = 5000;
const people = then(reads(namesOf), (addresses, context) => {
	const wrong = addresses.find((one) => !ADDRESS.test(one));
	if (wrong !== undefined) {
		const message = `"${wrong}" is not an e-mail address. Enter one address on each line.`;
		context.addIssue({ code: 'custom', message });
	}
	if (addresses.length > MOST_PEOPLE) {
		const message = `there are ${addresses.length} addresses. Enter at most ${MOST_PEOPLE}. For more people, use the parameter Directory of Find Candidates in a workflow of your own.`;
		context.addIssue({ code: 'custom', message });
	}
});

const SIGNALS = Object.fromEntries(
	SIGNAL_NAMES.map((name) => [name, [FORM_SIGNALS[name]]]),
) as Record<SignalName, string[]>;
const signals = orPreset<SignalName[]>(['lastLogin'], (given) => {
	const names = namesOf(given);
	const chosen = names.ok ? names.value.map((one) => choiceOf(SIGNALS, one)) : [undefined];
	const known = chosen.filter((one) => one !== undefined);
	if (known.length === chosen.length && known.length > 0) {
		return { ok: true, value: SIGNAL_NAMES.filter((name) => known.includes(name)) };
	}
	const labels = Object.values(FORM_SIGNALS).join(', ');
	return { ok: false, reason: `it is ${describe(given)}. Choose at least one of ${labels}.` };
});

const CHANNELS = {
	email: [CHANNEL_LABELS.email],
	slack: [CHANNEL_LABELS.slack],
	ticket: [CHANNEL_LABELS.ticket],
};
const askBy = orPreset<keyof typeof CHANNELS>('email', (given) => {
	const value = choiceOf(CHANNELS, given);
	if (value !== undefined) return { ok: true, value };
	const labels = Object.values(CHANNEL_LABELS).join(', ');
	return { ok: false, reason: `it is ${describe(given)}. Choose one of ${labels}.` };
});

const currency = reads<string | null>((given) => {
	if (isBlank(given)) return { ok: true, value: null };
	const code = currencyCode.safeParse(given);
	if (code.success) return { ok: true, value: code.data };
	return {
		ok: false,
		reason: `it is ${describe(given)}. Enter a three-letter code, such as USD or EUR.`,
	};
});

const kept = <T>(start: '[' | '{', schema: z.ZodType<T>) =>
	orPreset<T | null>(null, (given) => {
		const parsed = schema.safeParse(jsonOr(given, start));
		if (parsed.success) return { ok: true, value: parsed.data };
		if (isBlank(given)) return { ok: true, value: null };
		return { ok: false, reason: `it is ${describe(given)}. Leave it as the playbook stored it.` };
	});

type OwnFields = Omit<IntegrationProfile, 'rules' | 'dryRun' | 'onSilence' | 'status'>;

const FIELDS: {
	[K in keyof OwnFields]-?: z.ZodType<
		NonNullable<OwnFields[K]> | OwnFields[K],
		z.ZodTypeDef,
		unknown
	>;
} = {
	displayName,
	profileType: text.transform((value) => (value === '' ? 'Salesforce CRM' : value)),
	connection: text,
	downloadSubflow: text,
	reclaimSubflow: text,
	orgId: textOrNull,
	orgName: textOrNull,
	excludedUsernames: users,
	excludedIdentifiers: reads(namesOf),
	signals,
	directory: people,
	prices: reads(pricesOf),
	currency,
	maxUsers: number(PROFILE_NUMBERS.maxUsers),
	maxPercent: number(PROFILE_NUMBERS.maxPercent),
	autoReclaim: orPreset(false, yesOrNo),
	notifyUser: orPreset(false, yesOrNo),
	askBy,
	daysToAnswer: number(PROFILE_NUMBERS.daysToAnswer),
	managerEmail: email,
	graceDays: number(PROFILE_NUMBERS.graceDays),
	alertEmail: email,
	publishedAt: textOrNull,
	createdBy: textOrNull,
	lanes: kept('{', z.record(z.unknown())),
	access: kept('[', z.array(z.unknown())),
};

const LATER_FIELDS: ReadonlySet<string> = new Set(['signals', 'directory']);

/** The fields that could be read, and the errors of the others. */
export function fieldsGiven(given: Readonly<Record<string, unknown>>): {
	values: Partial<OwnFields>;
	mistakes: FieldNote[];
} {
	const values: Record<string, unknown> = {};
	const mistakes: FieldNote[] = [];
	for (const [name, schema] of Object.entries(FIELDS)) {
		// Profiles from before there were such columns do not get them by being read.
		if (LATER_FIELDS.has(name) && (given[name] ?? null) === null) continue;
		const parsed = schema.safeParse(given[name]);
		if (parsed.success) values[name] = parsed.data;
		else
			for (const { message } of parsed.error.issues) {
				mistakes.push(noteOn(name as ProfileField, message));
			}
	}
	return { values: values as Partial<OwnFields>, mistakes };
}

/** The answer to "Reclaim subscriptions?"; null if it was not asked. */
export const reclaimsGiven = (given: unknown): Read<boolean | null> =>
	given === undefined || given === null ? { ok: true, value: null } : yesOrNo(given);
