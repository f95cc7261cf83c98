import { userIdDigits } from '../../nodes/SalesforceLicenses/licensing/playbook/portions/userIdDigits';
import type { WorkflowFile } from '../../workflows/kit/canvas';
import { PLAYBOOK } from '../../workflows/playbook';
import { digitsOf, portion } from '../../workflows/storage/portion.workflow';
import { STAGE, STORE_PORTION } from '../../workflows/storage/portionPostgres.sql';
import { portionPostgres } from '../../workflows/storage/portionPostgres.workflow';
import { DATA_TABLES, TABLES } from '../../workflows/storage/tables';
import { READ_KINDS } from '../../workflows/candidates/updateCandidates.workflow';
import { refreshSubscriptions } from '../../workflows/jobs/refreshSubscriptions.workflow';
import type { Json } from '../support/expressions';
import { evaluate, parametersOf } from '../support/expressions';

/** With one item of each node before it. */
const evaluateWith = (expression: unknown, json: Json, nodes: Record<string, Json | null> = {}) =>
	evaluate(
		expression,
		Object.fromEntries(
			Object.entries(nodes).map(([name, one]) => [name, one === null ? null : [one]]),
		),
		[json],
	);
const conditionOf = (workflow: WorkflowFile, name: string) =>
	(parametersOf(workflow, name).conditions as { conditions: Array<{ leftValue: string }> })
		.conditions[0].leftValue;

const BOTH: Array<[string, WorkflowFile]> = [
	['Data Tables', portion()],
	['Postgres', portionPostgres()],
];

describe('the range of a portion in Data Tables', () => {
	it.each(['005000000000001AAA', '0055g00000zZaAzEAK', ''])(
		'is in the digits that Compare stores: %j',
		(id) => {
			expect(evaluateWith(`={{ ${digitsOf('$json.id')} }}`, { id })).toBe(userIdDigits(id));
		},
	);

	it('has all users in it: the first range starts before them, and the last ends after them', () => {
		const [{ keyValue: from }, { keyValue: to }] = (
			parametersOf(portion(), 'Read Stored').filters as {
				conditions: Array<{ keyName: string; keyValue: string }>;
			}
		).conditions.filter(({ keyName }) => keyName === 'userIdDigits');
		const nodes = { Inputs: { afterUserId: '' }, Download: { resumeAfter: null } };
		const [start, end] = [from, to].map((one) => String(evaluateWith(one, {}, nodes)));
		for (const id of ['005000000000000AAA', '005zzzzzzzzzzzzAAA']) {
			expect(userIdDigits(id) > start && userIdDigits(id) <= end).toBe(true);
		}
	});

	it('is the same for what is compared and for what is deleted', () => {
		const filters = (name: string) => JSON.stringify(parametersOf(portion(), name).filters);
		const range = filters('Read Stored').slice(0, -2);
		expect(filters('Delete Earlier Rows').startsWith(range)).toBe(true);
		expect(filters('Delete Earlier Rows')).toContain('"keyName":"id","condition":"lte"');
	});
});

describe.each(BOTH)('a download that is not one, with %s', (_, workflow) => {
	const isRead = (answer: Json, afterUserId = '') =>
		evaluateWith(conditionOf(workflow, 'Downloaded?'), answer, { Inputs: { afterUserId } });
	const reason = (answer: Json) =>
		(evaluateWith(parametersOf(workflow, 'Not Downloaded').jsonOutput, answer) as Json)
			.errorMessage;

	it.each<[boolean, Json, string]>([
		[true, { status: 'success', resumeAfter: null }, ''],
		[true, { status: 'success', resumeAfter: '005b' }, '005a'],
		[false, { status: 'success', resumeAfter: '005a' }, '005a'],
		[false, { status: 'success', resumeAfter: '005a' }, '005b'],
		[false, { status: 'failure' }, ''],
		[false, { status: 'Success' }, ''],
		[false, { error: 'x' }, ''],
		[false, {}, ''],
	])('is stored: %p, for %j after %j', (expected, answer, after) => {
		expect(isRead(answer, after)).toBe(expected);
	});

	it.each<[Json, string]>([
		[{ status: 'failure', errorMessage: 'No session.' }, 'No session.'],
		[{ error: { message: 'The workflow is not active' } }, 'has a credential and is published'],
		[{ error: 'The workflow does not exist' }, 'has a credential and is published'],
		[{ status: 'success', resumeAfter: '005a' }, 'the same users again'],
		[{}, 'returned no answer'],
	])('ends the portion with a reason: %j', (answer, text) => {
		expect(reason(answer)).toContain(text);
	});
});

describe('the limit of Data Tables', () => {
	const tooMany = (expected: unknown) =>
		evaluateWith(conditionOf(portion(), 'Too Many?'), { expected });

	it('refuses a larger org before anything is read, and says what to do', () => {
		expect(tooMany(1_000_000)).toBe(true);
		expect(tooMany(10_000)).toBe(false);
		// An org whose licenses cannot be read is refused by nothing but its size.
		expect(tooMany(0)).toBe(false);
		const text = evaluateWith(parametersOf(portion(), 'Too Many').jsonOutput, {
			expected: 1_000_000,
		});
		expect((text as Json).errorMessage).toMatch(/1000000 subscriptions.*Postgres/);
	});

	it('does not hold for Postgres', () => {
		expect(JSON.stringify(portionPostgres())).not.toContain('Too Many');
	});
});

