import type { NodeOnCanvas, WorkflowFile } from '../kit/canvas';
import { workflow } from '../kit/canvas';
import { loop, SALESFORCE } from '../kit/nodes';
import { CREDENTIALS_OF } from './credentials';

/** As the IDs of the playbook, and not part of any. */
const INSTALLER_ID = 'slInstaller';

/**
 * Installs, updates and removes the playbook from inside n8n. The node says what to do with each workflow, n8n's own
 * node does it, and the rounds end when nothing is left to do.
 */
export function installer(): WorkflowFile {
	return workflow({
		id: INSTALLER_ID,
		name: 'Salesforce Licenses: Install the Playbook',
		nodes: {
			Start: { type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, at: [0, 0], parameters: {} },
			'Read Workflows': {
				...n8n([1, 0], {
					operation: 'getAll',
					returnAll: true,
					filters: { excludePinnedData: true },
				}),
				settings: { executeOnce: true, alwaysOutputData: true, onError: 'continueRegularOutput' },
			},
			Playbook: {
				type: SALESFORCE,
				typeVersion: 1,
				at: [2, 0],
				parameters: {
					resource: 'playbook',
					operation: 'getWorkflows',
					purpose: 'install',
					existingSource: 'input',
					credentialSource: 'workflow',
					results: `={{ $('${EACH}').isExecuted ? $('${EACH}').all(0).map((item) => item.json) : [] }}`,
				},
			},
			[LEFT]: {
				type: 'n8n-nodes-base.if',
				typeVersion: 2.2,
				at: [3, 0],
				parameters: {
					conditions: isTrue(`={{ $json.again && $runIndex < ${MOST_ROUNDS} }}`),
					options: {},
				},
			},
			// Without the workflows themselves, which fill the screen.
			Summary: {
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				at: [4, 0.6],
				parameters: { mode: 'raw', jsonOutput: SUMMARY, options: {} },
			},
			[EACH]: {
				...loop([4, -1.2]),
				parameters: { options: { reset: `={{ $prevNode.name === '${LEFT}' }}` } },
			},
			'What to Do?': {
				type: 'n8n-nodes-base.switch',
				typeVersion: 3.2,
				at: [5, -1],
				parameters: {
					rules: { values: STEPS.map(rule) },
					options: { fallbackOutput: 'extra', renameFallbackOutput: 'publish or nothing' },
				},
			},
			Create: step([6, -3], { operation: 'create', workflowObject: BODY }),
			Update: {
				...step([6, -2], { operation: 'update', workflowId: ID, workflowObject: BODY }),
				settings: { onError: 'continueErrorOutput' },
			},
			Unpublish: step([6, -0.2], { operation: 'deactivate', workflowId: ID }),
			Delete: step([6, 0.6], { operation: 'delete', workflowId: ID }),
			'Delete Table': {
				type: 'n8n-nodes-base.dataTable',
				typeVersion: 1.1,
				at: [6, 1.4],
				parameters: {
					resource: 'table',
					operation: 'delete',
					dataTableId: { __rl: true, mode: 'name', value: '={{ $json.key }}' },
				},
				settings: { onError: 'continueRegularOutput' },
			},
			'Publish?': {
				type: 'n8n-nodes-base.if',
				typeVersion: 2.2,
				at: [7, -1.4],
				parameters: { conditions: isTrue(`={{ ${ITEM}.publish }}`), options: {} },
			},
			Publish: step([8, -1.6], {
				operation: 'activate',
				workflowId: { ...ID, value: `={{ ${ITEM}.id }}` },
			}),
			'What Became of It': {
				type: 'n8n-nodes-base.set',
				typeVersion: 3.4,
				at: [9, -1],
				parameters: { assignments: { assignments: RESULT.map(assignment) }, options: {} },
			},
			...Object.fromEntries(CREDENTIALS_OF),
		},
		flow: [
			`Start > Read Workflows > Playbook > ${LEFT} > ${EACH}`,
			`${LEFT}.1 > Summary`,
			`${EACH} > Read Workflows`,
			`${EACH}.1 > What to Do? > Create > What Became of It > ${EACH}`,
			'What to Do?.1 > Update > Publish? > Publish > What Became of It',
			'Update.1 > What Became of It',
			'What to Do?.2 > Unpublish > What Became of It',
			'What to Do?.3 > Delete > What Became of It',
			'What to Do?.4 > Delete Table > What Became of It',
			'What to Do?.5 > Publish?',
			'Publish?.1 > What Became of It',
		],
		notes: [
			{
				at: [-0.2, -4],
				size: [4, 2.6],
				text: `## Install the playbook
1. Create an API key under **Settings > n8n API** with all workflow scopes. In the node *Read Workflows*, create an **n8n API** credential with it; the *Base URL* is the address of this n8n with \`/api/v1\` at its end. n8n selects the credential in the other *n8n* nodes too.
2. Select your credentials in the gray nodes below, and leave those that you do not use without one.
3. Choose **Execute workflow**. The node *Summary* shows every workflow with its address, and where its form opens.
4. Continue with the [guided setup](/form/salesforce-licenses-setup).

Run it again after an update of the package. In the node *Playbook* you choose another purpose: connect another org, or uninstall.`,
			},
			{
				at: [-0.2, 1.7],
				size: [5, 0.6],
				text: '## Your credentials\nThese nodes never run. They only hold the credentials that the workflows of the playbook get.',
				color: 7,
			},
		],
	});
}

