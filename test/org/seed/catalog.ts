import type { Org, Row } from '../org';
import type { Right } from '../objects/rights';
import { withRights } from '../objects/rights';
import { profileName } from './languages';
import { seedPermissionSets } from './permissionSets';

/** What the company bought: pools, profiles, permission sets. Users come later. */
export interface Catalog {
	profiles: Record<ProfileName, Row>;
	licenses: Record<string, Row>;
	permissionSetLicenses: Row[];
	/** One permission set for each permission set license, which it requires. */
	permissionSets: Row[];
	/** Requires the first permission set license, although the API shows no license on it. */
	hiddenNeed: Row;
	group: Row;
	/** What an assignment of the group refers to besides the group. */
	groupSet: Row;
	packages: Row[];
}

type ProfileName = keyof typeof PROFILES;

/** [name, LicenseDefinitionKey, seats as a share of the users] (Object Reference, UserLicense) */
const USER_LICENSES: ReadonlyArray<readonly [string, string | null, number]> = [
	['Salesforce', 'SFDC', 0.62],
	['Salesforce Platform', 'AUL', 0.3],
	['Chatter Free', null, 5],
	['Chatter External', null, 1],
	['Customer Community', 'PID_Customer_Community', 0.02],
	['Customer Community Plus', 'PID_Customer_Community_Plus', 0.12],
	['Customer Community Plus Login', 'PID_Customer_Community_Plus_Login', 0.1],
	['Partner Community', 'PID_Partner_Community', 0.08],
	['Salesforce Integration', null, 0],
	['Guest User License', 'PID_Guest', 0],
	['Identity', null, 0.1],
	['Einstein Agent', 'PID_DigitalAgent', 0],
	['Analytics Cloud Integration User', null, 0],
];

/** [name, user license, UserType]; the key prefix of each comes from one word of the seed. */
const PROFILES = {
	standard: ['Standard User', 'Salesforce', 'Standard'],
	platform: ['Standard Platform User', 'Salesforce Platform', 'Standard'],
	chatter: ['Chatter Free User', 'Chatter Free', 'CsnOnly'],
	community: ['Customer Community Plus User', 'Customer Community Plus', 'PowerCustomerSuccess'],
	partner: ['Partner Community User', 'Partner Community', 'PowerPartner'],
	admin: ['System Administrator', 'Salesforce', 'Standard'],
	api: ['Minimum Access - API Only Integrations', 'Salesforce Integration', 'Standard'],
	guest: ['Acme Site Profile', 'Guest User License', 'Guest'],
	agent: ['Einstein Agent User', 'Einstein Agent', 'Standard'],
} as const;

/** Permissions of profiles, besides those of administrators. */
const RIGHTS: Readonly<Record<string, readonly Right[]>> = {
	standard: ['ApiEnabled'],
	platform: ['ApiEnabled'],
	api: ['ApiEnabled', 'PasswordNeverExpires'],
};

/** [DeveloperName, label, seats as a share of the users] */
const PERMISSION_SET_LICENSES: ReadonlyArray<readonly [string, string, number]> = [
	['SalesConsoleUser', 'Sales Console User', 0.4],
	['EinsteinAnalyticsPlusPsl', 'CRM Analytics Plus', 0.3],
	['FieldServiceMobilePsl', 'Field Service Mobile', 0.3],
	['SalesforceAPIIntegrationPsl', 'Salesforce API Integration', 0],
];

export function seedCatalog(org: Org, size: number, created: string): Catalog {
	const seats = (share: number) => Math.ceil(size * share) + 5;
	const licenses: Record<string, Row> = {};
	for (const [name, key, share] of USER_LICENSES) {
		licenses[name] = org.insert('UserLicense', {
			Name: name,
			MasterLabel: name,
			// Undocumented keys are missing here, so that clients use the name instead.
			LicenseDefinitionKey: key,
			Status: 'Active',
			TotalLicenses: seats(share),
			UsedLicenses: 0,
			UsedLicensesLastUpdated: created,
			...(name.includes('Community') ? { MonthlyLoginsEntitlement: 0, MonthlyLoginsUsed: 0 } : {}),
			CreatedDate: created,
		});
	}
	const profiles = Object.fromEntries(
		Object.entries(PROFILES).map(([word, [Name, license, UserType]]) => [
			word,
			org.insert('Profile', {
				Name: profileName(Name, org.options.language ?? 'en_US'),
				UserType,
				UserLicenseId: licenses[license].Id,
				...(word === 'admin' ? withRights() : withRights(RIGHTS[word] ?? [])),
				CreatedDate: created,
			}),
		]),
	) as Catalog['profiles'];
	const permissionSetLicenses = PERMISSION_SET_LICENSES.map(([DeveloperName, MasterLabel, share]) =>
		org.insert('PermissionSetLicense', {
			DeveloperName,
			MasterLabel,
			PermissionSetLicenseKey: DeveloperName,
			Status: 'Active',
			TotalLicenses: seats(share),
			UsedLicenses: 0,
			ExpirationDate: '2027-06-30',
			IsAvailableForIntegrations: share === 0,
			CreatedDate: created,
		}),
	);
	const sets = seedPermissionSets(org, permissionSetLicenses, Object.values(profiles), created);
	return {
		profiles,
		licenses,
		permissionSetLicenses,
		...sets,
		packages: seedPackages(org, seats, created),
	};
}

/** [namespace, seats; -1 is a site license] */
function seedPackages(org: Org, seats: (share: number) => number, created: string): Row[] {
	const packages = [
		['SBQQ', seats(0.3)],
		['dsfs', -1],
		['acmeapp', seats(0.2)],
	] as const;
	return packages.map(([NamespacePrefix, AllowedLicenses]) =>
		org.insert('PackageLicense', {
			NamespacePrefix,
			Status: 'Active',
			AllowedLicenses,
			UsedLicenses: 0,
			ExpirationDate: null,
			IsProvisioned: true,
			CreatedDate: created,
		}),
	);
}
