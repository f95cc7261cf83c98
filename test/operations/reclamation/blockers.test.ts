import type { IDataObject } from 'n8n-workflow';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';
import { outcomesOf, reclaim } from '../../support/seats';

const org = useOrg();

interface BlockerItem extends IDataObject {
	kind: string;
	effect: string;
	count: number;
	text: string;
	fix: string;
	records: Array<{ object: string; recordId: string; name: string | null }>;
}
interface CandidateItem extends IDataObject {
	userId: string;
	blockers: BlockerItem[] | null;
	blockersNotRead: string[];
}

const find = async (parameters: IDataObject = {}) =>
	await runNode(
		{
			resource: 'reclamation',
			operation: 'findCandidates',
			licenseKinds: ['userLicense'],
			...parameters,
		} as never,
		clientCredentials(org()),
	);

const candidateOf = async (userId: string, parameters: IDataObject = {}) => {
	const run = await find(parameters);
	expect(run.error).toBeNull();
	const candidate = run.items.find((item) => item.userId === userId);
	expect(candidate).toBeDefined();
	return candidate as CandidateItem;
};

/** Nothing hangs on anybody: the seed's company owns a lot. */
const clear = () => {
	const { org: inside } = org();
	for (const object of [
		...['Account', 'Case', 'Contact', 'Lead', 'Opportunity', 'ProcessInstanceWorkitem'],
		...['GroupMember', 'CronTrigger', 'AsyncApexJob', 'Dashboard', 'EmailServicesAddress'],
		...['Site', 'CollaborationGroup', 'PermissionSetLicenseAssign', 'UserPackageLicense'],
	])
		inside.table(object).clear();
	inside.seats.recount();
	for (const role of inside.rows('UserRole'))
		Object.assign(role, { ForecastUserId: null, PortalAccountOwnerId: null });
	for (const user of inside.rows('User'))
		Object.assign(user, { Deputy__c: null, ManagerId: null, DelegatedApproverId: null });
	const [first] = inside.groundTruth.idleUsers;
	return first;
};

const HANGING: Array<[kind: string, effect: string, put: (userId: string) => string | null]> = [
	['manager', 'breaks', (id) => setOnOther('ManagerId', id)],
	['delegatedApprover', 'breaks', (id) => setOnOther('DelegatedApproverId', id)],
	['hierarchyField', 'refuses', (id) => setOnOther('Deputy__c', id)],
	['queueMember', 'breaks', (id) => member('Queue', id)],
	['groupMember', 'breaks', (id) => member('Regular', id)],
	['pendingApproval', 'breaks', (id) => insert('ProcessInstanceWorkitem', { ActorId: id })],
	['scheduledJob', 'breaks', (id) => job('7', id)],
	['reportSubscription', 'breaks', (id) => job('8', id)],
	[
		'queuedApexJob',
		'breaks',
		(id) => insert('AsyncApexJob', { CreatedById: id, Status: 'Queued' }),
	],
	[
		'dashboardRunningUser',
		'breaks',
		(id) => insert('Dashboard', { Title: 'Sales', Type: 'SpecifiedUser', RunningUserId: id }),
	],
	[
		'emailService',
		'breaks',
		(id) => insert('EmailServicesAddress', { LocalPart: 'a', IsActive: true, RunAsUserId: id }),
	],
	['siteContact', 'breaks', (id) => insert('Site', { Name: 'S', Status: 'Active', AdminId: id })],
	[
		'chatterGroupOwner',
		'breaks',
		(id) => insert('CollaborationGroup', { Name: 'Lunch', OwnerId: id, IsArchived: false }),
	],
	['forecastManager', 'breaks', (id) => setOnRole('ForecastUserId', id)],
	['portalAccountOwner', 'breaks', (id) => setOnRole('PortalAccountOwnerId', id)],
	['ownedRecords', 'breaks', (id) => insert('Case', { OwnerId: id, IsClosed: false })],
];

function insert(object: string, values: Record<string, unknown>): string {
	return org().org.insert(object, values).Id;
}
function setOnOther(field: string, userId: string): string {
	const other = org()
		.org.rows('User')
		.filter(({ Id, IsActive }) => IsActive === true && Id !== userId)[3];
	other[field] = userId;
	return other.Id;
}
function setOnRole(field: string, userId: string): string {
	const [role] = org().org.rows('UserRole');
	role[field] = userId;
	return role.Id;
}
function member(Type: string, userId: string): string {
	const GroupId = insert('Group', { Name: 'Second Level', Type });
	return insert('GroupMember', { GroupId, UserOrGroupId: userId });
}
function job(JobType: string, OwnerId: string): string {
	const CronJobDetailId = insert('CronJobDetail', { Name: 'Nightly', JobType });
	return insert('CronTrigger', { CronJobDetailId, OwnerId, State: 'WAITING' });
}

