import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { SELDOM_CHANGED } from '../../nodes/SalesforceLicenses/operations/reclamation/rules/ruleFields';
import { TRIGGER_FIELDS } from '../../nodes/SalesforceLicenses/operations/trigger/fields';
import { SalesforceCrmOAuth2Api } from '../../credentials/SalesforceCrmOAuth2Api.credentials';
import { parametersOfOperation } from '../../nodes/SalesforceLicenses/operations/operation';
import { RESOURCES } from '../../nodes/SalesforceLicenses/operations/resources';
import type { Table } from '../support/pages';
import { codesIn, PAGES, readPage, tableOf, tablesOf } from '../support/pages';

/** The tables of parameters, held against the fields that the editor shows: names, labels and defaults. */

interface Field {
	label: string;
	name: string;
	/** As the table has to say it; null where the table may use its own words. */
	shownDefault: string | null;
}

/** The page of each operation. */
const PAGE_OF: Record<string, string> = {
	'candidate.decide': 'docs/operations/candidate.md',
	'candidate.ledger': 'docs/operations/savings-ledger.md',
	'candidate.open': 'docs/operations/candidate.md',
	'candidate.review': 'docs/operations/candidate-review.md',
	'candidate.select': 'docs/operations/select-candidates.md',
	'candidate.takenAgain': 'docs/operations/taken-again.md',
	'candidate.update': 'docs/operations/candidate.md',
	'consumption.download': 'docs/operations/consumption.md',
	'license.getMany': 'docs/operations/license.md',
	'license.setModel': 'docs/operations/set-software-model.md',
	'organization.checkAccess': 'docs/operations/organization.md',
	'organization.get': 'docs/operations/organization.md',
	'profile.form': 'docs/operations/profile-form.md',
	'playbook.fitRows': 'docs/operations/playbook-fit-rows.md',
	'playbook.getWorkflows': 'docs/operations/playbook.md',
	'playbook.mayUse': 'docs/operations/who-may-use-a-form.md',
	'playbook.subflowAnswer': 'docs/operations/subflow-answer.md',
	'profile.validate': 'docs/operations/profile-validate.md',
	'reclamation.findCandidates': 'docs/operations/find-candidates.md',
	'reclamation.reclaim': 'docs/operations/reclaim.md',
	'reclamation.restore': 'docs/operations/restore.md',
	'report.create': 'docs/operations/report.md',
	'subscription.combine': 'docs/operations/subscription-combine.md',
	'subscription.compare': 'docs/operations/subscription-compare.md',
	'subscription.download': 'docs/operations/subscription-download.md',
};

const operations = RESOURCES.flatMap(({ option, operations: all }) =>
	all.map((operation) => ({
		id: `${option.value}.${operation.option.value}`,
		name: operation.option.name,
		fields: parametersOfOperation(operation),
		options: operation.options ?? [],
		outputs: operation.outputs ?? [],
	})),
);

function shownDefault({ type, default: value, options }: INodeProperties): string | null {
	if (type === 'boolean') return value === true ? 'on' : 'off';
	if (type === 'number') return String(value);
	if (type !== 'options') return null;
	const chosen = (options as INodePropertyOptions[]).find((option) => option.value === value);
	return `*${chosen?.name}*`;
}

/** What a person fills in; of several fields of one name, the first is what a new node shows. */
function fieldsOf(properties: readonly INodeProperties[]): Field[] {
	const filled = properties.filter(
		({ name, type, displayOptions }) =>
			type !== 'notice' &&
			type !== 'hidden' &&
			// An option that was set beside the others: documented with the options.
			!Object.hasOwn(displayOptions?.show ?? {}, `/${name}`),
	);
	const first = new Map([...filled].reverse().map((field) => [field.name, field]));
	return [...first.values()].map((field) => ({
		label: field.displayName,
		name: field.name,
		shownDefault: shownDefault(field),
	}));
}

/** The fields inside a collection. */
const inside = (properties: readonly INodeProperties[], name: string): Field[] =>
	fieldsOf(
		(properties.find((field) => field.name === name)?.options ?? []) as INodeProperties[],
	).map((field) => ({ ...field, shownDefault: null }));

/** What a table says wrongly or not at all, each with what to do. */
function faultsOf(page: string, { columns, rows }: Table, fields: readonly Field[]): string[] {
	const hasDefaults = columns[2] === 'Default';
	const told = rows.map(([label, name, given]) => ({ label, name: codesIn(name)[0], given }));
	const missing = fields
		.filter(({ name }) => !told.some((row) => row.name === name))
		.map(({ label, name }) => `${page} lacks the parameter ${label} (\`${name}\`): add a row`);
	const wrong = told.flatMap(({ label, name, given }) => {
		const field = fields.find((one) => one.name === name);
		if (field === undefined) {
			return [
				`${page} names the parameter \`${name}\`, which does not exist: correct the name, or delete the row`,
			];
		}
		const faults: string[] = [];
		if (field.label !== label) {
			faults.push(`${page} calls \`${name}\` "${label}": the editor shows "${field.label}"`);
		}
		if (hasDefaults && field.shownDefault !== null && field.shownDefault !== given) {
			faults.push(`${page} says ${name} is ${given} by default: it is ${field.shownDefault}`);
		}
		return faults;
	});
	return [...missing, ...wrong];
}

const isOfParameters = ({ columns }: Table) => columns[0] === 'Parameter' && columns[1] === 'Name';

