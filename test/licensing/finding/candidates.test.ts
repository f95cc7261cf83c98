import type {
	CandidateFinder,
	FindOptions,
} from '../../../nodes/SalesforceLicenses/licensing/finding/candidates';
import { CandidateFinder as Finder } from '../../../nodes/SalesforceLicenses/licensing/finding/candidates';
import type { LicenseKind } from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import type { SalesforceUser } from '../../../nodes/SalesforceLicenses/licensing/model/subscription';
import type { Profile } from '../../../nodes/SalesforceLicenses/licensing/model/licenseMoves';
import type { RuleAction } from '../../../nodes/SalesforceLicenses/licensing/model/actions';
import { aRule, aSeat, daysAgo, NOW } from '../../support/builders';

const finderOf = (options: Partial<FindOptions> = {}): CandidateFinder =>
	new Finder({
		rules: [aRule()],
		now: NOW,
		since: null,
		targets: new Map(),
		connectedUserId: null,
		prices: [],
		pricePeriod: 'month',
		listProtected: false,
		...options,
	});

const unused = (person: Partial<SalesforceUser> = {}, license: Parameters<typeof aSeat>[1] = {}) =>
	aSeat({ lastLoginAt: daysAgo(200), ...person }, license);

const find = (
	person: Partial<SalesforceUser>,
	rule = aRule(),
	connectedUserId: string | null = null,
) => finderOf({ rules: [rule], connectedUserId }).find([unused(person)]);

describe('finding candidates', () => {
	it('returns evidence, justification and the action of the rule', () => {
		const [candidate] = find(
			{ department: 'Sales' },
			{
				...aRule({ conditions: [{ field: 'department', operator: 'isNotEmpty', values: [] }] }),
			},
		);
		expect(candidate).toMatchObject({
			candidateKey: candidate.subscriptionKey,
			action: 'deactivate',
			rule: 'Unused seats',
			detector: 'unusedSeat',
			state: 'Ready',
			inactiveDays: 200,
			justification: 'Not used for 200 days (threshold 60)',
			protection: null,
			recheckActivity: true,
		});
		expect(candidate.evidence).toEqual([
			{ signal: 'lastLogin', value: daysAgo(200), source: 'User.LastLoginDate', unknown: null },
			{ signal: 'accountCreated', value: daysAgo(1000), source: 'User.CreatedDate', unknown: null },
			{ signal: 'frozen', value: false, source: 'UserLogin.IsFrozen', unknown: null },
			{
				signal: 'department',
				value: 'Sales',
				source: "User, as the rule's conditions require",
				unknown: null,
			},
		]);
	});

	const TECHNICAL: Array<[string, Partial<SalesforceUser>]> = [
		['a guest user', { userType: 'Guest' }],
		['the automated process', { userType: 'AutomatedProcess' }],
		['a cloud integration user', { userType: 'CloudIntegrationUser' }],
		['a user without a type', { userType: null }],
		['a user of a type that nobody knows yet', { userType: 'Robot' }],
		[
			'integration users',
			{ userLicense: { identifier: 'Salesforce Integration', name: 'Salesforce Integration' } },
		],
		[
			'Agentforce agents',
			{ userLicense: { identifier: 'PID_DigitalAgent', name: 'Einstein Agent' } },
		],
	];

	test.each(TECHNICAL)('never picks %s', (_who, person) => {
		expect(find(person)).toEqual([]);
	});

	it('never picks the user that the connection runs as', () => {
		const { userId } = aSeat().row;
		expect(find({}, aRule(), userId)).toEqual([]);
	});

	it('counts the users it leaves out, and lists protected users on request', () => {
		const seats = [
			unused(),
			unused({ userType: 'Guest' }),
			unused({ username: 'boss@acme.example' }),
			aSeat(
				{ lastLoginAt: daysAgo(200) },
				{},
				{ signals: [{ signal: 'work', at: null, unknown: 'hidden' }] },
			),
		];
		const rules = [aRule({ exemptUsernames: ['boss@acme.example'] })];
		const silent = finderOf({ rules });
		expect(silent.find(seats)).toHaveLength(1);
		const counts = { subscriptions: 4, candidates: 1, protected: 1, exempt: 1, unknown: 1 };
		expect(silent).toMatchObject(counts);

		const telling = finderOf({ rules, listProtected: true });
		expect(telling.find(seats).map(({ state, protection }) => [state, protection])).toEqual([
			['Ready', null],
			['Protected', "The user type Guest belongs to Salesforce's own technical users."],
		]);
		expect(telling).toMatchObject(counts);
	});

	it('does not pick inactive users, or frozen users if the rule freezes', () => {
		expect(find({ isActive: false })).toEqual([]);
		expect(find({ isFrozen: true }, aRule({ action: 'freeze' }))).toEqual([]);
		expect(find({ isFrozen: true })).toHaveLength(1);
	});

	it('never removes a user license by itself', () => {
		expect(find({}, aRule({ action: 'removeLicense' }))).toEqual([]);
	});
});

