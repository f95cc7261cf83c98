import type { AssignedKind } from '../../licensing/model/licenses';
import type { StepKind } from '../../licensing/planning/steps';
import type { CurrentUser } from '../../licensing/model/userState';
import { updateRecords } from '../client/collections';
import {
	MAX_RECORDS_PER_CALL,
	ASSIGNMENT_END_FIELD,
	OWNER_FIELDS,
	WRITTEN_FIELDS,
} from '../schema/writes';
import { ASSIGNMENTS } from '../licenses/kinds/allKinds';
import { queryByIds } from '../query/query';
import { ASSIGNMENT_OBJECTS } from '../schema/assignmentObjects';
import { readUserStates } from '../users/currentUsers';
import { ownedObject, readOwners } from '../users/ownership';
import { permissionSetsOfQuery } from '../users/queries';
import { permissionSetAssignmentRecord } from '../schema/records';
import type { ObjectName } from '../schema/schema';
import { featureFlag } from '../schema/schema';
import type { ReadAssignments, Write, Writer } from './writer';
import { assigning, deleting } from './writer';

/** How each kind of step is written. */

/** With 50 or more deleted assignments in one call, Salesforce no longer releases the licenses automatically. */
const MAX_UNASSIGNED_PER_CALL = 49;

/** A field update sets a state: Salesforce has no error that says that it is already so. */
const never = () => false;

function updating(
	object: ObjectName,
	fieldsOf: (write: Write) => Record<string, unknown>,
	isSo: (user: CurrentUser, write: Write) => boolean | null,
): Writer {
	return {
		maxPerCall: MAX_RECORDS_PER_CALL,
		parallel: object !== 'User',
		objectOf: () => object,
		operation: 'updateable',
		keyOf: ({ recordId }) => recordId,
		send: async (client, writes) =>
			await updateRecords(
				client,
				object,
				writes.map((write) => ({ id: write.recordId, fields: fieldsOf(write) })),
			),
		probe: async (client, writes, mustFail) => {
			const rows = writes.map((write) => ({ id: write.recordId, fields: fieldsOf(write) }));
			// The same fields: Salesforce might not check a row without any.
			return await updateRecords(client, object, [...rows, { ...rows[0], id: mustFail }], true);
		},
		saysAlreadySo: never,
		readBack: async (client, writes, now) => {
			const ids = writes.map(({ userId }) => userId);
			const users = await readUserStates(client, ids, now, writes.some(hasFeature));
			return writes.map((write) => {
				const user = users.get(write.userId);
				return user === undefined ? null : isSo(user, write);
			});
		},
	};
}

const hasFeature = ({ steps }: Write) =>
	steps.some(({ step }) => step === 'clearFeatureLicense' || step === 'setFeatureLicense');

const setFlags = (value: boolean) =>
	updating(
		'User',
		({ targets }) => Object.fromEntries(targets.map((feature) => [featureFlag(feature), value])),
		({ featureLicenses }, { targets }) =>
			featureLicenses && targets.every((feature) => featureLicenses.includes(feature) === value),
	);

const setActive = (value: boolean) =>
	updating(
		'User',
		() => ({ [WRITTEN_FIELDS.userIsActive]: value }),
		({ isActive }) => isActive === value,
	);

const setFrozen = (value: boolean) =>
	updating(
		'UserLogin',
		() => ({ [WRITTEN_FIELDS.userLoginIsFrozen]: value }),
		({ isFrozen }) => (isFrozen === null ? null : isFrozen === value),
	);

const setProfile = updating(
	'User',
	({ targets }) => ({ [WRITTEN_FIELDS.userProfileId]: targets[0] }),
	({ profileId }, { targets }) => (profileId === null ? null : profileId === targets[0]),
);

/** A record gets the new owner; an approval request gets the user who decides on it. */
const setOwner: Writer = {
	maxPerCall: MAX_RECORDS_PER_CALL,
	parallel: true,
	objectOf: ({ name }) => ownedObject(name),
	operation: 'updateable',
	keyOf: ({ recordId }) => recordId,
	send: async (client, writes) => {
		const object = ownedObject(writes[0].steps[0].name);
		const updates = writes.map(({ recordId, targets }) => ({
			id: recordId,
			fields: { [OWNER_FIELDS[object]]: targets[0] },
		}));
		return await updateRecords(client, object, updates);
	},
	// Business records have the most automation, which rarely refuses a new owner.
	probe: null,
	saysAlreadySo: never,
	readBack: async (client, writes) => {
		const object = ownedObject(writes[0].steps[0].name);
		const owners = await readOwners(client, [
			{ object, recordIds: writes.map(({ recordId }) => recordId) },
		]);
		// A record that is no longer visible may be deleted, or visible only to its new owner.
		return writes.map(({ recordId, targets }) => {
			const owner = owners.get(recordId);
			return owner === undefined ? null : owner === targets[0];
		});
	},
};

/** Assignments of permission sets, or of groups of them. */
function assignedSets(targetField: 'PermissionSetId' | 'PermissionSetGroupId'): ReadAssignments {
	return async (client, userIds) => {
		const query = (ids: readonly string[]) => permissionSetsOfQuery(ids);
		const rows = await queryByIds(client, userIds, query, permissionSetAssignmentRecord);
		return rows.map((row) => ({ id: row.Id, userId: row.AssigneeId, target: row[targetField] }));
	};
}
const sets = assignedSets('PermissionSetId');
const groups = assignedSets('PermissionSetGroupId');

/** Assignments of a license. */
function assignedLicenses(kind: AssignedKind): ReadAssignments {
	return async (client, userIds) =>
		(await ASSIGNMENTS[kind].ofUsers(client, userIds)).map(({ id, userId, licenseId }) => ({
			id,
			userId,
			target: licenseId,
		}));
}

const removing = (kind: AssignedKind) =>
	deleting(ASSIGNMENT_OBJECTS[kind].object, assignedLicenses(kind));

function assigningLicense(kind: AssignedKind): Writer {
	const { object, userField, licenseField } = ASSIGNMENT_OBJECTS[kind];
	return assigning(object, [userField, licenseField], assignedLicenses(kind));
}

/** The writer for every kind of step; one that is missing does not compile. */
export const WRITERS: Readonly<Record<StepKind, Writer>> = {
	transferRecord: setOwner,
	returnRecord: setOwner,
	removePermissionSet: deleting('PermissionSetAssignment', sets, MAX_UNASSIGNED_PER_CALL),
	removePermissionSetGroup: deleting('PermissionSetAssignment', groups, MAX_UNASSIGNED_PER_CALL),
	removePermissionSetLicense: removing('permissionSetLicense'),
	removePackageLicense: removing('packageLicense'),
	clearFeatureLicense: setFlags(false),
	freeze: setFrozen(true),
	deactivate: setActive(false),
	changeProfile: setProfile,
	reactivate: setActive(true),
	restoreProfile: setProfile,
	assignPermissionSetLicense: assigningLicense('permissionSetLicense'),
	assignPermissionSet: assigning(
		'PermissionSetAssignment',
		WRITTEN_FIELDS.permissionSetAssignment,
		sets,
		ASSIGNMENT_END_FIELD,
	),
	assignPermissionSetGroup: assigning(
		'PermissionSetAssignment',
		WRITTEN_FIELDS.permissionSetGroupAssignment,
		groups,
		ASSIGNMENT_END_FIELD,
	),
	assignPackageLicense: assigningLicense('packageLicense'),
	setFeatureLicense: setFlags(true),
	unfreeze: setFrozen(false),
};
