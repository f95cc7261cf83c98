import type { RuleAction } from '../model/actions';
import { plural } from '../model/plural';
import { nextStep } from '../playbook/asking';
import type { CandidateRow } from '../playbook/candidateRow';
import { ASK_FIRST, askedFirst } from '../playbook/operator/operating';
import { overDailyLimit } from '../playbook/promises/dailyLimit';
import type { ProfileSettings } from '../playbook/promises/profileNow';
import { profileSettings } from '../playbook/promises/profileNow';
import { day, money } from '../report/words';
import { savingOf } from './listing';
import type { Decided, Decision, ReviewProfile, Stored } from './review';

/** What the last click does to the chosen candidates, by the profile as it is now. */
export interface Effects {
	/** Sentences, in order. */
	happens: string[];
	money: string;
	undo: string;
	/** Why it cannot be done; null if it can. */
	refusal: string | null;
}

const AT_ONCE: Readonly<Record<RuleAction, string>> = {
	deactivate: 'deactivated immediately',
	freeze: 'frozen immediately: they cannot log in, and keep their seats',
	removeLicense: 'the license is removed immediately',
	wholeSeat: 'deactivated immediately, and all their licenses are removed',
	changeProfile: 'moved to a cheaper profile immediately',
};

export const people = (count: number): string => plural(count, 'person', 'people');
export const usersOf = (chosen: readonly Stored[]): Set<string> =>
	new Set(chosen.map(({ row }) => row.userId));

export function effectsOf(
	{ decision, until }: Pick<Decided, 'until'> & { decision: Decision },
	chosen: readonly Stored[],
	candidates: readonly Stored[],
	profile: ReviewProfile,
	now: Date,
): Effects {
	const settings = profileSettings(profile.settings);
	switch (decision) {
		case 'reclaim':
			return reclaiming(chosen, candidates, settings, now);
		case 'ask': {
			const asked = chosen.map((one) => ({
				...one,
				row: { ...one.row, decision: askedFirst(one.row.decision) },
			}));
			return reclaiming(asked, candidates, settings, now);
		}
		case 'giveBack':
			return givingBack(chosen, settings);
		case 'keep':
		case 'exclude':
			return keeping(chosen, decision === 'keep' ? until : null);
		case 'release':
			return releasing(chosen);
	}
}

function keeping(chosen: readonly Stored[], until: string | null): Effects {
	const who = people(usersOf(chosen).size);
	const days = until === null ? 'for good' : `until ${day(until)}`;
	return {
		happens: [
			`${who}: the license is kept ${days}, and ${until === null ? 'never becomes a candidate again' : 'is no candidate before that'}. Nothing changes in Salesforce, and nobody is asked or told. Open questions about it are closed.`,
		],
		money: amountOf(chosen, 'Their licenses are worth'),
		undo: 'To undo it, open this form again and choose "Stop keeping".',
		refusal: null,
	};
}

function releasing(chosen: readonly Stored[]): Effects {
	return {
		happens: [
			`${people(usersOf(chosen).size)}: the license is not kept anymore. If it is still unused, the next run of Identify finds it again. Nothing changes in Salesforce.`,
		],
		money: amountOf(chosen, 'If they are still unused, these licenses are worth'),
		undo: 'To undo it, decide to keep them when they are candidates again.',
		refusal: null,
	};
}

function givingBack(chosen: readonly Stored[], { maxUsers }: ProfileSettings): Effects {
	const users = usersOf(chosen);
	return {
		happens: [
			`${people(users.size)}: login, licenses and permission sets are restored immediately, as they were before, as far as seats are free. This changes Salesforce even if the profile is on dry run.`,
		],
		money: amountOf(chosen, 'This gives up savings of'),
		undo: 'To undo it, reclaim the seats again: a license that stays unused becomes a candidate again.',
		refusal: overLimit(users.size, maxUsers),
	};
}

