import type { ObjectType } from './field';
import { audit, bareReference, byUsers, object, pick, reference, text } from './field';

/** Tooling API: UserAccessPolicy, UserAccessPolicyAction. Who may read them, and their key prefixes, are inferred. */
export function accessPolicies(): Record<string, ObjectType> {
	const setup = { setup: true, bulk: false, since: 57, readPermissions: ['ViewSetup'] as const };
	return {
		UserAccessPolicy: object(
			'0kx',
			{
				DeveloperName: text,
				MasterLabel: text,
				Status: pick,
				TriggerType: pick,
				BooleanFilter: text,
				...byUsers,
				...audit,
			},
			setup,
		),
		UserAccessPolicyAction: object(
			'0ky',
			{
				Action: pick,
				UserAccessPolicyId: reference('UserAccessPolicy', 'UserAccessPolicy'),
				TargetId: bareReference(
					...['Group', 'PermissionSet', 'PermissionSetGroup'],
					...['PermissionSetLicense', 'PackageLicense'],
				),
				...byUsers,
				...audit,
			},
			setup,
		),
	};
}

/** Tooling API, "Tooling API Objects": those of its objects that this org has. It refuses all others. */
export const TOOLING_OBJECTS: ReadonlySet<string> = new Set([
	...['Group', 'PermissionSet', 'PermissionSetAssignment', 'PermissionSetGroup'],
	...['PermissionSetGroupComponent', 'Profile', 'User', 'UserAccessPolicy'],
	'UserAccessPolicyAction',
]);

/** Those that the Object Reference does not have, so that `query` refuses them. */
export const TOOLING_ONLY: ReadonlySet<string> = new Set(['UserAccessPolicyAction']);
