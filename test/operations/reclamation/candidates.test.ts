import {
	evidenceOf,
	findByRules,
	findCandidates,
	truthOf,
	userOf,
	usersOf,
} from '../../support/candidates';
import { seeAll, useOrg } from '../../support/org';

const org = useOrg({ users: 150, seed: 5 });
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const SEATS = { licenseKinds: ['userLicense'] };

describe('activity that decides', () => {
	const idle = () => truthOf(org(), 'idleUsers');

	it('is any of the selected signals: a user who works is not a candidate, whatever the last login', async () => {
		seeAll(org());
		const [worker] = idle();
		org().org.table('Case').clear();
		org().org.insert('Case', {
			CaseNumber: '1',
			OwnerId: worker,
			CreatedById: worker,
			CreatedDate: daysAgo(4),
		});
		const before = await findCandidates(org(), SEATS);
		expect(usersOf(before.items)).toContain(worker);
		const { items, error } = await findCandidates(org(), {
			...SEATS,
			signals: ['lastLogin', 'work'],
			workObjects: ['Case'],
		});
		expect(error).toBeNull();
		expect(usersOf(items)).toEqual(usersOf(before.items).filter((id) => id !== worker));
		expect(evidenceOf(items[0], 'work')).toEqual({
			signal: 'work',
			value: null,
			source: 'Records created or changed',
			unknown: null,
		});
	});

	it('makes no candidate if it cannot be read, and says how many seats that affects', async () => {
		const closed = { ManageUsers: false, MonitorLoginHistory: false };
		org().org.setPermissions(org().org.runAsUserId, closed);
		const run = await findCandidates(org(), { ...SEATS, signals: ['humanLogin', 'lastLogin'] });
		expect(run.error).toBeNull();
		expect(run.items).toEqual([]);
		const all = idle().length + truthOf(org(), 'neverLoggedIn', 'frozenButLicensed').length;
		expect(run.hints.join()).toContain(`${all} seats because the data to decide`);
	});

	it('is not judged further back than it was read', async () => {
		const rules = [{ name: 'patient', inactiveDays: 120 }];
		const run = await findByRules(org(), rules, { signals: ['humanLogin'] });
		expect(run.error?.message).toMatch(
			/The rule "patient" needs 120 days of history, but Login History Days is 90/,
		);
		expect(org().org.inspector.requests).toEqual([]);
		for (const parameters of [
			{ signals: ['humanLogin'], loginHistoryDays: 120 },
			{ signals: ['humanLogin', 'lastLogin'] },
			{ signals: ['oauthUse'] },
		]) {
			expect((await findByRules(org(), rules, parameters)).error).toBeNull();
		}
	});
});

