import type { Json } from '../candidateRow';
import { isObject } from '../record';
import { PROFILE_NUMBERS } from '../profile';

/** The profile as it is now. Its settings on the day the candidate was found do not count. */
export interface ProfileNow {
	dryRun: boolean;
	/** Whether users are asked first. */
	notifyUser: boolean;
	daysToAnswer: number;
	/** 0: no grace period. */
	graceDays: number;
	/** E-mail address of the user's manager in the org; empty if there is none. */
	managerEmail: string;
	/** Who decides if there is no manager. */
	fallbackEmail: string;
}

/** The settings of a stored profile for its candidates. */
export interface ProfileSettings extends Omit<ProfileNow, 'managerEmail'> {
	displayName: string;
	orgId: string;
	orgName: string;
	/** Only the literal value `reclaim` takes a license. */
	onSilence: unknown;
	/** The maximum number of users in 24 hours. */
	maxUsers: number;
	excludedIdentifiers: string[];
	/** ID of the Salesforce profile to move users to, by the name of the rule. */
	targets: ReadonlyMap<string, string>;
}

/** The name of a rule without a name. */
const UNNAMED_RULE = 'Unused seats';

/**
 * Reads a profile as its store returns it. A value that is missing, or was changed by hand to anything
 * invalid, never takes a license: then Dry Run stays on, users are asked first, silence keeps the license,
 * and no users are allowed.
 */
export function profileSettings(profile: Json): ProfileSettings {
	const { dryRun, notifyUser, onSilence } = profile;
	return {
		displayName: text(profile.displayName),
		orgId: text(profile.orgId),
		orgName: text(profile.orgName),
		dryRun: dryRun !== false && dryRun !== 'false',
		notifyUser: notifyUser !== false && notifyUser !== 'false',
		onSilence,
		// No one can answer in zero days.
		daysToAnswer: numberAbove(0, profile.daysToAnswer) ?? DAYS_TO_ANSWER,
		graceDays: isZero(profile.graceDays)
			? 0
			: (numberAbove(0, profile.graceDays) ?? PROFILE_NUMBERS.graceDays.preset),
		fallbackEmail: text(profile.managerEmail),
		maxUsers: numberAbove(0, profile.maxUsers) ?? 0,
		excludedIdentifiers: list(profile.excludedIdentifiers).filter(isText),
		targets: new Map(
			list(profile.rules)
				.filter(isObject)
				.map(({ name, targetProfileId }): [string, string] => [
					text(name) === '' ? UNNAMED_RULE : text(name),
					text(targetProfileId),
				])
				.filter(([, target]) => target !== ''),
		),
	};
}

const DAYS_TO_ANSWER = PROFILE_NUMBERS.daysToAnswer.preset;

const isText = (value: unknown): value is string => typeof value === 'string';
const text = (value: unknown): string => (isText(value) ? value.trim() : '');
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

/** A number, or its text from a spreadsheet. */
function numberAbove(least: number, value: unknown): number | null {
	const number = isText(value) && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) && number > least ? number : null;
}

const isZero = (value: unknown): boolean => value === 0 || value === '0';
