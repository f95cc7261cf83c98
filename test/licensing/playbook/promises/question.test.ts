import { decideAnswer } from '../../../../nodes/SalesforceLicenses/licensing/playbook/answering';
import type { CandidateRow } from '../../../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import type { Asking } from '../../../../nodes/SalesforceLicenses/licensing/playbook/promises/question';
import { questionOf } from '../../../../nodes/SalesforceLicenses/licensing/playbook/promises/question';
import { TakingWindow } from '../../../../nodes/SalesforceLicenses/licensing/playbook/taking';
import { candidateRow } from '../../../support/candidateRows';

const UNTIL = '2026-12-04T09:30:00.000Z';
const ASKING: Asking = {
	orgName: 'Acme',
	onSilence: 'keep',
	graceDays: 0,
	managerName: null,
	timeZone: 'Europe/Berlin',
};
const asked = (row: Partial<CandidateRow>, asking: Partial<Asking> = {}) => {
	const question = questionOf(
		candidateRow({ answerUntil: UNTIL, lastActivityAt: '2026-05-01T08:00:00.000Z', ...row }),
		{ ...ASKING, ...asking },
	);
	if (question === null) throw new Error('There is no question.');
	return question;
};
const user = (row: Partial<CandidateRow> = {}, asking: Partial<Asking> = {}) =>
	asked({ state: 'Awaiting User', ...row }, asking);
const manager = (row: Partial<CandidateRow> = {}, asking: Partial<Asking> = {}) =>
	asked({ state: 'Awaiting Approval', assignedTo: 'boss@acme.example', ...row }, asking);

describe('the question to the user', () => {
	it('states the license, since when it is unused, the deadline, and what happens', () => {
		const question = user();
		expect(question).toMatchObject({
			to: 'ann@example.com',
			subject: 'Do you still need your Salesforce license in Acme?',
			until: UNTIL,
			otherwise: 'You keep it.',
		});
		expect(question.message).toContain('has not been used since May 1, 2026');
		expect(question.message).toContain('answer by December 4, 2026, 10:30 GMT+1');
		expect(question.choices.map(({ answer }) => answer)).toEqual([
			'I still need it',
			'I do not need it',
		]);
	});

	it('says so if nothing is known about its use', () => {
		expect(user({ lastActivityAt: null }).message).toContain('shows no use in our records');
	});

	it.each([undefined, null, '', 'Reclaim', 'RECLAIM', true, ['reclaim'], {}])(
		'promises that silence keeps the license if the profile says %j',
		(onSilence) => {
			expect(user({}, { onSilence }).otherwise).toBe('You keep it.');
			expect(manager({}, { onSilence }).message).toContain('keeps the license.');
		},
	);

	it('says what is reclaimed, and how', () => {
		const taken = (row: Partial<CandidateRow>, graceDays: number) =>
			user(row, { onSilence: 'reclaim', graceDays }).otherwise;
		expect(taken({ action: 'deactivate' }, 3)).toMatch(/paused now and closed after 3 days/);
		expect(taken({ action: 'deactivate' }, 0)).toBe('The login is closed.');
		expect(taken({ action: 'freeze' }, 3)).toBe('The login is paused.');
		expect(taken({ action: 'removeLicense' }, 3)).toBe('The license is reclaimed.');
	});

	it('uses the username if there is no name, and "Salesforce" if the org has no name', () => {
		const question = user({ name: null, licenseName: null }, { orgName: '' });
		expect(question.message).toContain('Hello ann@example.com.emea,');
		expect(question.subject).toContain('SFDC license in Salesforce');
	});
});

