/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Script } from 'node:vm';

import { END, ONE_AT_A_TIME } from '../../workflows/jobs/runJob.code';
import { onError } from '../../workflows/digest/alerts.workflow';
import { runJob } from '../../workflows/jobs/runJob.workflow';
import { signOfLife } from '../../workflows/jobs/signOfLife.workflow';
import { rowsOfPortion } from '../../workflows/storage/portionRows.workflow';
import { rowsOfPortionPostgres } from '../../workflows/storage/portionRowsPostgres.workflow';

type Json = Record<string, unknown>;

/** What a Code node gives when the nodes before it gave these items. */
function run(code: string, nodes: Record<string, Json>, input: Json = {}): Json {
	const $ = (name: string) => ({ first: () => ({ json: nodes[name] }) });
	const started = new Script(`(($, $input, $json) => {\n${code}\n})`).runInThisContext() as (
		...args: unknown[]
	) => Array<{ json: Json }>;
	return started($, { first: () => ({ json: input }) }, input)[0].json;
}

/** What a node hands to Storage. */
function rowsOf(node: string, input: Json, nodes: Record<string, Json> = {}): unknown {
	const found = runJob().nodes.find(({ name }) => name === node)!;
	const { value } = found.parameters.workflowInputs as { value: { rows: string } };
	const [, expression] = /^=\{\{(.*)\}\}$/s.exec(value.rows) ?? [];
	return run(`return [{ json: ${expression} }]`, nodes, input);
}

const NOW = Date.parse('2026-03-01T02:00:00.000Z');
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const row = (id: number, values: Json = {}): Json => ({
	...{ id, name: 'Refresh Acme Subscriptions', job: 'refresh', status: 'Running' },
	...{ startedAt: ago(3600), updatedAt: ago(0) },
	...values,
});

const begin = (rows: Json[], refusal = '') =>
	run(ONE_AT_A_TIME, {
		Begin: { refusal },
		'Write Begin': { rows: [{ id: 9 }] },
		'Read Runs': { rows },
	}) as { refusal: string; lost: Json[]; settle: boolean };

describe('one run of a job at a time', () => {
	it('runs when nothing else does', () => {
		expect(begin([row(9)])).toMatchObject({ refusal: '', lost: [], settle: false });
	});

	it('of two that started at once, the one with the lower ID runs', () => {
		expect(begin([row(8), row(9)]).refusal).toMatch(/^Skipped: the run started at .* running\.$/);
		expect(begin([row(9), row(10)]).refusal).toBe('');
	});

	it('another job of the profile does not stop it', () => {
		expect(begin([row(8, { name: 'Update Acme', job: 'update' }), row(9)]).refusal).toBe('');
	});

	it('a run that has ended does not stop it', () => {
		expect(begin([row(8, { status: 'Complete' }), row(9)])).toMatchObject({
			refusal: '',
			lost: [],
		});
	});

	it('a run that gave its last sign of life 45 seconds ago is still running', () => {
		expect(begin([row(8, { updatedAt: ago(45) }), row(9)]).refusal).toContain('still running');
	});

	it('a run without a sign of life for longer is marked Interrupted, and no longer stops it', () => {
		const { refusal, lost } = begin([row(8, { updatedAt: ago(46) }), row(9)]);
		expect(refusal).toBe('');
		expect(rowsOf('Write Lost', { lost })).toEqual([
			{
				...{ id: 8, status: 'Interrupted', endedAt: expect.any(String) as string },
				error: expect.stringMatching(
					/process.* was stopped, or it could not reach the tables/,
				) as string,
			},
		]);
	});

	it.each([undefined, null, '', 'yesterday', NaN, []])(
		'a sign of life that cannot be read (%p) ends no run',
		(updatedAt) => {
			expect(begin([row(8, { updatedAt }), row(9)])).toMatchObject({ lost: [] });
			expect(begin([row(8, { updatedAt }), row(9)]).refusal).toContain('still running');
			expect(begin([row(8, { updatedAt: ago(60) }), row(9, { updatedAt })])).toMatchObject({
				lost: [],
			});
		},
	);

	it('does not run when its own job result is gone', () => {
		expect(() => begin([row(8)])).toThrow('was deleted while the run started');
	});

	it('does not run what must not run, and still marks what was interrupted', () => {
		const draft = 'The profile "Acme" is a draft.';
		expect(begin([row(8, { updatedAt: ago(60) }), row(9)], draft)).toMatchObject({
			refusal: draft,
			lost: [{ id: 8 }],
		});
	});
});

