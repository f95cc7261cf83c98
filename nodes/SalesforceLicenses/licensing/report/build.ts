import type { Fact, FactKind, FiguresFact, OutcomeFact, ProfileFact } from './facts';
import { CandidateFold } from './fold/candidates';
import { ConsumptionFold } from './fold/consumption';
import { JobFold } from './fold/jobs';
import { Ledger } from '../playbook/ledger/holds';
import type { DayAmounts } from './fold/realized';
import { realizedByDay, realizedOf, sumOfRealized } from './fold/realized';
import { SeatFold } from './fold/seats';
import { futureSnapshots, Sources } from './fold/sources';
import { Top } from './fold/top';
import { TrendFold } from './fold/trend';
import { activityOf, linesOf } from './lines';
import { Amounts } from './money';
import { noticesOf } from './notices';
import { day as dayInWords } from './words';
import type { Change, Report, ReportSettings } from './report';
import type { TrendDay } from './fold/trend';

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_REASONS = 5;
const MOST_RESTORED = 20;

/**
 * Adds items up one by one: memory grows with the number of licenses, groups and days, and one key for each
 * seat, not with the items.
 */
export class ReportBuilder {
	private readonly items: Partial<Record<FactKind, number>> = {};
	private readonly unreadable = { count: 0, reasons: [] as string[] };
	private readonly profiles: ProfileFact[] = [];
	private readonly seats: SeatFold;
	private readonly candidates: CandidateFold;
	private readonly ledger = new Ledger();
	/** By profile, the latest. */
	private readonly figures = new Map<string, FiguresFact>();
	private readonly trend = new TrendFold();
	private readonly consumption = new ConsumptionFold();
	private readonly jobs: JobFold;
	private readonly restored = new Top<OutcomeFact>(MOST_RESTORED, (a, b) =>
		(b.at ?? '').localeCompare(a.at ?? ''),
	);
	private restoredLately = 0;
	private isComplete: boolean | null = null;
	private readonly gaps = new Set<string>();
	private readonly sources = new Sources();
	/** Snapshots of days that have not come yet. */
	private future = 0;
	private readonly since: string;

	constructor(
		private readonly settings: ReportSettings,
		private readonly now: Date,
	) {
		this.since = new Date(now.getTime() - settings.periodDays * DAY_MS).toISOString();
		this.seats = new SeatFold(now, settings.inactiveDays);
		this.candidates = new CandidateFold(this.since, settings.topCandidates);
		this.jobs = new JobFold(this.since, now.toISOString());
	}

	add(fact: Fact): void {
		this.items[fact.kind] = (this.items[fact.kind] ?? 0) + 1;
		this.sources.add(fact);
		switch (fact.kind) {
			case 'license':
				return this.seats.addLicense(fact);
			case 'subscription':
				return this.seats.addSubscription(fact);
			case 'candidate':
				if (!this.seats.addCandidate(fact)) return;
				return this.candidates.add(fact);
			case 'outcome':
				return this.addOutcome(fact);
			case 'ledger':
				return this.ledger.add(fact.row);
			case 'snapshot':
				return this.trend.add(fact);
			case 'job':
				return this.jobs.add(fact);
			case 'consumption':
				return this.consumption.add(fact);
			case 'profile':
				// A name is the key of a profile: one that comes twice is the same.
				if (!this.profiles.some(({ name }) => name === fact.name)) this.profiles.push(fact);
				return;
			case 'count':
				return this.candidates.addCount(fact);
			case 'blockerCount':
				return this.candidates.addBlockerCount(fact);
			case 'figures':
				if (fact.at >= (this.figures.get(fact.profile)?.at ?? '')) {
					this.figures.set(fact.profile, fact);
				}
				return;
			case 'model':
			case 'person':
			case 'contract':
				return;
			case 'read':
				this.isComplete = (this.isComplete ?? true) && fact.isComplete;
				for (const gap of fact.gaps) this.gaps.add(gap);
				return;
		}
	}

	/** An item that is of no known kind, or that cannot be read. It is counted, and nothing is made of it. */
	addUnreadable(reason: string): void {
		this.unreadable.count++;
		if (this.unreadable.reasons.length < MOST_REASONS) this.unreadable.reasons.push(reason);
	}

	/** A clock was wrong when it was taken, and it would be the latest one until that day. */
	addFutureSnapshot(): void {
		this.future++;
	}

	/** For a second look at the users, when it is known who manages others. */
	nameUser(orgId: string | null, userId: string, name: string): void {
		if (this.seats.isManager(orgId, userId)) this.seats.nameManager(orgId, userId, name);
	}

