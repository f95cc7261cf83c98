import { checkedValues } from './fieldChecks';
import { isId, longId } from './ids';
import type { ObjectType } from './objects/field';
import type { Org, Row } from './org';
import { SalesforceRefusal } from './refusal';
import { noteInAuditTrail } from './rules/auditTrail';
import { afterDelete, beforeAssignment, beforeDelete } from './rules/assignments';
import { isHidden, refusePastEnd } from './rules/expiry';
import { refuseOverLimit } from './rules/transactionLimits';
import {
	afterUserCreate,
	afterUserUpdate,
	beforeUserCreate,
	beforeUserUpdate,
	nameOf,
} from './rules/users';

/** Single records: created, changed, deleted, with Salesforce's refusals of each. */

export function typeOf(org: Org, object: string): [string, ObjectType] {
	const name = Object.keys(org.types).find((known) => known.toLowerCase() === object.toLowerCase());
	if (name === undefined) {
		throw new SalesforceRefusal('NOT_FOUND', 'The requested resource does not exist', [], 404);
	}
	return [name, org.types[name]];
}

/** The object of an id, by its first three characters. */
export function objectOfId(org: Org, id: string): string | undefined {
	return Object.keys(org.types).find((object) => id.startsWith(org.types[object].keyPrefix));
}

/** The record, or what is wrong with the id. A deleted record is distinguished from one that never existed. */
function find(org: Org, object: string, id: unknown): Row {
	if (id === undefined || id === null)
		throw new SalesforceRefusal('MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);
	if (!isId(id) || !id.startsWith(org.types[object].keyPrefix)) {
		throw new SalesforceRefusal(
			'MALFORMED_ID',
			`${object} ID: id value of incorrect type: ${String(id)}`,
			['Id'],
		);
	}
	const row = org.table(object).get(longId(id));
	const isHiddenRow = row !== undefined && isHidden(org, object, row);
	if (row !== undefined && !isHiddenRow) return row;
	throw isHiddenRow || org.deletedIds.has(longId(id))
		? new SalesforceRefusal('ENTITY_IS_DELETED', 'entity is deleted', [], 404)
		: new SalesforceRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [], 404);
}

type Operation = 'create' | 'update' | 'delete';
const DONE = { create: 'inserted', update: 'updated', delete: 'deleted' } as const;

function requireWrite(org: Org, userId: string, object: string, operation: Operation): void {
	const { writePermission, createable, updateable, deletable } = org.types[object];
	const possible = { create: createable, update: updateable, delete: deletable }[operation];
	if (!possible)
		throw new SalesforceRefusal(
			operation === 'delete'
				? 'INSUFFICIENT_ACCESS_OR_READONLY'
				: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
			`entity type cannot be ${DONE[operation]}: ${object}`,
		);
	if (!org.may(userId, writePermission)) {
		throw new SalesforceRefusal(
			'INSUFFICIENT_ACCESS_OR_READONLY',
			'insufficient access rights on object id',
		);
	}
}

/** Codes that have status 404 if the record is requested alone (REST API Developer Guide, "Status Codes"). */
const GONE = ['ENTITY_IS_DELETED', 'INVALID_CROSS_REFERENCE_KEY', 'NOT_FOUND'];

/** Locked rows, and the customer's own automation. */
function checkFaults(
	org: Org,
	object: string,
	operation: Operation,
	row: Row,
	values: Record<string, unknown>,
): void {
	const failed = org.rowFault?.(object, row.Id, operation, row);
	if (failed !== undefined) {
		const status = operation !== 'create' && GONE.includes(failed.code) ? 404 : 400;
		throw new SalesforceRefusal(failed.code, failed.message, failed.fields ?? [], status);
	}
	refuseOverLimit(org, object, operation);
	const automation = org.automation.find(
		(rule) => rule.object === object && rule.operation === operation && rule.fails(row, values),
	);
	if (automation !== undefined) throw new SalesforceRefusal(automation.code, automation.message);
}

