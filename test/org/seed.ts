import type { Org } from './org';

/** mulberry32: small, fast, the same on every machine. */
function random(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let value = Math.imul(state ^ (state >>> 15), 1 | state);
		value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
		return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
	};
}

const FIRST = ['Ada', 'Grace', 'Alan', 'Zoë', "D'Arcy", 'Jürgen', 'Mei', 'Olu', 'Björk', 'José'];
const LAST = [
	'Lovelace',
	'Hopper',
	'O’Neil',
	'Nguyễn',
	'Smith, Jr.',
	'Müller',
	'García',
	'Okafor',
	'"Quote"',
	'Ito',
];
const DEPARTMENTS = ['Sales', 'Service', 'Finance', 'IT', 'Legal'];
const DAY = 86_400_000;

/** A believable company with waste in known places. */
export function seedOrg(org: Org): void {
	const size = org.options.users ?? 300;
	const chance = random(org.options.seed ?? 1);
	const now = org.clock().getTime();
	const ago = (days: number) => new Date(now - Math.round(days * DAY)).toISOString();
	org.insert('Organization', {
		Id: org.id,
		Name: 'Acme Corporation',
		OrganizationType: 'Enterprise Edition',
		IsSandbox: false,
		InstanceName: 'EU42',
		NamespacePrefix: null,
		TrialExpirationDate: null,
	});

	const license = (Name: string, key: string | null, share: number) =>
		org.insert('UserLicense', {
			Name,
			MasterLabel: Name,
			LicenseDefinitionKey: key ?? Name,
			Status: 'Active',
			TotalLicenses: Math.ceil(size * share) + 20,
			UsedLicenses: 0,
		});
	const profile = (Name: string, licenseId: string, UserType = 'Standard') =>
		org.insert('Profile', { Name, UserLicenseId: licenseId, UserType });
	const sfdc = license('Salesforce', 'SFDC', 0.8);
	const platform = license('Salesforce Platform', 'AUL', 0.4);
	const chatter = license('Chatter Free', 'Chatter Free', 5);
	const integration = license('Salesforce Integration', 'Salesforce Integration', 0);
	const guest = license('Guest User License', 'PID_Guest', 0);
	const profiles = [
		profile('Standard User', sfdc.Id),
		profile('Standard Platform User', platform.Id),
		profile('Chatter Free User', chatter.Id, 'CsnOnly'),
	];
	const admin = profile('System Administrator', sfdc.Id);
	const api = profile('Minimum Access - API Only Integrations', integration.Id);
	const site = profile('Acme Profile', guest.Id, 'Guest');

	const person = (name: string, profileId: string, values: Record<string, unknown>) => {
		const number = org.table('User').size + 1;
		const user = org.insert('User', {
			Username: `user${number}@acme.example`,
			Email: `user${number}@acme.example`,
			Name: name,
			FirstName: name.split(' ')[0],
			LastName: name.split(' ')[1] ?? name,
			IsActive: true,
			UserType: 'Standard',
			ProfileId: profileId,
			ManagerId: null,
			Department: null,
			FederationIdentifier: null,
			LastLoginDate: ago(1),
			...Object.fromEntries(
				Object.keys(org.types.User.fields)
					.filter((field) => field.startsWith('UserPermissions'))
					.map((field) => [field, false]),
			),
			...values,
		});
		org.insert('UserLogin', {
			UserId: user.Id,
			IsFrozen: false,
			IsPasswordLocked: false,
			LastModifiedDate: ago(1),
		});
		return user;
	};
	const runAs = person('Integration User', api.Id, {
		Username: 'integration@acme.example',
		CreatedDate: ago(900),
	});
	org.runAsUserId = runAs.Id;
	org.permissions.set(
		runAs.Id,
		new Set([
			'ApiEnabled',
			'ViewSetup',
			'ManageUsers',
			'AssignPermissionSets',
			'ManagePackageLicenses',
		]),
	);
	for (const name of ['Root Admin', 'Second Admin', 'Third Admin']) {
		const user = person(name, admin.Id, {
			CreatedDate: ago(1200),
			Username: `${name.split(' ')[0].toLowerCase()}.admin@acme.example`,
		});
		org.permissions.set(
			user.Id,
			new Set([
				'ApiEnabled',
				'ViewSetup',
				'ManageUsers',
				'AssignPermissionSets',
				'ManagePackageLicenses',
			]),
		);
	}
	person('Automated Process', site.Id, {
		UserType: 'AutomatedProcess',
		LastLoginDate: null,
		CreatedDate: ago(1200),
	});
	person('Site Guest', site.Id, { UserType: 'Guest', LastLoginDate: null, CreatedDate: ago(1200) });

	const psls = ['SalesConsoleUser', 'EinsteinAnalyticsPlusPsl', 'FieldServiceMobilePsl'].map(
		(DeveloperName) =>
			org.insert('PermissionSetLicense', {
				DeveloperName,
				MasterLabel: DeveloperName,
				PermissionSetLicenseKey: DeveloperName,
				Status: 'Active',
				TotalLicenses: Math.ceil(size / 2),
				UsedLicenses: 0,
				ExpirationDate: '2027-06-30',
			}),
	);
	const packages = [
		['SBQQ', Math.ceil(size / 3)],
		['dsfs', -1],
	].map(([NamespacePrefix, AllowedLicenses]) =>
		org.insert('PackageLicense', {
			NamespacePrefix,
			Status: 'Active',
			AllowedLicenses,
			UsedLicenses: 0,
			ExpirationDate: null,
		}),
	);

	while (org.table('User').size < size) {
		const name = `${FIRST[Math.floor(chance() * FIRST.length)]} ${LAST[Math.floor(chance() * LAST.length)]}`;
		const kind = chance();
		const profileRow = profiles[kind < 0.6 ? 0 : kind < 0.85 ? 1 : 2];
		const habit = chance();
		const created = 40 + Math.floor(chance() * 1500);
		const user = person(name, profileRow.Id, {
			UserType: profileRow.UserType,
			Department: DEPARTMENTS[Math.floor(chance() * DEPARTMENTS.length)],
			ManagerId: chance() < 0.7 ? runAs.Id : null,
			CreatedDate: ago(habit > 0.97 ? 5 : created),
			IsActive: habit >= 0.1,
			LastLoginDate: habit > 0.95 ? null : ago(habit < 0.3 ? 70 + chance() * 300 : chance() * 50),
		});
		if (chance() < 0.4)
			org.insert('PermissionSetLicenseAssign', {
				AssigneeId: user.Id,
				PermissionSetLicenseId: psls[Math.floor(chance() * 3)].Id,
			});
		if (chance() < 0.25)
			org.insert('UserPackageLicense', {
				UserId: user.Id,
				PackageLicenseId: packages[Math.floor(chance() * 2)].Id,
			});
		if (chance() < 0.2 && 'UserPermissionsMarketingUser' in org.types.User.fields)
			user.UserPermissionsMarketingUser = true;
		if (chance() < 0.05) for (const login of org.rows('UserLogin').slice(-1)) login.IsFrozen = true;
	}
	org.insert('ActiveFeatureLicenseMetric', {
		FeatureType: 'MarketingUser',
		MetricsDate: ago(1).slice(0, 10),
		TotalLicenseCount: size,
		AssignedUserCount: org.rows('User').filter((user) => user.UserPermissionsMarketingUser === true)
			.length,
		ActiveUserCount: 1,
	});
	org.insert('TenantUsageEntitlement', {
		MasterLabel: 'Logins',
		Setting: 'logins',
		CurrentAmountAllowed: 1000,
		AmountUsed: 10,
		StartDate: ago(100).slice(0, 10),
		EndDate: ago(-265).slice(0, 10),
	});
	org.recount();
}
