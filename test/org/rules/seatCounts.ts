import type { Org, Row } from '../org';

/** Objects that hold a seat, the field that names the pool, and the pool's object. */
const HOLDERS = {
	PermissionSetLicenseAssign: { field: 'PermissionSetLicenseId', pool: 'PermissionSetLicense' },
	UserPackageLicense: { field: 'PackageLicenseId', pool: 'PackageLicense' },
} as const;

/**
 * UsedLicenses of every pool, kept in step with the rows. A user license is used by active users
 * only; the other kinds stay used after a deactivation (help article 000386472).
 */
export class SeatCounts {
	constructor(private readonly org: Org) {}

	userLicenseOf(user: Row): Row | undefined {
		const profile = this.org.table('Profile').get(String(user.ProfileId));
		return this.org.table('UserLicense').get(String(profile?.UserLicenseId));
	}

	change(pool: Row | undefined, by: number): void {
		if (pool !== undefined) pool.UsedLicenses = Number(pool.UsedLicenses) + by;
	}

	poolOf(object: string, row: Row): Row | undefined {
		const holder = HOLDERS[object as keyof typeof HOLDERS] as
			| (typeof HOLDERS)[keyof typeof HOLDERS]
			| undefined;
		return holder === undefined
			? undefined
			: this.org.table(holder.pool).get(String(row[holder.field]));
	}

	/** Whether one more seat can be taken. */
	isFull(pool: Row | undefined): boolean {
		if (pool === undefined) return false;
		const total = Number(pool.TotalLicenses ?? pool.AllowedLicenses);
		return total >= 0 && Number(pool.UsedLicenses) >= total;
	}

	recount(): void {
		for (const [id, used] of this.count()) {
			for (const object of ['UserLicense', 'PermissionSetLicense', 'PackageLicense']) {
				const pool = this.org.table(object).get(id);
				if (pool !== undefined) pool.UsedLicenses = used;
			}
		}
	}

	check(): string[] {
		return [...this.count()].flatMap(([id, used]) =>
			['UserLicense', 'PermissionSetLicense', 'PackageLicense'].flatMap((object) => {
				const pool = this.org.table(object).get(id);
				return pool === undefined || pool.UsedLicenses === used
					? []
					: [`${object} ${id} says ${String(pool.UsedLicenses)} used, and the rows say ${used}`];
			}),
		);
	}

	private count(): Map<string, number> {
		const used = new Map<string, number>();
		for (const object of ['UserLicense', 'PermissionSetLicense', 'PackageLicense']) {
			for (const id of this.org.table(object).keys()) used.set(id, 0);
		}
		const add = (id: string | undefined) =>
			id !== undefined && used.set(id, (used.get(id) ?? 0) + 1);
		for (const user of this.org.table('User').values()) {
			if (user.IsActive === true) add(this.userLicenseOf(user)?.Id);
		}
		for (const [object, { field }] of Object.entries(HOLDERS)) {
			for (const row of this.org.table(object).values()) add(String(row[field]));
		}
		return used;
	}
}
