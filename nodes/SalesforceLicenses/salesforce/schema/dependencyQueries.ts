import type { BlockerKind } from '../../licensing/blockers/blockerKinds';
import type { FieldPath, ObjectName } from './schema';

/** Objects with records that depend on users, and the fields that name the user. */
export interface DependencyQuery {
	object: ObjectName;
	/** What is read, in words. */
	what: string;
	/** The field with the user's id. */
	user: string;
	/** Null if Salesforce counts the records of each user instead of returning them. */
	name: string | null;
	/** Only records with this value, or with one of these values. */
	only: { field: string; values: readonly string[] } | { field: string; is: boolean } | null;
	/** A field that determines the kind of blocker. */
	decides: string | null;
	blockerKindOf: (value: unknown) => BlockerKind | null;
}

function area<O extends ObjectName>(
	object: O,
	what: string,
	user: FieldPath<O>,
	kind: BlockerKind | ((value: unknown) => BlockerKind | null),
	more: {
		name?: FieldPath<O>;
		decides?: FieldPath<O>;
		only?:
			| { field: FieldPath<O>; values: readonly string[] }
			| { field: FieldPath<O>; is: boolean };
	} = {},
): DependencyQuery {
	return {
		object,
		what,
		user,
		name: more.name ?? null,
		decides: more.decides ?? null,
		only: more.only ?? null,
		blockerKindOf: typeof kind === 'string' ? () => kind : kind,
	};
}

/** Object Reference, Group: the types that people fill; the others follow from roles. */
const groupKind = (type: unknown): BlockerKind | null => {
	if (type === 'Queue') return 'queueMember';
	return type === 'Regular' ? 'groupMember' : null;
};

/** Object Reference, CronJobDetail: 3 dashboard refresh, 8 report run, A reporting notification. */
const REPORTS = new Set(['3', '8', 'A']);
const jobKind = (type: unknown): BlockerKind =>
	REPORTS.has(String(type)) ? 'reportSubscription' : 'scheduledJob';

const active = { field: 'IsActive', is: true } as const;

export const DEPENDENCY_QUERIES: readonly DependencyQuery[] = [
	area('User', 'users whose manager is the user', 'ManagerId', 'manager', { only: active }),
	area(
		'User',
		'users whose delegated approver is the user',
		'DelegatedApproverId',
		'delegatedApprover',
		{
			only: active,
		},
	),
	area('GroupMember', 'queues and public groups', 'UserOrGroupId', groupKind, {
		name: 'Group.Name',
		decides: 'Group.Type',
	}),
	area('CronTrigger', 'scheduled jobs', 'OwnerId', jobKind, {
		name: 'CronJobDetail.Name',
		decides: 'CronJobDetail.JobType',
		// Object Reference, CronTrigger.State: the states of jobs that will run again.
		only: {
			field: 'State',
			values: ['WAITING', 'ACQUIRED', 'EXECUTING', 'PAUSED', 'BLOCKED', 'PAUSED_BLOCKED'],
		},
	}),
	area('AsyncApexJob', 'Apex jobs', 'CreatedById', 'queuedApexJob', {
		only: { field: 'Status', values: ['Holding', 'Queued', 'Preparing', 'Processing'] },
	}),
	area('Dashboard', 'dashboards', 'RunningUserId', 'dashboardRunningUser', {
		name: 'Title',
		only: { field: 'Type', values: ['SpecifiedUser'] },
	}),
	area('EmailServicesAddress', 'email services', 'RunAsUserId', 'emailService', {
		name: 'LocalPart',
		only: active,
	}),
	area('Site', 'contacts of sites', 'AdminId', 'siteContact', {
		name: 'Name',
		only: { field: 'Status', values: ['Active'] },
	}),
	area('CollaborationGroup', 'owners of Chatter groups', 'OwnerId', 'chatterGroupOwner', {
		name: 'Name',
		only: { field: 'IsArchived', is: false },
	}),
	area('UserRole', 'forecast managers', 'ForecastUserId', 'forecastManager', { name: 'Name' }),
	area('UserRole', 'owners of portal accounts', 'PortalAccountOwnerId', 'portalAccountOwner', {
		name: 'Name',
	}),
];
