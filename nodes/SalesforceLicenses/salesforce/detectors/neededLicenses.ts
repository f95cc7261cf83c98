import type { DetectorFacts } from '../../licensing/finding/facts';
import type { SalesforceClient } from '../client/client';
import type { Pool } from '../licenses/kinds/licenseKind';
import { readLicensesOfGroups, readPermissionSets } from '../users/seatLayers';

type Needed = NonNullable<DetectorFacts['permissionSets']>;

/** Which permission set licenses users' permission sets require: 1 read for 400 users. */
export class NeededLicenses {
	private groups: ReturnType<typeof readLicensesOfGroups> | null = null;

	constructor(
		private readonly client: SalesforceClient,
		private readonly pools: ReadonlyMap<string, Pool>,
	) {}

	/** By user; a user who is missing or null is unknown. */
	async of(userIds: readonly string[]): Promise<ReadonlyMap<string, Needed | null>> {
		const unique = [...new Set(userIds)];
		const needed = new Map<string, Needed | null>();
		if (unique.length === 0) return needed;
		const sets = await readPermissionSets(this.client, unique, async () => await this.ofGroups());
		if (sets === null) return needed;
		const groupsAreHidden = this.groups !== null && (await this.groups) === null;
		for (const userId of unique) {
			const held = sets.get(userId) ?? [];
			const byGroup = held.some(({ permissionSetGroupId }) => permissionSetGroupId !== null);
			if (byGroup && groupsAreHidden) {
				needed.set(userId, null);
				continue;
			}
			const licenses = held
				.flatMap(({ licenseIds }) => licenseIds)
				.flatMap((id) => this.pools.get(id)?.ref.licenseIdentifier ?? []);
			needed.set(userId, {
				needed: new Set(licenses),
				withoutLicense: held.filter(({ licenseIds }) => licenseIds.length === 0).length,
			});
		}
		return needed;
	}

	private async ofGroups() {
		this.groups ??= readLicensesOfGroups(this.client);
		return await this.groups;
	}
}
