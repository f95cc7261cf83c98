import type { StoreRequest } from '../../../../nodes/SalesforceLicenses/licensing/playbook/storing/fitRows';
import { fitRequest } from '../../../../nodes/SalesforceLicenses/licensing/playbook/storing/fitRows';

const tables = {
	people: {
		name: 'string',
		age: 'number',
		isActive: 'boolean',
		notes: 'json',
		userId: 'string',
		userIdDigits: 'string',
	},
} as const;

const request = (changes: Partial<StoreRequest>): StoreRequest => ({
	...{ tables, table: 'people', action: 'write', column: '', value: '', rows: [] },
	jsonColumns: 'text',
	...changes,
});
const fit = (changes: Partial<StoreRequest>) => fitRequest(request(changes), (id) => `#${id}`);
const inserted = (row: object, jsonColumns: 'object' | 'text' = 'text') => {
	const fitted = fit({ rows: [row as Record<string, unknown>], jsonColumns });
	return fitted.ok ? fitted.value.insert[0] : fitted.reason;
};

describe('rows', () => {
	it('get the columns of the table and no other; a column that is missing stays missing', () => {
		expect(inserted({ name: 'Ada', shoeSize: 38 })).toEqual({ name: 'Ada' });
	});

	it.each<[string, unknown, unknown]>([
		['name', 5, '5'],
		['name', '', ''],
		['age', '42', 42],
		['age', '', null],
		['age', 0, 0],
		['isActive', 'false', false],
		['isActive', 0, false],
		['isActive', 'true', true],
		['isActive', '', null],
		['notes', [1], '[1]'],
		['notes', '[1]', '[1]'],
		['notes', null, null],
		['notes', undefined, null],
	])('fit: %s %j is stored as %j', (column, given, stored) => {
		expect(inserted({ [column]: given })).toEqual({ [column]: stored });
	});

	it.each<[unknown, unknown]>([
		['[1]', [1]],
		[{ a: 1 }, { a: 1 }],
		[' ', null],
	])('keep JSON as objects where the store does: %j', (given, stored) => {
		expect(inserted({ notes: given }, 'object')).toEqual({ notes: stored });
	});

	it.each<[string, unknown]>([
		['age', 'many'],
		['age', NaN],
		['age', Infinity],
		['age', [1]],
		['age', true],
		['age', ' '],
		['isActive', 'No'],
		['isActive', 'TRUE'],
		['isActive', 2],
		['isActive', []],
		['notes', '{half'],
	])('that do not fit are refused, with the column: %s %j', (column, given) => {
		expect(inserted({ [column]: given }, 'object')).toMatch(
			`Row 1 does not fit the table people: ${column}`,
		);
	});

	it('with an ID are updated, the others inserted; the digits follow from the user ID', () => {
		const fitted = fit({ rows: [{ id: 3, name: 'Ada' }, { userId: '005A' }] });
		expect(fitted).toMatchObject({
			ok: true,
			value: {
				update: [{ id: 3, name: 'Ada' }],
				insert: [{ userId: '005A', userIdDigits: '#005A' }],
			},
		});
	});
});

describe('a request', () => {
	it.each<[Partial<StoreRequest>, string]>([
		[{ table: 'pets' }, 'Storage has no table "pets". Its tables are: people'],
		[{ table: undefined }, 'Storage has no table "undefined"'],
		[{ table: 'constructor' }, 'Storage has no table "constructor"'],
		[{ action: 'drop' }, 'Storage has no action "drop". Its actions are: read, write, delete'],
		[{ action: null }, 'Storage has no action "null"'],
		[{ column: 'shoeSize' }, 'The table people has no column "shoeSize"'],
		[{ column: ['name'] }, 'The table people has no column'],
		[{ action: 'delete', column: 'name' }, 'deletes rows by the column name only with a value'],
		[{ action: 'delete', column: 'name', value: null }, 'only with a value'],
	])('for what the store does not have is refused: %j', (changes, reason) => {
		const fitted = fit(changes);
		expect(fitted.ok ? '' : fitted.reason).toContain(reason);
	});

	it('to delete names the IDs of its rows', () => {
		const fitted = fit({ action: 'delete', rows: [{ id: 1 }, { id: null }, {}] });
		expect(fitted).toMatchObject({ ok: true, value: { remove: [1], update: [], insert: [] } });
	});

	it('says what type its column has', () => {
		for (const [column, columnType] of [
			['age', 'number'],
			['id', 'id'],
			['', ''],
			[undefined, ''],
		])
			expect(fit({ action: 'read', column, value: 1 })).toMatchObject({
				ok: true,
				value: { columnType },
			});
	});
});
