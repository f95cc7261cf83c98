import { z } from 'zod';
import { foldName, trimName } from '../../licensing/model/closest';
import { ACTION_LABELS, RULE_ACTIONS } from '../../licensing/model/actions';
import { DETECTORS } from '../../licensing/finding/detectors/allDetectors';
import { DETECTOR_NAMES } from '../../licensing/finding/detectors/names';
import type { ReclamationRule } from '../../licensing/finding/rules';
import { RULE_DEFAULTS } from '../../licensing/finding/rules';
import { KIND_LABELS, LICENSE_KINDS } from '../../licensing/model/licenses';
import { BY_FORM, BY_JSON, FORM_ACTIONS, FORM_KINDS } from '../../licensing/playbook/form/labels';
import type { FieldNote, ProfileField } from '../../licensing/playbook/profile';
import { noteOn } from '../../licensing/playbook/profile';
import { describe } from '../parameters/given';
import { parseRules, ruleFaults } from '../reclamation/rules/ruleSchema';
import { choiceOf, isBlank, namesOf, numberOf } from './fieldValues';

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
] as const;
const UNUSED_AFTER = { least: 1, most: 3650, isWhole: true };
/** A profile ID with 15 or 18 characters. */
const PROFILE_ID = /^00e[a-zA-Z0-9]{12}(?:[a-zA-Z0-9]{3})?$/;

const refused = (field: ProfileField, message: string): RulesGiven => ({
	rules: [],
	complete: [],
	mistakes: [noteOn(field, message)],
});

/** `name`: the name of a rule from the form. */
export function rulesGiven(
	given: Readonly<Record<string, unknown>>,
	name: string = RULE_DEFAULTS.name,
): RulesGiven {
	const { ruleSource, rules, rulesJson } = given;
	if (isBlank(ruleSource)) {
		if (!isBlank(rules)) return listed(rules, 'rules');
		if (!isBlank(rulesJson)) return listed(rulesJson, 'rulesJson');
		if (FORM_FIELDS.some((field) => !isBlank(given[field]))) return ofForm(given, name);
		return refused('rules', ONE_RULE);
	}
	const source = choiceOf(SOURCES, ruleSource);
	if (source === 'form') return ofForm(given, name);
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

/** One rule; its errors name the field of the form. */
function ofForm(given: Readonly<Record<string, unknown>>, name: string): RulesGiven {
	const mistakes: FieldNote[] = [];
	const kinds = namesOf(given.licenseKinds);
	const chosen = kinds.ok ? kinds.value.map((kind) => choiceOf(KIND_CHOICES, kind)) : [undefined];
	if (chosen.includes(undefined)) {
		const labels = LICENSE_KINDS.map((kind) => FORM_KINDS[kind]).join(', ');
		mistakes.push(
			noteOn('licenseKinds', `it is ${describe(given.licenseKinds)}. Choose from ${labels}.`),
		);
	}
	const licenses = namesOf(given.licenseIdentifiers);
	if (!licenses.ok) mistakes.push(noteOn('licenseIdentifiers', licenses.reason));
	const days = isBlank(given.inactiveDays)
		? { ok: true as const, value: RULE_DEFAULTS.inactiveDays }
		: numberOf(given.inactiveDays, UNUSED_AFTER);
	if (!days.ok) mistakes.push(noteOn('inactiveDays', days.reason));
	const action = isBlank(given.action)
		? RULE_DEFAULTS.action
		: choiceOf(ACTION_CHOICES, given.action);
	if (action === undefined) {
		const labels = RULE_ACTIONS.map((one) => FORM_ACTIONS[one]).join(', ');
		mistakes.push(noteOn('action', `it is ${describe(given.action)}. Choose one of ${labels}.`));
	}
	const rule = {
		name,
		licenseKinds: chosen.filter((kind) => kind !== undefined),
		...(licenses.ok && licenses.value.length > 0 ? { licenseIdentifiers: licenses.value } : {}),
		inactiveDays: days.ok ? days.value : RULE_DEFAULTS.inactiveDays,
		action: action ?? RULE_DEFAULTS.action,
		...(action === 'changeProfile' ? targetOf(given.targetProfileId) : {}),
	};
	const result = checked([rule], (_rule, field, message) =>
		noteOn(
			field === 'targetProfile'
				? 'targetProfileId'
				: (FORM_FIELDS.find((name) => name === field) ?? 'action'),
			message,
		),
	);
	return { ...result, mistakes: [...mistakes, ...result.mistakes] };
}

/** A profile by its ID or by its name; what only begins like an ID is neither. */
function targetOf(given: unknown): Record<string, unknown> {
	if (typeof given !== 'string') return { targetProfileId: given };
	const target = trimName(given);
	const isName = target !== '' && !/^00[0-9a-zA-Z]\w{9,}$/.test(target);
	return isName ? { targetProfile: target } : { targetProfileId: target };
}
