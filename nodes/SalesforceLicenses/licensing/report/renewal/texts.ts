import { plural } from '../../model/plural';
import { count, day, money, monthOf } from '../words';
import type { Tile } from '../headline';
import type { RenewalLine, RenewalPack } from './pack';

/** What a renewal pack says, in the same words in every format. */

export function headline({ total, lines }: RenewalPack): string {
	if (lines.length === 0) return 'There is no contract to renew';
	if (total.drop > 0) {
		const seats = `${count(total.drop)} of ${plural(total.seats, 'seat')}`;
		return total.saves.length === 0
			? `You can drop ${seats}`
			: `You can drop ${seats} and save ${money(total.saves)} a year`;
	}
	if (total.unknown === lines.length) return 'It is not known yet how many seats are needed';
	if (total.add > 0) return `You need ${plural(total.add, 'more seat')}`;
	return `All ${plural(total.seats, 'seat')} are needed`;
}

export function subline({ lines }: RenewalPack): string {
	const next = lines.find(({ daysToEnd }) => daysToEnd >= 0);
	if (next === undefined) return lines.length === 0 ? '' : 'All lines of the contract have ended.';
	const upcoming = lines
		.filter(({ daysToNotice }) => daysToNotice !== null)
		.sort((a, b) => (a.noticeAt ?? '').localeCompare(b.noticeAt ?? ''));
	const [notice] = upcoming.filter(({ daysToNotice }) => (daysToNotice ?? -1) >= 0);
	const said =
		notice === undefined
			? ''
			: ` Notice is due by ${day(notice.noticeAt)} (${inDays(notice.daysToNotice ?? 0)}).`;
	return `The contract ends on ${day(next.endsAt)} (${inDays(next.daysToEnd)}).${said}`;
}

const inDays = (days: number): string =>
	days === 0 ? 'today' : days > 0 ? `in ${plural(days, 'day')}` : `${plural(-days, 'day')} ago`;

export function subject(pack: RenewalPack): string {
	const parts = [headline(pack)];
	if (pack.total.toFree > 0) parts.push(`${plural(pack.total.toFree, 'seat')} to free first`);
	if (pack.total.over > 0) parts.push(`${plural(pack.total.over, 'seat')} beyond the contract`);
	return `${pack.title}: ${parts.join(', ')}`;
}

export function tiles({ total, coverage }: RenewalPack): Tile[] {
	const unknown = total.unknown > 0 ? `, ${plural(total.unknown, 'line')} not known` : '';
	return [
		{
			label: 'Contract per year',
			figure: money(total.spend),
			detail: `${plural(total.seats, 'seat')} in ${plural(coverage.lines, 'line')}`,
		},
		{
			label: 'To renew',
			figure: count(total.renew),
			detail: `${money(total.renewCost)} a year${unknown}`,
		},
		{
			label: 'To drop',
			figure: count(total.drop),
			detail: `${money(total.saves)} a year, ${plural(total.toFree, 'seat')} to free first`,
		},
		{
			label: 'True-up now',
			figure: money(total.trueUp),
			detail: `${plural(total.over, 'seat')} used beyond the contract, ${money(total.trueUpToEnd)} until it ends`,
		},
	];
}

/** `Renew 208, drop 42`. */
export function advice({ renew, drop, add, problem }: RenewalLine): string {
	if (problem !== null) return `Not known: ${problem}`;
	if (renew === null) return 'Not known: there is no history of use';
	const change =
		(drop ?? 0) > 0
			? `, drop ${count(drop)}`
			: (add ?? 0) > 0
				? `, which is ${count(add)} more`
				: ', as many as now';
	return `Renew ${count(renew)}${change}`;
}

/** Without a ledger it is not known what was freed. */
export const hasLedger = ({ items }: RenewalPack): boolean => (items.ledger ?? 0) > 0;

/** The evidence of a line, point by point: what one says in the negotiation, and what it rests on. */
export function evidence(line: RenewalLine, pack: RenewalPack): string[] {
	const { months, peakMonth, lowestMonth, freed, forecast, forecastGap, used, inUse } = line;
	const points: string[] = [];
	if (peakMonth !== null && lowestMonth !== null) {
		const days = months.reduce((sum, one) => sum + one.days, 0);
		points.push(
			`Most seats in use on one day: ${count(peakMonth.seats)} in ${monthOf(peakMonth.month)}. In the quietest month, ${monthOf(lowestMonth.month)}, it was ${count(lowestMonth.seats)}. From ${plural(days, 'day')} in ${plural(months.length, 'month')} with a snapshot.`,
		);
	}
	if (inUse !== null) {
		points.push(
			`In use at the latest snapshot: ${count(inUse)}${used === null ? '' : `, while Salesforce counts ${plural(used, 'seat')} as used`}.`,
		);
	}
	points.push(
		forecast !== null
			? `Forecast for ${day(line.endsAt)}: ${plural(forecast, 'seat')} in use, by the straight line through those days.`
			: `No forecast: ${forecastGap}.`,
	);
	const since = line.startsAt === null ? 'in the last 12 months' : `since ${day(line.startsAt)}`;
	const worth = freed.perYear.length === 0 ? '' : `, worth ${money(freed.perYear)} a year`;
	points.push(
		!hasLedger(pack)
			? 'What was freed is not known: there are no rows of the savings ledger.'
			: `Freed ${since}, by the savings ledger: ${plural(freed.seats, 'seat')}, of which ${count(freed.stillFree)} are still free${worth}.`,
	);
	if (line.openCandidates > 0) {
		points.push(`${plural(line.openCandidates, 'open candidate')} could be reclaimed as well.`);
	}
	if ((line.toFree ?? 0) > 0) {
		points.push(
			`Before fewer seats can be renewed, ${plural(line.toFree ?? 0, 'used seat has', 'used seats have')} to be taken back, or the org is over-allocated.`,
		);
	}
	if ((line.over ?? 0) > 0) {
		points.push(
			`${plural(line.over ?? 0, 'seat is', 'seats are')} used beyond the contract. A true-up costs ${money(line.trueUp, 'an unknown amount')} a year, or ${money(line.trueUpToEnd, 'an unknown amount')} until ${day(line.endsAt)}.`,
		);
	}
	return points;
}