/** What the page says about the operation: its section, where operations share the page. */
function textOf({ id, name }: { id: string; name: string }): string {
	const page = PAGE_OF[id];
	const text = readPage(page);
	if (Object.values(PAGE_OF).filter((other) => other === page).length === 1) return text;
	return text.split(/^## /m).find((section) => section.split('\n')[0] === name) ?? '';
}

describe('the page of an operation', () => {
	it.each(operations)('$id documents every parameter as the editor shows it', (operation) => {
		const page = PAGE_OF[operation.id];
		const known = fieldsOf(operation.fields);
		const tables = tablesOf(textOf(operation)).filter(isOfParameters);
		const table = { columns: tables[0]?.columns ?? [], rows: tables.flatMap(({ rows }) => rows) };
		expect(faultsOf(page, table, known)).toEqual([]);
	});

	it.each(operations.filter(({ options }) => options.length > 0))(
		'$id lists below Options what the editor has there',
		({ id, name, options }) => {
			const [, section = ''] = textOf({ id, name }).split(/^### Options$/m);
			const [table] = tablesOf(section).filter(isOfParameters);
			const told = table.rows.flatMap(([, code]) => codesIn(code));
			const shown = options.filter(({ type }) => type !== 'notice').map((field) => field.name);
			expect(told.sort()).toEqual(shown.sort());
		},
	);

	it.each(operations.filter(({ outputs }) => outputs.length > 0))(
		'$id names its outputs',
		({ id, name, outputs }) => {
			const [output] = tablesOf(textOf({ id, name })).filter(
				({ columns }) => columns[0] === 'Output',
			);
			const named = output === undefined ? [] : output.rows.map(([name]) => name);
			// The page of Restore refers to that of Reclaim.
			if (id === 'reclamation.restore') return expect(named).toEqual([]);
			expect(named).toEqual(outputs);
		},
	);

	it('of every operation is there', () => {
		expect(Object.keys(PAGE_OF).sort()).toEqual(operations.map(({ id }) => id).sort());
	});
});

describe('the fields inside a parameter', () => {
	const fieldsOfOperation = (id: string) => operations.find((one) => one.id === id)?.fields ?? [];

	it('filters of Download', () => {
		const page = PAGE_OF['subscription.download'];
		const known = inside(fieldsOfOperation('subscription.download'), 'filters');
		expect(faultsOf(page, tableOf(page, 'Filter', 'Name'), known)).toEqual([]);
	});

	it('options of a report', () => {
		const page = PAGE_OF['report.create'];
		const known = inside(fieldsOfOperation('report.create'), 'reportOptions');
		expect(faultsOf(page, tableOf(page, 'Option', 'Name'), known)).toEqual([]);
	});

	it('options of a rule', () => {
		const page = PAGE_OF['reclamation.findCandidates'];
		const known = inside(fieldsOfOperation('reclamation.findCandidates'), 'ruleOptions');
		expect(faultsOf(page, tableOf(page, 'Rule Option', 'Name'), known)).toEqual([]);
	});

	it('the parts of a condition', () => {
		const conditions = SELDOM_CHANGED.find(({ name }) => name === 'conditions');
		const [{ values }] = conditions?.options as INodePropertyCollection[];
		const parts = tableOf('docs/rules.md', 'Part').rows.map(([part]) => codesIn(part)[0]);
		expect(parts).toEqual(values.map(({ name }) => name));
	});
});

describe('other pages', () => {
	it('docs/trigger.md documents the parameters of the trigger', () => {
		const page = 'docs/trigger.md';
		const known = fieldsOf(TRIGGER_FIELDS);
		expect(faultsOf(page, tableOf(page, 'Parameter', 'Name'), known)).toEqual([]);
	});

	const owned = [...Object.values(PAGE_OF), 'docs/trigger.md'];
	it.each(PAGES.filter((page) => !owned.includes(page)))(
		'%s names only parameters that exist',
		(page) => {
			const all = fieldsOf(operations.flatMap(({ fields }) => fields));
			const faults = tablesOf(readPage(page))
				.filter(isOfParameters)
				.flatMap((table) => faultsOf(page, table, all))
				.filter((fault) => !fault.includes(' lacks the parameter '));
			expect(faults).toEqual([]);
		},
	);

	it('docs/connect.md documents the fields of the credential', () => {
		const page = 'docs/connect.md';
		const known = fieldsOf(new SalesforceCrmOAuth2Api().properties);
		expect(faultsOf(page, tableOf(page, 'Field', 'Name'), known)).toEqual([]);
	});
});

describe('a fault', () => {
	const fields: Field[] = [{ label: 'Dry Run', name: 'dryRun', shownDefault: 'on' }];
	const columns = ['Parameter', 'Name', 'Default', 'Meaning'];

	it.each([
		['a parameter that does not exist', ['No', '`no`', 'on', ''], /names the parameter `no`/],
		['another label', ['Trial', '`dryRun`', 'on', ''], /the editor shows "Dry Run"/],
		['another default', ['Dry Run', '`dryRun`', 'off', ''], /it is on/],
	])('is found: %s', (_, row, message) => {
		expect(faultsOf('x.md', { columns, rows: [row] }, fields).join()).toMatch(message);
	});

	it('is found: a parameter that is missing', () => {
		const faults = faultsOf('x.md', { columns, rows: [] }, fields);
		expect(faults).toEqual(['x.md lacks the parameter Dry Run (`dryRun`): add a row']);
	});
});
