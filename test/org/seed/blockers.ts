import type { Org, Row } from '../org';
import type { Seeding } from './seedOrg';
import type { Staff } from './staff';

const CASE_OWNER =
	'You cannot deactivate this user. You cannot deactivate a user who is the default owner of cases';
const WORKFLOW_USER = 'You cannot deactivate the Default Workflow User';
const HIERARCHY =
	'Cannot complete this operation. Cannot inactivate user that is the value of a hierarchy field: Deputy. : ';

/**
 * What blocks the deactivation of some idle users, and what depends on others. Codes of the blockers are
 * inferred; their texts are those of help articles 000384586 and 000384962.
 */
export function seedBlockers(seeding: Seeding, administrators: readonly Row[]): void {
	const { org } = seeding;
	const idle = org.groundTruth.idleUsers ?? [];
	const [owner, first, second, ...others] = idle;
	const [caseOwner, workflowUser, deputy] = others.slice(-3);
	const block = (userId: string | undefined, kind: string, code: string, message: string) => {
		if (userId === undefined) return undefined;
		const blocker = { userId, kind, code, message };
		org.blockers.push(blocker);
		(org.groundTruth.blocked ??= []).push(userId);
		return blocker;
	};
	block(caseOwner, 'defaultCaseOwner', 'FIELD_INTEGRITY_EXCEPTION', CASE_OWNER);
	block(workflowUser, 'defaultWorkflowUser', 'FIELD_INTEGRITY_EXCEPTION', WORKFLOW_USER);
	const boss = administrators[1];
	const hierarchy = block(
		deputy,
		'hierarchyField',
		'DEPENDENCY_EXISTS',
		HIERARCHY + String(boss.Name),
	);
	if (hierarchy !== undefined) {
		boss.Deputy__c = deputy;
		Object.assign(hierarchy, { holds: () => boss.Deputy__c === deputy });
	}
	if (owner !== undefined) addBelongings(seeding, owner);
	if (second === undefined) return;
	const follow = (SubscriberId: string, ParentId: string) =>
		org.insert('EntitySubscription', { ParentId, SubscriberId, CreatedById: SubscriberId });
	follow(second, first);
	follow(first, second);
	follow(first, administrators[0].Id);
	(org.groundTruth.mutualFollowers ??= []).push(first, second);
}

/** None of these blocks a deactivation; each breaks later. */
function addBelongings({ org, staff }: Seeding, owner: string): void {
	(org.groundTruth.ownsRecords ??= []).push(owner);
	const queue = org.insert('Group', { Name: 'Support', DeveloperName: 'Support', Type: 'Queue' });
	org.insert('QueueSobject', { QueueId: queue.Id, SobjectType: 'Case' });
	org.insert('GroupMember', { GroupId: queue.Id, UserOrGroupId: owner });
	addWhatRunsAs(org, staff, owner);
	org.insert('ProcessInstanceWorkitem', {
		ActorId: owner,
		OriginalActorId: owner,
		ProcessInstanceId: null,
		CreatedDate: staff.ago(10),
	});
	const common = { OwnerId: owner, CreatedById: owner };
	org.insert('Account', { Name: 'Big, "Bigger" & Sons', ...common });
	org.insert('Opportunity', { Name: 'Big deal', StageName: 'Prospecting', ...common });
	org.insert('Case', { CaseNumber: '00001000', Subject: 'Help', ...common });
	org.insert('Contact', { Name: 'Buyer', LastName: 'Buyer', ...common });
	org.insert('Lead', { Name: 'Prospect', LastName: 'Prospect', ...common });
	org.insert('SetupAuditTrail', {
		Action: 'changedprofileforuser',
		Section: 'Manage Users',
		Display: 'Changed the profile of a user',
		CreatedById: owner,
		CreatedDate: staff.ago(20),
	});
}

/** Records that run as a user still exist after the deactivation, and fail when they run. */
function addWhatRunsAs(org: Org, staff: Staff, owner: string): void {
	org.insert('Dashboard', {
		Title: 'Pipeline',
		DeveloperName: 'Pipeline',
		Type: 'SpecifiedUser',
		RunningUserId: owner,
	});
	const schedule = (Name: string, JobType: string, State: string) => {
		const detail = org.insert('CronJobDetail', { Name, JobType });
		org.insert('CronTrigger', {
			CronJobDetailId: detail.Id,
			OwnerId: owner,
			CreatedById: owner,
			State,
			NextFireTime: State === 'WAITING' ? staff.ago(-1) : null,
			CronExpression: '0 0 3 * * ?',
			CreatedDate: staff.ago(90),
		});
	};
	schedule('Nightly clean-up', '7', 'WAITING');
	schedule('Weekly pipeline report', '8', 'WAITING');
	schedule('Last year', '7', 'COMPLETE');
	org.insert('AsyncApexJob', {
		JobType: 'BatchApex',
		Status: 'Queued',
		CreatedById: owner,
		CreatedDate: staff.ago(0.01),
	});
	org.insert('EmailServicesAddress', {
		LocalPart: 'orders',
		DeveloperName: 'Orders',
		IsActive: true,
		RunAsUserId: owner,
	});
	org.insert('Site', { Name: 'Help', MasterLabel: 'Help', Status: 'Active', AdminId: owner });
	org.insert('CollaborationGroup', {
		Name: 'Lunch',
		OwnerId: owner,
		CollaborationType: 'Public',
		IsArchived: false,
	});
	const [role, other] = org.rows('UserRole');
	role.ForecastUserId = owner;
	other.PortalAccountOwnerId = owner;
}
