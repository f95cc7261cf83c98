/**
 * The tables of the playbook. `json` is text in Data Tables and an object in the workflows. No table name may
 * be part of another: n8n finds a table by part of its name.
 */
type ColumnType = 'string' | 'number' | 'boolean' | 'json';

const list = (type: ColumnType, names: string): Record<string, ColumnType> =>
	Object.fromEntries(names.split(' ').map((name) => [name, type]));

export const TABLES = {
	salesforce_connections: {
		...list('string', 'name downloadSubflow reclaimSubflow orgId orgName validatedAt'),
		access: 'json',
	},
	salesforce_profiles: {
		...list('string', 'displayName status profileType connection downloadSubflow reclaimSubflow'),
		...list(
			'string',
			'orgId orgName onSilence managerEmail askBy alertEmail publishedAt createdBy currency',
		),
		...list('number', 'maxUsers maxPercent daysToAnswer graceDays'),
		...list('boolean', 'dryRun notifyUser autoReclaim'),
		...list('json', 'rules excludedUsernames excludedIdentifiers signals directory prices'),
		...list('json', 'lanes access'),
	},
	salesforce_profile_history: {
		...list('string', 'profile changedAt changedBy what'),
		changes: 'json',
	},
	salesforce_subscriptions: {
		...list('string', 'profile subscriptionKey orgId userId username email name licenseKind'),
		...list('string', 'licenseIdentifier licenseName softwareModel lastLoginAt lastActivityAt'),
		...list(
			'string',
			'activitySource assignedAt externalCreatedAt userType profileName department managerId',
		),
		...list('boolean', 'isActive isFrozen'),
	},
	salesforce_candidates: {
		...list('string', 'profile candidateKey state orgId userId username email name licenseKind'),
		...list(
			'string',
			'licenseIdentifier licenseName softwareModel lastLoginAt lastActivityAt managerId',
		),
		...list(
			'string',
			'rule action justification reason outcome errorCode decision assignedTo executionId',
		),
		...list('string', 'currency savingPeriod seal'),
		...list(
			'string',
			'openedAt closedAt askedAt answerUntil revocationStartedAt graceUntil keepUntil',
		),
		...list('number', 'inactiveDays saving'),
		...list('boolean', 'notifyUser'),
		...list('json', 'candidate plan before result notes'),
	},
	salesforce_job_results: {
		...list('string', 'name profile job status startedAt endedAt error executionId startedBy'),
		/** What should have been read and was not, with the reasons, in sentences. */
		notRead: 'string',
		...list('number', 'createdRows updatedRows removedRows'),
		counts: 'json',
	},
	salesforce_snapshots: {
		...list('string', 'profile day licenseKind licenseIdentifier licenseName softwareModel'),
		...list('number', 'assigned stale total used potentialSaving'),
	},
	/** Usage-based entitlements, as the last Refresh read them. */
	salesforce_consumption: {
		...list('string', 'profile consumptionKey orgId source name periodEndsAt currency missing'),
		...list('number', 'allowed used forecast alertThreshold overageCost'),
	},
	salesforce_savings: {
		...list('string', 'ledgerKey entry at freedAt profile candidateKey orgId userId username name'),
		...list('string', 'licenseKind licenseIdentifier licenseName softwareModel'),
		...list('string', 'currency action decidedBy reason'),
		amount: 'number',
	},
	/** Sums that pages show, so that they need not read what is summed up. */
	salesforce_figures: {
		...list('string', 'profile at'),
		ledger: 'json',
	},
	salesforce_portions: {
		...list('string', 'profile job run afterUserId endedAt'),
		number: 'number',
		summary: 'json',
	},
	salesforce_software_models: list(
		'string',
		'licenseKind licenseIdentifier softwareModel assignedAt assignedBy',
	),
} satisfies Record<string, Record<string, ColumnType>>;

/** The unique key of each table, for stores that support one. */
export const KEYS = {
	salesforce_connections: ['name'],
	salesforce_profiles: ['displayName'],
	salesforce_subscriptions: ['profile', 'subscriptionKey'],
	salesforce_snapshots: ['profile', 'day', 'licenseKind', 'licenseIdentifier'],
	salesforce_consumption: ['profile', 'consumptionKey'],
	salesforce_savings: ['profile', 'ledgerKey'],
	salesforce_figures: ['profile'],
	salesforce_portions: ['job', 'number'],
	salesforce_software_models: ['licenseKind', 'licenseIdentifier'],
} satisfies Partial<Record<keyof typeof TABLES, string[]>>;

/** Other columns that rows are searched by. */
export const INDEXED = {
	salesforce_profiles: ['status'],
	salesforce_profile_history: ['profile'],
	salesforce_candidates: ['profile', 'state'],
	salesforce_job_results: ['profile', 'name', 'status'],
	salesforce_savings: ['profile'],
	salesforce_snapshots: ['day'],
} satisfies Partial<Record<keyof typeof TABLES, string[]>>;

/**
 * Ranges that rows are read and deleted by in Postgres. IDs are sorted by their characters, as Salesforce sorts them.
 */
export const RANGES = {
	salesforce_subscriptions: '"profile", "userId" COLLATE "C"',
	salesforce_candidates: '"profile", "userId" COLLATE "C"',
	salesforce_savings: '"profile", "userId" COLLATE "C"',
} satisfies Partial<Record<keyof typeof TABLES, string>>;

/** What candidates are counted by in Postgres: from this index alone. */
export const COUNTED = {
	salesforce_candidates:
		'"profile", "state", "currency", "savingPeriod", "saving", "openedAt", "closedAt", "answerUntil"',
} satisfies Partial<Record<keyof typeof TABLES, string>>;

export type Table = keyof typeof TABLES;

/** The columns of a subscription that say something about it; the others are its key. */
export const SUBSCRIPTION_COLUMNS = Object.keys(TABLES.salesforce_subscriptions).filter(
	(name) => !['profile', 'subscriptionKey'].includes(name),
);

/** In Data Tables, rows read by ranges of users also have the user ID as digits: n8n's database may sort letters by its own rules. */
export const DATA_TABLES: Record<Table, Record<string, ColumnType>> = {
	...TABLES,
	salesforce_subscriptions: { ...TABLES.salesforce_subscriptions, userIdDigits: 'string' },
	salesforce_candidates: { ...TABLES.salesforce_candidates, userIdDigits: 'string' },
	salesforce_savings: { ...TABLES.salesforce_savings, userIdDigits: 'string' },
};
