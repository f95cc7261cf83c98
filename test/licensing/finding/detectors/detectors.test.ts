import type {
	ActivitySignal,
	SignalName,
} from '../../../../nodes/SalesforceLicenses/licensing/model/activity';
import type { Judging } from '../../../../nodes/SalesforceLicenses/licensing/finding/detectors/detector';
import {
	daysToLookBack,
	DETECTORS,
} from '../../../../nodes/SalesforceLicenses/licensing/finding/detectors/allDetectors';
import { DETECTOR_NAMES } from '../../../../nodes/SalesforceLicenses/licensing/finding/detectors/names';
import { DuplicateUsers } from '../../../../nodes/SalesforceLicenses/licensing/finding/detectors/duplicates';
import type { SeatFacts } from '../../../../nodes/SalesforceLicenses/licensing/finding/facts';
import type { SalesforceUser } from '../../../../nodes/SalesforceLicenses/licensing/model/subscription';
import type { ReclamationRule } from '../../../../nodes/SalesforceLicenses/licensing/finding/rules';
import { RULE_ACTIONS } from '../../../../nodes/SalesforceLicenses/licensing/model/actions';
import type { Profile } from '../../../../nodes/SalesforceLicenses/licensing/model/licenseMoves';
import { aJudging, aPerson, aRule, aSeat, daysAgo } from '../../../support/builders';

/** `found`, or why it was kept. */
const ask = (
	rule: Partial<ReclamationRule>,
	seat: SeatFacts,
	judging: Partial<Judging> = {},
): string => {
	const complete = aRule(rule);
	const finding = DETECTORS[complete.detector].detect(seat, complete, aJudging(judging));
	return finding.kind === 'found' ? 'found' : finding.reason;
};

const signal = (name: SignalName, at: string | null, unknown: string | null = null) =>
	({ signal: name, at, unknown }) as ActivitySignal;

describe('every detector', () => {
	test.each(DETECTOR_NAMES)('%s states which actions it supports', (name) => {
		const { actions, licenseKinds } = DETECTORS[name];
		expect(actions.length).toBeGreaterThan(0);
		for (const action of actions) expect(RULE_ACTIONS).toContain(action);
		expect(licenseKinds.length).toBeGreaterThan(0);
	});

	test.each<[string, SignalName[], number]>([
		['unusedSeat', ['lastLogin'], 0],
		['unusedSeat', ['lastLogin', 'humanLogin'], 0],
		['unusedSeat', ['humanLogin'], 60],
		['unusedSeat', ['lastLogin', 'work'], 60],
		['unusedSeat', ['oauthUse'], 0],
		['neverUsed', ['work'], 0],
		['inactiveHolder', ['work'], 0],
		['cheaperLicense', ['lastLogin'], 60],
		['integrationOnFullLicense', ['lastLogin'], 60],
		['loginBased', ['lastLogin'], 60],
	])('%s with %j looks back %d days', (detector, signals, days) => {
		expect(daysToLookBack(aRule({ detector } as never), signals)).toBe(days);
	});
});

describe('unneededPermissionSetLicense', () => {
	const seat = (
		permissionSets: SeatFacts['more']['permissionSets'],
		license: Parameters<typeof aSeat>[1] = {},
	) =>
		aSeat(
			{},
			{ licenseKind: 'permissionSetLicense', licenseIdentifier: 'SalesConsoleUser', ...license },
			{ more: { permissionSets } },
		);
	const holds = (...needed: string[]) => ({ needed: new Set(needed), withoutLicense: 2 });
	const rule = { detector: 'unneededPermissionSetLicense' } as const;

	test.each<[string, SeatFacts, string]>([
		['no permission set requires it', seat(holds()), 'found'],
		['permission sets require another license', seat(holds('Other')), 'found'],
		['a permission set requires it', seat(holds('Other', 'SalesConsoleUser')), 'clean'],
		['the sets cannot be read', seat(null), 'unknown'],
		['the permission sets were not read', seat(undefined), 'unknown'],
		['it was assigned last week', seat(holds(), { assignedAt: daysAgo(7) }), 'newAccount'],
		[
			'it needs no permission set',
			seat(holds(), { licenseIdentifier: 'IdentityConnect' }),
			'clean',
		],
	])('%s', (_what, facts, expected) => {
		expect(ask(rule, facts)).toBe(expected);
	});

	it('warns that a need may be hidden if permission sets state no license', () => {
		const finding = DETECTORS.unneededPermissionSetLicense.detect(
			seat(holds()),
			aRule(rule),
			aJudging(),
		);
		expect(finding).toMatchObject({
			evidence: [{ value: 2, unknown: expect.stringMatching(/without stating it/) }],
		});
	});
});

