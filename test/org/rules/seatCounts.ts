import type { Org, Row } from '../org';

/** Objects that hold a seat, the field that names the pool, and the pool's object. */
const HOLDERS = {
	PermissionSetLicenseAssign: { field: 'PermissionSetLicenseId', pool: 'PermissionSetLicense' },
	UserPackageLicense: { field: 'PackageLicenseId', pool: 'PackageLicense' },
} as const;
const POOLS = ['UserLicense', 'PermissionSetLicense', 'PackageLicense'] as const;
export const FLAG = 'UserPermissions';

/**
 * UsedLicenses of every pool, kept in step with the rows. A user license is used by active users
 * only; the other kinds stay used after a deactivation (help article 000386472).
 */
export class SeatCounts {
	/** Seats of feature licenses, by flag; no object lists them (help article 000387847). */
	readonly featureTotals = new Map<string, number>();
	private readonly featureUsed = new Map<string, number>();

	constructor(private readonly org: Org) {}

	userLicenseOf(user: Row): Row | undefined {
		const profile = this.org.table('Profile').get(String(user.ProfileId));
		return this.org.table('UserLicense').get(String(profile?.UserLicenseId));
	}

	change(pool: Row | undefined, by: number): void {
		if (pool === undefined) return;
		pool.UsedLicenses = Number(pool.UsedLicenses) + by;
		this.org.transaction.note(() => (pool.UsedLicenses = Number(pool.UsedLicenses) - by));
	}

	changeFeature(flag: string, by: number): void {
		this.featureUsed.set(flag, this.usedOf(flag) + by);
		this.org.transaction.note(() => this.featureUsed.set(flag, this.usedOf(flag) - by));
	}

	usedOf(flag: string): number {
		return this.featureUsed.get(flag) ?? 0;
	}

	isFeatureFull(flag: string): boolean {
		return this.usedOf(flag) >= (this.featureTotals.get(flag) ?? Infinity);
	}

	poolOf(object: string, row: Row): Row | undefined {
		const holder = HOLDERS[object as keyof typeof HOLDERS] as
			| (typeof HOLDERS)[keyof typeof HOLDERS]
			| undefined;
		return holder === undefined
			? undefined
			: this.org.table(holder.pool).get(String(row[holder.field]));
	}

	/** Whether one more seat can be assigned. */
	isFull(pool: Row | undefined): boolean {
		if (pool === undefined) return false;
		const total = Number(pool.TotalLicenses ?? pool.AllowedLicenses);
		return total >= 0 && Number(pool.UsedLicenses) >= total;
	}

	recount(): void {
		const { pools, features } = this.count();
		for (const object of POOLS) {
			for (const pool of this.org.table(object).values()) pool.UsedLicenses = pools.get(pool.Id);
		}
		for (const [flag, used] of features) this.featureUsed.set(flag, used);
	}

	check(): string[] {
		const { pools, features } = this.count();
		const wrong = (what: string, says: unknown, used: number) =>
			says === used ? [] : [`${what} says ${String(says)} used, and the rows say ${used}`];
		return [
			...POOLS.flatMap((object) =>
				[...this.org.table(object).values()].flatMap(({ Id, UsedLicenses }) =>
					wrong(`${object} ${Id}`, UsedLicenses, pools.get(Id) ?? 0),
				),
			),
			...[...features].flatMap(([flag, used]) => wrong(flag, this.usedOf(flag), used)),
		];
	}

	private count(): { pools: Map<string, number>; features: Map<string, number> } {
		const pools = new Map<string, number>();
		for (const object of POOLS) {
			for (const id of this.org.table(object).keys()) pools.set(id, 0);
		}
		const flags = Object.keys(this.org.types.User.fields).filter((name) => name.startsWith(FLAG));
		const features = new Map(flags.map((name) => [name, 0]));
		const add = (counts: Map<string, number>, id: string) =>
			counts.set(id, (counts.get(id) ?? 0) + 1);
		const licenseOf = new Map(
			this.org.rows('Profile').map(({ Id, UserLicenseId }) => [Id, String(UserLicenseId)]),
		);
		for (const user of this.org.table('User').values()) {
			const license = licenseOf.get(String(user.ProfileId));
			if (user.IsActive === true && license !== undefined) add(pools, license);
			for (const flag of flags) if (user[flag] === true) add(features, flag);
		}
		for (const [object, { field }] of Object.entries(HOLDERS)) {
			for (const row of this.org.table(object).values()) add(pools, String(row[field]));
		}
		return { pools, features };
	}
}
