import { formatCount, plural } from '../model/plural';
import { NO_CURRENCY } from '../model/prices';
import type { Amount } from './money';

/** Figures as people read them. */

const CODE = /^[A-Z]{3}$/;

function formatAmount({ amount, currency }: Amount): string {
	const whole = Number.isInteger(amount) || Math.abs(amount) >= 1000 ? 0 : 2;
	const digits = { minimumFractionDigits: whole, maximumFractionDigits: whole };
	// Intl writes ¤ for no currency.
	const code = currency === NO_CURRENCY ? '' : (currency ?? '');
	// Intl knows the sign of a currency; what is not a code of one it refuses.
	if (CODE.test(code)) {
		return amount.toLocaleString('en-US', { style: 'currency', currency: code, ...digits });
	}
	const text = amount.toLocaleString('en-US', digits);
	return code === '' ? text : `${text} ${code}`;
}

/** `$1,200 + €300`: amounts of different currencies stand side by side. Nothing is a dash. */
export function money(amounts: readonly Amount[], nothing = '–'): string {
	return amounts.length === 0 ? nothing : amounts.map(formatAmount).join(' + ');
}

export const count = (value: number | null | undefined): string =>
	value === null || value === undefined ? '–' : formatCount(value);

export const percent = (share: number | null): string =>
	share === null ? '–' : `${Math.round(share * 100)}%`;

const DAY_FORMAT = new Intl.DateTimeFormat('en-US', {
	day: 'numeric',
	month: 'short',
	year: 'numeric',
	timeZone: 'UTC',
});

/** `Nov 27, 2026`; a time that cannot be read stays as it is. */
export function day(at: string | null | undefined): string {
	if (at === null || at === undefined || at === '') return '–';
	const time = Date.parse(at);
	return Number.isNaN(time) ? at : DAY_FORMAT.format(time);
}

const MONTH_FORMAT = new Intl.DateTimeFormat('en-US', {
	month: 'short',
	year: 'numeric',
	timeZone: 'UTC',
});

/** `Nov 2026` for `2026-11`. */
export function monthOf(month: string): string {
	const time = Date.parse(`${month}-01`);
	return Number.isNaN(time) ? month : MONTH_FORMAT.format(time);
}

/** `Nov 27, 2026, 03:31`, in UTC. */
export function moment(at: string | null | undefined): string {
	const text = day(at);
	const time = /T(\d\d:\d\d)/.exec(at ?? '')?.[1];
	return time === undefined || text === '–' ? text : `${text}, ${time}`;
}

const MINUTE_MS = 60_000;

/** `3 hours ago`. */
export function ago(at: string, now: string): string {
	const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / MINUTE_MS));
	if (Number.isNaN(minutes)) return '';
	if (minutes < 60) return `${plural(minutes, 'minute')} ago`;
	if (minutes < 48 * 60) return `${plural(Math.floor(minutes / 60), 'hour')} ago`;
	return `${plural(Math.floor(minutes / (24 * 60)), 'day')} ago`;
}

/** What is shown of the states; stored values do not change. */
export const STATE_LABELS: Readonly<Record<string, string>> = {
	Ready: 'Ready',
	'Attention Required': 'Needs attention',
	'Awaiting User': 'User is asked',
	'Awaiting Approval': 'Manager is asked',
	'Awaiting Revocation': 'In grace period',
	'Closed Complete': 'Reclaimed',
	'Closed Skipped': 'Kept',
	'Closed Canceled': 'Used again',
};

/** What a state means for the seat. */
export const STATE_MEANINGS: Readonly<Record<string, string>> = {
	Ready: 'Can be reclaimed',
	'Attention Required': 'Cannot continue until the problem is fixed',
	'Awaiting User': 'The user is being asked',
	'Awaiting Approval': 'The manager is being asked',
	'Awaiting Revocation': 'Being reclaimed, or frozen until the grace period is over',
	'Closed Complete': 'Reclaimed',
	'Closed Skipped': 'Kept, given back, or already removed',
	'Closed Canceled': 'Used again',
};

export const stateLabel = (state: string): string =>
	Object.hasOwn(STATE_LABELS, state) ? STATE_LABELS[state] : state;

/** By how much a figure has changed: `+12`. */
export const signed = (by: number): string =>
	`${by > 0 ? '+' : by < 0 ? '−' : '±'}${formatCount(Math.abs(by))}`;
