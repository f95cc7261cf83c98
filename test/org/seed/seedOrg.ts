import type { Org, Row } from '../org';
import type { Catalog } from './catalog';
import { seedCatalog } from './catalog';
import { randomFrom } from './random';
import { Staff } from './staff';

/** Logins and tokens are seeded for this many users at most: they are evidence, not the load. */
const MAX_USERS_WITH_HISTORY = 20_000;

/** How a person uses the seat; the shares make a believable company. */
const HABITS = [
	{ name: 'busy', upTo: 0.6 },
	{ name: 'idle', upTo: 0.8 },
	{ name: 'gone', upTo: 0.9 },
	{ name: 'never', upTo: 0.95 },
	{ name: 'new', upTo: 0.97 },
	{ name: 'frozen', upTo: 1 },
] as const;
type Habit = (typeof HABITS)[number]['name'];

/** A believable company by seed and size, with waste in known places. */
export function seedOrg(org: Org): void {
	const size = org.options.users ?? 300;
	const chance = randomFrom(org.options.seed ?? 1);
	const staff = new Staff(org, chance);
	org.insert('Organization', {
		Id: org.id,
		Name: 'Acme Corporation',
		OrganizationType: 'Enterprise Edition',
		IsSandbox: false,
		InstanceName: 'EU42',
		NamespacePrefix: null,
		TrialExpirationDate: null,
		LanguageLocaleKey: 'en_US',
		CreatedDate: staff.ago(1_500),
	});
	const catalog = seedCatalog(org, size, staff.ago(1_500));
	const { runAs, administrators } = staff.addFixed(catalog);
	org.runAsUserId = runAs.Id;
	const managers = administrators.map(({ Id }) => Id);

	const truth = (place: string, user: Row) => (org.groundTruth[place] ??= []).push(user.Id);
	while (org.table('User').size < size) {
		const user = addPerson(org, staff, catalog, chance, managers, truth);
		if (managers.length < size / 20 && user.IsActive === true) managers.push(user.Id);
	}
	seedBlockers(org, staff, administrators);
	seedMetrics(org, staff, catalog);
}

function addPerson(
	org: Org,
	staff: Staff,
	{ profiles, permissionSets, permissionSetLicenses, group, packages }: Catalog,
	chance: () => number,
	managers: readonly string[],
	truth: (place: string, user: Row) => void,
): Row {
	const draw = chance();
	const habit: Habit = HABITS.find(({ upTo }) => draw < upTo)?.name ?? 'busy';
	const kind = chance();
	const profile =
		kind < 0.55
			? profiles.standard
			: kind < 0.78
				? profiles.platform
				: kind < 0.88
					? profiles.chatter
					: kind < 0.95
						? profiles.community
						: profiles.partner;
	const lastLogin: Record<Habit, () => string | null> = {
		busy: () => staff.ago(chance() * 40),
		idle: () => staff.ago(75 + chance() * 300),
		gone: () => staff.ago(75 + chance() * 300),
		never: () => null,
		new: () => null,
		frozen: () => staff.ago(75 + chance() * 200),
	};
	const values = {
		ManagerId: staff.pick(managers),
		IsActive: habit !== 'gone',
		LastLoginDate: lastLogin[habit](),
		CreatedDate: habit === 'new' ? staff.ago(chance() * 10) : staff.ago(500 + chance() * 900),
	};
	const user = staff.add(profile, values, habit === 'frozen');
	if (habit === 'idle') truth('idleUsers', user);
	if (habit === 'never') truth('neverLoggedIn', user);
	if (habit === 'new') truth('newAccounts', user);
	if (habit === 'frozen') truth('frozenButLicensed', user);
	addSeats(
		org,
		user,
		habit,
		{ permissionSets, permissionSetLicenses, group, packages },
		chance,
		truth,
	);
	if (org.table('User').size <= MAX_USERS_WITH_HISTORY && user.LastLoginDate !== null)
		addHistory(org, staff, user, chance, truth);
	return user;
}

type Pools = Pick<Catalog, 'permissionSets' | 'permissionSetLicenses' | 'group' | 'packages'>;

