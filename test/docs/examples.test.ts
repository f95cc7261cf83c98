/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { isDeepStrictEqual } from 'node:util';

import { parseDirectory } from '../../nodes/SalesforceLicenses/operations/parameters/directory';
import { parsePriceBook } from '../../nodes/SalesforceLicenses/operations/parameters/prices/priceBook';
import { parseSoftwareModels } from '../../nodes/SalesforceLicenses/operations/parameters/softwareModels/softwareModels';
import { judgeProfile } from '../../nodes/SalesforceLicenses/operations/profile/judgeProfile';
import { parseContract } from '../../nodes/SalesforceLicenses/operations/report/contract';
import { parseRules } from '../../nodes/SalesforceLicenses/operations/reclamation/rules/ruleSchema';
import installerFile from '../../workflows/install-playbook.json';
import { examplesOf, PAGES, readPage } from '../support/pages';
import { runNode } from '../support/inProcess';
import { clientCredentials, useOrg } from '../support/org';

const org = useOrg({ users: 40, seed: 3 });

/** The node's own parsers, by the word behind `json` in the first line of an example. */
const PARSERS: Record<string, (json: string) => { ok: boolean; reason?: string }> = {
	rules: parseRules,
	prices: parsePriceBook,
	'software-models': parseSoftwareModels,
	directory: parseDirectory,
	contract: (json) => parseContract(json, { perYear: 1 }),
	// What people paste into n8n is the file.
	installer: (json) => {
		const ok = isDeepStrictEqual(JSON.parse(json), installerFile);
		return { ok, reason: ok ? '' : 'run npm run playbook:build' };
	},
	profile: (json) => {
		const given = JSON.parse(json) as Record<string, unknown>;
		const against = { licenses: null, connections: null, stored: null };
		const { isValid, mistakes } = judgeProfile(given, against);
		return { ok: isValid, reason: mistakes.map(({ message }) => message).join() };
	},
};

const examples = PAGES.flatMap((page) =>
	examplesOf(readPage(page)).map(({ kind, text }, index) => ({
		name: `${page}, JSON example ${index + 1}`,
		kind,
		text,
	})),
);

describe('the JSON examples of the pages', () => {
	it('are there', () => {
		expect(examples.length).toBeGreaterThan(10);
	});

	it.each(examples)('$name says what it is an example of: ```json $kind', ({ kind }) => {
		expect(['items', ...Object.keys(PARSERS)]).toContain(kind);
	});

	it.each(examples.filter(({ kind }) => kind !== 'items'))(
		'$name is accepted by the node',
		({ kind, text }) => {
			const { ok, reason = '' } = PARSERS[kind](text);
			expect({ ok, reason }).toEqual({ ok: true, reason: '' });
		},
	);

	it.each(examples.filter(({ kind }) => kind === 'items'))(
		'$name is accepted by a dry run of Reclaim',
		async ({ text }) => {
			const items = [JSON.parse(text)].flat() as Array<Record<string, string>>;
			const { outputs, error } = await runNode(
				{ resource: 'reclamation', operation: 'reclaim' },
				clientCredentials(org()),
				items,
			);
			expect(error).toBeNull();
			expect(outputs.flat().map(({ json }) => json.userId)).toEqual(
				items.map(({ userId }) => userId),
			);
		},
	);
});
