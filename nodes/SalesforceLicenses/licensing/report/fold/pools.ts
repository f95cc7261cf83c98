import type { LicenseKind } from '../../model/licenses';
import type { Price } from '../../model/prices';
import { priceOf } from '../../model/prices';
import { BUCKETS, bucketOf } from '../activity';
import type { CandidateFact, LicenseFact, ProfileFact, SubscriptionFact } from '../facts';
import type { Amount } from '../money';
import { Amounts } from '../money';

/** Counts of one license of one org; what a seat costs is settled at the end, when all items were seen. */
export class Pool {
	total: number | null = null;
	used: number | null = null;
	isUnlimited = false;
	wasRead = false;
	status: string | null = null;
	expiresAt: string | null = null;
	assigned = 0;
	stale = 0;
	unknown = 0;
	/** Held by users who are deactivated. */
	deactivated = 0;
	readonly buckets = BUCKETS.map(() => 0);
	openCandidates = 0;
	readonly potential = new Amounts();
	private ownPrice: Amount | null = null;
	private readonly profiles = new Set<string>();

	constructor(
		readonly orgId: string | null,
		readonly licenseKind: LicenseKind,
		readonly licenseIdentifier: string,
	) {}

	licenseName: string | null = null;
	softwareModel: string | null = null;

	addLicense(fact: LicenseFact): void {
		this.wasRead = true;
		this.name(fact);
		const { total, used, isUnlimited, status, expiresAt } = fact;
		Object.assign(this, { total, used, isUnlimited, status, expiresAt });
		if (fact.price !== null) this.ownPrice = { amount: fact.price, currency: fact.currency };
	}

	addSubscription(fact: SubscriptionFact, days: number | null, staleFrom: number): void {
		this.name(fact);
		this.assigned++;
		if (fact.isActive === false) {
			this.deactivated++;
		} else if (days === null) {
			this.unknown++;
		} else {
			this.buckets[bucketOf(days)]++;
			if (days >= staleFrom) this.stale++;
		}
	}

	addCandidate(fact: CandidateFact): void {
		this.name(fact);
		this.openCandidates++;
		this.potential.add(fact.saving, fact.currency);
	}

	/** The price book first, then the license itself, then the profile that the rows belong to. */
	priceFrom(book: readonly Price[], profiles: readonly ProfileFact[]): Amount | null {
		const priced = { ...this.reference(), licenseName: this.licenseName ?? undefined };
		const entry = priceOf(book, priced);
		if (entry !== null) return { amount: entry.price, currency: entry.currency };
		if (this.ownPrice !== null) return this.ownPrice;
		const own = profiles.filter(
			({ name, orgId }) => this.profiles.has(name) || (orgId !== null && orgId === this.orgId),
		);
		for (const { prices, currency } of own.length > 0
			? own
			: profiles.slice(0, profiles.length === 1 ? 1 : 0)) {
			const list = [...prices].map(([identifier, price]) => ({
				identifier,
				kind: null,
				price,
				currency: '',
			}));
			const found = priceOf(list, priced);
			if (found !== null) return { amount: found.price, currency };
		}
		return null;
	}

	private reference() {
		const { licenseKind, licenseIdentifier } = this;
		return { licenseKind, licenseIdentifier };
	}

	private name(fact: LicenseFact | SubscriptionFact | CandidateFact): void {
		this.licenseName ??= fact.licenseName;
		this.softwareModel ??= fact.softwareModel;
		if (fact.profile !== null) this.profiles.add(fact.profile);
	}
}

export const poolKey = (fact: {
	orgId: string | null;
	licenseKind: string;
	licenseIdentifier: string;
}): string => `${fact.orgId ?? ''}:${fact.licenseKind}:${fact.licenseIdentifier}`;
