import type { ActivitySignal } from '../../../nodes/SalesforceLicenses/licensing/model/activity';
import type { Judging } from '../../../nodes/SalesforceLicenses/licensing/finding/detectors/detector';
import {
	judge,
	ruleConflict,
} from '../../../nodes/SalesforceLicenses/licensing/finding/detectors/allDetectors';
import type { SeatFacts } from '../../../nodes/SalesforceLicenses/licensing/finding/facts';
import type { ReclamationRule } from '../../../nodes/SalesforceLicenses/licensing/finding/rules';
import { scopeOf } from '../../../nodes/SalesforceLicenses/licensing/finding/rules';
import { aJudging, aRule, aSeat, daysAgo } from '../../support/builders';

const judging: Judging = aJudging();
const verdictOf = (rules: ReclamationRule[], seat: SeatFacts) =>
	judge(rules.map(scopeOf), seat, judging);

/** `found`, why it was kept, or `no rule`. */
const verdict = (rules: ReclamationRule[], seat: SeatFacts) => {
	const finding = verdictOf(rules, seat)?.finding;
	if (finding === undefined) return 'no rule';
	return finding.kind === 'found' ? 'found' : finding.reason;
};

describe('a rule for unused seats', () => {
	test.each([
		[59, 'inUse'],
		[60, 'found'],
		[61, 'found'],
	])('with a threshold of 60 days calls %d days without a login %s', (days, expected) => {
		expect(verdict([aRule()], aSeat({ lastLoginAt: daysAgo(days) }))).toBe(expected);
	});

	test.each([
		[true, 29, 'newAccount'],
		[true, 30, 'found'],
		[false, 400, 'neverUsed'],
	])(
		'with includeNeverLoggedIn %s calls an account of %d days that never logged in %s',
		(includeNeverLoggedIn, age, expected) => {
			const seat = aSeat({ lastLoginAt: null, createdAt: daysAgo(age) });
			expect(verdict([aRule({ includeNeverLoggedIn })], seat)).toBe(expected);
		},
	);

	it('skips an account whose age is unknown', () => {
		expect(verdict([aRule()], aSeat({ lastLoginAt: null, createdAt: null }))).toBe('newAccount');
	});

	const OLD: ActivitySignal = { signal: 'lastLogin', at: daysAgo(200), unknown: null };
	test.each<[string, ActivitySignal[], string]>([
		['no sign of use', [OLD], 'found'],
		[
			'another signal that could not be read',
			[OLD, { signal: 'work', at: null, unknown: 'hidden' }],
			'unknown',
		],
		[
			'use by one signal while the other is hidden',
			[
				{ signal: 'humanLogin', at: null, unknown: 'LoginHistory cannot be read' },
				{ signal: 'oauthUse', at: daysAgo(3), unknown: null },
			],
			'inUse',
		],
		[
			'old use by one signal while the other is hidden',
			[
				{ signal: 'humanLogin', at: null, unknown: 'LoginHistory cannot be read' },
				{ signal: 'oauthUse', at: daysAgo(300), unknown: null },
			],
			'unknown',
		],
	])('with %s: %s', (_what, signals, expected) => {
		const seat = aSeat({ lastLoginAt: daysAgo(200) }, {}, { signals });
		expect(verdict([aRule()], seat)).toBe(expected);
	});

	it('states how far back the signals were read, if that is less than the time since the last login', () => {
		const signals: ActivitySignal[] = [{ signal: 'humanLogin', at: null, unknown: null }];
		const seat = aSeat({ lastLoginAt: daysAgo(200) }, {}, { signals });
		const since = new Date(daysAgo(90));
		expect(judge([scopeOf(aRule())], seat, aJudging({ since }))?.finding).toMatchObject({
			kind: 'found',
			justification: 'The chosen activity signals show no use in the last 90 days (threshold 60)',
		});
	});

	it('skips inactive users', () => {
		const seat = aSeat({ lastLoginAt: daysAgo(400), isActive: false });
		expect(verdict([aRule({ action: 'wholeSeat' })], seat)).toBe('no rule');
	});
});

