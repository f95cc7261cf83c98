import type { Step } from './steps';
import { planStep } from './steps';
import { plural } from '../model/plural';

/** Transfers what a user owns before the user is deactivated. */

/** A record that the user owns, or an approval request that is assigned to the user. */
export interface OwnedRecord {
	object: string;
	recordId: string;
}

/** The new owner of a user's records, or why there is none. */
export type NewOwner = { userId: string; name: string } | { userId: null; reason: string };

/** What is to be transferred, by user; only users whose records were read. */
export interface Transfers {
	owned: ReadonlyMap<string, readonly OwnedRecord[]>;
	newOwnerOf: (userId: string) => NewOwner;
	/** With more records than this, a person should decide. */
	maxRecordsPerUser: number;
}

/** The steps before a deactivation, or why it must not take place. */
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
