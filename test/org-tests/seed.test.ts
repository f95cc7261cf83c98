import { Org } from '../org/org';

const now = new Date('2026-06-01T00:00:00Z');
const org = new Org({ users: 2_000, seed: 3, now });
const places = org.groundTruth;
const DAY_MS = 86_400_000;

const user = (id: string) => org.table('User').get(id)!;
const daysSince = (at: unknown) => (now.getTime() - Date.parse(String(at))) / DAY_MS;

/** What a place says must follow from the records alone. */
const follows: Record<string, (id: string) => boolean> = {
	idleUsers: (id) => user(id).IsActive === true && daysSince(user(id).LastLoginDate) > 60,
	neverLoggedIn: (id) => user(id).LastLoginDate === null && daysSince(user(id).CreatedDate) > 30,
	newAccounts: (id) => user(id).LastLoginDate === null && daysSince(user(id).CreatedDate) <= 10,
	frozenButLicensed: (id) =>
		user(id).IsActive === true &&
		org
			.table('UserLogin')
			.where('UserId', id)
			.some(
				({ IsFrozen, LastModifiedDate }) => IsFrozen === true && daysSince(LastModifiedDate) > 30,
			),
	inactiveWithPermissionSetLicense: (id) =>
		user(id).IsActive === false &&
		org.table('PermissionSetLicenseAssign').where('AssigneeId', id).length > 0,
	inactiveWithPackageLicense: (id) =>
		user(id).IsActive === false && org.table('UserPackageLicense').where('UserId', id).length > 0,
	inactiveWithFeatureLicense: (id) =>
		user(id).IsActive === false &&
		Object.entries(user(id)).some(
			([name, set]) => name.startsWith('UserPermissions') && set === true,
		),
	integrationOnFullLicense: (id) =>
		user(id).IsActive === true &&
		org
			.table('LoginHistory')
			.where('UserId', id)
			.every(({ Status, LoginType }) => Status !== 'Success' || LoginType === 'Remote Access 2.0'),
	blocked: (id) => org.blockers.some(({ userId }) => userId === id),
};

describe('the company', () => {
	it.each(Object.keys(follows))('has %s as the ground truth says', (place) => {
		expect(places[place]?.length).toBeGreaterThan(0);
		expect(places[place].filter((id) => !follows[place](id))).toEqual([]);
		// A user is named once for each seat.
		const isPerSeat = place === 'inactiveWithFeatureLicense';
		expect(isPerSeat || new Set(places[place]).size === places[place].length).toBe(true);
	});

	it('owns the records in the ground truth, and some of them are open', () => {
		const open = [
			...org.rows('Opportunity').filter(({ IsClosed }) => IsClosed !== true),
			...org.rows('Case').filter(({ IsClosed }) => IsClosed !== true),
			...org.rows('Lead').filter(({ IsConverted }) => IsConverted !== true),
		];
		expect(new Set(open.map(({ OwnerId }) => OwnerId))).toEqual(new Set(places.ownsRecords));
		expect(places.ownsRecords.length).toBeGreaterThan(50);
	});

	it('fulfills all invariants from the start', () => {
		expect(org.checkInvariants()).toEqual([]);
		expect(org.table('User').size).toBe(2_000);
	});

	it('is the same for the same seed, and differs for another', () => {
		const options = { users: 60, now };
		const first = new Org({ ...options, seed: 5 });
		expect(new Org({ ...options, seed: 5 }).dump()).toEqual(first.dump());
		expect(new Org({ ...options, seed: 5 }).groundTruth).toEqual(first.groundTruth);
		expect(new Org({ ...options, seed: 6 }).dump()).not.toEqual(first.dump());
	});

	it('can hold more seats than usual', () => {
		const many = new Org({ users: 200, now, assignments: 700 });
		const assigned =
			many.table('PermissionSetLicenseAssign').size + many.table('UserPackageLicense').size;
		expect(assigned).toBe(700);
		expect(many.checkInvariants()).toEqual([]);
	});

	it('can be as small as forty users', () => {
		expect(new Org({ users: 40, now }).table('User').size).toBe(40);
	});
});
