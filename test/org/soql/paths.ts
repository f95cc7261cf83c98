import type { Field } from '../objects/field';
import type { Org, Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import type { Asking } from './context';
import { pointAt } from './context';

/** One step from a record to a parent. */
export interface Step {
	/** The field with the parent's id. */
	reference: string;
	/** The relationship's name. */
	name: string;
	to: readonly string[];
}

/** A field as a path of names, and how to get its value from a row. */
export interface Path {
	/** As Salesforce spells it: `Profile.UserLicense.Name`. */
	spelled: string;
	names: readonly string[];
	field: Field;
	steps: readonly Step[];
	/** The value, starting from the row of the query. */
	get(row: Row): unknown;
	/** The value, starting from the last parent of the path. */
	valueOf(last: Row): unknown;
}

const HINT = 'Please reference your WSDL or the describe call for the appropriate names.';
/** SOQL and SOSL Reference, "Understanding Relationship Query Limitations". */
const MAX_STEPS = 5;

/** What a polymorphic relationship has (SOQL and SOSL Reference, "Understanding Relationship Fields and Polymorphic Fields"). */
const NAME_FIELDS: Record<string, Field> = Object.fromEntries(
	['Id', 'Name', 'Type'].map((name) => [
		name,
		{ type: 'string', filterable: true, createable: false, updateable: false, nillable: true },
	]),
);

/** Finds the field, refusing relationships and columns that the object does not have. */
export function resolvePath(asking: Asking, object: string, path: string, alias?: string): Path {
	const { org, userId, text, isTooling = false } = asking;
	const parts = path.split('.');
	const isOwn = (part: string) =>
		part.toLowerCase() === object.toLowerCase() || part.toLowerCase() === alias?.toLowerCase();
	if (parts.length > 1 && isOwn(parts[0])) parts.shift();
	if (parts.length - 1 > MAX_STEPS)
		throw new SalesforceRefusal(
			'MALFORMED_QUERY',
			`${pointAt(text, path)}SOQL relationship queries may not go beyond five levels`,
		);
	let at = object;
	let { fields } = org.types[object];
	const steps: Step[] = [];
	for (const part of parts.slice(0, -1)) {
		const found = Object.entries(fields).find(
			([, { relationship }]) => relationship?.name.toLowerCase() === part.toLowerCase(),
		);
		const relationship = found?.[1].relationship;
		if (found === undefined || relationship === undefined) {
			throw new SalesforceRefusal(
				'INVALID_FIELD',
				`${pointAt(text, path)}Didn't understand relationship '${part}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. ${HINT}`,
			);
		}
		steps.push({ reference: found[0], name: relationship.name, to: relationship.to });
		at = relationship.to.length > 1 ? 'Name' : relationship.to[0];
		fields = relationship.to.length > 1 ? NAME_FIELDS : org.types[at].fields;
	}
	const last = parts[parts.length - 1];
	const column = Object.keys(fields).find((known) => known.toLowerCase() === last.toLowerCase());
	// Tooling API, User: "custom fields can't be retrieved".
	const isHidden = isTooling && column?.endsWith('__c') === true;
	// A field that the user may not see does not exist for the query.
	if (column === undefined || isHidden || !org.mayUse(userId, at, column)) {
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`${pointAt(text, path)}No such column '${last}' on entity '${at}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. ${HINT}`,
		);
	}
	const names = [...steps.map(({ name }) => name), column];
	const field = fields[column];
	return { spelled: names.join('.'), names, field, steps, ...getters(org, steps, column, field) };
}

/** The object of an id that may refer to several objects. */
export function objectOf(org: Org, { to }: Step, id: string): string {
	return to.length === 1
		? to[0]
		: (to.find((name) => id.startsWith(org.types[name]?.keyPrefix)) ?? to[0]);
}

/** The parent to which a step leads. */
export function parentOf(org: Org, step: Step, row: Row): Row | undefined {
	const id = row[step.reference];
	return typeof id === 'string' ? org.table(objectOf(org, step, id)).get(id) : undefined;
}

function getters(
	org: Org,
	steps: readonly Step[],
	column: string,
	field: Field,
): Pick<Path, 'get' | 'valueOf'> {
	const own = ownValue(column, field);
	if (steps.length === 0) return { get: own, valueOf: own };
	const lastStep = steps[steps.length - 1];
	// Through a polymorphic relationship Name is the label of objects that have no Name.
	const polymorphic = (last: Row): unknown => {
		if (column === 'Type') return objectOf(org, lastStep, last.Id);
		return own(last) ?? (column === 'Name' ? (last.MasterLabel ?? null) : null);
	};
	const valueOf = lastStep.to.length > 1 ? polymorphic : own;
	return {
		valueOf,
		get(row) {
			let last: Row | undefined = row;
			for (let index = 0; index < steps.length && last !== undefined; index++)
				last = parentOf(org, steps[index], last);
			return last === undefined ? null : valueOf(last);
		},
	};
}

/** What is stored, or what follows from it: checkboxes are never null. */
export function ownValue(column: string, { type, derive, nillable }: Field): (row: Row) => unknown {
	// Null that somebody stored is null: what follows from other fields follows only until then.
	if (derive !== undefined)
		return (row) => (nillable && row[column] === null ? null : (row[column] ?? derive(row)));
	if (type === 'boolean') return (row) => row[column] ?? false;
	return (row) => row[column] ?? null;
}
