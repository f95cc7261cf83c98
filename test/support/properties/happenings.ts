/* eslint-disable @n8n/community-nodes/require-node-api-error -- what is no refusal of the org is a fault of the test */
import fc from 'fast-check';
import type { Org, Row } from '../../org/org';
import { deleteRecord, updateRecord } from '../../org/records';
import { SalesforceRefusal } from '../../org/refusal';

/** What people do in the org while the node is running. */

const DEEDS = [
	'logsIn',
	'isActivated',
	'isDeactivated',
	'isFrozen',
	'isUnfrozen',
	'getsAnotherProfile',
	'losesPermissionSet',
	'losesPackage',
	'losesFeature',
] as const;

export interface Happening {
	deed: (typeof DEEDS)[number];
	/** The position in the list of users whom the items name. */
	person: number;
	/** The call of the run before which it happens; 0 is before the run starts. */
	atCall: number;
}

export const happening: fc.Arbitrary<Happening> = fc.record({
	deed: fc.constantFrom(...DEEDS),
	person: fc.nat({ max: 13 }),
	atCall: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 45 })),
});

/** Does it as an administrator would; if Salesforce refuses, it does not happen. */
export function happen(org: Org, deed: Happening['deed'], user: Row): void {
	// Locks and limits apply to the run only.
	const { rowFault } = org;
	const limits = org.transactionLimits.splice(0);
	org.rowFault = undefined;
	try {
		DOINGS[deed](org, user);
	} catch (error) {
		if (!(error instanceof SalesforceRefusal)) throw error;
	} finally {
		org.rowFault = rowFault;
		org.transactionLimits.push(...limits);
	}
}

const administrator = (org: Org) =>
	org.rows('User').find(({ Username }) => Username === 'root.admin@acme.example')?.Id ?? '';

function update(org: Org, object: string, id: string | undefined, values: Record<string, unknown>) {
	if (id !== undefined) updateRecord(org, administrator(org), object, id, values);
}

function removeFirst(org: Org, object: string, field: string, { Id }: Row) {
	const [row] = org.table(object).where(field, Id);
	if (row !== undefined) deleteRecord(org, administrator(org), row.Id);
}

function setFrozen(org: Org, { Id }: Row, IsFrozen: boolean) {
	update(org, 'UserLogin', org.table('UserLogin').where('UserId', Id)[0]?.Id, { IsFrozen });
}

const DOINGS: Record<Happening['deed'], (org: Org, user: Row) => void> = {
	logsIn: (org, user) => org.change('User', user, { LastLoginDate: org.clock().toISOString() }),
	isActivated: (org, { Id }) => update(org, 'User', Id, { IsActive: true }),
	isDeactivated: (org, { Id }) => update(org, 'User', Id, { IsActive: false }),
	isFrozen: (org, user) => setFrozen(org, user, true),
	isUnfrozen: (org, user) => setFrozen(org, user, false),
	getsAnotherProfile: (org, { Id, ProfileId }) => {
		const licenseOf = (id: unknown) => org.table('Profile').get(String(id))?.UserLicenseId;
		const other = org
			.rows('Profile')
			.find((profile) => profile.UserLicenseId !== licenseOf(ProfileId))?.Id;
		update(org, 'User', Id, { ProfileId: other });
	},
	losesPermissionSet: (org, user) =>
		removeFirst(org, 'PermissionSetAssignment', 'AssigneeId', user),
	losesPackage: (org, user) => removeFirst(org, 'UserPackageLicense', 'UserId', user),
	losesFeature: (org, user) => {
		const flag = Object.keys(user).find(
			(name) => name.startsWith('UserPermissions') && user[name] === true,
		);
		if (flag !== undefined) update(org, 'User', user.Id, { [flag]: false });
	},
};
