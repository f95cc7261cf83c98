import { licensesNamed, LICENSE_KINDS } from '../../../model/licenses';
import type { FormField } from '../fields';
import { area, choice, heading, html, text, ticks } from '../fields';
import { PER_MONTH, PER_YEAR } from '../labels';
import type { OrgLicense, SetupFacts } from '../setup';
import type { Values } from './values';
import { licenseChoices, licenseLabel, shownLicenses, textsOf } from './values';
import { listOf, said } from './entered';

/** The page of what the org owns: a price beside each license, and the licenses that are never reclaimed. */

/** Prices of more licenses are entered as lines. */
const MOST_PRICED = 15;

/** The licenses with a price field: those in use, user licenses first, the most used first. */
export function pricedLicenses(licenses: readonly OrgLicense[] | null): OrgLicense[] {
	const inUse = (licenses ?? []).filter(({ used }) => used !== null && used > 0);
	const kind = ({ licenseKind }: OrgLicense) => LICENSE_KINDS.indexOf(licenseKind);
	return inUse
		.sort((one, other) => kind(one) - kind(other) || (other.used ?? 0) - (one.used ?? 0))
		.slice(0, MOST_PRICED);
}

export const priceField = (index: number): string => `price${index + 1}`;

export function licenseFields(values: Values, { licenses }: SetupFacts): FormField[] {
	const priced = pricedLicenses(licenses);
	const prices = Object.entries(recordOf(values.priceOf));
	const priceOf = (license: OrgLicense) =>
		prices.find(([name]) => licensesNamed([name])(license))?.[1];
	const others = prices
		.filter(([name]) => !priced.some(licensesNamed([name])))
		.map(([name, price]) => `${name}=${String(price)}`);
	const more = said(values, 'morePrices') || others.join('\n');
	return [
		heading('What a seat costs'),
		choice('pricePeriod', 'The prices are per', [PER_YEAR, PER_MONTH], said(values, 'pricePeriod')),
		text('currency', 'Currency (three-letter code)', said(values, 'currency'), 'e.g. USD'),
		...(priced.length > 0 ? [] : [NOT_READ]),
		...priced.map((license, index) =>
			text(priceField(index), licenseLabel(license), amount(priceOf(license)), 'price of a seat'),
		),
		area(
			'morePrices',
			priced.length > 0 ? 'Prices of other licenses (one per line)' : 'Prices (one per line)',
			more,
			'e.g. SFDC=2100',
		),
		heading('Exceptions'),
		excluded(values, licenses),
	];
}

const NOT_READ = html(
	'<p>The licenses of the org are listed here once the step <i>Connection and credential</i> works.</p>',
);

/** A list to tick where the licenses of the org are known; else their names. */
function excluded(values: Values, licenses: readonly OrgLicense[] | null): FormField {
	const known = shownLicenses(licenses);
	const names = listOf(values.excludedIdentifiers);
	const label = 'Licenses that are never reclaimed';
	if (known.length === 0) {
		return text(
			'excludedIdentifiers',
			`${label} (identifiers or names)`,
			names.join(', '),
			'e.g. Chatter Free',
		);
	}
	const { all, ticked } = licenseChoices(names, known);
	return ticks('excludedIdentifiers', label, all, textsOf(ticked));
}

const amount = (price: unknown): string =>
	typeof price === 'number' || typeof price === 'string' ? String(price) : '';

export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: {};
}
