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
	/** How far back logins and work were looked at; null where no signal has such a limit. */
	since: Date | null;
	/** The profiles that rules name, as they name them. */
	targets: ReadonlyMap<string, Profile>;
	/** What one seat or login of a user license costs by the price book. */
	priceOf(license: { identifier: string; name: string }): Price | null;
	/** What prices of seats are for; those of logins are for one login. */
	pricePeriod: PricePeriod;
}

/** Why a seat that a rule applies to is no candidate. Unknown: what was to decide could not be read. */
export type NotPickedReason = 'exempt' | 'inUse' | 'newAccount' | 'neverUsed' | 'unknown' | 'clean';

export type DetectorResult =
	| {
			kind: 'found';
			justification: string;
			evidence: Evidence[];
			/** Where it is not the price of the seat. */
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

/** The fields of a rule that only some detectors have a use for. */
export type DetectorSetting = 'inactiveDays' | 'includeNeverLoggedIn' | 'minimumAccountAgeDays';

/** What the user has to give besides the rule: a list of people, or the prices of a license and of its logins. */
export type DetectorInput = 'directory' | 'loginPrices';

/**
 * One kind of waste: which seats it applies to, which actions are allowed, what it needs, and how it
 * is recognized. Whatever depends on the detector is looked up here.
 */
export interface Detector {
	/** What the form and messages call it. */
	label: string;
	/** What it finds, for the form. */
	description: string;
	/** What makes sense for what it finds; the first is the default. */
	actions: readonly RuleAction[];
	licenseKinds: readonly LicenseKind[];
	users: 'active' | 'inactive' | 'any';
	/** Whether a later login undoes what it found, so that Reclaim must look again. */
	restsOnActivity: boolean;
	/** What has to be so still when Reclaim comes; null where nothing has. */
	onlyWhile: Precondition | null;
	/** Whether it needs logins and work as far back as `inactiveDays`: by the chosen signals, always, or not. */
	looksBack: 'signals' | 'always' | 'never';
	/** What it goes by; the form shows no other. */
	settings: readonly DetectorSetting[];
	/** What is to be read for it besides what a download reads. */
	reads: ReadonlyArray<keyof DetectorFacts>;
	/** The signals that it goes by, chosen as evidence of use or not. */
	signals: readonly SignalName[];
	/** What it cannot do without. */
	inputs: readonly DetectorInput[];
	detect(facts: SeatFacts, rule: ReclamationRule, judging: Judging): DetectorResult;
}

/** Seats of active users whom no signal shows at work. A signal that could not be read proves nothing. */

/** Whether an account is too new to be judged. */
export function tooYoung({ row }: SeatFacts, rule: ReclamationRule, now: Date): boolean {
	const age = daysSince(row.externalCreatedAt, now);
	return age === null || age < rule.minimumAccountAgeDays;
}
