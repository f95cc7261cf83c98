import type { INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { mayUse } from '../../nodes/SalesforceLicenses/licensing/playbook/pages/visitors';
import { guidedSetup } from '../../workflows/setup/guidedSetup.workflow';
import { softwareModels } from '../../workflows/softwareModels/softwareModels.workflow';
import { reclaimForm } from '../../workflows/candidates/reclaimForm.workflow';
import { nodesAsSetUp } from '../../nodes/SalesforceLicenses/licensing/installing/merge';
import { IDS } from '../../workflows/kit/ids';

describe('a form that writes or configures', () => {
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

	it('passes on whether n8n knows the permission: an older n8n leaves the parameter out, and then nobody may', () => {
		const { nodes } = guidedSetup();
		const trigger = nodes.find(({ type }) => type.endsWith('formTrigger'))!;
		const judged = nodes.find(({ name }) => name === 'May They?');
		expect(judged?.parameters.requiresExecute).toBe(
			`={{ $('${trigger.name}').params.requireExecuteAccess }}`,
		);
		const property = (name: string): INodeProperties => ({
			...{ displayName: name, name, type: 'boolean', default: false },
		});
		/** The parameters as n8n hands them out, for a Form Trigger with these properties. */
		const known = (...properties: INodeProperties[]) =>
			NodeHelpers.getNodeParameters(properties, trigger.parameters, true, false, trigger, null);
		expect(known(property('requireExecuteAccess'))).toMatchObject({ requireExecuteAccess: true });
		const older = known(property('ignoreBots')) ?? {};
		expect(mayUse('ada@acme.com', '', older.requireExecuteAccess)).toBe(false);
		expect(mayUse('ada@acme.com', 'ada@acme.com', older.requireExecuteAccess)).toBe(true);
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
