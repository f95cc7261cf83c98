import type { IDataObject } from 'n8n-workflow';
import type { DetectorName } from '../../../nodes/SalesforceLicenses/licensing/finding/detectors/names';
import { DETECTORS } from '../../../nodes/SalesforceLicenses/licensing/finding/detectors/allDetectors';
import type { Row } from '../../org/org';
import { evidenceOf, findByRules, truthOf, userOf, usersOf } from '../../support/candidates';
import { seeAll, useOrg } from '../../support/org';
import { peopleWith, profileNamed } from '../../support/seats';

const org = useOrg({ users: 150, seed: 5 });
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const daysSince = (at: unknown) => (Date.now() - Date.parse(String(at))) / DAY_MS;

/** Finds, without the look at blockers, whose cost others test. */
const find = async (rule: IDataObject, parameters: IDataObject = {}) => {
	const run = await findByRules(org(), [rule], { blockers: false, ...parameters });
	expect(run.error).toBeNull();
	return run;
};

describe('permission set licenses that no permission set requires', () => {
	const rule = { detector: 'unneededPermissionSetLicense' };

	it('are those that no set and no group is known to require, of active and inactive users', async () => {
		const { items } = await find(rule);
		const expected = truthOf(
			org(),
			'permissionSetLicenseWithoutNeed',
			// No client can see this need; Salesforce refuses the removal.
			'permissionSetLicenseNeededUnseen',
		).filter((id) => daysSince(userOf(org(), id).CreatedDate) > 30);
		expect(usersOf(items)).toEqual(expected);
		expect(truthOf(org(), 'permissionSetLicenseNeededByGroup').length).toBeGreaterThan(0);
		expect(new Set(items.map(({ isActive }) => isActive)).size).toBe(2);
		for (const item of items)
			expect(item).toMatchObject({ action: 'removeLicense', recheckActivity: false });
	});

	it('may be required unseen: the candidate says so, and how many sets state no license', async () => {
		const [plain] = (await find(rule)).items;
		const none = { value: 0, unknown: null };
		expect(evidenceOf(plain, 'permissionSetsWithoutLicense')).toMatchObject(none);
		const extras = org()
			.org.rows('PermissionSet')
			.find(({ Name }) => Name === 'Console_Extras');
		org().org.insert('PermissionSetAssignment', {
			AssigneeId: plain.userId,
			PermissionSetId: extras?.Id,
		});
		const again = (await find(rule)).items.find(({ userId }) => userId === plain.userId);
		expect(evidenceOf(again ?? {}, 'permissionSetsWithoutLicense')).toMatchObject({
			value: 1,
			unknown: expect.stringMatching(/without stating it/),
		});
	});

	it('are not judged if the groups or the sets cannot be read', async () => {
		const whole = usersOf((await find(rule)).items);
		org().org.absentObjects.add('PermissionSetGroupComponent');
		const withoutGroups = await find(rule);
		expect(usersOf(withoutGroups.items)).toEqual(whole);
		const grouped = truthOf(org(), 'permissionSetLicenseNeededByGroup').filter(
			(id) => daysSince(userOf(org(), id).CreatedDate) > 30,
		);
		expect(withoutGroups.hints.join()).toContain(
			`Skipped ${grouped.length} seats because the data`,
		);
		org().org.absentObjects.add('PermissionSetAssignment');
		expect((await find(rule)).items).toEqual([]);
	});
});

describe('integrations on a license for people', () => {
	it('are users that only programs log in as', async () => {
		const { items } = await find(
			{ detector: 'integrationOnFullLicense' },
			{ loginHistoryDays: 180 },
		);
		const expected = truthOf(org(), 'integrationOnFullLicense').filter(
			(id) => daysSince(userOf(org(), id).LastLoginDate) < 179,
		);
		expect(expected.length).toBeGreaterThan(0);
		expect(usersOf(items)).toEqual(expected);
		for (const item of items) {
			expect(item).toMatchObject({ action: 'changeProfile', licenseKind: 'userLicense' });
			expect(evidenceOf(item, 'apiLogin')?.value).toBe(userOf(org(), item.userId).LastLoginDate);
			// What was read for the detector is no evidence of use.
			expect(item).toMatchObject({ activitySource: 'lastLogin' });
		}
	});

	it('are not judged without the login history', async () => {
		const closed = { ManageUsers: false, MonitorLoginHistory: false };
		org().org.setPermissions(org().org.runAsUserId, closed);
		const run = await find({ detector: 'integrationOnFullLicense' });
		expect(run.items).toEqual([]);
		expect(run.hints.join()).toMatch(/Skipped \d+ seats because the data/);
	});
});

