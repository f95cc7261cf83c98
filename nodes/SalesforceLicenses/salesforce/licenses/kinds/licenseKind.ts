import type { OrgConnection } from '../../client/orgConnection';
import type { LicenseKind, LicenseRef, SeatPool } from '../../../licensing/model/licenses';
import type { Assignment } from '../assignments';
import type { Soql } from '../../schema/soql';
import type { Holder } from '../holder';

/** A pool as read, with the Salesforce id that holders point to. */
export interface Pool {
	id: string;
	ref: LicenseRef;
	license: SeatPool;
}

/** One hold of one person, before it becomes a row. */
export interface Hold {
	ref: LicenseRef;
	assignedAt: string | null;
}

/** How one kind of license is read. A new kind is one file with this shape. */
export interface LicenseKindReader {
	kind: LicenseKind;
	/** What to call it in a warning. */
	label: string;
	readPools(connection: OrgConnection): Promise<Pool[]>;
	/** What this person holds of this kind. */
	holdsOf(holder: Holder, poolById: ReadonlyMap<string, Pool>): Hold[];
	/** The count of the seats of a license that are taken right now; the count that a pool carries may lag behind. */
	seatCount(licenseId: string): string;
	/** The condition on users: they hold one of these licenses. */
	isHolder(licenseIds: readonly string[]): Soql;
}

/** Assignments as holds; those of licenses that the org does not list are left out. */
export function holdsBy(
	assignments: readonly Assignment[],
	poolById: ReadonlyMap<string, Pool>,
): Hold[] {
	return assignments.flatMap(({ licenseId, createdAt }) => {
		const pool = poolById.get(licenseId);
		return pool === undefined ? [] : [{ ref: pool.ref, assignedAt: createdAt }];
	});
}
