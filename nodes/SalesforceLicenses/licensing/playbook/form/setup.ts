import type { LicenseRef } from '../../model/licenses';
import type { FieldNote, IntegrationProfile, ProfileConnection } from '../profile';
import type { FieldMistake, FormField } from './fields';
import type { SubflowAnswer } from './subflowAnswer';

/** The guided setup: its pages, and what each of them is built from. */

export const SETUP_PAGES = [
	'profiles',
	'steps',
	'grant',
	'register',
	'details',
	'rules',
	'json',
	'users',
	'asking',
	'limits',
	'changes',
	'connection',
	'additional',
	'connect',
	'review',
	'delete',
	'firstRun',
	'rename',
	'copy',
] as const;
export type SetupPageName = (typeof SETUP_PAGES)[number];

/** A row of the table of profiles. Columns that were never written are null. */
export type StoredProfile = { [K in keyof IntegrationProfile]?: IntegrationProfile[K] | null } & {
	displayName: string;
	id?: number | string;
};

/** A license of the org, with what is shown of its pool. */
export interface OrgLicense extends LicenseRef {
	total: number | null;
	used: number | null;
}

/** What one page hands to the next. */
export interface Handed {
	message: string;
	/** What was entered and refused, or kept half done. */
	entered: Readonly<Record<string, unknown>> | null;
	mistakes: readonly FieldMistake[];
	/** The profile that waits for a confirmation, and what changes with it. */
	next: StoredProfile | null;
	changes: readonly ProfileChange[];
	warnings: readonly FieldNote[];
	/** How Salesforce is to be signed in to, on the page that registers the application. */
	grant: 'code' | 'client';
	connection: { name: string; download: string; reclaim: string } | null;
	/** The profile was made just now. */
	isNew: boolean;
	/** When the first run was started, and why it could not be; empty where it was not, and where it could. */
	since: string;
	startError: string;
}

export interface ProfileChange {
	field: string;
	label: string;
	before: string;
	after: string;
	/** It lets more be written than before. */
	isRisky: boolean;
}

export interface SetupFacts {
	page: SetupPageName;
	/** The profile as it is stored now; null before one is chosen. */
	profile: StoredProfile | null;
	profiles: readonly StoredProfile[];
	connections: readonly ProfileConnection[];
	/** Null where they could not be read, or were not asked for. */
	licenses: readonly OrgLicense[] | null;
	/** The profiles of the org by name, to move users to; null where they are not known. */
	moveTo: readonly string[] | null;
	/** What the stored rules find now; null where that was not asked. */
	preview: SubflowAnswer | null;
	/** Null where the subflows were not tested. */
	tests: { download: SubflowAnswer; reclaim: SubflowAnswer | null } | null;
	/** Usernames of people who stay frozen until the next job continues with them. */
	frozen: readonly string[];
	/** The job results of the profile, and what its running jobs have done so far; as they are stored. */
	jobs: ReadonlyArray<Readonly<Record<string, unknown>>>;
	portions: ReadonlyArray<Readonly<Record<string, unknown>>>;
	handed: Handed;
	n8nUrl: string;
	/** IDs of workflows that pages link to. */
	workflows: Readonly<Record<string, string>>;
}

export interface SetupPage {
	page: SetupPageName;
	title: string;
	description: string;
	button: string;
	fields: FormField[];
	/** What the answer to this page is held against. */
	carry?: Readonly<Record<string, unknown>>;
}

/** The steps, in the order of the guide. */
export const STEPS = {
	register: 'Register a Salesforce application',
	connection: 'Connection and credential',
	details: 'Profile details',
	additional: 'Connect an additional org (optional)',
	publish: 'Review and publish',
	firstRun: 'First run',
} as const;
export type Step = keyof typeof STEPS;
export const STEP_NAMES = Object.keys(STEPS) as Step[];

export const isDone = (profile: StoredProfile | null, step: Step): boolean =>
	profile?.lanes?.[step] === true;

export const UNPUBLISH = 'Unpublish';
export const DELETE = 'Delete the profile';
export const RENAME = 'Rename the profile';
export const COPY = 'Copy the profile';
export const LEAVE = 'Save and close';
export const BACK = 'Back to the steps';
