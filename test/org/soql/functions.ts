import type { Field } from '../objects/field';
import type { Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import type { Asking } from './context';
import { pointAt } from './context';
import { isDate } from './literals';
import type { Path } from './paths';
import { resolvePath } from './paths';

/** A field or a function of one, as WHERE, GROUP BY, HAVING and ORDER BY name it. */
export interface Named {
	field?: string;
	fn?: FunctionCall;
}

export interface FunctionCall {
	functionName?: string;
	parameters?: unknown[];
	rawValue?: string;
}

const week = (date: Date) => Math.floor((date.getUTCDate() - 1) / 7) + 1;
const yearDay = (date: Date) =>
	Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;

/** SOQL and SOSL Reference, "Date Functions"; in UTC, and with the calendar year as fiscal year. */
const DATE_FUNCTIONS: Readonly<Record<string, (date: Date) => number>> = {
	CALENDAR_YEAR: (date) => date.getUTCFullYear(),
	CALENDAR_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
	CALENDAR_MONTH: (date) => date.getUTCMonth() + 1,
	FISCAL_YEAR: (date) => date.getUTCFullYear(),
	FISCAL_QUARTER: (date) => Math.floor(date.getUTCMonth() / 3) + 1,
	FISCAL_MONTH: (date) => date.getUTCMonth() + 1,
	DAY_IN_MONTH: (date) => date.getUTCDate(),
	DAY_IN_WEEK: (date) => date.getUTCDay() + 1,
	DAY_IN_YEAR: yearDay,
	HOUR_IN_DAY: (date) => date.getUTCHours(),
	WEEK_IN_MONTH: week,
	WEEK_IN_YEAR: (date) => Math.floor((yearDay(date) - 1) / 7) + 1,
};

const computed = (type: Field['type']): Field => ({
	type,
	filterable: true,
	createable: false,
	updateable: false,
	nillable: true,
});

export const isDateFunction = (name: string | undefined): boolean =>
	name !== undefined && (name.toUpperCase() in DATE_FUNCTIONS || name.toUpperCase() === 'DAY_ONLY');

/** The value of a field or of a date function. */
export function resolveNamed(asking: Asking, object: string, named: Named, alias?: string): Path {
	if (named.fn === undefined) return resolvePath(asking, object, String(named.field), alias);
	const name = String(named.fn.functionName).toUpperCase();
	if (!isDateFunction(name)) return unknownFunction(asking, named.fn);
	const path = resolvePath(asking, object, String(named.fn.parameters?.[0]), alias);
	if (!isDate(path.field.type))
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`${pointAt(asking.text, path.spelled)}field '${path.spelled}' does not support date functions`,
		);
	const spelled = `${name}(${path.spelled})`;
	const value = (row: Row): unknown => {
		const text = path.get(row);
		if (typeof text !== 'string') return null;
		return name === 'DAY_ONLY' ? text.slice(0, 10) : DATE_FUNCTIONS[name](new Date(text));
	};
	const field = computed(name === 'DAY_ONLY' ? 'date' : 'int');
	return { spelled, names: [spelled], field, steps: [], get: value, valueOf: value };
}

function unknownFunction({ text }: Asking, { rawValue, functionName }: FunctionCall): never {
	throw new SalesforceRefusal(
		'MALFORMED_QUERY',
		`${pointAt(text, String(rawValue ?? functionName))}unexpected token: '${String(functionName)}'`,
	);
}
