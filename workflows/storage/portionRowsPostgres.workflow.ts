import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { PORTION_IDS } from '../kit/ids';
import { inputs, switchOn } from '../kit/nodes';
import type { PortionAction } from './portionRows.workflow';
import {
	PORTION_ACTIONS,
	PORTION_ROWS_INPUTS,
	PORTION_ROWS_NAME,
	PORTION_ROWS_NOTE,
} from './portionRows.workflow';
import { STARTED_SINCE } from './portionCandidates';
import { PORTION_STATEMENTS } from './portionRowsPostgres.sql';
import { postgres } from './storagePostgres.workflow';

const NAMES: Record<PortionAction, string> = {
	known: 'Known Candidates',
	open: 'Open Candidates',
	closed: 'Closed Candidates',
	chosen: 'Chosen Candidates',
	interrupted: 'Interrupted Candidates',
	held: 'Subscriptions Held',
	ledger: 'Rows of the Ledger',
	people: 'People',
	kinds: 'One of Each Kind',
	insert: 'Insert Rows',
	update: 'Update Rows',
	remove: 'Remove Subscriptions',
	ready: 'Ready Candidates',
	started: 'Started Lately',
	jobResult: 'Insert Job Result',
	heldAgain: 'Subscriptions Held Again',
};

const RANGE = '$json.profile, $json.afterUserId, $json.upToUserId';
/** These go by ranges of users; the others by their rows. */
const BY_RANGE: Partial<Record<PortionAction, string>> = {
	known: RANGE,
	open: `${RANGE}, $json.limit`,
	closed: `${RANGE}, $json.limit`,
	ready: '$json.profile, $json.limit',
	started: `$json.profile, ${STARTED_SINCE.slice(3, -2).trim()}`,
	interrupted: '$json.profile',
	held: RANGE,
	heldAgain: RANGE,
	ledger: RANGE,
};

/** Rows of a portion in Postgres: one statement for each action. */
export function rowsOfPortionPostgres(): WorkflowFile {
	return workflow({
		id: PORTION_IDS.rows,
		name: PORTION_ROWS_NAME,
		nodes: {
			Inputs: inputs([0, 4], PORTION_ROWS_INPUTS),
			Action: switchOn([1, 4], '={{ $json.action }}', [...PORTION_ACTIONS]),
			...Object.fromEntries(
				PORTION_ACTIONS.map((action, index) => [
					NAMES[action],
					{
						...postgres([2, index * 0.8], {
							query: PORTION_STATEMENTS[action].trim(),
							values: `={{ [${BY_RANGE[action] ?? '$json.rows'}] }}`,
						}),
						settings: { alwaysOutputData: true },
					},
				]),
			),
		},
		flow: [
			'Inputs > Action',
			...PORTION_ACTIONS.map((action, index) => `Action.${index} > ${NAMES[action]}`),
		],
		notes: [PORTION_ROWS_NOTE('Postgres')],
		settings: LEAVES_NO_COPY,
	});
}
