import { z } from 'zod';
import { foldName, trimName } from '../../licensing/model/closest';
import { ACTION_LABELS, RULE_ACTIONS } from '../../licensing/model/actions';
import { DETECTORS } from '../../licensing/finding/detectors/allDetectors';
import { DETECTOR_NAMES } from '../../licensing/finding/detectors/names';
import type { DetectorName } from '../../licensing/finding/detectors/names';
import type { ReclamationRule } from '../../licensing/finding/rules';
import { RULE_DEFAULTS } from '../../licensing/finding/rules';
import { KIND_LABELS, LICENSE_KINDS } from '../../licensing/model/licenses';
import type { RuleChoices, RuleCondition } from '../../licensing/playbook/form/details/ruleChoices';
import { IN_ORDER, NO_CHOICES, rulesOf } from '../../licensing/playbook/form/details/ruleChoices';
import {
	BY_FORM,
	BY_JSON,
	FORM_ACTIONS,
	FORM_KINDS,
	LOOK_FOR,
} from '../../licensing/playbook/form/labels';
import type { FieldNote, ProfileField } from '../../licensing/playbook/profile';
import { noteOn } from '../../licensing/playbook/profile';
import { describe } from '../parameters/given';
import { parseRules, ruleFaults } from '../reclamation/rules/ruleSchema';
import type { Read } from './fieldValues';
import { choiceOf, isBlank, namesOf, numberOf, yesOrNo } from './fieldValues';

/**
 * The rules of a profile: a list, JSON, or one rule from the form fields. Checked with the schema of Find
 * Candidates.
 */

export interface RulesGiven {
	/** As they are stored: only the entered fields. */
	rules: Array<Record<string, unknown>>;
	/** The same with the defaults of the node. */
	complete: ReclamationRule[];
	mistakes: FieldNote[];
}

/** The names of actions and kinds: the labels of the playbook's form, and those of the node. */
const both = <T extends string>(
	values: readonly T[],
	...labels: ReadonlyArray<Readonly<Record<T, string>>>
) =>
	Object.fromEntries(values.map((value) => [value, labels.map((label) => label[value])])) as Record<
		T,
		string[]
	>;
