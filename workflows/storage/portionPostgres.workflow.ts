import type { WorkflowFile } from '../kit/canvas';
import { LEAVES_NO_COPY, workflow } from '../kit/canvas';
import { PORTION_ID } from '../kit/ids';
import { PROFILE } from '../kit/profileInput';
import { PREPARE_STAGE, STAGE, STORE_PORTION } from './portionPostgres.sql';
import { beforeStoring, portionResult } from './portionSteps';
import { readRows } from './calls';
import { postgres } from './storagePostgres.workflow';

/** Some 6 MB of NDJSON, which n8n holds several times: as a file, as text, and in what it sends to Postgres. */
const USERS_IN_A_PORTION = 5_000;

const summary = "$('Download').first().json";

/**
 * Reads the users after one user and stores them in Postgres, by one statement. The file gets there by the operation
 * Insert: as a parameter of the statement, it would be copied into the memory in which n8n evaluates expressions, and
 * back, which took a third of what a refresh needs.
 */
export function portionPostgres(): WorkflowFile {
	return workflow({
		id: PORTION_ID,
		name: 'Job: Refresh a Portion',
		nodes: {
			...beforeStoring(USERS_IN_A_PORTION),
			'Create the Table': readRows([6, 0], 'salesforce_subscriptions', 'id', '0'),
			'Prepare Staging': {
				...postgres([7, 0.5], { query: PREPARE_STAGE, values: '={{ [] }}' }),
				settings: { executeOnce: true },
			},
			'The File': {
				type: 'n8n-nodes-base.merge',
				typeVersion: 3.2,
				at: [8, -0.5],
				parameters: { mode: 'chooseBranch', useDataOfInput: 1 },
			},
			'File as Text': {
				type: 'n8n-nodes-base.extractFromFile',
				typeVersion: 1.1,
				at: [9, -0.5],
				// Without an encoding, n8n guesses it from the whole file: most of the time of a portion.
				parameters: { operation: 'text', destinationKey: 'text', options: { encoding: 'utf8' } },
			},
			'Stage the File': {
				type: 'n8n-nodes-base.postgres',
				typeVersion: 2.6,
				at: [10, -0.5],
				parameters: {
					operation: 'insert',
					schema: byName("={{ $('Prepare Staging').first().json.schema }}"),
					table: byName(STAGE),
					// The item has the text and nothing else.
					columns: { mappingMode: 'autoMapInputData', value: {} },
					options: { outputColumns: ['id'] },
				},
			},
			'Store the Portion': postgres([11, -0.5], {
				query: STORE_PORTION,
				values: `={{ [$json.id, ${PROFILE}.displayName, $('Inputs').first().json.afterUserId, ${summary}.resumeAfter, JSON.stringify(${summary}.readKinds), ${summary}.subscriptions, ${summary}.orgId] }}`,
			}),
			Result: portionResult(
				[12, -0.5],
				'{ added: $json.added, changed: $json.changed, removed: $json.removed, unchanged: $json.unchanged }',
			),
		},
		flow: [
			'Inputs > Download > Downloaded?',
			'Downloaded?.0 > Read Profile Again > Profile Still There?',
			'Downloaded?.0 > The File',
			'Downloaded?.1 > Not Downloaded',
			'Profile Still There?.0 > Create the Table > Prepare Staging > The File@1',
			'Profile Still There?.1 > Profile Deleted',
			'The File > File as Text > Stage the File > Store the Portion > Result',
		],
		notes: [
			{
				at: [0, -2.4],
				size: [4.6, 2],
				text: `## Refresh a Portion: Postgres
Reads the users after one user (\`afterUserId\`) as a file, and stores them by one statement: new and changed rows are written, rows that are gone are deleted, all of it or nothing. Select the **Postgres** credential of *Salesforce Licenses: Storage* in the three Postgres nodes, and publish.

A row is deleted only if its license kind was read completely.

**Out**, one item: \`status\`, \`errorMessage\`, what was read, how many rows were added, changed and removed, and \`resumeAfter\`: where the next portion starts.`,
			},
		],
		settings: LEAVES_NO_COPY,
	});
}

const byName = (value: string) => ({ __rl: true, mode: 'name', value });
