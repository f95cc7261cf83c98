import type { DetailsPage } from '../../../licensing/playbook/form/details/detailsPage';
import type { FieldMistake } from '../../../licensing/playbook/form/fields';
import { BY_JSON } from '../../../licensing/playbook/form/labels';

/** On which page of the profile a mistake is shown, and at which of its fields. */

const PAGES: ReadonlyArray<[page: DetailsPage, fields: RegExp]> = [
	['details', /^(priceOf:|morePrices|pricePeriod|currency|excludedIdentifiers)/],
	[
		'rules',
		/^(lookFor|inactiveDays|action|licenseKinds|licenseIdentifiers|includeNeverLoggedIn|minimumAccountAgeDays|frozenDays|targetProfileId|rules|ruleSource|rulesJson)$/,
	],
	['users', /^(excludedUsernames|only\d|never\d|signals|directory)/],
	['asking', /^(notifyUser|askBy|daysToAnswer|onSilence|managerEmail|graceDays)$/],
];

/** What no page asks for is shown on the last one. */
export function pageOfField(
	field: string,
	{ ruleSource }: Readonly<Record<string, unknown>>,
): DetailsPage {
	const [page] = PAGES.find(([, fields]) => fields.test(field)) ?? (['limits'] as const);
	return page === 'rules' && ruleSource === BY_JSON ? 'json' : page;
}

/** Fields of a profile that its pages show in parts. */
const SHOWN_AT: Readonly<Record<string, string>> = {
	prices: 'morePrices',
	conditions: 'only1Field',
	exemptions: 'never1Field',
};

export const placedMistakes = (mistakes: readonly FieldMistake[]): FieldMistake[] =>
	mistakes.map(({ field, message }) => ({ field: SHOWN_AT[field] ?? field, message }));
