import type { Step } from './steps';
import { planStep } from './steps';
import { plural } from '../model/plural';

/** Handing over what a user owns before the user is deactivated. */

/** A record that a user owns, or an approval request that waits for the user. */
export interface OwnedRecord {
	object: string;
	recordId: string;
}

/** The new owner of one user's records, or why there is none. */
export type NewOwner = { userId: string; name: string } | { userId: null; reason: string };

/** What is to be handed over, by user; only users of whom it was read. */
export interface Transfers {
	owned: ReadonlyMap<string, readonly OwnedRecord[]>;
	newOwnerOf: (userId: string) => NewOwner;
	/** Above this many records a person should decide. */
	maxRecordsPerUser: number;
}

/** The steps that go before a deactivation, or why it must not take place. */
export function transferSteps(
	userId: string,
	transfers: Transfers | null,
): { steps: Step[] } | { steps: null; reason: string } {
	const records = transfers?.owned.get(userId) ?? [];
	if (transfers === null || records.length === 0) return { steps: [] };
	if (records.length > transfers.maxRecordsPerUser) {
		return {
			steps: null,
			reason: `The user owns more than ${plural(transfers.maxRecordsPerUser, 'record')}, the limit set in Max Records per User. Transfer them in Salesforce (Setup > Data > Mass Transfer Records), or raise the limit.`,
		};
	}
	const newOwner = transfers.newOwnerOf(userId);
	if (newOwner.userId === null) return { steps: null, reason: newOwner.reason };
	return {
		steps: records.map(({ object, recordId }) =>
			planStep('transferRecord', recordId, newOwner.userId, object),
		),
	};
}
