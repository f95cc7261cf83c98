/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Script } from 'node:vm';

import { NEW_CANDIDATES, RULES } from '../../workflows/candidates/identifyCandidates.code';

type Json = Record<string, unknown>;

/** What a Code node gives when the nodes before it gave these items. */
function run(code: string, nodes: Record<string, Json>): Json {
	const $ = (name: string) => ({ first: () => ({ json: nodes[name] }) });
	const started = new Script(`(($, $input) => {\n${code}\n})`).runInThisContext() as (
		...args: unknown[]
	) => Array<{ json: Json }>;
	return started($, {})[0].json;
}

const candidate = {
	candidateKey: '1',
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

const nodes = (profile: Json, rows: Json[], summary: Json = {}): Record<string, Json> => ({
	Inputs: { profile: { displayName: 'Acme', rules: [], ...profile } },
	'Find Candidates': { status: 'success', rows, ...summary },
	'Read Candidates': { rows: [] },
	'Read Profile Again': { count: 1 },
	'Read Software Models': { rows: [] },
});

const opened = (profile: Json, found: Json = candidate): Json[] =>
	run(NEW_CANDIDATES, nodes(profile, [found])).write as Json[];

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
	])('%j leave %d candidates of a subflow that ignores them', (excludedIdentifiers, left) => {
		expect(opened({ excludedIdentifiers })).toHaveLength(left);
	});
});

describe('what a candidate saves', () => {
	it.each([
		['a freeze frees nothing', 0],
		['a move saves the difference', 900],
		['is unknown', null],
	])("is the node's figure, never the price of the seat: %s", (_, saving) => {
		expect(opened({ prices: { SFDC: 2100 } }, { ...candidate, saving })[0].saving).toBe(saving);
	});

	it.each([
		[{ isComplete: true }, true],
		[{ isComplete: false }, false],
		[{}, false],
		[{ isComplete: 'true' }, false],
	])('and whether everything was read: %j is %p', (summary, isComplete) => {
		const answer = run(NEW_CANDIDATES, nodes({}, [candidate], summary));
		expect(answer.isComplete).toBe(isComplete);
	});
});
