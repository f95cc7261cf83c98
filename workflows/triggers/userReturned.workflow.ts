import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { code } from '../kit/nodes';
import { readRows, writeRows } from '../storage/calls';
import { licensesTrigger, TEMPLATE_IDS } from './trigger';
import { CLOSED } from './userReturned.code';

/** Somebody with an unused license comes back, and nobody is asked to give it up any more. */
export function userReturned(): WorkflowFile {
	return workflow({
		id: TEMPLATE_IDS.userReturned,
		name: 'Somebody Came Back: Close the Candidate',
		nodes: {
			'Somebody Came Back': licensesTrigger([0, 0], ['userReturned'], { inactiveDays: 60 }),
			'Read Candidates': readRows([1, 0], 'salesforce_candidates', 'orgId', '={{ $json.orgId }}'),
			'Close Them': code([2, 0], CLOSED),
			'Write Candidates': writeRows([3, 0], 'salesforce_candidates', '={{ $json.write }}'),
		},
		flow: ['Somebody Came Back > Read Candidates > Close Them > Write Candidates'],
		notes: [
			{
				at: [0, -1.8],
				size: [4.2, 1.7],
				text: `## Somebody came back: close the candidate
For the playbook: an open candidate of a user who logs in again is **Closed Canceled** within a quarter of an hour, not only by the nightly *Update* job. What Reclaim has begun is left to that job.

Choose the **Salesforce** credential of the profile in *Somebody Came Back*, with the days of its rule in *Inactive Days*. If n8n gave the playbook ids of its own, choose *Salesforce Licenses: Storage* in *Read Candidates* and *Write Candidates*. Then publish.`,
			},
		],
	});
}
