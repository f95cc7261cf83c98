import type { WorkflowFile } from './canvas';
import { storage } from './storage';
import { downloadSubscriptions, reclaimSubscription } from './subflows';

/** The playbook, file by file; a workflow stands behind those that it calls. */
export const PLAYBOOK: ReadonlyArray<[file: string, build: () => WorkflowFile]> = [
	['storage.json', storage],
	['download-subscriptions.json', downloadSubscriptions],
	['reclaim-subscription.json', reclaimSubscription],
];
