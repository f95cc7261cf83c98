import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import {
	call,
	candidate,
	code,
	filter,
	ifTrue,
	inputs,
	itemsOf,
	loop,
	rowsAsItems,
	settings as set,
	splitOut,
} from '../kit/nodes';
import { deleteRows, readRows, storeCandidates } from '../storage/calls';
import { callReclaim } from '../subflows/calls';
import { failureOf } from '../subflows/contract';
import { updateLedger } from './savingsLedger.workflow';
import { ANSWER, PROBLEMS, PROFILE, SORTED } from './reclaimCandidates.code';

const NAME = "={{ $('Inputs').first().json.profile }}";
const GIVEN = "$('Inputs').first().json";
const STARTED_BY = `={{ ${GIVEN}.startedBy ?? '' }}`;
/** Without a list: every candidate that is Ready. One whose question was answered comes by its own ID. */
const IS_CHOSEN = `={{ (${GIVEN}.candidateIds ?? []).length === 0 ? $json.state === 'Ready' : ${GIVEN}.candidateIds.map(Number).includes($json.id) && ($json.state === 'Ready' || ${GIVEN}.ask === false) }}`;

/** Reclaims candidates: asks people first if the profile says so; otherwise plans, stores the plan, writes, and stores the outcome. */
export function reclaimCandidates(): WorkflowFile {
	const caps = {
		maxUsers: `={{ ${PROFILE}.maxUsers }}`,
		maxPercent: `={{ ${PROFILE}.maxPercent }}`,
	};
	const subflow = `={{ ${PROFILE}.reclaimSubflow }}`;
	const settings = {
		settingsFrom: 'profile',
		storedProfile: "={{ $('Read Profile Again').first().json.rows[0] ?? {} }}",
		startedBy: STARTED_BY,
	};
	return workflow({
		id: IDS.reclaimCandidates,
		name: 'Reclaim Candidates',
		nodes: {
			Inputs: inputs([0, 0], {
				profile: 'string',
				candidateIds: 'array',
				ask: 'boolean',
				startedBy: 'string',
			}),
			'Read Profile': readRows(
				[1, 0],
				'salesforce_profiles',
				'displayName',
				'={{ $json.profile }}',
			),
			'Can It Reclaim?': ifTrue(
				[2, 0],
				`={{ ${PROFILE}?.status === 'Published' && !!${PROFILE}.reclaimSubflow }}`,
			),
			'Read Candidates': readRows([3, -0.5], 'salesforce_candidates', 'profile', NAME),
			Candidates: rowsAsItems([4, -0.5]),
			Chosen: filter([5, -0.5], IS_CHOSEN),
			'Next Step': candidate([6, -0.5], 'decide', {
				event: 'nextStep',
				settingsFrom: 'profile',
				storedProfile: `={{ ${PROFILE} }}`,
				storedCandidates: "={{ $('Read Candidates').first().json.rows }}",
			}),
			Sorted: { ...code([7, -0.5], SORTED), settings: { executeOnce: true } },
			'Any to Ask?': ifTrue([8, -0.5], '={{ $json.ask.length > 0 }}'),
			'Users to Ask': splitOut([8.8, -1.2], 'ask'),
			'One by One': loop([9.6, -1.2]),
			'Ask Before Reclaim': {
				...call(
					[10.4, -1.7],
					`={{ '${IDS.approval}' }}`,
					{ candidateId: ['number', '={{ $json.ask }}'], startedBy: ['string', STARTED_BY] },
					{ onError: 'continueRegularOutput' },
					{ waitForSubWorkflow: false },
				),
			},
			'Any to Reclaim Now?': {
				...ifTrue([11, -0.5], "={{ $('Sorted').first().json.now.length > 0 }}"),
				settings: { executeOnce: true },
			},
			'Dry Run': callReclaim([12, -1], subflow, {
				task: 'reclaim',
				rows: "={{ $('Sorted').first().json.now }}",
				dryRun: '={{ true }}',
				...caps,
			}),
			'Read Profile Again': readRows([13, -1], 'salesforce_profiles', 'displayName', NAME),
			'Is It Still There?': ifTrue([14, -1], '={{ $json.count > 0 }}'),
			// Candidates that changed during the dry run are decided on as they are now.
			'Read Candidates Again': readRows([15, -1.5], 'salesforce_candidates', 'profile', NAME),
			'Candidates Again': rowsAsItems([16, -1.5]),
			Planned: candidate([17, -1.5], 'decide', {
				event: 'outcome',
				...settings,
				outcomes: "={{ $('Dry Run').first().json.rows ?? [] }}",
			}),
			'Store Plan': storeCandidates([18, -1.5], 'Planned'),
			'Any to Apply?': ifTrue([19, -1.5], `={{ ${itemsOf('Planned', 2)}.length > 0 }}`),
			Reclaim: callReclaim([20, -2], subflow, {
				task: 'reclaim',
				rows: `={{ ${itemsOf('Planned', 2)} }}`,
				dryRun: '={{ false }}',
				...caps,
			}),
			Begun: code([21, -2], "return $('Planned').all(0);"),
			Outcomes: candidate([22, -2], 'decide', {
				event: 'outcome',
				...settings,
				outcomes: "={{ $('Reclaim').first().json.rows ?? [] }}",
				reason: `={{ ${failureOf('Reclaim')} || 'Reclaim returned no outcome.' }}`,
			}),
			'Store Outcomes': storeCandidates([23, -2], 'Outcomes'),
			'Read Subscriptions': readRows([24, -2], 'salesforce_subscriptions', 'profile', NAME),
			'Delete Reclaimed': deleteRows(
				[25, -2],
				'salesforce_subscriptions',
				`={{ (() => { const done = new Set(${itemsOf('Outcomes', 0)}.filter((row) => row.state === 'Closed Complete').map((row) => row.candidateKey)); return $json.rows.filter((row) => done.has(row.subscriptionKey)).map(({ id }) => ({ id })); })() }}`,
			),
			'Update Ledger': updateLedger([26, -2], `={{ ${PROFILE} }}`, false),
			Problems: { ...set([27, 0], { problems: PROBLEMS }), settings: { executeOnce: true } },
			Answer: code([28, 0], ANSWER),
		},
		flow: [
			'Inputs > Read Profile > Can It Reclaim?',
			'Can It Reclaim?.0 > Read Candidates > Candidates > Chosen > Next Step > Sorted > Any to Ask?',
			'Can It Reclaim?.1 > Problems',
			'Any to Ask?.0 > Users to Ask > One by One',
			'One by One.0 > Any to Reclaim Now?',
			'One by One.1 > Ask Before Reclaim > One by One',
			'Any to Ask?.1 > Any to Reclaim Now?',
			'Any to Reclaim Now?.0 > Dry Run > Read Profile Again > Is It Still There?',
			'Any to Reclaim Now?.1 > Problems',
			'Is It Still There?.0 > Read Candidates Again > Candidates Again > Planned > Store Plan > Any to Apply?',
			'Is It Still There?.1 > Problems',
			'Any to Apply?.0 > Reclaim > Begun > Outcomes > Store Outcomes > Read Subscriptions > Delete Reclaimed > Update Ledger > Problems',
			'Any to Apply?.1 > Problems > Answer',
		],
		notes: [
			{
				at: [0, -3.4],
				size: [4.4, 2],
				text: `## Reclaim Candidates
**In**: \`profile\`, \`candidateIds\` (empty: every candidate that is Ready), \`ask\` (whether to ask the users first if the profile says so), \`startedBy\` (the person at the form, for the notes).
**Out**: \`status\`, \`errorMessage\`, \`counts\`.

1. A **dry run** returns the plan and the before-image of every user.
2. Plan and before-image are **stored**, and the candidate becomes *Awaiting Revocation*. Only then is Salesforce changed.
3. The outcome is stored. If n8n is stopped in between, **After a Restart** or the next **Update** job finishes the work.

A profile with *dry run* on stops after step 1. With a grace period, users are **frozen** first, and the Update job deactivates them when it is over.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
