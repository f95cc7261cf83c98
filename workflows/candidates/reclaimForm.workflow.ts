import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { ending, page } from '../kit/formNodes';
import { IDS } from '../kit/ids';
import { call, candidate, filter, ifTrue, switchOn } from '../kit/nodes';
import { SIGNED_IN, VISITOR, WHO_MAY_NOTE, whoMay, whoMayFlow } from '../kit/whoMay';
import { storeCandidates, writeRows } from '../storage/calls';
import { portionRows } from '../storage/portionRows.workflow';
import { callReclaim } from '../subflows/calls';
import { failureOf } from '../subflows/contract';
import { callReview } from './reviewCandidates.workflow';
import { REVIEW_LOOK } from './reviewLook';

const NEXT = "$('Next Page').first().json";
const SHOWN = "$('Build Page').first().json";
const DECISION = "$('Decision').first().json";
const NAME = `={{ ${DECISION}.profile }}`;
/** The first page in the words of a person, and the purpose of the review. */
const PURPOSES = {
	'Decide on candidates': 'decide',
	'Give back': 'giveBack',
	'Stop keeping': 'kept',
} as const;
const PURPOSE = `={{ (${JSON.stringify(PURPOSES)})[$('Begin').first().json.what] }}`;

/** Who is logged in to n8n and opened the form. */
const PERSON = `={{ ${VISITOR} }}`;

const written = (output: number) => `$('Restored').all(${output}).map((one) => one.json)`;
const ifRun = (node: string, then: string) => `($('${node}').isExecuted ? ${then} : {})`;
/** What each way of deciding has left behind. */
const RESULTS = `={{ {
	...${ifRun('Store Decisions', "{ stored: $('Store Decisions').first().json.count ?? 0, storeError: $('Store Decisions').first().json.error ?? '' }")},
	...${ifRun('Restore', `{ written: ${written(0)}, unchanged: ${written(1)}, failure: ${failureOf('Restore')} }`)},
	...${ifRun('Reclaim Candidates', "$('Reclaim Candidates').first().json")},
} }}`;

/** The links below the last page. */
const LINKS = `={{ $json.description + '\\n\\n' + ((base, profile) => '<a href="' + base + '/webhook/salesforce-licenses-record?profile=' + profile + '">Open the record page</a> · <a href="' + base + '/form/salesforce-licenses-reclaim?profile=' + profile + '">Decide on more candidates</a>')($execution.resumeFormUrl.replace(/\\/form-waiting\\/.*$/, ''), encodeURIComponent(${DECISION}.profile).replace(/'/g, '%27')) }}`;

