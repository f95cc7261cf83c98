import type { Org, Row } from '../org';

/** What the company bought: pools, profiles, permission sets. Users come later. */
export interface Catalog {
	profiles: Record<
		'standard' | 'platform' | 'chatter' | 'community' | 'partner' | 'admin' | 'api' | 'guest',
		Row
	>;
	licenses: Record<string, Row>;
	permissionSetLicenses: Row[];
	/** One permission set for each permission set license, which needs it. */
	permissionSets: Row[];
	group: Row;
	packages: Row[];
}

/** [name, LicenseDefinitionKey, seats as a share of the users] */
const USER_LICENSES: ReadonlyArray<readonly [string, string | null, number]> = [
	['Salesforce', 'SFDC', 0.62],
	['Salesforce Platform', 'AUL', 0.3],
	['Chatter Free', null, 5],
	['Customer Community Plus', 'PID_Customer_Community_Plus', 0.12],
	['Partner Community', 'PID_Partner_Community', 0.08],
	['Salesforce Integration', null, 0],
	['Guest User License', 'PID_Guest', 0],
	['Identity', null, 0.1],
];

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
			// Undocumented keys are absent here, so that clients fall back to the name.
			LicenseDefinitionKey: key,
			Status: 'Active',
			TotalLicenses: seats(share),
			UsedLicenses: 0,
			UsedLicensesLastUpdated: created,
			...(name.includes('Community') ? { MonthlyLoginsEntitlement: 0, MonthlyLoginsUsed: 0 } : {}),
			CreatedDate: created,
		});
	}
	const profile = (name: string, license: string, userType: string, admin = false) =>
		org.insert('Profile', {
			Name: name,
			UserType: userType,
			UserLicenseId: licenses[license].Id,
			PermissionsModifyAllData: admin,
			PermissionsManageUsers: admin,
			CreatedDate: created,
		});
	const profiles = {
		standard: profile('Standard User', 'Salesforce', 'Standard'),
		platform: profile('Standard Platform User', 'Salesforce Platform', 'Standard'),
		chatter: profile('Chatter Free User', 'Chatter Free', 'CsnOnly'),
		community: profile(
			'Customer Community Plus User',
			'Customer Community Plus',
			'PowerCustomerSuccess',
		),
		partner: profile('Partner Community User', 'Partner Community', 'PowerPartner'),
		admin: profile('System Administrator', 'Salesforce', 'Standard', true),
		api: profile('Minimum Access - API Only Integrations', 'Salesforce Integration', 'Standard'),
		guest: profile('Acme Site Profile', 'Guest User License', 'Guest'),
	};
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
	const permissionSets = permissionSetLicenses.map(({ Id, MasterLabel, DeveloperName }) =>
		org.insert('PermissionSet', {
			Name: `Use_${String(DeveloperName)}`,
			Label: `Use ${String(MasterLabel)}`,
			LicenseId: Id,
			IsOwnedByProfile: false,
			IsCustom: true,
			Type: 'Regular',
			CreatedDate: created,
		}),
	);
	const group = org.insert('PermissionSetGroup', {
		DeveloperName: 'Analysts',
		MasterLabel: 'Analysts',
		Status: 'Updated',
		CreatedDate: created,
	});
	org.insert('PermissionSetGroupComponent', {
		PermissionSetGroupId: group.Id,
		PermissionSetId: permissionSets[1].Id,
		CreatedDate: created,
	});
	const packages = (
		[
			['SBQQ', seats(0.3)],
			['dsfs', -1],
			['acmeapp', seats(0.2)],
		] as const
	).map(([NamespacePrefix, AllowedLicenses]) =>
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
	return { profiles, licenses, permissionSetLicenses, permissionSets, group, packages };
}
