import { plural } from '../../model/plural';
import { ANSWERS } from '../answering';
import type { CandidateRow } from '../candidateRow';
import { has, KEEP_DAYS } from '../candidateRow';
import { UNCLEAR_ANSWER, USER_KEEPS } from '../quoting';
import { blockersOf } from './inTheWay';
import type { ProfileSettings } from './profileNow';

/** A question to send, as plain text in paragraphs. */
export interface Question {
	candidateKey: string;
	/** E-mail address of the person who is asked. */
	to: string;
	subject: string;
	message: string;
	/** The answers, what happens after each, and which of them comes with a date. */
	choices: Array<{ answer: string; then: string; withDate?: true }>;
	/** What happens without an answer by `until`. */
	otherwise: string;
	/** ISO-8601. */
	until: string;
}

export type Asking = Pick<ProfileSettings, 'orgName' | 'onSilence' | 'graceDays'> & {
	/** For the greeting; null if the manager's name is unknown. */
	managerName: string | null;
	/** The time zone for times in the text, e.g. `Europe/Berlin`. */
	timeZone: string;
};

/** The question of the next step; null if it has none. */
export function questionOf(row: CandidateRow, asking: Asking): Question | null {
	if (!has(row.answerUntil)) return null;
	const texts = new Texts(row, asking, row.answerUntil);
	if (row.state === 'Awaiting User') return texts.toUser();
	if (row.state === 'Awaiting Approval') return texts.toManager();
	return row.state === 'Awaiting Revocation' ? texts.toFrozen() : null;
}

class Texts {
	private readonly name: string;
	private readonly org: string;
	private readonly license: string;
	private readonly silenceReclaims: boolean;

	constructor(
		private readonly row: CandidateRow,
		private readonly asking: Asking,
		private readonly until: string,
	) {
		this.name = row.name ?? row.username ?? 'the user';
		this.org = asking.orgName === '' ? 'Salesforce' : asking.orgName;
		this.license = `${row.licenseName ?? row.licenseIdentifier} license in ${this.org}`;
		this.silenceReclaims = asking.onSilence === 'reclaim';
	}

	toUser(): Question {
		return this.question(this.row.email, {
			subject: `Do you still need your ${this.license}?`,
			message: [
				`Hello ${this.name},`,
				`your ${this.license} ${this.unused()}. We reassign unused licenses to colleagues who need them.`,
				`Do you still need yours? Please answer by ${this.time()}. ${this.silenceReclaims ? 'If we do not hear from you, we will reclaim it.' : 'If we do not hear from you, you keep it.'}`,
			],
			choices: [
				{
					answer: ANSWERS.needed,
					then: 'We ask your manager whether you keep it. Nothing changes before that.',
				},
				{ answer: ANSWERS.notNeeded, then: this.taken() },
			],
			otherwise: this.silenceReclaims ? this.taken() : 'You keep it.',
		});
	}

	toManager(): Question {
		const { username } = this.row;
		const { managerName } = this.asking;
		const who = username === null ? this.name : `${this.name} (${username})`;
		const reason = this.reason();
		return this.question(this.row.assignedTo, {
			subject: `Should ${this.name} keep the ${this.license}?`,
			message: [
				has(managerName) ? `Hello ${managerName},` : 'Hello,',
				`${who} has a ${this.license} that ${this.unused()}, and wants to keep it.`,
				...(reason === null ? [] : [`Reason: ${reason}`]),
				...this.cost(),
				...this.inTheWay(),
				...this.unclearBefore(),
				`Please decide by ${this.time()}. ${this.silenceReclaims ? 'Without a decision, the license is reclaimed.' : `Without a decision, ${this.name} keeps the license.`}`,
			],
			choices: [
				{
					answer: ANSWERS.keep,
					then: `${this.name} keeps the license and is not asked again for ${KEEP_DAYS} days.`,
				},
				{
					answer: ANSWERS.keepYear,
					then: `${this.name} keeps the license and is not asked again for a year.`,
				},
				{
					answer: ANSWERS.keepUntil,
					then: `${this.name} keeps the license and is not asked again before that day, which can be up to ten years away. Without such a day, for ${KEEP_DAYS} days.`,
					withDate: true,
				},
				{
					answer: ANSWERS.keepForGood,
					then: `${this.name} keeps the license and is never asked again. The people who run this can undo it.`,
				},
				{ answer: ANSWERS.take, then: `${this.taken()}${this.undone()}` },
			],
			otherwise: this.silenceReclaims ? this.taken() : `${this.name} keeps the license.`,
		});
	}

