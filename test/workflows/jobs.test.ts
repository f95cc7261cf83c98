/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Script } from 'node:vm';

import { ANSWER, RULES } from '../../workflows/candidates/identifyCandidates.code';
import { PROBLEMS as UPDATE_PROBLEMS } from '../../workflows/candidates/updateCandidates.code';
import { runCandidates } from '../support/candidateRows';

type Json = Record<string, unknown>;

/** What a Code node gives when the nodes before it gave these items. */
function run(code: string, nodes: Record<string, Json>): Json {
	const $ = (name: string) => ({ first: () => ({ json: nodes[name] }) });
	const started = new Script(`(($, $input) => {\n${code}\n})`).runInThisContext() as (
		...args: unknown[]
	) => Array<{ json: Json }>;
	return started($, {})[0].json;
}

/** The same for nodes with several items; null for a node that did not run. */
function answered(code: string, outputs: Record<string, Json[] | null>): Json {
	const $ = (name: string) => {
		const items = (outputs[name] ?? []).map((json) => ({ json }));
		return { isExecuted: outputs[name] !== null, first: () => items[0], all: () => items };
	};
	const started = new Script(`(($) => {\n${code}\n})`).runInThisContext() as (
		...args: unknown[]
	) => Array<{ json: Json }>;
	return started($)[0].json;
}

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
		const { rulesJson } = run(RULES, { Inputs: { profile } });
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

describe('the result of Identify', () => {
	interface Ran {
		summary?: Json;
		problems?: string;
		stored?: Json[];
		opened?: Json[] | null;
	}
	/** `opened: null`: nothing was stored, as the profile was deleted meanwhile. */
	const result = ({ summary = {}, problems = '', stored = [], opened: written = [] }: Ran) => {
		const outputs: Record<string, Json[] | null> = {
			'Find Candidates': [{ rows: [candidate], ...summary }],
			'Read Candidates': [{ rows: stored }],
			'Store Candidates': written === null ? null : [{ count: written.length }],
			Open: written,
			Problems: [{ problems }],
		};
		return answered(ANSWER, outputs);
	};

	it.each([
		[{ isComplete: true }, true],
		[{ isComplete: false }, false],
		[{}, false],
		[{ isComplete: 'true' }, false],
		[{ isComplete: null }, false],
	])('says whether everything was read: %j is %p', (summary, isComplete) => {
		expect(result({ summary })).toMatchObject({ status: 'success', isComplete });
	});

	it('lists what was not read', () => {
		const summary = { isComplete: false, warnings: ['No View Setup.', 'No logins.'] };
		expect(result({ summary }).errorMessage).toBe('No View Setup. No logins.');
		expect(result({ summary: { ...summary, isComplete: true } }).errorMessage).toBe('');
	});

	it('counts open candidates: those that were open, and those that were opened', () => {
		const stored = [{ state: 'Ready' }, { state: 'Awaiting User' }, { state: 'Closed Complete' }];
		// n8n makes an item without keys where an output has none.
		const run = result({ stored, opened: [{ candidateKey: 'x' }, {}] });
		expect(run).toMatchObject({ created: 1, counts: { found: 1, open: 3 } });
		expect(result({ stored, opened: null })).toMatchObject({ created: 0, counts: { open: 2 } });
	});

	it('is a failure with the reason', () => {
		const problems = 'The profile was deleted while the job ran, so nothing was stored.';
		expect(result({ problems, opened: null })).toMatchObject({
			status: 'failure',
			errorMessage: problems,
			counts: {},
		});
	});
});

describe('Update', () => {
	const problems = (ledger: Json | undefined) =>
		answered(`return [{ json: { text: ${UPDATE_PROBLEMS.slice('={{'.length, -'}}'.length)} } }];`, {
			'Dry Run': null,
			'Finish Reclaim': null,
			'Update Ledger': ledger === undefined ? [] : [ledger],
		}).text;

	it.each<[string, Json, string]>([
		['a text', { error: 'no such workflow' }, 'no such workflow'],
		['an object', { error: { message: 'The table is full' } }, 'The table is full'],
	])('reports a savings ledger that was not written, with the error as %s', (_, ledger, said) => {
		expect(problems(ledger)).toBe(`The savings ledger was not updated: ${said}`);
	});

	it.each<[string, Json | undefined]>([
		['what the ledger returned', { rows: [], count: 3 }],
		['an empty item', {}],
		['no item', undefined],
	])('has no problem to report if there is %s', (_, ledger) => {
		expect(problems(ledger)).toBe('');
	});
});
