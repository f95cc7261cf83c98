import {
	isLock,
	isTransactionLimit,
} from '../../../nodes/SalesforceLicenses/licensing/blockers/passing';
import { refusalOf } from '../../../nodes/SalesforceLicenses/licensing/blockers/refusals';

const TRIGGER = 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY';

describe('a lock', () => {
	it.each([
		['UNABLE_TO_LOCK_ROW', ''],
		['UNABLE_TO_LOCK_ROW', 'no se puede obtener acceso exclusivo a este registro'],
		[TRIGGER, 'rollup: first error: UNABLE_TO_LOCK_ROW, unable to obtain exclusive access: []'],
		[
			'CANNOT_EXECUTE_FLOW_TRIGGER',
			'the flow failed: unable to obtain exclusive access to this record',
		],
		['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Update failed. UNABLE_TO_LOCK_ROW'],
		['UNKNOWN_EXCEPTION', 'group membership operation already in progress'],
		['UNKNOWN_EXCEPTION', 'Could not acquire lock'],
		[
			'INVALID_OPERATION',
			'it interferes with another operation already in progress. Please try again later.',
		],
		['ALREADY_IN_PROCESS', 'the administration setup has already been locked by another change'],
		[TRIGGER, 'The record you are attempting to edit is currently being modified by another user.'],
	])('is %s: %s', (code, message) => {
		expect(isLock(code, message)).toBe(true);
		expect(refusalOf(code, message)?.kind).toBe('locked');
	});

	it.each([
		['', ''],
		['ENTITY_IS_LOCKED', 'the entity is locked for editing'],
		['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Legal keeps its users'],
		['UNKNOWN_EXCEPTION', 'An unexpected error occurred'],
	])('is not %s: %s', (code, message) => expect(isLock(code, message)).toBe(false));
});

describe('a limit of the transaction', () => {
	it.each([
		['LIMIT_EXCEEDED', ''],
		[TRIGGER, 'userTrigger: System.LimitException: Too many future calls: 51'],
		[TRIGGER, 'Too many SOQL queries: 101'],
		[TRIGGER, 'Apex CPU time limit exceeded'],
		[TRIGGER, 'Apex heap size too large: 6291456'],
		[TRIGGER, 'Too many queueable jobs added to the queue: 51'],
		['CANNOT_EXECUTE_FLOW_TRIGGER', 'Too many DML rows: 10001'],
		['UNKNOWN_EXCEPTION', 'Too many DML statements: 151'],
	])('is %s: %s', (code, message) => {
		expect(isTransactionLimit(code, message)).toBe(true);
		expect(refusalOf(code, message)?.kind).toBe('transactionLimit');
	});

	it.each([
		['', ''],
		['LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded'],
		['REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'],
		['STORAGE_LIMIT_EXCEEDED', 'storage limit exceeded'],
		['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'This user owns too many open cases'],
	])('is not %s: %s', (code, message) => expect(isTransactionLimit(code, message)).toBe(false));
});
