import { reclaimCandidates } from '../../workflows/candidates/reclaimCandidates.workflow';
import { reclaimForm } from '../../workflows/candidates/reclaimForm.workflow';
import { reviewCandidates } from '../../workflows/candidates/reviewCandidates.workflow';
import { IDS } from '../../workflows/kit/ids';
import { rowsOfPortion } from '../../workflows/storage/portionRows.workflow';
import type { Json } from '../support/expressions';
import { evaluate, parametersOf } from '../support/expressions';

describe('no table is read as a whole', () => {
	it.each([
		['Reclaim Candidates', reclaimCandidates()],
		['Reclaim or Give Back', reclaimForm()],
		['Review Candidates', reviewCandidates()],
	])('by %s', (_, { nodes }) => {
		const reads = nodes.flatMap(({ parameters }) => {
			const { value: id } = (parameters.workflowId ?? {}) as { value?: unknown };
			const { value } = (parameters.workflowInputs ?? {}) as { value?: Json };
			return id === IDS.storage && value?.action === 'read' ? [value] : [];
		});
		for (const { table, column, value } of reads) {
			if (table === 'salesforce_profiles') continue;
			// A read that creates the table, and finds nothing.
			expect([column, value]).toEqual(['id', '0']);
			expect(['salesforce_candidates', 'salesforce_subscriptions']).toContain(table);
		}
	});
});

describe('the candidates of a reclaim', () => {
	const { jsonOutput } = parametersOf(reclaimCandidates(), 'Candidates');
	const row = (id: number, more: Json = {}) => ({
		...{ id, candidateKey: `key${id}`, userId: `005${id}`, profile: 'Acme', state: 'Ready' },
		...more,
	});
	const chosen = (inputs: Json, rows: Json[], profile: Json = { maxUsers: 50 }) =>
		evaluate(
			jsonOutput,
			{ Inputs: [{ profile: 'Acme', ...inputs }], 'Read Profile': [{ rows: [profile] }] },
			rows,
		) as { rows: Json[]; more: string; tooMany: string };
	const idsOf = (inputs: Json, rows: Json[]) => chosen(inputs, rows).rows.map(({ id }) => id);

	it('without a list are those that are Ready', () => {
		for (const candidateIds of [undefined, null, []]) {
			expect(idsOf({ candidateIds }, [row(1), row(2, { state: 'Closed Skipped' }), {}])).toEqual([
				1,
			]);
		}
	});

	it('are those of the list, of this profile only, and only if they are Ready', () => {
		const rows = [
			...[row(1), row(2, { state: 'Awaiting User' }), row(3, { profile: 'Other' })],
			...[row(4, { profile: undefined }), row(5)],
		];
		expect(idsOf({ candidateIds: [1, '2', 3, 4] }, rows)).toEqual([1]);
		// Whose question was answered comes without being asked again.
		expect(idsOf({ candidateIds: [2], ask: false }, rows)).toEqual([2]);
		expect(idsOf({ candidateIds: [2], ask: null }, rows)).toEqual([]);
	});

	it.each([[[NaN]], [['']], [[null]], [['x']], [[{}]], [[undefined]]])(
		'a list of %j chooses nothing, not everything',
		(candidateIds) => {
			expect(idsOf({ candidateIds }, [row(1)])).toEqual([]);
		},
	);

	it('are as many users as one run looks at, and the result says that there are more', () => {
		const rows = Array.from({ length: 1_000 }, (_, index) => row(index + 1));
		const all = chosen({}, rows);
		expect(all.rows).toHaveLength(1_000);
		expect(all.more).toContain('than the 1000 that one run looks at');
		expect(chosen({}, rows.slice(1)).more).toBe('');
		expect(chosen({ candidateIds: rows.map(({ id }) => id) }, rows).more).toBe('');
	});

	it('are none if it is not known whether the users that were read are all: the limit of users could not hold', () => {
		const rows = Array.from({ length: 20_000 }, (_, index) => row(index + 1, { userId: '005' }));
		expect(chosen({}, rows)).toMatchObject({
			rows: [],
			tooMany: expect.stringContaining('nothing was done'),
		});
		expect(chosen({}, rows.slice(1))).toMatchObject({ tooMany: '' });
	});

	it.each([
		[50, 1_000],
		[5_000, 5_001],
		[null, 1_000],
		['many', 1_000],
		[NaN, 1_000],
	])(
		'of a profile that allows %j users come from %j users: at least one more than it allows',
		(maxUsers, users) => {
			const { workflowInputs } = parametersOf(reclaimCandidates(), 'Ready Candidates') as {
				workflowInputs: { value: { limit: string } };
			};
			const nodes = { 'Read Profile': [{ rows: [{ maxUsers }] }] };
			expect(evaluate(workflowInputs.value.limit, nodes)).toBe(users);
		},
	);

	it('are read again by their IDs before the plan is stored: only those to be reclaimed', () => {
		const { workflowInputs } = parametersOf(reclaimCandidates(), 'Candidates Again') as {
			workflowInputs: { value: { rows: string } };
		};
		const nodes = {
			Candidates: [{ rows: [row(1), row(2), row(3)] }],
			Sorted: [{ now: [{ candidateKey: 'key2' }] }],
		};
		expect(JSON.parse(String(evaluate(workflowInputs.value.rows, nodes)))).toEqual([{ id: 2 }]);
	});

	it('delete the subscriptions that were reclaimed, by their keys', () => {
		const { workflowInputs } = parametersOf(reclaimCandidates(), 'Delete Reclaimed') as {
			workflowInputs: { value: { rows: string } };
		};
		const Outcomes = [
			row(1, { state: 'Closed Complete' }),
			row(2, { state: 'Awaiting Revocation' }),
			row(3, { state: null }),
		];
		expect(JSON.parse(String(evaluate(workflowInputs.value.rows, { Outcomes })))).toEqual([
			{ profile: 'Acme', subscriptionKey: 'key1' },
		]);
	});
});

