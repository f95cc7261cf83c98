import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { ending, page, PAGE_CSS, tryAgain, WHY_FAILED } from '../kit/formNodes';
import { FIRST_RUN_ID, IDS } from '../kit/ids';
import { call, ifTrue, raw, salesforce, switchOn } from '../kit/nodes';
import { SIGNED_IN, VISITOR, WHO_MAY_NOTE, whoMay, whoMayFlow } from '../kit/whoMay';
import { readRows, writeRows } from '../storage/calls';
import { callDownload, callReclaim } from '../subflows/calls';
import { DELETING } from './deleting';
import { SETUP_LOOK } from './setupLook';
import { inPassing, NO_HISTORY, orSaySo } from './storing';

const BEGIN = 'Begin Setup';
const LOOK = `${PAGE_CSS}${SETUP_LOOK}`;
const NAMED = `$('${BEGIN}').first().json.displayName`;
/** A name on the first page is the answer to the page that asks for one, which is then not shown. */
const NEXT = "($('Next Page').isExecuted ? $('Next Page').first().json : {})";
const SHOWN =
	"($('Build Page').isExecuted ? $('Build Page').first().json : { page: 'profiles', displayName: '', ending: 'begin' })";
const ANSWER = `={{ $('Show Page').isExecuted ? $('Show Page').first().json : { profile_begin: 'A new profile', displayName_begin: ${NAMED} } }}`;
const DECISION = "$('Read Answer').first().json";
/** The list of profiles comes first. The run of a profile that could not be started says why. */
const NEXT_PAGE = `={{ { page: 'profiles', displayName: '', needs: 'nothing', ...($json.error ? { ...$('Saved').first().json, startError: ${WHY_FAILED} } : $json.page ? $json : {}), askedAt: $now.toMillis() } }}`;
/** The imported pair is always there; the step for additional orgs adds more. */
const IMPORTED = `{ name: 'Salesforce CRM', downloadSubflow: '${IDS.download}', reclaimSubflow: '${IDS.reclaim}' }`;
const CONNECTIONS = `={{ [${IMPORTED}, ...($('Read Connections').isExecuted ? $('Read Connections').first().json.rows : [])] }}`;
const whereNeeded = (needs: string[], value: string, otherwise: string) =>
	`={{ ${JSON.stringify(needs)}.includes(${NEXT}.needs) ? ${value} : ${otherwise} }}`;
const rowsOf = (node: string) => `($('${node}').first().json.rows ?? [])`;
const LICENSES = whereNeeded(['licenses', 'preview', 'new'], rowsOf('Read Licenses'), '[]');
const SEARCH = `${NEXT}.search`;
const CANDIDATES = whereNeeded(['candidates'], rowsOf('Read Candidates'), '[]');
const NAME = `={{ ${DECISION}.displayName }}`;
const NEXT_NAME = `={{ ${NEXT}.displayName }}`;
const CANNOT_READ = 'The stored data cannot be read now';
/** A page of a run that works is shown after this long at the latest, with the progress so far. */
const MOST_WAITED_MS = 15_000;
const IS_OVER = `(${NEXT}.startError || ${rowsOf('Read Job Results')}.filter((row) => ['refresh', 'identify'].includes(row.job) && row.startedAt >= ${NEXT}.since && row.status !== 'Running').length >= 2)`;

