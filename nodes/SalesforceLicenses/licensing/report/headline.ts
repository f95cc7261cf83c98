import { plural } from '../model/plural';
import { amountIn } from './money';
import type { Report } from './report';
import { count, money, percent, signed } from './words';

/** The one thing that matters, for titles of pages, mails and messages, and the figures below it. */

export function headline({ potential, candidates, total, restored, realized }: Report): string {
	if (potential.some(({ amount }) => amount > 0))
		return `You could save ${money(potential)} a year`;
	if (candidates.open > 0) return `${plural(candidates.open, 'seat')} can be reclaimed`;
	if (total.staleCost.length > 0) return `Unused seats cost ${money(total.staleCost)} a year`;
	if (total.stale > 0) return `${plural(total.stale, 'seat is', 'seats are')} unused`;
	if (total.assigned > 0) return 'No unused seats were found';
	if (realized.freedSeats > 0)
		return `${plural(realized.freedSeats, 'seat was', 'seats were')} freed`;
	if (restored.length > 0) return `${plural(restored.length, 'seat was', 'seats were')} given back`;
	return 'There is nothing to report yet';
}

export function subline(report: Report): string {
	const { total, settings } = report;
	const { by } = report.staleChange;
	const since =
		by === null || by === 0
			? ''
			: ` That is ${count(Math.abs(by))} ${by > 0 ? 'more' : 'fewer'} than ${plural(settings.periodDays, 'day')} ago.`;
	if (total.assigned === 0) {
		const { stale, assigned, share } = seatsNow(report);
		if (assigned === null) return 'It is not known yet how many seats are unused.';
		return `${count(stale)} of ${plural(assigned, 'assigned seat')} (${percent(share)}) are unused.${since}`;
	}
	return `${count(total.stale)} of ${plural(total.assigned, 'assigned seat')} (${percent(total.staleShare)}) were not used for ${plural(settings.inactiveDays, 'day')}.${since}`;
}

/** Assigned and unused seats: from the subscriptions, or without these from the latest snapshot. */
export function seatsNow({ total, assignedChange, staleChange }: Report): {
	assigned: number | null;
	stale: number | null;
	share: number | null;
} {
	const { assigned, stale, staleShare: share } = total;
	if (assigned > 0) return { assigned, stale, share };
	const [all, unused] = [assignedChange.now, staleChange.now];
	const known = all !== null && all > 0 && unused !== null;
	return { assigned: all, stale: unused, share: known ? unused / all : null };
}

/** The subject of a mail. */
export function subject(report: Report): string {
	const parts = [headline(report)];
	const { attention, open } = report.candidates;
	if (open > 0) parts.push(plural(open, 'open candidate'));
	if (attention.length > 0) {
		parts.push(
			`${count(report.candidates.byState.find(({ state }) => state === 'Attention Required')?.count)} need attention`,
		);
	}
	if (report.notices.length > 0) parts.push(plural(report.notices.length, 'license warning'));
	if (report.jobs.failures.length > 0) {
		parts.push(plural(report.jobs.failures.length, 'failed job'));
	}
	return `${report.title}: ${parts.join(', ')}`;
}

export interface Tile {
	/** For links; figures without a list have none. */
	key?: 'potential' | 'realized' | 'unused' | 'asked' | 'spend' | 'persons';
	label: string;
	figure: string;
	detail: string;
	/** How the figure came about, the oldest first. */
	trend?: readonly number[];
}

export const countOf = (report: Report, ...states: readonly string[]): number =>
	report.candidates.byState
		.filter(({ state }) => states.includes(state))
		.reduce((sum, one) => sum + one.count, 0);

