import type { LicenseKind } from '../../licensing/model/licenses';
import { ASSIGNED_KINDS } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../client/client';
import type { Assignment } from '../licenses/assignments';
import { ASSIGNMENTS, KIND_READERS } from '../licenses/kinds/allKinds';
import { queryAll } from '../query/query';
import { userStampRecord, watchedLoginRecord } from '../schema/watching';
import { readPart } from './isolate';
import {
	anActiveUser,
	frozenQuery,
	assignmentsOfInactive,
	inactiveSince,
	newestAssignment,
	someUsersQuery,
} from './queries';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Users for whom an event could have been reported, by event; `any` for the others, and the `license`
 * assigned last.
 */
export async function sampleUsers(
	client: SalesforceClient,
	kinds: readonly LicenseKind[],
	inactiveDays: number,
	now: Date,
): Promise<ReadonlyMap<string, string>> {
	const users = new Map<string, string>();
	const look = async (what: string, read: () => Promise<void>) => {
		await readPart(client, what, undefined, read);
	};
	const cutoff = new Date(now.getTime() - inactiveDays * DAY_MS).toISOString();
	await look('Users (User)', async () => {
		const [any] = await queryAll(client, someUsersQuery(anActiveUser), userStampRecord);
		if (any !== undefined) users.set('any', any.Id);
		const [idle] = await queryAll(client, someUsersQuery(inactiveSince(cutoff)), userStampRecord);
		if (idle !== undefined) users.set('userInactive', idle.Id);
	});
	for (const kind of ASSIGNED_KINDS) {
		if (!kinds.includes(kind) || users.has('license')) continue;
		await look(KIND_READERS[kind].label, async () => {
			const { rows } = ASSIGNMENTS[kind];
			const [newest] = await rows(client, newestAssignment(kind));
			if (newest !== undefined) noteAssignment(users, newest);
			const [held] = await rows(client, assignmentsOfInactive(kind, 1));
			if (held !== undefined) users.set('inactiveHolder', held.userId);
		});
	}
	await look('Frozen users (UserLogin)', async () => {
		const [login] = await queryAll(client, { ...frozenQuery, limit: 1 }, watchedLoginRecord);
		if (login?.UserId) users.set('frozenHolder', login.UserId);
	});
	return users;
}

function noteAssignment(users: Map<string, string>, { userId, licenseId }: Assignment): void {
	users.set('subscriptionAssigned', userId);
	users.set('subscriptionRemoved', userId);
	users.set('license', licenseId);
}
