import type { SoftwareOf } from '../model/softwareModels';
import { UNRECOGNIZED } from '../model/softwareModels';
import type { UserSubscriptions } from '../model/userSubscriptions';
import { describeHeld, toRow } from '../model/userSubscriptions';
import { subscriptionKey } from '../model/subscription';
import { eventKey } from './events';
import type { EventName, Happening } from './events';
import type { TriggerFilter } from './filter';
import { matchesLicense, matchesUser, restrictsLicenses } from './filter';

/** One item of the trigger: the event, and the row it is about. */
export type EventRow = Record<string, unknown> & { event: EventName; eventKey: string };

export interface Telling {
	orgId: string;
	detectedAt: string;
	filter: TriggerFilter;
	softwareOf: SoftwareOf;
	personOf: (userId: string) => PersonThen | undefined;
}

/** A user as read after the event, with the times that distinguish one occasion from another; '' if unknown. */
export interface PersonThen {
	user: UserSubscriptions;
	changedAt: string;
	frozenAt: string;
}

/** The row of an event; null if the filters exclude it, or if the event turned out not to have happened. */
export function toEventRow(happening: Happening, telling: Telling): EventRow | null {
	if ('unnamed' in happening) return unnamedRow(happening, telling);
	if ('license' in happening) {
		const { event, license } = happening;
		if (!matchesLicense(license, telling.filter)) return null;
		const { licenseKey, orgId, ...row } = license;
		return withKeys(event, telling, licenseKey.slice(orgId.length + 1), happening, row, {
			licenseKey,
		});
	}
	const person = telling.personOf(happening.userId)?.user;
	if (!('ref' in happening)) return userRow(happening, person, telling);
	const { event, userId, ref } = happening;
	const user = person ?? unknownUser(telling.orgId, userId);
	const software = telling.softwareOf(ref);
	if (
		!matchesUser(user, telling.filter) ||
		!matchesLicense({ ...ref, ...software }, telling.filter)
	)
		return null;
	const key = subscriptionKey(telling.orgId, userId, ref.licenseKind, ref.licenseIdentifier);
	const held = user.subscriptions.find((one) => one.subscriptionKey === key);
	const assignedAt = event === 'subscriptionAssigned' ? (held?.assignedAt ?? null) : null;
	const row = toRow(user, describeHeld(telling.orgId, userId, ref, software, assignedAt));
	return withKeys(event, telling, key.slice(telling.orgId.length + 1), happening, row);
}

function userRow(
	happening: Extract<Happening, { userId: string }>,
	person: UserSubscriptions | undefined,
	telling: Telling,
): EventRow | null {
	const { event, userId } = happening;
	const user = person ?? unknownUser(telling.orgId, userId);
	const idleSince = 'idleSince' in happening ? happening.idleSince : undefined;
	// A user who left the set of idle users because of a deactivation did not return.
	if (event === 'userReturned' && !isBack(user, idleSince ?? '')) return null;
	if (!matchesUser(user, telling.filter)) return null;
	const seats = user.subscriptions.filter((held) => matchesLicense(held, telling.filter));
	const needsSeat = restrictsLicenses(telling.filter) || event === 'inactiveHolder';
	if (seats.length === 0 && needsSeat) return null;
	const main = seats.find(({ licenseKind }) => licenseKind === 'userLicense') ?? seats[0];
	const row = main === undefined ? { ...toRow(user, NO_SEAT), ...UNSEEN_SEAT } : toRow(user, main);
	return withKeys(event, telling, userId, happening, row, {
		...(event === 'userReturned' ? { wasInactiveSince: idleSince ?? null } : {}),
		subscriptionCount: seats.length,
		subscriptions: seats,
	});
}

const isBack = ({ isActive, lastLoginAt }: UserSubscriptions, idleSince: string) =>
	isActive && lastLoginAt !== null && lastLoginAt.slice(0, 19) > idleSince.slice(0, 19);

function unnamedRow(
	{ event, unnamed: { licenseKind, count }, occasion }: Extract<Happening, { unnamed: unknown }>,
	{ orgId, detectedAt }: Telling,
): EventRow {
	return {
		event,
		count,
		licenseKind,
		message: `More events occurred since the last poll than the trigger can report one by one (about ${count} more). Run Download and compare its rows with those that you stored.`,
		detectedAt,
		eventKey: eventKey(orgId, event, licenseKind ?? '', occasion),
		orgId,
	};
}

/** The key of this occasion, the same for every workflow that polls. */
function occasionOf(happening: Happening, { personOf }: Telling): string {
	const { occasion } = happening;
	if (typeof occasion === 'string') return occasion;
	if ('text' in occasion) return occasion.text;
	const person = 'userId' in happening ? personOf(happening.userId) : undefined;
	return (occasion.when === 'frozen' ? person?.frozenAt : person?.changedAt) ?? '';
}

/** The row in its own order, between what happened and the keys of the event. */
function withKeys(
	event: EventName,
	telling: Telling,
	subject: string,
	happening: Happening,
	row: object,
	more: object = {},
): EventRow {
	const { orgId, detectedAt } = telling;
	// The row has the org too; here it belongs to the event, as its last key.
	const ofTheRow = Object.entries(row).filter(([name]) => name !== 'orgId');
	return {
		event,
		...Object.fromEntries(ofTheRow),
		detectedAt,
		eventKey: eventKey(orgId, event, subject, occasionOf(happening, telling)),
		orgId,
		...more,
	};
}

const NO_SEAT = describeHeld(
	'',
	'',
	{ licenseKind: 'userLicense', licenseIdentifier: '', licenseName: '' },
	UNRECOGNIZED,
	null,
);

/** If the user's seats cannot be read, the columns are there and empty. */
const UNSEEN_SEAT = {
	subscriptionKey: null,
	licenseKind: null,
	licenseIdentifier: null,
	licenseName: null,
};

/** A user whom the connected user can no longer see: the event is reported all the same. */
function unknownUser(orgId: string, userId: string): UserSubscriptions {
	return {
		userKey: `${orgId}:${userId}`,
		orgId,
		userId,
		username: '',
		email: null,
		name: '',
		isActive: false,
		isFrozen: null,
		lastLoginAt: null,
		lastActivityAt: null,
		activitySource: null,
		inactiveDays: null,
		externalCreatedAt: null,
		userType: null,
		profileName: null,
		userLicenseIdentifier: null,
		department: null,
		managerId: null,
		federationId: null,
		lastHumanLoginAt: null,
		lastApiLoginAt: null,
		lastOAuthUseAt: null,
		activityUnknown: null,
		lastWorkAt: null,
		personKey: null,
		personMatch: null,
		subscriptionCount: 0,
		subscriptions: [],
	};
}