const ACTION_CHOICES = both(RULE_ACTIONS, FORM_ACTIONS, ACTION_LABELS);
const KIND_CHOICES = both(LICENSE_KINDS, FORM_KINDS, KIND_LABELS);
const SOURCES = { form: [BY_FORM], json: [BY_JSON] };
const FORM_FIELDS = [
	'licenseKinds',
	'licenseIdentifiers',
	'inactiveDays',
	'action',
	'targetProfileId',
	'lookFor',
	'frozenDays',
	'minimumAccountAgeDays',
	'includeNeverLoggedIn',
] as const;
const LOOK_FOR_CHOICES = both(IN_ORDER, LOOK_FOR);
const ACCOUNT_AGE = { least: 0, most: 3650, isWhole: true };
const UNUSED_AFTER = { least: 1, most: 3650, isWhole: true };
/** A profile ID with 15 or 18 characters. */
const PROFILE_ID = /^00e[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?$/;

const refused = (field: ProfileField, message: string): RulesGiven => ({
	rules: [],
	complete: [],
	mistakes: [noteOn(field, message)],
});

/** `names`: what rules from the form are called, by what they look for. */
export function rulesGiven(
	given: Readonly<Record<string, unknown>>,
	names: RuleChoices['names'] = {},
): RulesGiven {
	const { ruleSource, rules, rulesJson } = given;
	if (isBlank(ruleSource)) {
		if (!isBlank(rules)) return listed(rules, 'rules');
		if (!isBlank(rulesJson)) return listed(rulesJson, 'rulesJson');
		if (FORM_FIELDS.some((field) => !isBlank(given[field]))) return ofForm(given, names);
		return refused('rules', ONE_RULE);
	}
	const source = choiceOf(SOURCES, ruleSource);
	if (source === 'form') return ofForm(given, names);
	if (source === 'json') return listed(rulesJson, 'rulesJson');
	return refused(
		'ruleSource',
		`it is ${describe(ruleSource)}. Choose Use the fields below or Use JSON.`,
	);
}

const ONE_RULE =
	'there is no rule. Enter at least one, such as [{ "name": "Unused seats", "inactiveDays": 60 }].';

const objects = z.array(z.record(z.unknown()));

function listed(value: unknown, field: 'rules' | 'rulesJson'): RulesGiven {
	let list = value;
	if (isBlank(value)) return refused(field, ONE_RULE);
	if (typeof value === 'string') {
		try {
			list = JSON.parse(value) as unknown;
		} catch (error) {
			return refused(field, `this is not valid JSON: ${(error as Error).message}`);
		}
	}
	const parsed = objects.safeParse(list);
	if (!parsed.success) return refused(field, `it is ${describe(list)}. ${LIST_OF_RULES}`);
	if (parsed.data.length === 0) return refused(field, ONE_RULE);
	return checked(parsed.data, (rule, at, message) => {
		const where = rule === null ? '' : `rule ${rule + 1}${at === null ? '' : `, ${at}`}: `;
		return noteOn(field, `${where}${message}`);
	});
}

const LIST_OF_RULES =
	'Enter a list of rules, such as [{ "name": "Unused seats", "inactiveDays": 60 }].';

type ToNote = (rule: number | null, field: string | null, message: string) => FieldNote;

function checked(rules: Array<Record<string, unknown>>, toNote: ToNote): RulesGiven {
	const mistakes = rules.flatMap((rule, index) =>
		faultsOfTarget(rule).map((text) => toNote(index, 'targetProfileId', text)),
	);
	const forNode = rules.map(({ targetProfileId, ...rule }) =>
		isBlank(targetProfileId)
			? rule
			: { ...rule, targetProfile: rule.targetProfile ?? targetProfileId },
	);
	for (const { rule, field, message } of ruleFaults(forNode)) {
		mistakes.push(toNote(rule, field, message));
	}
	const names = new Set<string>();
	for (const [index, { name = RULE_DEFAULTS.name }] of rules.entries()) {
		const word = foldName(String(name));
		if (names.has(word)) {
			const text = `another rule has the name "${String(name)}" too. Give each rule its own name.`;
			mistakes.push(toNote(index, 'name', text));
		}
		names.add(word);
	}
	const parsed = parseRules(forNode);
	return { rules, complete: parsed.ok ? parsed.value : [], mistakes };
}

function faultsOfTarget(rule: Record<string, unknown>): string[] {
	const { targetProfile, targetProfileId } = rule;
	const detector = DETECTOR_NAMES.find(
		(name) => name === (rule.detector ?? RULE_DEFAULTS.detector),
	);
	const preset = detector === undefined ? undefined : DETECTORS[detector].actions[0];
	const action = rule.action ?? preset;
	const isGiven = !isBlank(targetProfileId);
	if (isGiven && !(typeof targetProfileId === 'string' && PROFILE_ID.test(targetProfileId))) {
		return [`it is ${describe(targetProfileId)}. ${ENTER_PROFILE_ID}`];
	}
	if (isGiven && !isBlank(targetProfile) && targetProfile !== targetProfileId) {
		return ['targetProfile names another profile. Remove one of the two.'];
	}
	const isMissing = action === 'changeProfile' && !isGiven && isBlank(targetProfile);
	return isMissing
		? [`it is missing, and the action needs a profile to move users to. ${ENTER_PROFILE_ID}`]
		: [];
}

const ENTER_PROFILE_ID =
	'Enter the name of a profile (in JSON: targetProfile), or its ID: 15 or 18 characters that begin with 00e (it is in the URL of the profile: Setup > Users > Profiles).';

/** The rules of what was chosen; errors name the field of the form. */
function ofForm(given: Readonly<Record<string, unknown>>, names: RuleChoices['names']): RulesGiven {
	const mistakes: FieldNote[] = [];
	const read = <T>(field: ProfileField, result: Read<T>, otherwise: T): T => {
		if (result.ok) return result.value;
		mistakes.push(noteOn(field, result.reason));
		return otherwise;
	};
	const chosen = <T extends string>(
		field: 'lookFor' | 'licenseKinds',
		choices: Readonly<Record<T, readonly string[]>>,
		labels: string,
	): T[] => {
		const names = namesOf(given[field]);
		const values = names.ok ? names.value.map((one) => choiceOf(choices, one)) : [undefined];
		if (values.includes(undefined)) {
			mistakes.push(noteOn(field, `it is ${describe(given[field])}. Choose from ${labels}.`));
		}
		return values.filter((one) => one !== undefined);
	};
	const number = (
		field: 'inactiveDays' | 'frozenDays' | 'minimumAccountAgeDays',
		preset: number,
	) =>
		isBlank(given[field])
			? preset
			: read(
					field,
					numberOf(given[field], field === 'minimumAccountAgeDays' ? ACCOUNT_AGE : UNUSED_AFTER),
					preset,
				);
	const action = isBlank(given.action) ? NO_CHOICES.action : choiceOf(ACTION_CHOICES, given.action);
	if (action === undefined) {
		const labels = RULE_ACTIONS.map((one) => FORM_ACTIONS[one]).join(', ');
		mistakes.push(noteOn('action', `it is ${describe(given.action)}. Choose one of ${labels}.`));
	}
	const isAsked = given.lookFor !== undefined && given.lookFor !== null;
	const lookFor = isAsked
		? chosen('lookFor', LOOK_FOR_CHOICES, IN_ORDER.map((one) => LOOK_FOR[one]).join('; '))
		: (['unusedSeat'] as const);
	if (lookFor.length === 0 && mistakes.every(({ field }) => field !== 'lookFor')) {
		mistakes.push(noteOn('lookFor', 'nothing is ticked. Tick at least one.'));
	}
	const kinds = LICENSE_KINDS.map((kind) => FORM_KINDS[kind]).join(', ');
	const isMove = (one: DetectorName) => DETECTORS[one].actions[0] === 'changeProfile';
	const moves =
		lookFor.some(isMove) || (action === 'changeProfile' && lookFor.includes('unusedSeat'));
	const choices: RuleChoices = {
		...NO_CHOICES,
		lookFor: [...lookFor],
		licenseKinds: chosen('licenseKinds', KIND_CHOICES, kinds),
		licenseIdentifiers: read('licenseIdentifiers', namesOf(given.licenseIdentifiers), []),
		inactiveDays: number('inactiveDays', NO_CHOICES.inactiveDays),
		frozenDays: number('frozenDays', NO_CHOICES.frozenDays),
		minimumAccountAgeDays: number('minimumAccountAgeDays', NO_CHOICES.minimumAccountAgeDays),
		includeNeverLoggedIn: isBlank(given.includeNeverLoggedIn)
			? NO_CHOICES.includeNeverLoggedIn
			: read('includeNeverLoggedIn', yesOrNo(given.includeNeverLoggedIn), true),
		action: action ?? NO_CHOICES.action,
		target: moves ? targetOf(given.targetProfileId) : null,
		conditions: conditionsOf(given.conditions),
		exemptions: conditionsOf(given.exemptions),
		names,
	};
	const rules = rulesOf(choices);
	if (rules.length === 0) return { rules, complete: [], mistakes };
	const result = checked(rules, (rule, field, message) =>
		noteOn(formFieldOf(rule === null ? undefined : rules[rule], field), message),
	);
	return { ...result, mistakes: uniqueNotes([...mistakes, ...result.mistakes]) };
}

/** The field of the form behind a field of a rule. */
function formFieldOf(
	rule: Record<string, unknown> | undefined,
	field: string | null,
): ProfileField {
	const [name] = (field ?? '').split(' ');
	if (name === 'targetProfile') return 'targetProfileId';
	if (name === 'inactiveDays' && rule?.detector === 'frozenTooLong') return 'frozenDays';
	if (name === 'conditions' || name === 'exemptions') return name;
	return FORM_FIELDS.find((one) => one === name) ?? 'action';
}

/** The same mistake in several rules is said once. */
const uniqueNotes = (notes: readonly FieldNote[]): FieldNote[] => [
	...new Map(notes.map((note) => [`${note.field}:${note.message}`, note])).values(),
];

/** A value that is not a list is treated as one condition, which the check refuses. */
const conditionsOf = (given: unknown): RuleCondition[] =>
	(isBlank(given) ? [] : [given].flat()) as RuleCondition[];

/** A profile by its ID or by its name; what only begins like an ID is neither. */
function targetOf(given: unknown): NonNullable<RuleChoices['target']> {
	if (typeof given !== 'string') return { targetProfileId: given };
	const target = trimName(given);
	const isName = target !== '' && !/^00[0-9a-zA-Z]\w{9,}$/.test(target);
	return isName ? { targetProfile: target } : { targetProfileId: target };
}
