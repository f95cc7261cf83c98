import type { Org, Row } from '../org';

/**
 * Entries of Setup Audit Trail that tell why a seat is in use again. Salesforce documents neither actions nor texts: the
 * actions are those that sfdx-hardis lists, the texts are inferred.
 */
export function noteInAuditTrail(org: Org, byUserId: string, before: Row, after: Row): void {
	if (!org.keepsAuditTrail) return;
	const note = (Action: string, Display: string) =>
		org.insert('SetupAuditTrail', {
			...{ Action, Section: 'Manage Users', Display, CreatedById: byUserId },
			CreatedDate: org.clock().toISOString(),
		});
	if (before.IsActive === false && after.IsActive === true) {
		note('activateduser', `Activated user ${String(after.Name)}`);
	}
	for (const feature of ['Marketing', 'Interaction']) {
		const flag = `UserPermissions${feature}User`;
		if (before[flag] === true || after[flag] !== true) continue;
		note(
			`changed${feature.toLowerCase()}useroffon`,
			`Changed ${feature} User from off to on for user ${String(after.Name)}`,
		);
	}
}
