import type { License, LicenseKind, LicenseRef } from '../model/licenses';

/** The events of the trigger, and what makes two of them the same. */

export const POOL_EVENTS = [
	'poolLow',
	'poolOverAllocated',
	'licenseExpiring',
	'identifierUnrecognized',
] as const;
export const SUBSCRIPTION_EVENTS = ['subscriptionAssigned', 'subscriptionRemoved'] as const;
export const USER_EVENTS = [
	'userInactive',
	'userReturned',
	'inactiveHolder',
	'frozenHolder',
] as const;

export type PoolEvent = (typeof POOL_EVENTS)[number];
export type SubscriptionEvent = (typeof SUBSCRIPTION_EVENTS)[number];
export type UserEvent = (typeof USER_EVENTS)[number];
export type EventName = PoolEvent | SubscriptionEvent | UserEvent;
export const EVENT_NAMES: readonly EventName[] = [
	...SUBSCRIPTION_EVENTS,
	...USER_EVENTS,
	...POOL_EVENTS,
];

/**
 * One event. `occasion` distinguishes it from every earlier one of its kind: a record, a time of the org,
 * or, if the org has neither, the day. It never depends on who polls, and hardly on when.
 */
export type Happening =
	| { event: PoolEvent; license: License; occasion: string }
	| { event: SubscriptionEvent; userId: string; ref: LicenseRef; occasion: Occasion }
	| { event: UserEvent; userId: string; occasion: Occasion; idleSince?: string }
	| { event: EventName; unnamed: Unnamed; occasion: string };

/** The text, or what must be looked up about the user before it is known. */
export type Occasion = { text: string } | { when: 'userChanged' | 'frozen' };

/** More changes between two polls than the memory of the trigger can name. */
export interface Unnamed {
	licenseKind: LicenseKind | null;
	count: number;
}

export function eventKey(orgId: string, event: EventName, subject: string, occasion: string) {
	return [orgId, event, subject, occasion].filter((part) => part !== '').join(':');
}
