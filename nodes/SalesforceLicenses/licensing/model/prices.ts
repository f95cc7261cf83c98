import type { License, LicenseKind } from './licenses';

/** What one seat costs, for whatever period the buyer counts in. */
export interface Price {
	identifier: string;
	/** Null where the identifier means the same in every kind. */
	kind: LicenseKind | null;
	price: number;
	currency: string;
}

/** The price of a license; an entry that names the kind goes before one that does not. */
export function priceOf(
	book: readonly Price[],
	license: Pick<License, 'licenseKind' | 'licenseIdentifier'>,
): Price | null {
	const identifier = license.licenseIdentifier.toLowerCase();
	const matches = book.filter((entry) => entry.identifier.toLowerCase() === identifier);
	return (
		matches.find(({ kind }) => kind === license.licenseKind) ??
		matches.find(({ kind }) => kind === null) ??
		null
	);
}

/** The two entries that speak of the same license, as positions in the book; null where none do. */
export function duplicatePrice(book: readonly Price[]): [number, number] | null {
	const seen = new Map<string, number>();
	for (const [index, { identifier, kind }] of book.entries()) {
		const key = `${kind ?? ''}:${identifier.toLowerCase()}`;
		const first = seen.get(key);
		if (first !== undefined) return [first, index];
		seen.set(key, index);
	}
	return null;
}

/** A pool with its price and what its free seats cost. Null is unknown: no price, or no size. */
export interface PricedLicense extends License {
	price: number | null;
	currency: string | null;
	unusedCost: number | null;
}

export function withPrice(license: License, book: readonly Price[]): PricedLicense {
	const entry = priceOf(book, license);
	const free = license.available === null ? null : Math.max(0, license.available);
	return {
		...license,
		price: entry?.price ?? null,
		currency: entry?.currency ?? null,
		unusedCost: entry === null || free === null ? null : Math.round(entry.price * free * 100) / 100,
	};
}
