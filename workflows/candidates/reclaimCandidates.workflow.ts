import type { WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { IDS } from '../kit/ids';
import { call, code, ifTrue, inputs, loop } from '../kit/nodes';
import { deleteRows, readRows, writeRows } from '../storage/calls';
import { callReclaim } from '../subflows/calls';
import { ANSWER, CHOOSE, OUTCOMES, PLANNED, PROFILE } from './reclaimCandidates.code';

/** Reclaims candidates: asks people first if the profile says so; otherwise plans, stores the plan, writes, and stores the outcome. */
export function reclaimCandidates(): WorkflowFile {
	const caps = {
		maxUsers: `={{ ${PROFILE}.maxUsers }}`,
		maxPercent: `={{ ${PROFILE}.maxPercent }}`,
	};
	const subflow = `={{ ${PROFILE}.reclaimSubflow }}`;
	return workflow({
		id: IDS.reclaimCandidates,
		name: 'Reclaim Candidates',
		nodes: {
			Inputs: inputs([0, 0], { profile: 'string', candidateIds: 'array', ask: 'boolean' }),
			'Read Profile': readRows(
				[1, 0],
				'salesforce_profiles',
				'displayName',
				'={{ $json.profile }}',
			),
			'Read Candidates': readRows(
				[2, 0],
				'salesforce_candidates',
				'profile',
				"={{ $('Inputs').first().json.profile }}",
			),
			Choose: code([3, 0], CHOOSE),
			'Any to Ask?': ifTrue([4, 0], '={{ $json.ask.length > 0 }}'),
			'Users to Ask': code(
				[4.8, -0.7],
				"return $('Choose').first().json.ask.map((id) => ({ json: { candidateId: id } }));",
			),
			'One by One': loop([5.6, -0.7]),
			'Ask Before Reclaim': {
				...call(
					[6.4, -1.2],
					`={{ '${IDS.approval}' }}`,
					{ candidateId: ['number', '={{ $json.candidateId }}'] },
					{ onError: 'continueRegularOutput' },
					{ waitForSubWorkflow: false },
				),
			},
			'Any to Reclaim Now?': {
				...ifTrue([7, 0], "={{ $('Choose').first().json.now.length > 0 }}"),
				settings: { executeOnce: true },
			},
			'Dry Run': callReclaim([8, -0.5], subflow, {
				task: 'reclaim',
				rows: "={{ $('Choose').first().json.now.map((row) => row.request) }}",
				dryRun: '={{ true }}',
				...caps,
			}),
			'Read Profile Again': readRows(
				[8.7, -1.2],
				'salesforce_profiles',
				'displayName',
				"={{ $('Inputs').first().json.profile }}",
			),
			'Read Candidates Again': readRows(
				[9.4, -1.2],
				'salesforce_candidates',
				'profile',
				"={{ $('Inputs').first().json.profile }}",
			),
			Planned: code([9.2, -0.5], PLANNED),
			'Write Plan': writeRows([10, -0.5], 'salesforce_candidates', '={{ $json.write }}'),
			'Any to Apply?': ifTrue([11, -0.5], "={{ $('Planned').first().json.apply.length > 0 }}"),
			Reclaim: callReclaim([12, -1], subflow, {
				task: 'reclaim',
				rows: "={{ $('Planned').first().json.apply.map((row) => row.request) }}",
				dryRun: '={{ false }}',
				...caps,
			}),
			Outcomes: code([13, -1], OUTCOMES),
			'Write Outcomes': writeRows([14, -1], 'salesforce_candidates', '={{ $json.write }}'),
			'Read Subscriptions': readRows(
				[15, -1],
				'salesforce_subscriptions',
				'profile',
				"={{ $('Inputs').first().json.profile }}",
			),
			'Delete Reclaimed': deleteRows(
				[16, -1],
				'salesforce_subscriptions',
				"={{ (() => { const done = new Set($('Outcomes').first().json.write.filter((row) => row.state === 'Closed Complete').map((row) => row.candidateKey)); return $json.rows.filter((row) => done.has(row.subscriptionKey)).map(({ id }) => ({ id })); })() }}",
			),
			Answer: code([17, 0], ANSWER),
		},
		flow: [
			'Inputs > Read Profile > Read Candidates > Choose > Any to Ask?',
			'Any to Ask?.0 > Users to Ask > One by One',
			'One by One.0 > Any to Reclaim Now?',
			'One by One.1 > Ask Before Reclaim > One by One',
			'Any to Ask?.1 > Any to Reclaim Now?',
			'Any to Reclaim Now?.0 > Dry Run > Read Profile Again > Read Candidates Again > Planned > Write Plan > Any to Apply?',
			'Any to Reclaim Now?.1 > Answer',
			'Any to Apply?.0 > Reclaim > Outcomes > Write Outcomes > Read Subscriptions > Delete Reclaimed > Answer',
			'Any to Apply?.1 > Answer',
		],
		notes: [
			{
				at: [0, -2.2],
				size: [4.4, 2],
				text: `## Reclaim Candidates
**In**: \`profile\`, \`candidateIds\` (empty: every candidate that is Ready), \`ask\` (whether to ask the users first if the profile says so).
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