	/** `hasAll`: each profile is to have rows of its own, and what has none is missing. */
	finish({ hasAll }: { hasAll: boolean }): Report {
		const { seats, candidates, settings, now, profiles } = this;
		const lines = linesOf(seats, settings.prices, profiles);
		const trend = this.trend.finish((source) => this.currencyOf(source));
		const byDay = this.realizedDays();
		return {
			title: settings.title === '' ? titleOf(profiles) : settings.title,
			createdAt: now.toISOString(),
			settings,
			items: this.items,
			unreadable: this.unreadable,
			doubled: seats.doubled + this.trend.doubled + this.consumption.doubled,
			isComplete: this.isComplete,
			notes: this.notes(trend, hasAll),
			dataOf: this.jobs.dataOf,
			orgNames: [...new Set(profiles.map(({ orgName, name }) => orgName ?? name))].sort(),
			...lines,
			...activityOf(seats, lines.priceOf),
			potential: candidates.potential.list(),
			// Rows say more than sums of them.
			realized:
				this.ledger.rows > 0
					? realizedOf(this.ledger, now)
					: sumOfRealized([...this.figures.values()], now),
			realizedByDay: byDay,
			candidates: {
				total: candidates.total,
				open: candidates.open,
				withoutPrice: candidates.withoutPrice,
				protected: candidates.protected,
				foundLately: candidates.foundLately,
				reclaimedLately: candidates.reclaimedLately,
				nextAnswer: candidates.nextAnswer,
				byState: candidates.byState(),
				top: candidates.top.list(),
				attention: candidates.attention.list(),
				isCounted: candidates.isCounted,
			},
			blockers: candidates.blockerCounts(),
			restoredLately: this.restoredLately,
			restored: this.restored.list().map((fact) => ({
				name: fact.username ?? fact.key,
				license: fact.licenseName ?? fact.licenseIdentifier,
				at: fact.at,
				outcome: fact.outcome,
			})),
			assignedChange: this.change(trend, 'assigned'),
			staleChange: this.change(trend, 'stale'),
			trend,
			realizedTrend: cumulated(byDay, trend),
			notices: noticesOf(seats, profiles, settings, now),
			consumption: this.consumption.list(),
			consumptionMissing: this.consumption.missing(),
			jobs: {
				runsLately: this.jobs.runsLately,
				warningsLately: this.jobs.warningsLately,
				failures: this.jobs.failures.list(),
				unresolved: this.jobs.unresolved(),
			},
		};
	}

	private realizedDays(): DayAmounts[] {
		if (this.ledger.rows > 0) {
			return [...realizedByDay(this.ledger)]
				.map(([day, amounts]) => ({ day, amounts: amounts.list() }))
				.sort((a, b) => a.day.localeCompare(b.day));
		}
		return [...this.figures.values()].flatMap(({ realizedByDay: days }) => days);
	}

	private addOutcome(fact: OutcomeFact): void {
		this.candidates.addOutcome(fact);
		if (!fact.gaveBack || fact.outcome === 'planned') return;
		this.restored.add(fact);
		if (fact.outcome === 'done' && (fact.at ?? '') >= this.since) this.restoredLately++;
	}

	/** A snapshot from long before the period says nothing of what changed in it. */
	private change(trend: readonly TrendDay[], of: 'assigned' | 'stale'): Change {
		const oldest = new Date(Date.parse(this.since) - this.settings.periodDays * DAY_MS);
		const by = this.trend.changeSince(this.since.slice(0, 10), oldest.toISOString().slice(0, 10));
		return { now: trend.at(-1)?.[of] ?? null, by: by?.[of] ?? null };
	}

	/** Snapshots do not say their currency: it is that of the profile, or of the only one there is. */
	private currencyOf(source: string): string | null {
		const own = this.profiles.find(({ name, orgId }) => name === source || orgId === source);
		const all = new Set(this.profiles.map(({ currency }) => currency));
		return own?.currency ?? (all.size === 1 ? ([...all][0] ?? null) : null);
	}

	private nameOf(source: string): string {
		return this.profiles.find(({ orgId }) => orgId === source)?.name ?? source;
	}

	private notes(trend: readonly TrendDay[], hasAll: boolean): string[] {
		const notes = [...this.gaps];
		if (hasAll) notes.push(...this.sources.missing(this.profiles));
		if (this.future > 0) notes.push(futureSnapshots(this.future));
		for (const { source, first } of this.trend.late()) {
			notes.push(
				`The first snapshot of "${this.nameOf(source)}" is of ${dayInWords(first)}. Earlier days of the trend are without it.`,
			);
		}
		const carried = trend.filter((day) => day.carried > 0).length;
		if (carried > 0) {
			notes.push(
				`On ${carried} of ${trend.length} days in the trend, a profile has no snapshot; its last one stands in for it.`,
			);
		}
		return notes;
	}
}

/** `Acme Salesforce licenses`; without a profile, or with many, it is about all of them. */
function titleOf(profiles: readonly ProfileFact[]): string {
	const [first] = profiles;
	return profiles.length === 1 ? `${first.name} Salesforce licenses` : 'Salesforce licenses';
}

/** What was realized up to each day of the trend. */
function cumulated(byDay: readonly DayAmounts[], trend: readonly TrendDay[]): DayAmounts[] {
	const sum = new Amounts();
	const days = [...byDay].sort((a, b) => a.day.localeCompare(b.day));
	let at = 0;
	return trend.map(({ day }) => {
		for (; at < days.length && days[at].day <= day; at++) sum.addAll(days[at].amounts);
		return { day, amounts: sum.list() };
	});
}
