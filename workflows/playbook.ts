import { agentWithApproval } from './agent/agentWithApproval.workflow';
import { alert, onError } from './digest/alerts.workflow';
import { askByEmail } from './asking/askByEmail.workflow';
import { askBySlack } from './asking/askBySlack.workflow';
import { askByTicket } from './asking/askByTicket.workflow';
import { askBeforeReclaim } from './asking/askBeforeReclaim.workflow';
import type { WorkflowFile } from './kit/canvas';
import { weeklyDigest } from './digest/digest.workflow';
import { firstRun } from './setup/firstRun.workflow';
import { guidedSetup } from './setup/guidedSetup.workflow';
import { installer } from './installer/installer.workflow';
import { identifyCandidates } from './candidates/identifyCandidates.workflow';
import { identifyPortion } from './candidates/identifyPortion.workflow';
import { ledgerPortion } from './candidates/ledgerPortion.workflow';
import { updatePortion } from './candidates/updatePortion.workflow';
import { portion } from './storage/portion.workflow';
import { refreshSubscriptions } from './jobs/refreshSubscriptions.workflow';
import { reclaimCandidates } from './candidates/reclaimCandidates.workflow';
import { recordPage } from './record/recordPage.workflow';
import { reclaimForm } from './candidates/reclaimForm.workflow';
import { reviewCandidates } from './candidates/reviewCandidates.workflow';
import { runJob } from './jobs/runJob.workflow';
import { afterRestart } from './jobs/afterRestart.workflow';
import { profileJobs } from './jobs/profileJobs.workflow';
import { scheduledJobs } from './jobs/scheduledJobs.workflow';
import { signOfLife } from './jobs/signOfLife.workflow';
import { softwareModels } from './softwareModels/softwareModels.workflow';
import { readLists } from './lists/lists.workflow';
import { readListsPostgres } from './lists/listsPostgres.workflow';
import { moveToPostgres } from './storage/moveToPostgres.workflow';
import { portionPostgres } from './storage/portionPostgres.workflow';
import { rowsOfPortion } from './storage/portionRows.workflow';
import { rowsOfPortionPostgres } from './storage/portionRowsPostgres.workflow';
import { storage } from './storage/storage.workflow';
import { storagePostgres } from './storage/storagePostgres.workflow';
import { downloadSubscriptions, reclaimSubscription } from './subflows/subflows.workflow';
import { poolLow } from './triggers/poolLow.workflow';
import { userReturned } from './triggers/userReturned.workflow';
import { savingsLedger } from './candidates/savingsLedger.workflow';
import { updateCandidates } from './candidates/updateCandidates.workflow';

/** The playbook, file by file. */
export const PLAYBOOK: ReadonlyArray<[file: string, build: () => WorkflowFile]> = [
	['after-a-restart.json', afterRestart],
	['alert.json', alert],
	['assign-software-models.json', softwareModels],
	['ask-before-reclaim.json', askBeforeReclaim],
	['ask-by-email.json', askByEmail],
	['ask-by-slack.json', askBySlack],
	['ask-by-ticket.json', askByTicket],
	['digest.json', weeklyDigest],
	['download-subscriptions.json', downloadSubscriptions],
	['first-run.json', firstRun],
	['guided-setup.json', guidedSetup],
	['identify-candidates.json', identifyCandidates],
	['identify-portion.json', identifyPortion],
	['on-error.json', onError],
	['profile-jobs.json', profileJobs],
	['reclaim-candidates.json', reclaimCandidates],
	['reclaim-or-give-back.json', reclaimForm],
	['reclaim-subscription.json', reclaimSubscription],
	['read-lists.json', readLists],
	['record-page.json', recordPage],
	['refresh-portion.json', portion],
	['refresh-subscriptions.json', refreshSubscriptions],
	['review-candidates.json', reviewCandidates],
	['rows-of-portion.json', rowsOfPortion],
	['run-job.json', runJob],
	['scheduled-jobs.json', scheduledJobs],
	['sign-of-life.json', signOfLife],
	['storage.json', storage],
	['savings-of-portion.json', ledgerPortion],
	['update-candidates.json', updateCandidates],
	['update-portion.json', updatePortion],
	['update-savings-ledger.json', savingsLedger],
];

/** Files that replace those with the same id. Each has its own folder, because n8n imports all files of a folder. */
export const VARIANTS: ReadonlyArray<[file: string, build: () => WorkflowFile]> = [
	['playbook-postgres/read-lists.json', readListsPostgres],
	['playbook-postgres/refresh-portion.json', portionPostgres],
	['playbook-postgres/rows-of-portion.json', rowsOfPortionPostgres],
	['playbook-postgres/storage.json', storagePostgres],
];

/** Stand-alone workflows. */
export const TEMPLATES: ReadonlyArray<[file: string, build: () => WorkflowFile]> = [
	['agent-with-approval.json', agentWithApproval],
	['install-playbook.json', installer],
	['templates/close-candidate-of-who-came-back.json', userReturned],
	['templates/move-tables-to-postgres.json', moveToPostgres],
	['templates/pool-runs-low-to-slack.json', poolLow],
];
