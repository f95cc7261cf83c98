/** The order of the keys of candidates and of outcomes: this file decides it, docs/output.md follows. */

/** Who, which license, for how long, what happens and what for; the columns of the subscription come in between. */
export const CANDIDATE_ORDER = {
	first: [
		'name',
		'username',
		'licenseName',
		'inactiveDays',
		'lastLoginAt',
		'action',
		'saving',
		'currency',
		'savingPeriod',
		'justification',
		'blockers',
		'state',
		'protection',
		'rule',
		'detector',
	],
	last: [
		'userId',
		'orgId',
		'subscriptionKey',
		'candidateKey',
		'targetProfileId',
		'recheckActivity',
		'onlyWhile',
		'blockersNotRead',
		'evidence',
	],
} as const;

/** What became of whom, and why; what Restore needs comes last. */
export const OUTCOME_ORDER = {
	first: [
		'name',
		'username',
		'licenseName',
		'outcome',
		'action',
		'saving',
		'currency',
		'savingPeriod',
		'reason',
		'errorCode',
		'justification',
		'blockers',
		'warnings',
		'reclaimedAt',
		'licenseKind',
		'licenseIdentifier',
	],
	last: [
		'targetProfileId',
		'recheckActivity',
		'onlyWhile',
		'userId',
		'orgId',
		'candidateKey',
		'blockersNotRead',
		'run',
		'before',
		'steps',
		'seal',
	],
} as const;