describe('people who only need a cheaper license', () => {
	const rule = { detector: 'cheaperLicense', targetProfile: 'Standard Platform User' };
	const expected = (workers: readonly unknown[]) => {
		const dear = ['Standard User', 'System Administrator'].map(
			(name) => profileNamed(org(), name).Id,
		);
		return org()
			.org.rows('User')
			.filter(
				({ Id, IsActive, ProfileId, LastLoginDate, CreatedDate }: Row) =>
					IsActive === true &&
					dear.includes(String(ProfileId)) &&
					LastLoginDate !== null &&
					daysSince(LastLoginDate) < 60 &&
					daysSince(CreatedDate) > 30 &&
					!workers.includes(Id),
			)
			.map(({ Id }) => Id)
			.sort();
	};

	it('log in, but do not touch leads, opportunities and cases', async () => {
		seeAll(org());
		for (const object of ['Case', 'Lead', 'Opportunity']) org().org.table(object).clear();
		const workers = peopleWith(org())
			.filter(({ LastLoginDate }) => LastLoginDate !== null && daysSince(LastLoginDate) < 60)
			.slice(0, 3)
			.map(({ Id }) => Id);
		['Case', 'Lead', 'Opportunity'].forEach((object, index) =>
			org().org.insert(object, {
				Name: 'x',
				OwnerId: workers[index],
				CreatedById: workers[index],
				CreatedDate: daysAgo(20),
			}),
		);
		const { items } = await find(rule, {
			priceBook:
				'[{"identifier":"SFDC","price":165,"currency":"USD"},{"identifier":"AUL","price":25,"currency":"USD"}]',
		});
		expect(usersOf(items)).toEqual(expected(workers));
		const { Id } = profileNamed(org(), 'Standard Platform User');
		for (const item of items) {
			expect(item).toMatchObject({
				action: 'changeProfile',
				targetProfileId: Id,
				saving: 140,
				savingPeriod: 'month',
			});
		}
	});

	it('are not judged if the connected user does not see all records', async () => {
		for (const object of ['Case', 'Lead', 'Opportunity']) org().org.table(object).clear();
		const run = await find(rule);
		expect(run.items).toEqual([]);
		expect(run.hints.join()).toContain(`Skipped ${expected([]).length} seats because the data`);
	});

	it('are not moved if Salesforce does not allow it, or to a profile that does not exist', async () => {
		seeAll(org());
		for (const object of ['Case', 'Lead', 'Opportunity']) org().org.table(object).clear();
		expect((await find({ ...rule, targetProfile: 'Partner Community User' })).items).toEqual([]);
		const run = await findByRules(org(), [{ ...rule, targetProfile: 'Standard Plattform' }]);
		expect(run.error?.message).toMatch(
			/the profile "Standard Plattform", but the connected user can see no profile .* in Acme Corporation/,
		);
	});
});

describe('member-based and login-based licenses', () => {
	it('are compared with the logins and the price book', async () => {
		const partners = peopleWith(org(), 'Partner Community User');
		expect(partners.length).toBeGreaterThan(2);
		org().org.table('LoginHistory').clear();
		const login = (userId: unknown, days: number) =>
			org().org.insert('LoginHistory', {
				UserId: userId,
				LoginTime: daysAgo(days),
				LoginType: 'Application',
				Status: 'Success',
			});
		const [busy, calm, ...others] = partners;
		for (let day = 1; day <= 30; day++) login(busy.Id, day);
		// Twice a day counts once.
		for (const day of [3, 3.001, 40, 40.001]) login(calm.Id, day);
		for (const user of partners) {
			user.CreatedDate = daysAgo(300);
			if (others.includes(user)) user.LastLoginDate = daysAgo(100);
		}
		for (const [user, days] of [
			[busy, 1],
			[calm, 3],
		] as const)
			user.LastLoginDate = daysAgo(days);
		const priceBook = JSON.stringify([
			{ identifier: 'PID_Partner_Community', price: 10, currency: 'USD' },
			{ identifier: 'PID_Partner_Community_Login', price: 2, currency: 'USD' },
		]);
		const { items } = await find({ detector: 'loginBased' }, { priceBook });
		expect(usersOf(items)).toEqual([calm, ...others].map(({ Id }) => Id).sort());
		const one = items.find(({ userId }) => userId === calm.Id);
		expect(one).toMatchObject({
			saving: 8.67,
			currency: 'USD',
			savingPeriod: 'month',
			action: 'changeProfile',
		});
		expect(one?.justification).toMatch(
			/^0\.7 logins per month cost 1\.33 USD .* 10\.00 USD on a member-based license/,
		);

		const unpriced = await findByRules(org(), [{ detector: 'loginBased' }]);
		expect(unpriced.error?.message).toMatch(/but Prices and Price Book do not have the prices of both/);
	});
});

