import type { Field } from '../objects/field';
import type { Org, Row } from '../org';
import { SalesforceRefusal } from '../refusal';

/** A field as a path of names, and how to get its value from a row. */
export interface Path {
	/** As Salesforce spells it: `Profile.UserLicense.Name`. */
	spelled: string;
	names: readonly string[];
	field: Field;
	get(row: Row): unknown;
	/** Whether the parent after so many steps is there. */
	hasParent(row: Row, depth: number): boolean;
}

/** The statement with a caret below the place, as Salesforce prints it. */
export function pointAt(text: string, part: string): string {
	const at = Math.max(0, text.indexOf(part));
	const from = Math.max(0, at - 30);
	return `\n${text.slice(from, at + 30)}\n${' '.repeat(at - from)}^\nERROR at Row:1:Column:${at + 1}\n`;
}

const CUSTOM_HINT = 'Please reference your WSDL or the describe call for the appropriate names.';

const nameFields: Record<string, Field> = Object.fromEntries(
	['Id', 'Name', 'Type'].map((name) => [
		name,
		{ type: 'string', filterable: true, createable: false, updateable: false, nillable: true },
	]),
);

/** Finds the field, refusing relationships and columns that the object does not have. At most five levels. */
export function resolvePath(org: Org, object: string, path: string, text: string): Path {
	const parts = path.split('.');
	if (parts.length > 1 && parts[0].toLowerCase() === object.toLowerCase()) parts.shift();
	if (parts.length > 6)
		throw new SalesforceRefusal(
			'MALFORMED_QUERY',
			`${pointAt(text, path)}SOQL relationship queries may not go beyond five levels`,
		);
	let at = object;
	let fields: Record<string, Field> = org.types[object].fields;
	const steps: Array<{ reference: string; to: readonly string[] }> = [];
	const names: string[] = [];
	for (const part of parts.slice(0, -1)) {
		const found = Object.entries(fields).find(
			([, { relationship }]) => relationship?.name.toLowerCase() === part.toLowerCase(),
		);
		const relationship = found?.[1].relationship;
		if (found === undefined || relationship === undefined) {
			throw new SalesforceRefusal(
				'INVALID_FIELD',
				`${pointAt(text, path)}Didn't understand relationship '${part}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${CUSTOM_HINT}`,
			);
		}
		steps.push({ reference: found[0], to: relationship.to });
		names.push(relationship.name);
		at = relationship.to[0];
		fields = relationship.to.length > 1 ? nameFields : org.types[at].fields;
	}
	const last = parts[parts.length - 1];
	const column = Object.keys(fields).find((known) => known.toLowerCase() === last.toLowerCase());
	if (column === undefined) {
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`${pointAt(text, path)}No such column '${last}' on entity '${at}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${CUSTOM_HINT}`,
		);
	}
	names.push(column);
	return {
		spelled: names.join('.'),
		names,
		field: fields[column],
		...getter(org, steps, column),
	};
}

type Step = { reference: string; to: readonly string[] };

function getter(org: Org, steps: readonly Step[], column: string): Pick<Path, 'get' | 'hasParent'> {
	/** No allocation on the way: a page asks this for every row and column. */
	const walk = (row: Row, depth: number): Row | undefined => {
		let current: Row | undefined = row;
		for (let index = 0; index < depth && current !== undefined; index++) {
			const { reference, to } = steps[index];
			const id: unknown = current[reference];
			current = typeof id === 'string' ? org.table(objectOf(to, id)).get(id) : undefined;
		}
		return current;
	};
	const objectOf = (to: readonly string[], id: string) =>
		to.length === 1
			? to[0]
			: (to.find((name) => id.startsWith(org.types[name].keyPrefix)) ?? to[0]);
	const polymorphic = steps.some(({ to }) => to.length > 1);
	// Most columns are the row's own: no walk for those.
	if (steps.length === 0) return { hasParent: () => true, get: (row) => row[column] ?? null };
	return {
		hasParent: (row, depth) => walk(row, depth) !== undefined,
		get(row) {
			const last = walk(row, steps.length);
			if (last === undefined) return null;
			if (polymorphic && column === 'Type') return objectOf(steps[steps.length - 1].to, last.Id);
			// Through a polymorphic relationship Name is the label of objects that have no Name.
			return last[column] ?? (polymorphic && column === 'Name' ? (last.MasterLabel ?? null) : null);
		},
	};
}
