import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { SalesforceLicenses } from '../../../nodes/SalesforceLicenses/SalesforceLicenses.node';
import { candidateRow } from '../../support/candidateRows';

/** The node as an agent runs it: one item with what the agent was given, and arguments in its parameters. */
async function runAsTool(parameters: IDataObject): Promise<IDataObject[][]> {
	const given: IDataObject = { resource: 'candidate', jsonColumns: 'object', ...parameters };
	const context = {
		getNode: () => ({ name: 'Licenses', type: 'salesforceLicensesTool', parameters: given }),
		getMode: () => 'trigger',
		getInputData: () => [{ json: { query: 'Who answered?' } }],
		getNodeParameter: (name: string, _index: number, preset: unknown) =>
			name in given ? given[name] : preset,
		continueOnFail: () => false,
		getExecutionId: () => '1',
		addExecutionHints: () => {},
	} as unknown as IExecuteFunctions;
	const outputs = await new SalesforceLicenses().execute.call(context);
	return outputs.map((items) => items.map(({ json }) => json));
}

describe('as the tool of an agent', () => {
	const asked = candidateRow({ state: 'Awaiting User' });
	const answer = { operation: 'decide', event: 'answer', answer: 'notNeeded' };

	it('an operation takes the items that the agent passes in, and returns all outputs as one', async () => {
		const rows = [asked, { ...asked, candidateKey: 'b', state: 'Ready' }];
		const [items, ...more] = await runAsTool({ ...answer, toolItems: JSON.stringify(rows) });

		expect(more).toEqual([]);
		expect(items).toMatchObject([
			{ decision: 'user releases' },
			{ candidateKey: 'b', unchangedBecause: expect.stringMatching(/state Ready/) as string },
		]);
	});

	it('the cap applies to all items of the agent together', async () => {
		const rows = ['a', 'b'].map((userId) => ({ ...asked, candidateKey: userId, userId }));
		const [items] = await runAsTool({ ...answer, toolItems: rows as never, maxUsersPerWindow: 1 });
		expect(items.map(({ errorCode }) => errorCode)).toEqual([null, 'CAP_REACHED']);
	});

	it.each(['no JSON', '[1]', 'null', '5'])(
		'%p is refused, and the message says what to do',
		async (toolItems) => {
			await expect(runAsTool({ ...answer, toolItems })).rejects.toThrow(/Items \(JSON\).*Pass in/);
		},
	);
});
