import { kindsAsked } from '../finding/detectors/allDetectors';
import { licensesOfNothing } from '../finding/ruleLicenses';
import type { ReclamationRule } from '../finding/rules';
import type { LicenseRef } from '../model/licenses';
import { closestLicense, LICENSE_KINDS, licensesNamed } from '../model/licenses';
import type { SoftwareOf } from '../model/softwareModels';
import type { FieldNote, IntegrationProfile } from './profile';
import { noteOn } from './profile';

/** Compares names of licenses in a profile with the licenses of the org, using the node's own matching. */

export interface NamedLicenses {
	licenses: readonly LicenseRef[];
	softwareOf: SoftwareOf;
}

/** Names that match nothing: a misspelled name excludes nothing and sets no price. */
export function namesOfNothing(
	{ prices, excludedIdentifiers }: Pick<IntegrationProfile, 'prices' | 'excludedIdentifiers'>,
	rules: readonly ReclamationRule[],
	{ licenses, softwareOf }: NamedLicenses,
): FieldNote[] {
	const complaint = (name: string, effect: string) => {
		const near = closestLicense(name, licenses);
		const hint = near === null ? '' : `; closest match: ${near}`;
		return `no license of the org has the identifier or name "${name}"${hint}. ${effect}`;
	};
	const matchesNothing = (name: string) => !licenses.some(licensesNamed([name]));
	const byKind = Map.groupBy(licenses, ({ licenseKind }) => licenseKind);
	// If a kind has no license, it is not known whether the kind was read.
	const known = LICENSE_KINDS.filter((kind) => byKind.has(kind));
	const judged = rules.filter((rule) => kindsAsked([rule], known).length > 0);
	return [
		...licensesOfNothing(judged, known, { licenses: byKind, unread: [], softwareOf }).map((text) =>
			noteOn('rules', text),
		),
		...excludedIdentifiers
			.filter(matchesNothing)
			.map((name) => noteOn('excludedIdentifiers', complaint(name, 'It excludes nothing.'))),
		...Object.keys(prices)
			.filter(matchesNothing)
			.map((name) => noteOn('prices', complaint(name, 'Its price is ignored.'))),
	];
}
