import { mayUse } from '../../workflows/kit/whoMay.code';
import { guidedSetup } from '../../workflows/setup/guidedSetup.workflow';
import { softwareModels } from '../../workflows/softwareModels/softwareModels.workflow';
import { reclaimForm } from '../../workflows/candidates/reclaimForm.workflow';
import { nodesAsSetUp } from '../../nodes/SalesforceLicenses/licensing/installing/merge';
import { IDS } from '../../workflows/kit/ids';

describe('a form that writes or configures', () => {
	it.each<[string, unknown, unknown, unknown, boolean]>([
		['a listed person', 'ada@acme.com', 'bo@acme.com, ada@acme.com', false, true],
		['a listed person, whatever the case', 'Ada@Acme.com ', 'ADA@acme.com', true, true],
		['a person who is not listed', 'eve@acme.com', 'ada@acme.com', true, false],
		['a part of a listed address', 'a@acme.com', 'ada@acme.com', true, false],
		['anybody n8n lets in, without a list', 'ada@acme.com', '', true, true],
		['anybody, without a list and without n8n’s check', 'ada@acme.com', ' , ', false, false],
		['anybody where n8n does not say whether it checks', 'ada@acme.com', '', undefined, false],
		['anybody where the check is a text', 'ada@acme.com', '', 'true', false],
		['nobody who is not signed in', '', '', true, false],
		['a visitor that is undefined', undefined, '', true, false],
		['a visitor that is null', null, 'null', true, false],
		['a visitor that is a list', ['ada@acme.com'], 'ada@acme.com', true, false],
		['a list that is missing', 'ada@acme.com', undefined, true, false],
		['a list that is null', 'ada@acme.com', null, true, false],
		['a list that is NaN', 'ada@acme.com', NaN, true, false],
		['a list that is no text', 'ada@acme.com', ['ada@acme.com'], true, false],
	])('judges %s', (_, visitor, list, requiresExecute, may) => {
		expect(mayUse(visitor, list, requiresExecute)).toBe(may);
	});

	it.each([
		['Guided Setup', guidedSetup()],
		['Assign Software Models', softwareModels()],
		['Reclaim or Give Back', reclaimForm()],
	])('%s reads and writes nothing before it knows who may', (_, { nodes, connections }) => {
		const trigger = nodes.find(({ type }) => type.endsWith('formTrigger'));
		expect(trigger?.parameters).toMatchObject({
			authentication: 'n8nUserAuth',
			requireExecuteAccess: true,
		});
		const after = (name: string, output = 0) =>
			(connections[name].main[output] ?? []).map(({ node }) => node);
		expect(after(trigger?.name ?? '')).toEqual(['Settings']);
		expect(after('Settings')).toEqual(['May They?']);
		expect(after('May They?')).toEqual(['Allowed?']);
		expect(after('Allowed?', 1)).toEqual(['Not Allowed']);
		expect(connections['Not Allowed']).toBeUndefined();
	});

	it('keeps its list and its check by n8n over an import', () => {
		const { nodes } = guidedSetup();
		const changed = nodes.map((node) => {
			const parameters = structuredClone(node.parameters);
			if (node.name === 'Settings') {
				parameters.assignments = {
					assignments: [
						{ id: 'x', name: 'whoMayUseThisForm', type: 'string', value: 'ada@acme.com' },
					],
				};
			}
			if (node.type.endsWith('formTrigger')) parameters.requireExecuteAccess = false;
			return { ...node, parameters };
		});
		const before = { id: 'x', name: 'Guided Setup', nodes: changed };
		const asSetUp = (was: typeof before) =>
			nodesAsSetUp(nodes as never, was as never, {
				...{ key: IDS.setup, credentials: [], replaceCredentials: false },
			});
		const after = asSetUp(before);
		expect(JSON.stringify(after)).toContain('ada@acme.com');
		expect(after.find(({ name }) => name === 'Begin Setup')?.parameters).toMatchObject({
			requireExecuteAccess: false,
		});
		const lost = { ...before, nodes: [{ ...changed[0], parameters: {} }] };
		expect(asSetUp(lost)[0].parameters).toMatchObject({ requireExecuteAccess: true });
	});
});

it('the guided setup fits one screen and keeps its decisions in the node', () => {
	const { nodes } = guidedSetup();
	expect(nodes.filter(({ type }) => !type.endsWith('stickyNote')).length).toBeLessThanOrEqual(40);
	expect(nodes.filter(({ type }) => type.endsWith('stickyNote'))).toHaveLength(1);
	for (const { parameters } of nodes) {
		if (typeof parameters.jsCode === 'string') expect(parameters.jsCode.length).toBeLessThan(1200);
	}
});
