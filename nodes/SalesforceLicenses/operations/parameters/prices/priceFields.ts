import type { INodeProperties } from 'n8n-workflow';
import { KIND_LABELS, LICENSE_KINDS } from '../../../licensing/model/licenses';

/** What a price is for: a license of the org, chosen from a list, or a name that is typed. */

export const ANY_KIND = 'any';

const KIND: INodeProperties = {
	displayName: 'License Kind',
	name: 'kind',
	type: 'options',
	options: [
		{ name: 'Any', value: ANY_KIND },
		...LICENSE_KINDS.map((value) => ({ name: KIND_LABELS[value], value })).sort((a, b) =>
			a.name.localeCompare(b.name),
		),
	],
	default: ANY_KIND,
	description: 'Choose one if licenses of several kinds have the same identifier',
};

const FROM_ORG: INodeProperties = {
	displayName: 'License',
	name: 'license',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a license...',
			typeOptions: { searchListMethod: 'searchLicenses', searchable: true },
		},
		{
			displayName: 'By Name or Identifier',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. SFDC',
		},
	],
	description: 'The license that the price is for',
};

const TYPED: INodeProperties = {
	displayName: 'License',
	name: 'license',
	type: 'string',
	default: '',
	placeholder: 'e.g. SFDC',
	description: 'Identifier or name of the license that the price is for',
};

const MONEY: INodeProperties[] = [
	{
		displayName: 'Price',
		name: 'price',
		type: 'number',
		// Not 0, which is a price.
		default: '',
		placeholder: 'e.g. 165',
		description: 'Price of one seat',
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: '',
		placeholder: 'e.g. USD',
		description: 'Currency code of three letters',
	},
];

/** The name of the rows in the value of Prices. */
export const PRICE_ROWS = 'price';

const pricesOf = (values: INodeProperties[]): INodeProperties => ({
	displayName: 'Prices',
	name: 'prices',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Price',
	default: {},
	options: [{ displayName: 'Price', name: PRICE_ROWS, values }],
	description: 'What one seat of each license costs you',
});

export const PRICE_BOOK_FIELD: INodeProperties = {
	displayName: 'Price Book',
	name: 'priceBook',
	type: 'json',
	default: '[]',
	placeholder:
		'e.g. [{"identifier": "SFDC", "kind": "userLicense", "price": 165, "currency": "USD"}]',
	description:
		'The same as JSON, instead of Prices: a list of rows with identifier, price and currency. Add kind if several kinds of licenses have the same identifier.',
};

/** With the licenses of the org in a list. */
export const PRICES_FIELD = pricesOf([KIND, FROM_ORG, ...MONEY]);
/** For operations that ask no org. */
export const TYPED_PRICES_FIELD = pricesOf([KIND, TYPED, ...MONEY]);

const ENTITLEMENT: INodeProperties = {
	...TYPED,
	displayName: 'Entitlement',
	placeholder: 'e.g. community.logins',
	description: 'Identifier or name of the entitlement that the price is for',
};

/** Of what is used: it has no license kinds. */
export const CONSUMPTION_PRICES_FIELD: INodeProperties = {
	...pricesOf([
		ENTITLEMENT,
		...MONEY.map((field) =>
			field.name === 'price'
				? { ...field, placeholder: 'e.g. 2', description: 'Price of one unit' }
				: field,
		),
	]),
	description: 'What one unit beyond the allowance costs. Salesforce publishes no prices.',
};

/** What the prices are used for, after what they are. */
export const saying = (field: INodeProperties, more: string): INodeProperties => ({
	...field,
	description: `${(field.description ?? '').replace(/([^.])$/, '$1.')} ${more}`,
});
