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
		name: 'A User Came Back: Close the Candidate',
		nodes: {
			'User Came Back': licensesTrigger([0, 0], ['userReturned'], { inactiveDays: 60 }),
			'Read Candidates': readRows([1, 0], 'salesforce_candidates', 'orgId', '={{ $json.orgId }}'),
			'Close Them': code([2, 0], CLOSED),
			'Write Candidates': writeRows([3, 0], 'salesforce_candidates', '={{ $json.write }}'),
		},
		flow: ['User Came Back > Read Candidates > Close Them > Write Candidates'],
		notes: [
			{
				at: [0, -1.8],
				size: [4.2, 1.7],
				text: `## A user came back: close the candidate
An addition to the playbook: when a user logs in again, the open candidate becomes **Closed Canceled** within 15 minutes, without waiting for the nightly *Update* job. Candidates that Reclaim has already started are left to that job.

Select the **Salesforce** credential of the profile in *User Came Back*, and enter the inactive days of its rule in *Inactive Days*. If n8n gave the workflows of the playbook new IDs, select *Salesforce Licenses: Storage* in *Read Candidates* and *Write Candidates*. Then publish.`,
			},
		],
	});
}