export function createRecord(
	org: Org,
	userId: string,
	objectName: string,
	given: Record<string, unknown>,
): string {
	const [object, { fields }] = typeOf(org, objectName);
	requireWrite(org, userId, object, 'create');
	const values = checkedValues(org, userId, object, given, 'createable');
	checkFaults(org, object, 'create', { Id: 'new', ...values }, values);
	if (object === 'User') beforeUserCreate(org, values);
	else beforeAssignment(org, object, values);
	refusePastEnd(org, object, values);
	for (const [name, value] of [
		['OwnerId', userId],
		['CreatedById', userId],
	] as const) {
		if (name in fields) values[name] ??= value;
	}
	const row = org.insert(object, values);
	if (object === 'User') afterUserCreate(org, row);
	org.seats.change(org.seats.poolOf(object, row), 1);
	org.inspector.noteWrite(object, row.Id, subjectOf(row));
	return row.Id;
}

export function updateRecord(
	org: Org,
	userId: string,
	objectName: string,
	id: unknown,
	given: Record<string, unknown>,
): string {
	const [object, { fields }] = typeOf(org, objectName);
	requireWrite(org, userId, object, 'update');
	const row = find(org, object, id);
	const values = checkedValues(org, userId, object, given, 'updateable');
	if (object === 'UserLogin' && values.IsPasswordLocked === true) {
		// Object Reference, UserLogin: the API may only set it to false.
		throw new SalesforceRefusal(
			'FIELD_INTEGRITY_EXCEPTION',
			'IsPasswordLocked can only be set to false',
			['IsPasswordLocked'],
		);
	}
	if (object === 'User') beforeUserUpdate(org, userId, row, values);
	else refuseInactiveOwner(org, object, values);
	refusePastEnd(org, object, values);
	checkFaults(org, object, 'update', row, values);
	const before = { ...row };
	const stamp = org.clock().toISOString();
	if ('LastModifiedDate' in fields) values.LastModifiedDate = stamp;
	if ('SystemModstamp' in fields) values.SystemModstamp = stamp;
	if ('LastModifiedById' in fields) values.LastModifiedById = userId;
	if (object === 'User') completeUser(org, row, values);
	org.change(object, row, values);
	if (object === 'User') {
		afterUserUpdate(org, before, row);
		noteInAuditTrail(org, userId, before, row);
	}
	org.inspector.noteWrite(object, row.Id, subjectOf(row));
	return row.Id;
}

/** SOAP API Developer Guide, StatusCode INACTIVE_OWNER_OR_USER. */
function refuseInactiveOwner(org: Org, object: string, { OwnerId, ActorId }: Partial<Row>): void {
	const owner = org.table('User').get(String(OwnerId ?? ActorId));
	if (owner === undefined || owner.IsActive === true) return;
	throw new SalesforceRefusal(
		'INACTIVE_OWNER_OR_USER',
		`operation performed with inactive user [${owner.Id}] as owner of ${object.toLowerCase()}`,
	);
}

/** Values that follow from other fields of a user. */
function completeUser(org: Org, row: Row, values: Record<string, unknown>): void {
	if ('FirstName' in values || 'LastName' in values) values.Name = nameOf({ ...row, ...values });
	if (values.ProfileId !== undefined)
		values.UserType = org.table('Profile').get(String(values.ProfileId))?.UserType;
}

export function deleteRecord(
	org: Org,
	userId: string,
	id: string,
	rowsInCall = 1,
	expected?: string,
): string {
	const object = expected ?? objectOfId(org, id);
	if (object === undefined)
		throw new SalesforceRefusal('MALFORMED_ID', `malformed id ${id}`, ['Id']);
	const row = find(org, object, id);
	requireWrite(org, userId, object, 'delete');
	beforeDelete(org, object, row);
	checkFaults(org, object, 'delete', row, {});
	org.remove(object, row);
	org.seats.change(org.seats.poolOf(object, row), -1);
	org.inspector.noteWrite(object, row.Id, subjectOf(row));
	afterDelete(org, object, row, rowsInCall);
	return row.Id;
}

/** The user that a record is about. */
function subjectOf(row: Row): string | undefined {
	const id = row.UserId ?? row.AssigneeId ?? (row.Id.startsWith('005') ? row.Id : undefined);
	return typeof id === 'string' ? id : undefined;
}
