import { describeActivity } from '../../licensing/model/activity';
import type { LicenseKind } from '../../licensing/model/licenses';
import type { SoftwareOf } from '../../licensing/model/softwareModels';
import type { HeldLicense, UserSubscriptions } from '../../licensing/model/userSubscriptions';
import { describeHeld, describeUser } from '../../licensing/model/userSubscriptions';
import type { Happening } from '../../licensing/watching/events';
import type { SalesforceClient } from '../client/client';
import type { Holder } from '../licenses/holder';
import { KIND_READERS } from '../licenses/kinds/allKinds';
import { queryByIds } from '../query/query';
import { userStampRecord, watchedLoginRecord } from '../schema/watching';
import { readHolders } from '../subscriptions/holders';
import { EVERYTHING } from '../subscriptions/selection';
import { loginTimesQuery, userStampsQuery } from './queries';
import type { Pools } from './watchPools';

/** The people that happenings are about, as Download describes them. */

/** From so many users on, reading all of them by Bulk costs fewer calls than asking for each. */
const MOST_BY_ID = 800;

export async function readPeople(
	client: SalesforceClient,
	orgId: string,
	userIds: readonly string[],
	{
		kinds,
		pools,
		softwareOf,
		now,
	}: { kinds: readonly LicenseKind[]; pools: Pools; softwareOf: SoftwareOf; now: Date },
): Promise<ReadonlyMap<string, UserSubscriptions>> {
	const wanted = new Set(userIds);
	const people = new Map<string, UserSubscriptions>();
	if (wanted.size === 0) return people;
	const isFew = wanted.size <= MOST_BY_ID;
	const selection = isFew ? { ...EVERYTHING, userIds: [...wanted].sort() } : EVERYTHING;
	// With a kind beside the user license deactivated users come along too.
	const asked = new Set<LicenseKind>([...kinds, 'userLicense', 'featureLicense']);
	const reading = { api: isFew ? 'rest' : 'auto', readsAll: true } as const;
	for await (const holders of readHolders(client, asked, reading, selection)) {
		for (const holder of holders) {
			const { person, assignmentsOnly } = holder;
			if (!wanted.has(person.userId) || (assignmentsOnly && people.has(person.userId))) continue;
			const signals = [{ signal: 'lastLogin' as const, at: person.lastLoginAt, unknown: null }];
			const user = describeUser(orgId, person, describeActivity(signals, now), holdsOf(holder));
			people.set(person.userId, user);
		}
	}
	return people;

	function holdsOf(holder: Holder): HeldLicense[] {
		return kinds.flatMap((kind) =>
			KIND_READERS[kind]
				.holdsOf(holder, pools.get(kind) ?? new Map())
				.map(({ ref, assignedAt }) =>
					describeHeld(orgId, holder.person.userId, ref, softwareOf(ref), assignedAt),
				),
		);
	}
}

/** When each user was changed last, or frozen: what tells this occasion from an earlier one. */
export async function readOccasions(
	client: SalesforceClient,
	happenings: readonly Happening[],
): Promise<(happening: Happening) => string> {
	const idsFor = (when: 'userChanged' | 'frozen') => [
		...new Set(
			happenings.flatMap((one) =>
				'userId' in one && 'when' in one.occasion && one.occasion.when === when ? [one.userId] : [],
			),
		),
	];
	const stamps = await queryByIds(client, idsFor('userChanged'), userStampsQuery, userStampRecord);
	const logins = await queryByIds(client, idsFor('frozen'), loginTimesQuery, watchedLoginRecord);
	const changed = new Map(stamps.map(({ Id, SystemModstamp }) => [Id, SystemModstamp]));
	const frozen = new Map(logins.map(({ UserId, LastModifiedDate }) => [UserId, LastModifiedDate]));
	return ({ occasion, ...happening }) => {
		if (typeof occasion === 'string') return occasion;
		if ('text' in occasion) return occasion.text;
		const userId = 'userId' in happening ? happening.userId : '';
		return (occasion.when === 'frozen' ? frozen : changed).get(userId) ?? '';
	};
}
