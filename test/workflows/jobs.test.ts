import { identifyCandidates } from '../../workflows/candidates/identifyCandidates.workflow';
import { identifyPortion } from '../../workflows/candidates/identifyPortion.workflow';
import { updateCandidates } from '../../workflows/candidates/updateCandidates.workflow';
import { runCandidates } from '../support/candidateRows';
import type { Json } from '../support/expressions';
import { evaluate, parametersOf } from '../support/expressions';

const candidate = {
	candidateKey: '1',
	state: 'Ready',
	userId: '005000000000001AAA',
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	licenseName: 'Salesforce',
	rule: 'Unused seats',
	action: 'deactivate',
	justification: 'Not used for 90 days',
	saving: null,
	email: 'ada@acme.example',
	blockers: [],
};

/** The candidates that Identify opens with the profile as it is stored. */
async function opened(profile: Json, found: Json = candidate): Promise<Json[]> {
	const storedProfile = { displayName: 'Acme', notifyUser: false, rules: [], ...profile };
	const run = await runCandidates('open', [found], { settingsFrom: 'profile', storedProfile });
	expect(run.error).toBeNull();
	return run.toWrite;
}

describe('the exclusions of a profile', () => {
	it('are added to every rule, together with the exclusions of the rule', () => {
		const profile = {
			rules: [
				{ name: 'A', targetProfileId: '00e000000000001', excludeLicenseIdentifiers: 'AUL, X' },
				{ name: 'B', exemptUsernames: ['b@acme.example'] },
			],
			excludedIdentifiers: ['sfdc'],
			excludedUsernames: ['ceo@acme.example'],
		};
		const { assignments } = parametersOf(identifyCandidates(), 'Rules with Exclusions')
			.assignments as { assignments: Array<{ value: string }> };
		const rulesJson = evaluate(assignments[0].value, { Inputs: [{ profile }] });
		expect(JSON.parse(String(rulesJson))).toEqual([
			{
				name: 'A',
				exemptUsernames: ['ceo@acme.example'],
				excludeLicenseIdentifiers: ['AUL', ' X', 'sfdc'],
			},
			{
				name: 'B',
				exemptUsernames: ['b@acme.example', 'ceo@acme.example'],
				excludeLicenseIdentifiers: ['sfdc'],
			},
		]);
	});

	it.each<[unknown, number]>([
		[['SFDC'], 0],
		[['sfdc'], 0],
		[['Salesforce'], 0],
		[[' salesforce\u200b '], 0],
		[['AUL'], 1],
		[[''], 1],
		[[], 1],
		[null, 1],
		[undefined, 1],
	])(
		'remove candidates of a subflow that ignores them: %j leave %d',
		async (excludedIdentifiers, left) => {
			expect(await opened({ excludedIdentifiers })).toHaveLength(left);
		},
	);

	it.each([['SFDC'], [{ SFDC: true }], [5]])(
		'that are %j are unclear, so nothing is opened',
		async (excludedIdentifiers) => {
			const storedProfile = { displayName: 'Acme', excludedIdentifiers };
			const parameters = { settingsFrom: 'profile', storedProfile };
			const run = await runCandidates('open', [candidate], parameters);
			expect(run.error?.message).toContain('excludedIdentifiers must be a list');
			expect(run.outputs.flat()).toEqual([]);
		},
	);
});

describe('the saving of a candidate', () => {
	it.each([
		['a freeze saves nothing', 0],
		['a move saves the difference', 900],
		['is unknown', null],
	])("is the node's figure, never the price of the seat: %s", async (_, saving) => {
		const [row] = await opened({ prices: { SFDC: 2100 } }, { ...candidate, saving });
		expect(row.saving).toBe(saving);
	});

	it('is unknown if a subflow does not say it', async () => {
		const [row] = await opened({ prices: { SFDC: 2100 } }, { ...candidate, saving: undefined });
		expect(row.saving).toBeNull();
	});
});

/** What a portion answers, as the progress keeps it. */
const portion = (values: Json = {}): Json => ({
	...{ orgId: '00D000000000001AAA', readKinds: ['userLicense'], unreadKinds: [], leftOut: [] },
	...{
		subscriptions: 5,
		added: 2,
		unchanged: 3,
		changed: 0,
		found: 4,
		states: {},
		due: [],
		taken: 0,
	},
	...values,
});
/** What Combine Portions says of them. */
const soFar = (values: Json = {}): Json => ({
	...{
		isComplete: true,
		warnings: [],
		added: 2,
		unchanged: 3,
		subscriptions: 5,
		number: 2,
		calls: 9,
	},
	...values,
});
const progressOf = (portions: Json[]) => [{ rows: portions.map((summary) => ({ summary })) }];

