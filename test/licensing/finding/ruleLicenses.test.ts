import { licensesOfNothing } from '../../../nodes/SalesforceLicenses/licensing/finding/ruleLicenses';
import type {
	LicenseKind,
	LicenseRef,
} from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import {
	closestLicense,
	LICENSE_KINDS,
	licensesNamed,
} from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import { priceOf, pricesOfNothing } from '../../../nodes/SalesforceLicenses/licensing/model/prices';
import { softwareCatalog } from '../../../nodes/SalesforceLicenses/licensing/model/softwareModels';
import { aRule } from '../../support/builders';

const license = (
	licenseKind: LicenseKind,
	licenseIdentifier: string,
	licenseName: string,
): LicenseRef => ({ licenseKind, licenseIdentifier, licenseName });
const SFDC = license('userLicense', 'SFDC', 'Salesforce');
const AUL = license('userLicense', 'AUL', 'Salesforce Platform');
const SALES = license('permissionSetLicense', 'SalesConsoleUser', 'Sales Console User');
const NAMELESS = license('userLicense', '100000000000001', '');

describe('a name matches a license', () => {
	it.each<[string[], boolean]>([
		[['SFDC'], true],
		[['sfdc'], true],
		[['Salesforce'], true],
		[['\u200bSALES\u00adFORCE\u3164 '], true],
		[['nothing', 'salesforce'], true],
		[['Sales force'], false],
		[['Salesforce Platform'], false],
		[['%'], false],
		[[''], false],
		[[' '], false],
		[[], false],
	])('%j: %s', (names, expected) => {
		expect(licensesNamed(names)(SFDC)).toBe(expected);
		// Asked again it is the same.
		const isNamed = licensesNamed(names);
		expect([isNamed(SFDC), isNamed(SFDC)]).toEqual([expected, expected]);
	});

	it('never because both are empty', () => {
		expect(licensesNamed([''])(NAMELESS)).toBe(false);
		expect(licensesNamed(['\u200b', 'x'])({ licenseIdentifier: 'y' })).toBe(false);
	});

	it.each<[string, string | null]>([
		['SFCD', '"SFDC" (Salesforce)'],
		['salesforce platfrom', '"AUL" (Salesforce Platform)'],
		['zzz', null],
		['', null],
		['x'.repeat(100_000), null],
	])('or is close to %.20j: %s', (name, expected) => {
		expect(closestLicense(name, [SFDC, AUL, SALES])).toBe(expected);
	});
});

describe('rules are checked only against what was read', () => {
	const complaints = (
		rule: Parameters<typeof aRule>[0],
		unread: LicenseKind[],
		read: LicenseRef[] = [SFDC, AUL, SALES],
	) => {
		const asked = LICENSE_KINDS.filter((kind) => !unread.includes(kind));
		return licensesOfNothing([aRule({ name: 'Mine', ...rule })], LICENSE_KINDS, {
			licenses: new Map(
				asked.map((kind) => [kind, read.filter(({ licenseKind }) => licenseKind === kind)]),
			),
			unread,
			softwareOf: softwareCatalog(),
		});
	};

	it.each<[Parameters<typeof aRule>[0], LicenseKind[], RegExp | null]>([
		[{}, [], null],
		[{}, [...LICENSE_KINDS], null],
		[{ licenseIdentifiers: ['Salesforce'] }, [], null],
		[{ licenseIdentifiers: ['Salesforce'] }, ['packageLicense'], null],
		[
			{ licenseIdentifiers: ['SBQQ'] },
			['packageLicense'],
			/"SBQQ".*It may be one of the package licenses, which could not be read\.$/,
		],
		[
			{ licenseIdentifiers: ['SFDC'] },
			[...LICENSE_KINDS],
			/^The rule "Mine" cannot find anything, because .* could not be read\.$/,
		],
		[{ softwareModels: ['Salesforce CRM'] }, [...LICENSE_KINDS], /could not be read/],
		[{ licenseKinds: ['packageLicense'] }, [], /applies to package licenses, but the org has none/],
		[{ licenseKinds: ['packageLicense'] }, ['packageLicense'], /package licenses .*not be read/],
		[{ excludeLicenseIdentifiers: ['SFDC', 'AUL', 'SalesConsoleUser'] }, [], /finds nothing/],
	])('%j without %j', (rule, unread, expected) => {
		const said = complaints(rule, unread);
		if (expected === null) expect(said).toEqual([]);
		else {
			expect(said).toHaveLength(1);
			expect(said[0]).toMatch(expected);
		}
	});
});

describe('the price book', () => {
	const price = (identifier: string, kind: LicenseKind | null = null, amount = 1) => ({
		identifier,
		kind,
		price: amount,
		currency: 'USD',
	});

	it('prefers a price with a license kind to one without, and an identifier to a name', () => {
		const book = [
			price('Salesforce', null, 1),
			price('sfdc', null, 2),
			price('salesforce', 'userLicense', 3),
		];
		expect(priceOf(book, SFDC)?.price).toBe(3);
		expect(priceOf(book.slice(0, 2), SFDC)?.price).toBe(2);
		expect(priceOf(book.slice(0, 1), SFDC)?.price).toBe(1);
		expect(priceOf([price('', null)], NAMELESS)).toBeNull();
		expect(priceOf([], SFDC)).toBeNull();
		expect(priceOf([price('x', 'packageLicense')], license('userLicense', 'x', 'x'))).toBeNull();
	});

	it.each<[ReturnType<typeof price>, LicenseKind[], RegExp | null]>([
		[price('SFDC'), ['userLicense'], null],
		[price('salesforce'), ['userLicense'], null],
		[
			price('SFCD'),
			['userLicense'],
			/has the identifier or name "SFCD"; closest match: "SFDC" \(Salesforce\)/,
		],
		[price('SBQQ'), ['userLicense'], null],
		[
			price('SBQQ'),
			[...LICENSE_KINDS],
			/no license in the org .* has the identifier or name "SBQQ"/,
		],
		[price('SBQQ', 'packageLicense'), ['userLicense'], null],
		[
			price('SBQQ', 'userLicense'),
			['userLicense'],
			/no license in the org .* has the identifier or name "SBQQ"/,
		],
		[
			price('SFDC', 'packageLicense'),
			['packageLicense', 'userLicense'],
			/no license in the org .* has the identifier or name "SFDC"/,
		],
		[price('SFCD'), [], null],
	])('%j, read %j', (entry, kinds, expected) => {
		const licenses = new Map(
			kinds.map((kind) => [
				kind,
				[SFDC, AUL, SALES].filter(({ licenseKind }) => licenseKind === kind),
			]),
		);
		const said = pricesOfNothing([entry], licenses);
		if (expected === null) expect(said).toEqual([]);
		else expect(said.join()).toMatch(expected);
	});
});
