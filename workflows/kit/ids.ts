/**
 * The workflow ids, which the workflows use to call each other. n8n's command line keeps them; the import
 * command replaces them with the ids of the instance. No id may be part of another.
 */
export const IDS = {
	storage: 'slStorage',
	download: 'slDownloadSubscriptions',
	reclaim: 'slReclaimSubscription',
	runJob: 'slRunJob',
	refresh: 'slRefreshSubscriptions',
	identify: 'slIdentifyCandidates',
	update: 'slUpdateCandidates',
	schedule: 'slScheduledJobs',
	restart: 'slAfterRestart',
	setup: 'slGuidedSetup',
	reclaimCandidates: 'slReclaimCandidates',
	reclaimForm: 'slReclaimForm',
	review: 'slReviewCandidates',
	savings: 'slSavingsLedger',
	approval: 'slAskBeforeReclaim',
	askByEmail: 'slAskByEmail',
	askBySlack: 'slAskBySlack',
	askByTicket: 'slAskByTicket',
	alert: 'slAlert',
	onError: 'slOnError',
	recordPage: 'slRecordPage',
	softwareModels: 'slSoftwareModels',
	digest: 'slDigest',
	agent: 'slAgentWithApproval',
} as const;

/** Apart from the others, which are bundled into the Code nodes of the guided setup. */
export const PORTION_ID = 'slRefreshPortion';
export const LISTS_ID = 'slReadLists';
export const FIRST_RUN_ID = 'slFirstRun';

/** Sub-executions that work on a portion of the candidates. */
export const PORTION_IDS = {
	rows: 'slRowsOfPortion',
	identify: 'slIdentifyPortion',
	update: 'slUpdatePortion',
	ledger: 'slLedgerPortion',
} as const;
