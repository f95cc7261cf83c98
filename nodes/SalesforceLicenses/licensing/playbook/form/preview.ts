import { plural } from '../../model/plural';
import { NO_CURRENCY } from '../../model/prices';
import type { FormField } from './fields';
import { bold, paragraph } from './fields';
import type { SubflowAnswer } from './subflowAnswer';

/** What the stored rules find now, before anything is published. Nothing of it is stored. */

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const countOf = (value: unknown): number | null =>
	typeof value === 'number' && Number.isFinite(value) ? value : null;

export function previewFields(preview: SubflowAnswer | null): FormField[] {
	if (preview === null) return [];
	const [summary] = preview.rows;
	const candidates = countOf(summary?.candidates);
	if (!preview.isSuccess || summary === undefined || candidates === null) {
		const why = preview.isSuccess
			? 'The download subflow did not say what it found. Import it again.'
			: preview.error;
		return [
			bold('There is no preview: the rules could not be tried out now.'),
			paragraph(
				`${why} You can publish all the same, and look at the candidates after the first run.`,
			),
		];
	}
	const blocked = countOf(summary.blocked);
	const parts = [
		plural(candidates, 'candidate'),
		moneyOf(summary.savings) ?? 'no price known',
		blocked === null ? 'blockers unknown' : `${blocked.toLocaleString('en-US')} blocked`,
	];
	const notes = [
		...ofSeats(summary.protectedSeats, 'of protected users left out'),
		...ofSeats(summary.exemptSeats, 'of excluded users left out'),
		...ofSeats(summary.unknownSeats, 'left out because the data to decide could not be read'),
	];
	const warnings = Array.isArray(summary.warnings) ? summary.warnings : [];
	return [
		bold(`With these rules: ${parts.join(', ')}.`),
		...(notes.length > 0 ? [paragraph(`${notes.join('; ')}.`)] : []),
		...(summary.isComplete === false
			? [paragraph('Not everything could be read, so there may be more.')]
			: []),
		...warnings
			.filter((one) => typeof one === 'string')
			.slice(0, 5)
			.map(paragraph),
	];
}

const ofSeats = (count: unknown, what: string): string[] => {
	const seats = countOf(count);
	return seats === null || seats === 0 ? [] : [`${plural(seats, 'seat')} ${what}`];
};

/** `61,000 USD a year`; null without a price. Currencies are never added up. */
function moneyOf(savings: unknown): string | null {
	const amounts = (Array.isArray(savings) ? savings : []).filter(isObject).flatMap((one) => {
		const amount = countOf(one.amount);
		if (amount === null || amount === 0) return [];
		const currency =
			typeof one.currency === 'string' && one.currency !== NO_CURRENCY ? ` ${one.currency}` : '';
		return [`${Math.round(amount).toLocaleString('en-US')}${currency}`];
	});
	return amounts.length === 0 ? null : `${amounts.join(' and ')} a year`;
}
