/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import manifest from '../package.json';
import { SalesforceLicenses } from '../nodes/SalesforceLicenses/SalesforceLicenses.node';
import codex from '../nodes/SalesforceLicenses/SalesforceLicenses.node.json';
import { RULE_DEFAULTS } from '../nodes/SalesforceLicenses/licensing/finding/rules';
import { parametersOfOperation } from '../nodes/SalesforceLicenses/operations/operation';
import { RESOURCES } from '../nodes/SalesforceLicenses/operations/resources';

const { description } = new SalesforceLicenses();
const fieldsOf = (resource: string, operation: string): INodeProperties[] =>
	description.properties.filter(
		({ displayOptions }) =>
			displayOptions?.show?.resource?.includes(resource) === true &&
			displayOptions.show.operation?.includes(operation) === true,
	);
/** Of several fields of one name, the first is what a new node shows. */
const defaultsOf = (resource: string, operation: string) =>
	Object.fromEntries(
		fieldsOf(resource, operation)
			.map(({ name, default: value }) => [name, value] as const)
			.reverse(),
	);

describe('the package', () => {
	it('installs nothing: third-party code is bundled', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(Object.keys(manifest.peerDependencies)).toEqual(['n8n-workflow']);
	});

	it('has the name that n8n expects in its codex file', () => {
		expect(codex.node).toBe(`${manifest.name}.${description.name}`);
	});

	test.each([...manifest.n8n.nodes, ...manifest.n8n.credentials])(
		'has the source of %s',
		(file) => {
			const source = file.replace(/^dist\//, '').replace(/\.js$/, '.ts');
			expect(existsSync(path.resolve(__dirname, '..', source))).toBe(true);
		},
	);
});

describe('npm run test:unit', () => {
	const filesOf = (...patterns: string[]) => {
		const [command, ...args] = manifest.scripts['test:unit'].split(' ');
		const jest = path.resolve(__dirname, '..', 'node_modules', '.bin', command);
		const listing = execFileSync(jest, [...args, ...patterns, '--listTests'], { encoding: 'utf8' });
		const files = listing.split('\n').filter((line) => line.endsWith('.ts'));
		return files.map((file) => path.basename(file));
	};

	it('runs the files of a pattern only, and all quick tests without one', () => {
		expect(filesOf('closest')).toEqual(['closest.test.ts']);
		const all = filesOf();
		expect(all.length).toBeGreaterThan(50);
		expect(all.every((file) => file.endsWith('.test.ts'))).toBe(true);
	});
});

describe('the node', () => {
	it('offers the operations that workflows rely on', () => {
		const offered = RESOURCES.flatMap(({ option, operations }) =>
			operations.map((operation) => `${option.value}:${operation.option.value}`),
		);
		expect(offered).toEqual(
			expect.arrayContaining([
				'license:getMany',
				'organization:checkAccess',
				'organization:get',
				'playbook:getWorkflows',
				'reclamation:findCandidates',
				'reclamation:reclaim',
				'reclamation:restore',
				'subscription:download',
			]),
		);
	});

	it('describes every operation with an action, in alphabetical order', () => {
		for (const { operations } of RESOURCES) {
			const names = operations.map(({ option }) => option.name);
			expect(names).toEqual([...names].sort());
			for (const { option } of operations) {
				expect(option.action).toMatch(/^[A-Z]/);
				expect(option.description).toBeTruthy();
			}
		}
	});

	it('writes nothing unless asked to', () => {
		expect(defaultsOf('reclamation', 'reclaim')).toMatchObject({
			dryRun: true,
			maxUsers: 100,
			maxPercent: 10,
		});
	});

	it('shows the defaults of a rule in the form', () => {
		const { inactiveDays, includeNeverLoggedIn, minimumAccountAgeDays } = RULE_DEFAULTS;
		const { action, detector } = RULE_DEFAULTS;
		expect(defaultsOf('reclamation', 'findCandidates')).toMatchObject({
			rulesSource: 'form',
			inactiveDays,
			includeNeverLoggedIn,
			minimumAccountAgeDays,
			action,
			detector,
		});
	});

	it('reads every license kind by default', () => {
		for (const [resource, operation] of [
			['license', 'getMany'],
			['subscription', 'download'],
		]) {
			const field = fieldsOf(resource, operation).find(({ name }) => name === 'licenseKinds');
			const kinds = (field?.options as INodePropertyOptions[]).map(({ value }) => value);
			expect(kinds).toHaveLength(4);
			expect(field?.default).toEqual(kinds);
		}
	});

	it('looks for candidates among user licenses by default, one row for each user', () => {
		expect(defaultsOf('reclamation', 'findCandidates').licenseKinds).toEqual(['userLicense']);
	});

	it('shows a newcomer few fields of an operation, and the others below Options', () => {
		const shown = (resource: string, operation: string) =>
			fieldsOf(resource, operation).filter(
				({ name: own, type, displayOptions }) =>
					!['hidden', 'notice'].includes(type) &&
					// An option that was set beside the others.
					!Object.hasOwn(displayOptions?.show ?? {}, `/${own}`) &&
					Object.entries(displayOptions?.show ?? {}).every(
						([name, values]) =>
							['resource', 'operation'].includes(name) ||
							values?.includes(defaultsOf(resource, operation)[name] as never),
					),
			);
		for (const [resource, operation] of [
			['license', 'getMany'],
			['subscription', 'download'],
			['reclamation', 'findCandidates'],
			['reclamation', 'reclaim'],
			['reclamation', 'restore'],
		]) {
			const fields = shown(resource, operation);
			expect(fields.length).toBeGreaterThan(2);
			expect(fields.length).toBeLessThan(9);
			expect(fields.at(-1)?.displayName).toBe('Options');
		}
	});

	it('describes every field and every option for people', () => {
		const without = RESOURCES.flatMap(({ operations }) =>
			operations.flatMap((operation) =>
				parametersOfOperation(operation).filter(
					({ type, description, options = [] }) =>
						type !== 'notice' &&
						type !== 'hidden' &&
						type !== 'collection' &&
						!description &&
						!options.every((option) => 'description' in option && option.description),
				),
			),
		);
		expect(without.map(({ displayName }) => displayName)).toEqual([]);
	});
});
