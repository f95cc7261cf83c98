import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import {
	call,
	candidate,
	code,
	ifTrue,
	inputs,
	itemsOf,
	loop,
	raw,
	settings as set,
	splitOut,
} from '../kit/nodes';
import { readRows, storeCandidates } from '../storage/calls';
import { CANDIDATES_OF_A_USER } from '../storage/portionCandidates';
import { portionRows } from '../storage/portionRows.workflow';
import { callReclaim } from '../subflows/calls';
import { failureOf } from '../subflows/contract';
import { updateLedger } from './savingsLedger.workflow';
import { ANSWER, PROBLEMS, PROFILE, SORTED } from './reclaimCandidates.code';

const NAME = "={{ $('Inputs').first().json.profile }}";
const GIVEN = "$('Inputs').first().json";
const STARTED_BY = `={{ ${GIVEN}.startedBy ?? '' }}`;
const IDS_GIVEN = `(${GIVEN}.candidateIds ?? [])`;
const READ = '$input.all().map((one) => one.json).filter((row) => row.candidateKey)';

/** A run without a list looks at this many users, or at one more than the profile allows: enough to see that it is too many. */
const USERS_IN_A_RUN = 1_000;
const USERS = `Math.max(${USERS_IN_A_RUN}, Math.floor(Number(${PROFILE}.maxUsers) || 0) + 1)`;

/** Without a list: every candidate that is Ready. One whose question was answered comes by its own ID. */
const CHOSEN = `((ids) => rows.filter((row) => row.profile === ${GIVEN}.profile && (ids.size === 0 ? row.state === 'Ready' : ids.has(row.id) && (row.state === 'Ready' || ${GIVEN}.ask === false))))(new Set(${IDS_GIVEN}.map(Number)))`;
/** Why some that are Ready wait; and why nothing is done, if it is not known whether those that were read are all. */
const CANDIDATES = `={{ ((rows, most, isAll) => ((users, isCut) => ({
	rows: isCut ? [] : ${CHOSEN},
	more: isAll && users >= most ? 'More users have candidates that are Ready than the ' + most + ' that one run looks at. The next runs continue with the others.' : '',
	tooMany: isCut ? 'More than ' + rows.length + ' candidates are Ready, and one run cannot look at all of them, so nothing was done. Choose candidates in the form Reclaim or Give Back.' : ''
}))(new Set(rows.map((row) => row.userId)).size, isAll && rows.length >= most * ${CANDIDATES_OF_A_USER} && new Set(rows.map((row) => row.userId)).size < most))(${READ}, ${USERS}, ${IDS_GIVEN}.length === 0) }}`;

/** As they are stored now: those that are to be reclaimed, and no others. */
const TO_RECLAIM = `((keys) => $('Candidates').first().json.rows.filter((row) => keys.has(row.candidateKey)).map(({ id }) => ({ id })))(new Set($('Sorted').first().json.now.map((row) => row.candidateKey)))`;

