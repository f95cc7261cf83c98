/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BLOCKER_KINDS } from '../../nodes/SalesforceLicenses/licensing/blockers/blockerKinds';
import {
	CONDITION_FIELDS,
	OPERATORS,
} from '../../nodes/SalesforceLicenses/licensing/finding/conditions';
import { DETECTORS } from '../../nodes/SalesforceLicenses/licensing/finding/detectors/allDetectors';
import { DETECTOR_NAMES } from '../../nodes/SalesforceLicenses/licensing/finding/detectors/names';
import { RULE_ACTIONS } from '../../nodes/SalesforceLicenses/licensing/model/actions';
import { MATCH_WAYS } from '../../nodes/SalesforceLicenses/licensing/model/directory';
import { LICENSE_KINDS } from '../../nodes/SalesforceLicenses/licensing/model/licenses';
import { OWN_CODES } from '../../nodes/SalesforceLicenses/licensing/planning/outcome';
import { OUTCOME_KINDS, STEP_KINDS } from '../../nodes/SalesforceLicenses/licensing/planning/steps';
import { RESOURCES } from '../../nodes/SalesforceLicenses/operations/resources';
import { parseRules } from '../../nodes/SalesforceLicenses/operations/reclamation/rules/ruleSchema';
import * as errors from '../../nodes/SalesforceLicenses/salesforce/client/errors';
import { codesIn, examplesOf, firstColumn, readPage, ROOT, tableOf } from '../support/pages';

/** Names that users read in results and write into rules, held against the page that explains them. */

const RULES = 'docs/rules.md';

/** The values of a parameter of Find Candidates. */
function labelsOf(parameter: string): Map<string, string> {
	const fields = RESOURCES.flatMap(({ operations }) => operations).flatMap(
		({ fields: all }) => all,
	);
	const options = fields.flatMap(({ name, options: some }) =>
		name === parameter ? ((some ?? []) as Array<{ name: string; value: string }>) : [],
	);
	return new Map(options.map(({ name, value }) => [value, name]));
}