describe('the question to the manager', () => {
	it('is addressed to the person who decides, by name if it is known', () => {
		const question = manager({}, { managerName: 'Bo Boss' });
		expect(question.to).toBe('boss@acme.example');
		expect(question.message).toContain('Hello Bo Boss,');
		expect(manager({}, { managerName: '' }).message).toMatch(/^Hello,/);
		expect(question.choices.map(({ answer }) => answer)).toEqual([
			'Keep',
			'Keep for a year',
			'Keep until a date',
			'Keep for good',
			'Take it back',
		]);
	});

	it('asks for a date with one of the answers, and says what happens without it', () => {
		const dated = manager().choices.filter(({ withDate }) => withDate);
		expect(dated.map(({ answer }) => answer)).toEqual(['Keep until a date']);
		expect(dated[0].then).toMatch(/up to ten years away\. Without such a day, for 90 days\.$/);
		expect(user().choices.some(({ withDate }) => withDate)).toBe(false);
	});

	it('says why it comes again after an answer that was unclear', () => {
		const row = candidateRow({ state: 'Awaiting Approval', answerUntil: UNTIL });
		const given = { answer: 'take', decidedBy: 'boss@acme.example', comment: '' };
		const decided = (keepUntil: string) =>
			decideAnswer(row, { ...given, keepUntil }, new TakingWindow(1, 0), new Date()).row;
		expect(manager({ notes: decided('2027-01-31').notes }).message).toContain('was unclear');
		for (const notes of [decided('').notes, []]) {
			expect(manager({ notes }).message).not.toContain('unclear');
		}
	});

	it('has what the review shows: cost, what is in the way, its cure, and how to undo', () => {
		const blocker = (index: number, effect: string) => ({
			...{ kind: `k${index}`, effect, text: `Thing ${index} depends on it.` },
			fix: index === 2 ? '' : `Move thing ${index}.`,
		});
		const blockers = [blocker(1, 'warns'), blocker(2, 'refuses'), blocker(3, 'warns')];
		const { message, choices } = manager({
			...{ saving: 2100.5, currency: 'EUR', savingPeriod: 'year', action: 'removeLicense' },
			candidate: { blockers: [...blockers, blocker(4, 'warns')] },
		});
		expect(message).toContain('The license costs 2,100.5 EUR a year.');
		expect(message).toContain(
			[
				'look at what depends on this user:',
				'- Salesforce would refuse. Thing 2 depends on it.',
				'- Thing 1 depends on it. To fix: Move thing 1.',
				'- Thing 3 depends on it. To fix: Move thing 3.',
				'- And 1 more.',
			].join('\n'),
		);
		expect(choices.at(-1)?.then).toContain('It can be given back as long as a seat is free.');
		expect(manager({}, { graceDays: 3 }).choices.at(-1)?.then).toContain('restored with one click');
	});

	it.each([undefined, null, '', [], {}, [null, 7, 'x']])(
		'says nothing about what is in the way, and no cost, where they are not known: %j',
		(blockers) => {
			const { message } = manager({ saving: null, candidate: { blockers } as never });
			expect(message).not.toMatch(/depends|costs|undefined|null|NaN/);
		},
	);

	it('quotes the reason that the user gave', () => {
		const row = candidateRow({ state: 'Awaiting User', answerUntil: UNTIL });
		const given = { answer: 'needed', decidedBy: '', comment: 'I need “it”\nuntil May' };
		const decided = decideAnswer(row, given, new TakingWindow(1, 0), new Date()).row;
		const { message } = manager({ notes: decided.notes });
		expect(message).toContain("Reason: “I need 'it' until May”");
	});

	it('quotes nothing that is not a comment of the user', () => {
		const notes = [
			{ at: UNTIL, text: 'Asked ann@example.com.' },
			{ at: UNTIL, text: 'The user does not need the license. Comment: “Take it”' },
		];
		expect(manager({ notes }).message).not.toContain('Reason');
		expect(manager({ notes: [] }).message).not.toContain('Reason');
	});
});

it('a frozen user is told until when the login can be restored', () => {
	const question = asked({ state: 'Awaiting Revocation', graceUntil: UNTIL });
	expect(question.subject).toBe('Your login to Acme is paused');
	expect(question.otherwise).toBe('Your login is closed on December 4, 2026, 10:30 GMT+1.');
	expect(question.choices.map(({ answer }) => answer)).toEqual(['I need my login back']);
});

it.each(['Ready', 'Attention Required', 'Closed Complete'] as const)(
	'does not exist for a candidate that is %s',
	(state) => {
		expect(questionOf(candidateRow({ state, answerUntil: UNTIL }), ASKING)).toBeNull();
	},
);

it.each([null, ''])('does not exist without a deadline: %j', (answerUntil) => {
	expect(questionOf(candidateRow({ state: 'Awaiting User', answerUntil }), ASKING)).toBeNull();
});
