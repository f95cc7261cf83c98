import type { Org, Row } from '../org';
import { isHidden } from './expiry';

/** Rows that may exist only once for a user and a pool or set. */
const UNIQUE: Readonly<Record<string, readonly string[]>> = {
	PermissionSetLicenseAssign: ['AssigneeId', 'PermissionSetLicenseId'],
	UserPackageLicense: ['UserId', 'PackageLicenseId'],
	PermissionSetAssignment: ['AssigneeId', 'PermissionSetId', 'PermissionSetGroupId'],
	UserLogin: ['UserId'],
};

/** Checks that no row exists twice and that no reference points to a missing record. */
export function checkIntegrity(org: Org): string[] {
	return Object.entries(UNIQUE).flatMap(([object, fields]) => {
		const seen = new Set<string>();
		return [...org.table(object).values()].flatMap((row) => {
			// Expired assignments count as deleted.
			if (isHidden(org, object, row)) return [];
			const key = fields.map((field) => String(row[field] ?? '')).join(' ');
			const twice = seen.has(key) ? [`${object} ${row.Id} stands twice for ${key}`] : [];
			seen.add(key);
			return [
				...twice,
				...danglingFields(org, object, row).map(
					(field) => `${object} ${row.Id} points by ${field} to nothing`,
				),
			];
		});
	});
}

function danglingFields(org: Org, object: string, row: Row): string[] {
	return Object.entries(org.types[object].fields)
		.filter(([name, { references }]) => {
			const id = row[name];
			if (references === undefined || typeof id !== 'string') return false;
			return !references.some((target) => target in org.types && org.table(target).has(id));
		})
		.map(([name]) => name);
}
