import { profileSettings } from '../../../../nodes/SalesforceLicenses/licensing/playbook/promises/profileNow';

/** A profile as a store returns it; whatever is missing or changed by hand never takes a license. */

const FULL = {
	displayName: 'EMEA',
	orgId: '00D1',
	orgName: 'Acme',
	dryRun: false,
	notifyUser: false,
	onSilence: 'reclaim',
	daysToAnswer: 5,
	graceDays: 3,
	maxUsers: 20,
	managerEmail: ' it@acme.example ',
	excludedIdentifiers: ['SFDC', 5, null],
	rules: [{ name: 'Cheaper', targetProfileId: '00e1' }, { name: 'Unused' }, null, 'x'],
};
const of = (changes: object) => profileSettings({ ...FULL, ...changes });

it('a stored profile is read as it is stored', () => {
	expect(profileSettings(FULL)).toEqual({
		displayName: 'EMEA',
		orgId: '00D1',
		orgName: 'Acme',
		dryRun: false,
		notifyUser: false,
		onSilence: 'reclaim',
		daysToAnswer: 5,
		graceDays: 3,
		maxUsers: 20,
		fallbackEmail: 'it@acme.example',
		excludedIdentifiers: ['SFDC'],
		targets: new Map([['Cheaper', '00e1']]),
	});
});

it('an empty profile reclaims nothing', () => {
	expect(profileSettings({})).toMatchObject({
		dryRun: true,
		notifyUser: true,
		onSilence: undefined,
		daysToAnswer: 7,
		graceDays: 14,
		maxUsers: 0,
	});
});

it('a profile from a spreadsheet has its values as text', () => {
	const sheet = { dryRun: 'false', notifyUser: 'false', graceDays: '0', maxUsers: '20' };
	expect(of(sheet)).toMatchObject({
		dryRun: false,
		notifyUser: false,
		graceDays: 0,
		maxUsers: 20,
	});
});

it.each([null, undefined, '', 'No', 'FALSE', 0, NaN, [], [false], {}, true])(
	'a profile keeps Dry Run on and asks first with %j',
	(value) => {
		expect(of({ dryRun: value, notifyUser: value })).toMatchObject({
			dryRun: true,
			notifyUser: true,
		});
	},
);

it.each([null, undefined, '', ' ', 'many', NaN, Infinity, -1, [], [20], {}, true])(
	'a profile allows no users, and uses the days of a new profile, with the number %j',
	(value) => {
		expect(of({ maxUsers: value, daysToAnswer: value, graceDays: value })).toMatchObject({
			maxUsers: 0,
			daysToAnswer: 7,
			graceDays: 14,
		});
	},
);

it('a profile never gives users zero days to answer', () => {
	expect(of({ daysToAnswer: 0 }).daysToAnswer).toBe(7);
	expect(of({ daysToAnswer: '0' }).daysToAnswer).toBe(7);
});

it.each([null, undefined, 5, ['it@acme.example'], {}])(
	'a profile has no fallback approver if the field is %j',
	(managerEmail) => {
		expect(of({ managerEmail }).fallbackEmail).toBe('');
	},
);

it('a profile moves users by a rule without a name, under the name that Find Candidates uses', () => {
	expect(of({ rules: [{ targetProfileId: '00e2' }] }).targets).toEqual(
		new Map([['Unused seats', '00e2']]),
	);
});
