import type { IDataObject } from 'n8n-workflow';
import {
	answer,
	build,
	fieldOf,
	linesOf,
	namesOf,
	optionsOf,
	PROFILE,
	reclaimed,
	review,
	stored,
	textOf,
	tickedOn,
	ticking,
} from '../../support/reviewConversation';
import type { Shown } from '../../support/reviewConversation';

const TWO = [stored(1), stored(2, { saving: 2400 })];
const NEXT_PAGE = 'Show the next page (what is selected stays selected)';
const PREVIOUS_PAGE = 'Show the previous page (what is selected stays selected)';
const CHANGE_FILTER = 'Go back to the groups and the filter';
/** On a page with every state, so that nothing is left out. */
const ANY: IDataObject = { answerBefore: { filter: { state: 'Any' } } };

/** The page after an answer. */
const after = async (read: { page: string }, parameters: IDataObject) =>
	await build(read.page, { ...parameters, answerBefore: read as never });

/** The list, with these candidates decided on like this, and the page that follows. */
async function decided(
	ids: number[],
	next: string,
	parameters: IDataObject,
	more: IDataObject = {},
) {
	const list = await build('candidates', parameters);
	const chosen = await answer(list, { ...ticking(list, ...ids), next, ...more }, parameters);
	return { list, chosen, summary: await after(chosen, parameters) };
}

const confirmed = async (summary: Shown, parameters: IDataObject, yes?: string) =>
	await answer(summary, { confirm: yes ?? optionsOf(summary, 'confirm')[0] }, parameters);

describe('the first page', () => {
	const start = async (parameters: IDataObject) =>
		await review({ formTask: 'read', page: 'start', displayName: '', ...parameters });

	it('is the profiles if there are several, and the groups of the only one otherwise', async () => {
		const other = { ...PROFILE, displayName: 'Other' };
		expect(await start({ profiles: [PROFILE, other] })).toMatchObject({ page: 'profile' });
		expect(await start({})).toMatchObject({ page: 'groups', profile: 'Acme' });
		const named = await start({ profiles: [PROFILE, other], displayName: 'Other' });
		expect(named).toMatchObject({ page: 'groups', profile: 'Other' });
		const unknown = await start({ profiles: [PROFILE, other], displayName: '<b>x' });
		expect(unknown).toMatchObject({ page: 'profile', profile: '' });
	});

	it('offers published profiles only, and says so if there are none', async () => {
		const draft = { ...PROFILE, displayName: 'Draft', status: 'Draft' };
		const shown = await build('profile', { profiles: [draft, PROFILE] });
		expect(optionsOf(shown, 'profile')).toEqual(['Acme']);
		expect(shown.nothing).toBe('');
		const none = await build('profile', { profiles: [draft] });
		expect(none.nothing).toContain('No profile is published');
	});

	it.each([undefined, null, '', NaN, ['Acme'], 'Other', { displayName: 'Acme' }])(
		'refuses a profile that it does not offer: %p',
		async (profile) => {
			const shown = await build('profile', { displayName: '' });
			const read = await answer(shown, { profile: profile as never });
			expect(read).toMatchObject({
				do: 'show',
				page: 'profile',
				profile: '',
				mistakes: [{ field: 'profile' }],
			});
			expect(textOf(await after(read, { displayName: '' }))).toContain(
				'Choose one of the published profiles.',
			);
		},
	);

	it('leads to keeping only for a profile that only reports, and to nothing to give back', async () => {
		const profiles = [{ ...PROFILE, reclaimSubflow: null }];
		const shown = await build('profile', { profiles, displayName: '' });
		const back = await answer(shown, { profile: 'Acme' }, { profiles, purpose: 'giveBack' });
		expect(back).toMatchObject({ page: 'profile' });
		expect(back.mistakes[0].message).toContain('only reports');
		expect(await answer(shown, { profile: 'Acme' }, { profiles })).toMatchObject({
			page: 'groups',
		});
		const list = await build('candidates', { profiles, candidates: TWO });
		expect(optionsOf(list, 'next')).toEqual([
			'Keep until a date',
			'Exclude for good',
			CHANGE_FILTER,
		]);
	});
});

