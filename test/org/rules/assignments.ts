import type { Org, Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import { isHidden } from './expiry';
import { isNeeded, licensesNeeded, takeLicense } from './permissionSetLicenses';
import { isClosed } from './pools';

/**
 * In calls of 50 or more, permission set licenses are not removed along with the sets
 * (users_permissionset_licenses_remove).
 */
const NO_AUTO_DROP_FROM = 50;

const crossReference = (field: string) =>
	new SalesforceRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field]);

type Values = Record<string, unknown>;

const CREATING: Readonly<Record<string, (org: Org, user: Row, values: Values) => void>> = {
	PermissionSetAssignment(org, user, values) {
		completeGroup(org, values);
		const same = (row: Row) =>
			row.PermissionSetId === (values.PermissionSetId ?? null) &&
			(row.PermissionSetGroupId ?? null) === (values.PermissionSetGroupId ?? null);
		const held = org.table('PermissionSetAssignment').where('AssigneeId', user.Id);
		if (held.some((row) => same(row) && !isHidden(org, 'PermissionSetAssignment', row)))
			throw new SalesforceRefusal(
				'DUPLICATE_VALUE',
				'Duplicate PermissionSetAssignment. Assignee: ' +
					`${String(user.Name)}; Permission Set: ${String(values.PermissionSetId)}`,
			);
		const set = org.table('PermissionSet').get(String(values.PermissionSetId));
		if (set?.IsOwnedByProfile === true)
			throw new SalesforceRefusal(
				'FIELD_INTEGRITY_EXCEPTION',
				'The permission set of a profile cannot be assigned',
				['PermissionSetId'],
			);
		for (const id of licensesNeeded(org, values)) takeLicense(org, user, id, true);
	},
	PermissionSetLicenseAssign(org, user, values) {
		takeLicense(org, user, String(values.PermissionSetLicenseId), false);
	},
	UserPackageLicense(org, user, values) {
		const pool = org.table('PackageLicense').get(String(values.PackageLicenseId));
		if (pool === undefined) throw crossReference('PackageLicenseId');
		const held = org.table('UserPackageLicense').where('UserId', user.Id);
		if (held.some(({ PackageLicenseId }) => PackageLicenseId === pool.Id))
			throw new SalesforceRefusal(
				'DUPLICATE_VALUE',
				'duplicate value found: UserId duplicates value on record',
			);
		// StatusCode of the SOAP WSDL; when it is used is inferred.
		if (pool.Status === 'Expired' || isClosed(org, pool))
			throw new SalesforceRefusal('INVALID_PACKAGE_LICENSE', 'the package license has expired');
		if (org.seats.isFull(pool))
			throw new SalesforceRefusal('LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
	},
};

/** Object Reference, PermissionSetAssignment: a group is named by itself or by its aggregate set; rows hold both. */
function completeGroup(org: Org, values: Values): void {
	const { PermissionSetId, PermissionSetGroupId } = values;
	if (typeof PermissionSetGroupId === 'string') {
		if (!org.table('PermissionSetGroup').has(PermissionSetGroupId))
			throw crossReference('PermissionSetGroupId');
		const [set] = org.table('PermissionSet').where('PermissionSetGroupId', PermissionSetGroupId);
		values.PermissionSetId = set?.Id ?? null;
		return;
	}
	if (typeof PermissionSetId !== 'string')
		throw new SalesforceRefusal(
			'REQUIRED_FIELD_MISSING',
			'Required fields are missing: [PermissionSetId]',
			['PermissionSetId'],
		);
	const set = org.table('PermissionSet').get(PermissionSetId);
	if (set === undefined) throw crossReference('PermissionSetId');
	if (set.Type === 'Group') values.PermissionSetGroupId = set.PermissionSetGroupId;
}

export function beforeAssignment(org: Org, object: string, values: Values): void {
	const check = CREATING[object] as (typeof CREATING)[string] | undefined;
	if (check === undefined) return;
	const field = 'UserId' in values ? 'UserId' : 'AssigneeId';
	const user = org.table('User').get(String(values[field]));
	if (user === undefined) throw crossReference(field);
	check(org, user, values);
}

export function beforeDelete(org: Org, object: string, row: Row): void {
	if (
		object === 'PermissionSetLicenseAssign' &&
		isNeeded(org, row.AssigneeId, row.PermissionSetLicenseId)
	) {
		throw new SalesforceRefusal(
			org.options.licenseInUseCode ?? 'FIELD_INTEGRITY_EXCEPTION',
			'You cannot remove this permission set license: the user is assigned a permission set that requires it.',
		);
	}
	if (
		object === 'PermissionSetAssignment' &&
		org.table('PermissionSet').get(String(row.PermissionSetId))?.IsOwnedByProfile === true
	) {
		throw new SalesforceRefusal(
			'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
			'insufficient access rights on cross-reference id',
		);
	}
}

/** Removes permission set licenses that nothing requires any more; `rowsInCall` decides whether at all. */
export function afterDelete(org: Org, object: string, row: Row, rowsInCall: number): void {
	if (
		object !== 'PermissionSetAssignment' ||
		org.options.autoDropLicenses === false ||
		rowsInCall >= NO_AUTO_DROP_FROM
	)
		return;
	for (const licenseId of licensesNeeded(org, row)) {
		if (isNeeded(org, row.AssigneeId, licenseId)) continue;
		for (const assign of org
			.table('PermissionSetLicenseAssign')
			.where('AssigneeId', row.AssigneeId)) {
			if (assign.PermissionSetLicenseId !== licenseId) continue;
			org.remove('PermissionSetLicenseAssign', assign);
			org.seats.change(org.seats.poolOf('PermissionSetLicenseAssign', assign), -1);
		}
	}
}
