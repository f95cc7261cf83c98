import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { ending, page, PAGE_CSS } from '../kit/formNodes';
import { IDS } from '../kit/ids';
import { call, code, salesforce, switchOn } from '../kit/nodes';
import { SIGNED_IN, VISITOR, WHO_MAY_NOTE, whoMay, whoMayFlow } from '../kit/whoMay';
import { clearRows, deleteRows, readRows, writeRows } from '../storage/calls';
import { callDownload, callReclaim } from '../subflows/calls';
import { CLOSE_CANDIDATES, FIRST_PAGE } from './guidedSetup.code';

/**
 * Short pages: a price or a number beside its label, a condition in one row, long lists that scroll. n8n gives fields no
 * names in the page, so they are told apart by their type, their placeholder or one of their choices.
 */
const LOOK = `
.inputs-wrapper { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); column-gap: 12px; }
.inputs-wrapper > * { grid-column: 1 / -1; }
.form-group:has(option[value="is not empty"]), .form-group:has(option[value="Federation ID"]), .form-group:has(input[placeholder="e.g. Sales"]) { grid-column: auto; }
.form-group:has(> input[type="number"]), .form-group:has(> input[placeholder="price of a seat"]) { display: grid; grid-template-columns: minmax(0, 1fr) 150px; align-items: center; column-gap: 12px; }
.form-group > p[class*="error"] { grid-column: 1 / -1; }
.multiselect { max-height: 330px; overflow-y: auto; }
textarea { min-height: 84px; }
@media only screen and (max-width: 500px) { .inputs-wrapper { grid-template-columns: minmax(0, 1fr); } .form-group:has(option[value="is not empty"]), .form-group:has(option[value="Federation ID"]), .form-group:has(input[placeholder="e.g. Sales"]) { grid-column: 1 / -1; } }`;
const BEGIN = 'Begin Setup';
const NEXT = "$('Next Page').first().json";
const SHOWN = "$('Build Page').first().json";
const DECISION = "$('Decision').first().json";
/** The imported pair is always there; the step for additional orgs adds more. */
const IMPORTED = `{ name: 'Salesforce CRM', downloadSubflow: '${IDS.download}', reclaimSubflow: '${IDS.reclaim}' }`;
const CONNECTIONS = `={{ [${IMPORTED}, ...$('Read Connections').first().json.rows] }}`;
const whereNeeded = (needs: string, value: string, otherwise: string) =>
	`={{ ${NEXT}.needs === '${needs}' ? ${value} : ${otherwise} }}`;
const LICENSES = `={{ ['licenses', 'preview'].includes(${NEXT}.needs) ? ($('Read Licenses').first().json.rows ?? []) : [] }}`;
const SEARCH = `${NEXT}.search`;
const CANDIDATES = whereNeeded('candidates', "$('Read Candidates').first().json.rows", '[]');
const NAME = `={{ ${DECISION}.displayName }}`;

