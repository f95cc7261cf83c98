import type { Org, Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import { comparableGetter, compileComparison } from './conditions';
import type { Condition } from './conditions';
import type { Asking } from './context';
import { pointAt } from './context';
import { resolveNamed } from './functions';
import { isId } from './literals';
import type { Candidates, Clause, Place, Test } from './logic';
import { compileLogic } from './logic';
import type { Path } from './paths';

/** Runs the query of a semi-join: the values of its only column. */
export type SemiJoin = (query: unknown, left: Path, place: Place) => ReadonlySet<unknown>;

/** WHERE as a test of rows; undefined if there is none. */
export function compileWhere(
	asking: Asking,
	object: string,
	where: unknown,
	alias: string | undefined,
	semiJoin: SemiJoin,
): Test<Row> | undefined {
	return compileLogic<Row>(where as Clause | undefined, asking.text, (parsed, place) => {
		const condition = parsed as unknown as Condition;
		const path = resolveNamed(asking, object, condition, alias);
		const name = condition.field ?? path.spelled;
		refuseUnfilterable(asking, name, path);
		return compileComparison(
			asking,
			condition,
			path,
			comparableGetter(path),
			(query) => semiJoin(query, path, place),
			indexOn(asking.org, object, path),
		);
	});
}

/** "Filter" is among the properties that the Object Reference gives each field; some lost it on the way. */
function refuseUnfilterable({ text, version }: Asking, name: string, { field }: Path): void {
	const since = field.notFilterableFrom ?? Infinity;
	if (field.filterable && version < since) return;
	throw new SalesforceRefusal(
		'INVALID_FIELD',
		`${pointAt(text, name)}field '${name}' can not be filtered in a query call`,
	);
}

/** Ids and references of the object itself are found without reading every row. */
function indexOn(
	org: Org,
	object: string,
	{ steps, field, spelled }: Path,
): ((values: ReadonlySet<unknown>) => Candidates) | undefined {
	if (steps.length > 0 || !isId(field.type)) return undefined;
	const table = org.table(object);
	if (spelled === 'Id')
		return (values) =>
			function* () {
				for (const id of values) {
					const row = table.get(String(id));
					if (row !== undefined) yield row;
				}
			};
	return (values) =>
		function* () {
			for (const value of values) yield* table.where(spelled, value);
		};
}
