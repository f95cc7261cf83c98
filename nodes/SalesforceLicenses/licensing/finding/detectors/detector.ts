import type { RuleAction } from '../../model/actions';
import type { SignalName } from '../../model/activity';
import { daysSince } from '../../model/activity';
import type { Profile } from '../../model/licenseMoves';
import type { LicenseKind } from '../../model/licenses';
import type { Price } from '../../model/prices';
import type { Precondition } from '../../model/userState';
import type { Evidence } from '../evidence';
import type { DetectorFacts, SeatFacts } from '../facts';
import type { ReclamationRule } from '../rules';
import type { PricePeriod, Saving } from '../savings';

/** What is the same for every seat of a run. */
export interface Judging {
	now: Date;
	/** How far back logins and work were read; null if no signal has such a limit. */
	since: Date | null;
	/** The profiles that rules name, by the name or id in the rule. */
	targets: ReadonlyMap<string, Profile>;
	/** What one seat or login of a user license costs, from the price book. */
	priceOf(license: { identifier: string; name: string }): Price | null;
	/** The period of the prices per seat; prices per login have none. */
	pricePeriod: PricePeriod;
}

/** Why a seat that a rule applies to is not a candidate. `unknown`: the deciding data could not be read. */
export type NotPickedReason = 'exempt' | 'inUse' | 'newAccount' | 'neverUsed' | 'unknown' | 'clean';

export type DetectorResult =
	| {
			kind: 'found';
			justification: string;
			evidence: Evidence[];
			/** Set if it differs from the price of the seat. */
			saving?: Saving;
	  }
	| { kind: 'notPicked'; reason: NotPickedReason };

export const notPicked = (reason: NotPickedReason): DetectorResult => ({
	kind: 'notPicked',
	reason,
});

export const found = (justification: string, evidence: Evidence[] = []) => ({
	kind: 'found' as const,
	justification,
	evidence,
});

/** The rule fields that only some detectors use. */
export type DetectorSetting = 'inactiveDays' | 'includeNeverLoggedIn' | 'minimumAccountAgeDays';

/**
 * Input that the user must provide besides the rule: a list of people, or the prices of a license and of
 * its logins.
 */
export type DetectorInput = 'directory' | 'loginPrices';

/**
 * One kind of waste: which seats it applies to, which actions are allowed, what it needs, and how it is
 * recognized. Everything that depends on the detector is defined here.
 */
export interface Detector {
	/** Its name in the form and in messages. */
	label: string;
	/** What it finds, for the form. */
	description: string;
	/** The actions that make sense for it; the first is the default. */
	actions: readonly RuleAction[];
	licenseKinds: readonly LicenseKind[];
	users: 'active' | 'inactive' | 'any';
	/** Whether a later login cancels the finding, so that Reclaim must check again. */
	restsOnActivity: boolean;
	/** What must still be true when Reclaim runs; null if nothing. */
	onlyWhile: Precondition | null;
	/**
	 * Whether it needs logins and work as far back as `inactiveDays`: from the selected signals, always,
	 * or never.
	 */
	looksBack: 'signals' | 'always' | 'never';
	/** The rule fields that it uses; the form shows no others. */
	settings: readonly DetectorSetting[];
	/** What it needs in addition to a download. */
	reads: ReadonlyArray<keyof DetectorFacts>;
	/** The signals that it uses, whether they were selected or not. */
	signals: readonly SignalName[];
	/** The input without which it cannot work. */
	inputs: readonly DetectorInput[];
	detect(facts: SeatFacts, rule: ReclamationRule, judging: Judging): DetectorResult;
}

/** Seats of active users for whom no signal shows use. A signal that could not be read proves nothing. */

/** Whether an account is too new to be judged. */
export function tooYoung({ row }: SeatFacts, rule: ReclamationRule, now: Date): boolean {
	const age = daysSince(row.externalCreatedAt, now);
	return age === null || age < rule.minimumAccountAgeDays;
}
