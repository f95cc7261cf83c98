import type { CandidateState } from '../../playbook/states';
import { CANDIDATE_STATES, isOpen } from '../../playbook/states';
import type {
	BlockerCountFact,
	BlockerFact,
	CandidateFact,
	CountFact,
	OutcomeFact,
} from '../facts';
import type { Amount } from '../money';
import { Amounts } from '../money';
import { Top } from './top';

/** Candidates and outcomes: how many of each state, what they save, which are the largest, what blocks them. */

export interface StateCount {
	state: string;
	count: number;
	saving: Amount[];
}

export interface BlockerCount {
	kind: string;
	effect: string;
	candidates: number;
	/** Of one of the candidates. */
	example: string;
	fix: string;
}

/** Counts of candidates: of those that came, or those that a store counted. */
class Tally {
	readonly potential = new Amounts();
	withoutPrice = 0;
	foundLately = 0;
	reclaimedLately = 0;
	nextAnswer: string | null = null;
	readonly states = new Map<string, { count: number; saving: Amounts }>();
	readonly blockers = new Map<string, BlockerCount>();

	add({ state, candidates, saving, currency, ...fact }: Omit<CountFact, 'kind' | 'profile'>): void {
		const known = this.states.get(state) ?? { count: 0, saving: new Amounts() };
		this.states.set(state, known);
		known.count += candidates;
		known.saving.add(saving, currency);
		this.foundLately += fact.foundLately;
		if (state === 'Closed Complete') this.reclaimedLately += fact.closedLately;
		if (!isOpen(state as CandidateState)) return;
		this.potential.add(saving, currency);
		this.withoutPrice += fact.withoutPrice;
		const { answerUntil } = fact;
		const isAsked = state === 'Awaiting User' || state === 'Awaiting Approval';
		if (isAsked && answerUntil !== null && (this.nextAnswer ?? answerUntil) >= answerUntil) {
			this.nextAnswer = answerUntil;
		}
	}

	addBlocker({ kind, effect, text, fix }: BlockerFact, candidates = 1): void {
		const known = this.blockers.get(kind);
		if (known !== undefined) known.candidates += candidates;
		else this.blockers.set(kind, { kind, effect, candidates, example: text, fix });
	}
}

/** Candidates are counted, not what blocks them: one may have two blockers of a kind. */
const oneOfEachKind = (blockers: readonly BlockerFact[]): BlockerFact[] =>
	blockers.filter(({ kind }, index) => blockers.findIndex((one) => one.kind === kind) === index);

export class CandidateFold {
	protected = 0;
	readonly top: Top<CandidateFact>;
	readonly attention: Top<CandidateFact>;
	private readonly came = new Tally();
	/** Of a store that counts: the candidates that came are then only some of them. */
	private counted: Tally | null = null;

	constructor(
		private readonly since: string,
		most: number,
	) {
		this.top = new Top(most, bySaving);
		this.attention = new Top(most, bySaving);
	}

	add(fact: CandidateFact): void {
		const { state, openedAt, closedAt, saving } = fact;
		if (state === 'Protected') {
			this.protected++;
			return;
		}
		const isLately = (at: string | null) => (at !== null && at >= this.since ? 1 : 0);
		this.came.add({
			...{ state, candidates: 1, saving, currency: fact.currency },
			...{ withoutPrice: saving === null ? 1 : 0, answerUntil: fact.answerUntil },
			...{ foundLately: isLately(openedAt), closedLately: isLately(closedAt) },
		});
		if (!isOpen(state as CandidateState)) return;
		if (state === 'Attention Required') this.attention.add(fact);
		this.top.add(fact);
		for (const blocker of oneOfEachKind(fact.blockers ?? [])) this.came.addBlocker(blocker);
	}

	addCount(fact: CountFact): void {
		this.counted ??= new Tally();
		this.counted.add(fact);
	}

	addBlockerCount({ blockerKind: kind, candidates, ...blocker }: BlockerCountFact): void {
		this.counted ??= new Tally();
		this.counted.addBlocker({ ...blocker, kind }, candidates);
	}

	/** What stopped an outcome is a blocker, too. */
	addOutcome({ outcome, blockers, errorCode, reason }: OutcomeFact): void {
		if (outcome !== 'blocked' && outcome !== 'failed') return;
		const text = reason ?? '';
		const stopped =
			blockers !== null && blockers.length > 0
				? blockers
				: [{ kind: errorCode ?? outcome, effect: 'refused', text, fix: '' }];
		for (const blocker of oneOfEachKind(stopped)) this.came.addBlocker(blocker);
	}

	/** Whether a store counted all of them: else closed ones may be missing that no page needs. */
	get isCounted(): boolean {
		return this.counted !== null;
	}

	get potential(): Amounts {
		return this.tally.potential;
	}

	/** Open candidates without a price, which are not in the sum. */
	get withoutPrice(): number {
		return this.tally.withoutPrice;
	}

	get foundLately(): number {
		return this.tally.foundLately;
	}

	get reclaimedLately(): number {
		return this.tally.reclaimedLately;
	}

	/** When the next answer is due. */
	get nextAnswer(): string | null {
		return this.tally.nextAnswer;
	}

	count(state: CandidateState): number {
		return this.tally.states.get(state)?.count ?? 0;
	}

	get open(): number {
		return [...this.tally.states]
			.filter(([state]) => isOpen(state as CandidateState))
			.reduce((sum, [, { count }]) => sum + count, 0);
	}

	get total(): number {
		return [...this.tally.states.values()].reduce((sum, { count }) => sum + count, 0);
	}

	/** Every state, in the order of the table of states. */
	byState(): StateCount[] {
		return CANDIDATE_STATES.map((state) => {
			const { count = 0, saving } = this.tally.states.get(state) ?? {};
			return { state, count, saving: saving?.list() ?? [] };
		});
	}

	/** What Salesforce refuses first, then the most frequent. */
	blockerCounts(): BlockerCount[] {
		const rank = ({ effect }: BlockerCount) => (effect.startsWith('refuse') ? 0 : 1);
		return [...this.tally.blockers.values()].sort(
			(a, b) => rank(a) - rank(b) || b.candidates - a.candidates || a.kind.localeCompare(b.kind),
		);
	}

	private get tally(): Tally {
		return this.counted ?? this.came;
	}
}

/** The largest saving first; amounts of different currencies are not compared. Then who is unused for longest. */
export function bySaving(a: CandidateFact, b: CandidateFact): number {
	if ((a.saving === null) !== (b.saving === null)) return a.saving === null ? 1 : -1;
	return (
		String(a.currency).localeCompare(String(b.currency)) ||
		(b.saving ?? 0) - (a.saving ?? 0) ||
		(b.inactiveDays ?? -1) - (a.inactiveDays ?? -1) ||
		a.key.localeCompare(b.key)
	);
}
