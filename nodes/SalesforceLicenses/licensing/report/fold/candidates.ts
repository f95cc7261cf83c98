import type { CandidateState } from '../../playbook/states';
import { CANDIDATE_STATES, isOpen } from '../../playbook/states';
import type { BlockerFact, CandidateFact, OutcomeFact } from '../facts';
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

export class CandidateFold {
	readonly potential = new Amounts();
	/** Open candidates without a price, which are not in the sum. */
	withoutPrice = 0;
	protected = 0;
	foundLately = 0;
	reclaimedLately = 0;
	readonly top: Top<CandidateFact>;
	readonly attention: Top<CandidateFact>;
	/** When the next answer is due. */
	nextAnswer: string | null = null;
	private readonly states = new Map<string, { count: number; saving: Amounts }>();
	private readonly blockers = new Map<string, BlockerCount>();

	constructor(
		private readonly since: string,
		most: number,
	) {
		this.top = new Top(most, bySaving);
		this.attention = new Top(most, bySaving);
	}

	add(fact: CandidateFact): void {
		if (fact.state === 'Protected') {
			this.protected++;
			return;
		}
		const state = this.states.get(fact.state) ?? { count: 0, saving: new Amounts() };
		this.states.set(fact.state, state);
		state.count++;
		state.saving.add(fact.saving, fact.currency);
		if (fact.openedAt !== null && fact.openedAt >= this.since) this.foundLately++;
		if (fact.state === 'Closed Complete' && fact.closedAt !== null && fact.closedAt >= this.since) {
			this.reclaimedLately++;
		}
		if (!isOpen(fact.state as CandidateState)) return;
		this.potential.add(fact.saving, fact.currency);
		if (fact.saving === null) this.withoutPrice++;
		if (fact.state === 'Attention Required') this.attention.add(fact);
		const { answerUntil } = fact;
		const isAsked = fact.state === 'Awaiting User' || fact.state === 'Awaiting Approval';
		if (isAsked && answerUntil !== null && (this.nextAnswer ?? answerUntil) >= answerUntil) {
			this.nextAnswer = answerUntil;
		}
		this.top.add(fact);
		this.addBlockers(fact.blockers);
	}

	/** What stopped an outcome is a blocker, too. */
	addOutcome({ outcome, blockers, errorCode, reason }: OutcomeFact): void {
		if (outcome !== 'blocked' && outcome !== 'failed') return;
		if (blockers !== null && blockers.length > 0) this.addBlockers(blockers);
		else {
			const text = reason ?? '';
			this.addBlockers([{ kind: errorCode ?? outcome, effect: 'refused', text, fix: '' }]);
		}
	}

	count(...states: readonly string[]): number {
		return states.reduce((sum, state) => sum + (this.states.get(state)?.count ?? 0), 0);
	}

	get open(): number {
		return [...this.states]
			.filter(([state]) => isOpen(state as CandidateState))
			.reduce((sum, [, { count }]) => sum + count, 0);
	}

	get total(): number {
		return [...this.states.values()].reduce((sum, { count }) => sum + count, 0);
	}

	/** Every state, in the order of the table of states. */
	byState(): StateCount[] {
		return CANDIDATE_STATES.map((state) => {
			const { count = 0, saving } = this.states.get(state) ?? {};
			return { state, count, saving: saving?.list() ?? [] };
		});
	}

	/** What Salesforce refuses first, then the most frequent. */
	blockerCounts(): BlockerCount[] {
		const rank = ({ effect }: BlockerCount) => (effect.startsWith('refuse') ? 0 : 1);
		return [...this.blockers.values()].sort(
			(a, b) => rank(a) - rank(b) || b.candidates - a.candidates || a.kind.localeCompare(b.kind),
		);
	}

	private addBlockers(blockers: readonly BlockerFact[] | null): void {
		for (const { kind, effect, text, fix } of blockers ?? []) {
			const known = this.blockers.get(kind);
			if (known !== undefined) known.candidates++;
			else this.blockers.set(kind, { kind, effect, candidates: 1, example: text, fix });
		}
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