const RECLAIMED = `${itemsOf('Outcomes', 0)}.filter((row) => row.state === 'Closed Complete').map((row) => ({ profile: row.profile, subscriptionKey: row.candidateKey }))`;

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
			'Create Candidates': readRows([2.8, -0.5], 'salesforce_candidates', 'id', '0'),
			'Create Subscriptions': readRows([3.6, -0.5], 'salesforce_subscriptions', 'id', '0'),
			'Started Lately': portionRows([4.4, -0.5], 'started', { profile: NAME }),
			'Chosen by a Person?': {
				...ifTrue([5.2, -0.5], `={{ ${IDS_GIVEN}.length > 0 }}`),
				settings: { executeOnce: true },
			},
			'Chosen Candidates': portionRows([6, -1], 'chosen', {
				rows: `${IDS_GIVEN}.map(Number).filter(Number.isSafeInteger).map((id) => ({ id }))`,
			}),
			'Ready Candidates': portionRows([6, 0], 'ready', {
				profile: NAME,
				limit: `={{ ${USERS} }}`,
			}),
			Candidates: { ...raw([6.8, -0.5], CANDIDATES), settings: { executeOnce: true } },
			'Each Candidate': splitOut([7.6, -0.5], 'rows'),
			'Next Step': candidate([8.4, -0.5], 'decide', {
				event: 'nextStep',
				settingsFrom: 'profile',
				storedProfile: `={{ ${PROFILE} }}`,
				storedCandidates: "={{ $('Started Lately').all().map((one) => one.json) }}",
			}),
			Sorted: { ...code([9.2, -0.5], SORTED), settings: { executeOnce: true } },
			'Any to Ask?': ifTrue([10, -0.5], '={{ $json.ask.length > 0 }}'),
			'Users to Ask': splitOut([10.8, -1.2], 'ask'),
			'One by One': loop([11.6, -1.2]),
			'Ask Before Reclaim': {
				...call(
					[12.4, -1.7],
					`={{ '${IDS.approval}' }}`,
					{ candidateId: ['number', '={{ $json.ask }}'], startedBy: ['string', STARTED_BY] },
					{ onError: 'continueRegularOutput' },
					{ waitForSubWorkflow: false },
				),
			},
			'Any to Reclaim Now?': {
				...ifTrue([13.4, -0.5], "={{ $('Sorted').first().json.now.length > 0 }}"),
				settings: { executeOnce: true },
			},
			'Dry Run': callReclaim([14.4, -1], subflow, {
				task: 'reclaim',
				rows: "={{ $('Sorted').first().json.now }}",
				dryRun: '={{ true }}',
				...caps,
			}),
			'Read Profile Again': readRows([15.4, -1], 'salesforce_profiles', 'displayName', NAME),
			'Is It Still There?': ifTrue([16.4, -1], '={{ $json.count > 0 }}'),
			// Candidates that changed during the dry run are decided on as they are now.
			'Candidates Again': portionRows([17.4, -1.5], 'chosen', { rows: TO_RECLAIM }),
			Planned: candidate([19.4, -1.5], 'decide', {
				event: 'outcome',
				...settings,
				outcomes: "={{ $('Dry Run').first().json.rows ?? [] }}",
			}),
			'Store Plan': storeCandidates([20.4, -1.5], 'Planned'),
			'Any to Apply?': ifTrue([21.4, -1.5], `={{ ${itemsOf('Planned', 2)}.length > 0 }}`),
			Reclaim: callReclaim([22.4, -2], subflow, {
				task: 'reclaim',
				rows: `={{ ${itemsOf('Planned', 2)} }}`,
				dryRun: '={{ false }}',
				...caps,
			}),
			Begun: code([23.4, -2], "return $('Planned').all(0);"),
			Outcomes: candidate([24.4, -2], 'decide', {
				event: 'outcome',
				...settings,
				outcomes: "={{ $('Reclaim').first().json.rows ?? [] }}",
				reason: `={{ ${failureOf('Reclaim')} || 'Reclaim returned no outcome.' }}`,
			}),
			'Store Outcomes': storeCandidates([25.4, -2], 'Outcomes'),
			'Delete Reclaimed': portionRows([26.4, -2], 'remove', { rows: RECLAIMED }),
			'Update Ledger': updateLedger([28.4, -2], `={{ ${PROFILE} }}`, false),
			Problems: { ...set([29.4, 0], { problems: PROBLEMS }), settings: { executeOnce: true } },
			Answer: raw([30.4, 0], ANSWER),
		},
		flow: [
			'Inputs > Read Profile > Can It Reclaim?',
			'Can It Reclaim?.0 > Create Candidates > Create Subscriptions > Started Lately > Chosen by a Person?',
			'Chosen by a Person?.0 > Chosen Candidates > Candidates',
			'Chosen by a Person?.1 > Ready Candidates > Candidates > Each Candidate > Next Step > Sorted > Any to Ask?',
			'Can It Reclaim?.1 > Problems',
			'Any to Ask?.0 > Users to Ask > One by One',
			'One by One.0 > Any to Reclaim Now?',
			'One by One.1 > Ask Before Reclaim > One by One',
			'Any to Ask?.1 > Any to Reclaim Now?',
			'Any to Reclaim Now?.0 > Dry Run > Read Profile Again > Is It Still There?',
			'Any to Reclaim Now?.1 > Problems',
			'Is It Still There?.0 > Candidates Again > Planned > Store Plan > Any to Apply?',
			'Is It Still There?.1 > Problems',
			'Any to Apply?.0 > Reclaim > Begun > Outcomes > Store Outcomes > Delete Reclaimed > Update Ledger > Problems',
			'Any to Apply?.1 > Problems > Answer',
		],
		notes: [
			{
				at: [0, -3.6],
				size: [4.4, 2.3],
				text: `## Reclaim Candidates
**In**: \`profile\`, \`candidateIds\` (empty: every candidate that is Ready), \`ask\` (whether to ask the users first if the profile says so), \`startedBy\` (the person at the form, for the notes).
**Out**: \`status\`, \`errorMessage\`, \`counts\`.

Reads only what it needs: the candidates chosen by their IDs, or those that are Ready, of 1,000 users (or as many as the profile allows); and whose reclaim began lately, for the limit of users.

1. A **dry run** returns the plan and the before-image of every user.
2. Plan and before-image are **stored**, and the candidate becomes *Awaiting Revocation*. Only then is Salesforce changed.
3. The outcome is stored. If n8n is stopped in between, **After a Restart** or the next **Update** job finishes the work.

A profile with *dry run* on stops after step 1. With a grace period, users are **frozen** first, and the Update job deactivates them when it is over.`,
			},
		],
		settings: { errorWorkflow: IDS.onError },
	});
}