describe('Look for Blockers', () => {
	it('finds nothing for a user whom nothing depends on', async () => {
		const userId = clear();
		expect(await candidateOf(userId)).toMatchObject({ blockers: [] });
	});

	it.each(HANGING)('finds %s, which %s', async (kind, effect, put) => {
		const userId = clear();
		const recordId = put(userId);
		const { blockers } = await candidateOf(userId);
		expect(blockers).toMatchObject([{ kind, effect, count: 1 }]);
		const [{ fix, text, records }] = blockers ?? [];
		expect(text).not.toMatch(/undefined|null/);
		expect(fix.length).toBeGreaterThan(20);
		// What Salesforce counts comes without its records.
		for (const record of records) expect(record.recordId).toBe(recordId);
	});

	it('skips what is finished, switched off, or assigned to a role', async () => {
		const userId = clear();
		insert('Case', { OwnerId: userId, IsClosed: true });
		insert('AsyncApexJob', { CreatedById: userId, Status: 'Completed' });
		insert('EmailServicesAddress', { LocalPart: 'a', IsActive: false, RunAsUserId: userId });
		insert('Dashboard', { Title: 'Mine', Type: 'LoggedInUser', RunningUserId: userId });
		insert('CronTrigger', { OwnerId: userId, State: 'COMPLETE' });
		member('RoleAndSubordinates', userId);
		expect(await candidateOf(userId)).toMatchObject({ blockers: [] });
	});

	it('counts and names several, and lists those that Salesforce refuses first', async () => {
		const userId = clear();
		for (let cases = 0; cases < 12; cases++) insert('Case', { OwnerId: userId, IsClosed: false });
		insert('Lead', { OwnerId: userId, IsConverted: false });
		setOnOther('Deputy__c', userId);
		const { blockers } = await candidateOf(userId);
		expect(blockers?.map(({ kind }) => kind)).toEqual(['hierarchyField', 'ownedRecords']);
		expect(blockers?.[1]).toMatchObject({ count: 13 });
		expect(blockers?.[1].text).toContain('12 × Case, Lead');
	});

	it('agrees with Salesforce about what it refuses: the hierarchy field', async () => {
		const userId = clear();
		setOnOther('Deputy__c', userId);
		const [outcome] = outcomesOf(await reclaim(org(), [await candidateOf(userId)]));
		expect(outcome).toMatchObject({ outcome: 'failed', errorCode: 'DEPENDENCY_EXISTS' });
	});

	it('names the seats that a deactivation leaves, and the permission sets that are removed with a license', async () => {
		const { groundTruth } = org().org;
		const held = new Set(
			org()
				.org.rows('PermissionSetLicenseAssign')
				.map((row) => row.AssigneeId),
		);
		const userId = groundTruth.idleUsers.find((id) => held.has(id)) as string;
		const { blockers } = await candidateOf(userId);
		expect(blockers).toContainEqual(
			expect.objectContaining({ kind: 'seatsStay', effect: 'breaks' }),
		);
		// By their labels in Setup, not by their API names.
		const assigned = org().org.rows('PermissionSetLicenseAssign');
		const { text } = (blockers ?? []).find(({ kind }) => kind === 'seatsStay')!;
		for (const { AssigneeId, PermissionSetLicenseId } of assigned) {
			if (AssigneeId !== userId) continue;
			const license = org()
				.org.rows('PermissionSetLicense')
				.find(({ Id }) => Id === PermissionSetLicenseId)!;
			expect(license.MasterLabel).not.toBe(license.DeveloperName);
			expect(text).toContain(license.MasterLabel);
			expect(text).not.toContain(license.DeveloperName);
		}
		const run = await find({ licenseKinds: ['permissionSetLicense'], action: 'removeLicense' });
		const sets = run.items.flatMap(({ blockers: of }) => of as BlockerItem[]);
		expect(sets.length).toBeGreaterThan(0);
		expect(new Set(sets.map(({ kind }) => kind))).toEqual(new Set(['permissionSetsGo']));
		const [{ records }] = sets;
		expect(org().org.table(records[0].object).has(records[0].recordId)).toBe(true);
	});

	describe('of user access policies that would grant a license again', () => {
		const policy = (TargetId: string, changes: Record<string, unknown> = {}) => {
			const { Action = 'Grant', ...about } = changes;
			const id = insert('UserAccessPolicy', {
				...{ MasterLabel: 'Sales starter', DeveloperName: 'Sales', Status: 'Active' },
				...{ TriggerType: 'CreateAndUpdate', ...about },
			});
			insert('UserAccessPolicyAction', { Action, UserAccessPolicyId: id, TargetId });
			return id;
		};
		const heldPool = () =>
			String(org().org.rows('PermissionSetLicenseAssign')[0].PermissionSetLicenseId);
		const identifierOf = (id: string) =>
			String(org().org.table('PermissionSetLicense').get(id)?.DeveloperName);
		/** The blockers of all candidates who hold this license, of this kind only. */
		const blockersOf = async (id: string, parameters: IDataObject = {}) => {
			const run = await find({
				licenseKinds: ['permissionSetLicense'],
				...{ action: 'removeLicense', inactiveDays: 1, ...parameters },
			});
			expect(run.error).toBeNull();
			const holders = (run.items as CandidateItem[]).filter(
				({ licenseIdentifier }) => licenseIdentifier === identifierOf(id),
			);
			expect(holders.length).toBeGreaterThan(0);
			const found = holders.map(({ blockers }) =>
				blockers?.find(({ kind }) => kind === 'grantedAgain'),
			);
			return { ...run, found, holders };
		};

		it.each(['removeLicense', 'wholeSeat'])('for %s, whichever user holds the license', async (action) => {
			const pool = heldPool();
			const id = policy(pool);
			const { found } = await blockersOf(pool, { action });
			for (const blocker of found) {
				expect(blocker).toMatchObject({
					...{ effect: 'breaks', count: 1 },
					records: [{ object: 'UserAccessPolicy', recordId: id, name: 'Sales starter' }],
				});
				expect(blocker?.text).toContain('Sales starter');
				expect(blocker?.fix).toContain('User Access Policies');
			}
		});

		it('that grant it with a permission set or a group', async () => {
			const pool = heldPool();
			const set = insert('PermissionSet', { Name: 'S', Label: 'S', LicenseId: pool });
			const group = insert('PermissionSetGroup', {
				DeveloperName: 'G',
				MasterLabel: 'G',
				Status: 'Updated',
			});
			insert('PermissionSetGroupComponent', { PermissionSetGroupId: group, PermissionSetId: set });
			policy(set, { MasterLabel: 'By set' });
			policy(group, { MasterLabel: 'By group' });
			const { found } = await blockersOf(pool);
			expect(found[0]).toMatchObject({ count: 2 });
			expect(found[0]?.text).toContain('By set, By group');
		});

		it.each<[string, Record<string, unknown>]>([
			['are not active', { Status: 'Design' }],
			['only revoke it', { Action: 'Revoke' }],
			['apply to new users only', { TriggerType: 'Create' }],
		])('but not of those that %s', async (_, changes) => {
			const pool = heldPool();
			policy(pool, changes);
			const { found } = await blockersOf(pool);
			expect(found.filter(Boolean)).toEqual([]);
		});

		it('and not of another license, of a package, or of nothing', async () => {
			const pool = heldPool();
			const other = org()
				.org.rows('PermissionSetLicense')
				.find(({ Id }) => Id !== pool);
			policy(String(other?.Id));
			policy(org().org.rows('PackageLicense')[0].Id);
			policy(null as never);
			const { found } = await blockersOf(pool);
			expect(found.filter(Boolean)).toEqual([]);
		});

		it('says where they could not be read, and asks nothing of them for user licenses', async () => {
			org().org.absentObjects.add('UserAccessPolicyAction');
			const { holders, hints } = await blockersOf(heldPool());
			for (const { blockersNotRead } of holders)
				expect(blockersNotRead).toContain('user access policies');
			expect(hints.join()).toMatch(/user access policies .* could not be read/);
			expect((await find()).hints.join()).not.toContain('user access policies');
		});
	});

	it('says beforehand that a user license cannot be removed, and neither can a site license', async () => {
		const run = await find({ action: 'removeLicense' });
		for (const { blockers } of run.items)
			expect(blockers).toMatchObject([{ kind: 'noLicenseOfItsOwn', effect: 'refuses' }]);
		for (const pool of org().org.rows('PackageLicense')) pool.AllowedLicenses = -1;
		const packages = await find({ licenseKinds: ['packageLicense'], action: 'removeLicense' });
		expect(packages.items.length).toBeGreaterThan(0);
		for (const { blockers } of packages.items)
			expect(blockers).toMatchObject([{ kind: 'siteLicense', effect: 'refuses' }]);
	});

	it('reports every administrator if all of them would go, and none if one stays', async () => {
		clear();
		const { org: inside } = org();
		const profile = inside.rows('Profile').find((row) => row.PermissionsModifyAllData === true);
		const administrators = inside.rows('User').filter((row) => row.ProfileId === profile?.Id);
		expect(administrators).toHaveLength(3);
		const old = new Date(Date.now() - 200 * 86_400_000).toISOString();
		for (const user of administrators)
			Object.assign(user, { LastLoginDate: old, CreatedDate: old, IsActive: true });
		const last = async () => {
			const { items } = await find({ action: 'freeze' });
			return (items as CandidateItem[]).filter(({ blockers }) =>
				blockers?.some(({ kind, effect }) => kind === 'lastAdministrator' && effect === 'refuses'),
			);
		};
		expect((await last()).map(({ userId }) => userId).sort()).toEqual(
			administrators.map(({ Id }) => Id).sort(),
		);
		administrators[1].LastLoginDate = new Date().toISOString();
		expect(await last()).toEqual([]);
	});

	it('names each area that cannot be read, and warns', async () => {
		const userId = clear();
		org().org.absentObjects.add('Site');
		org().org.absentObjects.add('Lead');
		const run = await find();
		const candidate = run.items.find((item) => item.userId === userId) as CandidateItem;
		expect(candidate.blockersNotRead).toEqual(
			expect.arrayContaining(['contacts of sites', 'owners of records of Lead']),
		);
		expect(run.hints.join()).toMatch(/contacts of sites could not be read.*INVALID_TYPE/);
	});

	it('says that records may be hidden if the connected user may not see all', async () => {
		const userId = clear();
		const { blockersNotRead } = await candidateOf(userId);
		expect(blockersNotRead).toEqual([expect.stringMatching(/connected user cannot see/)]);
		const { org: inside } = org();
		const PermissionSetId = insert('PermissionSet', { PermissionsViewAllData: true });
		inside.insert('PermissionSetAssignment', { AssigneeId: inside.runAsUserId, PermissionSetId });
		expect(await candidateOf(userId)).toMatchObject({ blockers: [], blockersNotRead: [] });
	});

	it('is left out on request, and says so', async () => {
		const { requests } = org().org.inspector;
		const run = await find({ blockers: false });
		expect(run.items.length).toBeGreaterThan(0);
		for (const { blockers } of run.items) expect(blockers).toBeNull();
		expect(requests.some(({ path }) => path.endsWith('/composite'))).toBe(false);
	});

	it('is part of the plan of a dry run, which stays planned and can be applied', async () => {
		const userId = clear();
		setOnOther('Deputy__c', userId);
		const item = { userId, licenseKind: 'userLicense', licenseIdentifier: 'SFDC' };
		const items = [{ ...item, action: 'deactivate' }];
		const run = await reclaim(org(), items, { dryRun: true });
		const [plan] = outcomesOf(run);
		expect(plan).toMatchObject({ outcome: 'planned', blockers: [{ kind: 'hierarchyField' }] });
		expect(run.hints.join()).toMatch(/Salesforce would reject 1/);
		for (const user of org().org.rows('User')) user.Deputy__c = null;
		const [outcome] = outcomesOf(await reclaim(org(), [plan]));
		expect(outcome).toMatchObject({ outcome: 'done', blockers: null });
	});

	it('skips what the run handles itself: transferred records, removed seats', async () => {
		const userId = clear();
		const { org: inside } = org();
		for (const object of ['Case', 'Lead'])
			insert(object, { OwnerId: userId, IsClosed: false, IsConverted: false });
		insert('ProcessInstanceWorkitem', { ActorId: userId });
		const [pool] = inside.rows('PackageLicense');
		insert('UserPackageLicense', { UserId: userId, PackageLicenseId: pool.Id });
		inside.seats.recount();
		const [heir] = inside
			.rows('User')
			.filter(({ Username }) => /second\.admin/.test(String(Username)));
		const user = { userId, licenseKind: 'userLicense', licenseIdentifier: 'SFDC' };
		const kindsOf = async (items: IDataObject[], parameters: IDataObject) => {
			const run = await reclaim(org(), items, { ...parameters, dryRun: true });
			const [{ blockers }] = outcomesOf(run) as unknown as CandidateItem[];
			return blockers?.map(({ kind }) => kind);
		};
		const deactivate = { ...user, action: 'deactivate' };
		const all = ['pendingApproval', 'ownedRecords', 'seatsStay'];
		expect((await kindsOf([deactivate], {}))?.sort()).toEqual([...all].sort());
		const transfer = { transferRecords: true, transferTo: 'user', transferUser: heir.Id };
		expect(await kindsOf([deactivate], transfer)).toEqual(['seatsStay']);
		const withoutLeads = { ...transfer, transferObjects: ['Case', 'ProcessInstanceWorkitem'] };
		expect(await kindsOf([deactivate], withoutLeads)).toEqual(['ownedRecords', 'seatsStay']);
		const remove = {
			userId,
			licenseKind: 'packageLicense',
			licenseIdentifier: pool.NamespacePrefix,
			action: 'removeLicense',
		} as IDataObject;
		expect(await kindsOf([deactivate, remove], transfer)).toEqual([]);
	});
});
