import type { ActivitySignal } from '../model/activity';
import type { Duplicate } from './detectors/duplicates';
import type { Subscription } from '../model/subscription';

/** What rules check beyond the columns of a subscription, by field; null if it is empty. */
export type Details = Readonly<Record<string, string | null>>;

/** One subscription, with everything that a rule may check. */
export interface SeatFacts {
	row: Subscription;
	details: Details;
	/** All activity that was read, including signals that do not count as use. */
	signals: readonly ActivitySignal[];
	/** What some detectors need; read only if a rule uses one of them. */
	more: DetectorFacts;
}

/** Undefined: not read. Null: there is none, or it could not be read. */
export interface DetectorFacts {
	/** The latest possible time of the freeze: any later change of the login record counts too. */
	frozenSince?: string | null;
	/** The permission set licenses that the user's permission sets and groups require. */
	permissionSets?: { needed: ReadonlySet<string>; withoutLicense: number } | null;
	/** The user that the person keeps; null if too many users share the address to be one person. */
	duplicate?: Duplicate | null;
	/** The latest record created or changed, of the objects that only expensive licenses include. */
	crmWork?: ActivitySignal;
	/** On how many days the user logged in, as far back as logins were read. */
	loginDays?: number;
}
