import { describeActivity } from '../../licensing/model/activity';
import type { LicenseKind } from '../../licensing/model/licenses';
import type { SoftwareOf } from '../../licensing/model/softwareModels';
import { describeHeld, describeUser } from '../../licensing/model/userSubscriptions';
import type { PersonThen } from '../../licensing/watching/rows';
import { readFreezeTimes } from '../activity/freezeTimes';
import type { SalesforceClient } from '../client/client';
import type { Holder } from '../licenses/holder';
import { KIND_READERS } from '../licenses/kinds/allKinds';
import { toIso } from '../schema/columnTypes';
import { STAMP } from '../schema/watching';
import { readHolders } from '../subscriptions/holders';
import { EVERYTHING } from '../subscriptions/selection';
import { readHoldersById } from './holdersById';
import type { Pools } from './watchPools';

/** The users of events, as Download describes them. */

/** Above this number of users, reading all of them with Bulk costs fewer calls than querying these. */
const MOST_BY_ID = 10_000;

interface Describing {
	orgId: string;
	kinds: readonly LicenseKind[];
	pools: Pools;
	softwareOf: SoftwareOf;
	now: Date;
}

export async function readPeople(
	client: SalesforceClient,
	userIds: readonly string[],
	describing: Describing,
): Promise<ReadonlyMap<string, PersonThen>> {
	const wanted = new Set(userIds);
	const people = new Map<string, PersonThen>();
	if (wanted.size === 0) return people;
	if (wanted.size <= MOST_BY_ID) {
		for (const { holder, changedAt, frozenAt } of await readHoldersById(client, [...wanted]))
			people.set(holder.person.userId, { user: describe(holder, describing), changedAt, frozenAt });
		return people;
	}
	const frozen = await readFreezeTimes(client);
	// If a kind besides the user license is read, deactivated users are included too.
	const asked = new Set<LicenseKind>([...describing.kinds, 'userLicense', 'featureLicense']);
	const reading = { api: 'auto', readsAll: true } as const;
	const selection = { ...EVERYTHING, details: [STAMP] };
	for await (const holders of readHolders(client, asked, reading, selection)) {
		for (const holder of holders) {
			const { userId } = holder.person;
			if (!wanted.has(userId) || people.has(userId)) continue;
			people.set(userId, {
				user: describe(holder, describing),
				changedAt: toIso(String(holder.details[STAMP] ?? '')) ?? '',
				frozenAt: frozen?.get(userId) ?? '',
			});
		}
	}
	return people;
}

function describe(holder: Holder, { orgId, kinds, pools, softwareOf, now }: Describing) {
	const { person } = holder;
	const held = kinds.flatMap((kind) =>
		KIND_READERS[kind]
			.holdsOf(holder, pools.get(kind) ?? new Map())
			.map(({ ref, assignedAt }) =>
				describeHeld(orgId, person.userId, ref, softwareOf(ref), assignedAt),
			),
	);
	const signals = [{ signal: 'lastLogin' as const, at: person.lastLoginAt, unknown: null }];
	return describeUser(orgId, person, describeActivity(signals, now), held);
}