function overLimit(users: number, maxUsers: number): string | null {
	// Written so that a limit that is not a number allows nothing.
	if (users <= maxUsers) return null;
	return `Nothing was done. The profile allows ${plural(maxUsers, 'user')} per run, and you selected ${plural(users, 'user')}. Select fewer, or raise "Maximum users per run" in the Guided Setup.`;
}

function reclaiming(
	chosen: readonly Stored[],
	candidates: readonly Stored[],
	settings: ProfileSettings,
	now: Date,
): Effects {
	const waits = chosen.some(({ row }) => row.decision === ASK_FIRST);
	if (settings.dryRun) {
		return {
			happens: [
				`Dry run is on: this makes the plan for ${people(usersOf(chosen).size)} and changes nothing in Salesforce. Nobody is asked${waits ? ' before dry run is turned off' : ''}.`,
			],
			money: amountOf(chosen, 'Without dry run, this would free'),
			undo: 'There is nothing to undo.',
			refusal: null,
		};
	}
	const ways = Map.groupBy(chosen, ({ row }) => wayOf(row, settings, now));
	const taken = chosen.filter(({ row }) => wayOf(row, settings, now).startsWith('take '));
	const users = usersOf(taken);
	return {
		happens: [...ways].map(
			([way, rows]) => `${people(usersOf(rows).size)}: ${saysOf(way, settings)}.`,
		),
		money: amountOf(
			chosen,
			taken.length === chosen.length ? 'This frees' : 'If all of them are reclaimed, this frees',
		),
		undo: 'To undo it, open this form again and choose "Give back": it restores logins, licenses and permission sets as they were before, as long as seats are free.',
		refusal:
			users.size === 0
				? null
				: (overLimit(users.size, settings.maxUsers) ??
					overDailyLimit(
						settings.maxUsers,
						candidates.map(({ row }) => row),
						users,
						now,
					)),
	};
}

/** Somebody decides; who it is, the job looks up in the org. */
const SOMEBODY = 'somebody who decides';

/** `take <action>`, `freeze`, `ask`, `approver`, or the reason why nothing happens now. */
function wayOf(row: CandidateRow, settings: ProfileSettings, now: Date): string {
	const step = nextStep(
		row,
		{ ...settings, managerEmail: SOMEBODY },
		{ now, executionId: null, startedBy: '' },
	);
	if (step.reclaim !== undefined) {
		return step.reclaim.action === row.action ? `take ${row.action}` : 'take first';
	}
	if (step.restore !== undefined) return 'given back, because the user appealed';
	if (!step.changed) return step.because;
	const { state, reason } = step.row;
	if (state === 'Awaiting User') return 'ask';
	if (state === 'Awaiting Approval') return 'approver';
	return state === 'Awaiting Revocation' ? 'told' : `not asked. ${reason ?? ''}`;
}

function saysOf(way: string, { graceDays, daysToAnswer, onSilence }: ProfileSettings): string {
	const silence =
		onSilence === 'reclaim'
			? 'Without an answer, the license is reclaimed'
			: 'Without an answer, the license is kept';
	switch (way) {
		case 'take first':
			return `frozen immediately for ${plural(graceDays, 'day')}, and deactivated after that`;
		case 'ask':
			return `asked first, with ${plural(daysToAnswer, 'day')} to answer. ${silence}`;
		case 'approver':
			return `an approver is asked, because the user needs the license. ${silence}`;
		case 'told':
			return `told that the login is frozen, with ${plural(graceDays, 'day')} to appeal`;
		default:
			return way.startsWith('take ')
				? AT_ONCE[way.slice('take '.length) as RuleAction]
				: way.replace(/\.$/, '');
	}
}

function amountOf(chosen: readonly Stored[], says: string): string {
	const { saving, unpriced } = savingOf(chosen);
	const without = unpriced === 0 ? '' : ` ${plural(unpriced, 'seat has', 'seats have')} no price.`;
	return saving.length === 0
		? `What it is worth is not known:${without}`
		: `${says} ${money(saving)} a year.${without}`;
}
