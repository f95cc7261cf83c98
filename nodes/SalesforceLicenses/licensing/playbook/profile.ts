import type { SignalName } from '../model/activity';

/** An integration profile: what the playbook does with one org, in the form in which it is stored. */
export interface IntegrationProfile {
	displayName: string;
	status: 'Draft' | 'Published';
	profileType: string;
	connection: string;
	downloadSubflow: string;
	/** Empty: the profile only reports. */
	reclaimSubflow: string;
	orgId: string | null;
	orgName: string | null;
	/** As entered: a missing field has the default of the node. */
	rules: Array<Record<string, unknown>>;
	excludedUsernames: string[];
	excludedIdentifiers: string[];
	/** What counts as use; a login of any kind where nothing was said. */
	signals?: SignalName[];
	/** E-mail addresses of the company's people, for the rules that look for people who left. */
	directory?: string[];
	/** The price of a seat per year, by identifier or name of the license. */
	prices: Record<string, number>;
	currency: string | null;
	dryRun: boolean;
	maxUsers: number;
	maxPercent: number;
	autoReclaim: boolean;
	notifyUser: boolean;
	askBy: Channel;
	daysToAnswer: number;
	onSilence: 'keep' | 'reclaim';
	managerEmail: string;
	graceDays: number;
	alertEmail: string;
	publishedAt: string | null;
	createdBy: string | null;
	lanes: Record<string, unknown> | null;
	access: unknown[] | null;
}

/** The channels for questions, and their names in the form. */
export const CHANNEL_LABELS = { email: 'E-mail', slack: 'Slack', ticket: 'Ticket' } as const;
export type Channel = keyof typeof CHANNEL_LABELS;

/** The texts in the form for the two settings of silence. */
export const SILENCE_LABELS = {
	keep: 'Keep the license',
	reclaim: 'Reclaim the license',
} as const;

/** The names of the columns in the form, and of form fields that are not columns. */
export const PROFILE_LABELS = {
	displayName: 'Display name',
	status: 'Status',
	profileType: 'Profile type',
	connection: 'Salesforce org (connection)',
	downloadSubflow: 'Download subflow',
	reclaimSubflow: 'Reclaim subflow',
	reclaim: 'Reclaim subscriptions?',
	orgId: 'Org ID',
	orgName: 'Org',
	dryRun: 'Dry run?',
	ruleSource: 'How to find unused seats',
	rules: 'Rules',
	rulesJson: 'Rules (JSON)',
	licenseKinds: 'License kinds',
	licenseIdentifiers: 'Only these licenses',
	lookFor: 'What to look for',
	inactiveDays: 'Unused after (days)',
	action: 'What to do with an unused license',
	includeNeverLoggedIn: 'Do users who never logged in count as unused?',
	minimumAccountAgeDays: 'Leave out accounts newer than (days)',
	frozenDays: 'Frozen for too long after (days)',
	targetProfileId: 'Profile to move users to',
	conditions: 'Only users whose',
	exemptions: 'Users who are never candidates',
	signals: 'What counts as use',
	directory: 'Your people',
	excludedUsernames: 'Excluded users',
	excludedIdentifiers: 'Excluded licenses',
	prices: 'Annual price per seat, by license',
	currency: 'Currency of the prices',
	maxUsers: 'Maximum users per run',
	maxPercent: "Maximum percent of a license's users per run",
	notifyUser: 'Ask the user first?',
	daysToAnswer: 'Days to answer',
	askBy: 'Ask by',
	onSilence: 'If there is no answer',
	managerEmail: 'Fallback approver',
	graceDays: 'Days frozen before a deactivation',
	autoReclaim: 'Reclaim automatically every night?',
	alertEmail: 'Send alerts to',
	publishedAt: 'Published at',
	createdBy: 'Created by',
	lanes: 'Steps',
	access: 'Permissions',
} as const;
export type ProfileField = keyof typeof PROFILE_LABELS;

/** An error in a field, or a warning: what it is, and what to do. */
export interface FieldNote {
	field: string;
	label: string;
	message: string;
}

export const noteOn = (field: ProfileField, message: string): FieldNote => ({
	field,
	label: PROFILE_LABELS[field],
	message,
});

/** The numbers of a profile: minimum, maximum, and the value in a new profile. */
export const PROFILE_NUMBERS = {
	maxUsers: { least: 1, most: 100_000, preset: 100, isWhole: true },
	maxPercent: { least: 0, most: 100, preset: 10, isWhole: false },
	daysToAnswer: { least: 0, most: 365, preset: 7, isWhole: true },
	graceDays: { least: 0, most: 365, preset: 14, isWhole: true },
} as const;

/** A pair of subflows that a profile may use. */
export interface ProfileConnection {
	name: string;
	downloadSubflow: string;
	/** Empty if the connection can only read. */
	reclaimSubflow: string;
}
