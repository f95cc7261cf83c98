import { chunks } from '../query/chunks';
import type { z } from 'zod';
import type { Right, UserRights } from '../../licensing/model/rights';
import { RIGHTS } from '../../licensing/model/rights';
import type { SalesforceClient } from '../client/client';
import { describe } from '../client/describe';
import { SalesforceError } from '../client/errors';
import { queryAll, queryByIds, readIfPossible } from '../query/query';
import {
	API_ONLY_FIELD,
	OWNED_BY_PROFILE,
	RIGHT_FIELDS,
	assignedRightsRecord,
	profileRightsRecord,
} from '../schema/rights';
import { assignedRightsQuery, profileRightsQuery } from './queries';

/** The permissions that an object has in this org, and the fields to query. */
export interface ReadableRights {
	rights: readonly Right[];
	fields: readonly string[];
}

/**
 * Uses Describe, because a permission that an org does not have is not a field there. Null if the object
 * does not even show the permission that every org has, which makes it useless as evidence. If Describe
 * fails, all are queried.
 */
export async function readableRights(
	client: SalesforceClient,
	object: 'Profile' | 'PermissionSet',
): Promise<ReadableRights | null> {
	const description = await describe(client, object).catch((error: unknown) => {
		if (error instanceof SalesforceError) return null;
		throw error;
	});
	const shown = new Set(description?.fields.map(({ name }) => name));
	const has = (field: string) => description === null || shown.has(field);
	const rights = RIGHTS.filter((right) => has(RIGHT_FIELDS[right]));
	if (!rights.includes('Modify All Data')) return null;
	const names: string[] = rights.map((right) => RIGHT_FIELDS[right]);
	return { rights, fields: shown.has(API_ONLY_FIELD) ? [...names, API_ONLY_FIELD] : names };
}

const CURE =
	'Give the connected user the permission "View Setup and Configuration" (Setup > Permission Sets > your set > System Permissions).';

type Values = Record<string, unknown> | null | undefined;

/** The permissions that the values of a profile or permission set grant, and those that are missing in the values. */
export function rightsIn(
	values: Values,
	{ rights }: ReadableRights,
): { held: Right[]; unsaid: Right[]; apiOnly: boolean } {
	const of = (right: Right) => values?.[RIGHT_FIELDS[right]];
	return {
		held: rights.filter((right) => of(right) === true),
		unsaid: rights.filter((right) => typeof of(right) !== 'boolean'),
		apiOnly: values?.[API_ONLY_FIELD] === true,
	};
}

/**
 * The permissions of these users, from profile, permission sets and groups: one read for 550 users, one of
 * their profiles, and two descriptions. A user counts as known only if the result contains the permission
 * set of the user's profile, which every user has: a result without it hides rows.
 */
export async function readRights(
	client: SalesforceClient,
	users: ReadonlyArray<{ userId: string; profileId: string | null }>,
): Promise<(userId: string) => UserRights> {
	const found = new Map(users.map(({ userId }) => [userId, new Collected()]));
	const profiles = await readProfileRights(
		client,
		users.flatMap(({ profileId }) => (profileId === null ? [] : [profileId])),
	);
	for (const { userId, profileId } of users) {
		const given = profiles.get(profileId ?? '');
		if (given !== undefined) found.get(userId)?.add(given);
	}
	const refused = await readFromSets(client, found);
	return (userId) => (found.get(userId) ?? new Collected()).rights(refused);
}

class Collected {
	readonly held = new Set<Right>();
	unsaid: Right | undefined;
	apiOnly = false;
	hasProfileSet = false;

	add({ held, unsaid, apiOnly }: ReturnType<typeof rightsIn>): void {
		for (const right of held) this.held.add(right);
		this.unsaid ??= unsaid[0];
		this.apiOnly ||= apiOnly;
	}

	rights(refused: string | null): UserRights {
		return { held: this.held, apiOnly: this.apiOnly, unread: this.unread(refused) };
	}

	private unread(refused: string | null): string | null {
		if (refused !== null) return refused;
		if (this.unsaid !== undefined) {
			return `Salesforce does not return whether the user has the permission "${this.unsaid}". ${CURE}`;
		}
		return this.hasProfileSet
			? null
			: `Salesforce does not return all permission set assignments of the user (PermissionSetAssignment). ${CURE}`;
	}
}

/** The permissions of each profile. The permission sets that profiles own contain the same, if they can be read. */
async function readProfileRights(
	client: SalesforceClient,
	profileIds: readonly string[],
): Promise<Map<string, ReturnType<typeof rightsIn>>> {
	const ids = [...new Set(profileIds)];
	const readable = ids.length === 0 ? null : await readableRights(client, 'Profile');
	if (readable === null) return new Map();
	const rows = await readIfPossible(
		client,
		'The permissions of profiles (Profile)',
		async () =>
			await queryByIds(
				client,
				ids,
				(some) => profileRightsQuery(some, readable.fields),
				profileRightsRecord,
			),
	);
	return new Map((rows ?? []).map((row) => [row.Id, rightsIn(row, readable)]));
}

/** The statement is short, so more ids than usual keep the URI below 16,384 bytes. */
const USERS_PER_QUERY = 550;

/** Why permission sets are unknown, or null. */
async function readFromSets(
	client: SalesforceClient,
	found: ReadonlyMap<string, Collected>,
): Promise<string | null> {
	if (found.size === 0) return null;
	const readable = await readableRights(client, 'PermissionSet');
	const rows =
		readable === null
			? null
			: await readIfPossible(
					client,
					'Which users are administrators (PermissionSetAssignment; needs "View Setup and Configuration")',
					async () => await readAssigned(client, [...found.keys()], readable),
				);
	if (readable === null || rows === null) {
		return `The permissions that permission sets grant cannot be read (PermissionSetAssignment, PermissionSet). ${CURE}`;
	}
	for (const { AssigneeId, PermissionSet } of rows) {
		const user = found.get(AssigneeId);
		user?.add(rightsIn(PermissionSet, readable));
		if (user !== undefined && PermissionSet?.[OWNED_BY_PROFILE] === true) user.hasProfileSet = true;
	}
	return null;
}

async function readAssigned(
	client: SalesforceClient,
	userIds: readonly string[],
	{ fields }: ReadableRights,
) {
	const rows: Array<z.output<typeof assignedRightsRecord>> = [];
	for (const ids of chunks(userIds, USERS_PER_QUERY)) {
		rows.push(...(await queryAll(client, assignedRightsQuery(ids, fields), assignedRightsRecord)));
	}
	return rows;
}
