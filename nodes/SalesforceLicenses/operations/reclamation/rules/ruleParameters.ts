import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { DETECTORS, kindsAsked } from '../../../licensing/finding/detectors/allDetectors';
import { DETECTOR_NAMES } from '../../../licensing/finding/detectors/names';
import type { LicenseKind } from '../../../licensing/model/licenses';
import { KIND_NAMES } from '../../../licensing/model/licenses';
import type { ReclamationRule } from '../../../licensing/finding/rules';
import { ACTION_LABELS, RULE_ACTIONS } from '../../../licensing/model/actions';
import { licenseKindsParameter } from '../../parameters/parameters';
import type { Parameters } from '../../parameters/values';
import { fieldOf, parametersOf } from '../../parameters/values';
import { asInJson } from './conditionFields';
import { ANY_ACTION_FIELD, DETECTOR_FIELD } from './detectorFields';
import { OWN_OPTIONS, RULE_FIELDS, SELDOM_CHANGED } from './ruleFields';
import { parseRules } from './ruleSchema';

/** The rules of the node's parameters: one from the form, or a list of them as JSON. */
export function rulesParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: readonly INodeProperties[],
): ReclamationRule[] {
	const given = parametersOf(context, itemIndex);
	const asJson = given.option(fieldOf(fields, 'rulesSource'), ['form', 'json']) === 'json';
	const json = fieldOf(fields, 'rulesJson');
	const parsed = parseRules(asJson ? given.value(json) : [ruleOfForm(given)]);
	if (parsed.ok) return parsed.value;
	if (asJson) {
		const cure = 'Fix Rules (JSON). Its description lists the fields of a rule.';
		throw given.refuse(json, parsed.reason, cure);
	}
	throw new NodeOperationError(context.getNode(), parsed.reason.replace(/^rule 1/, 'The rule'), {
		description: 'Nothing was read. Fix that field of the rule.',
		itemIndex,
	});
}

/** The selected kinds, without those that no rule can pick from: each costs calls. */
export function kindsParameter(
	context: IExecuteFunctions,
	itemIndex: number,
	rules: readonly ReclamationRule[],
): LicenseKind[] {
	const chosen = licenseKindsParameter(context, itemIndex);
	const asked = kindsAsked(rules, chosen);
	if (asked.length > 0) return asked;
	throw new NodeOperationError(
		context.getNode(),
		`License Kinds: none of your rules applies to ${chosen.map((kind) => `${KIND_NAMES[kind]}s`).join(', ')}`,
		{
			description: `Nothing was read. Select the kinds that the detectors and actions of your rules apply to. For example, ${ACTION_LABELS.removeLicense} does not apply to user licenses.`,
			itemIndex,
		},
	);
}

/** The rule as it would be in JSON. Hidden fields have their defaults. */
function ruleOfForm(given: Parameters): IDataObject {
	const detector = given.option(DETECTOR_FIELD, DETECTOR_NAMES);
	const action = {
		...ANY_ACTION_FIELD,
		default: DETECTORS[detector].actions[0],
	};
	const added = given.inside(fieldOf(RULE_FIELDS, 'ruleOptions'));
	/** Where a part of the rule is: among its options, or beside them. */
	const part = (name: string): [Parameters, INodeProperties] => {
		const field = fieldOf(SELDOM_CHANGED, name);
		return [added.has(field) ? added : given, field];
	};
	const names = (name: string) => {
		const [source, field] = part(name);
		return source.list(field);
	};
	const [neverLoggedIn, neverLoggedInField] = part('includeNeverLoggedIn');
	const [accountAge, accountAgeField] = part('minimumAccountAgeDays');
	return {
		detector,
		licenseIdentifiers: names('licenseIdentifiers'),
		inactiveDays: given.wholeNumber(fieldOf(RULE_FIELDS, 'inactiveDays')),
		includeNeverLoggedIn: neverLoggedIn.toggle(neverLoggedInField),
		minimumAccountAgeDays: accountAge.wholeNumber(accountAgeField),
		conditions: listed(...part('conditions')),
		action: given.option(action, RULE_ACTIONS),
		exemptUsernames: names('exemptUsernames'),
		exemptions: listed(...part('exemptions')),
		...optionsOf(added),
	};
}

/** The entries of a list of conditions. An expression that yields nothing is not treated as an empty list. */
function listed(given: Parameters, field: INodeProperties): IDataObject[] {
	const added = given.inside(field).value({ ...field, name: 'condition', default: [] });
	return (asInJson(added) ?? null) as IDataObject[];
}

const LISTS: ReadonlySet<string> = new Set(['softwareModels', 'excludeLicenseIdentifiers']);

/** The options that were added to the rule. Options that were left empty are ignored. */
function optionsOf(inside: Parameters): IDataObject {
	const options: IDataObject = {};
	for (const option of OWN_OPTIONS) {
		if (!inside.has(option)) continue;
		if (LISTS.has(option.name)) {
			const names = inside.list(option);
			if (names.length > 0) options[option.name] = names;
			continue;
		}
		const value = option.type === 'number' ? inside.number(option) : inside.text(option);
		if (value !== '') options[option.name] = value;
		else if (inside.isExpression(option)) {
			const cure = 'Check the expression, or remove the option.';
			throw inside.refuse(option, 'its expression returns an empty text', cure);
		}
	}
	return options;
}
