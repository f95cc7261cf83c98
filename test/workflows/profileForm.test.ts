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
	ruleSource: 'Use JSON',
	rulesJson: typeof rules === 'string' ? rules : JSON.stringify(rules),
});

describe('the step "Profile details"', () => {
	it('saves the values it shows, and completes the step', () => {
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
			'"Maximum percent of a license\'s users per run" takes a number from 0 to 100, not "101"',
		],
		['an empty number', { graceDays: '' }, 'takes a number from 0 to 365'],
		['a price in words', { prices: 'SFDC=expensive' }, '"SFDC=expensive" is not a price'],
		['a negative price', { prices: 'SFDC=-1' }, '"SFDC=-1" is not a price'],
		[
			'a name instead of a username',
			{ excludedUsernames: 'ceo@acme.com, Ada Lovelace' },
			'"Ada Lovelace" is neither a username',
		],
		[
			'a name instead of an e-mail address',
			{ alertEmail: 'the boss' },
			'"the boss" is not an e-mail address',
		],
		['reclaim without a reclaim subflow', { connection: 'Read only' }, 'has no reclaim subflow'],
		[
			'automatic reclaim without reclaim',
			{ reclaim: 'No', autoReclaim: 'Yes' },
			'Automatic reclaim needs "Reclaim subscriptions?" set to Yes',
		],
		[
			'no days to answer',
			{ notifyUser: 'Yes', daysToAnswer: '0' },
			'enter 1 or more for "Days to answer"',
		],
		[
			'removing a user license',
			{ action: 'Remove the license only' },
			'the action "Remove the license only" cannot remove a user license',
		],
		[
			'a move without a target',
			{ action: 'Move the user to a cheaper profile' },
			'Set "If users are moved: ID of the profile to move them to"',
		],
		['an action that the form does not have', { action: 'Delete' }, 'Choose a value for "What to'],
		['no action', { action: '' }, 'Choose a value for "What to do'],
		['an unknown channel', { askBy: 'fax' }, 'Choose a value for "Ask by'],
		['no decision about silence', { onSilence: '' }, 'Choose a value for "If there is no answer"'],
		['a kind that is not a text', { licenseKinds: [null] }, 'Choose a value for "License kinds"'],
		[
			'a move to a user',
			{ action: 'Move the user to a cheaper profile', targetProfileId: '005000000000001' },
			'begins with 00e',
		],
		['rules that are not JSON', json('[{'), 'not valid JSON'],
		['rules that are not a list', json({ name: 'x' }), 'enter a list of rules'],
		['no rule at all', json([]), 'enter a list of rules'],
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
		['two rules with the same name', json([{}, {}]), 'Give each rule its own name'],
	])('refuses %s, and says so', (_, changes, message) => {
		const { error } = sent(DRAFT, changes);
		expect(error).toContain(message);
		// What was refused is shown again as it was entered.
		const [name, value] = Object.entries(changes).at(-1) as [string, unknown];
		expect(valuesOf(detailsFields(DRAFT, CONNECTIONS, changes))[name]).toBe(value);
	});

	it('accepts every action of a rule, with its required fields', () => {
		for (const [label, action] of [
			['Freeze the login', 'freeze'],
			['Deactivate the user and remove all licenses', 'wholeSeat'],
		]) {
			expect(saved(DRAFT, { action: label }).profile.rules).toMatchObject([{ action }]);
		}
		const kinds = ['permissionSetLicense', 'packageLicense'];
		expect(
			saved(DRAFT, {
				action: 'Remove the license only',
				licenseKinds: ['Permission set license', 'Managed package license'],
				licenseIdentifiers: 'a, b',
			}).profile.rules,
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
		expect(
			saved(DRAFT, { ...target, action: 'Move the user to a cheaper profile' }).profile.rules,
		).toMatchObject([target]);
	});

	it('shows labels, and stores the values behind them', () => {
		const shown = valuesOf(detailsFields(DRAFT, CONNECTIONS, null));
		expect(shown).toMatchObject({
			licenseKinds: ['User license'],
			action: 'Deactivate the user',
			askBy: 'E-mail',
			onSilence: 'Keep the license',
		});
		const changes = { askBy: 'Ticket', onSilence: 'Reclaim the license' };
		expect(saved(DRAFT, changes).profile).toMatchObject({ askBy: 'ticket', onSilence: 'reclaim' });
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
