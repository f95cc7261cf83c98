import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { decideAnswer, decideSilence } from '../../licensing/playbook/answering';
import type { Run } from '../../licensing/playbook/asking';
import { giveBack, nextStep, notAsked, planOnly } from '../../licensing/playbook/asking';
import type { CandidateRow, Verdict } from '../../licensing/playbook/candidateRow';
import { has, moved, unchanged } from '../../licensing/playbook/candidateRow';
import {
	decideNotReclaimed,
	decideNotRestored,
	decideOutcome,
	decideRestored,
	decideWithoutOutcome,
	NO_OUTCOME,
} from '../../licensing/playbook/outcomes';
import { overDailyLimit } from '../../licensing/playbook/promises/dailyLimit';
import { Managers } from '../../licensing/playbook/promises/managers';
import type { ProfileSettings } from '../../licensing/playbook/promises/profileNow';
import { questionOf } from '../../licensing/playbook/promises/question';
import type { StoredOutcome } from '../../licensing/playbook/record';
import { TakingWindow } from '../../licensing/playbook/taking';
import type { OperationRun } from '../operation';
import type { Parameters } from '../parameters/values';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
import type { Read } from './border';
import { listParameter, optionalText, Outputs, parameterIndex, serveItems } from './border';
import {
	FALLBACK_EMAIL_FIELD,
	GRACE_DAYS_FIELD,
	HAPPENINGS,
	JSON_COLUMNS_FIELD,
	MANAGER_EMAIL_FIELD,
	MAX_USERS_FIELD,
	NOTIFY_USER_FIELD,
	OUTCOMES_FIELD,
	PEOPLE_FIELD,
	PROFILE_DRY_RUN_FIELD,
	STARTED_BY_FIELD,
	STARTED_FIELD,
	TAKEN_FIELD,
} from './fields';
import { shownQuestion } from './questionPage';
import { orgUser, startedCandidate, storedCandidate, storedOutcome } from './rows';
import { storedProfile } from './storedProfile';

export const mode = 'wholeRun';

/** Event, answer and people may differ between items; the cap and the outcomes apply to the whole run. */
export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const outputs = new Outputs(given.option(JSON_COLUMNS_FIELD, ['object', 'text']));
	const decision = new Decision(context, fields, given);
	const decided: Array<{ verdict: Verdict; read: Read<CandidateRow> }> = [];
	const errors = serveItems(context, storedCandidate, (read) => {
		const ofItem = parametersOf(context, parameterIndex(context, read.itemIndex));
		decided.push({ verdict: decision.on(read, ofItem), read });
	});
	const limit = decision.limitOf(decided.map(({ verdict }) => verdict));
	for (const { verdict, read } of decided) {
		const isLimited = limit !== null && verdict.reclaim !== undefined;
		outputs.add(isLimited ? unchanged(verdict.row, limit) : verdict, read);
	}
	decision.questions.forEach(({ question, itemIndex }) => outputs.ask(question, itemIndex));
	return await Promise.resolve(outputs.finish(context, errors, 5));
};

