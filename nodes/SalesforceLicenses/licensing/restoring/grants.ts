import type { Step } from '../planning/steps';
import type { CurrentUser } from '../model/userState';

/**
 * Rights over all data or over users: what Restore hands out only where a seal says that Reclaim took
 * it. A row that anybody may have written must not make an administrator, nor bring one back.
 */

/**
 * Such rights in words, by the id of the profile, permission set or permission set group that grants
 * them; an empty list where it grants none. What is not in the map could not be read.
 */
export type Grants = ReadonlyMap<string, readonly string[]>;

export interface Granting {
	profiles: string[];
	permissionSets: string[];
	permissionSetGroups: string[];
}

/** What these users have now and what these steps would give them. */
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

/** Why this step must not be done on trust, or null: what it gives has such rights, or nobody can tell. */
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

/** Why this user counts as an administrator, whether active or not; null where the user is none. */
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
