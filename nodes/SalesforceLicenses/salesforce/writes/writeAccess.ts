import type { Step } from '../../licensing/planning/steps';
import type { SalesforceClient } from '../client/client';
import type { Description } from '../client/describe';
import { describe } from '../client/describe';
import { SalesforceError } from '../client/errors';
import type { ObjectName } from '../schema/schema';
import { ASSIGNMENT_END_FIELD } from '../schema/writes';
import { WRITERS } from './writers';

/** The permission that each object requires (Object Reference, "Special Access Rules"). */
const PERMISSIONS: Partial<Record<ObjectName, string>> = {
	User: 'Manage Internal Users',
	UserLogin: 'Manage Users',
	PermissionSetAssignment: 'Assign Permission Sets',
	PermissionSetLicenseAssign: 'Assign Permission Sets',
	UserPackageLicense: 'Manage Package Licenses',
};

const NO_END = `The assignment had an expiration date, and the connected user cannot set it, because the field ${ASSIGNMENT_END_FIELD} of PermissionSetAssignment is not visible. Restore does not create an assignment that would never expire.`;

const VERBS = { createable: 'create', updateable: 'change', deletable: 'delete' } as const;

/**
 * What the connected user may not write, known before the first write: one call for each object that the
 * steps write. If Salesforce does not say, the write itself will.
 */
export async function readWriteAccess(
	client: SalesforceClient,
	steps: readonly Step[],
): Promise<(step: Step) => string | null> {
	const objects = new Set(steps.map((step) => WRITERS[step.step].objectOf(step)));
	const descriptions = new Map<ObjectName, Description>();
	for (const object of objects) {
		const description = await describe(client, object).catch((error: unknown) => {
			if (error instanceof SalesforceError) return null;
			throw error;
		});
		if (description !== null) descriptions.set(object, description);
	}
	return (step) => {
		const { objectOf, operation } = WRITERS[step.step];
		const object = objectOf(step);
		const known = descriptions.get(object)?.fields;
		const isSettable = known?.some(({ name }) => name === ASSIGNMENT_END_FIELD);
		if (step.expiresAt !== undefined && isSettable === false) return NO_END;
		if (descriptions.get(object)?.[operation] !== false) return null;
		const permission = PERMISSIONS[object];
		const cure =
			permission === undefined
				? `Give the connected user edit access to ${object} (Setup > Permission Sets > your set > Object Settings).`
				: `Give the connected user the permission "${permission}" (Setup > Permission Sets > your set > System Permissions).`;
		return `The connected user may not ${VERBS[operation]} records of ${object}. ${cure}`;
	};
}