class Decision {
	readonly questions: Array<{ question: object; itemIndex: number }> = [];
	private readonly run: Run;
	private readonly profile: ProfileSettings | null;
	private readonly window: TakingWindow;
	private readonly managers: Managers;
	private readonly outcomes: ReadonlyMap<string, StoredOutcome>;
	/** Whether a next step of this run may lead to Reclaim. */
	private plansReclaim = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly fields: readonly INodeProperties[],
		private readonly given: Parameters,
	) {
		this.run = {
			now: new Date(),
			executionId: context.getExecutionId(),
			startedBy: optionalText(given, STARTED_BY_FIELD),
		};
		this.profile = storedProfile(given);
		this.window = new TakingWindow(
			this.profile?.maxUsers ?? given.wholeNumber(MAX_USERS_FIELD),
			given.wholeNumber(TAKEN_FIELD),
		);
		this.managers = new Managers(listParameter(given, PEOPLE_FIELD, orgUser));
		const outcomes = listParameter(given, OUTCOMES_FIELD, storedOutcome);
		this.outcomes = new Map(outcomes.map((outcome) => [outcome.candidateKey, outcome]));
	}

	on({ value: row, itemIndex }: Read<CandidateRow>, given: Parameters): Verdict {
		const { now } = this.run;
		switch (given.option(this.field('event'), HAPPENINGS, 'event')) {
			case 'answer': {
				const answer = given.value(this.field('answer'));
				const decidedBy = optionalText(given, this.field('decidedBy'));
				const comment = optionalText(given, this.field('comment'));
				const keepUntil = given.value(this.field('keepUntil'));
				const answered = { answer, decidedBy, comment, keepUntil };
				return decideAnswer(row, answered, this.window, now);
			}
			case 'silence':
				return decideSilence(row, this.onSilence(given), this.window, now);
			case 'nextStep':
				return this.nextStep(row, given, itemIndex);
			case 'plan':
				return planOnly(row);
			case 'giveBack':
				return giveBack(row);
			case 'notAsked': {
				const asked = row.state === 'Awaiting Approval' ? row.assignedTo : row.email;
				const to = has(asked) ? ` to ${asked}` : '';
				const said = optionalText(given, this.field('reason'));
				const reason = `The question could not be sent${to}${said === '' ? '.' : `: ${said}`}`;
				return notAsked(row, { reason, errorCode: 'NOT_ASKED', now });
			}
			case 'notReclaimed': {
				const said = optionalText(given, this.field('reason'));
				return decideNotReclaimed(row, said, this.promises(given), now);
			}
			case 'outcome': {
				const outcome = this.outcomes.get(row.candidateKey);
				if (outcome !== undefined) {
					return decideOutcome(row, outcome, this.promises(given), this.run);
				}
				return decideWithoutOutcome(row, optionalText(given, this.field('reason')), now);
			}
			case 'restored': {
				const outcome = this.outcomes.get(row.candidateKey);
				if (outcome !== undefined) return decideRestored(row, outcome, this.run);
				const said = optionalText(given, this.field('reason'));
				return said === '' ? unchanged(row, NO_OUTCOME) : decideNotRestored(row, said, this.run);
			}
			case 'profileDeleted': {
				const note = 'The profile was deleted.';
				return moved(row, {
					event: 'profileDeleted',
					by: 'operator',
					now,
					changes: { reason: note },
					note,
				});
			}
		}
	}

	/** Why this run takes no license; null if the limit of the profile has room. */
	limitOf(verdicts: readonly Verdict[]): string | null {
		const { profile } = this;
		if (!this.plansReclaim || profile === null || profile.dryRun) return null;
		const toReclaim = verdicts.filter(({ reclaim }) => reclaim !== undefined);
		const users = new Set(toReclaim.map(({ row }) => row.userId));
		const started = listParameter(this.given, STARTED_FIELD, startedCandidate);
		return overDailyLimit(profile.maxUsers, started, users, this.run.now);
	}

	private nextStep(row: CandidateRow, given: Parameters, itemIndex: number): Verdict {
		this.plansReclaim = true;
		const now = this.promises(given);
		const { profile } = this;
		const manager = this.managers.of(row, profile === null ? row.orgId : profile.orgId);
		const email = optionalText(given, MANAGER_EMAIL_FIELD);
		const verdict = nextStep(
			row,
			{
				...now,
				daysToAnswer: profile?.daysToAnswer ?? given.wholeNumber(this.field('daysToAnswer')),
				managerEmail: email === '' ? (manager?.email ?? '') : email,
				fallbackEmail: profile?.fallbackEmail ?? optionalText(given, FALLBACK_EMAIL_FIELD),
			},
			this.run,
		);
		if (!verdict.changed) return verdict;
		const question = questionOf(verdict.row, {
			graceDays: now.graceDays,
			orgName: profile?.orgName ?? '',
			onSilence: this.onSilence(given),
			managerName: manager?.email === verdict.row.assignedTo ? (manager?.name ?? null) : null,
			timeZone: this.context.getTimezone(),
		});
		if (question === null) return verdict;
		if (!isSingleAddress(question.to)) {
			const reason = `The question could not be sent: "${question.to}" is not a single e-mail address.`;
			return notAsked(row, { reason, errorCode: 'NOT_ASKED', now: this.run.now });
		}
		const shown = shownQuestion(question);
		this.questions.push({ question: { ...question, shown }, itemIndex });
		return verdict;
	}

	private onSilence(given: Parameters): unknown {
		return this.profile === null ? given.value(this.field('onSilence')) : this.profile.onSilence;
	}

	private promises(given: Parameters) {
		return (
			this.profile ?? {
				dryRun: given.toggle(PROFILE_DRY_RUN_FIELD),
				notifyUser: given.toggle(NOTIFY_USER_FIELD),
				graceDays: given.wholeNumber(GRACE_DAYS_FIELD),
			}
		);
	}

	private field(name: string) {
		return fieldOf(this.fields, name);
	}
}

/** A list of addresses would send the mail to all of them, but a question is for one person. */
const isSingleAddress = (to: string): boolean => /^[^\s@,;]+@[^\s@,;]+$/.test(to);
