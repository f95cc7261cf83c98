import { updatePortion } from '../../workflows/candidates/updatePortion.workflow';
import type { Json } from '../support/expressions';
import { evaluate, parametersOf } from '../support/expressions';

describe('a portion of Update', () => {
	const row = (id: number, changes: Json = {}): Json => ({
		id,
		candidateKey: `key ${id}`,
		profile: 'Acme',
		userId: `user ${id}`,
		state: 'Ready',
		...changes,
	});
	const open = [row(1), row(2, { errorCode: 'CAP_REACHED' }), row(3), row(4), {}];
	const changed = [row(1, { state: 'Closed Complete' }), row(2), row(3)];
	const due = [{ candidateKey: 'key 3' }];
	const toStore = (nodes: Record<string, Json[] | null> = {}) =>
		evaluate(parametersOf(updatePortion(), 'To Store').jsonOutput, {
			Inputs: [{ profile: {} }],
			'Open Again': open,
			Update: changed,
			'Update@2': due,
			...nodes,
		}) as Json;
	const ids = (stored: Json) =>
		(JSON.parse(String(stored.rows)) as Json[]).map((stored) => stored.id);

	it('stores what changed, and leaves what is due to one run at the end', () => {
		const stored = toStore();
		expect(ids(stored)).toEqual([1, 2]);
		expect(stored).toMatchObject({
			count: 2,
			open: 4,
			isDoubled: false,
			due: [{ id: 3 }],
			reclaimed: [{ profile: 'Acme', subscriptionKey: 'key 1' }],
		});
	});

	it('stores what it finishes', () => {
		const stored = toStore({ Inputs: [{ profile: {}, finish: [{ id: 3 }] }] });
		expect(ids(stored)).toEqual([1, 2, 3]);
		expect(stored.due).toEqual([]);
	});

	it('notices rows that a killed run left twice', () => {
		expect(toStore({ 'Open Again': [...open, row(9, { candidateKey: 'key 4' })] }).isDoubled).toBe(
			true,
		);
		expect(toStore({ 'Open Again': null, 'Chosen Again': null }).isDoubled).toBe(false);
	});

	it('counts states, and people who no longer wait for the cap', () => {
		const result = (nodes: Record<string, Json[] | null> = {}) =>
			evaluate(parametersOf(updatePortion(), 'Result').jsonOutput, {
				Inputs: [{ profile: {} }],
				Range: [{ upTo: 'user 4' }],
				'To Store': [toStore()],
				...nodes,
			});
		expect(result()).toMatchObject({
			subscriptions: 4,
			changed: 2,
			unchanged: 2,
			states: { 'Closed Complete': 1, Ready: 1 },
			due: [{ id: 3 }],
			taken: 1,
			resumeAfter: 'user 4',
			warnings: [],
		});
		const outcomes = [row(2, { state: 'Closed Complete' })];
		expect(result({ Outcomes: outcomes, 'Finish Reclaim': [{}] })).toMatchObject({
			states: { 'Closed Complete': 2 },
			taken: 0,
			warnings: ['The subflow returned no answer.'],
		});
	});
});
