import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { ending, page } from '../kit/formNodes';
import { IDS } from '../kit/ids';
import { call, candidate, code, filter, rowsAsItems, settings, switchOn } from '../kit/nodes';
import { SIGNED_IN, VISITOR, WHO_MAY_NOTE, whoMay, whoMayFlow } from '../kit/whoMay';
import { readRows, storeCandidates } from '../storage/calls';
import { callReclaim } from '../subflows/calls';
import { failureOf } from '../subflows/contract';
import {
	CANDIDATES_PAGE,
	CHOSEN,
	DECIDED,
	GIVEN_BACK,
	HOW,
	PROFILE_PAGE,
	RESULT,
	SEATS,
} from './reclaimForm.code';

const PROFILE = "$('Chosen').first().json.profile";

/** Who is logged in to n8n and opened the form. */
const PERSON = `={{ ${VISITOR} }}`;

/** The form to reclaim seats and to give them back. */
export function reclaimForm(): WorkflowFile {
	return workflow({
		id: IDS.reclaimForm,
		name: 'Reclaim or Give Back',
		nodes: {
			Begin: {
				type: 'n8n-nodes-base.formTrigger',
				typeVersion: 2.6,
				at: [0, 0],
				parameters: {
					...SIGNED_IN,
					formTitle: 'Salesforce licenses: reclaim or give back',
					formDescription: 'Reclaim the seats of candidates, or give reclaimed seats back.',
					formFields: {
						values: [
							{
								fieldType: 'radio',
								fieldLabel: 'What do you want to do?',
								fieldName: 'what',
								requiredField: true,
								fieldOptions: { values: [{ option: 'Reclaim' }, { option: 'Give back' }] },
							},
						],
					},
					options: {
						buttonLabel: 'Continue',
						path: 'salesforce-licenses-reclaim',
						appendAttribution: false,
					},
				},
			},
			...whoMay('Begin', [1, 0]),
			'Read Profiles': readRows([4, 0], 'salesforce_profiles', 'status', 'Published'),
			'Profile Page': code([5, 0], PROFILE_PAGE),
			'Any Profile?': switchOn([6, 0], "={{ $json.profiles > 0 ? 'yes' : 'no' }}", ['yes', 'no']),
			'Choose Profile': page([7, 0]),
			Chosen: code([8, 0], CHOSEN),
			'Read Candidates': readRows(
				[9, 0],
				'salesforce_candidates',
				'profile',
				`={{ ${PROFILE}.displayName }}`,
			),
			Candidates: rowsAsItems([10, 0]),
			'Give Back': candidate([11, 0], 'decide', { event: 'giveBack' }),
			'What Happens': { ...settings([12, 0], { how: HOW }), settings: { executeOnce: true } },
			Seats: code([13, 0], SEATS),
			'Candidates Page': code([14, 0], CANDIDATES_PAGE),
			'Any Candidate?': switchOn([15, 0], "={{ $json.rows > 0 ? 'yes' : 'no' }}", ['yes', 'no']),
			'Choose Candidates': page([16, 0]),
			Decided: code([17, 0], DECIDED),
			What: switchOn([18, 0], '={{ $json.what }}', ['Reclaim', 'Give back', 'nothing']),
			'Reclaim Candidates': call(
				[19, -1],
				IDS.runJob,
				{
					job: ['string', 'reclaim'],
					profile: ['string', `={{ ${PROFILE}.displayName }}`],
					candidateIds: ['array', '={{ $json.ids }}'],
					ask: ['boolean', '={{ true }}'],
					startedBy: ['string', PERSON],
				},
				{ onError: 'continueRegularOutput' },
			),
			Restore: callReclaim([19, 0], `={{ ${PROFILE}.reclaimSubflow }}`, {
				task: 'restore',
				rows: '={{ $json.restore }}',
				dryRun: '={{ false }}',
				maxUsers: `={{ ${PROFILE}.maxUsers }}`,
				maxPercent: `={{ ${PROFILE}.maxPercent }}`,
			}),
			'Read Candidates Again': readRows(
				[20, 0],
				'salesforce_candidates',
				'profile',
				`={{ ${PROFILE}.displayName }}`,
			),
			'Candidates Again': rowsAsItems([21, 0]),
			'Those Chosen': filter([22, 0], "={{ $('Decided').first().json.ids.includes($json.id) }}"),
			Restored: candidate([23, 0], 'decide', {
				event: 'restored',
				outcomes: "={{ $('Restore').first().json.rows ?? [] }}",
				reason: `={{ ${failureOf('Restore')} }}`,
				startedBy: PERSON,
			}),
			'Store Restored': storeCandidates([24, 0], 'Restored'),
			'Given Back': code([25, 0], GIVEN_BACK),
			Result: code([26, -0.5], RESULT),
			Finished: ending([27, -0.5], '={{ $json.title }}', '={{ $json.text }}'),
			'Nothing to Do': ending([19, 1.5], 'Nothing was done', '={{ $json.nothing }}'),
		},
		flow: [
			...whoMayFlow('Begin', 'Read Profiles'),
			'Read Profiles > Profile Page > Any Profile?',
			'Any Profile?.0 > Choose Profile > Chosen > Read Candidates > Candidates > Give Back > What Happens > Seats > Candidates Page > Any Candidate?',
			'Any Profile?.1 > Nothing to Do',
			'Any Candidate?.0 > Choose Candidates > Decided > What',
			'Any Candidate?.1 > Nothing to Do',
			'What.0 > Reclaim Candidates > Result',
			'What.1 > Restore > Read Candidates Again > Candidates Again > Those Chosen > Restored > Store Restored > Given Back > Result',
			'What.2 > Nothing to Do',
			'Result > Finished',
		],
		notes: [
			{
				at: [0, -2.2],
				size: [5, 1.8],
				text: `## Reclaim or Give Back
Publish this workflow and open the form of **Begin**. It asks for an n8n login.

**Reclaim** passes the selected candidates to *Reclaim Candidates*, which asks the users first if the profile says so. **Give back** restores reclaimed seats from the stored before-images.

${WHO_MAY_NOTE}`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
