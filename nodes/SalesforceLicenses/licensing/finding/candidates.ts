import type { Judging, NotPickedReason } from './detectors/detector';
import type { DetectorName } from './detectors/names';
import { detectorOf, judge } from './detectors/allDetectors';
import type { Evidence } from './evidence';
import { evidenceOf } from './evidence';
import type { SeatFacts } from './facts';
import type { Subscription } from '../model/subscription';
import type { Price } from '../model/prices';
import { priceOf } from '../model/prices';
import { protectedReason } from '../model/protectedUsers';
import type { ReclamationRule, Scope } from './rules';
import type { RuleAction } from '../model/actions';
import { scopeOf } from './rules';
import type { Saving } from './savings';
import { savingOf } from './savings';
import type { Precondition } from '../model/userState';

/** A subscription that matches a rule, with everything needed to decide on it. */
export interface Candidate extends Subscription, Saving {
	candidateKey: string;
	/** `Protected`: listed on request; Reclaim never acts on it. */
	state: 'Ready' | 'Protected';
	action: RuleAction;
	rule: string;
	detector: DetectorName;
	justification: string;
	evidence: Evidence[];
	/** Why Reclaim must not change this user; null for a candidate that is Ready. */
	protection: string | null;
	/** False if the finding does not depend on activity, so that a login does not cancel it. */
	recheckActivity: boolean;
	/** What must still be true when Reclaim runs: a user who was activated or unfrozen since then keeps the seat. */
	onlyWhile: Precondition | null;
	/** The profile to which the action `changeProfile` moves the user; null leaves the choice to Reclaim. */
	targetProfileId: string | null;
}

export interface FindOptions extends Omit<Judging, 'priceOf'> {
	rules: readonly ReclamationRule[];
	connectedUserId: string | null;
	prices: readonly Price[];
	/** Whether to return protected users too, marked as such. */
	listProtected: boolean;
}

const COUNTED: ReadonlySet<NotPickedReason> = new Set(['unknown', 'exempt']);

/** Picks candidates page by page, and counts skipped users by reason. */
export class CandidateFinder {
	subscriptions = 0;
	candidates = 0;
	/** Seats that match a rule but belong to protected users. */
	protected = 0;
	/** Seats that could not be judged, because a signal could not be read. */
	unknown = 0;
	exempt = 0;
	private readonly scopes: Scope[];
	private readonly judging: Judging;
	private readonly amounts = new Map<string | null, number>();

	constructor(private readonly options: FindOptions) {
		this.scopes = options.rules.map(scopeOf);
		this.judging = {
			...options,
			priceOf: ({ identifier, name }) =>
				priceOf(options.prices, {
					licenseKind: 'userLicense',
					licenseIdentifier: identifier,
					licenseName: name,
				}),
		};
	}

	find(page: readonly SeatFacts[]): Candidate[] {
		this.subscriptions += page.length;
		return page.flatMap((facts) => this.consider(facts) ?? []);
	}

	/** The total savings, by currency. */
	savings(): Array<{ currency: string | null; amount: number }> {
		return [...this.amounts].map(([currency, amount]) => ({
			currency,
			amount: Math.round(amount * 100) / 100,
		}));
	}

	private consider(facts: SeatFacts): Candidate | null {
		const { connectedUserId, prices, pricePeriod, listProtected, targets } = this.options;
		const verdict = judge(this.scopes, facts, this.judging);
		if (verdict === null) return null;
		const { rule, finding } = verdict;
		const { row } = facts;
		if (finding.kind === 'notPicked' && !COUNTED.has(finding.reason)) return null;
		const target = targets.get(rule.targetProfile ?? '') ?? null;
		// A move to the license that the user already has saves nothing.
		if (target !== null && target.userLicense.identifier === row.userLicenseIdentifier) return null;
		const protection = protectedReason(row, connectedUserId);
		if (finding.kind === 'notPicked') {
			if (protection !== null) return null;
			if (finding.reason === 'unknown') this.unknown++;
			else this.exempt++;
			return null;
		}
		if (rule.action === 'freeze' && row.isFrozen === true) return null;
		if (protection !== null) {
			this.protected++;
			if (!listProtected) return null;
		}
		const saving = finding.saving ?? savingOf(rule, row, prices, pricePeriod, target);
		if (protection === null) this.count(saving);
		return {
			...row,
			candidateKey: row.subscriptionKey,
			state: protection === null ? 'Ready' : 'Protected',
			action: rule.action,
			rule: rule.name,
			detector: rule.detector,
			justification: finding.justification,
			evidence: [...evidenceOf(facts, rule), ...finding.evidence],
			...saving,
			protection,
			recheckActivity: detectorOf(rule).restsOnActivity,
			onlyWhile: detectorOf(rule).onlyWhile,
			targetProfileId: target?.profileId ?? null,
		};
	}

	private count({ saving, currency }: Saving): void {
		this.candidates++;
		if (saving === null) return;
		this.amounts.set(currency, (this.amounts.get(currency) ?? 0) + saving);
	}
}
