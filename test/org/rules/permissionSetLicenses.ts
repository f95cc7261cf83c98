import type { Org, Row } from '../org';
import { SalesforceRefusal } from '../refusal';
import { hasEnded } from './expiry';
import { isClosed } from './pools';

/** User licenses whose users can hold permission set licenses; others are refused (inferred from the Salesforce CLI's user plug-in). */
const REFUSED_USER_LICENSES = /^(Chatter|Guest|Identity|External|Customer|Partner)/;

/**
 * Permission set licenses that this assignment requires: those of its permission set, or of the sets in
 * its group.
 */
export function licensesNeeded(org: Org, assignment: Record<string, unknown>): string[] {
	const { PermissionSetGroupId: groupId, PermissionSetId: setId } = assignment;
	const sets =
		typeof groupId === 'string'
			? org
					.table('PermissionSetGroupComponent')
					.where('PermissionSetGroupId', groupId)
					.map(({ PermissionSetId }) => String(PermissionSetId))
			: [String(setId)];
	return sets
		.map((id) => org.table('PermissionSet').get(id)?.LicenseId ?? org.hiddenNeeds.get(id))
		.filter((id): id is string => typeof id === 'string' && id.startsWith('0PL'));
}

export function isNeeded(org: Org, userId: unknown, licenseId: unknown): boolean {
	return org
		.table('PermissionSetAssignment')
		.where('AssigneeId', userId)
		.some(
			(row) => !hasEnded(row, org.clock()) && licensesNeeded(org, row).includes(String(licenseId)),
		);
}

/** A permission set that requires a license assigns it; assigning it separately must not duplicate it. */
export function takeLicense(org: Org, user: Row, licenseId: string, implied: boolean): void {
	const pool = org.table('PermissionSetLicense').get(licenseId);
	if (pool === undefined)
		throw new SalesforceRefusal('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [
			'PermissionSetLicenseId',
		]);
	const held = org
		.table('PermissionSetLicenseAssign')
		.where('AssigneeId', user.Id)
		.some(({ PermissionSetLicenseId }) => PermissionSetLicenseId === licenseId);
	if (held && implied) return;
	if (held)
		throw new SalesforceRefusal(
			'DUPLICATE_VALUE',
			'duplicate value found: AssigneeId, PermissionSetLicenseId duplicates value on record',
		);
	const userLicense = String(org.seats.userLicenseOf(user)?.Name);
	if (REFUSED_USER_LICENSES.test(userLicense))
		throw new SalesforceRefusal(
			'FIELD_INTEGRITY_EXCEPTION',
			`Can't assign permission set license ${String(pool.MasterLabel)} to user ${String(user.Name)}. The user license doesn't allow the permission set license.`,
			['PermissionSetLicenseId'],
		);
	if (org.seats.isFull(pool) || isClosed(org, pool))
		throw new SalesforceRefusal('LICENSE_LIMIT_EXCEEDED', 'License Limit Exceeded');
	if (!implied) return;
	const row = org.insert('PermissionSetLicenseAssign', {
		AssigneeId: user.Id,
		PermissionSetLicenseId: licenseId,
	});
	org.seats.change(org.seats.poolOf('PermissionSetLicenseAssign', row), 1);
}

/** What a deactivation frees besides the user license: nothing, unless the org is set up that way. */
export function releaseLicenses(org: Org, user: Row): void {
	const released = org.options.licensesReleasedOnDeactivation ?? [];
	if (released.length === 0) return;
	for (const row of org.table('PermissionSetLicenseAssign').where('AssigneeId', user.Id)) {
		const pool = org.seats.poolOf('PermissionSetLicenseAssign', row);
		if (!released.includes(String(pool?.DeveloperName))) continue;
		org.remove('PermissionSetLicenseAssign', row);
		org.seats.change(pool, -1);
	}
}