describe('a user who is left out', () => {
	it('is reported: protected, exempt', async () => {
		const guest = org()
			.org.rows('User')
			.find(({ UserType }) => UserType === 'Guest')!;
		const [exempt] = truthOf(org(), 'idleUsers');
		const rules = [{ ...SEATS, exemptUsernames: [userOf(org(), exempt).Username] }];
		const silent = await findByRules(org(), rules);
		expect(usersOf(silent.items)).not.toContain(guest.Id);
		expect(usersOf(silent.items)).not.toContain(exempt);
		expect(silent.hints.join()).toMatch(/\d seats of protected users \(turn on List/);
		expect(silent.hints.join()).toMatch(/Skipped 1 seat of exempt users/);

		const telling = await findByRules(org(), rules, { listProtected: true });
		const spared = telling.items.filter(({ state }) => state === 'Protected');
		expect(telling.hints.join()).toContain(`${spared.length} seats of protected users`);
		expect(telling.items.filter(({ state }) => state === 'Ready')).toEqual(silent.items);
		expect(spared.find(({ userId }) => userId === guest.Id)).toMatchObject({
			protection: "The user type Guest belongs to Salesforce's own technical users.",
		});
	});

	it('the total savings are in the hint above the output', async () => {
		const run = await findCandidates(org(), {
			...SEATS,
			licenseIdentifiers: 'SFDC',
			ruleOptions: { price: 10, currency: 'USD' },
			pricePeriod: 'year',
		});
		expect(run.hints.join()).toContain(`Potential savings: ${run.items.length * 10} USD per year`);
	});
});

describe('the detectors find waste', () => {
	it('neverUsed: accounts without any login, except new ones', async () => {
		const { items } = await findByRules(org(), [{ detector: 'neverUsed', ...SEATS }]);
		expect(usersOf(items)).toEqual(truthOf(org(), 'neverLoggedIn'));
		expect(items[0]).toMatchObject({ action: 'deactivate', recheckActivity: true });
	});

	it('inactiveHolder: every seat of inactive users, and no others', async () => {
		const { items } = await findByRules(org(), [{ detector: 'inactiveHolder' }]);
		expect(usersOf(items)).toEqual(
			truthOf(
				org(),
				'inactiveWithPermissionSetLicense',
				'inactiveWithPackageLicense',
				'inactiveWithFeatureLicense',
			),
		);
		const kinds = new Set(items.map(({ licenseKind }) => licenseKind));
		expect(kinds.size).toBe(3);
		for (const item of items) {
			expect(item).toMatchObject({
				isActive: false,
				action: 'removeLicense',
				recheckActivity: false,
			});
		}
	});

	it('frozenTooLong: the date of the freeze is read once, and is unknown if it cannot be read', async () => {
		const frozen = truthOf(org(), 'frozenButLicensed');
		const [recent] = frozen;
		const login = org()
			.org.rows('UserLogin')
			.find(({ UserId }) => UserId === recent)!;
		login.LastModifiedDate = daysAgo(10);
		const rules = [{ detector: 'frozenTooLong', inactiveDays: 30, ...SEATS }];
		const { items } = await findByRules(org(), rules);
		expect(usersOf(items)).toEqual(frozen.filter((id) => id !== recent));
		expect(items.length).toBeGreaterThan(0);
		const since = org()
			.org.rows('UserLogin')
			.find(({ UserId }) => UserId === items[0].userId);
		expect(evidenceOf(items[0], 'frozenSince')?.value).toBe(since?.LastModifiedDate);
		expect(items[0].justification).toMatch(/^Frozen for at least \d+ days/);

		org().org.setPermissions(org().org.runAsUserId, { ManageUsers: false });
		const blind = await findByRules(org(), rules);
		expect(blind.items).toEqual([]);
		expect(blind.hints.join()).toMatch(/Skipped \d+ seats because the data/);
	});

	it('leaver: internal users who are not in the directory', async () => {
		const people = org()
			.org.rows('User')
			.filter(({ UserType, Username }) => UserType === 'Standard' && String(Username) !== '');
		const [gone, twice] = people.filter(
			({ Username, IsActive }) => IsActive === true && String(Username).startsWith('user'),
		);
		const directory = people
			.filter(({ Id }) => Id !== gone.Id)
			.map(({ Id, Username }) => ({ personKey: Id, username: Username }));
		directory.push({ personKey: 'another' as never, username: twice.Username });
		const rules = [{ detector: 'leaver', conditions: [{ field: 'userType', value: 'Standard' }] }];
		const run = await findByRules(org(), rules, { directory: JSON.stringify(directory), ...SEATS });
		expect(run.error).toBeNull();
		expect(usersOf(run.items)).toEqual([gone.Id]);
		expect(run.items[0]).toMatchObject({ personMatch: 'none', recheckActivity: false });
		expect(run.hints.join()).toMatch(/Skipped 1 seat because the data/);

		const without = await findByRules(org(), rules);
		expect(without.error?.message).toMatch(
			/^The rule .* not in the directory, but Directory is empty/,
		);
		const wrong = await findByRules(org(), rules, {
			directory: '[{"personKey": "1", "username": "nobody@acme.example"}]',
		});
		expect(wrong.hints.join('\n')).toMatch(/Only 0 users are in the directory, and \d+ are not/);
	});
});

describe('the API calls of a run', () => {
	const callsOf = async (rules: unknown, parameters = {}) => {
		const before = org().org.inspector.requests.filter(({ path }) =>
			path.includes('/data/v'),
		).length;
		const run = await findByRules(org(), rules, { blockers: false, api: 'rest', ...parameters });
		expect(run.error).toBeNull();
		const all = org().org.inspector.requests.filter(({ path }) => path.includes('/data/v'));
		expect(run.hints.join()).toContain(`(${all.length - before} API calls)`);
		return all.length - before;
	};

	it('is less if the rules cover fewer kinds', async () => {
		const all = await callsOf([{}]);
		const seats = await callsOf([{ licenseKinds: ['userLicense'] }]);
		expect(seats).toBe(await callsOf([{}], SEATS));
		expect(all - seats).toBeGreaterThanOrEqual(4);
	});

	it('is that of the read, plus one call if a detector needs the login records', async () => {
		const plain = await callsOf([{}], SEATS);
		expect(plain).toBeLessThanOrEqual(5);
		expect(await callsOf([{ conditions: [{ field: 'role', value: 'Sales' }] }], SEATS)).toBe(plain);
		expect(await callsOf([{ detector: 'neverUsed' }], SEATS)).toBe(plain);
		expect(await callsOf([{ detector: 'frozenTooLong' }], SEATS)).toBe(plain);
	});
});
