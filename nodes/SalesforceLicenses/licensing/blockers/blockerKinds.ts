import type { RuleAction } from '../model/actions';
import { ACTION_LABELS, DEACTIVATING_ACTIONS } from '../model/actions';
import { plural } from '../model/plural';

/** What may block a candidate, or break once the seat is reclaimed. */

export interface BlockerKindFacts {
	/** `refuses`: Salesforce rejects the write. `breaks`: it saves the write, and something silently stops working. */
	effect: 'refuses' | 'breaks';
	actions: readonly RuleAction[];
	/** A sentence: `count` records, the first few of them by name. */
	says: (facts: { count: number; names: string }) => string;
	/** What to do, with the Setup path. */
	fix: string;
}
const LOGIN_BLOCKING_ACTIONS: readonly RuleAction[] = [...DEACTIVATING_ACTIONS, 'freeze'];

const blockerKind = (facts: BlockerKindFacts) => facts;

/** Sources: help articles 000384586, 000384761, 000386275, 000384962, 005385527; Object Reference. */
export const BLOCKER_KINDS = {
	hierarchyField: blockerKind({
		effect: 'refuses',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`Referenced by a hierarchy field of ${plural(count, 'other user')} (${names}). Salesforce will not deactivate the user until that changes.`,
		fix: 'Setup > Users > Users: select another user in that field of these users. To find the field, see Setup > Object Manager > User > Fields & Relationships.',
	}),
	lastAdministrator: blockerKind({
		effect: 'refuses',
		actions: [...LOGIN_BLOCKING_ACTIONS, 'changeProfile'],
		says: () =>
			'This run would leave no administrator who can log in. Salesforce refuses to deactivate the last one.',
		fix: 'Setup > Users > Users: make another user an administrator first, or remove one administrator from the candidates.',
	}),
	noLicenseOfItsOwn: blockerKind({
		effect: 'refuses',
		actions: ['removeLicense'],
		says: () => 'A user license belongs to the profile and cannot be removed by itself.',
		fix: `For user licenses, use the action ${ACTION_LABELS.deactivate}, ${ACTION_LABELS.wholeSeat} or ${ACTION_LABELS.changeProfile}.`,
	}),
	noMoveFromLicense: blockerKind({
		effect: 'refuses',
		actions: ['changeProfile'],
		says: ({ names }) =>
			`This node does not know whether Salesforce allows moving a user from the license ${names} to another one, so Reclaim does not move users from it.`,
		fix: `Change the profile manually (Setup > Users > Users > Edit), where Salesforce checks whether the move is allowed, or use the action ${ACTION_LABELS.deactivate} or ${ACTION_LABELS.wholeSeat}.`,
	}),
	siteLicense: blockerKind({
		effect: 'refuses',
		actions: ['removeLicense'],
		says: ({ names }) =>
			`The package ${names} has a site license for the whole org. Such a license is not assigned to individual users, so there is nothing to remove or save.`,
		fix: 'Exclude this package from the rule. To check its license, see Allowed Licenses in Setup > Installed Packages.',
	}),
	manager: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count }) =>
			`Is the manager of ${plural(count, 'active user')}. Approvals and reports that follow the manager field will reach no one.`,
		fix: 'Setup > Users > Users > (each user) > Edit: select another Manager.',
	}),
	delegatedApprover: blockerKind({
		effect: 'breaks',
		actions: LOGIN_BLOCKING_ACTIONS,
		says: ({ count }) =>
			`Is the delegated approver of ${plural(count, 'active user')}. If an approval process names the user, Salesforce refuses the deactivation.`,
		fix: 'Setup > Users > Users > (each user) > Edit > Approver Settings: select another Delegated Approver.',
	}),
	pendingApproval: blockerKind({
		effect: 'breaks',
		actions: LOGIN_BLOCKING_ACTIONS,
		says: ({ count }) =>
			`${plural(count, 'approval request is', 'approval requests are')} waiting for the user and would never be decided.`,
		fix: 'Turn on Transfer Records in Reclaim, or reassign the requests in App Launcher > Approval Requests. Then set another approver in Setup > Process Automation > Approval Processes.',
	}),
	queueMember: blockerKind({
		effect: 'breaks',
		actions: LOGIN_BLOCKING_ACTIONS,
		says: ({ count, names }) =>
			`Is a member of ${plural(count, 'queue')}: ${names}. No one will work on the records of a queue that has no other members.`,
		fix: 'Setup > Users > Queues: replace the user.',
	}),
	groupMember: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`Is a member of ${plural(count, 'public group')}: ${names}. Sharing rules and alerts that use the group will no longer reach the user.`,
		fix: 'Setup > Users > Public Groups: replace the user.',
	}),
	scheduledJob: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`${plural(count, 'scheduled job runs', 'scheduled jobs run')} as this user and would fail after the deactivation: ${names}.`,
		fix: 'Setup > Environments > Jobs > Scheduled Jobs: delete the jobs, then schedule them again as another user.',
	}),
	reportSubscription: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`${plural(count, 'scheduled report or dashboard refresh', 'scheduled report or dashboard refreshes')} would stop: ${names}.`,
		fix: 'Subscribe another user to the report or dashboard. To see the schedules, go to Setup > Environments > Jobs > Scheduled Jobs.',
	}),
	queuedApexJob: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count }) =>
			`${plural(count, 'Apex job of this user is', 'Apex jobs of this user are')} queued or running.`,
		fix: 'Setup > Environments > Jobs > Apex Jobs: wait until the jobs finish, or abort them.',
	}),
	dashboardRunningUser: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`${plural(count, 'dashboard shows', 'dashboards show')} data as this user, and would show an error after the deactivation: ${names}.`,
		fix: 'Dashboards > (each dashboard) > Edit > Properties > View Dashboard As: select another user.',
	}),
	emailService: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`${plural(count, 'email service address processes', 'email service addresses process')} messages as this user and would stop working: ${names}.`,
		fix: 'Setup > Custom Code > Email Services > (the service) > Email Addresses: select another Context User.',
	}),
	siteContact: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`Is the site contact of ${plural(count, 'site')}: ${names}. Messages about ${count === 1 ? 'the site' : 'these sites'} will reach no one.`,
		fix: 'Setup > User Interface > Sites and Domains > Sites > (the site) > Edit: select another Site Contact.',
	}),
	chatterGroupOwner: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`Owns ${plural(count, 'Chatter group')}: ${names}. No one else may be able to manage ${count === 1 ? 'the group' : 'these groups'}.`,
		fix: 'Groups > (each group) > Edit Group: change the owner.',
	}),
	forecastManager: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`Is the forecast manager of ${plural(count, 'role')}: ${names}. Forecasts below ${count === 1 ? 'the role' : 'these roles'} will no longer roll up.`,
		fix: 'Setup > Feature Settings > Sales > Forecasts > Forecasts Hierarchy: select another forecast manager.',
	}),
	portalAccountOwner: blockerKind({
		effect: 'breaks',
		actions: DEACTIVATING_ACTIONS,
		says: ({ count, names }) =>
			`Owns accounts with partner or customer users (${plural(count, 'role')}: ${names}). No new partner or customer users can be enabled until an active user owns the accounts.`,
		fix: 'Change the owner of these accounts to an active user with a role, or turn on Transfer Records in Reclaim.',
	}),
	ownedRecords: blockerKind({
		effect: 'breaks',
		actions: [...DEACTIVATING_ACTIONS, 'changeProfile'],
		says: ({ count, names }) =>
			`Owns ${plural(count, 'record that is', 'records that are')} not closed: ${names}. The user will no longer be able to work on ${count === 1 ? 'it' : 'them'}.`,
		fix: 'Turn on Transfer Records in Reclaim, or use Setup > Data > Mass Transfer Records.',
	}),
	seatsStay: blockerKind({
		effect: 'breaks',
		actions: ['deactivate'],
		says: ({ names }) =>
			`The user also holds these licenses, which a deactivation does not free: ${names}.`,
		fix: `Use the action ${ACTION_LABELS.wholeSeat}, which removes them too.`,
	}),
	permissionSetsGo: blockerKind({
		effect: 'breaks',
		actions: ['removeLicense'],
		says: ({ names }) =>
			`These permission sets require the license, so they are removed with it: ${names}. The user loses every permission that they grant.`,
		fix: 'Setup > Users > Permission Sets: move the permissions that the user still needs to a permission set that does not require this license.',
	}),
	grantedAgain: blockerKind({
		effect: 'breaks',
		actions: ['removeLicense', 'wholeSeat'],
		says: ({ count, names }) =>
			`${plural(count, 'active user access policy grants', 'active user access policies grant')} this license: ${names}. If the user meets its criteria, the license comes back as soon as the user is changed, and nothing is saved.`,
		fix: 'Setup > Users > User Access Policies > (the policy): change its criteria, or deactivate it, before the license is removed.',
	}),
} satisfies Record<string, BlockerKindFacts>;

export type BlockerKind = keyof typeof BLOCKER_KINDS;
