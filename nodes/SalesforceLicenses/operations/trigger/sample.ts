import type { OrgConnection } from '../../salesforce/client/orgConnection';
import type { EventName, Happening, PoolEvent } from '../../licensing/watching/events';
import type { License } from '../../licensing/model/licenses';
import { withSoftware } from '../../licensing/model/licenses';
import { readPools } from '../../salesforce/licenses/pools';
import { sampleUsers } from '../../salesforce/watching/sampleUsers';
import type { Pools } from '../../salesforce/watching/watchPools';
import type { TriggerParameters } from './parameters';

/** One example of each selected event from the org: the nearest case if there is no such event now. */
export async function sampleOf(
	connection: OrgConnection,
	{ events, kinds, inactiveDays, softwareOf }: TriggerParameters,
): Promise<{ happenings: Happening[]; pools: Pools }> {
	const { client, now } = connection;
	const pools = await readPools(connection, kinds);
	const licenses = [...pools.values()].flatMap((byId) =>
		[...byId.values()].map(({ ref, license }) => withSoftware(license, softwareOf(ref))),
	);
	const users = await sampleUsers(client, kinds, inactiveDays, now);
	const happenings: Happening[] = [];
	for (const event of events) {
		const userId = users.get(event) ?? users.get('any');
		const license = isPoolEvent(event) ? exampleOf(event, licenses) : undefined;
		if (isPoolEvent(event)) {
			if (license !== undefined) happenings.push({ event, license, occasion: SAMPLE });
		} else if (userId !== undefined) happenings.push(aboutUser(event, userId, pools, users));
	}
	return { happenings, pools };
}

const SAMPLE = 'sample';
const POOL_EVENTS: readonly string[] = [
	'poolLow',
	'poolOverAllocated',
	'licenseExpiring',
	'identifierUnrecognized',
] satisfies PoolEvent[];
const isPoolEvent = (event: EventName): event is PoolEvent => POOL_EVENTS.includes(event);

/** The license that is nearest to the event. */
function exampleOf(event: PoolEvent, licenses: readonly License[]): License | undefined {
	const nearest = (distance: (license: License) => number) =>
		[...licenses].sort((a, b) => distance(a) - distance(b))[0] as License | undefined;
	switch (event) {
		case 'licenseExpiring':
			return nearest(({ expiresAt }) => (expiresAt === null ? Infinity : Date.parse(expiresAt)));
		case 'identifierUnrecognized':
			return nearest(({ softwareModel }) => (softwareModel === null ? 0 : 1));
		default:
			return nearest(({ available, used }) => (used === 0 ? Infinity : (available ?? Infinity)));
	}
}

function aboutUser(
	event: Exclude<EventName, PoolEvent>,
	userId: string,
	pools: Pools,
	users: ReadonlyMap<string, string>,
): Happening {
	const occasion = { text: SAMPLE };
	if (event !== 'subscriptionAssigned' && event !== 'subscriptionRemoved')
		return { event, userId, occasion, idleSince: '1970-01-01T00:00:00Z' };
	const poolId = users.get('license') ?? '';
	const [first] = [...pools.values()].flatMap((byId) => byId.get(poolId)?.ref ?? []);
	const [any] = [...pools.values()].flatMap((byId) => [...byId.values()].map(({ ref }) => ref));
	return { event, userId, occasion, ref: first ?? any };
}
