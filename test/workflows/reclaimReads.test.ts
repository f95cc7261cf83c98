/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Script } from 'node:vm';

import { reclaimCandidates } from '../../workflows/candidates/reclaimCandidates.workflow';
import { reclaimForm } from '../../workflows/candidates/reclaimForm.workflow';
import { reviewCandidates } from '../../workflows/candidates/reviewCandidates.workflow';
import type { WorkflowFile } from '../../workflows/kit/canvas';
import { IDS } from '../../workflows/kit/ids';

type Json = Record<string, unknown>;

const parametersOf = ({ nodes }: WorkflowFile, name: string): Json => {
	const found = nodes.find((node) => node.name === name);
	if (found === undefined) throw new Error(`There is no node "${name}"`);
	return found.parameters as Json;
};

/** What an expression gives after these nodes, for these items. */
function evaluate(
	expression: unknown,
	nodes: Record<string, Json[] | Json[][]>,
	items: Json[] = [],
) {
	const text = /^=\{\{(.*)\}\}$/s.exec(String(expression))?.[1] ?? '';
	const $ = (name: string) => {
		const given = nodes[name];
		const outputs = (Array.isArray(given?.[0]) ? given : [given ?? []]) as Json[][];
		const all = (output = 0) => (outputs[output] ?? []).map((json) => ({ json }));
		return { isExecuted: given !== undefined, first: () => all()[0], all };
	};
	const $input = { all: () => items.map((json) => ({ json })) };
	const started = new Script(`(($, $input) => (${text}))`).runInThisContext() as (
		...args: unknown[]
	) => unknown;
	return started($, $input);
}

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
			counts: { asked: 1, chosen: 2, 'Closed Complete': 1, Ready: 1 },
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
