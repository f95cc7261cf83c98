import type { LicenseKind } from '../../model/licenses';
import { KIND_NAMES } from '../../model/licenses';
import { foldName } from '../../model/closest';

/** One line of the contract with Salesforce: seats of one license, until one day. Days are ISO-8601 without a time. */
export interface ContractLine {
	/** Number or name of the contract; null where there is none. */
	contract: string | null;
	/** Identifier or name of a license. */
	identifier: string;
	/** Null where the identifier means the same in every kind. */
	licenseKind: LicenseKind | null;
	seats: number;
	/** Of a seat for a year; null where the contract does not say it. */
	price: number | null;
	currency: string | null;
	startsAt: string | null;
	endsAt: string;
	/** The last day on which the renewal can be changed. */
	noticeAt: string | null;
}

/** A license that some item is about. */
export interface KnownLicense {
	key: string;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	licenseName: string | null;
}

export type Matched = { ok: true; license: KnownLicense } | { ok: false; reason: string };

/**
 * The license that a line of the contract is about: by identifier, else by name. What fits several licenses fits none:
 * figures of another license would be worse than no figures.
 */
export function licenseOfLine(line: ContractLine, known: readonly KnownLicense[]): Matched {
	const wanted = foldName(line.identifier);
	const ofKind = known.filter(
		({ licenseKind }) => line.licenseKind === null || licenseKind === line.licenseKind,
	);
	const byIdentifier = ofKind.filter((one) => foldName(one.licenseIdentifier) === wanted);
	const found =
		byIdentifier.length > 0
			? byIdentifier
			: ofKind.filter((one) => foldName(one.licenseName ?? '') === wanted);
	if (found.length === 1) return { ok: true, license: found[0] };
	if (found.length === 0) {
		return { ok: false, reason: 'no item is about a license with this identifier or name' };
	}
	const kinds = found
		.map(({ licenseKind, licenseIdentifier }) => `${KIND_NAMES[licenseKind]} ${licenseIdentifier}`)
		.join(', ');
	return {
		ok: false,
		reason: `several licenses are called that (${kinds}): add "kind" to the contract, or use the identifier`,
	};
}
