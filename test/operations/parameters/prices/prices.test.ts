import type { IDataObject, INode } from 'n8n-workflow';
import { candidateRow } from '../../../support/candidateRows';
import { runNode } from '../../../support/inProcess';
import { clientCredentials, useOrg } from '../../../support/org';

/** Prices as rows of the form, in every operation that knows prices. */

const org = useOrg({ users: 30, seed: 12 });

const run = async (of: string, parameters: object, items: IDataObject[] = [{}]) => {
	const [resource, operation] = of.split(':');
	return await runNode(
		{ resource, operation, ...parameters } as unknown as INode['parameters'],
		clientCredentials(org()),
		items,
	);
};
const rows = (...price: object[]) => ({ prices: { price } });
const SFDC = { kind: 'userLicense', license: 'SFDC', price: 165, currency: 'usd' };
const fromList = { __rl: true, mode: 'list', value: 'SFDC', cachedResultName: 'Salesforce' };
const BOOK = '[{"identifier":"SFDC","price":1,"currency":"USD"}]';

describe('prices as rows', () => {
	it.each([
		['a name that was typed', SFDC],
		['a choice in the list', { ...SFDC, license: fromList }],
		['the name of the license', { ...SFDC, license: ' salesforce ' }],
		['any kind', { ...SFDC, kind: 'any' }],
		['no kind', { license: 'SFDC', price: 165, currency: 'USD' }],
	])('give the licenses of the org their price: %s', async (_, row) => {
		const { items, error } = await run('license:getMany', rows(row));
		expect(error).toBeNull();
		expect(items.find(({ licenseIdentifier }) => licenseIdentifier === 'SFDC')).toMatchObject({
			price: 165,
			currency: 'USD',
		});
	});

	it.each<[string, object]>([
		['nothing was added', {}],
		['nothing was added, as n8n stores it', { prices: {} }],
		['all rows were removed', rows()],
	])('are none if %s', async (_, none) => {
		const { items, error } = await run('license:getMany', none);
		expect(error).toBeNull();
		expect(items.every(({ price }) => price === null)).toBe(true);
		// Then the JSON counts.
		const priced = await run('license:getMany', { ...none, priceBook: BOOK });
		expect(priced.items.some(({ price }) => price === 1)).toBe(true);
	});

	it('may be free, but are not free because nothing was entered', async () => {
		const { items } = await run('license:getMany', rows({ ...SFDC, price: 0 }));
		expect(items.some(({ price }) => price === 0)).toBe(true);
		const { error } = await run('license:getMany', rows({ ...SFDC, price: '' }));
		expect(error?.message).toBe('Prices: row 1, Price: must be a number, but it is empty');
	});

	it.each<[string, object, RegExp]>([
		['price: not there', { price: undefined }, /^Prices: row 2, Price: (is missing|.*empty)/],
		['price: null', { price: '={{ null }}' }, /^Prices: row 2, Price: must be a number/],
		['price: NaN', { price: '={{ NaN }}' }, /^Prices: row 2, Price: must be a number/],
		['price: a text', { price: '={{ "165" }}' }, /^Prices: row 2, Price: must be a number/],
		['price: below zero', { price: -1 }, /^Prices: row 2, Price: A price must be 0 or more/],
		['price: endless', { price: '={{ Infinity }}' }, /^Prices: row 2, Price: must be/],
		['currency: empty', { currency: '' }, /^Prices: row 2, Currency: Enter a currency code/],
		['currency: a sign', { currency: '€' }, /^Prices: row 2, Currency: Enter a currency code/],
		['currency: null', { currency: '={{ null }}' }, /^Prices: row 2, Currency: must be a text/],
		['license: empty', { license: '' }, /^Prices: row 2, License: is empty/],
		['license: blank', { license: ' ' }, /^Prices: row 2, License: is empty/],
		[
			'license: none chosen',
			{ license: { ...fromList, value: '' } },
			/^Prices: row 2, License: is empty/,
		],
		['license: a number', { license: '={{ 7 }}' }, /^Prices: row 2, License: is empty/],
		['kind: empty', { kind: '' }, /^Prices: row 2, License Kind: must be one of any, user/],
		['kind: unknown', { kind: 'seat' }, /^Prices: row 2, License Kind: must be one of any, user/],
		[
			'the same license twice',
			{ license: 'sfdc', kind: 'userLicense' },
			/^Prices: row 2, License: "sfdc" already has a price in row 1/,
		],
	])(
		'that are wrong are named by row and field before the first call: %s',
		async (_, wrong, says) => {
			const { apiCalls } = org().org;
			const second = { kind: 'any', license: 'Partner', price: 20, currency: 'EUR', ...wrong };
			const { error } = await run('license:getMany', rows(SFDC, second));
			expect(error?.message).toMatch(says);
			expect(org().org.apiCalls).toBe(apiCalls);
		},
	);
});

const OPERATIONS: Array<[operation: string, parameters: object, items?: IDataObject[]]> = [
	['license:getMany', {}],
	['reclamation:findCandidates', { inactiveDays: 1 }],
	['consumption:download', {}],
	['report:create', { format: 'json' }, [{ reportRow: 'license' }]],
	['candidate:ledger', {}, [candidateRow() as unknown as IDataObject]],
];

describe.each(OPERATIONS)('%s', (operation, parameters, items) => {
	it('refuses rows and JSON at once', async () => {
		for (const both of [
			{ ...rows(SFDC), priceBook: BOOK },
			{ options: { ...rows(SFDC), priceBook: BOOK } },
		]) {
			if ('options' in both && operation !== 'reclamation:findCandidates') continue;
			const { error } = await run(operation, { ...parameters, ...both }, items);
			expect(error?.message).toBe('Price Book: there are rows in Prices too');
			expect(error?.description).toContain('Use Prices or Price Book');
		}
	});

	it('refuses a row without a currency', async () => {
		const { error } = await run(operation, { ...parameters, ...rows({ ...SFDC, currency: '' }) });
		expect(error?.message).toMatch(/^Prices: row 1, Currency: /);
	});
});

it('gives each candidate the price of its row, in Options too', async () => {
	for (const place of [rows(SFDC), { options: rows(SFDC) }]) {
		const { items, error } = await run('reclamation:findCandidates', { inactiveDays: 1, ...place });
		expect(error).toBeNull();
		const found = items.filter(({ licenseIdentifier }) => licenseIdentifier === 'SFDC');
		expect(found.length).toBeGreaterThan(0);
		for (const one of found) expect(one).toMatchObject({ saving: 165, currency: 'USD' });
	}
});

it('gives an entitlement the price of one unit', async () => {
	const price = { license: 'community.logins', price: 2, currency: 'USD' };
	const { items, error } = await run('consumption:download', rows(price));
	expect(error).toBeNull();
	expect(items.find(({ identifier }) => identifier === 'community.logins')).toMatchObject({
		price: 2,
		currency: 'USD',
	});
});
