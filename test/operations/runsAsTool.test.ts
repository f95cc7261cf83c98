import type { IExecuteFunctions, INode, WorkflowExecuteMode } from 'n8n-workflow';
import { writesWithheld } from '../../nodes/SalesforceLicenses/operations/reclamation/run/asTool';
import { runsAsTool } from '../../nodes/SalesforceLicenses/operations/runsAsTool';

const ORDINARY = 'n8n-nodes-salesforce-licenses.salesforceLicenses';

/** What the node can ask n8n about its own run. */
function contextOf(
	node: Partial<INode> = {},
	mode: WorkflowExecuteMode = 'trigger',
	isToolExecution: boolean | undefined = false,
): IExecuteFunctions {
	return {
		getNode: () => ({ type: ORDINARY, parameters: {}, ...node }),
		getMode: () => mode,
		...(isToolExecution === undefined ? {} : { isToolExecution: () => isToolExecution }),
	} as unknown as IExecuteFunctions;
}

describe('a run counts as a tool run', () => {
	it.each([
		['by the node type, as the engine runs it', contextOf({ type: `${ORDINARY}Tool` })],
		['by the target of its output', contextOf({ rewireOutputLogTo: 'ai_tool' })],
		['by what n8n says', contextOf({}, 'manual', true)],
		['by running outside a workflow', contextOf({}, 'internal')],
		['by the node type, if n8n cannot say', contextOf({ type: 'xTool' }, 'manual', undefined)],
	])('%s', (_, context) => {
		expect(runsAsTool(context)).toBe(true);
		expect(writesWithheld(context)).toBe(true);
	});

	it.each(['manual', 'trigger', 'webhook', 'retry', 'integrated', 'cli', 'error'] as const)(
		'never in an ordinary run of the mode %s',
		(mode) => {
			for (const says of [false, undefined]) {
				expect(runsAsTool(contextOf({}, mode, says))).toBe(false);
				expect(writesWithheld(contextOf({}, mode, says))).toBe(false);
			}
		},
	);
});

describe('a tool may write', () => {
	const withheld = (allowWritesAsTool: unknown) =>
		writesWithheld(
			contextOf({ type: `${ORDINARY}Tool`, parameters: { allowWritesAsTool } as never }),
		);

	it('if the builder turned it on', () => expect(withheld(true)).toBe(false));

	it.each([
		undefined,
		null,
		false,
		'',
		'true',
		1,
		NaN,
		[],
		[true],
		{},
		{ value: true },
		'={{ true }}',
		"={{ $fromAI('allowWritesAsTool', '', 'boolean') }}",
	])('but not because of %p', (value) => expect(withheld(value)).toBe(true));
});
