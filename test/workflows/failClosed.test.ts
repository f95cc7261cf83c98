import type { GenericValue, IDataObject } from 'n8n-workflow';
import { ago, ahead, candidateRow, outcomeOf, runCandidates } from '../support/candidateRows';

/** What is missing from a profile, or was changed by hand, never takes a license. */

const PUBLISHED = {
	displayName: 'EMEA',
	status: 'Published',
	reclaimSubflow: 'x',
	orgId: '00D000000000001AAA',
	daysToAnswer: 7,
	graceDays: 0,
	maxUsers: 10,
};
const decide = async (row: object, event: string, profile: IDataObject, more: object = {}) => {
	const run = await runCandidates('decide', [row], {
		event,
		settingsFrom: 'profile',
		storedProfile: { ...PUBLISHED, ...profile },
		...more,
	});
	expect(run.error).toBeNull();
	return run;
};
const NOT_THERE = [null, undefined, '', 'Reclaim', 'RECLAIM ', true, ['reclaim']];

describe('without an answer', () => {
	const silent = async (onSilence: GenericValue, state: 'Awaiting User' | 'Awaiting Approval') => {
		const decision = state === 'Awaiting User' ? null : 'user keeps';
		const row = candidateRow({ state, decision, answerUntil: ago(1) });
		return (await decide(row, 'silence', { onSilence })).toWrite[0];
	};

	test.each(NOT_THERE)('a profile with onSilence %j keeps the license', async (value) => {
		expect((await silent(value, 'Awaiting User')).state).toBe('Closed Skipped');
		expect((await silent(value, 'Awaiting Approval')).state).toBe('Closed Skipped');
	});

	test('only the literal value "reclaim" takes the license back', async () => {
		expect((await silent('reclaim', 'Awaiting User')).decision).toBe('user silent');
		expect((await silent('reclaim', 'Awaiting Approval')).decision).toBe('manager silent');
	});
});

describe('a run of Reclaim', () => {
	const ready = (changes = {}) => candidateRow({ action: 'freeze', ...changes });
	const chosen = async (profile: IDataObject, changes = {}) =>
		await decide(ready(changes), 'nextStep', profile);

	test.each([false, null])(
		'asks if the profile asks now, whatever the candidate stored: %j',
		async (notifyUser) => {
			const run = await chosen({ dryRun: false, notifyUser: true }, { notifyUser });
			expect(run.toAsk).toHaveLength(1);
			expect(run.toReclaim).toEqual([]);
		},
	);

	test.each([null, undefined, '', 'No'])(
		'asks if the profile holds %j for asking',
		async (notifyUser) => {
			const run = await chosen({ dryRun: false, notifyUser });
			expect(run.toAsk).toHaveLength(1);
			expect(run.toReclaim).toEqual([]);
		},
	);

	test('does not ask if the profile does not ask now', async () => {
		const run = await chosen({ dryRun: false, notifyUser: false }, { notifyUser: true });
		expect(run.toAsk).toEqual([]);
	});

	test.each([true, null, undefined, '', 'No', 0])(
		'with dryRun %j plans and applies nothing',
		async (dryRun) => {
			const outcomes = [outcomeOf('planned', { action: 'freeze' })];
			const planned = async (value: GenericValue) =>
				await decide(ready(), 'outcome', { dryRun: value, notifyUser: false }, { outcomes });
			expect((await planned(dryRun)).toReclaim).toEqual([]);
			expect((await planned(false)).toReclaim).toHaveLength(1);
		},
	);

	test.each([null, undefined, '', 'soon', -1, NaN])(
		'a profile with %j grace days freezes first',
		async (graceDays) => {
			const row = candidateRow({ action: 'deactivate' });
			const profile = { dryRun: false, notifyUser: false, graceDays };
			const { toReclaim } = await decide(row, 'nextStep', profile);
			expect(toReclaim).toMatchObject([{ action: 'freeze' }]);
		},
	);
});

describe('a profile that cannot be read', () => {
	test.each([['={{ undefined }}'], ['={{ null }}'], ['[]'], ['{'], ['="EMEA"']])(
		'%j decides nothing',
		async (storedProfile) => {
			const parameters = { event: 'nextStep', settingsFrom: 'profile', storedProfile };
			const run = await runCandidates('decide', [candidateRow()], parameters);
			expect(run.error?.message).toContain('Profile (JSON)');
			expect(run.outputs.flat()).toEqual([]);
		},
	);

	test('that is empty makes the most careful promises', async () => {
		const run = await runCandidates('decide', [candidateRow({ action: 'deactivate' })], {
			event: 'outcome',
			settingsFrom: 'profile',
			storedProfile: '{}',
			outcomes: [outcomeOf('planned')],
		});
		expect(run.error).toBeNull();
		expect(run.toReclaim).toEqual([]);
		expect(run.toWrite).toMatchObject([{ state: 'Ready', outcome: 'planned' }]);
	});
});

describe('who decides', () => {
	const decides = async (row: object, profile: IDataObject, manager: object) => {
		const keeps = candidateRow({
			state: 'Awaiting User',
			decision: 'user keeps',
			answerUntil: ahead(3),
			managerId: '005M',
			...row,
		});
		const person = {
			orgId: keeps.orgId,
			userId: '005M',
			isActive: true,
			email: 'boss@a.example',
			name: 'Bo Boss',
			...manager,
		};
		const run = await decide(keeps, 'nextStep', profile, { people: [person] });
		return (run.toAsk[0]?.to ?? '') as string;
	};

	test('is the manager in the org of the profile, greeted by name', async () => {
		expect(await decides({}, {}, {})).toBe('boss@a.example');
	});

	test.each(['B', null, undefined, ''])('is not a user of the org %j', async (orgId) => {
		expect(await decides({}, {}, { orgId })).toBe('');
		expect(await decides({}, { orgId, managerEmail: 'it@a.example' }, {})).toBe('it@a.example');
	});

	test.each([false, null, undefined, ''])('is not inactive: %j', async (isActive) => {
		expect(await decides({}, {}, { isActive })).toBe('');
	});

	test.each(['ann@example.com', ' ANN@Example.com ', 'ann@example.com.emea'])(
		'is never the user: %j',
		async (email) => {
			expect(await decides({}, { managerEmail: 'it@a.example' }, { email })).toBe('it@a.example');
			expect(await decides({}, { managerEmail: email }, { email })).toBe('');
		},
	);

	test('is never the user as their own manager', async () => {
		const userId = '005000000000001AAA';
		expect(await decides({ managerId: userId }, {}, { userId })).toBe('');
	});
});

test('a comment is quoted, and a long one is cut', async () => {
	const row = candidateRow({ state: 'Awaiting User', answerUntil: ahead(1), notes: [] });
	const { toWrite } = await decide(
		row,
		'answer',
		{},
		{
			answer: '={{ "I still need it" }}',
			comment: 'x'.repeat(5000),
		},
	);
	const [{ text }] = toWrite[0].notes as unknown as Array<{ text: string }>;
	expect(text).toMatch(/ “x{500}…”$/);
});
