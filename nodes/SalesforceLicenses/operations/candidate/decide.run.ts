import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { decideAnswer, decideSilence } from '../../licensing/playbook/answering';
import type { Run } from '../../licensing/playbook/asking';
import { nextStep, notAsked, planOnly } from '../../licensing/playbook/asking';
import type { CandidateRow, Verdict } from '../../licensing/playbook/candidateRow';
import { moved, unchanged } from '../../licensing/playbook/candidateRow';
import { decideOutcome, decideRestored } from '../../licensing/playbook/outcomes';
import type { StoredOutcome } from '../../licensing/playbook/record';
import { TakingWindow } from '../../licensing/playbook/taking';
import type { OperationRun } from '../operation';
import type { Parameters } from '../parameters/values';
import { fieldOf, parametersOf, WHOLE_RUN } from '../parameters/values';
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
	PROFILE_DRY_RUN_FIELD,
	TAKEN_FIELD,
} from './fields';
import { storedCandidate, storedOutcome } from './rows';

export const mode = 'wholeRun';

/** Event, answer and people may differ between items; the cap and the outcomes apply to the whole run. */
export const execute: OperationRun['execute'] = async (context, _itemIndex, fields) => {
	const given = parametersOf(context, WHOLE_RUN);
	const outputs = new Outputs(given.option(JSON_COLUMNS_FIELD, ['object', 'text']));
	const decision = new Decision(context, fields, given);
	const errors = serveItems(context, storedCandidate, (read) => {
		const ofItem = parametersOf(context, parameterIndex(context, read.itemIndex));
		outputs.add(decision.on(read.value, ofItem), read);
	});
	return await Promise.resolve(outputs.finish(context, errors, 3));
};

class Decision {
	private readonly run: Run;
	private readonly window: TakingWindow;
	private readonly outcomes: ReadonlyMap<string, StoredOutcome>;

	constructor(
		context: IExecuteFunctions,
		private readonly fields: readonly INodeProperties[],
		given: Parameters,
	) {
		this.run = { now: new Date(), executionId: context.getExecutionId() };
		this.window = new TakingWindow(
			given.wholeNumber(MAX_USERS_FIELD),
			given.wholeNumber(TAKEN_FIELD),
		);
		const outcomes = listParameter(given, OUTCOMES_FIELD, storedOutcome);
		this.outcomes = new Map(outcomes.map((outcome) => [outcome.candidateKey, outcome]));
	}

	on(row: CandidateRow, given: Parameters): Verdict {
		const { now } = this.run;
		switch (given.option(this.field('event'), HAPPENINGS, 'event')) {
			case 'answer': {
				const answer = given.value(this.field('answer'));
				const decidedBy = optionalText(given, this.field('decidedBy'));
				const comment = optionalText(given, this.field('comment'));
				return decideAnswer(row, { answer, decidedBy, comment }, this.window, now);
			}
			case 'silence':
				return decideSilence(row, given.value(this.field('onSilence')), this.window, now);
			case 'nextStep':
				return nextStep(row, this.profileNow(given), this.run);
			case 'plan':
				return planOnly(row);
			case 'notAsked': {
				const said = optionalText(given, this.field('reason'));
				const reason = `The question could not be sent. ${said}`.trim();
				return notAsked(row, { reason, errorCode: 'NOT_ASKED', now });
			}
			case 'outcome': {
				const outcome = this.outcomes.get(row.candidateKey);
				if (outcome === undefined) return unchanged(row, NO_OUTCOME);
				return decideOutcome(row, outcome, this.promises(given), this.run);
			}
			case 'restored': {
				const outcome = this.outcomes.get(row.candidateKey);
				if (outcome === undefined) return unchanged(row, NO_OUTCOME);
				return decideRestored(row, outcome, now);
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

	private profileNow(given: Parameters) {
		return {
			...this.promises(given),
			daysToAnswer: given.wholeNumber(this.field('daysToAnswer')),
			managerEmail: optionalText(given, MANAGER_EMAIL_FIELD),
			fallbackEmail: optionalText(given, FALLBACK_EMAIL_FIELD),
		};
	}

	private promises(given: Parameters) {
		return {
			dryRun: given.toggle(PROFILE_DRY_RUN_FIELD),
			notifyUser: given.toggle(NOTIFY_USER_FIELD),
			graceDays: given.wholeNumber(GRACE_DAYS_FIELD),
		};
	}

	private field(name: string) {
		return fieldOf(this.fields, name);
	}
}

const NO_OUTCOME =
	'The list of outcomes has none for this candidate. Update settles it against a new dry run.';
