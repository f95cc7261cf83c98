import { adviceOn } from '../../../nodes/SalesforceLicenses/licensing/installing/placeholders';
import { alert, onError } from '../../../workflows/digest/alerts.workflow';
import { weeklyDigest } from '../../../workflows/digest/digest.workflow';

const withValues = (...values: unknown[]) => ({
	nodes: [
		{
			...{ id: 'x', name: 'Settings', type: 'n8n-nodes-base.set' },
			parameters: {
				assignments: { assignments: values.map((value, at) => ({ name: `v${at}`, value })) },
			},
		},
	],
});

describe('addresses that reach nobody', () => {
	it.each([
		['Alert', alert()],
		['Digest', weeklyDigest()],
	])('are named for %s as it ships', (_, workflow) => {
		expect(adviceOn(workflow as never)).toMatch(/example\.com address of sender and to/);
	});

	it.each(['a@example.com', 'Licenses <a@EXAMPLE.org>', 'a@acme.com, b@example.net'])(
		'are found in %s',
		(address) => {
			expect(adviceOn(withValues('x', address))).toContain('address of v1');
		},
	);

	it.each([undefined, null, '', 7, [], {}, 'a@acme.example', 'a@example.company.com'])(
		'are not %j',
		(value) => {
			expect(adviceOn(withValues(value))).toBe('');
		},
	);

	it('are nowhere in a workflow without settings', () => {
		expect(adviceOn(onError() as never)).toBe('');
		for (const assignments of [undefined, null, 'x', { assignments: 'x' }]) {
			const [node] = withValues().nodes;
			expect(adviceOn({ nodes: [{ ...node, parameters: { assignments } }] })).toBe('');
		}
	});
});