describe('candidates of a run that was interrupted', () => {
	const lost = { updatedAt: ago(60) };

	it.each([
		['reclaim', true],
		['update', true],
		['refresh', false],
		['identify', false],
	])('after a lost %s they are to be settled: %p', (job, settle) => {
		expect(begin([row(8, { ...lost, name: 'X', job }), row(9)]).settle).toBe(settle);
	});

	it('are not touched while another run of the profile reclaims', () => {
		const rows = [
			row(7, { ...lost, job: 'reclaim' }),
			row(8, { name: 'Y', job: 'reclaim' }),
			row(9),
		];
		expect(begin(rows).settle).toBe(false);
	});

	it('are those of this profile whose reclaim began and has no grace period', () => {
		const begun = { profile: 'Acme', revocationStartedAt: ago(60), graceUntil: null };
		const rows = [
			{ id: 1, ...begun },
			{ id: 2, ...begun, profile: 'Other' },
			{ id: 3, ...begun, graceUntil: ago(-60) },
			{ id: 4, ...begun, revocationStartedAt: null },
		];
		expect(rowsOf('Write Interrupted', { rows }, { Inputs: { profile: 'Acme' } })).toEqual([
			{ id: 1, executionId: 'interrupted' },
		]);
	});
});

describe('a run that could not begin', () => {
	const expressionOf = (name: string) => {
		const found = runJob().nodes.find((node) => node.name === name)!;
		return /^=\{\{(.*)\}\}$/s.exec(String(found.parameters.jsonOutput))?.[1] ?? '';
	};
	const evaluate = (name: string, input: Json, nodes: Record<string, Json> = {}) =>
		run(
			`const $execution = { id: '77' }; return [{ json: (${expressionOf(name)}) }]`,
			nodes,
			input,
		);
	const nameOf = (inputs: Json) => evaluate('Job Name', inputs).name;
	const notBegun = (input: Json) =>
		evaluate('Not Begun', input, {
			Inputs: { job: 'refresh', profile: 'Acme', startedBy: 'Scheduled Jobs' },
			'Job Name': { name: 'Refresh Acme Subscriptions' },
		}) as { result: Json; answer: Json };

	it('has the name of its job, known or not', () => {
		expect(nameOf({ job: 'refresh', profile: 'Acme' })).toBe('Refresh Acme Subscriptions');
		expect(nameOf({ job: 'reclaim', profile: 'Acme' })).toBe('Reclaim candidates of Acme');
		const one = { job: 'reclaim', profile: 'Acme', candidateIds: [7], ask: false };
		expect(nameOf(one)).toBe('Reclaim candidate 7 of Acme');
		for (const job of ['constructor', 'Refresh', ' ', undefined, null]) {
			expect(nameOf({ job, profile: 'Acme' })).toBe(String(job));
		}
	});

	it.each([
		{ error: 'Unrecognized node type: n8n-nodes-salesforce-licenses.salesforceLicenses' },
		{
			error: {
				message: 'Unrecognized node type: n8n-nodes-salesforce-licenses.salesforceLicenses',
			},
		},
	])('says what to install and where, and which execution it was: %j', (input) => {
		const { result, answer } = notBegun(input);
		expect(result).toMatchObject({
			...{ name: 'Refresh Acme Subscriptions', profile: 'Acme', job: 'refresh' },
			...{ status: 'Failed', executionId: '77', startedBy: 'Scheduled Jobs' },
		});
		expect(result.error).toContain('execution 77 does not have the package');
		expect(result.error).toContain('Install the package on every n8n process');
		expect(answer).toMatchObject({ status: 'failure', errorMessage: result.error, created: 0 });
	});

	it.each([{}, { error: null }, { error: '' }, { error: { message: 'Postgres is away' } }])(
		'says that the tables could not be read, for any other reason: %j',
		(input) => {
			const { answer } = notBegun(input);
			expect(answer.errorMessage).toContain('the tables of the playbook could not be read');
			expect(answer.errorMessage).not.toContain('Install');
		},
	);

	it('passes through workflows that n8n can run without the package', () => {
		const after = ['Write Not Begun', 'Alert Later'].map((name) => {
			const { workflowId } = runJob().nodes.find((node) => node.name === name)!.parameters as {
				workflowId: { value: string };
			};
			return /sl\w+/.exec(workflowId.value)?.[0];
		});
		const called = [rowsOfPortion(), rowsOfPortionPostgres(), onError(), runJob()];
		for (const id of after) expect(called.map((one) => one.id)).toContain(id);
		for (const { nodes } of called)
			for (const { type } of nodes) expect(type).toMatch(/^n8n-nodes-base\./);
	});
});