function addSeats(
	org: Org,
	user: Row,
	habit: Habit,
	{ permissionSets, permissionSetLicenses, group, packages }: Pools,
	chance: () => number,
	truth: (place: string, user: Row) => void,
): void {
	const assignedAt = { CreatedDate: user.CreatedDate };
	if (user.UserType === 'Standard' && chance() < 0.5) {
		const index = Math.floor(chance() * 3);
		org.insert('PermissionSetLicenseAssign', {
			AssigneeId: user.Id,
			PermissionSetLicenseId: permissionSetLicenses[index].Id,
			IsDeleted: false,
			...assignedAt,
		});
		if (habit === 'gone') truth('inactiveWithPermissionSetLicense', user);
		const need = chance();
		if (need < 0.2) truth('permissionSetLicenseWithoutNeed', user);
		else if (need < 0.4 && index === 1) {
			org.insert('PermissionSetAssignment', {
				AssigneeId: user.Id,
				PermissionSetId: permissionSets[1].Id,
				PermissionSetGroupId: group.Id,
				IsActive: true,
			});
		} else {
			org.insert('PermissionSetAssignment', {
				AssigneeId: user.Id,
				PermissionSetId: permissionSets[index].Id,
				PermissionSetGroupId: null,
				IsActive: true,
			});
		}
	}
	if (user.UserType === 'Standard' && chance() < 0.35) {
		const pool = packages[Math.floor(chance() * packages.length)];
		org.insert('UserPackageLicense', { UserId: user.Id, PackageLicenseId: pool.Id, ...assignedAt });
		if (habit === 'gone') truth('inactiveWithPackageLicense', user);
	}
	for (const [feature, share] of [
		['MarketingUser', 0.2],
		['SupportUser', 0.15],
		['InteractionUser', 0.1],
	] as const) {
		const flag = `UserPermissions${feature}`;
		if (chance() < share && flag in org.types.User.fields) {
			user[flag] = true;
			if (habit === 'gone') truth('inactiveWithFeatureLicense', user);
		}
	}
}

function addHistory(
	org: Org,
	staff: Staff,
	user: Row,
	chance: () => number,
	truth: (place: string, user: Row) => void,
): void {
	const days = (Date.parse(staff.ago(0)) - Date.parse(String(user.LastLoginDate))) / 86_400_000;
	const onlyApi = user.UserType === 'Standard' && chance() < 0.03;
	if (onlyApi) truth('onlyApiLogins', user);
	const login = (ago: number, values: Record<string, unknown>) =>
		org.insert('LoginHistory', {
			UserId: user.Id,
			LoginTime: staff.ago(ago),
			LoginType: 'Application',
			Status: 'Success',
			Application: 'Browser',
			Browser: 'Chrome 142',
			SourceIp: '203.0.113.7',
			LoginUrl: 'acme.my.salesforce.com',
			CountryIso: 'DE',
			...values,
		});
	// LoginHistory keeps six months.
	if (days > 180) return;
	login(
		days,
		onlyApi
			? {
					LoginType: 'Remote Access 2.0',
					LoginSubType: 'OauthRefreshToken',
					Application: 'Data Loader',
					Browser: 'Unknown',
				}
			: {},
	);
	if (chance() < 0.2) login(Math.max(0, days - 1), { Status: 'Invalid Password' });
	if (chance() < 0.1)
		org.insert('OauthToken', {
			UserId: user.Id,
			AppName: 'Data Loader',
			LastUsedDate: staff.ago(days),
			UseCount: 3,
		});
}

