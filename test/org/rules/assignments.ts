import type { Org, Row } from '../org';
import { SalesforceRefusal } from '../refusal';

/** In calls of 50 or more, permission set licenses are not dropped along (users_permissionset_licenses_remove). */
const NO_AUTO_DROP_FROM = 50;

const same = (row: Row, values: Record<string, unknown>, ...fields: string[]) =>
	fields.every((field) => (row[field] ?? null) === (values[field] ?? null));

/** Permission set licenses that this assignment needs: its permission set's, or those of its group's sets. */
function licensesNeeded(org: Org, assignment: Record<string, unknown>): string[] {
	const sets =
		assignment.PermissionSetGroupId === undefined || assignment.PermissionSetGroupId === null
			? [String(assignment.PermissionSetId)]
			: org
					.rows('PermissionSetGroupComponent')
					.filter((component) => component.PermissionSetGroupId === assignment.PermissionSetGroupId)
					.map((component) => String(component.PermissionSetId));
	return sets
		.map((id) => org.table('PermissionSet').get(id)?.LicenseId)
		.filter((id): id is string => typeof id === 'string' && id.startsWith('0PL'));
}

function assignmentsOf(org: Org, userId: unknown): Row[] {
	return org.rows('PermissionSetAssignment').filter((row) => row.AssigneeId === userId);
}

function isNeeded(org: Org, userId: unknown, licenseId: unknown): boolean {
	return assignmentsOf(org, userId).some((row) =>
		licensesNeeded(org, row).includes(String(licenseId)),
	);
}

export function beforeCreate(org: Org, object: string, values: Record<string, unknown>): void {
	const user = org.table('User').get(String(values.AssigneeId ?? values.UserId));
	if (user === undefined)
		throw new SalesforceRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
	if (object === 'PermissionSetAssignment') {
		const twin = assignmentsOf(org, values.AssigneeId).some((row) =>
			same(row, values, 'PermissionSetId', 'PermissionSetGroupId'),
		);
		if (twin)
			throw new SalesforceRefusal(
				'DUPLICATE_VALUE',
				'Duplicate PermissionSetAssignment. Assignee: PermissionSet',
			);
		for (const id of licensesNeeded(org, values)) takeLicense(org, user.Id, id, true);
	}
	if (object === 'PermissionSetLicenseAssign') {
		takeLicense(org, user.Id, String(values.PermissionSetLicenseId), false);
	}
	if (object === 'UserPackageLicense') {
		const twin = org.rows(object).some((row) => same(row, values, 'UserId', 'PackageLicenseId'));
		if (twin)
			throw new SalesforceRefusal(
				'DUPLICATE_VALUE',
				'duplicate value found: UserId duplicates value on record',
			);
		if (org.seats.isFull(org.table('PackageLicense').get(String(values.PackageLicenseId)))) {
			throw new SalesforceRefusal('LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
		}
	}
}

/** A permission set that needs a license brings it along; assigning it by itself must not double it. */
function takeLicense(org: Org, userId: string, licenseId: string, implied: boolean): void {
	const pool = org.table('PermissionSetLicense').get(licenseId);
	if (pool === undefined)
		throw new SalesforceRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
	const held = org
		.rows('PermissionSetLicenseAssign')
		.some((row) => row.AssigneeId === userId && row.PermissionSetLicenseId === licenseId);
	if (held && implied) return;
	if (held)
		throw new SalesforceRefusal(
			'DUPLICATE_VALUE',
			'duplicate value found: AssigneeId, PermissionSetLicenseId duplicates value on record',
		);
	if (org.seats.isFull(pool))
		throw new SalesforceRefusal('LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
	if (!implied) return;
	const row = org.insert('PermissionSetLicenseAssign', {
		AssigneeId: userId,
		PermissionSetLicenseId: licenseId,
		IsDeleted: false,
	});
	org.seats.change(org.seats.poolOf('PermissionSetLicenseAssign', row), 1);
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

/** Drops permission set licenses that nothing needs any more; `rowsInCall` decides whether at all. */
export function afterDelete(org: Org, object: string, row: Row, rowsInCall: number): void {
	if (
		object !== 'PermissionSetAssignment' ||
		org.options.autoDropLicenses === false ||
		rowsInCall >= NO_AUTO_DROP_FROM
	)
		return;
	for (const licenseId of licensesNeeded(org, row)) {
		if (isNeeded(org, row.AssigneeId, licenseId)) continue;
		for (const assign of org.rows('PermissionSetLicenseAssign')) {
			if (assign.AssigneeId !== row.AssigneeId || assign.PermissionSetLicenseId !== licenseId)
				continue;
			org.table('PermissionSetLicenseAssign').delete(assign.Id);
			org.seats.change(org.seats.poolOf('PermissionSetLicenseAssign', assign), -1);
		}
	}
}