describe('docs/rules.md', () => {
	const parsed = parseRules([{}]);
	const known = parsed.ok ? parsed.value[0] : ({} as Record<string, unknown>);

	it('has every field of a rule, and no other', () => {
		expect(firstColumn(tableOf(RULES, 'Field')).sort()).toEqual(Object.keys(known).sort());
	});

	it('states the defaults of a rule', () => {
		const stated = tableOf(RULES, 'Field').rows.flatMap(([field, value]) => {
			const given = known[codesIn(field)[0] as keyof typeof known];
			return ['string', 'number', 'boolean'].includes(typeof given) && !/first/.test(value)
				? [[value.replace(/`/g, ''), String(given)]]
				: [];
		});
		expect(stated.length).toBeGreaterThan(4);
		for (const [says, is] of stated) expect(says).toBe(is);
	});

	it('has every field and operator of a condition', () => {
		const { rows } = tableOf(RULES, 'Part');
		const [field, operator] = ['field', 'operator'].map((part) =>
			codesIn(rows.find(([name]) => codesIn(name)[0] === part)?.[1] ?? ''),
		);
		expect(field.filter((name) => !name.endsWith('__c')).sort()).toEqual(
			[...CONDITION_FIELDS].sort(),
		);
		expect(operator.sort()).toEqual([...OPERATORS].sort());
	});

	describe('the section of a detector', () => {
		const sections = new Map(
			readPage(RULES)
				.split(/^### /m)
				.slice(1)
				.map((text) => [text.split('\n')[0], text]),
		);

		it('is there for each, in their order, by value and label', () => {
			const labels = labelsOf('detector');
			expect([...sections.keys()]).toEqual(
				DETECTOR_NAMES.map((name) => `\`${name}\`: ${labels.get(name)}`),
			);
		});

		it.each(DETECTOR_NAMES)(
			'%s states the actions, the default first, and has an example',
			(name) => {
				const [, text] = [...sections].find(([title]) => title.startsWith(`\`${name}\``)) ?? [];
				const actions = /^Actions: (.*)$/m.exec(text ?? '')?.[1] ?? '';
				expect(codesIn(actions)).toEqual(DETECTORS[name].actions);
				const rules = examplesOf(text ?? '').flatMap((example) => {
					const result = parseRules(example.text);
					return result.ok ? result.value : [];
				});
				expect(rules.map(({ detector }) => detector)).toEqual([name]);
			},
		);
	});
});

describe('README.md', () => {
	it('has every operation, by the names of the editor', () => {
		const told = tableOf('README.md', 'Resource', 'Operation').rows.map(([resource, operation]) => [
			resource,
			operation.replace(/^\[(.*)\]\(.*\)$/, '$1'),
		]);
		const known = RESOURCES.flatMap(({ option, operations }) =>
			operations.map((operation) => [option.name, operation.option.name]),
		);
		expect(told.sort()).toEqual(known.sort());
	});
});

describe('docs/permissions.md', () => {
	it('has every permission that Check Access asks for, and its process', () => {
		const source = readFileSync(
			path.join(ROOT, 'nodes/SalesforceLicenses/salesforce/organization/queries.ts'),
			'utf8',
		);
		const permissions = [...source.matchAll(/permission: '([^']+)'/g)].map(([, name]) => name);
		expect(permissions.length).toBeGreaterThan(5);
		const told = tableOf('docs/permissions.md', 'Process', 'Permission').rows.map(
			([, permission]) => permission,
		);
		for (const permission of permissions) expect(told.join('; ')).toContain(permission);
	});
});

describe('docs/actions.md', () => {
	it('has every action', () => {
		expect(firstColumn(tableOf('docs/actions.md', 'Action')).sort()).toEqual(
			[...RULE_ACTIONS].sort(),
		);
	});
});

describe('docs/blockers.md', () => {
	const page = 'docs/blockers.md';
	const refusals = readFileSync(
		path.join(ROOT, 'nodes/SalesforceLicenses/licensing/blockers/refusals.ts'),
		'utf8',
	);

	it('has every kind, with its effect and the actions for which it matters', () => {
		const told = tableOf(page, 'Kind').rows.map(([kind, effect, actions]) => [
			codesIn(kind)[0],
			codesIn(effect)[0],
			codesIn(actions).sort(),
		]);
		const known = Object.entries(BLOCKER_KINDS).map(([kind, { effect, actions }]) => [
			kind,
			effect,
			[...actions].sort(),
		]);
		expect(told).toEqual(known);
	});

	it('has every kind that is known only from a refusal by Salesforce', () => {
		const kinds = [...refusals.matchAll(/^\t\tkind: '(\w+)'/gm)].map(([, kind]) => kind);
		expect(kinds.length).toBeGreaterThan(10);
		expect(firstColumn(tableOf(page, 'Refusal')).sort()).toEqual([...kinds, 'other'].sort());
	});
});

describe('docs/output.md', () => {
	const page = 'docs/output.md';

	it('has every license kind, outcome and step', () => {
		expect(firstColumn(tableOf(page, 'License kind'))).toEqual([...LICENSE_KINDS]);
		expect(firstColumn(tableOf(page, 'Outcome')).sort()).toEqual([...OUTCOME_KINDS].sort());
		expect(firstColumn(tableOf(page, 'Step')).sort()).toEqual([...STEP_KINDS].sort());
	});

	it('has every error code of the node, and none that the node does not know', () => {
		const codes = firstColumn(tableOf(page, 'Code'));
		expect(codes).toEqual(expect.arrayContaining(Object.values(OWN_CODES)));
		const known: string[] = [...Object.values(OWN_CODES), ...Object.values(errors).map(String)];
		expect(codes.filter((code) => !known.includes(code.replace('…', '')))).toEqual([]);
	});
});

describe('docs/activity-and-people.md', () => {
	const page = 'docs/activity-and-people.md';

	it('has every signal, by label and value', () => {
		const { rows } = tableOf(page, 'Signal', 'Value');
		const told = rows.flatMap(([label, value]) => {
			const labels = label.split(', ');
			return codesIn(value).map((code, at) => [code, labels[at]]);
		});
		expect(told.sort()).toEqual([...labelsOf('signals')].sort());
	});

	it('has every way to match people, in their order', () => {
		expect(firstColumn(tableOf(page, 'Way'))).toEqual([...MATCH_WAYS]);
	});
});