	toFrozen(): Question {
		return this.question(this.row.email, {
			subject: `Your login to ${this.org} is paused`,
			message: [
				`Hello ${this.name},`,
				`your ${this.license} ${this.unused()}, so your login is paused. It will be closed on ${this.time()}.`,
				'If you still need it, tell us before then and we will restore your access. Otherwise, you do not have to do anything.',
			],
			choices: [
				{
					answer: ANSWERS.appeal,
					then: 'You can log in again within a minute, with the access you had before.',
				},
			],
			otherwise: `Your login is closed on ${this.time()}.`,
		});
	}

	private question(
		to: string | null,
		{
			message,
			...rest
		}: Pick<Question, 'subject' | 'choices' | 'otherwise'> & { message: readonly string[] },
	): Question {
		const { candidateKey } = this.row;
		return {
			candidateKey,
			to: to ?? '',
			...rest,
			message: message.join('\n\n'),
			until: this.until,
		};
	}

	private unused(): string {
		const { lastActivityAt } = this.row;
		return lastActivityAt === null
			? 'shows no use in our records'
			: `has not been used since ${this.format(lastActivityAt, DAY)}`;
	}

	private taken(): string {
		const { graceDays } = this.asking;
		switch (this.row.action) {
			case 'deactivate':
			case 'wholeSeat':
				return graceDays > 0
					? `The login is paused now and closed after ${plural(graceDays, 'day')}. Until then, it can be restored with one click.`
					: 'The login is closed.';
			case 'freeze':
				return 'The login is paused.';
			default:
				return 'The license is reclaimed.';
		}
	}

	/** What the seat is worth, if that is known. */
	private cost(): string[] {
		const { saving, savingPeriod, currency } = this.row;
		if (saving === null) return [];
		const amount = saving.toLocaleString('en-US', { maximumFractionDigits: 2 });
		return [
			`The license costs ${amount} ${currency ?? ''}`.trim() +
				` a ${savingPeriod === 'month' ? 'month' : 'year'}.`,
		];
	}

	/** What depends on the user, and how to fix it. */
	private inTheWay(): string[] {
		const all = blockersOf(this.row);
		if (all.length === 0) return [];
		const said = all
			.slice(0, MOST_BLOCKERS)
			.map(({ says, fix }) => `- ${says}${fix === '' ? '' : ` To fix: ${fix}`}`);
		const more = all.length - MOST_BLOCKERS;
		return [
			[
				'Before you take it back, look at what depends on this user:',
				...said,
				...(more > 0 ? [`- And ${more} more.`] : []),
			].join('\n'),
		];
	}

	/** A frozen user is restored with one click, which the answer says already. */
	private undone(): string {
		const { action } = this.row;
		const isPaused =
			(action === 'deactivate' || action === 'wholeSeat') && this.asking.graceDays > 0;
		return isPaused ? '' : ' It can be given back as long as a seat is free.';
	}

	/** The user's latest comment on why they want to keep the license, as a quotation. */
	private reason(): string | null {
		const texts = this.row.notes.map(({ text }) => text).reverse();
		const said = texts.find((text) => text.startsWith(USER_KEEPS)) ?? '';
		return /Comment: (“.*”)$/s.exec(said)?.[1] ?? null;
	}

	/** Tells a manager who has answered already why the same question comes again. */
	private unclearBefore(): string[] {
		const unclear = `${UNCLEAR_ANSWER} “${ANSWERS.take}”`;
		return this.row.notes.some(({ text }) => text.startsWith(unclear))
			? [
					`The previous answer was unclear: it was “${ANSWERS.take}”, but it came with a date. Enter a date only for “${ANSWERS.keepUntil}”.`,
				]
			: [];
	}

	private time(): string {
		return `${this.format(this.until, DAY)}, ${this.format(this.until, HOUR)}`;
	}

	private format(iso: string, parts: Intl.DateTimeFormatOptions): string {
		const { timeZone } = this.asking;
		return new Intl.DateTimeFormat('en-US', { ...parts, timeZone }).format(new Date(iso));
	}
}

/** More would bury the question. */
const MOST_BLOCKERS = 3;

const DAY = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const HOUR = {
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
	timeZoneName: 'short',
} as const;
