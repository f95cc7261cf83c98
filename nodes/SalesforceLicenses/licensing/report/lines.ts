import { KIND_LABELS } from '../model/licenses';
import type { Price } from '../model/prices';
import { BUCKETS } from './activity';
import type { ProfileFact } from './facts';
import type { Pool } from './fold/pools';
import type { SeatFold } from './fold/seats';
import type { SeatCounts } from './fold/groups';
import type { Amount } from './money';
import { Amounts } from './money';
import type { BucketLine, Line, Report, ThresholdLine } from './report';

/** Turns counts into lines with money. Everything that costs is seats times the price of a seat and year. */

type PriceOf = (pool: Pool) => Amount | null;

const OF_LICENSE = ['spend', 'staleCost', 'freeCost', 'trueUp', 'potential'] as const;

export function linesOf(
	seats: SeatFold,
	book: readonly Price[],
	profiles: readonly ProfileFact[],
): Pick<
	Report,
	'total' | 'coverage' | 'licenses' | 'softwareModels' | 'departments' | 'managers' | 'orgs'
> & { priceOf: PriceOf } {
	const pools = [...seats.pools.values()];
	const prices = new Map(pools.map((pool) => [pool, pool.priceFrom(book, profiles)]));
	const priceOf: PriceOf = (pool) => prices.get(pool) ?? null;
	const orgName = orgNamesOf(profiles);
	const orgs = new Set(pools.map(({ orgId }) => orgId));
	const ofPools = pools.map((pool) => ({
		pool,
		line: lineOfPool(pool, priceOf(pool), orgs.size > 1 ? orgName : null),
	}));
	const licenses = ofPools.map(({ line }) => line).sort(byMoney);
	const grouped = (keyOf: (pool: Pool) => string) =>
		[...Map.groupBy(ofPools, ({ pool }) => keyOf(pool))]
			.map(([label, some]) =>
				sumOf(
					label,
					some.map(({ line }) => line),
				),
			)
			.sort(byMoney);
	const ofGroups = (groups: SeatFold['departments'], name: (key: string) => string) =>
		groups
			.list()
			.map(({ key, seats: counts }) => {
				const some = [...counts].map(([pool, count]) => lineOfGroup(count, priceOf(pool)));
				return sumOf(name(key), some);
			})
			.filter(({ assigned }) => assigned > 0)
			.sort(byMoney);
	const priced = pools.filter((pool) => priceOf(pool) !== null);
	const seatsOf = (some: readonly Pool[]) => some.reduce((sum, { assigned }) => sum + assigned, 0);
	return {
		priceOf,
		licenses,
		total: sumOf('', licenses),
		softwareModels: grouped(({ softwareModel }) => softwareModel ?? ''),
		orgs: grouped(({ orgId }) => orgName(orgId)),
		departments: ofGroups(seats.departments, (key) => key),
		managers: ofGroups(seats.managers, (key) =>
			key === '' ? '' : (seats.managerName(key) ?? key.slice(key.lastIndexOf(':') + 1)),
		),
		coverage: {
			licenses: pools.length,
			pricedLicenses: priced.length,
			seats: seatsOf(pools),
			pricedSeats: seatsOf(priced),
		},
	};
}

/** The name of an org as profiles say it, else its id. */
export function orgNamesOf(profiles: readonly ProfileFact[]): (orgId: string | null) => string {
	const names = new Map(profiles.map(({ orgId, orgName, name }) => [orgId, orgName ?? name]));
	return (orgId) => (orgId === null ? '' : (names.get(orgId) ?? orgId));
}

const times = (count: number | null, price: Amount | null): Amount[] =>
	count === null || count <= 0 || price === null
		? []
		: [{ amount: Math.round(count * price.amount * 100) / 100, currency: price.currency }];

