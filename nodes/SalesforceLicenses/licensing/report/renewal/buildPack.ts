import { KIND_LABELS } from '../../model/licenses';
import type { Price } from '../../model/prices';
import type { Hold } from '../../playbook/ledger/holds';
import { amountOf, Ledger } from '../../playbook/ledger/holds';
import type { Fact, FactKind, ProfileFact } from '../facts';
import type { Pool } from '../fold/pools';
import { SeatFold } from '../fold/seats';
import { futureSnapshots, Sources } from '../fold/sources';
import type { Amount } from '../money';
import { Amounts } from '../money';
import type { ContractLine, KnownLicense } from './contract';
import { licenseOfLine } from './contract';
import type { DayOfUse } from './history';
import { forecast, monthsOf, UseHistory } from './history';
import { amountsOf, recommend } from './recommend';
import type { RenewalLine, RenewalPack, RenewalSettings } from './pack';
import { totalOf } from './totals';

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_REASONS = 5;
/** The season of every business comes once in it. */
const HISTORY_DAYS = 365;
const UNUSED_AFTER_DAYS = 60;

type Named = Omit<KnownLicense, 'key'>;

const keyOf = ({ licenseKind, licenseIdentifier }: Omit<Named, 'licenseName'>) =>
	`${licenseKind}:${licenseIdentifier}`;

/** Adds items up one by one. What is kept grows with licenses, days and freed seats, and one key for each seat. */
export class RenewalBuilder {
	private readonly items: Partial<Record<FactKind, number>> = {};
	private readonly unreadable = { count: 0, reasons: [] as string[] };
	private readonly contract: ContractLine[] = [];
	private readonly known = new Map<string, KnownLicense>();
	private readonly history: UseHistory;
	private readonly seats: SeatFold;
	private readonly ledger = new Ledger();
	private readonly profiles: ProfileFact[] = [];
	private isComplete: boolean | null = null;
	private readonly gaps = new Set<string>();
	private readonly sources = new Sources();
	private readonly today: string;

	constructor(
		private readonly settings: RenewalSettings,
		private readonly prices: readonly Price[],
		private readonly now: Date,
	) {
		this.today = now.toISOString().slice(0, 10);
		this.history = new UseHistory(this.today);
		this.seats = new SeatFold(now, UNUSED_AFTER_DAYS);
	}

	add(fact: Fact): void {
		this.items[fact.kind] = (this.items[fact.kind] ?? 0) + 1;
		this.sources.add(fact);
		switch (fact.kind) {
			case 'contract':
				this.contract.push(fact.line);
				return;
			case 'license':
				this.know(fact);
				return this.seats.addLicense(fact);
			case 'subscription':
				this.know(fact);
				return this.seats.addSubscription(fact);
			case 'candidate':
				this.seats.addCandidate(fact);
				return;
			case 'snapshot':
				return this.history.add(this.know(fact), fact);
			case 'ledger':
				return this.ledger.add(fact.row);
			case 'profile':
				this.profiles.push(fact);
				return;
			case 'read':
				this.isComplete = (this.isComplete ?? true) && fact.isComplete;
				for (const gap of fact.gaps) this.gaps.add(gap);
				return;
			default:
				return;
		}
	}

	addUnreadable(reason: string): void {
		this.unreadable.count++;
		if (this.unreadable.reasons.length < MOST_REASONS) this.unreadable.reasons.push(reason);
	}

	finish(): RenewalPack {
		const { settings, profiles, contract } = this;
		const holds = [...this.ledger.holds()];
		const taken = new Map<string, number>();
		const lines = contract
			.map((line, index) => this.line(line, index, taken, holds))
			.sort((a, b) => a.endsAt.localeCompare(b.endsAt) || a.label.localeCompare(b.label));
		const priced = lines.filter(({ price }) => price !== null);
		const seatsOf = (some: readonly RenewalLine[]) => some.reduce((sum, one) => sum + one.seats, 0);
		return {
			title: settings.title === '' ? 'Salesforce renewal pack' : settings.title,
			createdAt: this.now.toISOString(),
			settings,
			items: this.items,
			unreadable: this.unreadable,
			doubled: this.seats.doubled + this.history.doubled,
			isComplete: this.isComplete,
			notes: this.notes(taken),
			orgNames: [...new Set(profiles.map(({ orgName, name }) => orgName ?? name))].sort(),
			lines,
			total: totalOf(lines),
			coverage: {
				...{ lines: lines.length, pricedLines: priced.length },
				...{ seats: seatsOf(lines), pricedSeats: seatsOf(priced) },
			},
			uncovered: this.uncovered(taken),
		};
	}

	private know(fact: Named): string {
		const { licenseKind, licenseIdentifier, licenseName } = fact;
		const key = keyOf(fact);
		const known = this.known.get(key);
		if (known === undefined) {
			this.known.set(key, { key, licenseKind, licenseIdentifier, licenseName });
		} else known.licenseName ??= licenseName;
		return key;
	}