describe('the end of a run', () => {
	const end = (
		input: Json,
		versionNote?: string,
		refusal = '',
	): { answer: Json; write: unknown } => {
		const nodes = {
			'Already Running?': { mine: row(9), refusal },
			'Read Profile': { versionNote },
		};
		const ended = run(END, nodes, input);
		return { answer: ended.answer as Json, write: rowsOf('Write End', ended) };
	};

	it('says where to install the package, when this process does not have it', () => {
		const error = {
			message: 'Unrecognized node type: n8n-nodes-salesforce-licenses.salesforceLicenses',
		};
		const { answer, write } = end({ error });
		expect(answer).toMatchObject({ status: 'failure' });
		expect(answer.errorMessage).toBe(
			`${error.message}. Install the package on every n8n process: main, webhook processes and workers.`,
		);
		expect(write).toEqual([expect.objectContaining({ id: 9, status: 'Failed' })]);
		const given = end({ status: 'failure', errorMessage: error.message }).answer;
		expect(given.errorMessage).toBe(answer.errorMessage);
	});

	it('says that playbook and package do not fit, whatever else the job says', () => {
		const done = end({ status: 'success', errorMessage: '' }, 'Update it.');
		expect(done.answer).toMatchObject({ status: 'success', errorMessage: 'Update it.' });
		expect(done.write).toEqual([
			expect.objectContaining({ status: 'Complete with warnings', error: 'Update it.' }),
		]);
		const failed = end({ status: 'failure', errorMessage: 'No session.' }, 'Update it.');
		expect(failed.answer.errorMessage).toBe('No session. Update it.');
		expect(failed.write).toEqual([expect.objectContaining({ status: 'Failed' })]);
		const skipped = end({}, 'Update it.', 'Skipped: it runs.');
		expect(skipped.answer).toMatchObject({ status: 'skipped', errorMessage: 'Skipped: it runs.' });
		for (const none of [undefined, '']) {
			const { write } = end({ status: 'success', errorMessage: '' }, none);
			expect(write).toEqual([expect.objectContaining({ status: 'Complete', error: '' })]);
		}
	});

	it('stores what was not read, in sentences', () => {
		const given = (notRead: unknown) =>
			(end({ status: 'success', isComplete: false, notRead }).write as Json[])[0];
		expect(given(['Package License: No View Setup.', 'activity: Refused.'])).toMatchObject({
			...{ status: 'Complete with warnings' },
			notRead: 'Package License: No View Setup. activity: Refused.',
		});
		expect(given(undefined)).toMatchObject({ notRead: '' });
	});

	it.each([{}, { error: null }, { error: '' }, { error: {} }, { status: '' }])(
		'without an answer (%j) the run has failed',
		(input) => {
			const { answer, write } = end(input);
			expect(answer).toMatchObject({ status: 'failure', created: 0 });
			expect(String(answer.errorMessage)).not.toBe('');
			expect(write).toEqual([
				expect.objectContaining({
					id: 9,
					status: 'Failed',
					createdRows: 0,
					counts: { seconds: expect.any(Number) as number },
				}),
			]);
		},
	);
});

describe('a store that is away', () => {
	const triesAgain = (workflow: { nodes: object[] }) =>
		(workflow.nodes as Array<{ name: string; retryOnFail?: boolean }>)
			.filter(({ retryOnFail }) => retryOnFail === true)
			.map(({ name }) => name);

	it('loses no end of a run', () => expect(triesAgain(runJob())).toContain('Write End'));

	it('ends the signs of life, which must not outlive a run whose end could not be stored', () =>
		expect(triesAgain(signOfLife())).toEqual([]));
});
