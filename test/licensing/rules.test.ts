import { judge } from '../../nodes/SalesforceLicenses/licensing/rules';
import { aRule, aSubscription, daysAgo, NOW } from '../support/builders';

const verdict = (...args: Parameters<typeof judge>) => judge(...args).kind;

describe('a reclamation rule', () => {
	test.each([
		[59, 'kept'],
		[60, 'unused'],
		[61, 'unused'],
	])('with a threshold of 60 days calls %d days without a login %s', (days, expected) => {
		const row = aSubscription({ lastLoginAt: daysAgo(days) });
		expect(verdict([aRule({ inactiveDays: 60 })], row, NOW)).toBe(expected);
	});

	test.each([
		[true, 29, 'kept'],
		[true, 30, 'unused'],
		[false, 400, 'kept'],
	])(
		'with includeNeverLoggedIn %s calls an account of %d days that never logged in %s',
		(include, age, expected) => {
			const row = aSubscription({ lastLoginAt: null, createdAt: daysAgo(age) });
			const rule = aRule({ includeNeverLoggedIn: include, minimumAccountAgeDays: 30 });
			expect(verdict([rule], row, NOW)).toBe(expected);
		},
	);

	it('leaves an account alone whose age is unknown', () => {
		const row = aSubscription({ lastLoginAt: null, createdAt: null });
		expect(verdict([aRule()], row, NOW)).toBe('kept');
	});

	it('leaves exempt users alone, whatever the case of the user name', () => {
		const row = aSubscription({ lastLoginAt: daysAgo(400), username: 'Boss@acme.example' });
		expect(verdict([aRule({ exemptUsernames: ['boss@ACME.example'] })], row, NOW)).toBe('kept');
	});

	it('applies only to its kinds and identifiers', () => {
		const row = aSubscription({ lastLoginAt: daysAgo(400) });
		expect(verdict([aRule({ licenseKinds: ['packageLicense'] })], row, NOW)).toBe('kept');
		expect(verdict([aRule({ licenseIdentifiers: ['AUL'] })], row, NOW)).toBe('kept');
		expect(verdict([aRule({ licenseIdentifiers: ['sfdc'] })], row, NOW)).toBe('unused');
	});

	it('decides alone when it is the first that applies', () => {
		const row = aSubscription({ lastLoginAt: daysAgo(90) });
		const patient = aRule({ name: 'patient', inactiveDays: 120 });
		const strict = aRule({ name: 'strict', inactiveDays: 30 });
		expect(verdict([patient, strict], row, NOW)).toBe('kept');
		expect(judge([strict, patient], row, NOW)).toMatchObject({ rule: { name: 'strict' } });
	});
});
