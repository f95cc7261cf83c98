import type { CandidateState } from '../../playbook/states';
import { isOpen } from '../../playbook/states';
import { idleDays } from '../activity';
import type { CandidateFact, LicenseFact, SubscriptionFact } from '../facts';
import { Groups } from './groups';
import { Pool, poolKey } from './pools';

/** Licenses, subscriptions and open candidates, counted by license and by whom they belong to. */
export class SeatFold {
	readonly pools = new Map<string, Pool>();
	readonly departments = new Groups();
	readonly managers = new Groups();
	/** Items with the key of an earlier one: a seat counts once. */
	doubled = 0;
	subscriptions = 0;
	private readonly seen = new Set<string>();
	/** Of open candidates, of which a seat has one. */
	private readonly open = new Set<string>();
	private readonly closed = new Set<string>();
	private readonly managerNames = new Map<string, string>();

	constructor(
		private readonly now: Date,
		private readonly staleFrom: number,
	) {}

	addLicense(fact: LicenseFact): void {
		const pool = this.poolOf(fact);
		if (pool.wasRead) this.doubled++;
		else pool.addLicense(fact);
	}

	addSubscription(fact: SubscriptionFact): void {
		if (this.seen.has(fact.key)) {
			this.doubled++;
			return;
		}
		this.seen.add(fact.key);
		this.subscriptions++;
		const pool = this.poolOf(fact);
		const days = idleDays(fact, this.now);
		pool.addSubscription(fact, days, this.staleFrom);
		const isDeactivated = fact.isActive === false;
		const counts = {
			assigned: 1,
			deactivated: isDeactivated ? 1 : 0,
			unknown: !isDeactivated && days === null ? 1 : 0,
			stale: !isDeactivated && days !== null && days >= this.staleFrom ? 1 : 0,
		};
		this.count(fact, pool, counts);
	}

	/** False for a candidate that was counted already. */
	addCandidate(fact: CandidateFact): boolean {
		const open = isOpen(fact.state as CandidateState);
		const seen = open ? this.open : this.closed;
		const key = open ? fact.key : `${fact.key} ${fact.closedAt ?? ''} ${fact.openedAt ?? ''}`;
		if (seen.has(key)) {
			this.doubled++;
			return false;
		}
		seen.add(key);
		if (open) {
			const pool = this.poolOf(fact);
			pool.addCandidate(fact);
			this.count(fact, pool, { openCandidates: 1 });
		}
		return true;
	}

	/** Whether a name is needed for this user: one who manages others. */
	isManager(orgId: string | null, userId: string): boolean {
		return this.managers.has(managerKey(orgId, userId));
	}

	nameManager(orgId: string | null, userId: string, name: string): void {
		this.managerNames.set(managerKey(orgId, userId), name);
	}

	managerName(key: string): string | null {
		return this.managerNames.get(key) ?? null;
	}

	private poolOf(fact: LicenseFact | SubscriptionFact | CandidateFact): Pool {
		const key = poolKey(fact);
		let pool = this.pools.get(key);
		if (pool === undefined) {
			pool = new Pool(fact.orgId, fact.licenseKind, fact.licenseIdentifier);
			this.pools.set(key, pool);
		}
		return pool;
	}

	private count(
		fact: SubscriptionFact | CandidateFact,
		pool: Pool,
		counts: Parameters<Groups['add']>[2],
	): void {
		this.departments.add(fact.department ?? '', pool, counts);
		const manager = fact.managerId === null ? '' : managerKey(fact.orgId, fact.managerId);
		this.managers.add(manager, pool, counts);
	}
}

const managerKey = (orgId: string | null, userId: string) => `${orgId ?? ''}:${userId}`;
