import type { Operator } from '../../../nodes/SalesforceLicenses/licensing/finding/conditions';
import {
	detailsAsked,
	isConditionField,
	toTest,
} from '../../../nodes/SalesforceLicenses/licensing/finding/conditions';
import { aSeat } from '../../support/builders';

describe('a condition', () => {
	test.each<[string | null, Operator, string[], boolean]>([
		['Sales', 'equals', ['sales'], true],
		[' Sales ', 'equals', ['sales'], true],
		['Sales EMEA', 'equals', ['Sales'], false],
		['Sales', 'notEquals', ['Service'], true],
		['Sales', 'notEquals', ['SALES'], false],
		['Sales', 'oneOf', ['Service', 'Sales'], true],
		['Sales', 'notOneOf', ['Service', 'Sales'], false],
		['Sales EMEA', 'contains', ['emea'], true],
		['Sales EMEA', 'notContains', ['APAC'], true],
		['Sales EMEA', 'startsWith', ['sales'], true],
		['Sales EMEA', 'endsWith', ['sales'], false],
		[null, 'isEmpty', [], true],
		['', 'isEmpty', [], true],
		['Sales', 'isEmpty', [], false],
		['Sales', 'isNotEmpty', [], true],
		[null, 'equals', ['Sales'], false],
		[null, 'notEquals', ['Sales'], true],
		[null, 'notOneOf', ['Sales'], true],
	])('%j %s %j: %s', (department, operator, values, expected) => {
		const holds = toTest({ field: 'department', operator, values });
		expect(holds(aSeat({ department }))).toBe(expected);
	});

	it('reads the row, the details and custom fields', () => {
		const seat = aSeat(
			{ profileName: 'Standard User', userType: 'Standard' },
			{},
			{ details: { role: 'CEO', Cost_Center__c: '4711' } },
		);
		const is = (field: string, value: string) =>
			toTest({ field, operator: 'equals', values: [value] })(seat);
		expect(is('profile', 'standard user')).toBe(true);
		expect(is('userLicense', 'SFDC')).toBe(true);
		expect(is('role', 'ceo')).toBe(true);
		expect(is('Cost_Center__c', '4711')).toBe(true);
		expect(is('Cost_Center__c', '4712')).toBe(false);
	});

	it('lists the fields that must be read for it', () => {
		const of = (field: string) => ({ field, operator: 'isEmpty' as const, values: [] });
		expect(detailsAsked([of('department'), of('role'), of('role'), of('X__c')])).toEqual([
			'role',
			'X__c',
		]);
		expect(isConditionField('Departmint')).toBe(false);
		expect(isConditionField('acme__Cost_Center__c')).toBe(true);
	});
});