export function guidedSetup(): WorkflowFile {
	const run = (at: [number, number], job: string) =>
		call(
			at,
			IDS.runJob,
			{
				job: ['string', job],
				profile: ['string', NAME],
				startedBy: ['string', `={{ ${VISITOR} }}`],
			},
			{ onError: 'continueRegularOutput' },
		);
	/** What the pages and their answers are decided by. */
	const form = (at: [number, number], parameters: Record<string, string>) => ({
		...salesforce(at, {
			resource: 'profile',
			operation: 'form',
			connections: CONNECTIONS,
			...parameters,
		}),
		settings: {},
	});
	return workflow({
		id: IDS.setup,
		name: 'Guided Setup',
		nodes: {
			[BEGIN]: {
				type: 'n8n-nodes-base.formTrigger',
				typeVersion: 2.6,
				at: [0, 0],
				parameters: {
					...SIGNED_IN,
					formTitle: 'Salesforce licenses: guided setup',
					formDescription:
						'Register an application in Salesforce, fill in a profile, test the connection, publish the profile, and see its first run. Your entries are saved at each step.',
					formFields: {
						values: [{ fieldType: 'hiddenField', fieldName: 'begin', fieldValue: 'yes' }],
					},
					options: {
						buttonLabel: 'Start',
						path: 'salesforce-licenses-setup',
						appendAttribution: false,
					},
				},
			},
			...whoMay(BEGIN, [1, 0]),
			'First Page': code([4, 0], FIRST_PAGE),
			'Next Page': { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [5, 0], parameters: {} },
			'Read Profiles': readRows([6, 0], 'salesforce_profiles'),
			'Read Connections': readRows([7, 0], 'salesforce_connections'),
			'What Does the Page Need?': switchOn([8, 0], `={{ ${NEXT}.needs }}`, [
				'nothing',
				'licenses',
				'preview',
				'tests',
				'candidates',
			]),
			'Read Licenses': callDownload([9, -1], `={{ ${NEXT}.subflows.download }}`, 'licenses'),
			// For the licenses page the profiles to move to; for the review what the rules find. Neither writes.
			'Read Profiles or Preview': callDownload(
				[10, -1],
				`={{ ${NEXT}.subflows.download }}`,
				`={{ ${NEXT}.needs === 'preview' ? 'preview' : 'profiles' }}`,
				{
					rulesJson: `={{ ${SEARCH}?.rulesJson ?? '' }}`,
					priceBook: `={{ ${SEARCH}?.priceBook ?? '' }}`,
					signals: `={{ ${SEARCH}?.signals ?? '' }}`,
					directory: `={{ ${SEARCH}?.directory ?? '' }}`,
				},
			),
			'Test Download': callDownload([9, 0.5], `={{ ${NEXT}.subflows.download }}`, 'access'),
			'Test Reclaim': callReclaim([10, 0.5], `={{ ${NEXT}.subflows.reclaim }}`, {
				task: 'access',
				rows: '={{ [] }}',
				dryRun: '={{ true }}',
				maxUsers: '={{ 1 }}',
				maxPercent: '={{ 1 }}',
			}),
			'Read Candidates': readRows(
				[9, 1.5],
				'salesforce_candidates',
				'profile',
				`={{ ${NEXT}.displayName }}`,
			),
			'Build Page': form([11, 0], {
				formTask: 'build',
				page: `={{ ${NEXT}.page }}`,
				displayName: `={{ ${NEXT}.displayName }}`,
				profiles: "={{ $('Read Profiles').first().json.rows }}",
				licenses: LICENSES,
				moveTargets: whereNeeded(
					'licenses',
					"$('Read Profiles or Preview').first().json.rows ?? []",
					'[]',
				),
				preview: whereNeeded('preview', "$('Read Profiles or Preview').first().json", '{}'),
				workflows: `={{ { schedule: '${IDS.schedule}' } }}`,
				tests: whereNeeded(
					'tests',
					"{ download: $('Test Download').first().json, reclaim: $('Test Reclaim').first().json }",
					'{}',
				),
				candidates: CANDIDATES,
				answerBefore: `={{ ${NEXT} }}`,
				n8nUrl: '={{ $execution.resumeUrl }}',
			}),
			'Show Page': page([12, 0], `${PAGE_CSS}${LOOK}`),
			'Read Profiles Again': readRows([13, 0], 'salesforce_profiles'),
			'Read Answer': form([14, 0], {
				formTask: 'read',
				page: `={{ ${SHOWN}.page }}`,
				displayName: `={{ ${SHOWN}.displayName }}`,
				profiles: '={{ $json.rows }}',
				licenses: LICENSES,
				candidates: CANDIDATES,
				pageShown: `={{ ${SHOWN} }}`,
				answer: "={{ $('Show Page').first().json }}",
				answeredBy: `={{ ${VISITOR} }}`,
			}),
			Decision: { type: 'n8n-nodes-base.noOp', typeVersion: 1, at: [15, 0], parameters: {} },
			'What to Do?': switchOn([16, 0], '={{ $json.do }}', [
				'show',
				'save',
				'connect',
				'delete',
				'leave',
			]),
			'Save Connection': writeRows(
				[17, 0.6],
				'salesforce_connections',
				'={{ [$json.connectionRow] }}',
			),
			'Save Profile': writeRows([18, 0], 'salesforce_profiles', `={{ [${DECISION}.row] }}`),
			'Write History': writeRows(
				[19, 0],
				'salesforce_profile_history',
				`={{ ${DECISION}.history ? [${DECISION}.history] : [] }}`,
			),
			'Run Now?': switchOn([20, 0], `={{ ${DECISION}.runs ? 'yes' : 'no' }}`, ['no', 'yes']),
			Saved: code([21, -0.5], `return [{ json: ${DECISION} }];`),
			'First Refresh': run([21, 0.5], 'refresh'),
			'First Identify': run([22, 0.5], 'identify'),
			'Read Profiles After Run': readRows([23, 0.5], 'salesforce_profiles'),
			'First Run Result': form([24, 0.5], {
				formTask: 'read',
				page: 'firstRun',
				displayName: NAME,
				profiles: '={{ $json.rows }}',
				firstRun:
					"={{ { refresh: $('First Refresh').first().json, identify: $('First Identify').first().json } }}",
				answeredBy: `={{ ${VISITOR} }}`,
			}),
			'Delete Profile': deleteRows([17, 2], 'salesforce_profiles', '={{ [$json.row] }}'),
			'Delete Subscriptions': clearRows([18, 2], 'salesforce_subscriptions', 'profile', NAME),
			'Read Open Candidates': readRows([19, 2], 'salesforce_candidates', 'profile', NAME),
			'Close Candidates': code([20, 2], CLOSE_CANDIDATES),
			'Write Closed': writeRows([21, 2], 'salesforce_candidates', '={{ $json.rows }}'),
			'Write Deletion': writeRows(
				[22, 2],
				'salesforce_profile_history',
				`={{ [${DECISION}.history] }}`,
			),
			Deleted: ending([23, 2], 'Deleted', `={{ ${DECISION}.message }}`),
			Goodbye: ending(
				[17, 3],
				'Saved',
				'=Everything is saved. To continue, open the guided setup again.',
			),
		},
		flow: [
			...whoMayFlow(BEGIN, 'First Page'),
			'First Page > Next Page > Read Profiles > Read Connections > What Does the Page Need?',
			'What Does the Page Need?.0 > Build Page',
			'What Does the Page Need?.1 > Read Licenses > Read Profiles or Preview > Build Page',
			'What Does the Page Need?.2 > Read Licenses',
			'What Does the Page Need?.3 > Test Download > Test Reclaim > Build Page',
			'What Does the Page Need?.4 > Read Candidates > Build Page',
			'Build Page > Show Page > Read Profiles Again > Read Answer > Decision > What to Do?',
			'What to Do?.0 > Next Page',
			'What to Do?.1 > Save Profile > Write History > Run Now?',
			'What to Do?.2 > Save Connection > Save Profile',
			'What to Do?.3 > Delete Profile > Delete Subscriptions > Read Open Candidates > Close Candidates > Write Closed > Write Deletion > Deleted',
			'What to Do?.4 > Goodbye',
			'Run Now?.0 > Saved > Next Page',
			'Run Now?.1 > First Refresh > First Identify > Read Profiles After Run > First Run Result > Decision',
		],
		notes: [
			{
				at: [0, -2.4],
				size: [5.6, 1.9],
				text: `## Guided Setup
Publish this workflow and open the form of **${BEGIN}**.

One page at a time: **Build Page** (Salesforce Licenses: Profile > Form) makes the page, **Show Page** shows it, and **Read Answer** says what to store and which page comes next. To change what a page does, change the nodes around these two.

${WHO_MAY_NOTE}`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
