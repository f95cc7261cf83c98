import type { ActivitySignal } from './activity';
import type { Subscription } from './model';

/** What rules ask about a person beyond the columns of a subscription, by field; null where it is empty. */
export type Details = Readonly<Record<string, string | null>>;

/** One hold of one license, with all that a rule may look at. */
export interface SeatFacts {
	row: Subscription;
	details: Details;
	/** What was read of the user's activity, chosen as evidence of use or not. */
	signals: readonly ActivitySignal[];
}
