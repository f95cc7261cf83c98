import type { Caps } from '../../../licensing/planning/caps';
import { capExceeded, kindsTouched, sharesOf } from '../../../licensing/planning/caps';
import type { SeatPool } from '../../../licensing/model/licenses';
import type { Outcome } from '../../../licensing/planning/outcome';
import type { CurrentUser } from '../../../licensing/model/userState';
import { activeUserCount } from '../../../salesforce/organization/queries';
import { count } from '../../../salesforce/query/query';
import { readPools } from '../../../salesforce/licenses/pools';
import type { Connection } from '../../../transport/connect';
import { usersToWrite } from './wholeRun';

/** The pools whose seats a plan frees, or to which a plan is compared. */
export async function poolsTouched(
	connection: Connection,
	plan: readonly Outcome[],
): Promise<SeatPool[]> {
	const pools = await readPools(connection, kindsTouched(plan));
	return [...pools.values()].flatMap((byId) => [...byId.values()].map(({ license }) => license));
}

/** Why the plan is too large for one run, or null. */
export async function checkCaps(
	caps: Caps,
	{ client }: Connection,
	plan: readonly Outcome[],
	current: ReadonlyMap<string, CurrentUser>,
	pools: readonly SeatPool[],
): Promise<string | null> {
	const users = usersToWrite(plan);
	if (users === 0) return null;
	const activeLicenseOf = (userId: string) => {
		const user = current.get(userId);
		return user?.isActive === true ? user.userLicenseIdentifier : null;
	};
	const shares = sharesOf(plan, activeLicenseOf, pools);
	// Without a pool to compare with (not readable, or only inactive users), the plan is compared to the
	// whole org.
	const ofOrg = async () => ({
		of: 'active users',
		users,
		whole: await count(client, activeUserCount),
	});
	return capExceeded(users, caps, shares.length > 0 ? shares : [await ofOrg()]);
}
