import { protectedReason } from '../../licensing/model/protectedUsers';
import type { Right, RightHolders } from '../../licensing/model/rights';
import { KEY_RIGHTS } from '../../licensing/model/rights';
import type { SalesforceClient } from '../client/client';
import { SalesforceError } from '../client/errors';
import { queryAll, readIfPossible } from '../query/query';
import {
	API_ONLY_FIELD,
	ASSIGNMENT_ENDS,
	RIGHT_FIELDS,
	assignedRightsRecord,
	userRightsRecord,
} from '../schema/rights';
import { readUserStates } from './currentUsers';
import { holdersByProfileQuery, holdersBySetQuery } from './queries';
import type { ReadableRights } from './rights';
import { readableRights, rightsIn } from './rights';

/** The permissions that count, and whether the user may only use the API, if the object shows it. */
async function readableKeys(
	client: SalesforceClient,
	object: 'Profile' | 'PermissionSet',
): Promise<ReadableRights | null> {
	const readable = await readableRights(client, object);
	if (readable === null) return null;
	const rights = KEY_RIGHTS.filter((right) => readable.rights.includes(right));
	const keys: string[] = rights.map((right) => RIGHT_FIELDS[right]);
	return {
		rights,
		fields: [...keys, ...readable.fields.filter((field) => field === API_ONLY_FIELD)],
	};
}

/**
 * Users who can sign in and repair the org, by each of the required permissions. Only users who are known
 * to be active, not frozen and human are included, so data that cannot be read makes them fewer, never
 * more. Four reads for 400 administrators, and two descriptions.
 */
export async function readUsableAdministrators(
	client: SalesforceClient,
	now: Date,
): Promise<RightHolders> {
	const holders = new Map<Right, Set<string>>(KEY_RIGHTS.map((right) => [right, new Set()]));
	const machines = new Set<string>();
	const add = (userId: string, { held, apiOnly }: ReturnType<typeof rightsIn>) => {
		for (const right of held) holders.get(right)?.add(userId);
		if (apiOnly) machines.add(userId);
	};
	const ofProfile = await readableKeys(client, 'Profile');
	if (ofProfile !== null) {
		for (const { Id, Profile } of await readByProfile(client, ofProfile))
			add(Id, rightsIn(Profile, ofProfile));
	}
	const ofSet = await readableKeys(client, 'PermissionSet');
	if (ofSet !== null) {
		for (const { AssigneeId, PermissionSet, ExpirationDate } of await readBySet(client, ofSet)) {
			const { held, apiOnly } = rightsIn(PermissionSet, ofSet);
			// A temporary administrator does not stay one.
			const stays = ExpirationDate === null || ExpirationDate === undefined;
			add(AssigneeId, { held: stays ? held : [], unsaid: [], apiOnly });
		}
	}
	const ids = [...new Set([...holders.values()].flatMap((some) => [...some]))];
	if (ids.length === 0) return holders;
	const users = await readUserStates(client, ids, now);
	const isUsable = (userId: string) => {
		const user = users.get(userId);
		return (
			user !== undefined &&
			user.isActive &&
			user.isFrozen === false &&
			!machines.has(userId) &&
			protectedReason(user, null) === null
		);
	};
	return new Map([...holders].map(([right, some]) => [right, new Set([...some].filter(isUsable))]));
}

async function readByProfile(client: SalesforceClient, { fields }: ReadableRights) {
	const rows = await readIfPossible(
		client,
		'Which profiles grant administrator permissions (Profile)',
		async () => await queryAll(client, holdersByProfileQuery(fields), userRightsRecord),
	);
	return rows ?? [];
}

async function readBySet(client: SalesforceClient, { fields }: ReadableRights) {
	const read = async (more: readonly string[]) =>
		await queryAll(client, holdersBySetQuery(fields, more), assignedRightsRecord);
	const rows = await readIfPossible(
		client,
		'Which permission sets grant administrator permissions (PermissionSetAssignment; needs "View Setup and Configuration")',
		async () =>
			await read([ASSIGNMENT_ENDS]).catch(async (error: unknown) => {
				// Older API versions have no expiration date of an assignment.
				if (error instanceof SalesforceError && error.errorCode === 'INVALID_FIELD')
					return await read([]);
				throw error;
			}),
	);
	return rows ?? [];
}
