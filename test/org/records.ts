import type { Org, Row } from './org';
import { SalesforceRefusal } from './refusal';
import { afterDelete, beforeCreate, beforeDelete } from './rules/assignments';
import { afterUserUpdate, beforeUserUpdate } from './rules/users';
import type { Field, ObjectType } from './objects/field';
import { withChecksum } from './org';

/** Single records: created, changed, deleted, with what Salesforce refuses about each. */

export function typeOf(org: Org, object: string): [string, ObjectType] {
	const name = Object.keys(org.types).find((known) => known.toLowerCase() === object.toLowerCase());
	if (name === undefined) {
		throw new SalesforceRefusal('NOT_FOUND', 'The requested resource does not exist', [], 404);
	}
	return [name, org.types[name]];
}

export function longId(id: string): string {
	return /^[a-zA-Z0-9]{15}$/.test(id) ? withChecksum(id) : id;
}

function find(org: Org, object: string, id: unknown): Row {
	if (typeof id !== 'string' || !/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id)) {
		throw new SalesforceRefusal(
			'MALFORMED_ID',
			`${object} ID: id value of incorrect type: ${String(id)}`,
			['Id'],
		);
	}
	const { keyPrefix } = org.types[object];
	if (!id.startsWith(keyPrefix)) {
		throw new SalesforceRefusal('MALFORMED_ID', `${object} ID: id value of incorrect type: ${id}`, [
			'Id',
		]);
	}
	const row = org.table(object).get(longId(id));
	if (row === undefined)
		throw new SalesforceRefusal('ENTITY_IS_DELETED', 'entity is deleted', [], 404);
	return row;
}

function requireWrite(org: Org, userId: string, { writePermission }: ObjectType): void {
	if (!org.may(userId, writePermission)) {
		throw new SalesforceRefusal(
			'INSUFFICIENT_ACCESS_OR_READONLY',
			'insufficient access rights on object id',
		);
	}
}

function checkValue(name: string, { type }: Field, value: unknown): void {
	const wrong =
		value !== null &&
		((type === 'boolean' && typeof value !== 'boolean') ||
			(type === 'int' && typeof value !== 'number'));
	if (wrong) {
		throw new SalesforceRefusal(
			'JSON_PARSER_ERROR',
			`Cannot deserialize instance of ${type} from VALUE_STRING value ${String(value)} for field ${name}`,
		);
	}
}

function checkFields(
	object: string,
	{ fields }: ObjectType,
	values: Record<string, unknown>,
	may: 'createable' | 'updateable',
): void {
	for (const [name, value] of Object.entries(values)) {
		const field = fields[name] as Field | undefined;
		if (field === undefined) {
			throw new SalesforceRefusal(
				'INVALID_FIELD',
				`No such column '${name}' on sobject of type ${object}`,
			);
		}
		if (!field[may]) {
			throw new SalesforceRefusal(
				'INVALID_FIELD_FOR_INSERT_UPDATE',
				`Unable to create/update fields: ${name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
				[name],
			);
		}
		checkValue(name, field, value);
	}
}

function checkFaults(
	org: Org,
	object: string,
	id: string,
	operation: 'create' | 'update' | 'delete',
	row: Row,
	values: Record<string, unknown>,
): void {
	const code = org.rowFault?.(object, id, operation);
	if (code !== undefined) {
		throw new SalesforceRefusal(
			code,
			code === 'UNABLE_TO_LOCK_ROW'
				? `unable to obtain exclusive access to this record or 1 records: ${id}`
				: code,
		);
	}
	const automation = org.automation.find(
		(rule) => rule.object === object && rule.operation === operation && rule.fails(row, values),
	);
	if (automation !== undefined) throw new SalesforceRefusal(automation.code, automation.message);
}

export function createRecord(
	org: Org,
	userId: string,
	objectName: string,
	values: Record<string, unknown>,
): string {
	const [object, type] = typeOf(org, objectName);
	if (!type.createable)
		throw new SalesforceRefusal(
			'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
			`entity type cannot be inserted: ${object}`,
		);
	requireWrite(org, userId, type);
	checkFields(object, type, values, 'createable');
	const normal = Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			type.fields[name].type === 'reference' && typeof value === 'string' ? longId(value) : value,
		]),
	);
	checkFaults(org, object, 'new', 'create', { Id: 'new', ...normal }, normal);
	if (
		['PermissionSetAssignment', 'PermissionSetLicenseAssign', 'UserPackageLicense'].includes(object)
	)
		beforeCreate(org, object, normal);
	const row = org.insert(object, normal);
	org.seats.change(org.seats.poolOf(object, row), 1);
	org.inspector.noteWrite(object, row.Id);
	return row.Id;
}

export function updateRecord(
	org: Org,
	userId: string,
	objectName: string,
	id: unknown,
	values: Record<string, unknown>,
): string {
	const [object, type] = typeOf(org, objectName);
	const row = find(org, object, id);
	requireWrite(org, userId, type);
	if (!type.updateable)
		throw new SalesforceRefusal(
			'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
			`entity type cannot be updated: ${object}`,
		);
	checkFields(object, type, values, 'updateable');
	if (object === 'UserLogin' && values.IsPasswordLocked === true) {
		// Object Reference, UserLogin: the API may only set it to false.
		throw new SalesforceRefusal(
			'FIELD_INTEGRITY_EXCEPTION',
			'IsPasswordLocked can only be set to false',
			['IsPasswordLocked'],
		);
	}
	if (object === 'User') beforeUserUpdate(org, userId, row, values);
	checkFaults(org, object, row.Id, 'update', row, values);
	const before = { ...row };
	const stamp = org.clock().toISOString();
	Object.assign(row, values);
	for (const name of ['LastModifiedDate', 'SystemModstamp'])
		if (name in type.fields) row[name] = stamp;
	if (object === 'User') afterUserUpdate(org, before, row);
	org.inspector.noteWrite(object, row.Id);
	return row.Id;
}

export function deleteRecord(org: Org, userId: string, id: string, rowsInCall = 1): string {
	const [object, type] =
		Object.entries(org.types).find(([, { keyPrefix }]) => id.startsWith(keyPrefix)) ?? [];
	if (object === undefined || type === undefined)
		throw new SalesforceRefusal('MALFORMED_ID', `malformed id ${id}`, ['Id']);
	const row = find(org, object, id);
	if (!type.deletable)
		throw new SalesforceRefusal(
			'INSUFFICIENT_ACCESS_OR_READONLY',
			`entity type ${object} cannot be deleted`,
		);
	requireWrite(org, userId, type);
	beforeDelete(org, object, row);
	checkFaults(org, object, row.Id, 'delete', row, {});
	org.table(object).delete(row.Id);
	org.seats.change(org.seats.poolOf(object, row), -1);
	org.inspector.noteWrite(object, row.Id);
	afterDelete(org, object, row, rowsInCall);
	return row.Id;
}
