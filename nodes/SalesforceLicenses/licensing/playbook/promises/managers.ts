import type { CandidateRow } from '../candidateRow';
import { has } from '../candidateRow';

/** Users of an org, as Download returns them; managers are looked up among them. */
export interface OrgUser {
	orgId: string | null;
	userId: string | null;
	name: string | null;
	email: string | null;
	isActive: boolean | null;
}

export type Manager = Pick<OrgUser, 'name'> & { email: string };

const keyOf = (orgId: string, userId: string) => `${orgId}:${userId}`;

/** Finds the manager of a user: an active user of the same org, and never the user. */
export class Managers {
	private readonly users = new Map<string, Manager>();

	constructor(users: readonly OrgUser[]) {
		for (const { orgId, userId, name, email, isActive } of users) {
			if (!has(orgId) || !has(userId) || !has(email) || isActive !== true) continue;
			this.users.set(keyOf(orgId, userId), { name, email });
		}
	}

	/** `orgId` is the org of the profile: a candidate of another org has no manager there. */
	of(
		row: Pick<CandidateRow, 'orgId' | 'userId' | 'managerId'>,
		orgId: string | null,
	): Manager | null {
		if (!has(row.managerId) || row.managerId === row.userId) return null;
		if (!has(row.orgId) || row.orgId !== orgId) return null;
		return this.users.get(keyOf(row.orgId, row.managerId)) ?? null;
	}
}
