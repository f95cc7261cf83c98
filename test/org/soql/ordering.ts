import { comparable } from './literals';
import type { Path } from './paths';

/** One ORDER BY term over rows or over groups. */
export interface SortKey<T> {
	get: (subject: T) => unknown;
	field: Path['field'];
	descending: boolean;
	nullsLast: boolean;
}

/** NULLS FIRST unless the query says otherwise (SOQL and SOSL Reference, "ORDER BY"); in place, and stable. */
export function sort<T>(subjects: T[], keys: ReadonlyArray<SortKey<T>>): T[] {
	if (keys.length === 0 || subjects.length < 2 || isInOrder(subjects, keys[0])) return subjects;
	const values = keys.map(({ get, field }) =>
		subjects.map((subject) => comparable(get(subject), field)),
	);
	const compare = (a: number, b: number): number => {
		for (let index = 0; index < keys.length; index++) {
			const [left, right] = [values[index][a], values[index][b]];
			if (left === right) continue;
			const { descending, nullsLast } = keys[index];
			if (left === null) return nullsLast ? 1 : -1;
			if (right === null) return nullsLast ? -1 : 1;
			return (left as number) < (right as number) === descending ? 1 : -1;
		}
		return a - b;
	};
	const before = subjects.slice();
	const order = before.map((_, index) => index).sort(compare);
	for (let at = 0; at < order.length; at++) subjects[at] = before[order[at]];
	return subjects;
}

/** Rows are usually ordered by their own id, because ids grow with time. */
function isInOrder<T>(subjects: readonly T[], { get, field, descending }: SortKey<T>): boolean {
	if (field.type !== 'id' || descending) return false;
	for (let at = 1; at < subjects.length; at++) {
		if (!((get(subjects[at - 1]) as string) < (get(subjects[at]) as string))) return false;
	}
	return true;
}
