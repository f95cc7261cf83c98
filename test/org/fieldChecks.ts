import { isId, longId } from './ids';
import type { Field, ObjectType } from './objects/field';
import type { Org } from './org';
import { SalesforceRefusal } from './refusal';

/** What Salesforce checks about the values of a write before any business rule. */
type Values = Record<string, unknown>;

/** Unknown columns fail the whole request, not only their row, because the body cannot be read. */
export function refuseUnknownFields(object: string, { fields }: ObjectType, values: Values): void {
	for (const name of Object.keys(values)) {
		if (name in fields) continue;
		throw new SalesforceRefusal(
			'INVALID_FIELD',
			`No such column '${name}' on sobject of type ${object}`,
		);
	}
}

function wrongType(name: string, type: string, value: unknown): never {
	throw new SalesforceRefusal(
		'JSON_PARSER_ERROR',
		`Cannot deserialize instance of ${type} from VALUE_STRING value ${String(value)} or request may be missing a required field at field ${name}`,
	);
}

function normalValue(org: Org, name: string, field: Field, value: unknown): unknown {
	if (value === null || value === '') {
		if (field.nillable || field.type === 'boolean') return field.type === 'boolean' ? false : null;
		throw new SalesforceRefusal(
			'REQUIRED_FIELD_MISSING',
			`Required fields are missing: [${name}]`,
			[name],
		);
	}
	if (field.type === 'boolean' && typeof value !== 'boolean')
		return wrongType(name, 'boolean', value);
	const isNumber = field.type === 'int' || field.type === 'double';
	if (isNumber && typeof value !== 'number') return wrongType(name, field.type, value);
	if (field.type === 'datetime' && Number.isNaN(Date.parse(String(value))))
		return wrongType(name, 'datetime', value);
	if (field.type === 'reference') return reference(org, name, field, value);
	if (field.maxLength !== undefined && String(value).length > field.maxLength)
		throw new SalesforceRefusal(
			'STRING_TOO_LONG',
			`${name}: data value too large: ${String(value)} (max length=${field.maxLength})`,
			[name],
		);
	return value;
}

/** The id in its long form; it must belong to the right object and exist. */
function reference(org: Org, name: string, { references = [] }: Field, value: unknown): string {
	const known = references.filter((target) => target in org.types);
	const target = known.find((one) => String(value).startsWith(org.types[one].keyPrefix));
	if (!isId(value) || (target === undefined && known.length === references.length))
		throw new SalesforceRefusal(
			'MALFORMED_ID',
			`${name}: id value of incorrect type: ${String(value)}`,
			[name],
		);
	const id = longId(value);
	if (target !== undefined && !org.table(target).has(id))
		throw new SalesforceRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [
			name,
		]);
	return id;
}

/** The values as they are stored, or the first error in them. */
export function checkedValues(
	org: Org,
	userId: string,
	object: string,
	values: Values,
	may: 'createable' | 'updateable',
): Values {
	const { fields } = org.types[object];
	refuseUnknownFields(object, org.types[object], values);
	const closed = Object.keys(values).filter(
		(name) => !fields[name][may] || !org.mayUse(userId, object, name),
	);
	if (closed.length > 0)
		throw new SalesforceRefusal(
			'INVALID_FIELD_FOR_INSERT_UPDATE',
			`Unable to create/update fields: ${closed.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
			closed,
		);
	if (may === 'createable') {
		const missing = Object.entries(fields)
			.filter(([name, { required }]) => required === true && (values[name] ?? null) === null)
			.map(([name]) => name);
		if (missing.length > 0)
			throw new SalesforceRefusal(
				'REQUIRED_FIELD_MISSING',
				`Required fields are missing: [${missing.join(', ')}]`,
				missing,
			);
	}
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			normalValue(org, name, fields[name], value),
		]),
	);
}