export function guidedSetup(): WorkflowFile {
	/** What the pages and their answers are decided by. */
	const form = (at: [number, number], parameters: Record<string, string>): NodeOnCanvas => ({
		...salesforce(at, {
			resource: 'profile',
			operation: 'form',
			connections: CONNECTIONS,
			...parameters,
		}),
		settings: { onError: 'continueErrorOutput' },
	});
	/** What Read Answer and Not Saved are told of the page and its answer. */
	const answered = {
		formTask: 'read',
		page: `={{ ${SHOWN}.page }}`,
		displayName: `={{ ${SHOWN}.displayName }}`,
		profiles: "={{ $('Read Profiles Again').first().json.rows }}",
		licenses: LICENSES,
		candidates: CANDIDATES,
		pageShown: `={{ ${SHOWN} }}`,
		answer: ANSWER,
		answeredBy: `={{ ${VISITOR} }}`,
	};
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
						'A profile defines how the licenses of an org are managed. It stays a draft, and nothing is read from Salesforce, until you publish it. Your entries are saved at each step.',
					formFields: {
						values: [
							{
								fieldName: 'displayName',
								fieldLabel: 'Display name of a new profile (leave empty to open one that exists)',
								placeholder: 'e.g. Acme',
							},
						],
					},
					options: {
						buttonLabel: 'Start',
						path: 'salesforce-licenses-setup',
						appendAttribution: false,
						customCss: LOOK,
					},
				},
			},
			...whoMay(BEGIN, [1, 0]),
			'Named?': ifTrue([4, 0], `={{ (${NAMED} ?? '').trim() !== '' }}`),
			'Next Page': raw([5.8, 0], NEXT_PAGE),
			'Read Profiles': orSaySo(readRows([6.7, 0], 'salesforce_profiles')),
			'Read Connections': orSaySo(readRows([7.6, 0], 'salesforce_connections')),
			'Cannot Read': tryAgain([7.6, 3.4], CANNOT_READ),
			'What Does the Page Need?': switchOn([8.5, 0], `={{ ${NEXT}.needs }}`, [
				'nothing',
				'licenses',
				'preview',
				'tests',
				'candidates',
				'progress',
				'new',
			]),
			'Read Licenses': callDownload([9.4, -1], `={{ ${NEXT}.subflows.download }}`, 'licenses'),
			// For the licenses page the profiles to move to; for the review what the rules find. Neither writes.
			'Read Profiles or Preview': callDownload(
				[10.3, -1],
				`={{ ${NEXT}.subflows.download }}`,
				`={{ ${NEXT}.needs === 'preview' ? 'preview' : 'profiles' }}`,
				{
					rulesJson: `={{ ${SEARCH}?.rulesJson ?? '' }}`,
					priceBook: `={{ ${SEARCH}?.priceBook ?? '' }}`,
					signals: `={{ ${SEARCH}?.signals ?? '' }}`,
					directory: `={{ ${SEARCH}?.directory ?? '' }}`,
				},
			),
			'Test Too?': ifTrue([11.2, -1], `={{ ${NEXT}.needs !== 'licenses' }}`),
			'Test Download': callDownload([9.4, 0.5], `={{ ${NEXT}.subflows.download }}`, 'access'),
			'Test Reclaim': callReclaim([10.3, 0.5], `={{ ${NEXT}.subflows.reclaim }}`, {
				task: 'access',
				rows: '={{ [] }}',
				dryRun: '={{ true }}',
				maxUsers: '={{ 1 }}',
				maxPercent: '={{ 1 }}',
			}),
			'Read Candidates': orSaySo(
				readRows([9.4, 1.5], 'salesforce_candidates', 'profile', NEXT_NAME),
			),
			'Read Job Results': orSaySo(
				readRows([9.4, 2.4], 'salesforce_job_results', 'profile', NEXT_NAME),
			),
			'Read Portions': orSaySo(readRows([10.3, 2.4], 'salesforce_portions', 'profile', NEXT_NAME)),
			'Worth Waiting?': ifTrue(
				[11.2, 2.4],
				`={{ !${IS_OVER} && $now.toMillis() - ${NEXT}.askedAt < ${MOST_WAITED_MS} }}`,
			),
			'Wait a Moment': {
				type: 'n8n-nodes-base.wait',
				typeVersion: 1.1,
				at: [11.2, 3.4],
				parameters: { resume: 'timeInterval', amount: 2, unit: 'seconds' },
			},
			'Build Page': form([12.1, 0], {
				formTask: 'build',
				page: `={{ ${NEXT}.page }}`,
				displayName: NEXT_NAME,
				profiles: "={{ $('Read Profiles').first().json.rows }}",
				licenses: LICENSES,
				moveTargets: whereNeeded(['licenses', 'new'], rowsOf('Read Profiles or Preview'), '[]'),
				preview: whereNeeded(['preview'], "$('Read Profiles or Preview').first().json", '{}'),
				workflows: `={{ { schedule: '${IDS.schedule}' } }}`,
				tests: whereNeeded(
					['tests', 'preview', 'new'],
					"{ download: $('Test Download').first().json, reclaim: $('Test Reclaim').first().json }",
					'{}',
				),
				candidates: CANDIDATES,
				jobs: whereNeeded(['progress'], rowsOf('Read Job Results'), '[]'),
				portions: whereNeeded(['progress'], rowsOf('Read Portions'), '[]'),
				answerBefore: `={{ ${NEXT} }}`,
				n8nUrl: '={{ $execution.resumeUrl }}',
			}),
			'Show Page': page([13, 0], LOOK),
			'Read Profiles Again': orSaySo(readRows([13.9, 0], 'salesforce_profiles')),
			'Cannot Read Again': tryAgain([13.9, 1.4], CANNOT_READ),
			'Read Answer': form([14.8, 0], answered),
			'What to Do?': switchOn([15.7, 0], '={{ $json.do }}', [
				'show',
				'save',
				'connect',
				'delete',
				'leave',
			]),
			'Save Connection': orSaySo(
				writeRows([16.6, 0.8], 'salesforce_connections', '={{ [$json.connectionRow] }}'),
			),
			'Save Profile': orSaySo(
				writeRows([17.5, 0], 'salesforce_profiles', `={{ [${DECISION}.row] }}`),
			),
			'Write History': inPassing(
				writeRows(
					[19.3, 0],
					'salesforce_profile_history',
					`={{ ${DECISION}.history ? [${DECISION}.history] : [] }}`,
				),
			),
			'Not Saved': form([19.3, 1.4], { ...answered, storeError: `={{ ${WHY_FAILED} }}` }),
			Saved: raw(
				[20.2, 0],
				`={{ { ...${DECISION}, message: ${DECISION}.message + ${NO_HISTORY('Write History')} } }}`,
			),
			'Run Now?': ifTrue([21.1, 0], '={{ $json.runs === true }}'),
			'Start First Run': call(
				[22, 0],
				FIRST_RUN_ID,
				{ profile: ['string', NAME], startedBy: ['string', `={{ ${VISITOR} }}`] },
				{ onError: 'continueRegularOutput' },
				{ waitForSubWorkflow: false },
			),
			...DELETING.nodes(DECISION),
			'Could Not Continue': ending(
				[15.7, 3.4],
				'The form could not continue',
				`={{ ${WHY_FAILED} }} Everything up to the page before this one is saved. Open the guided setup again to continue.`,
				LOOK,
			),
			Goodbye: ending(
				[17.5, 3.4],
				'Saved',
				'=Everything is saved. To continue, open the guided setup again.',
				LOOK,
			),
		},
		flow: [
			...whoMayFlow(BEGIN, 'Named?'),
			'Named?.0 > Read Profiles Again',
			'Named?.1 > Next Page > Read Profiles > Read Connections > What Does the Page Need?',
			...READING.map((node) => `${node}.1 > Cannot Read`),
			'Cannot Read > Read Profiles',
			'Read Profiles Again.1 > Cannot Read Again > Read Profiles Again',
			'What Does the Page Need?.0 > Build Page',
			'What Does the Page Need?.1 > Read Licenses > Read Profiles or Preview > Test Too?',
			'What Does the Page Need?.2 > Read Licenses',
			'What Does the Page Need?.6 > Read Licenses',
			'Test Too?.0 > Test Download',
			'Test Too?.1 > Build Page',
			'What Does the Page Need?.3 > Test Download > Test Reclaim > Build Page',
			'What Does the Page Need?.4 > Read Candidates > Build Page',
			'What Does the Page Need?.5 > Read Job Results > Read Portions > Worth Waiting?',
			'Worth Waiting?.0 > Wait a Moment > Read Job Results',
			'Worth Waiting?.1 > Build Page',
			'Build Page > Show Page > Read Profiles Again > Read Answer > What to Do?',
			'What to Do?.0 > Next Page',
			'What to Do?.1 > Save Profile > Write History > Saved > Run Now?',
			'What to Do?.2 > Save Connection > Save Profile',
			`What to Do?.3 > ${DELETING.flow} > Write History`,
			'What to Do?.4 > Goodbye',
			'Run Now?.0 > Start First Run > Next Page',
			'Run Now?.1 > Next Page',
			...STORING.map((node) => `${node}.1 > Not Saved`),
			'Not Saved > Next Page',
			...['Build Page', 'Read Answer', 'Not Saved'].map((node) => `${node}.1 > Could Not Continue`),
		],
		notes: [
			{
				at: [0, -2.4],
				size: [5.6, 1.9],
				text: `## Guided Setup
Publish this workflow and open the form of **${BEGIN}**.

One page at a time: **Build Page** (Salesforce Licenses: Profile > Form) makes the page, **Show Page** shows it, and **Read Answer** says what to store and which page comes next. To change what a page does, change the nodes around these two. What cannot be stored or read is said on a page that keeps what was entered.

${WHO_MAY_NOTE}`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}

const READING = [
	'Read Profiles',
	'Read Connections',
	'Read Candidates',
	'Read Job Results',
	'Read Portions',
];
/** What fails here leads back to the page, with what was entered. */
const STORING = ['Save Connection', 'Save Profile', ...DELETING.storing];
