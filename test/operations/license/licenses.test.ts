import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';

const org = useOrg();

const getMany = async (parameters: Record<string, string | string[]> = {}) =>
	await runNode(
		{ resource: 'license', operation: 'getMany', ...parameters },
		clientCredentials(org()),
	);

const BOOK = JSON.stringify([
	{ identifier: 'sfdc', price: 165, currency: 'usd' },
	{ identifier: 'SFDC', kind: 'permissionSetLicense', price: 1, currency: 'USD' },
]);

describe('pools', () => {
	it('show which are over-allocated and which unlimited', async () => {
		const [first, second] = org().org.rows('PermissionSetLicense');
		first.TotalLicenses = Number(first.UsedLicenses) - 2;
		second.TotalLicenses = -1;
		const { items } = await getMany({ licenseKinds: ['permissionSetLicense'] });
		const of = (name: unknown) => items.find((item) => item.licenseIdentifier === name);
		expect(of(first.DeveloperName)).toMatchObject({ isOverAllocated: true, available: -2 });
		expect(of(second.DeveloperName)).toMatchObject({ isUnlimited: true, total: null });
	});

	it('include Salesforce’s own count of active users', async () => {
		const { items, hints } = await getMany();
		const counted = items.filter(({ activeUsers30Days }) => activeUsers30Days !== null);
		const kinds = new Set(counted.map(({ licenseKind }) => licenseKind));
		expect([...kinds].sort()).toEqual(['featureLicense', 'permissionSetLicense', 'userLicense']);
		expect(counted.every(({ activeUsersCountedOn }) => activeUsersCountedOn !== null)).toBe(true);
		const license = org()
			.org.rows('UserLicense')
			.find(({ Name }) => Name === 'Salesforce');
		const metrics = org()
			.org.rows('ActiveProfileMetric')
			.filter(({ UserLicenseId }) => UserLicenseId === license?.Id);
		expect(items.find(({ licenseName }) => licenseName === 'Salesforce')).toMatchObject({
			activeUsers30Days: metrics.reduce((sum, row) => sum + Number(row.ActiveUserCount), 0),
		});
		expect(hints).toEqual([]);
	});

	it('include monthly logins if the org has them', async () => {
		const pool = org().org.rows('UserLicense')[1];
		Object.assign(pool, { MonthlyLoginsEntitlement: 500, MonthlyLoginsUsed: 321 });
		const { items } = await getMany({ licenseKinds: ['userLicense'] });
		expect(items.find(({ licenseName }) => licenseName === pool.Name)).toMatchObject({
			monthlyLoginsEntitlement: 500,
			monthlyLoginsUsed: 321,
		});
	});

	it('cost what the price book says, and free seats count as waste', async () => {
		const { items } = await getMany({ priceBook: BOOK });
		const crm = items.find(({ licenseIdentifier }) => licenseIdentifier === 'SFDC');
		expect(crm).toMatchObject({
			price: 165,
			currency: 'USD',
			unusedCost: Math.max(0, Number(crm?.available)) * 165,
		});
		const others = items.filter(({ licenseIdentifier }) => licenseIdentifier !== 'SFDC');
		expect(others.every(({ price, unusedCost }) => price === null && unusedCost === null)).toBe(
			true,
		);
	});

	test.each([
		[
			'[{"identifier":"A","price":1,"currency":"USD"},{"identifier":"B","price":"2","currency":"USD"}]',
			/row 2, price: must be a number, but it is/,
		],
		['[{"identifier":"A","price":1}]', /row 1, currency: is missing/],
		[
			'[{"identifier":"A","price":1,"currency":"USD","kind":"x"}]',
			/row 1, kind: must be one of userLicense, .*, but it is/,
		],
		[
			'[{"identifier":"A","price":1,"currency":"USD"},{"identifier":"a","price":2,"currency":"USD"}]',
			/row 2, identifier: "a" already has a price in row 1/,
		],
		['{}', /the price book: Enter a JSON list of rows/],
		['[oops', /not valid JSON/],
	])('refuse the price book %s, with row and field', async (priceBook, message) => {
		const run = await getMany({ priceBook });
		expect(run.error?.message).toMatch(message);
	});
});

describe('a price that matches no license', () => {
	const hints = async (identifier: string, more: Record<string, string[]> = {}) => {
		const priceBook = JSON.stringify([{ identifier, price: 1, currency: 'USD' }]);
		const run = await getMany({ priceBook, ...more });
		expect(run.error).toBeNull();
		return run.hints.join();
	};

	it('causes a warning, with the closest license', async () => {
		expect(await hints('SFCD')).toMatch(/Prices: .* "SFCD"; closest match: "SFDC" \(Salesforce\)/);
		expect(await hints('Nowhere At All')).toMatch(
			/Prices: no license in the org .* has the identifier or name "Nowhere At All"/,
		);
	});

	it('causes none if its kind was not read, or if a name matches', async () => {
		expect(await hints('SBQQ', { licenseKinds: ['userLicense'] })).not.toMatch(/Prices:/);
		expect(await hints('salesforce')).not.toMatch(/Prices:/);
	});
});

describe('an org without Digital Experiences', () => {
	const plain = useOrg({ digitalExperiences: false });

	it('has no monthly logins, without a warning', async () => {
		const run = await runNode(
			{ resource: 'license', operation: 'getMany', licenseKinds: ['userLicense'] },
			clientCredentials(plain()),
		);
		expect(run.error).toBeNull();
		expect(run.hints).toEqual([]);
		expect(run.items.every(({ monthlyLoginsUsed }) => monthlyLoginsUsed === null)).toBe(true);
	});
});
