import { licensesNamed } from '../../../model/licenses';
import type { FieldMistake, FormField } from '../fields';
import { messageOf, otherwise, withMistakes } from '../fields';
import type { SetupFacts, SetupPage, StoredProfile } from '../setup';
import { licenseFields, pricedLicenses, priceField } from './licenseFields';
import { jsonFields, ruleFields } from './ruleFields';
import { askingFields, limitFields, userFields } from './userFields';
import { BY_JSON } from '../labels';
import type { Values } from './values';
import { shownLicenses, storedValues } from './values';

/** The pages that ask for a profile: as it is stored, or as it was entered when that was refused or half done. */

export const DETAILS_PAGES = {
	details: 'Licenses and prices',
	rules: 'What to look for',
	users: 'Which users',
	asking: 'Who is asked',
	limits: 'Limits and alerts',
} as const;
export type DetailsPage = keyof typeof DETAILS_PAGES | 'json';
export const DETAILS_ORDER = Object.keys(DETAILS_PAGES) as Array<keyof typeof DETAILS_PAGES>;
export const isDetailsPage = (page: string): page is DetailsPage =>
	page === 'json' || page in DETAILS_PAGES;

export const AS_JSON = 'Write the rules as JSON';
export const WITH_CHOICES = 'Use plain choices instead of JSON';
export const SAVE_DETAILS = 'Save, and continue later';
export const COMPLETE_DETAILS = 'Save and mark complete';
/** Another page of the profile, as a choice. */
export const goTo = (page: keyof typeof DETAILS_PAGES): string => `Go to: ${DETAILS_PAGES[page]}`;

/** JSON stands in the place of the choices. */
export const placeOf = (page: DetailsPage): keyof typeof DETAILS_PAGES =>
	page === 'json' ? 'rules' : page;

/** The page after this one; null after the last. */
export const pageAfter = (page: DetailsPage): keyof typeof DETAILS_PAGES | null =>
	DETAILS_ORDER[DETAILS_ORDER.indexOf(placeOf(page)) + 1] ?? null;

const FIELDS: Readonly<Record<DetailsPage, (values: Values, facts: SetupFacts) => FormField[]>> = {
	details: licenseFields,
	rules: ruleFields,
	json: jsonFields,
	users: userFields,
	asking: askingFields,
	limits: limitFields,
};

/** What was stored, replaced by what was entered on the pages so far. */
export function valuesOf(profile: StoredProfile, entered: Values | null = null): Values {
	const draft = profile.lanes?.detailsDraft;
	const kept = typeof draft === 'object' && draft !== null && !Array.isArray(draft) ? draft : {};
	return { ...storedValues(profile), ...kept, ...entered };
}

export function detailsPage(
	facts: SetupFacts,
	profile: StoredProfile,
	asked: DetailsPage,
): SetupPage {
	const { handed, licenses } = facts;
	const values = valuesOf(profile, handed.entered);
	const page =
		placeOf(asked) === 'rules' ? (values.ruleSource === BY_JSON ? 'json' : 'rules') : asked;
	const place = placeOf(page);
	const next = pageAfter(page);
	const fields = [...FIELDS[page](values, facts), otherwise(instead(page))];
	const isHalfDone = profile.lanes?.detailsDraft !== undefined;
	return {
		page,
		title: `${DETAILS_PAGES[place]}: ${profile.displayName}`,
		description: `Profile details, page ${DETAILS_ORDER.indexOf(place) + 1} of ${DETAILS_ORDER.length}. Each page is saved when you continue${
			isHalfDone ? '; the saved entries have no effect until you mark the step complete' : ''
		}.`,
		button: next === null ? COMPLETE_DETAILS : `Continue: ${DETAILS_PAGES[next]}`,
		fields: [
			...messageOf(handed.message),
			...withMistakes(fields, handed.mistakes.map(atPriceField(licenses))),
		],
		carry: { licenses: shownLicenses(licenses), priced: pricedLicenses(licenses) },
	};
}

/** A mistake in the price of a license, at the field of that license. */
const atPriceField =
	(licenses: SetupFacts['licenses']) =>
	({ field, message }: FieldMistake): FieldMistake => {
		const [, name] = /^priceOf:(.*)$/s.exec(field) ?? [];
		if (name === undefined) return { field, message };
		const index = pricedLicenses(licenses).findIndex(licensesNamed([name]));
		return { field: index === -1 ? 'morePrices' : priceField(index), message };
	};

function instead(page: DetailsPage): string[] {
	const others = DETAILS_ORDER.filter((name) => name !== placeOf(page) && name !== pageAfter(page));
	return [
		...(page === 'json' ? [WITH_CHOICES] : []),
		...(page === 'rules' ? [AS_JSON] : []),
		...(pageAfter(page) === null ? [] : [COMPLETE_DETAILS]),
		SAVE_DETAILS,
		...others.map(goTo),
	];
}
