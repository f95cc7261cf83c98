import { LICENSE_KINDS } from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import {
	softwareCatalog,
	UNRECOGNIZED,
	UnrecognizedLicenses,
} from '../../../nodes/SalesforceLicenses/licensing/model/softwareModels';
import { SOFTWARE_MODELS } from '../../../nodes/SalesforceLicenses/licensing/model/softwareModels.data';
import { FEATURE_LICENSES } from '../../../nodes/SalesforceLicenses/salesforce/schema/schema';

const known = softwareCatalog();

describe('the table of software models', () => {
	test.each(LICENSE_KINDS)('names each %s once, with model, publisher and category', (kind) => {
		const identifiers = SOFTWARE_MODELS[kind].map(([identifier]) => identifier.toLowerCase());
		expect(identifiers.length).toBeGreaterThan(10);
		expect(new Set(identifiers).size).toBe(identifiers.length);
		for (const [licenseIdentifier] of SOFTWARE_MODELS[kind]) {
			const software = known({ licenseKind: kind, licenseIdentifier });
			expect(software.softwareModel).toMatch(/\S/);
			expect(software.publisher).toMatch(/\S/);
			expect(software.category).toMatch(/\S/);
		}
	});

	it('knows every feature license that is read', () => {
		for (const [licenseIdentifier, licenseName] of Object.entries(FEATURE_LICENSES)) {
			expect(known({ licenseKind: 'featureLicense', licenseIdentifier }).softwareModel).toBe(
				licenseName,
			);
		}
	});
});

describe('the software model', () => {
	test.each([
		['userLicense', 'SFDC', undefined, 'Salesforce CRM', 'Salesforce', null, 'CRM'],
		['userLicense', 'sfdc', undefined, 'Salesforce CRM', 'Salesforce', null, 'CRM'],
		['userLicense', 'Chatter Free', undefined, 'Chatter Free', 'Salesforce', 'Free', 'Chatter'],
		['userLicense', 'XYZ', 'Identity', 'Salesforce Identity', 'Salesforce', null, 'Identity'],
		[
			'packageLicense',
			'dsfs',
			'dsfs',
			'DocuSign for Salesforce',
			'DocuSign',
			null,
			'Documents and Signatures',
		],
		['packageLicense', 'sbqq', 'sbqq', 'Salesforce CPQ', 'Salesforce', null, 'Revenue Cloud'],
		[
			'permissionSetLicense',
			'FieldServiceMobilePSL',
			undefined,
			'Field Service Mobile',
			'Salesforce',
			'Mobile',
			'Field Service',
		],
		[
			'featureLicense',
			'MarketingUser',
			undefined,
			'Marketing User',
			'Salesforce',
			null,
			'Marketing',
		],
	] as const)(
		'of %s %s (%s) is %s',
		(licenseKind, licenseIdentifier, licenseName, softwareModel, publisher, edition, category) => {
			expect(known({ licenseKind, licenseIdentifier, licenseName })).toEqual({
				softwareModel,
				publisher,
				edition,
				category,
			});
		},
	);

	it('is never taken from another kind, nor guessed', () => {
		expect(known({ licenseKind: 'packageLicense', licenseIdentifier: 'SFDC' })).toEqual(
			UNRECOGNIZED,
		);
		expect(
			known({
				licenseKind: 'permissionSetLicense',
				licenseIdentifier: 'X',
				licenseName: 'SalesUserPsl',
			}),
		).toEqual(UNRECOGNIZED);
	});

	it('is the one that the user assigned; what the user leaves out keeps its value', () => {
		const own = softwareCatalog([
			{
				licenseKind: 'userLicense',
				licenseIdentifier: 'sfdc',
				softwareModel: 'Sales Cloud',
				edition: 'Enterprise',
			},
			{ licenseKind: 'packageLicense', licenseIdentifier: 'acmeapp', softwareModel: 'Acme App' },
			{
				licenseKind: 'packageLicense',
				licenseIdentifier: 'SBQQ',
				softwareModel: 'CPQ',
				publisher: null,
			},
		]);
		expect(own({ licenseKind: 'userLicense', licenseIdentifier: 'SFDC' })).toEqual({
			softwareModel: 'Sales Cloud',
			publisher: 'Salesforce',
			edition: 'Enterprise',
			category: 'CRM',
		});
		expect(own({ licenseKind: 'packageLicense', licenseIdentifier: 'acmeapp' })).toEqual({
			...UNRECOGNIZED,
			softwareModel: 'Acme App',
		});
		expect(own({ licenseKind: 'packageLicense', licenseIdentifier: 'SBQQ' })).toMatchObject({
			softwareModel: 'CPQ',
			publisher: null,
		});
	});
});

describe('unrecognized licenses', () => {
	it('are returned as a list with counts, largest first', () => {
		const list = new UnrecognizedLicenses();
		const of = (licenseIdentifier: string, softwareModel: string | null = null) => ({
			licenseKind: 'packageLicense' as const,
			licenseIdentifier,
			licenseName: licenseIdentifier,
			softwareModel,
		});
		for (const row of [of('a'), of('b'), of('b'), of('c', 'C')]) list.add(row);
		expect(list.list().map((row) => [row.licenseIdentifier, row.subscriptions])).toEqual([
			['b', 2],
			['a', 1],
		]);
	});
});