describe('people with two users', () => {
	it('are found by email, and the less used user is picked', async () => {
		const [first, second, third, fourth] = peopleWith(org()).filter(
			({ LastLoginDate }) => LastLoginDate !== null,
		);
		second.Email = String(first.Email).toUpperCase();
		first.LastLoginDate = daysAgo(2);
		second.LastLoginDate = daysAgo(5);
		const { items } = await find(
			{ detector: 'duplicatePerson' },
			{ licenseKinds: ['userLicense'] },
		);
		expect(items).toMatchObject([
			{ userId: second.Id, action: 'deactivate', recheckActivity: false },
		]);
		expect(items[0].justification).toContain(`also has the user ${first.Username as string}`);

		const directory = [first, second, third].map(({ Username }) => ({
			personKey: String(Username),
			username: Username,
		}));
		directory.push({ personKey: String(third.Username), username: fourth.Username });
		const known = await find(
			{ detector: 'duplicatePerson' },
			{ directory: JSON.stringify(directory) },
		);
		const [kept, other] = [third, fourth].sort(
			(a, b) => daysSince(a.LastLoginDate) - daysSince(b.LastLoginDate),
		);
		expect(usersOf(known.items)).toEqual([other.Id]);
		expect(evidenceOf(known.items[0], 'otherUser')?.value).toBe(kept.Username);
	});
});

describe('the API calls of the detectors', () => {
	const dataCalls = () =>
		org().org.inspector.requests.filter(({ path }) => path.includes('/data/v')).length;
	const callsOf = async (rule: IDataObject, parameters: IDataObject = {}) => {
		const before = dataCalls();
		await find(rule, { api: 'rest', ...parameters });
		return dataCalls() - before;
	};

	it('are what they read in addition, once per run', async () => {
		const more = async (rule: IDataObject, parameters: IDataObject = {}) => {
			const { licenseKinds } = DETECTORS[rule.detector as DetectorName];
			return (await callsOf(rule, parameters)) - (await callsOf({ licenseKinds }));
		};
		// Permission sets by 400 users, and the groups once.
		expect(await more({ detector: 'unneededPermissionSetLicense' })).toBe(2);
		expect(await more({ detector: 'integrationOnFullLicense' })).toBe(1);
		// Two for each of three objects, and one to ask what the connected user sees.
		expect(await more({ detector: 'cheaperLicense' })).toBe(7);
		expect(
			await more({ detector: 'cheaperLicense', targetProfile: 'Standard Platform User' }),
		).toBe(9);
		expect(await more({ detector: 'duplicatePerson' })).toBe(1);
		expect(await more({ detector: 'inactiveHolder' })).toBe(0);
		const priceBook = JSON.stringify(
			['PID_Partner_Community', 'PID_Partner_Community_Login'].map((identifier) => ({
				identifier,
				price: 5,
				currency: 'USD',
			})),
		);
		expect(await more({ detector: 'loginBased' }, { priceBook })).toBe(1);
	});
});

describe('in a larger org', () => {
	const larger = useOrg({ users: 2_400, seed: 9 });

	it('permission sets are read for 400 holders at a time', async () => {
		const dataCalls = () =>
			larger().org.inspector.requests.filter(({ path }) => path.includes('/data/v')).length;
		const callsOf = async (rule: IDataObject) => {
			const before = dataCalls();
			const run = await findByRules(larger(), [rule], { blockers: false, api: 'rest' });
			expect(run.error).toBeNull();
			return { calls: dataCalls() - before, items: run.items };
		};
		const plain = await callsOf({ licenseKinds: ['permissionSetLicense'] });
		const { calls, items } = await callsOf({ detector: 'unneededPermissionSetLicense' });
		const holders = new Set(
			larger()
				.org.rows('PermissionSetLicenseAssign')
				.map(({ AssigneeId }) => AssigneeId),
		);
		expect(holders.size).toBeGreaterThan(800);
		expect(calls - plain.calls).toBe(1 + Math.ceil(holders.size / 400));
		const expected = truthOf(
			larger(),
			'permissionSetLicenseWithoutNeed',
			'permissionSetLicenseNeededUnseen',
		).filter((id) => daysSince(userOf(larger(), id).CreatedDate) > 30);
		expect(usersOf(items)).toEqual(expected);
	});
});
