import type { Query, Subquery } from '@jetstreamapp/soql-parser-js';
import type { Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import { isHidden } from '../rules/expiry';
import type { ParsedColumn } from './aggregates';
import { selectColumns } from './columns';
import type { Asking } from './context';
import { pointAt } from './context';
import { resolveNamed } from './functions';
import type { Named } from './functions';
import { sort } from './ordering';
import type { Path } from './paths';
import { compileWhere } from './where';

/** A query of child records inside the SELECT list. */
export interface ChildQuery {
	/** The relationship's name, which is the key in the response. */
	name: string;
	object: string;
	columns: Path[];
	rowsOf(parent: Row): readonly Row[];
}

/** Parent-to-child relationships: the reference field of a child names them (Object Reference). */
export function childQuery(asking: Asking, object: string, column: ParsedColumn): ChildQuery {
	const { org, userId, text } = asking;
	const { subquery } = column as unknown as { subquery: Subquery };
	const wanted = subquery.relationshipName.toLowerCase();
	for (const [childObject, { fields }] of Object.entries(org.types)) {
		if (!org.mayRead(userId, childObject)) continue;
		for (const [reference, { relationship, references }] of Object.entries(fields)) {
			const name = relationship?.children;
			if (name?.toLowerCase() !== wanted || references?.includes(object) !== true) continue;
			return compileChild(asking, childObject, reference, String(name), subquery);
		}
	}
	throw new SalesforceRefusal(
		'INVALID_TYPE',
		`${pointAt(text, subquery.relationshipName)}Didn't understand relationship '${subquery.relationshipName}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
	);
}

function compileChild(
	asking: Asking,
	object: string,
	reference: string,
	name: string,
	subquery: Subquery,
): ChildQuery {
	const { org, userId, all } = asking;
	const query = subquery as unknown as Query;
	const columns = selectColumns(asking, object, query, (query.fields ?? []) as ParsedColumn[]);
	const test = compileWhere(asking, object, query.where, undefined, () => {
		throw new SalesforceRefusal('MALFORMED_QUERY', 'semi-joins in child queries are not simulated');
	});
	const orders = (query.orderBy === undefined ? [] : [query.orderBy].flat()) as Array<
		Named & { order?: string; nulls?: string }
	>;
	const keys = orders.map((order) => {
		const { get, field } = resolveNamed(asking, object, order);
		const [descending, nullsLast] = [order.order === 'DESC', order.nulls === 'LAST'];
		return { get, field, descending, nullsLast };
	});
	const own = org.ownRowsField(userId, object);
	return {
		name,
		object,
		columns,
		rowsOf(parent) {
			const rows = org
				.table(object)
				.where(reference, parent.Id)
				.filter((row) => all === true || !isHidden(org, object, row))
				.filter((row) => (own === undefined || row[own] === userId) && (test?.(row) ?? true));
			return sort(rows, keys).slice(0, query.limit);
		},
	};
}
