import type { LicenseKind } from '../model/licenses';
import type { LedgerRow } from '../playbook/ledger/ledgerRow';
import type { DayAmounts, Realized } from './fold/realized';
import type { ConsumptionFact } from './consumptionFact';
import type { ContractLine } from './renewal/contract';

/**
 * What a report looks at, in our words: one type for each kind of item. Times are ISO-8601, amounts are for
 * a year. Unknown is null, never zero.
 */

interface Licensed {
	orgId: string | null;
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	licenseName: string | null;
	softwareModel: string | null;
	/** The integration profile, where the store holds several. */
	profile: string | null;
}

/** A pool, as License > Get Many returns it. */
export interface LicenseFact extends Licensed {
	kind: 'license';
	total: number | null;
	used: number | null;
	isUnlimited: boolean;
	status: string | null;
	expiresAt: string | null;
	price: number | null;
	currency: string | null;
}

/** One user's hold of one license. */
export interface SubscriptionFact extends Licensed {
	kind: 'subscription';
	key: string;
	userId: string;
	/** Of the user; the username where there is no name. */
	name: string | null;
	username: string | null;
	email: string | null;
	isActive: boolean | null;
	isFrozen: boolean | null;
	lastLoginAt: string | null;
	lastActivityAt: string | null;
	activityUnknown: string | null;
	createdAt: string | null;
	department: string | null;
	managerId: string | null;
}

export interface BlockerFact {
	kind: string;
	effect: string;
	text: string;
	fix: string;
}

/** A candidate, found or stored. */
export interface CandidateFact extends Licensed {
	kind: 'candidate';
	key: string;
	id: string | null;
	state: string;
	username: string | null;
	name: string | null;
	department: string | null;
	managerId: string | null;
	action: string | null;
	rule: string | null;
	justification: string | null;
	reason: string | null;
	inactiveDays: number | null;
	lastLoginAt: string | null;
	openedAt: string | null;
	closedAt: string | null;
	graceUntil: string | null;
	answerUntil: string | null;
	/** A year; null without a price. */
	saving: number | null;
	currency: string | null;
	/** Null where nobody looked. */
	blockers: BlockerFact[] | null;
}

/** What became of a planned step, of Reclaim or of Restore. */
export interface OutcomeFact extends Licensed {
	kind: 'outcome';
	key: string;
	username: string | null;
	outcome: string;
	gaveBack: boolean;
	saving: number | null;
	currency: string | null;
	reason: string | null;
	errorCode: string | null;
	at: string | null;
	blockers: BlockerFact[] | null;
}

/** A row of the savings ledger, as Update Savings Ledger returns it. */
export interface LedgerFact {
	kind: 'ledger';
	row: LedgerRow;
}

/** A license on one day, as the job Refresh stores it. */
export interface SnapshotFact extends Licensed {
	kind: 'snapshot';
	day: string;
	assigned: number;
	stale: number;
	total: number | null;
	used: number | null;
	potentialSaving: number | null;
	currency: string | null;
}

export interface JobFact {
	kind: 'job';
	id: number | null;
	profile: string | null;
	job: string;
	name: string | null;
	status: string;
	startedAt: string | null;
	endedAt: string | null;
	error: string | null;
	/** What the job should have read and did not, with the reasons. */
	notRead: string | null;
	/** The email address of the person at a form, or the workflow. */
	startedBy: string | null;
	/** Of n8n. */
	executionId: string | null;
	created: number | null;
	updated: number | null;
	removed: number | null;
}

export interface ProfileFact {
	kind: 'profile';
	name: string;
	orgId: string | null;
	orgName: string | null;
	currency: string | null;
	/** A year, by identifier or name of a license. */
	prices: ReadonlyMap<string, number>;
	settings: ProfileSettings;
}