describe('candidates chosen by their IDs, in Data Tables', () => {
	const workflow = rowsOfPortion();
	const asked = (...ids: unknown[]) => ({ Request: [{ rows: ids.map((id) => ({ id })) }] });
	const keyOf = (name: string, at: number) =>
		(parametersOf(workflow, name).filters as { conditions: Array<{ keyValue: string }> })
			.conditions[at].keyValue;
	const isMany = (nodes: Record<string, Json[]>) =>
		evaluate(
			(
				parametersOf(workflow, 'Many Chosen?').conditions as {
					conditions: Array<{ leftValue: string }>;
				}
			).conditions[0].leftValue,
			nodes,
		);

	it('are read one by one if they are few', () => {
		expect(isMany(asked(...Array.from({ length: 50 }, (_, id) => id)))).toBe(false);
		expect(isMany(asked())).toBe(false);
	});

	it('are read by the range of their IDs if they are many, and the others of the range are left out', () => {
		const ids = Array.from({ length: 60 }, (_, index) => 100 - index);
		const nodes = asked(...ids, '7', NaN, null);
		expect(isMany(nodes)).toBe(true);
		expect(evaluate(keyOf('Chosen by Range', 0), nodes)).toBe(0);
		expect(evaluate(keyOf('Chosen by Range', 1), nodes)).toBe(100);
		const stored = [{ id: 100 }, { id: 20 }, { id: 7 }, {}];
		const { jsonOutput } = parametersOf(workflow, 'Those Chosen');
		expect(evaluate(jsonOutput, nodes, stored)).toEqual({ rows: [{ id: 100 }, { id: 7 }] });
	});
});

describe('the answer of a reclaim', () => {
	const { jsonOutput } = parametersOf(reclaimCandidates(), 'Answer');
	const answered = (nodes: Record<string, Json[] | Json[][]>, problems = '') =>
		evaluate(jsonOutput, { Problems: [{ problems }], ...nodes }) as Json;

	it('counts each candidate by the state it was left in', () => {
		const Planned = [
			{ id: 1, candidateKey: 'a', state: 'Awaiting Revocation' },
			{ id: 2, candidateKey: 'b', state: 'Ready' },
			{},
		];
		const Outcomes = [{ id: 1, candidateKey: 'a', state: 'Closed Complete' }];
		const Sorted = [{ ask: [7], now: [{}, {}], left: [] }];
		expect(answered({ Planned, Outcomes, Sorted })).toEqual({
			status: 'success',
			errorMessage: '',
			isComplete: true,
			counts: { asked: 1, chosen: 2, calls: 0, 'Closed Complete': 1, Ready: 1 },
		});
	});

	it('counts the API calls of both runs of Reclaim, the dry run and the one that writes', () => {
		const runOf = (calls: unknown) => [{ rows: [{ run: { calls } }, { run: { calls } }] }];
		const callsOf = (nodes: Record<string, Json[]>) =>
			(answered(nodes) as { counts: Json }).counts.calls;
		expect(callsOf({ 'Dry Run': runOf(7), Reclaim: runOf(12) })).toBe(19);
		expect(callsOf({ 'Dry Run': runOf(7) })).toBe(7);
		for (const rows of [undefined, null, [], [{}], [{ run: null }], [{ run: { calls: 'many' } }]])
			expect(callsOf({ 'Dry Run': [{ rows }] })).toBe(0);
	});

	it('says of each chosen candidate that nothing happened to why: with the name, or how many', () => {
		const left = (candidateKey: string, name: string | null, unchangedBecause?: string) => ({
			...{ candidateKey, name, userId: '005', unchangedBecause },
		});
		const Sorted = [{ ask: [], now: [{}, {}, {}], left: [] }];
		const nodes = {
			'Planned@1': [
				left('a', 'Ann', 'No outcome.'),
				left('b', 'Bo', 'Late.'),
				left('c', 'Cy', 'Late.'),
			],
			'Outcomes@1': [left('d', null)],
			...{ Planned: [{}], Outcomes: [{}], Sorted },
		};
		expect(answered(nodes)).toMatchObject({
			status: 'success',
			errorMessage: 'Ann: No outcome. 2 candidates: Late. 005: No reason was given.',
			isComplete: false,
		});
	});

	it('is a failure with its reason, and not complete if some were left', () => {
		expect(answered({}, 'No session.')).toMatchObject({
			...{ status: 'failure', errorMessage: 'No session.', counts: { asked: 0, chosen: 0 } },
		});
		const Sorted = [{ ask: [1], now: [], left: ['It waits.'] }];
		expect(answered({ Sorted })).toMatchObject({
			...{ status: 'success', errorMessage: 'It waits.', isComplete: false },
		});
	});
});
