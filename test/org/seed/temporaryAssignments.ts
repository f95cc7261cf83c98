import type { Row } from '../org';
import type { Seeding } from './seedOrg';

/** One in this many assignments of a permission set or group expires. */
const EVERY = 3;
const ENDS_IN_DAYS = [1, 7, 30] as const;

/**
 * Assignments with an expiration date (Object Reference, PermissionSetAssignment.ExpirationDate): some in
 * the future, and some in the past, of people who hold nothing of the kind now.
 */
export function addTemporaryAssignments({ org, staff, catalog }: Seeding): void {
	const { temporary, passed } = org.assignmentsThatEnd;
	const isGroups = ({ PermissionSetGroupId }: Row) => typeof PermissionSetGroupId === 'string';
	const rows = org.rows('PermissionSetAssignment');
	for (const kind of [rows.filter(isGroups), rows.filter((row) => !isGroups(row))]) {
		kind.forEach((row, index) => {
			if (index % EVERY !== 0) return;
			const days = ENDS_IN_DAYS[(index / EVERY) % ENDS_IN_DAYS.length];
			org.change('PermissionSetAssignment', row, { ExpirationDate: staff.ago(-days) });
			temporary.push(row.Id);
		});
	}
	const holders = new Set(rows.map(({ AssigneeId }) => AssigneeId));
	const without = org
		.rows('User')
		.filter(({ Id, UserType, IsActive }) => {
			return UserType === 'Standard' && IsActive === true && !holders.has(Id);
		})
		.slice(0, 4);
	without.forEach(({ Id }, index) => {
		const { Id: assignment } = org.insert('PermissionSetAssignment', {
			AssigneeId: Id,
			PermissionSetId: index % 2 === 0 ? catalog.permissionSets[0].Id : catalog.groupSet.Id,
			PermissionSetGroupId: index % 2 === 0 ? null : catalog.group.Id,
			ExpirationDate: staff.ago(3 + index),
			SystemModstamp: staff.ago(60),
		});
		passed.push(assignment);
	});
}
