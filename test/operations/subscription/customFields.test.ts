import type { IDataObject, INode } from 'n8n-workflow';
import { CUSTOM_FIELDS } from '../../org/seed/customFields';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

jest.setTimeout(60_000);

/** Rules that rest on own fields of the org, whose values the two APIs write in different ways. */
const org = useOrg({ users: 60, seed: 5, customFields: true });

const find = async (api: 'rest' | 'bulk', condition: IDataObject) =>
	await runNode(
		{
			resource: 'reclamation',
			operation: 'findCandidates',
			api,
			licenseKinds: ['userLicense'],
			rulesSource: 'json',
			rulesJson: JSON.stringify([{ name: 'Rule', inactiveDays: 1, conditions: [condition] }]),
		} as INode['parameters'],
		clientCredentials(org()),
	);

const idsOf = (items: IDataObject[]) => items.map(({ userId }) => String(userId)).sort();
const valueOf = (field: string, id: string) => org().org.table('User').get(id)?.[field];
const differentValues = (field: string) => [
	...new Set(
		org()
			.org.rows('User')
			.map((row) => row[field])
			.filter((value) => value !== null && value !== undefined),
	),
];

describe('a condition on a custom field', () => {
	it.each(Object.keys(CUSTOM_FIELDS))('finds the same people with both APIs: %s', async (field) => {
		const values = differentValues(field);
		expect(values.length).toBeGreaterThan(1);
		let found = 0;
		for (const value of values.slice(0, 4)) {
			const condition = { field, operator: 'equals', value: String(value) };
			const [rest, bulk] = [await find('rest', condition), await find('bulk', condition)];
			expect([rest.error, bulk.error]).toEqual([null, null]);
			expect(idsOf(bulk.items)).toEqual(idsOf(rest.items));
			for (const id of idsOf(rest.items)) expect(String(valueOf(field, id))).toBe(String(value));
			found += rest.items.length;
		}
		expect(found).toBeGreaterThan(0);
	});

	it('compares text as text, whatever the field is called', async () => {
		const { IsContractor__c } = CUSTOM_FIELDS;
		const { type } = IsContractor__c;
		Object.assign(IsContractor__c, { type: CUSTOM_FIELDS.CostCenter__c.type });
		try {
			for (const row of org().org.rows('User')) row.IsContractor__c = 'Yes';
			const condition = { field: 'IsContractor__c', operator: 'equals', value: 'yes' };
			const [rest, bulk] = [await find('rest', condition), await find('bulk', condition)];
			expect(rest.items.length).toBeGreaterThan(0);
			expect(idsOf(bulk.items)).toEqual(idsOf(rest.items));
		} finally {
			Object.assign(IsContractor__c, { type });
		}
	});
});