describe('the job', () => {
	const job = refreshSubscriptions();
	const answer = (all: Json, licenses: Json) =>
		evaluateWith(
			parametersOf(job, 'Answer').jsonOutput,
			{},
			{
				'So Far': {
					...{ isComplete: true, warnings: [], added: 1, changed: 2, removed: 3 },
					...all,
				},
				'Download Licenses': licenses,
			},
		) as Json;
	const COMPLETE = { status: 'success', isComplete: true, rows: [], warnings: [] };

	it('is complete only if the subscriptions and the licenses were read completely', () => {
		expect(answer({}, COMPLETE)).toMatchObject({
			...{ status: 'success', errorMessage: '', isComplete: true },
			...{ created: 1, updated: 2, removed: 3 },
		});
		for (const [all, licenses, text] of [
			[{ isComplete: false, warnings: ['No View Setup'] }, COMPLETE, 'No View Setup'],
			[{ isComplete: undefined }, COMPLETE, 'did not report'],
			[{ isComplete: 'true' }, COMPLETE, 'did not report'],
			[{}, { ...COMPLETE, isComplete: false, warnings: ['No pools'] }, 'No pools'],
			[{}, { status: 'failure', errorMessage: 'No session' }, 'No session'],
			[{}, { error: { message: 'x' } }, 'did not report'],
			[{}, {}, 'did not report'],
		] as Array<[Json, Json, string]>) {
			const given = answer(all, licenses);
			expect(given).toMatchObject({ status: 'success', isComplete: false });
			expect(given.errorMessage).toContain(text);
		}
	});

	it.each([
		[{ status: 'failure', errorMessage: 'No session' }, 'No session'],
		[{ error: { message: 'The portion broke' } }, 'The portion broke'],
		[{ error: 'The portion broke' }, 'The portion broke'],
		[{}, 'returned no answer'],
	])('fails with what the portion says: %j', (json, text) => {
		const failed = evaluateWith(parametersOf(job, 'Failed').jsonOutput, json) as Json;
		expect(failed.status).toBe('failure');
		expect(failed.errorMessage).toContain(text);
	});

	it('stores progress only of a portion that says it succeeded', () => {
		for (const json of [{}, { status: 'failure' }, { error: 'x' }, { status: true }])
			expect(evaluateWith(conditionOf(job, 'Portion Stored?'), json)).toBe(false);
	});
});

describe('Update, while a refresh has stored only a part of the org', () => {
	const kinds = (
		count: unknown,
		stored: Json = { subscriptionKey: 'x', licenseKind: 'userLicense' },
	) => evaluateWith(READ_KINDS, {}, { 'Read Refresh': { count }, Kinds: stored });

	it('counts no kind as read, so it closes no candidate for a missing subscription', () => {
		expect(kinds(2)).toEqual([]);
		expect(kinds(0)).toEqual([{ subscriptionKey: 'x', licenseKind: 'userLicense' }]);
	});

	it('nor a kind of which nothing is stored', () => {
		expect(kinds(0, {})).toEqual([]);
	});
});

describe('rows', () => {
	it('are written one by one in no workflow that refreshes, and pass through no Code node there', () => {
		for (const workflow of [...BOTH.map(([, one]) => one), refreshSubscriptions()]) {
			const types = workflow.nodes.map(({ type }) => type);
			expect(types).not.toContain('n8n-nodes-base.code');
			for (const { parameters } of workflow.nodes)
				expect(['update', 'upsert']).not.toContain(parameters.operation);
		}
	});

	it('are stored in Postgres by one statement with parameters, the same for every org', () => {
		const { query, operation } = parametersOf(portionPostgres(), 'Store the Portion');
		expect([operation, query]).toEqual(['executeQuery', STORE_PORTION]);
		expect(STORE_PORTION).not.toMatch(/\$\{|\{\{|;/);
		expect([...new Set(STORE_PORTION.match(/\$\d/g))].sort()).toEqual([
			'$1',
			'$2',
			'$3',
			'$4',
			'$5',
			'$6',
			'$7',
		]);
		for (const column of Object.keys(TABLES.salesforce_subscriptions))
			expect(STORE_PORTION).toContain(`"${column}"`);
	});

	it('get to Postgres in no expression, which would copy the file into another memory and back', () => {
		const { nodes } = portionPostgres();
		const stage = parametersOf(portionPostgres(), 'Stage the File');
		expect(stage).toMatchObject({
			operation: 'insert',
			table: { value: STAGE },
			columns: { mappingMode: 'autoMapInputData' },
			options: { outputColumns: ['id'] },
		});
		const expressions = JSON.stringify(nodes).match(/=\{\{.*?\}\}/g) ?? [];
		expect(expressions.length).toBeGreaterThan(5);
		expect(expressions.filter((text) => /\btext\b|File as Text/.test(text))).toEqual([]);
	});

	it('have in Data Tables what Compare returns, and no column more', () => {
		const columns = String(parametersOf(portion(), 'Compare').storedColumns).split(', ');
		const always = ['profile', 'subscriptionKey', 'userIdDigits'];
		expect([...columns, ...always].sort()).toEqual(
			Object.keys(DATA_TABLES.salesforce_subscriptions).sort(),
		);
	});

	it('are stored by workflows of the same name and inputs', () => {
		const names = PLAYBOOK.map(([, build]) => build()).filter(({ id }) => id === portion().id);
		expect(names.map(({ name }) => name)).toEqual([portionPostgres().name]);
	});
});
