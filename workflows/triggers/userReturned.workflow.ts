import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { candidate, rowsAsItems } from '../kit/nodes';
import { readRows, storeCandidates } from '../storage/calls';
import { licensesTrigger, TEMPLATE_IDS } from './trigger';

/**
 * The candidates of who came back, as subscriptions that were used at the login. No kind was read, so that nothing
 * is closed as gone; and what Reclaim has begun is for the Update job, which asks the org first.
 */
export const SEEN = `={{ $('Read Candidates').first().json.rows.flatMap((row) => $('User Came Back').all().map((one) => one.json).filter((person) => person.orgId === row.orgId && person.userId === row.userId).map((person) => ({ subscriptionKey: row.candidateKey, licenseKind: row.licenseKind, lastActivityAt: person.lastLoginAt }))) }}`;

/** Somebody with an unused license comes back, and nobody is asked to give it up any more. */
export function userReturned(): WorkflowFile {
	return workflow({
		id: TEMPLATE_IDS.userReturned,
		name: 'A User Came Back: Close the Candidate',
		nodes: {
			'User Came Back': licensesTrigger([0, 0], ['userReturned'], { inactiveDays: 60 }),
			'Read Candidates': readRows([1, 0], 'salesforce_candidates', 'orgId', '={{ $json.orgId }}'),
			Candidates: {
				...rowsAsItems([2, 0]),
				settings: { alwaysOutputData: true, executeOnce: true },
			},
			'Close Them': candidate([3, 0], 'update', { subscriptions: SEEN }),
			'Store Candidates': storeCandidates([4, 0], 'Close Them'),
		},
		flow: ['User Came Back > Read Candidates > Candidates > Close Them > Store Candidates'],
		notes: [
			{
				at: [0, -1.8],
				size: [4.2, 1.7],
				text: `## A user came back: close the candidate
An addition to the playbook: when a user logs in again, the open candidate becomes **Closed Canceled** within 15 minutes, without waiting for the nightly *Update* job. Candidates that Reclaim has already started are left to that job.

Select the **Salesforce** credential of the profile in *User Came Back*, and enter the inactive days of its rule in *Inactive Days*. If n8n gave the workflows of the playbook new IDs, select *Salesforce Licenses: Storage* in *Read Candidates* and *Store Candidates*. Then publish.`,
			},
		],
	});
}
