/** Rows of the tables, as Storage returns them. Columns that were never written are null. */
type Text = string | null;

export interface Rule {
	name?: string;
	licenseKinds?: string[];
	inactiveDays?: number;
	action?: string;
}

export interface ProfileRow {
	id: number;
	displayName: string;
	status: Text;
	profileType: Text;
	connection: Text;
	downloadSubflow: Text;
	reclaimSubflow: Text;
	orgId: Text;
	orgName: Text;
	onSilence: Text;
	askBy: Text;
	managerEmail: Text;
	alertEmail: Text;
	publishedAt: Text;
	maxUsers: number | null;
	maxPercent: number | null;
	daysToAnswer: number | null;
	graceDays: number | null;
	dryRun: boolean | null;
	notifyUser: boolean | null;
	autoReclaim: boolean | null;
	rules: Rule[] | null;
	excludedUsernames: string[] | null;
	excludedIdentifiers: string[] | null;
	prices: Record<string, number> | null;
	/** The currency of the prices: a three-letter code. */
	currency: string | null;
}

interface LicenseColumns {
	licenseKind: string;
	licenseIdentifier: string;
	licenseName: Text;
	softwareModel: Text;
}

export interface SubscriptionRow extends LicenseColumns {
	subscriptionKey: string;
	username: Text;
	email: Text;
	name: Text;
	lastLoginAt: Text;
	lastActivityAt: Text;
	isActive: boolean | null;
	isFrozen: boolean | null;
}

export interface CandidateRow extends LicenseColumns {
	id: number;
	profile: string;
	state: string;
	username: Text;
	name: Text;
	email: Text;
	action: Text;
	rule: Text;
	justification: Text;
	reason: Text;
	openedAt: Text;
	closedAt: Text;
	graceUntil: Text;
	lastActivityAt: Text;
	inactiveDays: number | null;
	saving: number | null;
	currency: string | null;
	savingPeriod: string | null;
}

export interface JobResultRow {
	id: number;
	name: string;
	profile: string;
	job: string;
	status: string;
	startedAt: Text;
	endedAt: Text;
	error: Text;
	/** What should have been read and was not, with the reasons. */
	notRead: Text;
	/** E-mail address of the person at a form, or the workflow. */
	startedBy: Text;
	createdRows: number | null;
	updatedRows: number | null;
	removedRows: number | null;
}

export interface SnapshotRow extends LicenseColumns {
	profile: string;
	day: string;
	assigned: number;
	stale: number;
	total: number | null;
	used: number | null;
	potentialSaving: number | null;
}

export interface SoftwareModelRow {
	id: number;
	licenseKind: string;
	licenseIdentifier: string;
	softwareModel: string;
	assignedAt: Text;
	assignedBy: Text;
}
