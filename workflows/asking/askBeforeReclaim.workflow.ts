import { ANSWERED, CANNOT, RESTORED, STEP } from './askingSteps.code';
import { callReclaim } from '../subflows/calls';
import { readRows, writeRows } from '../storage/calls';
import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { CHANNELS } from './channels';
import { IDS } from '../kit/ids';
import { call, code, inputs, switchOn } from '../kit/nodes';
import { QUESTION } from './question';

const PROFILE = "$('Read Profile').first().json.rows[0]";
const STEP_OF = "$('Next Step').first().json";
const WRITE = '={{ $json.write }}';

/** One candidate, from the first question to the decision: an execution that waits for people. */
export function askBeforeReclaim(): WorkflowFile {
	const question = Object.fromEntries(
		Object.entries(QUESTION).map(([name, type]) => [
			name,
			[type, `={{ ${STEP_OF}.question.${name} }}`] as [typeof type, string],
		]),
	);
	return workflow({
		id: IDS.approval,
		name: 'Ask Before Reclaim',
		nodes: {
			Inputs: inputs([0, 0], { candidateId: 'number' }),
			'Read Candidate': readRows(
				[1, 0],
				'salesforce_candidates',
				'id',
				"={{ String($('Inputs').first().json.candidateId) }}",
			),
			'Read Profile': readRows(
				[2, 0],
				'salesforce_profiles',
				'displayName',
				"={{ $('Read Candidate').first().json.rows[0]?.profile ?? '' }}",
			),
			'Read Manager': readRows(
				[3, 0],
				'salesforce_subscriptions',
				'userId',
				"={{ $('Read Candidate').first().json.rows[0]?.managerId || 'none' }}",
			),
			'Next Step': code([4, 0], STEP),
			Next: switchOn([5, 0], `={{ ${STEP_OF}.next }}`, ['ask', 'reclaim', 'restore', 'stop']),
			'Write Asking': writeRows([6, -1], 'salesforce_candidates', WRITE),
			// An expression, so that n8n publishes this without the channels, which need credentials of their own.
			Ask: call(
				[7, -1],
				`={{ (${JSON.stringify(CHANNELS)})[${PROFILE}.askBy || 'email'] }}`,
				question,
				{ onError: 'continueRegularOutput' },
			),
			'Read After Answer': readRows(
				[8, -1],
				'salesforce_candidates',
				'id',
				"={{ String($('Inputs').first().json.candidateId) }}",
			),
			Answered: code([9, -1], ANSWERED),
			'Write Answer': writeRows([10, -1], 'salesforce_candidates', WRITE),
			Reclaim: call([7, 0], IDS.runJob, {
				job: ['string', 'reclaim'],
				profile: ['string', `={{ ${PROFILE}.displayName }}`],
				candidateIds: ['array', "={{ [$('Inputs').first().json.candidateId] }}"],
				ask: ['boolean', '={{ false }}'],
			}),
			'Read After Reclaim': readRows(
				[8, 0],
				'salesforce_candidates',
				'id',
				"={{ String($('Inputs').first().json.candidateId) }}",
			),
			'Reclaimed?': code([9, 0], CANNOT),
			'Continue?': switchOn([10, 0], '={{ $json.next }}', ['again', 'stop']),
			Restore: callReclaim([7, 1], `={{ ${PROFILE}.reclaimSubflow }}`, {
				task: 'restore',
				rows: `={{ [${STEP_OF}.row] }}`,
				dryRun: '={{ false }}',
				maxUsers: '={{ 1 }}',
				maxPercent: '={{ 100 }}',
			}),
			Restored: code([8, 1], RESTORED),
			'Write Restored': writeRows([9, 1], 'salesforce_candidates', WRITE),
			'Write Where It Stopped': writeRows([11, 2], 'salesforce_candidates', WRITE),
		},
		flow: [
			'Inputs > Read Candidate > Read Profile > Read Manager > Next Step > Next',
			'Next.0 > Write Asking > Ask > Read After Answer > Answered > Write Answer > Read Candidate',
			'Next.1 > Reclaim > Read After Reclaim > Reclaimed? > Continue?',
			'Continue?.0 > Read Candidate',
			'Continue?.1 > Write Where It Stopped',
			'Next.2 > Restore > Restored > Write Restored',
			'Next.3 > Write Where It Stopped',
		],
		notes: [
			{
				at: [0, -3.3],
				size: [5.8, 2.9],
				text: `## Ask Before Reclaim
One execution for each candidate. It waits for people, even across restarts of n8n. **Next Step** reads the stored candidate, and every answer is stored before the next step. An execution that is interrupted resumes where it stopped, and no one is asked twice.

1. The **user** is asked whether the license is still needed (*Awaiting User*). If not, it is reclaimed.
2. If the user needs it, the **manager** decides (*Awaiting Approval*): the user's manager in Salesforce, or else the fallback approver of the profile. Users never decide about their own license.
3. If there is no answer in time, the profile decides: keep or reclaim.
4. If the profile has a grace period, the user is **frozen** first and can **appeal**. An appeal restores the user from the before-image.

Every question is answered on a **page**, so a mail scanner that opens all links does not answer it.`,
			},
			{
				at: [6.8, -2.6],
				size: [3.4, 1.2],
				color: 4,
				text: 'The profile chooses the channel. **Ask** needs the workflow of that channel to be published, with a credential. If it is not, or if the mail server is down, the candidate becomes *Attention Required*, nothing is reclaimed, and the next run asks again.',
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
