import { foldName } from './closest';
import type { License, LicenseKind, LicenseRef } from './licenses';
import { closestLicense, KIND_NAMES, LICENSE_KINDS, licensesNamed } from './licenses';

/** What one seat costs, for any period that the buyer chooses. */
export interface Price {
	/** The identifier or the name of a license. */
	identifier: string;
	/** Null if the identifier means the same in every kind. */
	kind: LicenseKind | null;
	price: number;
	currency: string;
}

/** ISO 4217: no currency. A profile without one has it in its price book, because a price needs a code. */
export const NO_CURRENCY = 'XXX';

/** What has a price; without a name only its identifier is compared. */
export type Priced = Pick<License, 'licenseKind' | 'licenseIdentifier'> & { licenseName?: string };

/**
 * The price of a license. An entry with a kind takes precedence over one without, and a match by
 * identifier over a match by name.
 */
export function priceOf(book: readonly Price[], license: Priced): Price | null {
	if (book.length === 0) return null;
	const { licenseKind, licenseIdentifier, licenseName = '' } = license;
	for (const kind of [licenseKind, null]) {
		for (const name of [licenseIdentifier, licenseName].map(foldName)) {
			if (name === '') continue;
			const entry = book.find((one) => one.kind === kind && foldName(one.identifier) === name);
			if (entry !== undefined) return entry;
		}
	}
	return null;
}

/**
 * Entries that match no license, in words. Kinds that were not read are not in `licenses`; nothing is said
 * about those, unless a license that was read is similar.
 */
export function pricesOfNothing(
	book: readonly Price[],
	licenses: ReadonlyMap<LicenseKind, readonly LicenseRef[]>,
): string[] {
	return book.flatMap(({ identifier, kind }) => {
		const kinds = kind === null ? LICENSE_KINDS : [kind];
		const read = kinds.filter((one) => licenses.has(one));
		const known = read.flatMap((one) => licenses.get(one) ?? []);
		if (read.length === 0 || known.some(licensesNamed([identifier]))) return [];
		const near = closestLicense(identifier, known);
		if (near === null && read.length < kinds.length) return [];
		const among = read.map((one) => `${KIND_NAMES[one]}s`).join(', ');
		const hint = near === null ? '' : `; closest match: ${near}`;
		return `Prices: no license in the org (${among}) has the identifier or name "${identifier}"${hint}. Its price is ignored.`;
	});
}

/** Two entries for the same license, by their positions in the book; null if there are none. */
export function duplicatePrice(book: readonly Price[]): [number, number] | null {
	const seen = new Map<string, number>();
	for (const [index, { identifier, kind }] of book.entries()) {
		const key = `${kind ?? ''}:${foldName(identifier)}`;
		const first = seen.get(key);
		if (first !== undefined) return [first, index];
		seen.set(key, index);
	}
	return null;
}

/** A pool with its price and the cost of its free seats. Null is unknown: no price, or no size. */
export interface PricedLicense extends License {
	price: number | null;
	currency: string | null;
	unusedCost: number | null;
}

export function withPrice(license: License, book: readonly Price[]): PricedLicense {
	const entry = priceOf(book, license);
	const free = license.available === null ? null : Math.max(0, license.available);
	const { licenseIdentifier, licenseKey, orgId, ...seats } = license;
	return {
		...seats,
		price: entry?.price ?? null,
		currency: entry?.currency ?? null,
		unusedCost: entry === null || free === null ? null : Math.round(entry.price * free * 100) / 100,
		licenseIdentifier,
		licenseKey,
		orgId,
	};
}
