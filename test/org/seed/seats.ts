import type { Row } from '../org';
import type { Habit, Seeding } from './seedOrg';

/** Permission set licenses, packages and feature flags of one user. */
export function addSeats(seeding: Seeding, user: Row, habit: Habit): void {
	if (user.UserType === 'Standard') {
		addPermissionSetLicense(seeding, user, habit);
		addPackage(seeding, user, habit);
	}
	addFeatures(seeding, user, habit);
}

function addPermissionSetLicense(seeding: Seeding, user: Row, habit: Habit): void {
	const { org, catalog, chance, truth } = seeding;
	if (chance() >= 0.5) return;
	const index = Math.floor(chance() * 3);
	org.insert('PermissionSetLicenseAssign', {
		AssigneeId: user.Id,
		PermissionSetLicenseId: catalog.permissionSetLicenses[index].Id,
		CreatedDate: user.CreatedDate,
	});
	if (habit === 'gone') truth('inactiveWithPermissionSetLicense', user);
	// The smallest company has one that no permission set requires.
	const isFirst = org.table('PermissionSetLicenseAssign').size === 1;
	const need = isFirst ? 0 : chance();
	if (need < 0.2) {
		truth('permissionSetLicenseWithoutNeed', user);
		return;
	}
	const assign = (PermissionSetId: string, PermissionSetGroupId: string | null) =>
		org.insert('PermissionSetAssignment', {
			AssigneeId: user.Id,
			PermissionSetId,
			PermissionSetGroupId,
			SystemModstamp: user.CreatedDate,
		});
	if (need < 0.4 && index === 1) {
		assign(catalog.groupSet.Id, catalog.group.Id);
		truth('permissionSetLicenseNeededByGroup', user);
	} else if (need < 0.25 && index === 0) {
		assign(catalog.hiddenNeed.Id, null);
		truth('permissionSetLicenseNeededUnseen', user);
	} else {
		assign(catalog.permissionSets[index].Id, null);
	}
}

function addPackage(
	{ org, staff, catalog, chance, truth }: Seeding,
	user: Row,
	habit: Habit,
): void {
	if (chance() >= 0.35) return;
	org.insert('UserPackageLicense', {
		UserId: user.Id,
		PackageLicenseId: staff.pick(catalog.packages).Id,
		CreatedDate: user.CreatedDate,
	});
	if (habit === 'gone') truth('inactiveWithPackageLicense', user);
}

const FEATURES = [
	['UserPermissionsMarketingUser', 0.2],
	['UserPermissionsSupportUser', 0.15],
	['UserPermissionsInteractionUser', 0.1],
] as const;

function addFeatures({ org, chance, truth }: Seeding, user: Row, habit: Habit): void {
	for (const [flag, share] of FEATURES) {
		if (chance() >= share || !(flag in org.types.User.fields)) continue;
		user[flag] = true;
		if (habit === 'gone') truth('inactiveWithFeatureLicense', user);
	}
}
