import type { Entered, Profile } from '../../workflows/setup/profileForm.code';
import { detailsFields } from '../../workflows/setup/profileForm.code';
import { detailsGiven } from '../../workflows/setup/profileGiven.code';

const CONNECTIONS = [
	{ name: 'Salesforce CRM', downloadSubflow: 'd1', reclaimSubflow: 'r1' },
	{ name: 'Read only', downloadSubflow: 'd2', reclaimSubflow: '' },
];
const DRAFT = {
	displayName: 'Acme',
	status: 'Draft',
	connection: '',
	rules: [
		{ name: 'Unused seats', licenseKinds: ['userLicense'], inactiveDays: 60, action: 'deactivate' },
	],
	dryRun: true,
	maxUsers: 100,
	maxPercent: 10,
	notifyUser: false,
	daysToAnswer: 7,
	graceDays: 14,
	lanes: { register: true },
} as unknown as Profile;

const valuesOf = (fields: ReturnType<typeof detailsFields>): Entered =>
	Object.fromEntries(
		fields.flatMap((field) =>
			'fieldName' in field ? [[field.fieldName, field.defaultValue]] : [],
		),
	);

/** The form as it is shown, sent back with some changes. */
function sent(profile: Profile, changes: Entered = {}) {
	const entered = valuesOf(detailsFields(profile, CONNECTIONS, null));
	return detailsGiven({ ...entered, ...changes }, profile, CONNECTIONS);
}

function saved(profile: Profile, changes: Entered = {}) {
	const given = sent(profile, changes);
	if (given.error !== '') throw new Error(given.error);
	return given as { profile: Profile; message: string };
}

const json = (rules: unknown): Entered => ({
	ruleSource: 'By the rules in JSON',
	rulesJson: typeof rules === 'string' ? rules : JSON.stringify(rules),
});

describe('the lane "Profile details"', () => {
	it('saves what it shows, and completes the lane', () => {
		const { profile } = saved(DRAFT);
		expect(profile).toMatchObject({
			connection: 'Salesforce CRM',
			downloadSubflow: 'd1',
			reclaimSubflow: 'r1',
			rules: DRAFT.rules,
			maxUsers: 100,
			dryRun: true,
			lanes: { register: true, details: true },
		});
		// Shown and saved again, nothing moves.
		expect(saved(profile).profile).toEqual(profile);
	});

	test.each<[string, Entered, string]>([
		[
			'a number out of range',
			{ maxPercent: '101' },
			'"At most this percentage of the users of a license" takes a number from 0 to 100, not "101"',
		],
		['an empty number', { graceDays: '' }, 'takes a number from 0 to 365'],
		['a price in words', { prices: 'SFDC=expensive' }, 'This is not: "SFDC=expensive"'],
		['a price below nothing', { prices: 'SFDC=-1' }, 'This is not: "SFDC=-1"'],
		[
			'a name for a username',
			{ excludedUsernames: 'ceo@acme.com, Ada Lovelace' },
			'"Ada Lovelace" is neither a username',
		],
		['a name for an address', { alertEmail: 'the boss' }, '"the boss" is no e-mail address'],
		['reclaim without a reclaim subflow', { connection: 'Read only' }, 'has no reclaim subflow'],
		[
			'reclaim by itself without reclaim',
			{ reclaim: 'No', autoReclaim: 'Yes' },
			'Nothing can be reclaimed by itself',
		],
		['no time to answer', { notifyUser: 'Yes', daysToAnswer: '0' }, 'takes 1 or more'],
		['removing a user license', { action: 'removeLicense' }, 'cannot remove a user license'],
		['a move to nowhere', { action: 'changeProfile' }, 'needs the profile to move to'],
		[
			'a move to a user',
			{ action: 'changeProfile', targetProfileId: '005000000000001' },
			'begins with 00e',
		],
		['rules that are no JSON', json('[{'), 'no valid JSON'],
		['a rule that is no list', json({ name: 'x' }), 'a list of rules is needed'],
		['no rule at all', json([]), 'a list of rules is needed'],
		['a field misspelled', json([{ inactivDays: 5 }]), 'rule 1: there is no field "inactivDays"'],
		['an unknown detector', json([{ detector: 'asleep' }]), 'there is no detector "asleep"'],
		[
			'an unknown action',
			json([{}, { name: 'b', action: 'delete' }]),
			'rule 2: there is no action "delete"',
		],
		[
			'an unknown license kind',
			json([{ licenseKinds: ['user'] }]),
			'there is no license kind "user"',
		],
		['days in words', json([{ inactiveDays: 'sixty' }]), 'inactiveDays takes a number of days'],
		[
			'an action that does not go with its detector',
			json([{ detector: 'inactiveHolder', action: 'freeze' }]),
			'cannot be used with the action Freeze ("freeze")',
		],
		['two rules of one name', json([{}, {}]), 'Give every rule a name of its own'],
	])('refuses %s, and says so', (_, changes, message) => {
		const { error } = sent(DRAFT, changes);
		expect(error).toContain(message);
		// What was refused is shown again as it was entered.
		const [name, value] = Object.entries(changes).at(-1) as [string, unknown];
		expect(valuesOf(detailsFields(DRAFT, CONNECTIONS, changes))[name]).toBe(value);
	});

	it('takes every action of a rule, with what it needs', () => {
		for (const action of ['freeze', 'wholeSeat']) {
			expect(saved(DRAFT, { action }).profile.rules).toMatchObject([{ action }]);
		}
		const kinds = ['permissionSetLicense', 'packageLicense'];
		expect(
			saved(DRAFT, { action: 'removeLicense', licenseKinds: kinds, licenseIdentifiers: 'a, b' })
				.profile.rules,
		).toEqual([
			{
				name: 'Unused seats',
				licenseKinds: kinds,
				licenseIdentifiers: ['a', 'b'],
				inactiveDays: 60,
				action: 'removeLicense',
			},
		]);
		const target = { action: 'changeProfile', targetProfileId: '00e5g0030000012EAA' };
		expect(saved(DRAFT, target).profile.rules).toMatchObject([target]);
	});

	it('shows several rules as JSON, and keeps them', () => {
		const rules = [{ name: 'Leavers', detector: 'inactiveHolder' }, { inactiveDays: 90 }];
		const { profile } = saved(DRAFT, json(rules));
		expect(profile.rules).toEqual(rules);
		expect(saved(profile, { maxUsers: '5' }).profile).toMatchObject({ rules, maxUsers: 5 });
	});

	it('makes a published profile a draft again when its connection or reclaim was never tested', () => {
		const { profile } = saved(DRAFT, { reclaim: 'No' });
		const published = {
			...profile,
			status: 'Published',
			lanes: { ...profile.lanes, connection: true, publish: true },
		};
		expect(saved(published, { graceDays: '3' }).profile).toMatchObject({
			status: 'Published',
			lanes: { connection: true, publish: true },
		});
		for (const changes of [{ reclaim: 'Yes' }, { connection: 'Read only' }]) {
			const { profile: next, message } = saved(published, changes);
			expect(next).toMatchObject({ status: 'Draft', lanes: { connection: false, publish: false } });
			expect(message).toContain('a draft again');
		}
	});
});
