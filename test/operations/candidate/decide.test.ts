import type { CandidateRow } from '../../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import {
	ago,
	ahead,
	candidateRow,
	KEY,
	outcomeOf,
	runCandidates,
	taken,
} from '../../support/candidateRows';

const decide = async (
	row: Partial<CandidateRow> | Array<Partial<CandidateRow>>,
	parameters: object,
	options = {},
) => await runCandidates('decide', [row].flat().map(candidateRow), parameters, options);

const askedUser = { state: 'Awaiting User', answerUntil: ahead(3) } as const;
const askedManager = {
	state: 'Awaiting Approval',
	decision: 'user keeps',
	assignedTo: 'boss@example.com',
	answerUntil: ahead(3),
} as const;
const byBoss = { decidedBy: 'boss@example.com' };
const lastNote = (row: { notes?: unknown }) =>
	((row.notes ?? []) as Array<{ text: string }>).at(-1)?.text;

describe('an answer', () => {
	it.each([
		['needed', askedUser, {}, 'Awaiting User', 'user keeps'],
		['notNeeded', askedUser, {}, 'Awaiting User', 'user releases'],
		['I do not need it', askedUser, {}, 'Awaiting User', 'user releases'],
		['keep', askedManager, byBoss, 'Closed Skipped', 'user keeps'],
		['take', askedManager, byBoss, 'Awaiting Approval', 'manager takes'],
		['keepYear', askedManager, byBoss, 'Closed Skipped', 'user keeps'],
		['keepForGood', askedManager, byBoss, 'Closed Skipped', 'user keeps'],
		['Keep for good', askedManager, byBoss, 'Closed Skipped', 'user keeps'],
		['Keep for a year', askedManager, byBoss, 'Closed Skipped', 'user keeps'],
		['keepUntil', askedManager, byBoss, 'Closed Skipped', 'user keeps'],
		['Keep until a date', askedManager, byBoss, 'Closed Skipped', 'user keeps'],
	])('%s is accepted', async (answer, row, by, state, decision) => {
		const run = await decide(row, { event: 'answer', answer: `={{ "${answer}" }}`, ...by });

		expect(run.error).toBeNull();
		expect(run.unchanged).toEqual([]);
		expect(run.toWrite).toMatchObject([{ state, decision }]);
	});

	it.each(['yes', '', 'TAKE', null, NaN, ['take'], { take: true }, true])(
		'that is not known leaves the candidate unchanged: %p',
		async (answer) => {
			const given = `={{ ${Number.isNaN(answer) ? 'NaN' : JSON.stringify(answer)} }}`;
			for (const row of [askedUser, askedManager]) {
				const run = await decide(row, { event: 'answer', answer: given, ...byBoss });
				expect(run.toWrite).toEqual([]);
				expect(run.unchanged).toMatchObject([
					{ state: row.state, unchangedBecause: expect.stringMatching(/unknown/) as string },
				]);
			}
		},
	);

	it.each(['ann@example.com', ' ANN@Example.com ', 'ann@example.com.EMEA', '', '={{ null }}'])(
		'from an approver is refused if it comes from the user or from an unknown sender: %p',
		async (decidedBy) => {
			for (const answer of ['keep', 'take']) {
				const run = await decide(askedManager, { event: 'answer', answer, decidedBy });
				expect(run.toWrite).toEqual([]);
				expect(run.unchanged[0].unchangedBecause).toMatch(/own license/);
			}
		},
	);

	it('from an approver is refused if it is unknown whose license it is', async () => {
		const row = { ...askedManager, email: null, username: null };
		const run = await decide(row, { event: 'answer', answer: 'take', ...byBoss });
		expect(run.unchanged).toHaveLength(1);
	});

	it('from the user is refused if another person gives it', async () => {
		const run = await decide(askedUser, { event: 'answer', answer: 'notNeeded', ...byBoss });
		expect(run.unchanged[0].unchangedBecause).toMatch(/question is for the user/);
	});

	it('to reclaim is accepted once', async () => {
		const row = { ...askedUser, decision: 'user releases' };
		const run = await decide(row, { event: 'answer', answer: 'notNeeded' });
		expect(run.unchanged[0].unchangedBecause).toMatch(/already/);
	});

	it.each(['Ready', 'Attention Required', 'Closed Skipped', 'Closed Canceled'] as const)(
		'without a question leaves a candidate in %s unchanged',
		async (state) => {
			for (const answer of ['notNeeded', 'take', 'appeal']) {
				const by = answer === 'take' ? byBoss : {};
				const run = await decide({ state }, { event: 'answer', answer, ...by });
				expect(run.toWrite).toEqual([]);
				expect(run.unchanged).toHaveLength(1);
			}
		},
	);

	it.each(['Awaiting Revocation', 'Attention Required', 'Closed Complete'] as const)(
		'appeal is accepted for what was reclaimed, in the state %s',
		async (state) => {
			const row = { ...taken(), state, graceUntil: ahead(1), closedAt: ago(1) };
			const run = await decide(row, { event: 'answer', answer: 'appeal' });
			expect(run.toWrite).toMatchObject([
				{ state: 'Awaiting Revocation', decision: 'appeal', closedAt: null },
			]);
		},
	);

	it('stores the comment as a quotation, shortened and on one line', async () => {
		const comment = `I "need" it.”\nThe user does not need the license. ${'x'.repeat(600)}`;
		const run = await decide(askedUser, { event: 'answer', answer: 'needed', comment });
		const note = lastNote(run.toWrite[0]) ?? '';

		expect(note).toMatch(/^The user wants to keep the license\. Comment: “I 'need' it\.' The/);
		expect(note).toMatch(/x…”$/);
		expect(note.length).toBeLessThan(560);
		expect(note).not.toMatch(/\n|"|”./);
	});

	it('needs no comment', async () => {
		const run = await decide(askedUser, {
			event: 'answer',
			answer: 'needed',
			comment: '={{ $json.nothing }}',
		});
		expect(lastNote(run.toWrite[0])).toBe('The user wants to keep the license.');
	});
});

it.each([
	['keep', 90],
	['keepYear', 365],
])('an approver who answers %s keeps the license for %p days', async (answer, days) => {
	const run = await decide(askedManager, { event: 'answer', answer, ...byBoss });
	const until = Date.parse(String(run.toWrite[0].keepUntil));
	expect(Math.round((until - Date.now()) / 86_400_000)).toBe(days);
});

it('an approver who answers keepForGood excludes the license, as the form does', async () => {
	const run = await decide(askedManager, { event: 'answer', answer: 'keepForGood', ...byBoss });
	expect(run.toWrite).toMatchObject([{ keepUntil: '9999-12-31T00:00:00.000Z' }]);
	const own = { event: 'answer', answer: 'keepForGood', decidedBy: 'ann@example.com' };
	expect((await decide(askedManager, own)).toWrite).toEqual([]);
	expect((await decide(askedUser, { ...own, decidedBy: '' })).toWrite).toEqual([]);
});

describe('the date of an answer', () => {
	const NEXT_YEAR = new Date().getUTCFullYear() + 1;
	const answer = async (given: string, keepUntil: unknown, row: Partial<CandidateRow>, by = {}) =>
		await decide(row, {
			event: 'answer',
			answer: given,
			keepUntil: keepUntil === undefined ? '={{ $json.nothing }}' : keepUntil,
			...by,
		});
	const byManager = async (given: string, keepUntil: unknown) =>
		await answer(given, keepUntil, askedManager, byBoss);

	it('keeps the license until that day', async () => {
		const run = await byManager('keepUntil', ` ${NEXT_YEAR}-03-31 `);
		expect(run.toWrite).toMatchObject([
			{
				state: 'Closed Skipped',
				keepUntil: `${NEXT_YEAR}-03-31T00:00:00.000Z`,
				reason: `The manager decided that the user keeps the license until ${NEXT_YEAR}-03-31. Decided by boss@example.com.`,
			},
		]);
	});

	it.each<[string, unknown, RegExp]>([
		['is not there', undefined, /entered none/],
		['is null', '={{ null }}', /entered none/],
		['is empty', '', /entered none/],
		['is blank', '  ', /entered none/],
		['is NaN', '={{ NaN }}', /“null” is not a date such as/],
		['is a list', '={{ ["2030-01-01"] }}', /is not a date such as/],
		['is a number', '={{ 20300101 }}', /“20300101” is not a date such as/],
		['has another format', '31.03.2030', /“31.03.2030” is not a date such as/],
		['has a time', '2030-01-01T00:00:00Z', /is not a date such as/],
		['is no day of the calendar', '2030-02-30', /is not a date such as/],
		['is over', '2020-01-01', /2020-01-01 is not after today/],
		['is today', new Date().toISOString().slice(0, 10), /is not after today/],
		['is far away', `${NEXT_YEAR + 11}-01-01`, /more than ten years away/],
		['stands for good', '9999-12-31', /more than ten years away/],
	])('that %s keeps the license for 90 days, and says why', async (_, day, says) => {
		const run = await byManager('keepUntil', day);
		expect(run.error).toBeNull();
		expect(run.toWrite).toMatchObject([{ state: 'Closed Skipped', decision: 'user keeps' }]);
		const until = Date.parse(String(run.toWrite[0].keepUntil));
		expect(Math.round((until - Date.now()) / 86_400_000)).toBe(90);
		expect(run.toWrite[0].reason).toMatch(says);
		expect(run.toWrite[0].reason).toMatch(/so it is kept for 90 days\./);
		expect(lastNote(run.toWrite[0])).toBe(run.toWrite[0].reason);
	});

	it.each(['2030-01-01', 'in May', '2020-01-01'])(
		'with another answer to keep is not used, which the notes say: %p',
		async (day) => {
			const plain = { keep: 90, keepYear: 365 };
			for (const [given, days] of Object.entries(plain)) {
				const run = await byManager(given, day);
				const until = Date.parse(String(run.toWrite[0].keepUntil));
				expect(Math.round((until - Date.now()) / 86_400_000)).toBe(days);
				expect(run.toWrite[0].reason).toContain(`The date “${day}” was not used`);
			}
			const needed = await answer('needed', day, askedUser);
			expect(needed.toWrite).toMatchObject([{ decision: 'user keeps' }]);
			expect(lastNote(needed.toWrite[0])).toContain(`The date “${day}” was not used`);
		},
	);

	it.each([
		['take', askedManager, byBoss],
		['notNeeded', askedUser, {}],
	])('makes an answer to reclaim unclear: %s', async (given, row, by) => {
		for (const day of ['2030-01-01', 'in May', '={{ NaN }}']) {
			const run = await answer(given, day, row, by);
			expect(run.toWrite).toMatchObject([
				{ state: 'Attention Required', errorCode: 'UNCLEAR_ANSWER' },
			]);
			expect(run.toWrite[0].decision).toBe((row as Partial<CandidateRow>).decision ?? null);
			expect(run.toWrite[0].reason).toMatch(/^The answer was unclear: .*Nothing was reclaimed\./);
			expect(run.toReclaim).toEqual([]);
		}
		for (const day of ['', ' ', undefined, '={{ null }}']) {
			const run = await answer(given, day, row, by);
			expect(run.toWrite).toMatchObject([{ state: row.state, errorCode: null }]);
		}
	});

	it('does not let a person decide on their own license', async () => {
		const own = { decidedBy: 'ann@example.com' };
		expect((await answer('keepUntil', '2030-01-01', askedManager, own)).toWrite).toEqual([]);
		expect((await answer('keepUntil', '2030-01-01', askedUser)).toWrite).toEqual([]);
	});
});

describe('silence', () => {
	const late = { answerUntil: ago(1) };

	it.each([askedUser, askedManager])(
		'reclaims if the profile says reclaim: $state',
		async (row) => {
			const run = await decide({ ...row, ...late }, { event: 'silence', onSilence: 'reclaim' });
			expect(run.toWrite).toMatchObject([
				{ state: row.state, decision: expect.stringMatching(/silent/) as string },
			]);
		},
	);

	it.each(['keep', 'Reclaim', 'reclaim ', 'RECLAIM', '', null, true, ['reclaim'], {}, 1])(
		'keeps the license if the profile says %p',
		async (onSilence) => {
			for (const row of [askedUser, askedManager]) {
				const run = await decide(
					{ ...row, ...late },
					{ event: 'silence', onSilence: `={{ ${JSON.stringify(onSilence)} }}` },
				);
				expect(run.toWrite).toMatchObject([
					{ state: 'Closed Skipped', keepUntil: expect.any(String) as string },
				]);
			}
		},
	);

	it('keeps the license if the profile says nothing', async () => {
		const run = await decide({ ...askedUser, ...late }, { event: 'silence' });
		expect(run.toWrite).toMatchObject([{ state: 'Closed Skipped' }]);
	});

	it.each([ahead(1), null])('does not count before the deadline: %p', async (answerUntil) => {
		const run = await decide(
			{ ...askedUser, answerUntil },
			{ event: 'silence', onSilence: 'reclaim' },
		);
		expect([run.toWrite, run.unchanged.length]).toEqual([[], 1]);
	});

	it('does not override an answer', async () => {
		const row = { ...askedUser, ...late, decision: 'user keeps' };
		const run = await decide(row, { event: 'silence', onSilence: 'reclaim' });
		expect(run.unchanged[0].unchangedBecause).toMatch(/already/);
	});

	it('ends a grace period that is over, and no other', async () => {
		const frozen = { ...taken(), state: 'Awaiting Revocation' } as const;
		const over = await decide({ ...frozen, graceUntil: ago(1) }, { event: 'silence' });
		expect(over.toWrite).toMatchObject([{ decision: 'no appeal' }]);
		for (const changes of [
			{ graceUntil: ahead(1) },
			{ graceUntil: null },
			{ graceUntil: ago(1), decision: 'appeal' },
		]) {
			const run = await decide({ ...frozen, ...changes }, { event: 'silence' });
			expect(run.toWrite).toEqual([]);
		}
	});
});

describe('the cap', () => {
	const silent = (users: number) =>
		Array.from({ length: users }, (_, user) => ({
			...askedUser,
			answerUntil: ago(1),
			userId: `user${user}`,
			candidateKey: `key${user}`,
		}));
	const reclaim = { event: 'silence', onSilence: 'reclaim' };

	it('applies to people who do not answer', async () => {
		const run = await decide(silent(5), { ...reclaim, maxUsersPerWindow: 3, takenInWindow: 2 });

		expect(run.toWrite.map(({ state }) => state)).toEqual([
			'Awaiting User',
			...Array<string>(4).fill('Attention Required'),
		]);
		expect(run.toWrite[1]).toMatchObject({
			errorCode: 'CAP_REACHED',
			decision: 'user silent',
			reason: expect.stringMatching(/Max Users per Window is 3 users/) as string,
		});
	});

	it('applies to answers, but not to those that keep the license', async () => {
		const full = { maxUsersPerWindow: 0 };
		const answer = async (row: Partial<CandidateRow>, given: string, by = {}) =>
			(await decide(row, { event: 'answer', answer: given, ...by, ...full })).toWrite[0].errorCode;

		expect(await answer(askedUser, 'notNeeded')).toBe('CAP_REACHED');
		expect(await answer(askedManager, 'take', byBoss)).toBe('CAP_REACHED');
		expect(await answer(askedUser, 'needed')).toBeNull();
		expect(await answer(askedManager, 'keep', byBoss)).toBeNull();
	});

	it('counts users, not licenses', async () => {
		const rows = silent(2).map((row) => ({ ...row, userId: 'same' }));
		const run = await decide(rows, { ...reclaim, maxUsersPerWindow: 1 });
		expect(run.toWrite.map(({ state }) => state)).toEqual(['Awaiting User', 'Awaiting User']);
	});

	it.each(['={{ undefined }}', '={{ null }}', '={{ "" }}', '={{ NaN }}', '={{ "5" }}', -1, 1.5])(
		'must be a number: %p stops the run',
		async (given) => {
			for (const name of ['maxUsersPerWindow', 'takenInWindow']) {
				const run = await decide(silent(1), { ...reclaim, [name]: given });
				expect(run.error?.message).toMatch(/Window/);
				expect(run.outputs).toEqual([]);
			}
		},
	);
});

describe('the next step', () => {
	const next = async (row: Partial<CandidateRow>, parameters: object = {}) =>
		await decide(row, { event: 'nextStep', dryRun: false, ...parameters });

	it('asks if the profile asks now, whatever it said when the candidate was found', async () => {
		const run = await next({ notifyUser: false }, { notifyUser: true });
		expect(run.toWrite).toMatchObject([
			{ state: 'Awaiting User', answerUntil: expect.any(String) as string },
		]);
		expect(run.toReclaim).toEqual([]);
	});

	it('reclaims if the profile no longer asks, with a freeze first', async () => {
		const run = await next({ notifyUser: true }, { notifyUser: false, graceDays: 5 });
		expect(run.toWrite).toEqual([]);
		expect(run.toReclaim).toMatchObject([
			{ candidateKey: KEY, action: 'freeze', recheckActivity: true },
		]);
	});

	it.each([
		['no one can be reached', { email: null }, 'NO_EMAIL', {}],
		['there is no one to decide', { decision: 'user keeps' }, 'NO_MANAGER', {}],
		[
			'only the user could decide',
			{ decision: 'user keeps' },
			'NO_MANAGER',
			{ managerEmail: 'ANN@example.com', fallbackEmail: 'ann@example.com.emea' },
		],
	])('needs a person if %s', async (_, row, errorCode, parameters) => {
		const run = await next(row, parameters);
		expect(run.toWrite).toMatchObject([{ state: 'Attention Required', errorCode }]);
	});

	it('asks the manager, or else the fallback approver', async () => {
		const row = { ...askedUser, decision: 'user keeps' };
		const fallbackEmail = 'licenses@example.com';
		for (const managerEmail of ['boss@example.com', 'ann@example.com', '={{ undefined }}']) {
			const run = await next(row, { managerEmail, fallbackEmail });
			const assignedTo = managerEmail === 'boss@example.com' ? managerEmail : fallbackEmail;
			expect(run.toWrite).toMatchObject([{ state: 'Awaiting Approval', assignedTo }]);
		}
	});

	it('asks no one twice', async () => {
		for (const row of [askedUser, askedManager]) {
			const run = await next(row, { managerEmail: 'boss@example.com' });
			expect([run.toWrite, run.toReclaim]).toEqual([[], []]);
		}
	});

	it('continues after a decision, and after a grace period without an appeal', async () => {
		const frozen = { ...taken(), state: 'Awaiting Revocation', graceUntil: ago(1) } as const;
		for (const row of [
			{ ...askedUser, decision: 'user silent' },
			{ ...askedManager, decision: 'manager takes' },
			{ ...frozen, decision: 'no appeal' },
		]) {
			expect((await next(row)).toReclaim).toHaveLength(1);
		}
	});

	it('notifies a frozen user once, with the time left', async () => {
		const row = { ...taken(), state: 'Awaiting Revocation', graceUntil: ahead(4) } as const;
		const run = await next(row);
		expect(run.toWrite).toMatchObject([{ answerUntil: row.graceUntil }]);
		const again = await next({ ...row, answerUntil: row.graceUntil });
		expect(again.toWrite).toEqual([]);
	});

	it.each(['user maybe', 'RECLAIM', 'appeal'])(
		'reclaims nothing after the decision %p',
		async (decision) => {
			const run = await next({ decision }, { notifyUser: false });
			expect([run.toWrite, run.toReclaim]).toEqual([[], []]);
		},
	);
});

describe('a question on To Ask', () => {
	const ask = async (row: Partial<CandidateRow>, parameters: object = {}) =>
		await decide(row, { event: 'nextStep', dryRun: false, ...parameters });

	it('is returned with the row to store first, in the form that each channel shows', async () => {
		const { toWrite, toAsk, outputs } = await ask({}, { onSilence: 'reclaim', graceDays: 0 });
		expect(toAsk).toMatchObject([
			{
				candidateKey: KEY,
				to: 'ann@example.com',
				otherwise: 'The login is closed.',
				until: toWrite[0].answerUntil,
				shown: { mail: expect.stringContaining('Hello Ann Example,<br/>') as string },
			},
		]);
		expect(outputs[3]).toMatchObject([{ pairedItem: { item: 0 } }]);
	});

	it('is addressed to the manager found in the list of people, by name', async () => {
		const boss = {
			orgId: '00D000000000001AAA',
			userId: '005M',
			name: 'Bo Boss',
			email: 'boss@example.com',
			isActive: true,
		};
		const row = { ...askedUser, decision: 'user keeps', managerId: '005M' };
		const { toAsk } = await ask(row, { people: [boss] });
		expect(toAsk).toMatchObject([{ to: 'boss@example.com' }]);
		expect(toAsk[0].message).toContain('Hello Bo Boss,');
	});

	it.each([
		'a@example.com, b@example.com',
		'a@example.com;b@example.com',
		'ann',
		'@',
		'a b@c.example',
	])('is never sent to %j, which is not one address', async (email) => {
		const { toWrite, toAsk } = await ask({ email });
		expect(toAsk).toEqual([]);
		expect(toWrite).toMatchObject([
			{
				state: 'Attention Required',
				errorCode: 'NOT_ASKED',
				reason: expect.stringContaining('is not a single e-mail address') as string,
			},
		]);
	});

	it.each([null, ''])('is not sent to a frozen user whose address is %j', async (email) => {
		const row = { ...taken(), state: 'Awaiting Revocation', graceUntil: ahead(4), email } as const;
		const { toWrite, toAsk } = await ask(row);
		expect(toAsk).toEqual([]);
		expect(toWrite).toMatchObject([{ state: 'Attention Required', graceUntil: row.graceUntil }]);
	});
});

describe('the person who started it', () => {
	const lastNote = ({ notes }: { notes?: unknown }) =>
		(notes as Array<{ text: string }>).at(-1)?.text;
	const STARTED = { dryRun: false, notifyUser: false, graceDays: 0, startedBy: 'op@example.com' };

	it('is in the notes of what a person started', async () => {
		const asked = await decide({}, { event: 'nextStep', ...STARTED, notifyUser: true });
		expect(lastNote(asked.toWrite[0])).toBe('Asked ann@example.com. Started by op@example.com.');
		const outcomes = [outcomeOf('planned')];
		for (const dryRun of [false, true]) {
			const begun = await decide({}, { event: 'outcome', ...STARTED, dryRun, outcomes });
			expect(lastNote(begun.toWrite[0])).toMatch(/\. Started by op@example\.com\.$/);
		}
		const row = { state: 'Closed Complete', ...taken() } as const;
		const restored = { event: 'restored', startedBy: 'op@example.com' };
		for (const more of [{ outcomes: [outcomeOf('done')] }, { reason: 'The org is down.' }]) {
			const { toWrite } = await decide(row, { ...restored, ...more });
			expect(lastNote(toWrite[0])).toMatch(/\. Started by op@example\.com\.$/);
		}
	});

	it.each(['', ' ', '={{ undefined }}', '={{ null }}'])(
		'is omitted if it is %j',
		async (startedBy) => {
			const parameters = { event: 'nextStep', ...STARTED, notifyUser: true, startedBy };
			const { toWrite } = await decide({}, parameters);
			expect(lastNote(toWrite[0])).toBe('Asked ann@example.com.');
		},
	);

	it('is in the notes of an answer', async () => {
		const answered = async (row: Partial<CandidateRow>, answer: string, decidedBy: string) =>
			lastNote((await decide(row, { event: 'answer', answer, decidedBy })).toWrite[0]);
		expect(await answered(askedUser, 'notNeeded', 'ann@example.com')).toBe(
			'The user does not need the license. Answered by ann@example.com.',
		);
		expect(await answered(askedUser, 'notNeeded', '')).toBe('The user does not need the license.');
		expect(await answered(askedManager, 'take', 'boss@example.com\nBoss')).toMatch(
			/Decided by boss@example\.com Boss\.$/,
		);
	});
});

describe('an outcome of Reclaim', () => {
	const apply = async (row: Partial<CandidateRow>, outcome: object, parameters: object = {}) =>
		await decide(row, {
			event: 'outcome',
			dryRun: false,
			notifyUser: false,
			graceDays: 0,
			outcomes: [outcome],
			...parameters,
		});
	const running = { state: 'Awaiting Revocation', ...taken() } as const;

	it('planned starts a reclaim: plan and before-image are stored, and Reclaim gets its item', async () => {
		const run = await apply({}, outcomeOf('planned'));
		expect(run.toWrite).toMatchObject([
			{ state: 'Awaiting Revocation', before: { isActive: true }, executionId: '1' },
		]);
		expect(run.toReclaim).toMatchObject([{ action: 'deactivate' }]);
	});

	it.each([undefined, true, '={{ "false" }}', '={{ null }}', '={{ 0 }}'])(
		'planned starts nothing with Dry Run %p',
		async (dryRun) => {
			const run = await apply({}, outcomeOf('planned'), { dryRun });
			expect(run.toReclaim).toEqual([]);
			expect(run.toWrite.map(({ state }) => state)).toEqual(run.error === null ? ['Ready'] : []);
		},
	);

	it('planned starts nothing if the profile asks and no one was asked', async () => {
		const run = await apply({}, outcomeOf('planned'), { notifyUser: true });
		expect([run.toWrite, run.toReclaim]).toEqual([[], []]);
		expect(run.unchanged[0].unchangedBecause).toMatch(/asks users first/);
	});

	it.each([
		[{ ...askedUser }],
		[{ ...askedManager }],
		[{ decision: 'user keeps' }],
		[{ decision: 'appeal' }],
		[{ ...running }],
		[{ ...running, graceUntil: ahead(1) }],
		[{ state: 'Attention Required' as const }],
		[{ state: 'Closed Skipped' as const }],
	])('planned starts nothing for %p', async (row) => {
		const run = await apply(row, outcomeOf('planned'));
		expect([run.toWrite, run.toReclaim]).toEqual([[], []]);
	});

	it('of another action starts nothing: a user with a grace period is frozen first', async () => {
		const run = await apply({}, outcomeOf('planned'), { graceDays: 3 });
		expect(run.unchanged[0].unchangedBecause).toBe(
			'The dry run was for the action Deactivate, but this candidate needs the action Freeze now. The profile may have changed since the dry run. Nothing was reclaimed. Repeat the dry run with the action Freeze.',
		);
		const frozen = await apply({}, outcomeOf('planned', { action: 'freeze' }), { graceDays: 3 });
		expect(frozen.toReclaim).toMatchObject([{ action: 'freeze' }]);
	});

	it.each([
		[null, 'no action'],
		['', 'no action'],
		[undefined, 'no action'],
		['toString', 'an unknown action ("toString")'],
		['Freeze', 'an unknown action ("Freeze")'],
	])('of the action %p, which no plan has, starts nothing', async (action, named) => {
		const run = await apply({}, outcomeOf('planned', { action }), { graceDays: 3 });
		expect([run.toWrite, run.toReclaim]).toEqual([[], []]);
		expect(run.unchanged[0].unchangedBecause).toContain(`was for ${named}, but`);
	});

	it('of the freeze starts the grace period', async () => {
		const run = await apply(running, outcomeOf('done', { action: 'freeze' }), { graceDays: 3 });
		const [{ state, graceUntil }] = run.toWrite;
		expect(state).toBe('Awaiting Revocation');
		expect(Date.parse(String(graceUntil)) / 1e6).toBeCloseTo(Date.parse(ahead(3)) / 1e6, 0);
	});

	it.each([
		['done', {}, 'Closed Complete'],
		['alreadyDone', {}, 'Closed Complete'],
		['failed', { errorCode: 'UNABLE_TO_LOCK_ROW' }, 'Attention Required'],
		['blocked', {}, 'Attention Required'],
		['unknown', {}, 'Attention Required'],
		['skipped', {}, 'Attention Required'],
		['skipped', { errorCode: 'RUN_STOPPED' }, 'Attention Required'],
	])('%s settles a reclaim that was started', async (outcome, changes, state) => {
		const run = await apply(running, outcomeOf(outcome, changes));
		expect(run.toWrite).toMatchObject([{ state, result: { outcome } }]);
	});

	it('that finds the user back before any write closes the candidate as canceled', async () => {
		const run = await apply({}, outcomeOf('skipped', { steps: [] }));
		expect(run.toWrite).toMatchObject([{ state: 'Closed Canceled' }]);
	});

	it('of a seat that was removed elsewhere does not count as reclaimed', async () => {
		const run = await apply({}, outcomeOf('alreadyDone'));
		expect(run.toWrite).toMatchObject([{ state: 'Closed Skipped' }]);
	});

	it.each([
		['of another candidate', [outcomeOf('done', { candidateKey: 'other' })]],
		['that does not exist', []],
	])('%s changes nothing', async (_, outcomes) => {
		const run = await decide(running, { event: 'outcome', outcomes });
		expect([run.toWrite, run.unchanged.length]).toEqual([[], 1]);
	});

	it.each([
		[[{ ...outcomeOf('done'), outcome: 'DONE' }]],
		[[{ ...outcomeOf('done'), outcome: undefined }]],
		[[{ ...outcomeOf('done'), candidateKey: null }]],
		[[{ ...outcomeOf('done'), steps: 'all' }]],
		[[{ ...outcomeOf('planned'), action: ['freeze'] }]],
		['done'],
		['={{ undefined }}'],
	])('that cannot be read stops the run: %p', async (outcomes) => {
		const given = Array.isArray(outcomes) ? JSON.stringify(outcomes) : outcomes;
		const run = await decide(running, { event: 'outcome', outcomes: given });
		expect(run.error?.message).toMatch(/Outcomes \(JSON\)/);
	});
});

describe('a run of Reclaim that returned nothing about a candidate', () => {
	const begun = candidateRow({ state: 'Awaiting Revocation', ...taken(), graceUntil: null });
	const withoutOutcome = async (row: object, reason: unknown, more: object = {}) =>
		await runCandidates('decide', [row], { event: 'outcome', reason, ...more });

	it('needs a person, and says why', async () => {
		const { toWrite, error } = await withoutOutcome(begun, 'Max Users allows 1.');
		expect(error).toBeNull();
		expect(toWrite).toMatchObject([
			{ state: 'Attention Required', reason: 'Max Users allows 1.', before: { isActive: true } },
		]);
	});

	it.each(['', '={{ undefined }}', '={{ null }}'])(
		'waits for the next Update if no reason is known: %j',
		async (reason) => {
			const { toWrite, unchanged, toReclaim } = await withoutOutcome(begun, reason);
			expect([toWrite, toReclaim]).toEqual([[], []]);
			expect(unchanged[0].unchangedBecause).toContain('has none for this candidate');
		},
	);

	it.each([
		['is frozen', { ...begun, graceUntil: ago(1) }],
		['is not begun', candidateRow()],
		['is closed', candidateRow({ state: 'Closed Complete' })],
	])('does not change a candidate that %s', async (_, row) => {
		const { toWrite, toReclaim } = await withoutOutcome(row, 'The org is down.');
		expect([toWrite, toReclaim]).toEqual([[], []]);
	});

	it('about another candidate does not count either', async () => {
		const outcomes = [outcomeOf('done', { candidateKey: 'other' })];
		const { toWrite } = await withoutOutcome(begun, 'No outcome.', { outcomes });
		expect(toWrite).toMatchObject([{ state: 'Attention Required', reason: 'No outcome.' }]);
	});
});

describe('an outcome of Restore', () => {
	const restored = async (row: Partial<CandidateRow>, outcome: string) =>
		(await decide(row, { event: 'restored', outcomes: [outcomeOf(outcome)] })).toWrite[0];
	const closed = { ...taken(), state: 'Closed Complete', closedAt: ago(2) } as const;

	it('closes what was restored, for a while', async () => {
		const row = await restored(closed, 'done');
		expect(row).toMatchObject({ state: 'Closed Skipped', keepUntil: expect.any(String) as string });
	});

	it('of an appeal that failed needs a person', async () => {
		const appealed = { ...taken(), state: 'Awaiting Revocation', decision: 'appeal' } as const;
		expect(await restored(appealed, 'blocked')).toMatchObject({ state: 'Attention Required' });
		expect(await restored(closed, 'blocked')).toMatchObject({ state: 'Closed Complete' });
	});

	it('that is only a plan restores nothing', async () => {
		expect(await restored(closed, 'planned')).toBeUndefined();
	});
});

describe('the items', () => {
	it('may each have an event of their own, and are linked to the output', async () => {
		const rows = [{ ...askedUser }, { ...askedUser, candidateKey: 'b' }];
		const run = await decide(rows, {
			event: 'answer',
			answer: '={{ $itemIndex === 0 ? "needed" : "maybe" }}',
		});
		expect(run.outputs[0]).toMatchObject([{ pairedItem: { item: 0 } }]);
		expect(run.outputs[1]).toMatchObject([{ pairedItem: { item: 1 } }]);
	});

	it('keep the columns that their store added', async () => {
		const run = await runCandidates(
			'decide',
			[{ ...candidateRow(askedUser), id: 7, row_number: 3 }],
			{ event: 'answer', answer: 'needed' },
		);
		expect(run.toWrite).toMatchObject([{ id: 7, row_number: 3 }]);
	});

	it.each([
		['state', 'Awaiting'],
		['answerUntil', 'soon'],
		['notes', '{}'],
		['candidate', '[1'],
		['userId', undefined],
	])('with an unreadable %s stop the run, or become error items', async (key, value) => {
		const items = [{ ...candidateRow(askedUser), [key]: value }, candidateRow(askedUser)];
		const parameters = { event: 'answer', answer: 'needed' };
		const stopped = await runCandidates('decide', items, parameters);
		expect(stopped.error?.message).toMatch(new RegExp(`Item 1 .*${key}`));
		const run = await runCandidates('decide', items, parameters, { continueOnFail: true });
		expect([run.toWrite.length, run.unchanged[0].error]).toEqual([
			1,
			expect.stringMatching(/Item 1/),
		]);
	});

	it('with an unknown event stop the run', async () => {
		const run = await decide(askedUser, { event: '={{ "reclaim" }}' });
		expect(run.error?.message).toMatch(/no event "reclaim"/);
	});

	it('of a deleted profile are closed, except those that are closed already', async () => {
		const run = await decide([{}, { state: 'Closed Complete' }], { event: 'profileDeleted' });
		expect(run.toWrite).toMatchObject([{ state: 'Closed Skipped' }]);
		expect(run.unchanged).toMatchObject([{ state: 'Closed Complete' }]);
	});

	it('that are open are planned, and otherwise unchanged', async () => {
		const rows = [{}, askedUser, taken(), { state: 'Closed Complete' as const }];
		const run = await decide(rows, { event: 'plan' });
		expect(run.toWrite).toEqual([]);
		expect(run.unchanged).toHaveLength(4);
		expect(run.toReclaim).toMatchObject([
			{ action: 'deactivate' },
			{ action: 'deactivate' },
			{ steps: [{ outcome: 'done' }], before: { isActive: true } },
		]);
	});

	it('need a person if their question could not be sent', async () => {
		const run = await decide(askedUser, { event: 'notAsked', reason: 'Mailbox full.' });
		expect(run.toWrite).toMatchObject([
			{
				state: 'Attention Required',
				errorCode: 'NOT_ASKED',
				reason: expect.stringMatching(/full/) as string,
			},
		]);
	});
});
