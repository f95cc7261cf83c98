import { elementOf, hashOfText } from '../../licensing/watching/element';
import type { LicenseList } from '../../licensing/watching/memory';
import type { SetWatch } from '../../licensing/watching/watchedSet';
import type { SalesforceClient } from '../client/client';
import { readPages } from '../query/pages';
import { queryAll } from '../query/query';
import type { Query } from '../query/statement';
import { permissionSetLicenseAssignRecord, userPackageLicenseRecord } from '../schema/records';
import { userStampRecord, watchedLoginRecord } from '../schema/watching';
import type { AssignedKind } from './queries';
import {
	anyLoginQuery,
	assignmentQueries,
	frozenQuery,
	inactiveHolderQueries,
	inactiveWithFeature,
} from './queries';
import { whoIs } from './watchUsers';

interface Assignment {
	id: string;
	userId: string;
	licenseId: string;
	createdAt: string | null;
}

async function* readAssignments(
	client: SalesforceClient,
	kind: AssignedKind,
	query: Query,
): AsyncGenerator<Assignment[]> {
	const reading = { api: 'auto', readsAll: true } as const;
	if (kind === 'packageLicense') {
		for await (const page of readPages(client, query, userPackageLicenseRecord, reading))
			yield page.map((row) => ({
				id: row.Id,
				userId: row.UserId,
				licenseId: row.PackageLicenseId,
				createdAt: row.CreatedDate,
			}));
		return;
	}
	for await (const page of readPages(client, query, permissionSetLicenseAssignRecord, reading))
		yield page.map((row) => ({
			id: row.Id,
			userId: row.AssigneeId,
			licenseId: row.PermissionSetLicenseId,
			createdAt: row.CreatedDate,
		}));
}

/** What tells an assignment from an earlier one of the same license to the same user. */
export const recordHash = (recordId: string): number => hashOfText(recordId.slice(0, 15));

/** Every assignment of the kind. `lastNewest`: what was created later was not there at the last poll. */
export async function watchAssignments(
	client: SalesforceClient,
	kind: AssignedKind,
	set: SetWatch,
	licenses: LicenseList,
	lastNewest: string,
): Promise<{ rows: number; newest: string; unlisted: number }> {
	const seen = { rows: 0, newest: '', unlisted: 0 };
	for await (const page of readAssignments(client, kind, assignmentQueries[kind])) {
		for (const { id, userId, licenseId, createdAt } of page) {
			seen.rows++;
			if ((createdAt ?? '') > seen.newest) seen.newest = createdAt ?? '';
			const place = licenses.placeOf(kind, licenseId);
			if (place === null) seen.unlisted++;
			else
				set.add(
					elementOf(whoIs(userId), place, recordHash(id)),
					lastNewest !== '' && (createdAt ?? '') > lastNewest,
				);
		}
	}
	return seen;
}

/** Deactivated users who hold something of these kinds; each of them once. */
export async function watchInactiveHolders(
	client: SalesforceClient,
	kinds: ReadonlySet<string>,
	features: readonly string[],
	set: SetWatch,
): Promise<void> {
	const holders = new Set<string>();
	for (const kind of ['permissionSetLicense', 'packageLicense'] as const) {
		if (!kinds.has(kind)) continue;
		for await (const page of readAssignments(client, kind, inactiveHolderQueries[kind]))
			for (const { userId } of page) holders.add(whoIs(userId));
	}
	if (kinds.has('featureLicense') && features.length > 0)
		for (const { Id } of await queryAll(client, inactiveWithFeature(features), userStampRecord))
			holders.add(whoIs(Id));
	for (const who of holders) set.add(elementOf(who));
}

/** Active users whose login is frozen, and how many records say so. */
export async function watchFrozen(client: SalesforceClient, set: SetWatch): Promise<number> {
	const rows = await queryAll(client, frozenQuery, watchedLoginRecord);
	for (const { UserId } of rows) if (UserId !== null) set.add(elementOf(whoIs(UserId)));
	return rows.length;
}

/** Some orgs answer with no rows instead of a refusal where login records are hidden. */
export async function seesLogins(client: SalesforceClient): Promise<boolean> {
	return (await queryAll(client, anyLoginQuery, watchedLoginRecord)).length > 0;
}
