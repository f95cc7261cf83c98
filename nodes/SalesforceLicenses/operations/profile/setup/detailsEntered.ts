import { CONDITION_FIELD_NAMES } from '../../../licensing/finding/conditions';
import type { DetailsPage } from '../../../licensing/playbook/form/details/detailsPage';
import { priceField, recordOf } from '../../../licensing/playbook/form/details/licenseFields';
import { said } from '../../../licensing/playbook/form/details/entered';
import type { Values } from '../../../licensing/playbook/form/details/values';
import { conditionNames, identifiersOf } from '../../../licensing/playbook/form/details/values';
import {
	BY_FORM,
	BY_JSON,
	FORM_OPERATORS,
	PER_MONTH,
} from '../../../licensing/playbook/form/labels';
import { PROFILE_LABELS } from '../../../licensing/playbook/profile';
import type { FieldMistake } from '../../../licensing/playbook/form/fields';
import { isBlank } from '../fieldValues';
import { amountOf, pricesOf } from '../profilePrices';
import type { Answered } from './answer';

/** What was entered on the pages of the profile, in the words of the pages and as fields of a profile. */

/** The entries of one page, with identifiers where licenses were ticked. */
export function enteredOn(page: DetailsPage, answered: Answered): Record<string, unknown> {
	const { entered, licenses } = answered;
	const given: Record<string, unknown> = { ...entered };
	delete given.otherwise;
	delete given.seen;
	for (const name of ['licenseIdentifiers', 'excludedIdentifiers']) {
		if (Array.isArray(given[name])) given[name] = identifiersOf(given[name], licenses.all);
	}
	if (page === 'rules') given.ruleSource = BY_FORM;
	if (page === 'json') given.ruleSource = BY_JSON;
	return page === 'details' ? withPrices(given, answered) : given;
}

/** The price fields by the identifiers of their licenses, as they were typed. */
function withPrices(given: Record<string, unknown>, { shown }: Answered): Record<string, unknown> {
	const priced = Array.isArray(shown.carry?.priced) ? shown.carry.priced : [];
	const priceOf: Record<string, unknown> = {};
	for (const [index, license] of priced.entries()) {
		const name = recordOf(license).licenseIdentifier;
		const typed = given[priceField(index)];
		if (typeof name === 'string' && !isBlank(typed)) priceOf[name] = typed;
		delete given[priceField(index)];
	}
	return { ...given, priceOf };
}

/** The values of all pages as a profile to judge, and what cannot even be said in one. */
export function profileOf(values: Values): {
	given: Record<string, unknown>;
	mistakes: FieldMistake[];
} {
	const mistakes: FieldMistake[] = [];
	const given = Object.fromEntries(
		Object.entries(values).filter(([name]) => name in PROFILE_LABELS),
	);
	given.prices = pricesEntered(values, mistakes);
	given.conditions = conditionsEntered(values, 'only', mistakes);
	given.exemptions = conditionsEntered(values, 'never', mistakes);
	return { given, mistakes };
}

function pricesEntered(values: Values, mistakes: FieldMistake[]): Record<string, number> {
	const each = values.pricePeriod === PER_MONTH ? 12 : 1;
	const perYear = (price: number) => Math.round(price * each * 100) / 100;
	const more = pricesOf(values.morePrices);
	if (!more.ok) mistakes.push({ field: 'morePrices', message: `Prices: ${more.reason}` });
	const prices: Record<string, number> = {};
	for (const [name, typed] of Object.entries(recordOf(values.priceOf))) {
		const price = amountOf(typed);
		if (price !== null) prices[name] = perYear(price);
		else {
			const message = `Price of "${name}": "${String(typed)}" is not a price. Enter a number, 0 or more, such as 2100.`;
			mistakes.push({ field: `priceOf:${name}`, message });
		}
	}
	for (const [name, price] of Object.entries(more.ok ? more.value : {})) {
		if (name in prices) {
			const message = `Prices: "${name}" has two prices. Remove one of them.`;
			mistakes.push({ field: 'morePrices', message });
		} else prices[name] = perYear(price);
	}
	return prices;
}

const byLabel = (labels: Readonly<Record<string, string>>, label: string): string =>
	Object.keys(labels).find((key) => labels[key] === label) ?? label;

/** The conditions that were filled in; what is half filled in is a mistake at its field. */
function conditionsEntered(
	values: Values,
	which: 'only' | 'never',
	mistakes: FieldMistake[],
): Array<Record<string, unknown>> {
	return conditionNames(which).flatMap((names) => {
		const field = said(values, names.field);
		const value = said(values, names.value).trim();
		if (field === '') {
			if (value === '') return [];
			const message = 'Choose what to compare with this value, or remove it.';
			mistakes.push({ field: names.field, message });
			return [];
		}
		const operator = byLabel(FORM_OPERATORS, said(values, names.operator) || FORM_OPERATORS.equals);
		const needsValue = operator !== 'isEmpty' && operator !== 'isNotEmpty';
		if (needsValue && value === '') {
			const message = `Enter the value that ${field} is compared with, or choose "is empty".`;
			mistakes.push({ field: names.value, message });
			return [];
		}
		const many = operator === 'oneOf' || operator === 'notOneOf';
		const list = value
			.split(/[,;]/)
			.map((part) => part.trim())
			.filter((part) => part !== '');
		return [
			{
				field: byLabel(CONDITION_FIELD_NAMES, field),
				operator,
				...(needsValue ? { value: many ? list : value } : {}),
			},
		];
	});
}