describe('integrationOnFullLicense', () => {
	const rule = { detector: 'integrationOnFullLicense' } as const;
	const seat = (signals: ActivitySignal[], license = {}) => aSeat({}, license, { signals });
	const [no, yes] = [null, daysAgo(3)];

	test.each<[string, SeatFacts, string]>([
		['programs only', seat([signal('humanLogin', no), signal('apiLogin', yes)]), 'found'],
		['people too', seat([signal('humanLogin', yes), signal('apiLogin', yes)]), 'clean'],
		['nobody', seat([signal('humanLogin', no), signal('apiLogin', no)]), 'clean'],
		[
			'logins of people hidden',
			seat([signal('humanLogin', no, 'hidden'), signal('apiLogin', yes)]),
			'unknown',
		],
		['logins not read', seat([signal('lastLogin', yes)]), 'unknown'],
		[
			'a license that is not a full one',
			seat([signal('humanLogin', no), signal('apiLogin', yes)], {
				licenseIdentifier: 'Chatter Free',
				licenseName: 'Chatter Free',
			}),
			'clean',
		],
	])('%s', (_what, facts, expected) => {
		expect(ask(rule, facts)).toBe(expected);
	});
});

describe('cheaperLicense', () => {
	const rule = { detector: 'cheaperLicense' } as const;
	const seat = (
		crmWork: ActivitySignal | undefined,
		person: Partial<SalesforceUser> = {},
		license = {},
	) => aSeat({ lastLoginAt: daysAgo(2), ...person }, license, { more: { crmWork } });
	const none = signal('work', null);
	const profileOf = (identifier: string): Profile => ({
		profileId: '00e5g000001aBcDAAU',
		name: 'Target',
		isAdministrator: false,
		userLicenseId: '1005g000001SfdcAAC',
		userLicense: { identifier, name: identifier },
	});

	test.each<[string, SeatFacts, string]>([
		['in use, without CRM work', seat(none), 'found'],
		['CRM work last week', seat(signal('work', daysAgo(7))), 'inUse'],
		['CRM work long ago', seat(signal('work', daysAgo(80))), 'found'],
		['CRM work hidden', seat(signal('work', null, 'hidden')), 'unknown'],
		['CRM work not read', seat(undefined), 'unknown'],
		['not in use at all', seat(none, { lastLoginAt: daysAgo(80) }), 'clean'],
		['a license that is not a full one', seat(none, {}, { licenseIdentifier: 'AUL' }), 'clean'],
		['a new account', seat(none, { createdAt: daysAgo(9) }), 'newAccount'],
	])('%s', (_what, facts, expected) => {
		expect(ask(rule, facts)).toBe(expected);
	});

	test.each([
		['AUL', 'found'],
		['SFDC', 'clean'],
		['PID_Partner_Community', 'clean'],
	])('to a profile of %s: %s', (identifier, expected) => {
		const targets = new Map([['Target', profileOf(identifier)]]);
		expect(ask({ ...rule, targetProfile: 'Target' }, seat(none), { targets })).toBe(expected);
	});
});

