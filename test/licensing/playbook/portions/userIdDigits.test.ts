import { userIdDigits } from '../../../../nodes/SalesforceLicenses/licensing/playbook/portions/userIdDigits';

describe('a user ID as digits', () => {
	it('has 30 of them, whatever the ID', () => {
		expect(userIdDigits('005000000000000AAA')).toBe('101015101010101010101010101010');
		expect(userIdDigits('005zzzzzzzzzzzzAAA')).toMatch(/^\d{30}$/);
	});

	it('sorts as Salesforce sorts IDs: digits, then upper case, then lower case', () => {
		const ids = ['0', '9', 'A', 'Z', 'a', 'z'].map((char) => `00500000000000${char}AAA`);
		const digits = ids.map(userIdDigits);
		expect([...digits].sort((a, b) => a.localeCompare(b, 'en'))).toEqual(digits);
		expect(new Set(digits).size).toBe(ids.length);
	});

	it('does not depend on the last three letters, which say nothing new', () => {
		expect(userIdDigits('005000000000001AAB')).toBe(userIdDigits('005000000000001'));
	});
});
