import { agentWithApproval } from '../../workflows/agent/agentWithApproval.workflow';
import { approvalPage, approved } from '../../workflows/agent/approval.code';

const row = (userId: string, state = 'Ready') => ({
	userId,
	state,
	name: 'Ada <b>',
	username: 'ada@acme.example',
	licenseName: 'Salesforce',
	justification: 'No login for 90 days',
});
const linesOf = (rows: ReturnType<typeof row>[]) =>
	approvalPage('', rows).fields[1].fieldOptions?.values.map(({ option }) => option) ?? [];

describe('the page that asks for approval', () => {
	it('shows the explanation of the agent as text, and only candidates that can be reclaimed', () => {
		const page = approvalPage('<script>alert(1)</script>', [row('1'), row('2', 'Protected')]);
		expect(page.rows).toBe(1);
		expect(page.fields[0].html).toContain('&lt;script&gt;');
	});

	it.each([undefined, null, '', 7, {}])('works without an explanation: %p', (explanation) => {
		expect(approvalPage(explanation, []).fields[0].html).toContain('gave no explanation');
	});
});

describe('the approval covers', () => {
	const rows = [row('1'), row('2'), row('3', 'Protected')];

	it('the selected line, even if two people look the same', () => {
		expect(approved([linesOf(rows)[1]], rows)).toEqual([rows[1]]);
	});

	it.each([undefined, null, '', '1', true, {}, [], [null], ['1'], ['3: Ada']])(
		'no candidate for %p',
		(ticked) => expect(approved(ticked, rows)).toEqual([]),
	);
});

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