describe('the page of groups', () => {
	it('counts by rule and license, the largest saving first and never two currencies in one sum', async () => {
		const candidates = [
			stored(1, { saving: 100 }),
			stored(2, { saving: 300 }),
			stored(3, { saving: 900, currency: 'EUR' }),
			stored(4, { saving: 1000, licenseIdentifier: 'AUL', licenseName: 'Platform' }),
			stored(5, { saving: null, currency: null }),
			stored(6, { saving: 10, savingPeriod: 'month', rule: 'Other' }),
		];
		const shown = await build('groups', { candidates });
		expect(optionsOf(shown, 'group')).toEqual([
			'All',
			'1. Unused seats · Platform (1)',
			'2. Unused seats · Salesforce (2)',
			'3. Other · Salesforce (1)',
			'4. Unused seats · Salesforce (1)',
			'5. Unused seats · Salesforce (1)',
		]);
		const text = textOf(shown);
		expect(text).toContain(
			'6 candidates in the state &quot;Ready&quot;: $1,520 + €900 a year, 1 without a price.',
		);
		expect(text).toContain('<td>$120 a year</td>');
		const read = await answer(shown, { group: '1. Unused seats · Platform (1)' }, { candidates });
		expect(linesOf(await after(read, { candidates }))).toEqual([expect.stringMatching(/no\. 4$/)]);
	});

	it.each<[IDataObject, number[]]>([
		[{ department: 'Sales' }, [1]],
		[{ license: 'Platform' }, [2]],
		[{ text: 'USER2@' }, [2]],
		[{ text: 'user', department: 'Support' }, [2]],
		[{ days: '180 days' }, [1]],
		[{ days: '1 year' }, []],
		[{ state: 'Needs attention' }, [3]],
		[{ state: 'Being asked' }, [4]],
		[{ state: 'Any' }, [1, 2, 3, 4]],
	])('filters by %p', async (filter, found) => {
		const candidates = [
			stored(1, { candidate: { department: 'Sales' }, inactiveDays: 200 }),
			stored(2, {
				candidate: { department: 'Support' },
				inactiveDays: null,
				licenseName: 'Platform',
			}),
			stored(3, { state: 'Attention Required', inactiveDays: 400 }),
			stored(4, { state: 'Awaiting User', inactiveDays: 400 }),
			reclaimed(5),
		];
		const shown = await build('groups', { candidates });
		const read = await answer(shown, filter, { candidates });
		const list = await after(read, { candidates });
		if (found.length === 0) {
			expect(list.page).toBe('groups');
			expect(textOf(list)).toContain('No candidate matches');
		} else {
			const ids = linesOf(list).map((line) => Number(/\d+$/.exec(line)?.[0]));
			expect(ids.sort()).toEqual(found);
		}
	});

	it.each<[string, IDataObject]>([
		['another group', { group: '9. Other' }],
		['another age', { days: '1 day' }],
		['an age that is missing', { days: null as never }],
		['another state', { state: 'Reclaimed' }],
		['a state that is missing', { state: undefined as never }],
	])('refuses what it does not offer: %s', async (_, changes) => {
		const candidates = [...TWO, stored(3, { rule: 'Other' })];
		const read = await answer(await build('groups', { candidates }), changes, { candidates });
		expect(read).toMatchObject({ do: 'show', page: 'groups' });
		expect(read.message).toContain('Part of the answer is not on this page');
	});

	it('says how many need attention, and how many cannot be read', async () => {
		const candidates = [
			...TWO,
			stored(3, { state: 'Attention Required' }),
			{ ...stored(4), state: 'Gone' },
			{ ...stored(5), id: null },
		];
		const text = textOf(await build('groups', { candidates }));
		expect(text).toContain('1 more candidate needs attention first');
		expect(text).toContain('2 stored candidates cannot be read and are not shown.');
	});

	it('finds by name what can be given back, and filters it by state', async () => {
		const frozen = {
			state: 'Awaiting Revocation',
			graceUntil: '2030-01-01T00:00:00Z',
			closedAt: null,
		} as const;
		const candidates = [reclaimed(1), reclaimed(2, frozen), stored(3)];
		const purpose = { purpose: 'giveBack', candidates };
		const shown = await build('groups', purpose);
		for (const [filter, found] of [
			[{ state: 'Frozen for the grace period' }, /no\. 2$/],
			[{ text: 'user 1' }, /no\. 1$/],
		] as const) {
			const list = await after(await answer(shown, filter, purpose), purpose);
			expect(linesOf(list)).toEqual([expect.stringMatching(found)]);
		}
	});
});