describe('the users that a rule applies to', () => {
	const unused = { lastLoginAt: daysAgo(400) };

	it('do not include exempt users, whatever the case of the username', () => {
		const seat = aSeat({ ...unused, username: 'Boss@acme.example' });
		expect(verdict([aRule({ exemptUsernames: ['boss@ACME.example'] })], seat)).toBe('exempt');
	});

	test.each<[string, Partial<ReclamationRule>, string]>([
		['another kind', { licenseKinds: ['packageLicense'] }, 'no rule'],
		['another identifier', { licenseIdentifiers: ['AUL'] }, 'no rule'],
		['its identifier', { licenseIdentifiers: ['sfdc'] }, 'found'],
		['another software model', { softwareModels: ['Salesforce CPQ'] }, 'no rule'],
		['its software model', { softwareModels: ['salesforce crm'] }, 'found'],
		[
			'people of another department',
			{ conditions: [{ field: 'department', operator: 'equals', values: ['Sales'] }] },
			'no rule',
		],
		[
			'people of its department, from a country',
			{
				conditions: [
					{ field: 'department', operator: 'oneOf', values: ['Sales', 'FINANCE'] },
					{ field: 'country', operator: 'equals', values: ['de'] },
				],
			},
			'found',
		],
		[
			'an exemption that is true',
			{
				exemptions: [
					{ field: 'department', operator: 'equals', values: ['Sales'] },
					{ field: 'role', operator: 'isEmpty', values: [] },
				],
			},
			'exempt',
		],
	])('a rule for %s: %s', (_what, rule, expected) => {
		const seat = aSeat(
			{ ...unused, department: 'Finance' },
			{ softwareModel: 'Salesforce CRM' },
			{ details: { country: 'DE', role: null } },
		);
		expect(verdict([aRule(rule)], seat)).toBe(expected);
	});
});

describe('several rules', () => {
	const patient = aRule({ name: 'patient', inactiveDays: 120 });
	const strict = aRule({ name: 'strict', inactiveDays: 30 });
	const seat = aSeat({ lastLoginAt: daysAgo(90) });

	it('with one detector: the first that applies decides', () => {
		expect(verdict([patient, strict], seat)).toBe('inUse');
		expect(verdictOf([strict, patient], seat)).toMatchObject({ rule: { name: 'strict' } });
	});

	it('with several detectors: each is tried, and the first that finds something decides', () => {
		const never = aRule({ name: 'never', detector: 'neverUsed' });
		expect(verdictOf([never, strict], seat)).toMatchObject({ rule: { name: 'strict' } });
		const fresh = aSeat({ lastLoginAt: null });
		expect(verdictOf([never, strict], fresh)).toMatchObject({ rule: { name: 'never' } });
		expect(verdictOf([strict, never], fresh)).toMatchObject({ rule: { name: 'strict' } });
	});
});

describe('a rule that cannot work', () => {
	test.each<[string, Partial<ReclamationRule>, RegExp | null]>([
		['the defaults', {}, null],
		[
			'deactivating inactive users',
			{ detector: 'inactiveHolder' },
			/Deactivated User Still Holding a License cannot be used with the action Deactivate \("deactivate"\)\. Use Remove License \("removeLicense"\), .*\("wholeSeat"\)$/,
		],
		[
			'a kind that the detector does not know',
			{ detector: 'inactiveHolder', action: 'removeLicense', licenseKinds: ['userLicense'] },
			/only looks at permission set licenses .*, package licenses .*, feature licenses /,
		],
		[
			'removing user licenses',
			{ action: 'removeLicense', licenseKinds: ['userLicense'] },
			/cannot remove a user license/,
		],
	])('%s', (_what, rule, expected) => {
		const conflict = ruleConflict(aRule(rule));
		if (expected === null) expect(conflict).toBeNull();
		else expect(conflict).toMatch(expected);
	});
});
