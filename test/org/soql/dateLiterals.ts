/** A literal that stands for a span of time: TODAY, LAST_N_DAYS:30. The end is not part of it. */
export interface Span {
	from: number;
	to: number;
}

const DAY_MS = 86_400_000;
type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/** The start of the unit that contains `now`, moved by this many units. Days are UTC, weeks start on Sunday. */
function start(unit: Unit, now: Date, offset: number): number {
	const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
	const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
	switch (unit) {
		case 'DAY':
			return today + offset * DAY_MS;
		case 'WEEK':
			return today + (offset * 7 - now.getUTCDay()) * DAY_MS;
		case 'MONTH':
			return Date.UTC(year, month + offset, 1);
		case 'QUARTER':
			return Date.UTC(year, Math.floor(month / 3) * 3 + offset * 3, 1);
		case 'YEAR':
			return Date.UTC(year + offset, 0, 1);
	}
}

const WORDS: Readonly<Record<string, readonly [Unit, number]>> = {
	YESTERDAY: ['DAY', -1],
	TODAY: ['DAY', 0],
	TOMORROW: ['DAY', 1],
};
const RELATIVE: Readonly<Record<string, number>> = { LAST: -1, THIS: 0, NEXT: 1 };

/**
 * SOQL and SOSL Reference, "Date Formats and Date Literals". The fiscal year is taken to be the
 * calendar year, as in an org that has not set another. Undefined for a word that is none.
 */
export function spanOf(literal: string, now: Date): Span | undefined {
	const [word, amount] = literal.toUpperCase().replace('FISCAL_', '').split(':');
	const between = (unit: Unit, from: number, to: number): Span => ({
		from: start(unit, now, from),
		to: start(unit, now, to),
	});
	if (word in WORDS) {
		const [unit, offset] = WORDS[word];
		return between(unit, offset, offset + 1);
	}
	if (word === 'LAST_90_DAYS') return between('DAY', -90, 1);
	if (word === 'NEXT_90_DAYS') return between('DAY', 1, 91);
	const plain = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(word);
	if (plain !== null) {
		const offset = RELATIVE[plain[1]];
		return between(plain[2] as Unit, offset, offset + 1);
	}
	const counted = /^(?:(LAST|NEXT)_N_|N_)(DAY|WEEK|MONTH|QUARTER|YEAR)S(_AGO)?$/.exec(word);
	if (counted === null || amount === undefined) return undefined;
	const [, direction, name, ago] = counted;
	const [unit, n] = [name as Unit, Number(amount)];
	if (ago !== undefined) return between(unit, -n, 1 - n);
	// LAST_N_DAYS includes today (or the time until now); weeks, months and longer are whole ones before this.
	if (direction === 'LAST') return between(unit, -n, unit === 'DAY' ? 1 : 0);
	return between(unit, 1, n + 1);
}