describe('the saving of a candidate', () => {
	const prices = [{ identifier: 'SFDC', kind: null, price: 165, currency: 'USD' }];
	const savingOf = (action: RuleAction, licenseKind: LicenseKind, own: number | null = null) => {
		const rule = aRule({ action, price: own, currency: own === null ? null : 'EUR' });
		const finder = finderOf({ rules: [rule], prices, pricePeriod: 'year' });
		const [candidate] = finder.find([unused({}, { licenseKind })]);
		const { saving, currency, savingPeriod } = candidate;
		return [saving, currency, savingPeriod];
	};

	test.each<[RuleAction, LicenseKind, number]>([
		['deactivate', 'userLicense', 165],
		['wholeSeat', 'userLicense', 165],
		['freeze', 'userLicense', 0],
		['removeLicense', 'packageLicense', 165],
		['wholeSeat', 'packageLicense', 165],
		['deactivate', 'packageLicense', 0],
		['changeProfile', 'featureLicense', 0],
	])('%s of a %s: %d', (action, kind, saving) => {
		expect(savingOf(action, kind)).toEqual([saving, 'USD', 'year']);
	});

	it('is the amount in the rule, even if the price book has one', () => {
		expect(savingOf('deactivate', 'userLicense', 150)).toEqual([150, 'EUR', 'year']);
	});

	const PLATFORM: Profile = {
		profileId: '00e5g000001PlatAAE',
		name: 'Standard Platform User',
		isAdministrator: false,
		userLicenseId: '1005g000001PlatAAE',
		userLicense: { identifier: 'AUL', name: 'Salesforce Platform' },
	};
	test.each<[string, number | null, string | null, number | null]>([
		['no target profile is set', null, null, null],
		['the cheaper license has a price: the difference', 25, PLATFORM.name, 140],
		['the cheaper license has no price', null, PLATFORM.name, null],
		['the other license costs more', 200, PLATFORM.name, 0],
	])('of a move if %s', (_what, price, targetProfile, saving) => {
		const aul = price === null ? [] : [{ identifier: 'AUL', kind: null, price, currency: 'USD' }];
		const finder = finderOf({
			rules: [aRule({ action: 'changeProfile', targetProfile })],
			prices: [...prices, ...aul],
			targets: new Map([[PLATFORM.name, PLATFORM]]),
		});
		const targetProfileId = targetProfile === null ? null : PLATFORM.profileId;
		expect(finder.find([unused()])).toMatchObject([{ saving, targetProfileId }]);
	});

	it('of a move to the license that the user already has is nothing: no candidate', () => {
		const rule = aRule({ action: 'changeProfile', targetProfile: PLATFORM.name });
		const finder = finderOf({ rules: [rule], targets: new Map([[PLATFORM.name, PLATFORM]]) });
		expect(finder.find([unused({ userLicense: PLATFORM.userLicense })])).toEqual([]);
		expect(finder).toMatchObject({ candidates: 0, unknown: 0 });
	});

	it('of a move is the amount in the rule, if it has one', () => {
		const rule = aRule({ action: 'changeProfile', price: 140, currency: 'USD' });
		expect(finderOf({ rules: [rule] }).find([unused()])).toMatchObject([{ saving: 140 }]);
	});

	it('is unknown without a price', () => {
		const [candidate] = finderOf().find([unused()]);
		expect(candidate).toMatchObject({ saving: null, currency: null, savingPeriod: null });
	});

	it('is summed per currency', () => {
		const rules = [
			aRule({ licenseKinds: ['userLicense'] }),
			aRule({ action: 'removeLicense', price: 10.1, currency: 'EUR' }),
		];
		const finder = finderOf({ rules, prices });
		finder.find([
			unused(),
			unused(),
			unused({}, { licenseKind: 'packageLicense' }),
			unused({}, { licenseKind: 'featureLicense' }),
		]);
		expect(finder.savings()).toEqual([
			{ currency: 'USD', amount: 330 },
			{ currency: 'EUR', amount: 20.2 },
		]);
	});
});
