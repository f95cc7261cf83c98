import type { OrgConnection } from '../../client/orgConnection';
import type { LicenseKind, LicenseRef, SeatPool } from '../../../licensing/model/licenses';
import type { Assignment } from '../assignments';
import type { Soql } from '../../schema/soql';
import type { Holder } from '../holder';

/** A pool as read, with the Salesforce id to which holders refer. */
export interface Pool {
	id: string;
	ref: LicenseRef;
	license: SeatPool;
}

/** One license held by one user, before it becomes a row. */
export interface Hold {
	ref: LicenseRef;
	assignedAt: string | null;
}

/** How one kind of license is read. A new kind is one file with this shape. */
export interface LicenseKindReader {
	kind: LicenseKind;
	/** Its name in a warning. */
	label: string;
	readPools(connection: OrgConnection): Promise<Pool[]>;
	/** What this user holds of this kind. */
	holdsOf(holder: Holder, poolById: ReadonlyMap<string, Pool>): Hold[];
	/** The number of seats in use right now; a pool's own count may lag behind. */
	seatCount(licenseId: string): string;
	/** The condition on users that they hold one of these licenses. */
	isHolder(licenseIds: readonly string[]): Soql;
}

/** Assignments as held licenses; assignments of licenses that the org does not list are skipped. */
export function holdsBy(
	assignments: readonly Assignment[],
	poolById: ReadonlyMap<string, Pool>,
): Hold[] {
	return assignments.flatMap(({ licenseId, createdAt }) => {
		const pool = poolById.get(licenseId);
		return pool === undefined ? [] : [{ ref: pool.ref, assignedAt: createdAt }];
	});
}
