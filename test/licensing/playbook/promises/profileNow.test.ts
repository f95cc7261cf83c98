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

it('is read as it is stored', () => {
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

it('that is empty takes nothing', () => {
	expect(profileSettings({})).toMatchObject({
		dryRun: true,
		notifyUser: true,
		onSilence: undefined,
		daysToAnswer: 7,
		graceDays: 14,
		maxUsers: 0,
	});
});

it('of a spreadsheet has its values as texts', () => {
	const sheet = { dryRun: 'false', notifyUser: 'false', graceDays: '0', maxUsers: '20' };
	expect(of(sheet)).toMatchObject({
		dryRun: false,
		notifyUser: false,
		graceDays: 0,
		maxUsers: 20,
	});
});

it.each([null, undefined, '', 'No', 'FALSE', 0, NaN, [], [false], {}, true])(
	'stays on dry run and asks first with %j',
	(value) => {
		expect(of({ dryRun: value, notifyUser: value })).toMatchObject({
			dryRun: true,
			notifyUser: true,
		});
	},
);

it.each([null, undefined, '', ' ', 'many', NaN, Infinity, -1, [], [20], {}, true])(
	'allows no users, and has the days of a new profile, with the number %j',
	(value) => {
		expect(of({ maxUsers: value, daysToAnswer: value, graceDays: value })).toMatchObject({
			maxUsers: 0,
			daysToAnswer: 7,
			graceDays: 14,
		});
	},
);

it('gives nobody zero days to answer', () => {
	expect(of({ daysToAnswer: 0 }).daysToAnswer).toBe(7);
	expect(of({ daysToAnswer: '0' }).daysToAnswer).toBe(7);
});

it.each([null, undefined, 5, ['it@acme.example'], {}])(
	'has no fallback approver where it holds %j',
	(managerEmail) => {
		expect(of({ managerEmail }).fallbackEmail).toBe('');
	},
);

it('moves users of a rule without a name, which is called as Find Candidates calls it', () => {
	expect(of({ rules: [{ targetProfileId: '00e2' }] }).targets).toEqual(
		new Map([['Unused seats', '00e2']]),
	);
});
