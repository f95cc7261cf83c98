import type { Dependency } from '../../licensing/blockers/blockers';
import type { Judged } from '../../licensing/blockers/seatBlockers';
import { takesAssignedSeat } from '../../licensing/blockers/seatBlockers';
import { seatByIdentifier } from '../../licensing/model/licenses';
import type { OrgConnection } from '../client/orgConnection';
import { readPools } from '../licenses/pools';
import { queryAll, queryByIds, readIfPossible } from '../query/query';
import { policyGrantRecord, setLicenseRecord } from '../schema/accessPolicies';
import { readLicensesOfGroups } from '../users/seatLayers';
import { licensesOfSetsQuery, policyGrantsQuery } from './queries';

/** The others are never applied to users who exist already (Metadata API, UserAccessPolicy.triggerType). */
const ONLY_NEW_USERS = 'Create';

interface Policy {
	id: string;
	name: string | null;
}

/** The active policies that would grant a license again, by seat; null if they could not be read. */
type Policies = ReadonlyMap<string, Policy[]>;

const keyOf = ({ licenseKind, licenseIdentifier }: Judged) =>
	seatByIdentifier(licenseKind, licenseIdentifier).toLowerCase();

/** What would take the seat again after the reclaim. `read` is false if it is not known. */
export async function readPolicyFindings(
	connection: OrgConnection,
	judged: readonly Judged[],
): Promise<{ findingsOf: (one: Judged) => Dependency[]; isUnread: (one: Judged) => boolean }> {
	const asked = judged.filter(takesAssignedSeat);
	const policies = asked.length === 0 ? null : await readPolicies(connection, asked);
	return {
		isUnread: (one) => policies === null && takesAssignedSeat(one),
		findingsOf: (one) =>
			!takesAssignedSeat(one)
				? []
				: (policies?.get(keyOf(one)) ?? []).map(({ id, name }) => ({
						userId: one.userId,
						kind: 'grantedAgain' as const,
						count: 1,
						object: 'UserAccessPolicy',
						recordId: id,
						name,
					})),
	};
}

/** One call; and one or two more only where a policy grants permission sets or groups. */
async function readPolicies(
	connection: OrgConnection,
	judged: readonly Judged[],
): Promise<Policies | null> {
	const { client } = connection;
	const kinds = [...new Set(judged.map(({ licenseKind }) => licenseKind))];
	const pools = await readPools(connection, kinds);
	const read = await readIfPossible(
		client,
		'Blockers: user access policies (UserAccessPolicyAction; needs "View Setup and Configuration")',
		async () => await queryAll(client, policyGrantsQuery, policyGrantRecord),
	);
	if (read === null) return null;
	const grants = read.filter(({ UserAccessPolicy: of }) => of?.TriggerType !== ONLY_NEW_USERS);
	const licensesOf = await licensesOfTargets(
		connection,
		grants.flatMap(({ TargetId }) => TargetId ?? []),
	);
	if (licensesOf === null) return null;
	const policies = new Map<string, Policy[]>();
	for (const { TargetId, UserAccessPolicyId: id, UserAccessPolicy } of grants) {
		for (const licenseId of licensesOf(TargetId ?? '')) {
			const pool = [...pools.values()].map((some) => some.get(licenseId)).find(Boolean);
			if (pool === undefined) continue;
			const { licenseKind, licenseIdentifier } = pool.ref;
			const key = seatByIdentifier(licenseKind, licenseIdentifier).toLowerCase();
			const known = policies.get(key) ?? [];
			if (!known.some((one) => one.id === id)) {
				known.push({ id, name: UserAccessPolicy?.MasterLabel ?? null });
			}
			policies.set(key, known);
		}
	}
	return policies;
}

/** Key prefixes (help article 000385203): a permission set, and a permission set group. */
const [SET, GROUP] = ['0PS', '0PG'];

/** A license itself, or what a permission set or group requires, which comes with its license. */
async function licensesOfTargets(
	{ client }: OrgConnection,
	targets: readonly string[],
): Promise<((targetId: string) => Iterable<string>) | null> {
	const sets = targets.filter((id) => id.startsWith(SET));
	const required = await readIfPossible(
		client,
		'Blockers: licenses of permission sets that user access policies grant (PermissionSet)',
		async () => await queryByIds(client, [...new Set(sets)], licensesOfSetsQuery, setLicenseRecord),
	);
	const hasGroup = targets.some((id) => id.startsWith(GROUP));
	const ofGroups = hasGroup ? await readLicensesOfGroups(client) : new Map<string, Set<string>>();
	if (required === null || ofGroups === null) return null;
	const ofSets = new Map(required.map(({ Id, LicenseId }) => [Id, LicenseId]));
	return (id) => {
		if (id.startsWith(GROUP)) return ofGroups.get(id) ?? [];
		if (id.startsWith(SET)) return [ofSets.get(id) ?? []].flat();
		return [id];
	};
}