/** The form to decide on candidates and to give seats back. */
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
					formDescription:
						'Decide on candidates (reclaim, ask first, keep, exclude), or give reclaimed seats back. Nothing happens before you confirm a summary.',
					formFields: {
						values: [
							{
								fieldType: 'radio',
								fieldLabel: 'What do you want to do?',
								fieldName: 'what',
								requiredField: true,
								defaultValue: 'Decide on candidates',
								fieldOptions: {
									values: Object.keys(PURPOSES).map((option) => ({ option })),
								},
							},
							// From the address of the form; it only chooses which profile is shown first.
							{ fieldType: 'hiddenField', fieldName: 'profile' },
						],
					},
					options: {
						buttonLabel: 'Continue',
						path: 'salesforce-licenses-reclaim',
						appendAttribution: false,
						customCss: REVIEW_LOOK,
					},
				},
			},
			...whoMay('Begin', [1, 0]),
			'First Page': callReview([4, 0], {
				task: 'read',
				page: 'start',
				purpose: PURPOSE,
				profile: "={{ $('Begin').first().json.profile ?? '' }}",
			}),
			'Next Page': { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [5, 0], parameters: {} },
			'Build Page': callReview([6, 0], {
				task: 'build',
				page: `={{ ${NEXT}.page }}`,
				purpose: PURPOSE,
				profile: `={{ ${NEXT}.profile }}`,
				before: `={{ ${NEXT} }}`,
			}),
			'Any Profile?': ifTrue([7, 0], "={{ $json.nothing === '' }}"),
			'Nothing to Do': ending([8, 1.2], 'Nothing was done', '={{ $json.nothing }}', REVIEW_LOOK),
			'Show Page': page([8, 0], REVIEW_LOOK),
			'Read Answer': callReview([9, 0], {
				task: 'read',
				page: `={{ ${SHOWN}.page }}`,
				purpose: PURPOSE,
				profile: `={{ ${SHOWN}.profile }}`,
				shown: `={{ ${SHOWN} }}`,
				answer: "={{ $('Show Page').first().json }}",
				decidedBy: PERSON,
			}),
			Decision: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [10, 0], parameters: {} },
			'What to Do?': switchOn([11, 0], '={{ $json.do }}', [
				'show',
				'store',
				'ask',
				'reclaim',
				'giveBack',
			]),
			'Store Decisions': {
				...writeRows([12, -1], 'salesforce_candidates', `={{ ${DECISION}.write }}`),
				settings: { onError: 'continueRegularOutput' },
			},
			'Ask Now?': ifTrue([13, -1], `={{ ${DECISION}.do === 'ask' && ($json.count ?? 0) > 0 }}`),
			'Reclaim Candidates': call(
				[14, -0.4],
				IDS.runJob,
				{
					job: ['string', 'reclaim'],
					profile: ['string', NAME],
					candidateIds: ['array', `={{ ${DECISION}.candidateIds.map(Number) }}`],
					ask: ['boolean', '={{ true }}'],
					startedBy: ['string', PERSON],
				},
				{ onError: 'continueRegularOutput' },
			),
			Restore: callReclaim([12, 1], `={{ ${DECISION}.subflow }}`, {
				task: 'restore',
				rows: `={{ ${DECISION}.restore }}`,
				dryRun: '={{ false }}',
				maxUsers: `={{ ${DECISION}.maxUsers }}`,
				maxPercent: `={{ ${DECISION}.maxPercent }}`,
			}),
			'Those Restored': portionRows([13, 1], 'chosen', {
				rows: `${DECISION}.candidateIds.map((id) => ({ id: Number(id) }))`,
			}),
			'Of the Profile': filter([14, 1], `={{ $json.profile === ${DECISION}.profile }}`),
			Restored: candidate([15, 1], 'decide', {
				event: 'restored',
				outcomes: "={{ $('Restore').first().json.rows ?? [] }}",
				reason: `={{ ${failureOf('Restore')} }}`,
				startedBy: PERSON,
			}),
			'Store Restored': storeCandidates([16, 1], 'Restored'),
			Result: {
				...callReview([18, 0], {
					task: 'build',
					page: 'result',
					purpose: PURPOSE,
					before: `={{ ${DECISION} }}`,
					results: RESULTS,
				}),
				settings: { executeOnce: true, onError: 'continueErrorOutput' },
			},
			Finished: ending([19, 0], '={{ $json.title }}', LINKS, REVIEW_LOOK),
			'Could Not Continue': ending(
				[19, 2],
				'The form could not continue',
				`={{ ((why) => ($('What to Do?').isExecuted && $('Decision').first().json.do !== 'show' ? 'The decision was passed on, but what became of it could not be read: look at the record page before you decide again. ' : 'Nothing was done. ') + why.replace(/[<>]/g, ' '))(String($json.error?.message ?? $json.error ?? 'The reason is in the executions of n8n.')) + ' Open the form again to continue.' }}`,
			),
		},
		flow: [
			...whoMayFlow('Begin', 'First Page'),
			'First Page > Next Page > Build Page > Any Profile?',
			'Any Profile?.0 > Show Page > Read Answer > Decision > What to Do?',
			'Any Profile?.1 > Nothing to Do',
			'What to Do?.0 > Next Page',
			'What to Do?.1 > Store Decisions > Ask Now?',
			'What to Do?.2 > Store Decisions',
			'Ask Now?.0 > Reclaim Candidates > Result',
			'Ask Now?.1 > Result',
			'What to Do?.3 > Reclaim Candidates',
			'What to Do?.4 > Restore > Those Restored > Of the Profile > Restored > Store Restored > Result',
			'Result > Finished',
			'First Page.1 > Could Not Continue',
			'Build Page.1 > Could Not Continue',
			'Read Answer.1 > Could Not Continue',
			'Result.1 > Could Not Continue',
		],
		notes: [
			{
				at: [0, -2.4],
				size: [5, 2],
				text: `## Reclaim or Give Back
Publish this workflow and open the form of **Begin**. It asks for an n8n login.

The pages come from **Review Candidates**: profile, groups and filter, candidates, and a **summary** that says what the last click does. *Reclaim* and *Ask the users first* pass the candidates to *Reclaim Candidates*, which asks first if the profile or the person says so. *Keep* and *Exclude* only store the decision. *Give back* restores reclaimed seats from the stored before-images.

${WHO_MAY_NOTE}`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
