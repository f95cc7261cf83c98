import { closest } from '../../../nodes/SalesforceLicenses/licensing/model/closest';

describe('the closest names', () => {
	test.each<[string, string[], string[]]>([
		['SBQX', ['SBQQ', 'dsfs'], ['SBQQ']],
		['userLicence', ['userLicense', 'packageLicense'], ['userLicense']],
		['sales console', ['Sales Console User', 'CRM'], ['Sales Console User']],
		['zzz', ['SFDC', 'AUL'], []],
		['abc', [], []],
		[
			'Salesforce Platfrom',
			['Salesforce', 'Salesforce Platform'],
			['Salesforce Platform', 'Salesforce'],
		],
		[' SALES\u200bFORCE ', ['salesforce'], ['salesforce']],
		['', ['a', 'SFDC'], []],
		['\u200b', ['a', 'SFDC'], []],
		['x'.repeat(100_000), ['SFDC'], []],
	])('of %.30s among %j are %j', (name, known, expected) =>
		expect(closest(name, known)).toEqual(expected),
	);

	it('are few, best first', () => {
		expect(closest('abcd', ['axxd', 'wxyz', 'abxd', 'abcx'], 2)).toEqual(['abxd', 'abcx']);
	});
});
