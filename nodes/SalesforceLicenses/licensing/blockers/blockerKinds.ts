import type { RuleAction } from '../model/actions';
import { ENDING } from '../model/actions';

/** What may stand in the way of a candidate, or break once the seat is gone. */

export interface BlockerKindFacts {
	/** Salesforce refuses the write; or it saves it, and something breaks without a word. */
	effect: 'refuses' | 'breaks';
	actions: readonly RuleAction[];
	/** A sentence: `count` records, the first few of them by name. */
	says: (facts: { count: number; names: string }) => string;
	/** What to do, with the Setup path. */
	fix: string;
}
const LOCKING: readonly RuleAction[] = [...ENDING, 'freeze'];

const kindOf = (facts: BlockerKindFacts) => facts;
const many = (count: number, one: string, more = `${one}s`) =>
	`${count} ${count === 1 ? one : more}`;

/** Sources: help articles 000384586, 000384761, 000386275, 000384962, 005385527; Object Reference. */
export const BLOCKER_KINDS = {
	hierarchyField: kindOf({
		effect: 'refuses',
		actions: ENDING,
		says: ({ count, names }) =>
			`Stands in a hierarchy field of ${many(count, 'other user')} (${names}). Salesforce does not let the user be deactivated meanwhile.`,
		fix: 'Setup > Users > Users: put somebody else into that field of these users. Setup > Object Manager > User > Fields & Relationships lists the field.',
	}),
	lastAdministrator: kindOf({
		effect: 'refuses',
		actions: [...LOCKING, 'changeProfile'],
		says: () =>
			'Without the candidates of this run, no administrator who can log in would be left. Salesforce keeps the last one.',
		fix: 'Setup > Users > Users: make somebody else an administrator first, or leave one out.',
	}),
	noLicenseOfItsOwn: kindOf({
		effect: 'refuses',
		actions: ['removeLicense'],
		says: () => 'A user license belongs to the profile and cannot be removed by itself.',
		fix: 'Use the action deactivate, wholeSeat or changeProfile for user licenses.',
	}),
	noMoveFromLicense: kindOf({
		effect: 'refuses',
		actions: ['changeProfile'],
		says: ({ names }) =>
			`It is not known whether Salesforce lets a user move from the license ${names} to another one, so Reclaim moves nobody from it.`,
		fix: 'Change the profile by hand (Setup > Users > Users > Edit), where Salesforce says whether it allows it, or use the action deactivate or wholeSeat.',
	}),
	siteLicense: kindOf({
		effect: 'refuses',
		actions: ['removeLicense'],
		says: ({ names }) =>
			`The package ${names} is licensed for the whole org. Such licenses cannot be managed by user, and removing one saves nothing.`,
		fix: 'Leave this package out of the rule. Setup > Installed Packages shows Allowed Licenses.',
	}),
	manager: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count }) =>
			`Is the manager of ${many(count, 'active user')}. Approvals and reports that go by the manager lead to nobody.`,
		fix: 'Setup > Users > Users > (each of them) > Edit: choose another Manager.',
	}),
	delegatedApprover: kindOf({
		effect: 'breaks',
		actions: LOCKING,
		says: ({ count }) =>
			`Approves for ${many(count, 'active user')} in their absence. Salesforce refuses the deactivation where an approval process itself names the user.`,
		fix: 'Setup > Users > Users > (each of them) > Edit > Approver Settings: choose another Delegated Approver.',
	}),
	pendingApproval: kindOf({
		effect: 'breaks',
		actions: LOCKING,
		says: ({ count }) =>
			`${many(count, 'approval request')} wait for the user, and would wait for ever.`,
		fix: 'Turn Transfer Records on in Reclaim, or reassign them: App Launcher > Approval Requests. Setup > Process Automation > Approval Processes says who approves from then on.',
	}),
	queueMember: kindOf({
		effect: 'breaks',
		actions: LOCKING,
		says: ({ count, names }) =>
			`Is a member of ${many(count, 'queue')}: ${names}. Work in a queue without other members stays undone.`,
		fix: 'Setup > Users > Queues: replace the user.',
	}),
	groupMember: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count, names }) =>
			`Is a member of ${many(count, 'public group')}: ${names}. Rules that share or alert by it go on without the user.`,
		fix: 'Setup > Users > Public Groups: replace the user.',
	}),
	scheduledJob: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count, names }) =>
			`${many(count, 'scheduled job')} run as this user and fail from then on: ${names}.`,
		fix: 'Setup > Environments > Jobs > Scheduled Jobs: delete them, and schedule them as somebody else.',
	}),
	reportSubscription: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count, names }) =>
			`${many(count, 'report or dashboard', 'reports or dashboards')} on a schedule stop: ${names}.`,
		fix: 'Setup > Environments > Jobs > Scheduled Jobs lists them. Subscribe somebody else to the report or dashboard.',
	}),
	queuedApexJob: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count }) => `${many(count, 'Apex job')} of this user are queued or under way.`,
		fix: 'Setup > Environments > Jobs > Apex Jobs: wait until they are done, or abort them.',
	}),
	dashboardRunningUser: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count, names }) =>
			`${many(count, 'dashboard')} show data as this user, and only an error once the user is inactive: ${names}.`,
		fix: 'Dashboards > (each of them) > Edit > Properties > View Dashboard As: choose somebody else.',
	}),
	emailService: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count, names }) =>
			`${many(count, 'e-mail service address', 'e-mail service addresses')} process mail as this user: ${names}.`,
		fix: 'Setup > Custom Code > Email Services > (the service) > Email Addresses: choose another Context User.',
	}),
	siteContact: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count, names }) =>
			`Is the contact of ${many(count, 'site')}: ${names}. Messages about it reach nobody.`,
		fix: 'Setup > User Interface > Sites and Domains > Sites > (the site) > Edit: choose another Site Contact.',
	}),
	chatterGroupOwner: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count, names }) => `Owns ${many(count, 'Chatter group')}: ${names}.`,
		fix: 'Groups > (each of them) > Edit Group: change the owner.',
	}),
	forecastManager: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count, names }) =>
			`Is the forecast manager of ${many(count, 'role')}: ${names}. Forecasts below are rolled up to nobody.`,
		fix: 'Setup > Feature Settings > Sales > Forecasts > Forecasts Hierarchy: choose another manager.',
	}),
	portalAccountOwner: kindOf({
		effect: 'breaks',
		actions: ENDING,
		says: ({ count, names }) =>
			`Owns accounts with partner or customer users (${many(count, 'role')}: ${names}). New ones can be enabled for active owners only.`,
		fix: 'Change the owner of these accounts to an active user with a role, or turn Transfer Records on in Reclaim.',
	}),
	ownedRecords: kindOf({
		effect: 'breaks',
		actions: [...ENDING, 'changeProfile'],
		says: ({ count, names }) =>
			`Owns ${many(count, 'record')} that are not closed: ${names}. They stay with somebody who can no longer work on them.`,
		fix: 'Turn Transfer Records on in Reclaim, or use Setup > Data > Mass Transfer Records.',
	}),
	seatsStay: kindOf({
		effect: 'breaks',
		actions: ['deactivate'],
		says: ({ names }) => `A deactivation does not give these seats back: ${names}.`,
		fix: 'Use the action wholeSeat, which removes them too.',
	}),
	permissionSetsGo: kindOf({
		effect: 'breaks',
		actions: ['removeLicense'],
		says: ({ names }) =>
			`These permission sets need the license and are removed with it, with all they allow: ${names}.`,
		fix: 'Setup > Users > Permission Sets: move what the user still needs into a set without this license.',
	}),
} satisfies Record<string, BlockerKindFacts>;

export type BlockerKind = keyof typeof BLOCKER_KINDS;
