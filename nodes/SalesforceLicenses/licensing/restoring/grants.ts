import type { Step } from '../planning/steps';
import type { CurrentUser } from '../model/userState';

/**
 * Permissions over all data or over users: Restore grants them only if a seal proves that Reclaim removed
 * them. A row that anyone may have written must not make an administrator or reactivate one.
 */

/**
 * These permissions in words, by the id of the profile, permission set or permission set group that grants
 * them; an empty list if it grants none. An id that is missing could not be read.
 */
export type Grants = ReadonlyMap<string, readonly string[]>;

export interface Granting {
	profiles: string[];
	permissionSets: string[];
	permissionSetGroups: string[];
}

/** What these users have now and what these steps would grant them. */
export function granting(users: readonly CurrentUser[], steps: readonly Step[]): Granting {
	const targetsOf = (kind: Step['step']) =>
		steps.flatMap(({ step, target }) => (step === kind && target !== null ? [target] : []));
	const held = users.flatMap(({ permissionSets }) => permissionSets ?? []);
	const unique = (ids: ReadonlyArray<string | null>) => [
		...new Set(ids.filter((id) => id !== null)),
	];
	return {
		profiles: unique([...users.map(({ profileId }) => profileId), ...targetsOf('restoreProfile')]),
		permissionSets: unique([
			...held.flatMap((hold) => (hold.permissionSetGroupId === null ? [hold.permissionSetId] : [])),
			...targetsOf('assignPermissionSet'),
		]),
		permissionSetGroups: unique([
			...held.map(({ permissionSetGroupId }) => permissionSetGroupId),
			...targetsOf('assignPermissionSetGroup'),
		]),
	};
}

/** Why this step must not be applied without a seal, or null: it grants such permissions, or that cannot be read. */
export function givesRights({ step, target, name }: Step, grants: Grants): string | null {
	const what = GIVING[step];
	if (what === undefined) return null;
	const of = `${what} ${name ?? target ?? ''}`;
	const granted = target === null ? undefined : grants.get(target);
	if (granted === undefined) {
		return `Restore could not read which permissions ${of} grants, so it does not assign it.`;
	}
	return granted.length === 0
		? null
		: `${upperFirst(of)} grants administrator permissions (${granted.join(', ')}), so Restore assigns it only if a seal proves that Reclaim removed it. If the user needs it, assign it in Salesforce.`;
}

const GIVING: Partial<Record<Step['step'], string>> = {
	restoreProfile: 'the profile',
	assignPermissionSet: 'the permission set',
	assignPermissionSetGroup: 'the permission set group',
};

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Why this user counts as an administrator, active or not; null if the user is not one. */
export function holdsRights(user: CurrentUser, grants: Grants): string | null {
	const { profiles, permissionSets, permissionSetGroups } = granting([user], []);
	const ids = [...profiles, ...permissionSets, ...permissionSetGroups];
	const isUnread = user.profileId === null || user.permissionSets === null;
	if (isUnread || ids.some((id) => !grants.has(id))) {
		return "Restore could not read the user's permissions, so it treats the user as an administrator.";
	}
	const held = [...new Set(ids.flatMap((id) => grants.get(id) ?? []))];
	return held.length === 0 ? null : `The user has administrator permissions (${held.join(', ')}).`;
}
