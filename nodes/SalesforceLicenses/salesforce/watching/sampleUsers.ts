import type { LicenseKind } from '../../licensing/model/licenses';
import type { SalesforceClient } from '../client/client';
import { queryAll } from '../query/query';
import { permissionSetLicenseAssignRecord, userPackageLicenseRecord } from '../schema/records';
import { userStampRecord, watchedLoginRecord } from '../schema/watching';
import { readPart } from './isolate';
import {
	anActiveUser,
	frozenQuery,
	inactiveHolderQueries,
	inactiveSince,
	newestAssignments,
	someUsersQuery,
} from './queries';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Users for whom an event could have been told, by the event; `any` for the others, and the `license` last assigned. */
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
	if (kinds.includes('permissionSetLicense'))
		await look('Permission set licenses', async () => {
			const query = newestAssignments.permissionSetLicense;
			const [row] = await queryAll(client, query, permissionSetLicenseAssignRecord);
			if (row !== undefined) noteAssignment(users, row.AssigneeId, row.PermissionSetLicenseId);
			const held = { ...inactiveHolderQueries.permissionSetLicense, limit: 1 };
			const [holder] = await queryAll(client, held, permissionSetLicenseAssignRecord);
			if (holder !== undefined) users.set('inactiveHolder', holder.AssigneeId);
		});
	if (kinds.includes('packageLicense') && !users.has('license'))
		await look('Package licenses', async () => {
			const [row] = await queryAll(
				client,
				newestAssignments.packageLicense,
				userPackageLicenseRecord,
			);
			if (row !== undefined) noteAssignment(users, row.UserId, row.PackageLicenseId);
		});
	await look('Frozen users (UserLogin)', async () => {
		const [login] = await queryAll(client, { ...frozenQuery, limit: 1 }, watchedLoginRecord);
		if (login?.UserId) users.set('frozenHolder', login.UserId);
	});
	return users;
}

function noteAssignment(users: Map<string, string>, userId: string, licenseId: string): void {
	users.set('subscriptionAssigned', userId);
	users.set('subscriptionRemoved', userId);
	users.set('license', licenseId);
}