/** How a profile works, as its record page shows it. What is not there, or cannot be read, is null. */
export interface ProfileSettings {
	status: string | null;
	profileType: string | null;
	connection: string | null;
	/** IDs of workflows. */
	downloadSubflow: string | null;
	reclaimSubflow: string | null;
	publishedAt: string | null;
	/** Null counts as true: nothing is written by mistake. */
	dryRun: boolean | null;
	autoReclaim: boolean | null;
	notifyUser: boolean | null;
	maxUsers: number | null;
	maxPercent: number | null;
	daysToAnswer: number | null;
	graceDays: number | null;
	askBy: string | null;
	onSilence: string | null;
	managerEmail: string | null;
	alertEmail: string | null;
	rules: RuleFact[];
	excludedUsernames: string[];
	excludedIdentifiers: string[];
}

export interface RuleFact {
	name: string | null;
	licenseKinds: string[] | null;
	inactiveDays: number | null;
	action: string | null;
}

/** The software model that somebody gave to a license, perhaps after the last refresh. */
export interface ModelFact {
	kind: 'model';
	licenseKind: LicenseKind;
	licenseIdentifier: string;
	softwareModel: string;
}

/** A line of the contract with Salesforce, for the renewal pack. */
export interface ContractFact {
	kind: 'contract';
	line: ContractLine;
}

/** What a read says of itself: the output Summary. */
export interface ReadFact {
	kind: 'read';
	orgId: string | null;
	isComplete: boolean;
	/** What is missing, in words. */
	gaps: string[];
}

/** Candidates of one state and currency, counted by a store that can count. */
export interface CountFact {
	kind: 'count';
	profile: string | null;
	state: string;
	candidates: number;
	/** A year, of those that have a price. */
	saving: number | null;
	currency: string | null;
	withoutPrice: number;
	foundLately: number;
	closedLately: number;
	/** The earliest. */
	answerUntil: string | null;
}

/** Open candidates with a blocker of one kind, counted by a store that can count. */
export interface BlockerCountFact extends Omit<BlockerFact, 'kind'> {
	kind: 'blockerCount';
	blockerKind: string;
	profile: string | null;
	candidates: number;
}

/** What the savings ledger of a profile came to when it was last written. */
export interface FiguresFact {
	kind: 'figures';
	profile: string;
	at: string;
	realized: Realized;
	realizedByDay: DayAmounts[];
}

/** A person with seats in several orgs, found by a store that can count. */
export interface PersonFact {
	kind: 'person';
	/** The e-mail address. */
	person: string;
	name: string | null;
	orgs: number;
	seats: number;
	profiles: string[];
	/** How many there are in all. */
	persons: number;
}

export type Fact =
	| CountFact
	| BlockerCountFact
	| FiguresFact
	| PersonFact
	| LicenseFact
	| SubscriptionFact
	| CandidateFact
	| OutcomeFact
	| LedgerFact
	| SnapshotFact
	| JobFact
	| ProfileFact
	| ModelFact
	| ReadFact
	| ContractFact
	| ConsumptionFact;
export type FactKind = Fact['kind'];

/** What people call the items: one, and several. */
export const FACT_NAMES: Readonly<Record<FactKind, [one: string, many: string]>> = {
	license: ['license', 'licenses'],
	subscription: ['subscription', 'subscriptions'],
	candidate: ['candidate', 'candidates'],
	outcome: ['outcome', 'outcomes'],
	ledger: ['ledger row', 'ledger rows'],
	snapshot: ['snapshot', 'snapshots'],
	job: ['job result', 'job results'],
	profile: ['profile', 'profiles'],
	model: ['software model', 'software models'],
	read: ['summary', 'summaries'],
	count: ['count of candidates', 'counts of candidates'],
	blockerCount: ['count of blockers', 'counts of blockers'],
	figures: ['sum of a ledger', 'sums of ledgers'],
	person: ['person', 'persons'],
	contract: ['contract line', 'contract lines'],
	consumption: ['row of consumption', 'rows of consumption'],
};
