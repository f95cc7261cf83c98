import type { Seeding } from './seedOrg';

/**
 * Additional assignments of permission set licenses and packages, up to the given total: for benchmarks,
 * which only need numbers. Pools grow accordingly.
 */
export function addAssignments({ org, catalog }: Seeding, wanted: number): void {
	const people = org.rows('User').filter(({ UserType }) => UserType === 'Standard');
	const pools = [
		...catalog.permissionSetLicenses.map((pool) => ({
			object: 'PermissionSetLicenseAssign',
			user: 'AssigneeId',
			license: 'PermissionSetLicenseId',
			size: 'TotalLicenses',
			pool,
		})),
		...catalog.packages.map((pool) => ({
			object: 'UserPackageLicense',
			user: 'UserId',
			license: 'PackageLicenseId',
			size: 'AllowedLicenses',
			pool,
		})),
	];
	let left = wanted - org.table(pools[0].object).size - org.table('UserPackageLicense').size;
	for (const { object, user, license, size, pool } of pools) {
		const holders = new Set(
			org.rows(object).flatMap((row) => (row[license] === pool.Id ? [row[user]] : [])),
		);
		if (Number(pool[size]) >= 0) pool[size] = people.length + Number(pool[size]);
		for (const { Id, CreatedDate } of people) {
			if (left <= 0) return;
			if (holders.has(Id)) continue;
			org.insert(object, { [user]: Id, [license]: pool.Id, CreatedDate });
			left--;
		}
	}
	if (left > 0)
		throw new RangeError(`${wanted} assignments are more than ${people.length} people can hold`);
}