describe('the list', () => {
	it('shows who, why, how much, and right below what is in the way with its cure', async () => {
		const blockers = [
			{ effect: 'changes', text: 'Owns 3 records.' },
			{ effect: 'refuses', text: 'Owns the queue "A".', fix: 'Give it a new owner.' },
		];
		const candidates = [stored(7, { candidate: { blockers, department: 'Sales' } }), stored(8)];
		const shown = await build('candidates', { candidates });
		expect(linesOf(shown)).toEqual([
			'User 7 (user7@acme.com) · Sales · No login for 200 days · $1,200 a year · no. 7',
			'User 8 (user8@acme.com) · No login for 200 days · $1,200 a year · no. 8',
		]);
		const at = shown.fields.findIndex(({ elementName }) => elementName === 'blockers');
		expect(shown.fields[at].html).toBe(
			'<p><b>User 7: look first</b></p><ul><li>Salesforce would refuse. Owns the queue &quot;A&quot;. <b>To fix:</b> Give it a new owner.</li><li>Owns 3 records.</li></ul>',
		);
		expect(shown.fields[at - 1].fieldOptions?.values[0].option).toContain('no. 7');
	});

	it('shows why a candidate needs attention', async () => {
		const candidates = [stored(1, { state: 'Attention Required', reason: 'No e-mail <address>.' })];
		const shown = await build('candidates', { candidates, ...ANY });
		expect(linesOf(shown)[0]).toContain('Needs attention · No login');
		expect(textOf(shown)).toContain('<li>No e-mail ‹address›.</li>');
	});

	it('has pages of 50, keeps what was selected on the others, and selects all of a group', async () => {
		const candidates = Array.from({ length: 120 }, (_, index) => stored(index + 1));
		const parameters = { candidates, profiles: [{ ...PROFILE, maxUsers: 500 }] };
		const first = await build('candidates', parameters);
		expect(linesOf(first)).toHaveLength(50);
		expect(textOf(first)).toContain('This page shows 1 to 50.');
		expect(optionsOf(first, 'next')).not.toContain(PREVIOUS_PAGE);
		const second = await after(
			await answer(first, { ...ticking(first, 3), next: NEXT_PAGE }, parameters),
			parameters,
		);
		expect(textOf(second)).toContain('This page shows 51 to 100.');
		const on = await answer(second, { ...ticking(second, 60), next: NEXT_PAGE }, parameters);
		const third = await after(on, parameters);
		expect(linesOf(third)).toHaveLength(20);
		expect(optionsOf(third, 'next')).not.toContain(NEXT_PAGE);
		const back = await answer(third, { next: PREVIOUS_PAGE }, parameters);
		expect(back.chosen).toEqual(['3', '60']);
		expect(tickedOn(await after(back, parameters))).toEqual([expect.stringMatching(/no\. 60$/)]);

		const all = await answer(
			third,
			{ all_0: optionsOf(third, 'all_0'), next: 'Exclude for good' },
			parameters,
		);
		expect(all).toMatchObject({ page: 'summary' });
		expect(all.chosen).toHaveLength(120);
		// And back again: one tick less, and nothing of the group is selected.
		const again = await after({ ...all, page: 'candidates' }, parameters);
		expect(tickedOn(again)).toEqual(['All 120 of this group']);
		const none = await answer(again, { all_0: [], next: CHANGE_FILTER }, parameters);
		expect(none).toMatchObject({ page: 'groups', chosen: [] });
	});

	it('shows the last page if the page is gone, and the filter if there is nothing left', async () => {
		const candidates = Array.from({ length: 60 }, (_, index) => stored(index + 1));
		const last = await build('candidates', { candidates, answerBefore: { from: 500 } });
		expect(linesOf(last)).toHaveLength(10);
		const none = await build('candidates', { candidates: [] });
		expect(none.page).toBe('groups');
	});

	it('has fields that no link can name, and texts that cannot become markup or expressions', async () => {
		const name = '<img src=x onerror=alert(1)> {{ $env.SECRET }}';
		const blockers = [{ effect: 'refuses', text: name, fix: name }];
		const candidates = [1, 2].map((id) =>
			stored(id, {
				name,
				rule: `${name}${id}`,
				licenseName: name,
				justification: name,
				candidate: { blockers, department: `${name}${id}` },
			}),
		);
		const parameters = { candidates };
		const groups = await build('groups', parameters);
		const { list, summary } = await decided([1, 2], 'Reclaim', parameters);
		const second = await build('candidates', parameters);
		const endings = [list, second].map((one) => one.fields.at(-1)?.fieldName);
		expect(endings[0]).not.toEqual(endings[1]);
		expect(summary.page).toBe('summary');
		for (const page of [groups, list, summary]) {
			expect(JSON.stringify(page.fields)).not.toMatch(/<img|\{\{/);
			expect(page.title + page.description).not.toMatch(/<img|\{\{/);
		}
	});

	it.each<[string, IDataObject]>([
		['a candidate that is not on the page', { lines_0_1: ['User 9 (x) · no. 9'] }],
		['a bare number', { lines_0_1: [2] }],
		['a text', { lines_0_1: 'User 1' }],
		['nothing that is a line', { lines_0_1: [null] }],
		['another "all"', { all_0: ['All 3 of this group'] }],
		['another decision', { next: 'Delete' }],
		['what only Give Back has', { next: 'Give back' }],
		['no decision', { next: null as never }],
	])('refuses a forged choice: %s', async (_, changes) => {
		const list = await build('candidates', { candidates: TWO });
		// A name that the page does not have is dropped, so the field is that of the page.
		const lines = namesOf(list).find((name) => name.startsWith('lines_')) ?? '';
		const { lines_0_1: forged, ...more } = changes;
		const given = forged === undefined ? more : { ...more, [lines]: forged };
		const read = await answer(
			list,
			{ ...ticking(list, 1), next: 'Reclaim', ...given },
			{ candidates: TWO },
		);
		expect(read).toMatchObject({ do: 'show', page: 'candidates', candidateIds: [], write: [] });
		expect(read.message).toContain('Part of the answer is not on this page');
	});

	it.each([undefined, null, '', []])('stays if nothing is selected: %p', async (nothing) => {
		const list = await build('candidates', { candidates: TWO });
		const empty = Object.fromEntries(
			namesOf(list)
				.filter((name) => /^(lines|all)_/.test(name))
				.map((name) => [name, nothing as never]),
		);
		const read = await answer(list, { ...empty, next: 'Reclaim' }, { candidates: TWO });
		expect(read).toMatchObject({ page: 'candidates', message: 'Select at least one candidate.' });
		// The decision stays, so that it need not be chosen again.
		const again = await after(read, { candidates: TWO });
		expect(fieldOf(again, 'next').defaultValue).toBe('Reclaim');
	});

	it.each<[string, IDataObject[]]>([
		['asked', [stored(1, { state: 'Awaiting User' }), TWO[1]]],
		['used again', [stored(1, { state: 'Closed Canceled' }), TWO[1]]],
		['not stored anymore', [TWO[1]]],
		['not readable anymore', [{ ...stored(1), state: 'Gone' }, TWO[1]]],
		['to be taken otherwise', [stored(1, { action: 'wholeSeat' }), TWO[1]]],
	])(
		'refuses a candidate that is %s meanwhile, and keeps the others selected',
		async (_, candidates) => {
			const list = await build('candidates', { candidates: TWO });
			const read = await answer(list, { ...ticking(list, 1, 2), next: 'Reclaim' }, { candidates });
			expect(read).toMatchObject({ do: 'show', page: 'candidates', candidateIds: [] });
			expect(read.message).toMatch(/^Nothing was done\. These candidates changed/);
			expect(read.chosen).toContain('2');
		},
	);

	it('is read by the page that was shown: without it, nothing is chosen', async () => {
		const list = await build('candidates', { candidates: TWO });
		for (const pageShown of [{}, { ...list, carry: null }, { ...list, ending: 'x' }]) {
			const read = await answer(
				list,
				{ ...ticking(list, 1), next: 'Reclaim' },
				{ candidates: TWO, pageShown: pageShown as never },
			);
			expect(read).toMatchObject({ do: 'show', page: 'candidates', chosen: [] });
		}
	});

	it('leads back to the profiles if the profile is gone', async () => {
		const list = await build('candidates', { candidates: TWO });
		const profiles = [{ ...PROFILE, status: 'Draft' }];
		const read = await answer(list, { next: 'Reclaim' }, { candidates: TWO, profiles });
		expect(read).toMatchObject({ do: 'show', page: 'profile', profile: '' });
		expect(read.message).toContain('not published anymore');
	});

	it('reclaims only what is Ready', async () => {
		const candidates = [stored(1), stored(2, { state: 'Attention Required' })];
		const { chosen } = await decided([1, 2], 'Reclaim', { candidates, ...ANY });
		expect(chosen).toMatchObject({ page: 'candidates' });
		expect(chosen.message).toContain(
			'Only candidates that are Ready can be reclaimed, and these are not: User 2 (Needs attention)',
		);
	});
});

describe('the summary', () => {
	it.each<[string, IDataObject, string]>([
		['dry run', { dryRun: true }, 'changes nothing in Salesforce'],
		['dry run, if it is not known', { dryRun: null }, 'changes nothing in Salesforce'],
		[
			'asking',
			{ notifyUser: true },
			'2 people: asked first, with 7 days to answer. Without an answer, the license is kept.',
		],
		['asking, if it is not known', { notifyUser: null }, '2 people: asked first'],
		[
			'silence',
			{ notifyUser: true, onSilence: 'reclaim' },
			'Without an answer, the license is reclaimed.',
		],
		[
			'freezing',
			{ graceDays: 14 },
			'2 people: frozen immediately for 14 days, and deactivated after that.',
		],
		['at once', {}, '2 people: deactivated immediately.'],
	])('says what happens: %s', async (_, settings, says) => {
		const parameters = { candidates: TWO, profiles: [{ ...PROFILE, ...settings }] };
		const { summary } = await decided([1, 2], 'Reclaim', parameters);
		expect(summary.title).toBe('Reclaim 2 seats of 2 people?');
		expect(textOf(summary)).toContain(says);
		expect(textOf(summary)).toContain('$3,600 a year');
		expect(textOf(summary)).toMatch(/undo/);
	});

	it('counts people, not seats, and says what each action does', async () => {
		const candidates = [
			stored(1),
			stored(2, { userId: '0051', action: 'removeLicense' }),
			stored(3, { decision: 'user keeps' }),
		];
		const { summary } = await decided([1, 2, 3], 'Reclaim', { candidates });
		expect(summary.title).toBe('Reclaim 3 seats of 2 people?');
		const text = textOf(summary);
		expect(text).toContain('1 person: deactivated immediately.');
		expect(text).toContain('1 person: the license is removed immediately.');
		expect(text).toContain('1 person: an approver is asked, because the user needs the license.');
	});

	it.each([1, null, NaN, 'many'])(
		'refuses more people than the profile allows: %p',
		async (maxUsers) => {
			const profiles = [{ ...PROFILE, maxUsers: maxUsers as never }];
			const { chosen } = await decided([1, 2], 'Reclaim', { candidates: TWO, profiles });
			expect(chosen).toMatchObject({ page: 'candidates' });
			expect(chosen.message).toContain('you selected 2 users');
		},
	);

	it('counts whom the last 24 hours took', async () => {
		const revocationStartedAt = new Date().toISOString();
		const candidates = [...TWO, reclaimed(3, { revocationStartedAt })];
		const profiles = [{ ...PROFILE, maxUsers: 2 }];
		const { chosen } = await decided([1, 2], 'Reclaim', { candidates, profiles });
		expect(chosen.message).toContain('The profile allows 2 users in 24 hours.');
	});

	it('leads to the chosen candidates if it is confirmed', async () => {
		const parameters = { candidates: TWO };
		const { summary } = await decided([1, 2], 'Reclaim', parameters);
		const read = await confirmed(summary, parameters);
		expect(read).toMatchObject({ do: 'reclaim', profile: 'Acme', restore: [], write: [] });
		expect([...read.candidateIds].sort()).toEqual(['1', '2']);
	});

	it.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['an empty list', []],
		['something else', 'yes'],
		['the label alone', 'Reclaim'],
		['the other decision', 'Yes, give back now'],
		['going back', 'No, go back to the list'],
	])('does nothing if it is confirmed by %s', async (_, confirm) => {
		const parameters = { candidates: TWO };
		const { summary } = await decided([1, 2], 'Reclaim', parameters);
		const read = await answer(summary, { confirm: confirm as never }, parameters);
		expect(read).toMatchObject({ do: 'show', page: 'candidates', candidateIds: [], write: [] });
		expect(read.message).toMatch(/^Nothing was done/);
		expect(read.chosen).toHaveLength(2);
		expect(read.decision).toBe('reclaim');
	});

	it('does nothing to a candidate that changed while it was open', async () => {
		const { summary } = await decided([1, 2], 'Reclaim', { candidates: TWO });
		const candidates = [stored(1, { state: 'Closed Complete' }), TWO[1]];
		const read = await confirmed(summary, { candidates });
		expect(read).toMatchObject({ do: 'show', candidateIds: [], chosen: ['2'] });
		expect(read.message).toContain('User 1 (now: Reclaimed)');
	});

	it.each<[string, IDataObject, IDataObject]>([
		['dry run was ended', { dryRun: true }, { dryRun: false }],
		['nobody is asked anymore', { notifyUser: true }, { notifyUser: false }],
	])('does nothing if the profile changed meanwhile: %s', async (_, before, settings) => {
		const parameters = { candidates: TWO, profiles: [{ ...PROFILE, ...before }] };
		const { summary } = await decided([1, 2], 'Reclaim', parameters);
		const changed = { candidates: TWO, profiles: [{ ...PROFILE, ...settings }] };
		const read = await confirmed(summary, changed);
		expect(read).toMatchObject({ do: 'show', page: 'summary', candidateIds: [] });
		expect(read.message).toContain('The profile changed while the page was open');
		const again = await after(read, changed);
		expect(again.page).toBe('summary');
		expect(textOf(again)).toContain(read.message);
	});

	it('does nothing if the profile only reports by now', async () => {
		const { summary } = await decided([1, 2], 'Reclaim', { candidates: TWO });
		const profiles = [{ ...PROFILE, reclaimSubflow: '' }];
		const read = await confirmed(summary, { candidates: TWO, profiles });
		expect(read).toMatchObject({ do: 'show', page: 'candidates', candidateIds: [] });
	});
});

describe('asking first', () => {
	it('is stored, and asks even if the profile asks no one', async () => {
		const parameters = { candidates: TWO };
		const { summary } = await decided([1], 'Ask the users first', parameters);
		expect(summary.title).toBe('Ask 1 person about 1 seat?');
		expect(textOf(summary)).toContain('1 person: asked first, with 7 days to answer.');
		const read = await confirmed(summary, parameters);
		expect(read).toMatchObject({
			do: 'ask',
			candidateIds: ['1'],
			write: [{ id: 1, decision: 'ask first' }],
		});
		expect(JSON.stringify(read.write[0].notes)).toContain(
			'The user is to be asked first. Decided by ann@acme.com.',
		);
	});

	it('is not offered if the profile asks anyway', async () => {
		const profiles = [{ ...PROFILE, notifyUser: true }];
		const list = await build('candidates', { candidates: TWO, profiles });
		expect(optionsOf(list, 'next')).not.toContain('Ask the users first');
	});

	it('waits for the end of a dry run', async () => {
		const parameters = { candidates: TWO, profiles: [{ ...PROFILE, dryRun: true }] };
		const { summary } = await decided([1], 'Ask the users first', parameters);
		expect(textOf(summary)).toContain('Nobody is asked before dry run is turned off.');
	});
});

describe('keeping', () => {
	const until = `${new Date().getUTCFullYear() + 1}-06-30`;

	it('until a day closes the candidates, with who and why in the notes', async () => {
		const candidates = [stored(1), stored(2, { state: 'Awaiting User' }), TWO[1]];
		const parameters = { candidates: candidates.slice(0, 2), ...ANY };
		const comment = 'On parental leave';
		const more = { until, comment };
		const { summary } = await decided([1, 2], 'Keep until a date', parameters, more);
		expect(summary.title).toMatch(/^Keep 2 seats of 2 people until Jun 30, /);
		expect(textOf(summary)).toContain('Nothing changes in Salesforce');
		const read = await confirmed(summary, parameters);
		expect(read).toMatchObject({ do: 'store', restore: [] });
		expect(read.write).toMatchObject([
			{ id: 1, state: 'Closed Skipped', keepUntil: `${until}T00:00:00.000Z` },
			{ id: 2, state: 'Closed Skipped' },
		]);
		expect(read.write[0].reason).toBe(
			`The license is kept until ${until}. Decided by ann@acme.com. Comment: “On parental leave”`,
		);
		// Only what changed is written.
		expect(read.write[0]).not.toHaveProperty('candidate');
	});

	it.each<[string, unknown]>([
		['no day', ''],
		['null', null],
		['a list', ['2030-01-01']],
		['a number', NaN],
		['another format', '30.06.2030'],
		['no real day', '2030-99-99'],
		['a day that February does not have', '2030-02-30'],
		['a day that is over', '2020-01-01'],
		['a day far away', '9999-12-31'],
	])('is refused with %s, at its field', async (_, day) => {
		const { chosen, summary } = await decided(
			[1],
			'Keep until a date',
			{ candidates: TWO },
			{ until: day as never },
		);
		expect(chosen).toMatchObject({ page: 'candidates', mistakes: [{ field: 'until' }] });
		expect(textOf(summary)).toMatch(/⚠ Choose (a|the) day/);
		expect(chosen.chosen).toEqual(['1']);
	});

	it('for good excludes the candidates, also on dry run', async () => {
		const parameters = { candidates: TWO, profiles: [{ ...PROFILE, dryRun: true }] };
		const { summary } = await decided([1], 'Exclude for good', parameters);
		expect(summary.title).toBe('Exclude 1 seat of 1 person for good?');
		const read = await confirmed(summary, parameters);
		expect(read).toMatchObject({
			do: 'store',
			write: [{ id: 1, state: 'Closed Skipped', keepUntil: '9999-12-31T00:00:00.000Z' }],
		});
	});

	it('is ended by "Stop keeping", which lists exactly what is kept', async () => {
		const kept = { state: 'Closed Skipped', closedAt: '2026-10-02T10:00:00.000Z' } as const;
		const candidates = [
			stored(1, { ...kept, keepUntil: '9999-12-31T00:00:00.000Z' }),
			stored(2, { ...kept, keepUntil: '2020-01-01T00:00:00.000Z' }),
			stored(3, kept),
			stored(4),
		];
		const parameters = { candidates, purpose: 'kept' };
		const { list, summary } = await decided([1], 'Stop keeping', parameters);
		expect(linesOf(list)).toEqual([expect.stringContaining('Excluded for good')]);
		const read = await confirmed(summary, parameters);
		expect(read).toMatchObject({ do: 'store', write: [{ id: 1, keepUntil: null }] });
		expect(read.write[0]).not.toHaveProperty('state');
	});
});

describe('giving back', () => {
	it('offers only what can be given back, and returns the items for Restore', async () => {
		const candidates = [reclaimed(1), stored(2)];
		const parameters = {
			candidates,
			purpose: 'giveBack',
			profiles: [{ ...PROFILE, maxPercent: 25 }],
		};
		const { list, summary } = await decided([1], 'Give back', parameters);
		expect(linesOf(list)).toEqual([
			'User 1 (user1@acme.com) · Reclaimed Oct 2, 2026 · $1,200 a year · no. 1',
		]);
		expect(summary.title).toBe('Give back 1 seat of 1 person?');
		expect(textOf(summary)).toContain('This gives up savings of $1,200 a year.');
		expect(await confirmed(summary, parameters)).toMatchObject({
			do: 'giveBack',
			candidateIds: ['1'],
			restore: [{ id: 1, candidateKey: 'key1', userId: '0051', before: { isActive: true } }],
			subflow: 'r1',
			maxUsers: 100,
			maxPercent: 25,
		});
	});
});

describe('the last page', () => {
	const result = async (decision: string, results: IDataObject, until = '') =>
		await build('result', { answerBefore: { decision, until }, results });

	it.each<[string, string, IDataObject, string, string]>([
		[
			'the job',
			'reclaim',
			{ status: 'success', counts: { 'Closed Complete': 2 } },
			'Done',
			'2 reclaimed.',
		],
		['a job without an answer', 'reclaim', {}, 'Finished with errors', 'returned no answer'],
		['stored decisions', 'keep', { stored: 2 }, 'Done', '2 candidates kept until'],
		[
			'what could not be stored',
			'exclude',
			{ stored: 0, storeError: { message: 'Tables are <full>' } },
			'Finished with errors',
			'The decision could not be stored: Tables are ‹full›. Nothing was changed in Salesforce.',
		],
		['a count that is missing', 'keep', {}, 'Finished with errors', 'could not be stored'],
		[
			'questions',
			'ask',
			{ stored: 1, status: 'success', counts: { asked: 1 } },
			'Done',
			'1 asked: each person has a message.',
		],
		['nothing decided', '', {}, 'Finished with errors', 'Nothing was changed.'],
	])('says what became of %s', async (_, decision, results, title, text) => {
		const shown = await result(decision, results);
		expect(shown.title).toBe(title);
		expect(shown.description).toContain(text);
	});
});

describe('stored candidates', () => {
	it('are read as items too', async () => {
		const shown = await build('candidates', { candidates: [{ json: stored(1) }] });
		expect(shown.page).toBe('candidates');
	});

	it('in an unknown review are refused', async () => {
		await expect(review({ purpose: 'delete' })).rejects.toMatchObject({
			message: expect.stringMatching(/What to Do/) as string,
		});
	});
});