/** What a person looks for comes first. */
const SUMMARY =
	'={{ (({ workflow, name, status, opens, advice, ...rest }) => ({ name, status, opens, advice, ...rest }))($json) }}';
const EACH = 'One by One';
const LEFT = 'Anything Left?';
/** Creating, updating with publishing, and noting what is published; two more where n8n was slow. */
const MOST_ROUNDS = 5;
const ITEM = `$('${EACH}').first(1).json`;
const BODY = '={{ JSON.stringify($json.workflow) }}';
const ID = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const STEPS = ['create', 'update', 'unpublish', 'delete', 'deleteTable'];

/** What the next round needs to know. n8n's node gives an error as an item. */
const RESULT: ReadonlyArray<[name: string, type: string, value: string]> = [
	['key', 'string', `={{ ${ITEM}.key }}`],
	['step', 'string', `={{ ${ITEM}.todo }}`],
	['id', 'string', `={{ $json.id || ${ITEM}.id || '' }}`],
	['done', 'array', `={{ ${ITEM}.done.concat($json.error ? [] : ${ITEM}.todo) }}`],
	['refusal', 'string', "={{ $json.error ? $input.item.error?.description || $json.error : '' }}"],
];

const assignment = ([name, type, value]: (typeof RESULT)[number]) => ({
	id: name,
	name,
	type,
	value,
});

function n8n(at: [number, number], parameters: NodeOnCanvas['parameters']): NodeOnCanvas {
	return {
		type: 'n8n-nodes-base.n8n',
		typeVersion: 1,
		at,
		parameters: { resource: 'workflow', ...parameters },
	};
}

/** The next round reads what came of it, and says why n8n refused. */
const step = (at: [number, number], parameters: NodeOnCanvas['parameters']): NodeOnCanvas => ({
	...n8n(at, parameters),
	settings: { onError: 'continueRegularOutput' },
});

const OPTIONS = { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 };

function isTrue(expression: string) {
	const operator = { type: 'boolean', operation: 'true', singleValue: true };
	return {
		options: OPTIONS,
		combinator: 'and',
		conditions: [{ id: 'condition', leftValue: expression, rightValue: '', operator }],
	};
}

function rule(value: string) {
	const operator = { type: 'string', operation: 'equals' };
	return {
		conditions: {
			options: OPTIONS,
			combinator: 'and',
			conditions: [
				{ id: 'condition', leftValue: '={{ $json.todo }}', rightValue: value, operator },
			],
		},
		renameOutput: true,
		outputKey: value,
	};
}