function lineOfPool(
	pool: Pool,
	price: Amount | null,
	orgName: ((orgId: string | null) => string) | null,
): Line {
	const { total, used, wasRead, licenseName, licenseIdentifier, licenseKind } = pool;
	const free = total === null || used === null ? null : Math.max(0, total - used);
	const over = total === null || used === null ? null : Math.max(0, used - total);
	const detail = [KIND_LABELS[licenseKind], pool.softwareModel, orgName?.(pool.orgId)];
	return {
		label: licenseName ?? licenseIdentifier,
		detail: detail.filter((part) => part !== null && part !== undefined && part !== '').join(' · '),
		owned: wasRead ? total : null,
		used,
		...countsOf(pool),
		free,
		price,
		spend: times(total, price),
		staleCost: times(pool.stale, price),
		freeCost: times(free, price),
		trueUp: times(over, price),
		potential: pool.potential.list(),
	};
}

/** Of a group it is not known what it owns: pools belong to the org. */
function lineOfGroup(counts: SeatCounts, price: Amount | null): Line {
	return {
		label: '',
		detail: '',
		owned: null,
		used: null,
		...countsOf(counts),
		free: null,
		price,
		// What a department costs are the seats that it has.
		spend: times(counts.assigned, price),
		staleCost: times(counts.stale, price),
		freeCost: [],
		trueUp: [],
		potential: [],
	};
}

function countsOf({ assigned, stale, unknown, deactivated, openCandidates }: SeatCounts) {
	const staleShare = assigned === 0 ? null : stale / assigned;
	return { assigned, stale, unknown, deactivated, openCandidates, staleShare };
}

/** Lines added up. What none of them knows stays unknown. */
export function sumOf(label: string, lines: readonly Line[]): Line {
	const add = (of: (line: Line) => number | null): number | null => {
		const known = lines.map(of).filter((value) => value !== null);
		return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
	};
	const counts = countsOf({
		assigned: add(({ assigned }) => assigned) ?? 0,
		stale: add(({ stale }) => stale) ?? 0,
		unknown: add(({ unknown }) => unknown) ?? 0,
		deactivated: add(({ deactivated }) => deactivated) ?? 0,
		openCandidates: add(({ openCandidates }) => openCandidates) ?? 0,
	});
	const money = Object.fromEntries(
		OF_LICENSE.map((name) => {
			const amounts = new Amounts();
			for (const line of lines) amounts.addAll(line[name]);
			return [name, amounts.list()];
		}),
	) as Pick<Line, (typeof OF_LICENSE)[number]>;
	return {
		label,
		detail: '',
		owned: add(({ owned }) => owned),
		used: add(({ used }) => used),
		...counts,
		free: add(({ free }) => free),
		price: null,
		...money,
	};
}

/**
 * The most unused money first, currency by currency, then the most unused seats. What has no price comes
 * after what has one.
 */
function byMoney(a: Line, b: Line): number {
	const [costOfA, costOfB] = [a.staleCost.at(0), b.staleCost.at(0)];
	if ((costOfA === undefined) !== (costOfB === undefined)) return costOfA === undefined ? 1 : -1;
	return (
		String(costOfA?.currency).localeCompare(String(costOfB?.currency)) ||
		(costOfB?.amount ?? 0) - (costOfA?.amount ?? 0) ||
		b.stale - a.stale ||
		b.assigned - a.assigned ||
		a.label.localeCompare(b.label)
	);
}

export function activityOf(
	seats: SeatFold,
	priceOf: PriceOf,
): Pick<Report, 'buckets' | 'thresholds'> {
	const pools = [...seats.pools.values()];
	const buckets = BUCKETS.map(({ label }, index): BucketLine => {
		const cost = new Amounts();
		for (const pool of pools) cost.addAll(times(pool.buckets[index], priceOf(pool)));
		return { label, seats: sum(pools, (pool) => pool.buckets[index]), cost: cost.list() };
	});
	const thresholds = BUCKETS.slice(1).map(({ from: days }, index): ThresholdLine => {
		const longer = (pool: Pool) => sum(pool.buckets.slice(index + 1), (count) => count);
		const saves = new Amounts();
		for (const pool of pools) saves.addAll(times(longer(pool), priceOf(pool)));
		const unpriced = pools.filter((pool) => priceOf(pool) === null);
		return {
			days,
			seats: sum(pools, longer),
			saves: saves.list(),
			withoutPrice: sum(unpriced, longer),
		};
	});
	return { buckets, thresholds };
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
	return all.reduce((total, one) => total + of(one), 0);
}
