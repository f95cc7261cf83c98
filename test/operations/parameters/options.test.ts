import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { RESOURCES } from '../../../nodes/SalesforceLicenses/operations/resources';
import { SalesforceLicenses } from '../../../nodes/SalesforceLicenses/SalesforceLicenses.node';
import { findCandidates, usersOf } from '../../support/candidates';
import { useOrg } from '../../support/org';

/** Where an option is read: in Options, in Rule Options, or beside the other parameters. */

const org = useOrg({ users: 40, seed: 3 });
const KINDS = { licenseKinds: ['userLicense'], inactiveDays: 30 };
const find = async (parameters: IDataObject) =>
	await findCandidates(org(), { ...KINDS, ...parameters });

describe('an option', () => {
	it('does the same in Options and beside them', async () => {
		const plain = await find({});
		const inside = await find({ options: { listProtected: true } });
		const beside = await find({ listProtected: true });
		expect(inside.items.length).toBeGreaterThan(plain.items.length);
		expect(usersOf(beside.items)).toEqual(usersOf(inside.items));
	});

	it('of a name that other operations have as a field does so too', async () => {
		const priced = { priceBook: '[{"identifier":"SFDC","price":1,"currency":"USD"}]' };
		const periodOf = async (more: IDataObject) => {
			const { items, error } = await find({ ...priced, ...more });
			return error?.message ?? items.find(({ saving }) => saving !== null)?.savingPeriod;
		};
		expect(await periodOf({})).toBe('month');
		expect(await periodOf({ pricePeriod: 'year' })).toBe('year');
		expect(await periodOf({ options: { pricePeriod: 'year' } })).toBe('year');
		for (const wrong of ['weekly', '', '={{ undefined }}', '={{ null }}'])
			expect(await periodOf({ pricePeriod: wrong })).toMatch(/^Price Period: /);
	});

	it('of Options is the one that counts', async () => {
		const both = await find({ listProtected: true, options: { listProtected: false } });
		expect(usersOf(both.items)).toEqual(usersOf((await find({})).items));
	});

	it('that is null beside them is refused like in Options', async () => {
		const { error } = await find({ listProtected: null });
		expect(error?.message).toMatch(/^List Protected Users must be true or false/);
	});

	it.each([
		['a switch', { listProtected: 'yes' }, /^List Protected Users must be true or false/],
		['nothing', { listProtected: null }, /^List Protected Users must be true or false/],
		['an empty expression', { maxApiUsagePercent: '={{ undefined }}' }, /^Stop at API Usage/],
	])('with a value that is not one is refused: %s', async (_, options, message) => {
		const { error } = await find({ options });
		expect(error?.message).toMatch(message);
	});
});

describe('the editor', () => {
	const { description } = new SalesforceLicenses();
	const { properties } = description;
	const isShown = (field: INodeProperties, values: INodeParameters) =>
		NodeHelpers.displayParameter(values, field, { typeVersion: 1 }, description, values);
	const options = RESOURCES.flatMap(({ option: { value: resource }, operations }) =>
		operations.flatMap(({ option: { value: operation }, options: all = [] }) =>
			all.map(({ name }) => ({ name, at: { resource, operation } })),
		),
	);
	const twins = options.flatMap(({ name, at }) =>
		properties
			.filter((field) => field.name === name && field.type !== 'hidden' && field.type !== 'notice')
			.map((field) => ({ name, field, at })),
	);

	it('shows no option beside the others that nobody set', () => {
		expect(twins.length).toBeGreaterThan(15);
		const shown = twins.filter(({ field, at }) => isShown(field, at)).map(({ name }) => name);
		expect([...new Set(shown)]).toEqual([]);
	});

	it('shows one that was set to something else than its default, and keeps it', () => {
		for (const { name, field, at } of twins.filter(({ field }) => field.type === 'boolean')) {
			const values = { ...at, [name]: field.default !== true };
			expect([name, isShown(field, values)]).toEqual([name, true]);
			const { [name]: kept } =
				NodeHelpers.getNodeParameters(
					properties,
					values,
					true,
					false,
					{ typeVersion: 1 },
					description,
				) ?? {};
			expect([name, kept]).toEqual([name, field.default !== true]);
		}
	});

	it('has the same default for an option wherever operations share it', () => {
		for (const all of Map.groupBy(
			RESOURCES.flatMap(({ operations }) => operations.flatMap((one) => one.options ?? [])),
			({ name }) => name,
		).values())
			expect(
				new Set(all.map(({ type, default: preset }) => JSON.stringify([type, preset]))).size,
			).toBe(1);
	});
});

describe('an option of the rule', () => {
	it('does the same in Rule Options and beside them', async () => {
		const plain = await find({});
		const [{ username }] = plain.items;
		const inside = await find({ ruleOptions: { exemptUsernames: username } });
		const beside = await find({ exemptUsernames: username });
		expect(inside.items).toHaveLength(plain.items.length - 1);
		expect(usersOf(inside.items)).toEqual(usersOf(beside.items));
	});

	it('takes conditions', async () => {
		const field = { field: 'department', operator: 'equals', value: 'Sales' };
		const rule = { conditions: { condition: [field] } };
		const { items } = await find({ ruleOptions: rule });
		expect(items.length).toBeGreaterThan(0);
		expect(new Set(items.map(({ department }) => department))).toEqual(new Set(['Sales']));
	});
});