	private line(
		line: ContractLine,
		index: number,
		taken: Map<string, number>,
		holds: readonly Hold[],
	): RenewalLine {
		const matched = licenseOfLine(line, [...this.known.values()]);
		const earlier = matched.ok ? taken.get(matched.license.key) : undefined;
		if (!matched.ok || earlier !== undefined) {
			const problem = matched.ok
				? `line ${(earlier ?? 0) + 1} of the contract is about the same license: make one line of both`
				: matched.reason;
			return this.describe(line, null, problem, [], [], []);
		}
		const { license } = matched;
		taken.set(license.key, index);
		const from = new Date(this.now.getTime() - HISTORY_DAYS * DAY_MS).toISOString().slice(0, 10);
		const days = this.history.days(license.key, from);
		const pools = [...this.seats.pools.values()].filter((pool) => keyOf(pool) === license.key);
		const since = line.startsAt ?? from;
		const freed = holds.filter(
			(hold) => keyOf(hold) === license.key && hold.freedAt.slice(0, 10) >= since,
		);
		return this.describe(line, license, null, days, pools, freed);
	}

	private describe(
		line: ContractLine,
		license: KnownLicense | null,
		problem: string | null,
		days: DayOfUse[],
		pools: readonly Pool[],
		freed: readonly Hold[],
	): RenewalLine {
		const { price: stated, currency, ...rest } = line;
		const months = monthsOf(days);
		const busiest = months.toSorted((a, b) => b.peak - a.peak).at(0);
		const quietest = months.toSorted((a, b) => a.peak - b.peak).at(0);
		const future =
			problem === null ? forecast(days, line.endsAt, this.today) : { seats: null, gap: problem };
		const daysTo = (day: string) => Math.round((Date.parse(day) - Date.parse(this.today)) / DAY_MS);
		const price = stated === null ? this.priceOf(pools, license) : { amount: stated, currency };
		const daysToEnd = daysTo(line.endsAt);
		const used = problem === null ? usedNow(days, pools) : null;
		const figures = recommend({
			seats: line.seats,
			peak: busiest?.peak ?? null,
			forecast: future.seats,
			reservePercent: this.settings.reservePercent,
			used,
		});
		const perYear = new Amounts();
		const free = freed.filter(({ end }) => end === null);
		for (const hold of free) {
			const { amount, currency: of } = amountOf(hold);
			perYear.add(amount, of);
		}
		return {
			...rest,
			label: license?.licenseName ?? line.identifier,
			detail: license === null ? '' : KIND_LABELS[license.licenseKind],
			problem,
			daysToEnd,
			daysToNotice: line.noticeAt === null ? null : daysTo(line.noticeAt),
			price,
			used,
			inUse: days.at(-1)?.inUse ?? null,
			peakMonth: busiest === undefined ? null : { month: busiest.month, seats: busiest.peak },
			lowestMonth: quietest === undefined ? null : { month: quietest.month, seats: quietest.peak },
			forecast: future.seats,
			forecastGap: future.gap,
			freed: { seats: freed.length, stillFree: free.length, perYear: perYear.list() },
			openCandidates: pools.reduce((sum, pool) => sum + pool.openCandidates, 0),
			...figures,
			...amountsOf(line.seats, figures, price, daysToEnd),
			...{ months, days },
		};
	}

	/** Where the contract does not say it: the price that all orgs have for it. */
	private priceOf(pools: readonly Pool[], license: KnownLicense | null): Amount | null {
		if (license === null) return null;
		const all = pools.map((pool) => pool.priceFrom(this.prices, this.profiles));
		const [first = null] = all;
		const isSame = (price: Amount | null) =>
			price?.amount === first?.amount && price?.currency === first?.currency;
		return all.every(isSame) ? first : null;
	}

	private notes(taken: ReadonlyMap<string, number>): string[] {
		const notes = [...this.gaps];
		if (this.history.future > 0) {
			notes.push(futureSnapshots(this.history.future));
		}
		notes.push(...this.sources.missing(this.profiles));
		for (const key of taken.keys()) {
			const license = this.known.get(key);
			const label = license?.licenseName ?? license?.licenseIdentifier ?? key;
			for (const { source, first, last } of this.history.partial(key)) {
				notes.push(
					`${label}: the snapshots of "${source}" are from ${first} to ${last} only; other days are without it.`,
				);
			}
		}
		return notes;
	}

	private uncovered(taken: ReadonlyMap<string, number>): RenewalPack['uncovered'] {
		return [...this.known.values()]
			.filter(({ key }) => !taken.has(key))
			.map((license) => {
				const pools = [...this.seats.pools.values()].filter((pool) => keyOf(pool) === license.key);
				const used = usedNow(this.history.days(license.key, ''), pools) ?? 0;
				const label = license.licenseName ?? license.licenseIdentifier;
				return { label, detail: KIND_LABELS[license.licenseKind], used };
			})
			.filter(({ used }) => used > 0)
			.sort((a, b) => b.used - a.used || a.label.localeCompare(b.label));
	}
}

/** As Salesforce counts them: in the licenses, else in the latest snapshot, else the subscriptions. */
function usedNow(days: readonly DayOfUse[], pools: readonly Pool[]): number | null {
	const read = pools.filter(({ wasRead }) => wasRead);
	if (read.length > 0 && read.every(({ used }) => used !== null)) {
		return read.reduce((sum, { used }) => sum + (used ?? 0), 0);
	}
	const latest = days.at(-1);
	if (latest !== undefined) return latest.used ?? latest.assigned;
	const assigned = pools.reduce((sum, pool) => sum + pool.assigned, 0);
	return assigned > 0 ? assigned : null;
}
