import type { Query } from '@jetstreamapp/soql-parser-js';
import { SalesforceRefusal } from '../refusal';
import type { ParsedColumn } from './aggregates';
import type { Asking } from './context';
import { pointAt } from './context';
import type { Path } from './paths';
import { resolvePath } from './paths';

/** FIELDS(ALL) and FIELDS(CUSTOM) require LIMIT 200 or less (SOQL and SOSL Reference, "FIELDS()"). */
const MAX_FIELDS_LIMIT = 200;
/** Functions that change how a value is displayed, not the value: this org has one language. */
const SHOWN_AS_IS = ['TOLABEL', 'FORMAT', 'CONVERTCURRENCY', 'CONVERTTIMEZONE'];

/** The SELECT list without aggregates and child queries. */
export function selectColumns(
	asking: Asking,
	object: string,
	query: Query,
	parsed: readonly ParsedColumn[],
): Path[] {
	const columns = parsed.flatMap((column) => columnsOf(asking, object, column, query));
	const seen = new Set<string>();
	for (const { spelled } of columns) {
		if (seen.has(spelled))
			throw new SalesforceRefusal(
				'MALFORMED_QUERY',
				`${pointAt(asking.text, spelled)}duplicate field selected: ${spelled}`,
			);
		seen.add(spelled);
	}
	return columns;
}

function columnsOf(asking: Asking, object: string, column: ParsedColumn, query: Query): Path[] {
	const { type, field, rawValue, functionName } = column;
	const alias = query.sObjectAlias;
	if (type === 'FieldSubquery') return [];
	if (type === 'Field' || type === 'FieldRelationship')
		return [resolvePath(asking, object, String(rawValue ?? field), alias)];
	const name = functionName?.toUpperCase() ?? '';
	if (name === 'FIELDS') return fieldsOf(asking, object, column, query);
	const parameter = String(column.parameters?.[0]);
	if (SHOWN_AS_IS.includes(name)) return [resolvePath(asking, object, parameter, alias)];
	throw new SalesforceRefusal(
		'MALFORMED_QUERY',
		`${pointAt(asking.text, String(rawValue))}unexpected token: '${String(rawValue)}'`,
	);
}

function fieldsOf(asking: Asking, object: string, column: ParsedColumn, query: Query): Path[] {
	const { org, userId } = asking;
	const what = String(column.parameters?.[0]).toUpperCase();
	if (what !== 'STANDARD' && (query.limit === undefined || query.limit > MAX_FIELDS_LIMIT))
		throw new SalesforceRefusal(
			'MALFORMED_QUERY',
			`${pointAt(asking.text, 'FIELDS')}The SOQL FIELDS function must have a LIMIT of at most 200`,
		);
	return Object.entries(org.types[object].fields)
		.filter(([name]) => {
			if (!org.mayUse(userId, object, name)) return false;
			const custom = name.endsWith('__c');
			return what === 'ALL' || custom === (what === 'CUSTOM');
		})
		.map(([name]) => resolvePath(asking, object, name));
}