/** Fewer months than this may not have the season of the business in them. */
const MONTHS_OF_A_YEAR = 12;

/** What a reader has to know before trusting a figure, most important first. */
export function warnings(pack: RenewalPack): string[] {
	const { lines, unreadable, doubled, coverage, uncovered, isComplete } = pack;
	const all: string[] = [];
	if (lines.length === 0) {
		all.push('No item and no parameter has a line of the contract. Fill in Contract.');
	}
	for (const { label, problem } of lines) {
		if (problem !== null) all.push(`${label}: its use is not known, because ${problem}.`);
	}
	for (const { label, daysToNotice, noticeAt, daysToEnd, endsAt } of lines) {
		if (daysToEnd < 0) all.push(`${label}: the contract ended on ${day(endsAt)}.`);
		else if (daysToNotice !== null && daysToNotice < 0) {
			all.push(
				`${label}: the notice date has passed on ${day(noticeAt)}. Ask whether seats can still be dropped.`,
			);
		}
	}
	if (isComplete === false) {
		all.push('Not everything was read, so seats may be missing from the figures below.');
	}
	all.push(...pack.notes);
	const short = lines.filter(
		({ problem, months }) => problem === null && months.length < MONTHS_OF_A_YEAR,
	);
	for (const { label, months } of short) {
		all.push(
			months.length === 0
				? `${label}: there is no snapshot of the last 12 months, so it is not known how many seats are needed.`
				: `${label}: the history has ${plural(months.length, 'month')}. A busy season may be missing.`,
		);
	}
	if (unreadable.count > 0) {
		const one = unreadable.count === 1;
		all.push(
			`${plural(unreadable.count, 'item')} could not be used and ${one ? 'is' : 'are'} in no figure: ${unreadable.reasons.join('; ')}${unreadable.count > unreadable.reasons.length ? '; …' : ''}.`,
		);
	}
	if (doubled > 0) {
		all.push(
			`${plural(doubled, 'item')} came more than once and ${doubled === 1 ? 'is' : 'are'} counted once.`,
		);
	}
	if (coverage.pricedLines < coverage.lines) {
		all.push(
			`Prices cover ${count(coverage.pricedSeats)} of ${plural(coverage.seats, 'seat')} (${count(coverage.pricedLines)} of ${plural(coverage.lines, 'line')}). What has no price is in no sum of money.`,
		);
	}
	if (uncovered.length > 0 && lines.length > 0) {
		all.push(
			`${plural(uncovered.length, 'license')} in use ${uncovered.length === 1 ? 'is' : 'are'} in no line of the contract; ${uncovered.length === 1 ? 'it is' : 'they are'} listed at the end.`,
		);
	}
	return all;
}

export function formulas({ settings }: RenewalPack): Array<[name: string, text: string]> {
	const { reservePercent } = settings;
	return [
		[
			'In use',
			'Assigned seats of which it is not known that they are unused, from the daily snapshots of the job Refresh. A seat of which it is unknown whether it is used counts as in use.',
		],
		[
			'Peak and lowest month',
			'Of each month of the last 365 days, the day with the most seats in use. The peak month is the one with the most, the lowest month the one with the fewest.',
		],
		[
			'Forecast',
			'The straight line (least squares) through the seats in use on all days of the last 365 days, on the day the contract ends, rounded up. Only where the history covers at least 28 days and goes back as far as the contract ends ahead.',
		],
		[
			'To renew',
			`The larger of the peak and the forecast${reservePercent > 0 ? `, plus a reserve of ${reservePercent}%` : ''}, rounded up.`,
		],
		['To drop', 'Seats of the contract minus the seats to renew, and never below zero.'],
		['To free first', 'Seats that Salesforce counts as used minus the seats to renew.'],
		[
			'True-up',
			'Seats that Salesforce counts as used beyond those of the contract, times the price of a seat for a year; until the end of the contract, that times the days left divided by 365.',
		],
		['Freed', 'Seats that the savings ledger says were freed since the contract started.'],
		[
			'Money',
			'The price of the contract, else of the price book, the license or the profile, for a year. Currencies are never added up.',
		],
	];
}
