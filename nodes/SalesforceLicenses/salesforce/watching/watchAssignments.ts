import { elementOf, hashOfText } from '../../licensing/watching/element';
import type { AssignedKind } from '../../licensing/model/licenses';
import { ASSIGNED_KINDS } from '../../licensing/model/licenses';
import type { LicenseList } from '../../licensing/watching/memory';
import type { SetWatch } from '../../licensing/watching/watchedSet';
import type { SalesforceClient } from '../client/client';
import { ASSIGNMENTS } from '../licenses/kinds/allKinds';
import { queryAll } from '../query/query';
import { userStampRecord, watchedLoginRecord } from '../schema/watching';
import {
	anyLoginQuery,
	assignmentsOfInactive,
	frozenQuery,
	inactiveWithFeature,
	watchedAssignments,
} from './queries';
import { whoIs } from './watchUsers';

const READING = { api: 'auto', readsAll: true } as const;

/** Distinguishes an assignment from an earlier one of the same license to the same user. */
export const recordHash = (recordId: string): number => hashOfText(recordId.slice(0, 15));

/** Every assignment of the kind. `lastNewest`: assignments created later did not exist at the last poll. */
export async function watchAssignments(
	client: SalesforceClient,
	kind: AssignedKind,
	set: SetWatch,
	licenses: LicenseList,
	lastNewest: string,
): Promise<{ rows: number; newest: string; unlisted: number }> {
	const seen = { rows: 0, newest: '', unlisted: 0 };
	for await (const page of ASSIGNMENTS[kind].pages(client, watchedAssignments(kind), READING)) {
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

/** Deactivated users who hold licenses of these kinds; each user once. */
export async function watchInactiveHolders(
	client: SalesforceClient,
	kinds: ReadonlySet<string>,
	features: readonly string[],
	set: SetWatch,
): Promise<void> {
	const holders = new Set<string>();
	for (const kind of ASSIGNED_KINDS) {
		if (!kinds.has(kind)) continue;
		for await (const page of ASSIGNMENTS[kind].pages(client, assignmentsOfInactive(kind), READING))
			for (const { userId } of page) holders.add(whoIs(userId));
	}
	if (kinds.has('featureLicense') && features.length > 0)
		for (const { Id } of await queryAll(client, inactiveWithFeature(features), userStampRecord))
			holders.add(whoIs(Id));
	for (const who of holders) set.add(elementOf(who));
}

/** Active users whose login is frozen, and how many records there are. */
export async function watchFrozen(client: SalesforceClient, set: SetWatch): Promise<number> {
	const rows = await queryAll(client, frozenQuery, watchedLoginRecord);
	for (const { UserId } of rows) if (UserId !== null) set.add(elementOf(whoIs(UserId)));
	return rows.length;
}

/** If login records are hidden, some orgs return no rows instead of an error. */
export async function seesLogins(client: SalesforceClient): Promise<boolean> {
	return (await queryAll(client, anyLoginQuery, watchedLoginRecord)).length > 0;
}
