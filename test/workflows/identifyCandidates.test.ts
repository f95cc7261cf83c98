/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { Script } from 'node:vm';

import { NEW_CANDIDATES, RULES } from '../../workflows/candidates/identifyCandidates.code';
import { COMPARE } from '../../workflows/jobs/refreshSubscriptions.code';

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

const opened = (profile: Json): Json[] =>
	run(NEW_CANDIDATES, {
		Inputs: { profile: { displayName: 'Acme', rules: [], ...profile } },
		'Find Candidates': { status: 'success', rows: [candidate] },
		'Read Candidates': { rows: [] },
		'Read Profile Again': { count: 1 },
		'Read Software Models': { rows: [] },
	}).write as Json[];

describe('the exclusions of a profile', () => {
	it('go to the node with every rule, besides those of the rule', () => {
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
	])('%j leave %d of a subflow that knows nothing of them', (excludedIdentifiers, left) => {
		expect(opened({ excludedIdentifiers })).toHaveLength(left);
	});
});

describe('the prices of a profile', () => {
	it.each<[unknown, number | null]>([
		[{ SFDC: 2100 }, 2100],
		[{ sfdc: 2100 }, 2100],
		[{ Salesforce: 2100 }, 2100],
		[{ Salesforce: 1, SFDC: 2100 }, 2100],
		[{ AUL: 300 }, null],
		[{ SFDC: 0 }, 0],
		[{}, null],
		[null, null],
		[undefined, null],
	])('%j give %p', (prices, saving) => {
		expect(opened({ prices })[0].saving).toBe(saving);
	});

	it('are those of the snapshots of the day too', () => {
		const { snapshots } = run(COMPARE, {
			Inputs: { profile: { displayName: 'Acme', prices: { salesforce: 100 }, rules: [] } },
			'Download Subscriptions': {
				status: 'success',
				rows: [{ ...candidate, subscriptionKey: '1', lastActivityAt: '2020-01-01T00:00:00.000Z' }],
			},
			'Download Licenses': { status: 'success', rows: [] },
			'Read Stored': { rows: [] },
			'Read Profile Again': { count: 1 },
			'Read Snapshots': { rows: [] },
			'Read Software Models': { rows: [] },
		});
		const [{ stale, potentialSaving }] = snapshots as Json[];
		expect(potentialSaving).toBe(100 * Number(stale));
		expect(Number(stale)).toBeGreaterThan(0);
	});
});
