import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { kindsAsked } from '../../../licensing/finding/detectors/allDetectors';
import type { LicenseKind } from '../../../licensing/model/licenses';
import type { ReclamationRule } from '../../../licensing/finding/rules';
import { RULE_DEFAULTS } from '../../../licensing/finding/rules';
import { licenseKindsParameter } from '../../parameters/parameters';
import { parseRules } from './ruleSchema';

/** The rules of the node's parameters: one from the form, or a list of them as JSON. */
export function rulesParameter(context: IExecuteFunctions, itemIndex: number): ReclamationRule[] {
	const asJson = context.getNodeParameter('rulesSource', itemIndex) === 'json';
	const parsed = parseRules(
		asJson ? context.getNodeParameter('rulesJson', itemIndex) : [ruleOfForm(context, itemIndex)],
	);
	if (parsed.ok) return parsed.value;
	throw new NodeOperationError(
		context.getNode(),
		asJson ? `Rules (JSON): ${parsed.reason}` : parsed.reason.replace(/^rule 1/, 'The rule'),
		{
			description: asJson
				? 'Mend the parameter Rules (JSON). Its description lists the fields of a rule.'
				: 'Mend that field of the rule. Nothing was read.',
			itemIndex,
		},
	);
}

/** The chosen kinds, without those that no rule can pick from: each costs calls. */
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
		`License Kinds: no rule can pick anything of ${chosen.join(', ')}`,
		{
			description:
				'Nothing was read. Choose the kinds that the detectors and the actions of the rules are about: removeLicense takes no user licenses, for example.',
			itemIndex,
		},
	);
}

/** The rule as JSON would say it. What the form hides has its default. */
function ruleOfForm(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const parameter = <T>(name: string, preset: T) =>
		context.getNodeParameter(name, itemIndex, preset) as T;
	const listed = (name: string) =>
		parameter<{ condition?: IDataObject[] }>(name, {}).condition ?? [];
	const typed = context.getNode().parameters;
	// A field that was left empty says nothing. An expression that gives nothing is refused: it was to say something.
	const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('=');
	const names = (name: string) => {
		const value = parameter<unknown>(name, '') ?? '';
		return value === '' && !isExpression(typed[name]) ? undefined : value;
	};
	const given = parameter<IDataObject>('ruleOptions', {});
	const typedOptions = (typed.ruleOptions ?? {}) as IDataObject;
	const options = Object.entries(given).filter(
		([name, value]) => value !== '' || isExpression(typedOptions[name]),
	);
	return {
		detector: parameter<string>('detector', RULE_DEFAULTS.detector),
		licenseIdentifiers: names('licenseIdentifiers'),
		inactiveDays: parameter<number>('inactiveDays', RULE_DEFAULTS.inactiveDays),
		includeNeverLoggedIn: parameter<boolean>('includeNeverLoggedIn', true),
		minimumAccountAgeDays: parameter<number>(
			'minimumAccountAgeDays',
			RULE_DEFAULTS.minimumAccountAgeDays,
		),
		conditions: listed('conditions'),
		action: parameter<string | null>('action', null),
		exemptUsernames: names('exemptUsernames'),
		exemptions: listed('exemptions'),
		...Object.fromEntries(options),
	};
}
