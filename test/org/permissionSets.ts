import { rightFields } from './objects/rights';
import type { Permission } from './objects/field';
import { PERMISSIONS } from './objects/field';
import type { Org } from './org';

/**
 * Deploys a permission set (Metadata API Developer Guide, PermissionSet) and makes it all that a user has: what the
 * user's profile and other sets granted is gone.
 */

/** Permissions that are deployed only together with others: seen in the refusal of a deployment, not documented. */
const DEPENDS_ON: Readonly<Record<string, readonly string[]>> = {
	ManageUsers: [
		'AssignPermissionSets',
		'DelegatedTwoFactor',
		'FreezeUsers',
		'ManageInternalUsers',
		'ManageIpAddresses',
		'ManageLoginAccessPolicies',
		'ManagePasswordPolicies',
		'ManageProfilesPermissionsets',
		'ManageRoles',
		'ManageSharing',
		'MonitorLoginHistory',
		'ViewAllUsers',
	],
	// Inferred from the check boxes that Setup sets together.
	ManageInternalUsers: ['ResetPasswords', 'ViewRoles', 'ViewSetup'],
	AssignPermissionSets: ['ViewSetup'],
};

/** The names of the permissions that a permission set enables. */
export function enabledIn(xml: string): string[] {
	if (!/<PermissionSet xmlns="http:\/\/soap\.sforce\.com\/2006\/04\/metadata">/.test(xml))
		throw new Error('The root element is not a PermissionSet of the Metadata API');
	const blocks = [...xml.matchAll(/<userPermissions>([\s\S]*?)<\/userPermissions>/g)];
	return blocks.flatMap(([, block]) => {
		const value = (element: string) =>
			new RegExp(`<${element}>\\s*(.*?)\\s*</${element}>`).exec(block)?.[1];
		const name = value('name');
		if (name === undefined || value('enabled') === undefined)
			throw new Error('A user permission has no name, or does not say whether it is enabled');
		return value('enabled') === 'true' ? [name] : [];
	});
}

/** What a deployment answers with; null if it succeeds. */
export function deployFault(permissions: readonly string[]): string | null {
	for (const permission of permissions) {
		const missing = (DEPENDS_ON[permission] ?? []).filter((one) => !permissions.includes(one));
		if (missing.length > 0)
			return `Permission ${permission} depends on permission(s): ${missing.join(', ')}`;
	}
	return null;
}

/** The user has exactly these permissions from now on, by one permission set. */
export function grantExactly(org: Org, userId: string, permissions: readonly string[]): void {
	const known = new Set<string>([
		...PERMISSIONS,
		'ManageInternalUsers',
		'ManageProfilesPermissionsets',
	]);
	org.permissions.set(
		userId,
		new Set(permissions.filter((name): name is Permission => known.has(name))),
	);
	const shown = Object.keys(rightFields());
	const rights = permissions.map((name) => `Permissions${name}`);
	const set = org.insert('PermissionSet', {
		Name: 'Deployed',
		Label: 'Deployed',
		IsCustom: true,
		...Object.fromEntries(rights.filter((one) => shown.includes(one)).map((one) => [one, true])),
	});
	org.insert('PermissionSetAssignment', { AssigneeId: userId, PermissionSetId: set.Id });
}