/** Codes of the blockers are inferred; their texts are those of help articles 000384586, 000384761, 000386275. */
function seedBlockers(org: Org, staff: Staff, administrators: readonly Row[]): void {
	const idle = (org.groundTruth.idleUsers ?? []).slice(0, 3);
	const texts = [
		[
			'defaultCaseOwner',
			'FIELD_INTEGRITY_EXCEPTION',
			'You cannot deactivate this user. You cannot deactivate a user who is the default owner of cases',
		],
		[
			'defaultWorkflowUser',
			'FIELD_INTEGRITY_EXCEPTION',
			'You cannot deactivate the Default Workflow User',
		],
		[
			'hierarchyField',
			'DEPENDENCY_EXISTS',
			'Cannot complete this operation. Cannot inactivate user that is the value of a hierarchy field: User Hierarchy. : Jane Doe',
		],
	] as const;
	idle.forEach((userId, index) => {
		const [kind, code, message] = texts[index];
		org.blockers.push({ userId, kind, code, message });
		(org.groundTruth.blocked ??= []).push(userId);
	});
	const queue = org.insert('Group', { Name: 'Support', DeveloperName: 'Support', Type: 'Queue' });
	org.insert('QueueSobject', { QueueId: queue.Id, SobjectType: 'Case' });
	const owner = org.groundTruth.idleUsers?.[3];
	if (owner === undefined) return;
	org.insert('GroupMember', { GroupId: queue.Id, UserOrGroupId: owner });
	org.insert('Dashboard', {
		Title: 'Pipeline',
		DeveloperName: 'Pipeline',
		Type: 'SpecifiedUser',
		RunningUserId: owner,
	});
	org.insert('CronTrigger', {
		OwnerId: owner,
		CreatedById: owner,
		State: 'WAITING',
		NextFireTime: staff.ago(-1),
		CronExpression: '0 0 3 * * ?',
		CreatedDate: staff.ago(90),
	});
	org.insert('ProcessInstanceWorkitem', {
		ActorId: owner,
		OriginalActorId: owner,
		ProcessInstanceId: null,
		CreatedDate: staff.ago(10),
	});
	for (const object of ['Account', 'Opportunity', 'Case', 'Lead']) {
		org.insert(object, {
			Name: 'Big deal',
			Subject: 'Help',
			LastName: 'Prospect',
			OwnerId: owner,
			IsClosed: false,
			IsConverted: false,
			CreatedById: owner,
			LastModifiedById: owner,
		});
	}
	const [first, second] = org.groundTruth.idleUsers?.slice(4, 6) ?? [];
	if (second === undefined) return;
	org.insert('EntitySubscription', { ParentId: first, SubscriberId: second });
	org.insert('EntitySubscription', { ParentId: second, SubscriberId: first });
	org.insert('EntitySubscription', { ParentId: administrators[0].Id, SubscriberId: first });
}

function seedMetrics(org: Org, staff: Staff, { permissionSetLicenses, profiles }: Catalog): void {
	const users = org.rows('User');
	for (const name of Object.keys(org.types.User.fields).filter((field) =>
		field.startsWith('UserPermissions'),
	)) {
		const holders = users.filter((user) => user[name] === true);
		const counts = {
			AssignedUserCount: holders.length,
			ActiveUserCount: holders.filter((user) => user.IsActive === true).length,
		};
		for (const age of [2, 1]) {
			org.insert('ActiveFeatureLicenseMetric', {
				FeatureType: name.slice('UserPermissions'.length),
				MetricsDate: staff.day(age),
				TotalLicenseCount: Math.ceil(users.length / 2),
				...counts,
			});
		}
	}
	for (const pool of permissionSetLicenses) {
		const assigned = org
			.rows('PermissionSetLicenseAssign')
			.filter((row) => row.PermissionSetLicenseId === pool.Id).length;
		org.insert('ActivePermSetLicenseMetric', {
			DeveloperName: pool.DeveloperName,
			MasterLabel: pool.MasterLabel,
			PermissionSetLicenseId: pool.Id,
			MetricsDate: staff.day(1),
			AssignedUserCount: assigned,
			ActiveUserCount: Math.floor(assigned * 0.6),
			TotalLicenses: pool.TotalLicenses,
		});
	}
	for (const profile of Object.values(profiles)) {
		const assigned = users.filter((user) => user.ProfileId === profile.Id).length;
		org.insert('ActiveProfileMetric', {
			ProfileId: profile.Id,
			UserLicenseId: profile.UserLicenseId,
			MetricsDate: staff.day(1),
			AssignedUserCount: assigned,
			ActiveUserCount: Math.floor(assigned * 0.6),
		});
	}
	org.insert('TenantUsageEntitlement', {
		MasterLabel: 'Customer Community Logins',
		Setting: 'community.logins',
		CurrentAmountAllowed: 1_000,
		AmountUsed: 120,
		Frequency: 'Monthly',
		StartDate: staff.day(100),
		EndDate: staff.day(-265),
	});
}
