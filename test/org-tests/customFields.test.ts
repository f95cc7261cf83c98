import { csvValue } from '../org/bulk/csv';
import { field } from '../org/objects/field';
import { ask, soql, usingOrg } from './asking';

const org = usingOrg({ customFields: true });
const FIELDS = 'IsContractor__c, HourlyRate__c, ContractEnd__c, LastReview__c, CostCenter__c';

describe('custom fields of a user', () => {
	it('have their types in describe', async () => {
		const { body } = await ask<{ fields: Array<{ name: string; type: string; custom: boolean }> }>(
			org(),
			'GET',
			'sobjects/User/describe',
		);
		const custom = body.fields.filter(({ name }) => FIELDS.includes(name));
		expect(custom.map(({ name, type }) => [name, type])).toEqual([
			['IsContractor__c', 'boolean'],
			['HourlyRate__c', 'double'],
			['ContractEnd__c', 'date'],
			['LastReview__c', 'datetime'],
			['CostCenter__c', 'string'],
		]);
	});

	it('are returned as JSON of their type by REST, and can be filtered and set', async () => {
		const { body } = await soql(
			org(),
			`SELECT Id, ${FIELDS} FROM User WHERE HourlyRate__c > 100 AND IsContractor__c = true`,
		);
		expect(body.totalSize).toBeGreaterThan(0);
		for (const row of body.records)
			expect([row.IsContractor__c, row.HourlyRate__c]).toEqual([true, 12_000_000]);
		const { Id } = body.records[0];
		const set = { HourlyRate__c: 12.5, IsContractor__c: false, ContractEnd__c: '2027-01-31' };
		expect((await ask(org(), 'PATCH', `sobjects/User/${Id}`, set)).status).toBe(204);
		expect((await ask(org(), 'GET', `sobjects/User/${Id}`)).body).toMatchObject(set);
		expect(
			(await ask(org(), 'PATCH', `sobjects/User/${Id}`, { HourlyRate__c: 'much' })).body,
		).toMatchObject([{ errorCode: 'JSON_PARSER_ERROR' }]);
	});

	it('are returned as text by Bulk', async () => {
		const { body: job } = await ask<{ id: string }>(org(), 'POST', 'jobs/query', {
			operation: 'query',
			query: `SELECT ${FIELDS} FROM User ORDER BY CreatedDate`,
		});
		for (let poll = 0; poll < 2; poll++) await ask(org(), 'GET', `jobs/query/${job.id}`);
		const { body } = await ask<string>(org(), 'GET', `jobs/query/${job.id}/results`);
		expect(body).toMatch(/^"(true|false)",/m);
		expect(body).toContain(',"100.0",');
		expect(body).toContain(',"1.2E7",');
		expect(body).toContain('"0042"');
		expect(body).toContain('"Sales, ""EMEA"""');
	});

	it('do not exist in another org', async () => {
		org().org.hiddenFields.add('User.IsContractor__c');
		expect((await soql(org(), `SELECT ${FIELDS} FROM User`)).body).toMatchObject([
			{ errorCode: 'INVALID_FIELD' },
		]);
	});
});

it.each([
	[0, '0.0'],
	[-1.25, '-1.25'],
	[9_999_999, '9999999.0'],
	[10_000_000, '1.0E7'],
	[123_456_789, '1.23456789E8'],
	[null, null],
])('Bulk writes the number %p as %p', (value, text) => {
	expect(csvValue(value, field('double'))).toBe(text);
});
