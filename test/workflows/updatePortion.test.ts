import type { IDataObject } from 'n8n-workflow';

import { updatePortion } from '../../workflows/candidates/updatePortion.workflow';
import { runCandidates } from '../support/candidateRows';
import { FIND_IN_ALL_KINDS, findCandidates } from '../support/candidates';
import type { Json } from '../support/expressions';
import { evaluate, parametersOf } from '../support/expressions';
import { useOrg } from '../support/org';
import { outcomesOf, reclaim } from '../support/seats';

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

describe('the dry run of a portion of Update', () => {
	const org = useOrg();
	const { workflowInputs } = parametersOf(updatePortion(), 'Dry Run') as {
		workflowInputs: { value: { rows: unknown } };
	};
	const sent = (rows: Json[], finish?: Json[]) =>
		evaluate(workflowInputs.value.rows, {
			Inputs: [{ profile: {}, finish }],
			'To Check@2': rows,
		}) as IDataObject[];

	it('ends as one over whole rows does, with the columns that it is sent', async () => {
		const { items } = await findCandidates(org(), FIND_IN_ALL_KINDS as IDataObject);
		const { toWrite } = await runCandidates('open', items as IDataObject[], {
			settingsFrom: 'profile',
			storedProfile: { displayName: 'Acme', dryRun: 'No' },
		});
		// One user was reclaimed before, so the row has steps and a seal.
		const [first] = toWrite;
		const before = outcomesOf(await reclaim(org(), [first]));
		Object.assign(first, {
			seal: before[0].seal,
			steps: before[0].steps,
			before: before[0].before,
		});
		const few = sent(toWrite as Json[]);
		expect(few).toHaveLength(toWrite.length);
		expect(Object.keys(few[0]).length).toBeLessThan(Object.keys(first).length);

		const [of, ofWhole] = await Promise.all(
			[few, toWrite].map(async (rows) => {
				const run = await reclaim(org(), rows as IDataObject[], { dryRun: true });
				expect(run.error).toBeNull();
				// The two runs read the org at different times, and the seal covers the time.
				return outcomesOf(run).map(({ seal, before, ...outcome }) => ({
					...{ ...outcome, isSealed: typeof seal === 'string' },
					before: before && { ...(before as IDataObject), readAt: null },
				}));
			}),
		);
		expect(new Set(of.map(({ outcome }) => outcome)).size).toBeGreaterThan(1);
		for (const [at, outcome] of of.entries()) expect(ofWhole[at]).toMatchObject(outcome);
	});

	it('is sent whole rows if the run writes', () => {
		const rows = [{ id: 1, candidateKey: 'x', note: 'y' }];
		expect(sent(rows, [{ id: 1 }])).toEqual(rows);
	});
});