/** The figures that every format shows, in this order. */
export function tiles(report: Report): Tile[] {
	const { potential, realized, candidates, createdAt, settings, staleChange } = report;
	const { trend, realizedTrend } = report;
	const currency = realized.thisYear.at(0)?.currency ?? null;
	const seats = seatsNow(report);
	const asked = countOf(report, 'Awaiting User', 'Awaiting Approval');
	const { by } = staleChange;
	return [
		{
			key: 'potential',
			label: 'Possible savings per year',
			figure: money(potential),
			detail:
				candidates.withoutPrice > 0
					? `${plural(candidates.withoutPrice, 'open candidate')} without a price`
					: `${plural(candidates.open, 'open candidate')}, ${count(candidates.foundLately)} found in ${plural(settings.periodDays, 'day')}`,
		},
		{
			key: 'realized',
			label: `Saved in ${createdAt.slice(0, 4)} (per year)`,
			figure: money(realized.thisYear),
			detail: !realized.isKnown
				? 'the savings ledger is empty'
				: `${plural(realized.freedSeats, 'seat')} freed, ${count(realized.givenBackSeats)} given back, ${money(realized.total)} in total`,
			trend: realizedTrend.map(({ amounts }) => amountIn(amounts, currency)),
		},
		{
			key: 'unused',
			label: 'Unused seats',
			figure: count(seats.stale),
			detail: `of ${count(seats.assigned)} assigned (${percent(seats.share)})${by === null ? '' : `, ${signed(by)} in ${plural(settings.periodDays, 'day')}`}`,
			trend: trend.map(({ stale }) => stale),
		},
		{
			key: 'asked',
			label: 'Waiting for an answer',
			figure: count(asked),
			detail: `${count(countOf(report, 'Attention Required'))} need attention`,
		},
	];
}

/** What a reader has to know before trusting a figure, most important first. */
export function warnings(report: Report): string[] {
	const { isComplete, unreadable, doubled, coverage, candidates, total, realized, notes } = report;
	const all: string[] = [];
	if (isComplete === false) {
		all.push('Not everything was read, so seats may be missing from the figures below.');
	}
	all.push(...notes);
	if (unreadable.count > 0) {
		const reasons = unreadable.reasons.join('; ');
		all.push(
			`${plural(unreadable.count, 'item')} could not be used and ${unreadable.count === 1 ? 'is' : 'are'} in no figure: ${reasons}${unreadable.count > unreadable.reasons.length ? '; …' : ''}.`,
		);
	}
	if (doubled > 0) {
		all.push(
			`${plural(doubled, 'item')} came more than once and ${doubled === 1 ? 'is' : 'are'} counted once.`,
		);
	}
	if (realized.unmatchedRows > 0) {
		all.push(
			`${plural(realized.unmatchedRows, 'row')} of the savings ledger ${realized.unmatchedRows === 1 ? 'is' : 'are'} about a license that no row frees. They count for nothing: check the table.`,
		);
	}
	if (total.unknown > 0) {
		all.push(
			total.unknown === 1
				? 'Of 1 assigned seat it is not known whether it is used; it does not count as unused.'
				: `Of ${plural(total.unknown, 'assigned seat')} it is not known whether they are used; they do not count as unused.`,
		);
	}
	if (coverage.seats > 0 && coverage.pricedSeats < coverage.seats) {
		all.push(
			coverage.pricedSeats === 0
				? 'No license has a price, so costs are not known. Add a price book.'
				: `Prices cover ${count(coverage.pricedSeats)} of ${plural(coverage.seats, 'assigned seat')} (${count(coverage.pricedLicenses)} of ${plural(coverage.licenses, 'license')}). What has no price is in no sum of money.`,
		);
	}
	all.push(...withoutPool(report));
	if (candidates.withoutPrice > 0) {
		all.push(
			`${plural(candidates.withoutPrice, 'open candidate has', 'open candidates have')} no price and ${candidates.withoutPrice === 1 ? 'is' : 'are'} not in the possible savings.`,
		);
	}
	return all;
}

/** Where some pools came and others did not, the sum of what is owned looks like all of it. */
function withoutPool({ licenses }: Report): string[] {
	const missing = licenses.filter(({ used, assigned }) => used === null && assigned > 0);
	if (missing.length === 0 || licenses.every(({ used }) => used === null)) return [];
	const seats = missing.reduce((sum, { assigned }) => sum + assigned, 0);
	return [
		`Of ${plural(missing.length, 'license')} with ${plural(seats, 'assigned seat')} it is not known how many seats are owned. Owned seats and their cost are without ${missing.length === 1 ? 'it' : 'them'}.`,
	];
}
