import { quote } from '../quoting';

/** The day until which a license is kept, as a person enters it: in the review, or with an answer to a question. */

const DAY_MS = 24 * 60 * 60 * 1000;
const MOST_MS = 10 * 366 * DAY_MS;

/** What is wrong with a day that was entered. */
export type DayMistake = 'missing' | 'unreadable' | 'over' | 'tooFar';

/** Null if the license can be kept until that day. */
export function dayMistake(day: string, now: Date): DayMistake | null {
	if (day === '') return 'missing';
	if (!isOfCalendar(day)) return 'unreadable';
	const time = Date.parse(day);
	if (time <= now.getTime()) return 'over';
	return time - now.getTime() > MOST_MS ? 'tooFar' : null;
}

/** As it is stored. */
export const untilDay = (day: string): string => `${day}T00:00:00.000Z`;

/** JavaScript reads February 30 as a day in March. */
function isOfCalendar(day: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
	const time = Date.parse(untilDay(day));
	return !Number.isNaN(time) && new Date(time).toISOString() === untilDay(day);
}

/** What came as the day of an answer, as text; empty if nothing did. */
export function dayText(given: unknown): string {
	if (given === undefined || given === null) return '';
	return typeof given === 'string' ? given.trim() : (JSON.stringify(given) ?? 'unreadable');
}

/** Why a license is not kept until the day that was entered: "..., but" this. */
export function whyNot(mistake: DayMistake, day: string): string {
	switch (mistake) {
		case 'missing':
			return 'entered none';
		case 'unreadable':
			return `${quote(day)} is not a date such as 2027-03-31`;
		case 'over':
			return `${day} is not after today`;
		case 'tooFar':
			return `${day} is more than ten years away`;
	}
}
