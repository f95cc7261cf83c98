import { z } from 'zod';
import { closest, trimName } from '../../../licensing/model/closest';
import type { Condition } from '../../../licensing/finding/conditions';
import {
	CONDITION_FIELDS,
	isConditionField,
	OPERATORS,
} from '../../../licensing/finding/conditions';
import { DETECTOR_NAMES } from '../../../licensing/finding/detectors/names';
import { DETECTORS, ruleConflict } from '../../../licensing/finding/detectors/allDetectors';
import { LICENSE_KINDS } from '../../../licensing/model/licenses';
import type { ReclamationRule } from '../../../licensing/finding/rules';
import { RULE_ACTIONS } from '../../../licensing/model/actions';
import { RULE_DEFAULTS } from '../../../licensing/finding/rules';
import type { Parsed } from '../../parameters/inputs';
import { currencyCode, namesSchema, someText, toList } from '../../parameters/given';
import { complaint, oneOf, strictObject } from '../../parameters/inputs';

/** Parses reclamation rules, whether they come from the form or as JSON. */

/** A hundred years are as good as never, and every resulting date is valid. */
const days = z.number().finite().min(0).max(36_500);

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const SELECT_FIELD = 'Select a field, or enter the API name of a custom field of User';

const condition = strictObject({
	field: z
		.string({
			required_error: `is missing. ${SELECT_FIELD}`,
			invalid_type_error: `${SELECT_FIELD}, as a text`,
		})
		.transform(trimName)
		.superRefine((name, context) => {
			if (isConditionField(name)) return;
			if (name === '') {
				context.addIssue({
					code: 'custom',
					message: `is empty. ${SELECT_FIELD}, e.g. Cost_Center__c.`,
				});
				return;
			}
			const near = closest(name, CONDITION_FIELDS, 1);
			const hint = near.length === 0 ? '' : ` Did you mean "${near[0]}"?`;
			context.addIssue({
				code: 'custom',
				message: `There is no field "${name}".${hint} Use ${CONDITION_FIELDS.join(', ')}, or the API name of a custom field of User, e.g. Cost_Center__c.`,
			});
		}),
	operator: oneOf('operator', OPERATORS).default('equals'),
	value: z
		.union([scalar, z.array(scalar)], {
			errorMap: () => ({
				message: 'Enter a text, a number, true, false or a list of these',
			}),
		})
		.nullish(),
}).transform(({ field, operator, value }, context): Condition => {
	if (operator === 'isEmpty' || operator === 'isNotEmpty') return { field, operator, values: [] };
	const isList = operator === 'oneOf' || operator === 'notOneOf';
	const given = isList && typeof value === 'string' ? toList(value) : [value ?? []].flat();
	const values = given.map(String).filter((text) => trimName(text) !== '');
	if (values.length === 0 || (!isList && values.length > 1)) {
		const needed = isList ? 'A list of values is needed' : 'One value is needed';
		const hint = isList ? '' : '; several go with oneOf, none with isEmpty';
		context.addIssue({
			code: 'custom',
			path: ['value'],
			message: needed + hint,
		});
	}
	return { field, operator, values };
});

const conditions = z.array(condition).default([]);

const rule = strictObject({
	name: someText('name is empty').default(RULE_DEFAULTS.name),
	detector: oneOf('detector', DETECTOR_NAMES).default(RULE_DEFAULTS.detector),
	licenseKinds: namesSchema.pipe(z.array(oneOf('license kind', LICENSE_KINDS))).default([]),
	licenseIdentifiers: namesSchema.default([]),
	excludeLicenseIdentifiers: namesSchema.default([]),
	softwareModels: namesSchema.default([]),
	inactiveDays: days.default(RULE_DEFAULTS.inactiveDays),
	includeNeverLoggedIn: z.boolean().default(RULE_DEFAULTS.includeNeverLoggedIn),
	minimumAccountAgeDays: days.default(RULE_DEFAULTS.minimumAccountAgeDays),
	conditions,
	action: oneOf('action', RULE_ACTIONS).nullish(),
	exemptUsernames: namesSchema.default([]),
	exemptions: conditions,
	targetProfile: someText('targetProfile is empty').nullish(),
	price: z.number().finite().min(0, 'A price must be 0 or more').nullish(),
	currency: currencyCode.nullish(),
}).transform((given, context): ReclamationRule => {
	const complete = {
		...given,
		action: given.action ?? DETECTORS[given.detector].actions[0],
		targetProfile: given.targetProfile ?? null,
		price: given.price ?? null,
		currency: given.currency ?? null,
	};
	const conflict = ruleConflict(complete);
	if (conflict !== null) context.addIssue({ code: 'custom', message: conflict });
	if (complete.price !== null && complete.currency === null) {
		context.addIssue({
			code: 'custom',
			path: ['currency'],
			message: 'currency is missing; a price needs one, e.g. USD',
		});
	}
	return complete;
});

const rules = z
	.array(rule, {
		invalid_type_error: 'A list of rules is needed',
		required_error: 'A list of rules is needed, but there is none',
	})
	.min(1, 'Enter at least one rule');

/** The rules, or which rule and which of its fields is wrong. */
export function parseRules(json: unknown): Parsed<ReclamationRule[]> {
	let value = json;
	if (typeof json === 'string') {
		try {
			value = JSON.parse(json);
		} catch (error) {
			return {
				ok: false,
				reason: `Rules (JSON) is not valid JSON: ${(error as Error).message}`,
			};
		}
	}
	const parsed = rules.safeParse(value);
	return parsed.success
		? { ok: true, value: parsed.data }
		: { ok: false, reason: complaint(parsed.error, 'rule') };
}

/** One error in a list of rules: which rule (from 0), which field of it, and what is wrong. */
export interface RuleFault {
	rule: number | null;
	field: string | null;
	message: string;
}

/** All errors in these rules, for a form that shows them field by field. */
export function ruleFaults(value: unknown): RuleFault[] {
	const parsed = rules.safeParse(value);
	if (parsed.success) return [];
	return parsed.error.issues.map(({ path: [rule, ...field], message }) => ({
		rule: typeof rule === 'number' ? rule : null,
		field: field.length === 0 ? null : field.map(named).join(' '),
		message,
	}));
}

const named = (part: string | number) => (typeof part === 'number' ? String(part + 1) : part);
