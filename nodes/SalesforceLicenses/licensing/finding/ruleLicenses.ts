import { closest, foldName } from '../model/closest';
import type { LicenseKind, LicenseRef } from '../model/licenses';
import { closestLicense, KIND_NAMES, licensesNamed } from '../model/licenses';
import type { SoftwareOf } from '../model/softwareModels';
import { kindsAsked } from './detectors/allDetectors';
import type { ReclamationRule } from './rules';

/**
 * Compares the licenses that rules name with the licenses of the org: a misspelled name picks nothing, and
 * a misspelled exclusion lets a later rule pick the license.
 */

export interface OrgLicenses {
	/** The licenses of each kind that was read. */
	licenses: ReadonlyMap<LicenseKind, readonly LicenseRef[]>;
	/** The kinds that could not be read. */
	unread: readonly LicenseKind[];
	softwareOf: SoftwareOf;
}

/** Problems with the licenses that these rules name, in words. `chosen`: the kinds of this run. */
export function licensesOfNothing(
	rules: readonly ReclamationRule[],
	chosen: readonly LicenseKind[],
	org: OrgLicenses,
): string[] {
	return rules.flatMap((rule) => complaintsAbout(rule, chosen, org));
}

function complaintsAbout(
	rule: ReclamationRule,
	chosen: readonly LicenseKind[],
	{ licenses, unread: hidden, softwareOf }: OrgLicenses,
): string[] {
	const who = `The rule "${rule.name}"`;
	const kinds = kindsAsked([rule], chosen);
	if (kinds.length === 0) {
		return [
			`${who} finds nothing, because License Kinds includes none of the kinds it applies to.`,
		];
	}
	const unread = kinds.filter((kind) => hidden.includes(kind));
	const known = kinds.flatMap((kind) => licenses.get(kind) ?? []);
	if (unread.length === kinds.length && namesLicenses(rule)) {
		return [
			`${who} cannot find anything, because the ${listed(kinds)} of the org could not be read.`,
		];
	}
	const notRead =
		unread.length === 0 ? '' : `. It may be one of the ${listed(unread)}, which could not be read`;
	const everywhere = [...licenses.values()].flat();
	const hint = (name: string) => {
		const other = everywhere.find(licensesNamed([name]));
		if (other !== undefined) {
			return `; it is a ${KIND_NAMES[other.licenseKind]}, and the rule does not apply to that kind`;
		}
		const near = closestLicense(name, known) ?? closestLicense(name, everywhere);
		return near === null ? '' : `; closest match: ${near}`;
	};
	const among = `the org's ${listed(kinds.filter((kind) => licenses.has(kind)))}`;
	const missing = (names: readonly string[]) =>
		names.filter((name) => !known.some(licensesNamed([name])));

	const unlicensed = missing(rule.licenseIdentifiers).map(
		(name) =>
			`${who} names the license "${name}", but ${among} include no license with this identifier or name${hint(name)}${notRead}.`,
	);
	const useless = missing(rule.excludeLicenseIdentifiers)
		.filter((name) => !everywhere.some(licensesNamed([name])))
		.map(
			(name) =>
				`${who} excludes the license "${name}", but ${among} include no license with this identifier or name${hint(name)}${notRead}.`,
		);
	const unmodeled = modelsOfNothing(rule, known, softwareOf).map(
		(text) => `${who} ${text}${notRead}.`,
	);
	const said = [...unlicensed, ...useless, ...unmodeled, ...emptyKinds(rule, licenses, who)];
	const nothing = unread.length === 0 && known.length > 0 && !picksSome(rule, known, softwareOf);
	if (!nothing || unlicensed.length + unmodeled.length > 0) return said;
	return [
		...said,
		`${who} finds nothing, because no license in the org matches its licenseIdentifiers, excludeLicenseIdentifiers and softwareModels at the same time.`,
	];
}

const namesLicenses = (rule: ReclamationRule) =>
	rule.licenseIdentifiers.length + rule.softwareModels.length + rule.licenseKinds.length > 0;

const listed = (kinds: readonly LicenseKind[]) =>
	kinds.map((kind) => `${KIND_NAMES[kind]}s`).join(', ');

/** Kinds that the rule names and of which the org has no license. */
function emptyKinds(
	rule: ReclamationRule,
	licenses: OrgLicenses['licenses'],
	who: string,
): string[] {
	return rule.licenseKinds
		.filter((kind) => licenses.get(kind)?.length === 0)
		.map((kind) => `${who} applies to ${KIND_NAMES[kind]}s, but the org has none.`);
}

function modelsOfNothing(
	{ softwareModels }: ReclamationRule,
	known: readonly LicenseRef[],
	softwareOf: SoftwareOf,
): string[] {
	const models = [...new Set(known.flatMap((license) => softwareOf(license).softwareModel ?? []))];
	const folded = new Set(models.map(foldName));
	return softwareModels
		.filter((name) => !folded.has(foldName(name)))
		.map((name) => {
			const [near] = closest(name, models, 1);
			const hint = near === undefined ? '' : `; closest match: "${near}"`;
			return `names the software model "${name}", but no license in the org has it${hint}`;
		});
}

function picksSome(
	rule: ReclamationRule,
	known: readonly LicenseRef[],
	softwareOf: SoftwareOf,
): boolean {
	const isIncluded = licensesNamed(rule.licenseIdentifiers);
	const isExcluded = licensesNamed(rule.excludeLicenseIdentifiers);
	const models = new Set(rule.softwareModels.map(foldName));
	return known.some(
		(license) =>
			(rule.licenseIdentifiers.length === 0 || isIncluded(license)) &&
			!isExcluded(license) &&
			(models.size === 0 || models.has(foldName(softwareOf(license).softwareModel ?? ''))),
	);
}