describe('loginBased', () => {
	const rule = { detector: 'loginBased' } as const;
	const PRICES: Record<string, number> = {
		PID_Partner_Community: 10,
		PID_Partner_Community_Login: 2,
		PID_Customer_Community_Plus: 10,
		PID_Customer_Community_Plus_Login: 2,
	};
	const priceOf = ({ identifier }: { identifier: string }) => {
		const price = PRICES[identifier];
		return price === undefined ? null : { identifier, kind: null, price, currency: 'USD' };
	};
	const judging = { since: new Date(daysAgo(90)), priceOf };
	const seat = (loginDays: number | undefined, identifier: string, unknown: string | null = null) =>
		aSeat(
			{},
			{ licenseIdentifier: identifier, licenseName: identifier },
			{ signals: [signal('humanLogin', null, unknown)], more: { loginDays } },
		);
	const [MEMBER, LOGIN] = ['PID_Partner_Community', 'PID_Partner_Community_Login'];

	test.each<[string, SeatFacts, string]>([
		['a member with 4 logins a month', seat(12, MEMBER), 'found'],
		['a member with 5 logins a month', seat(15, MEMBER), 'clean'],
		['a member who never logs in', seat(0, MEMBER), 'found'],
		['a login user with 6 logins a month', seat(18, LOGIN), 'found'],
		['a login user with 4 logins a month', seat(12, LOGIN), 'clean'],
		['logins that are hidden', seat(0, MEMBER, 'hidden'), 'unknown'],
		['logins that were not read', seat(undefined, MEMBER), 'unknown'],
		['a license without a price', seat(0, 'PID_Customer_Community'), 'clean'],
		['a license without a login-based counterpart', seat(0, 'SFDC'), 'clean'],
		['a member of Community Plus', seat(12, 'PID_Customer_Community_Plus'), 'found'],
		['a login user of Community Plus', seat(18, 'PID_Customer_Community_Plus_Login'), 'found'],
		['a member whose license has no key', seat(12, 'Customer Community Plus'), 'found'],
		['a login user whose license has no key', seat(18, 'customer community plus login'), 'found'],
	])('%s', (_what, facts, expected) => {
		expect(ask(rule, facts, judging)).toBe(expected);
	});

	test.each([
		['month', 10, 8],
		['year', 120, 96],
	] as const)('saves the difference, by the %s', (pricePeriod, member, saving) => {
		const finding = DETECTORS.loginBased.detect(seat(3, MEMBER), aRule(rule), {
			...aJudging(judging),
			pricePeriod,
			priceOf: (license) => {
				const entry = priceOf(license);
				return entry && { ...entry, price: license.identifier === MEMBER ? member : entry.price };
			},
		});
		expect(finding).toMatchObject({
			kind: 'found',
			saving: { saving, currency: 'USD', savingPeriod: pricePeriod },
		});
	});
});

describe('duplicatePerson', () => {
	const duplicatesOf = (people: Array<Partial<SalesforceUser>>) => {
		const twice = new DuplicateUsers('email');
		people.forEach((person, index) =>
			twice.add(aPerson({ userId: `user${index}`, username: `name${index}`, ...person }), null),
		);
		return Object.fromEntries(twice.duplicates());
	};
	const [old, recent] = [daysAgo(100), daysAgo(1)];

	test.each<[string, Array<Partial<SalesforceUser>>, Record<string, string | null>]>([
		['the less used one', [{ lastLoginAt: old }, { lastLoginAt: recent }], { user0: 'name1' }],
		['the one never used', [{ lastLoginAt: old }, { lastLoginAt: null }], { user1: 'name0' }],
		[
			'the newer of two never used',
			[{ lastLoginAt: null }, { lastLoginAt: null }],
			{ user1: 'name0' },
		],
		[
			'the address in another case, or of a sandbox',
			[{ email: 'Ada@Acme.example.invalid' }, { email: 'ada@acme.example', lastLoginAt: old }],
			{ user1: 'name0' },
		],
		['not a user with another address', [{ email: 'a@x' }, { email: 'b@x' }], {}],
		['not a user without an address', [{ email: null }, { email: null }], {}],
		['not an inactive user', [{}, { isActive: false }], {}],
		['not a partner', [{}, { userType: 'PowerPartner' }], {}],
		[
			'not an integration user',
			[
				{},
				{ userLicense: { identifier: 'Salesforce Integration', name: 'Salesforce Integration' } },
			],
			{},
		],
		[
			'a mailbox of a team: unknown',
			[{}, {}, {}, {}],
			{ user0: null, user1: null, user2: null, user3: null },
		],
	])('is %s', (_what, people, expected) => {
		const duplicates = duplicatesOf(people);
		expect(
			Object.fromEntries(
				Object.entries(duplicates).map(([id, duplicate]) => [id, duplicate?.username ?? null]),
			),
		).toEqual(expected);
	});

	test.each([
		[undefined, 'clean'],
		[null, 'unknown'],
		[{ username: 'ada2@acme.example', lastLoginAt: null, by: 'email' as const }, 'found'],
	])('of %j: %s', (duplicate, expected) => {
		const more = duplicate === undefined ? {} : { duplicate };
		expect(ask({ detector: 'duplicatePerson' }, aSeat({}, {}, { more }))).toBe(expected);
	});
});
