import type { LicenseRef } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import { licensesNamed } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import { priceOf } from '../../nodes/SalesforceLicenses/licensing/model/prices';

/** What a profile says of licenses, matched as the node matches names: identifier or name, whatever the case. */

export function isNamed(names: readonly string[] | null | undefined, license: LicenseRef): boolean {
	return licensesNamed(names ?? [])(license);
}

/** The price of a seat; null where the profile names none. */
export function priceFor(
	prices: Readonly<Record<string, number>> | null | undefined,
	license: LicenseRef,
): number | null {
	const book = Object.entries(prices ?? {}).map(([identifier, price]) => ({
		identifier,
		kind: null,
		price,
		currency: '',
	}));
	return priceOf(book, license)?.price ?? null;
}
