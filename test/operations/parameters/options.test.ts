import type { IDataObject } from 'n8n-workflow';
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
