import { alert, onError } from './alerts';
import { askByEmail } from './askByEmail';
import { askBySlack } from './askBySlack';
import { askByTicket } from './askByTicket';
import { askBeforeReclaim } from './asking';
import type { WorkflowFile } from './canvas';
import { weeklyDigest } from './digest';
import { guidedSetup } from './guidedSetup';
import { identifyCandidates, refreshSubscriptions } from './jobs';
import { reclaimCandidates } from './reclaimCandidates';
import { recordPage } from './recordPage';
import { reclaimForm } from './reclaimForm';
import { runJob } from './runJob';
import { afterRestart, scheduledJobs } from './scheduledJobs';
import { softwareModels } from './softwareModels';
import { storage } from './storage';
import { storagePostgres } from './storagePostgres';
import { downloadSubscriptions, reclaimSubscription } from './subflows';
import { updateCandidates } from './updateCandidates';

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
	['guided-setup.json', guidedSetup],
	['identify-candidates.json', identifyCandidates],
	['on-error.json', onError],
	['reclaim-candidates.json', reclaimCandidates],
	['reclaim-or-give-back.json', reclaimForm],
	['reclaim-subscription.json', reclaimSubscription],
	['record-page.json', recordPage],
	['refresh-subscriptions.json', refreshSubscriptions],
	['run-job.json', runJob],
	['scheduled-jobs.json', scheduledJobs],
	['storage.json', storage],
	['update-candidates.json', updateCandidates],
];

/** Files that stand in for those of the same id: a folder for each, as n8n imports all files of a folder. */
export const VARIANTS: ReadonlyArray<[file: string, build: () => WorkflowFile]> = [
	['playbook-postgres/storage.json', storagePostgres],
];
