import { agentWithApproval } from '../../workflows/agent/agentWithApproval.workflow';

describe('the agent', () => {
	const { nodes, connections } = agentWithApproval();

	it('has tools that never write: only an ordinary node writes', () => {
		const tools = nodes.filter(({ type }) => type.endsWith('salesforceLicensesTool'));
		expect(tools.map(({ name }) => name)).toEqual(['Find Unused Seats', 'Plan Reclaim']);
		for (const { name, parameters } of tools) {
			expect(Object.keys(connections[name])).toEqual(['ai_tool']);
			expect(parameters).not.toHaveProperty('allowWritesAsTool');
			expect(parameters.operation === 'findCandidates' || parameters.dryRun === true).toBe(true);
		}
	});
});