describe('the result of Identify', () => {
	const result = (all: Json = {}, portions: Json[] = [portion()]) =>
		evaluate(parametersOf(identifyCandidates(), 'Answer').jsonOutput, {
			'So Far': [soFar(all)],
			'Read Progress': progressOf(portions),
		}) as Json;

	it.each([
		[true, true],
		[false, false],
		[undefined, false],
		['true', false],
		[null, false],
	])('says whether everything was read: %j is %p', (isComplete, expected) => {
		expect(result({ isComplete })).toMatchObject({ status: 'success', isComplete: expected });
		expect(result({ isComplete }).errorMessage === '').toBe(expected);
	});

	it('lists what was not read', () => {
		const unread = { licenseKind: 'packageLicense', reason: 'No View Setup.' };
		const notRead = ['Package License: No View Setup.'];
		const told = result({ isComplete: false, notRead }, [portion({ unreadKinds: [unread] })]);
		expect(told).toMatchObject({ errorMessage: 'No View Setup.', notRead });
		expect(result({ isComplete: false })).toMatchObject({ notRead: [] });
		const warned = result({ isComplete: false, warnings: ['No View Setup.', 'No logins.'] });
		expect(warned.errorMessage).toBe('No View Setup. No logins.');
	});

	it('counts what all portions found, opened, and had open already', () => {
		expect(result({ added: 4, unchanged: 6 }, [portion(), portion()])).toMatchObject({
			created: 4,
			counts: { found: 8, open: 10 },
		});
	});
});

describe('a portion of Identify', () => {
	const result = (said: Json, opened = 0, known: Json[] = []) =>
		evaluate(parametersOf(identifyPortion(), 'Result').jsonOutput, {
			'Find Candidates': [{ rows: [candidate], ...said }],
			Inputs: [{ profile: { orgId: '00D000000000001AAA' } }],
			Open: [{ count: opened, rows: '[]' }],
			Known: known,
		}) as { leftOut: Json[]; unchanged: number; added: number; resumeAfter: unknown };

	it.each<[Json, number]>([
		[{ isComplete: true }, 0],
		[{ resumeAfter: '005000000000001AAA', isComplete: false }, 0],
		[{ isComplete: false }, 1],
		[{ isComplete: 'true' }, 1],
		[{}, 1],
	])('of a search that says %j lacks %d things', (said, missing) => {
		expect(result(said).leftOut).toHaveLength(missing);
	});

	it('keeps what the search says it left out', () => {
		const leftOut = [{ what: 'Logins', reason: 'No Manage Users.' }];
		expect(result({ isComplete: false, leftOut }).leftOut).toEqual(leftOut);
	});

	it('counts the candidates that are open already, and those that it opened', () => {
		const known = [
			{ candidateKey: '1', state: 'Ready' },
			{ candidateKey: '2', state: 'Closed Complete', keepUntil: '2027-01-01' },
		];
		expect(result({ isComplete: true }, 1, known)).toMatchObject({
			added: 1,
			unchanged: 1,
			resumeAfter: null,
		});
	});
});

describe('Update', () => {
	const result = (
		{
			warnings = [],
			ledger,
			finish = null,
			refreshing = 0,
		}: { warnings?: string[]; ledger?: Json; finish?: Json | null; refreshing?: unknown },
		portions: Json[] = [portion()],
	) =>
		evaluate(parametersOf(updateCandidates(), 'Answer').jsonOutput, {
			'Read Refresh': [{ count: refreshing }],
			'So Far': [soFar({ warnings })],
			'Read Progress': progressOf(portions),
			'Update Ledger': ledger === undefined ? [] : [ledger],
			Finish: finish === null ? null : [finish],
		}) as { status: string; errorMessage: string; updated: number; counts: Json };

	it.each<[string, Json, string]>([
		['a text', { error: 'no such workflow' }, 'no such workflow'],
		['an object', { error: { message: 'The table is full' } }, 'The table is full'],
	])('reports a savings ledger that was not written, with the error as %s', (_, ledger, said) => {
		expect(result({ ledger })).toMatchObject({
			status: 'failure',
			errorMessage: `The savings ledger was not updated: ${said}`,
		});
	});

	it.each<[string, Json | undefined]>([
		['what the ledger returned', { rows: [], count: 3 }],
		['an empty item', {}],
		['no item', undefined],
	])('has no problem to report if there is %s', (_, ledger) => {
		expect(result({ ledger })).toMatchObject({ status: 'success', errorMessage: '' });
	});

	it('while a refresh has stored only a part of the org, it is not complete, and says why', () => {
		expect(result({})).toMatchObject({ isComplete: true, notRead: [] });
		const told = result({ refreshing: 2 });
		expect(told).toMatchObject({
			status: 'success',
			isComplete: false,
			notRead: [told.errorMessage],
		});
		expect(told.errorMessage).toContain('stored only a part of the org');
	});

	it('counts the candidates of each state over all portions and what was finished', () => {
		const portions = [
			portion({ changed: 3, states: { 'Closed Canceled': 3 } }),
			portion({ changed: 1, states: { 'Closed Canceled': 1 } }),
		];
		const finish = {
			status: 'success',
			changed: 2,
			states: { 'Closed Complete': 2 },
			warnings: [],
		};
		expect(result({ finish }, portions)).toMatchObject({
			updated: 6,
			counts: { 'Closed Canceled': 4, 'Closed Complete': 2 },
		});
	});

	it.each<[Json, string]>([
		[{ error: { message: 'n8n stopped' } }, 'n8n stopped'],
		[{ status: 'failure', errorMessage: 'No session' }, 'No session'],
		[{}, 'were not finished'],
		[{ status: 'success', states: {}, changed: 0, warnings: ['Refused'] }, 'Refused'],
	])('that could not finish what is due has failed: %j', (finish, said) => {
		const told = result({ finish });
		expect(told.status).toBe('failure');
		expect(told.errorMessage).toContain(said);
	});

	it('that could not ask the org in some portion has failed, with each reason once', () => {
		expect(result({ warnings: ['No session.'] })).toMatchObject({
			status: 'failure',
			errorMessage: 'No session.',
		});
	});
});
