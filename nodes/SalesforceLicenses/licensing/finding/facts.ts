import type { ActivitySignal } from '../model/activity';
import type { Duplicate } from './detectors/duplicates';
import type { Subscription } from '../model/subscription';

/** What rules ask about a person beyond the columns of a subscription, by field; null where it is empty. */
export type Details = Readonly<Record<string, string | null>>;

/** One hold of one license, with all that a rule may look at. */
export interface SeatFacts {
	row: Subscription;
	details: Details;
	/** What was read of the user's activity, chosen as evidence of use or not. */
	signals: readonly ActivitySignal[];
	/** What some detectors need, read only where a rule has one of them. */
	more: DetectorFacts;
}

/** Undefined: not asked. Null: there is none, or it could not be read. */
export interface DetectorFacts {
	/** Since when the login is frozen at the latest: any later change of the login record counts too. */
	frozenSince?: string | null;
	/** The permission set licenses that the user's permission sets and groups state they need. */
	permissionSets?: { needed: ReadonlySet<string>; withoutLicense: number } | null;
	/** The user that the person keeps; null where so many share an address that it is no person's. */
	duplicate?: Duplicate | null;
	/** The last record created or changed of those that only dear licenses have. */
	crmWork?: ActivitySignal;
	/** On how many days there was a login, as far back as logins were read. */
	loginDays?: number;
}
