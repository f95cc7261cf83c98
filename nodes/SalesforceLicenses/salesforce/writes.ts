import type { Step, StepKind } from '../licensing/steps';
import type { CurrentUser } from '../licensing/userState';
import type { SalesforceClient } from './client';
import type { WriteResult } from './collections';
import { createRecords, deleteRecords, MAX_RECORDS_PER_CALL, updateRecords } from './collections';
import { readUserStates } from './currentUsers';
import {
	existingQuery,
	packageLicensesOfQuery,
	permissionSetLicensesOfQuery,
	permissionSetsOfQuery,
} from './queriesOfUsers';
import { ownedObject, readOwners } from './ownership';
import type { Query } from './queries';
import { queryByIds } from './query';
import {
	idRecord,
	permissionSetAssignmentRecord,
	permissionSetLicenseAssignRecord,
	userPackageLicenseRecord,
} from './records';
import type { ObjectName } from './schema';
import { featureFlag } from './schema';
import { OWNER_FIELDS, WRITTEN_FIELDS } from './schemaOfWrites';

/** One record to write, and every step that waits for it: candidates of one user share the write. */
export interface Write {
	recordId: string;
	userId: string;
	/** The same for all steps of a write, but for features: those of one user go in one record. */
	targets: string[];
	steps: Step[];
}

/** How one kind of step reaches Salesforce, and how its effect is seen when the answer was lost. */
export interface Writer {
	maxPerCall: number;
	/** Writes of User lock groups and roles of the whole org, so they go one call after the other. */
	parallel: boolean;
	objectOf: (step: Step) => ObjectName;
	operation: 'createable' | 'updateable' | 'deletable';
	/** Steps on one record become one write, or one for each target. */
	keyOf: (step: Step) => string;
	send: (client: SalesforceClient, writes: readonly Write[]) => Promise<WriteResult[]>;
	/** Refusals that say that the state is the wanted one already. */
	alreadyDone: ReadonlySet<string>;
	/** For each write: it happened, it did not, or nobody can tell (null). */
	readBack: (
		client: SalesforceClient,
		writes: readonly Write[],
		now: Date,
	) => Promise<Array<boolean | null>>;
}

const NONE: ReadonlySet<string> = new Set();
const GONE: ReadonlySet<string> = new Set([
	'ENTITY_IS_DELETED',
	'NOT_FOUND',
	'INVALID_CROSS_REFERENCE_KEY',
]);
const THERE: ReadonlySet<string> = new Set(['DUPLICATE_VALUE']);

/** From 50 unassignments in one call on, Salesforce no longer releases the licenses by itself. */
const MAX_UNASSIGNED_PER_CALL = 49;

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
		alreadyDone: NONE,
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

function deleting(object: ObjectName, maxPerCall = MAX_RECORDS_PER_CALL): Writer {
	return {
		maxPerCall,
		parallel: true,
		objectOf: () => object,
		operation: 'deletable',
		keyOf: ({ recordId }) => recordId,
		send: async (client, writes) =>
			await deleteRecords(
				client,
				writes.map(({ recordId }) => recordId),
			),
		alreadyDone: GONE,
		readBack: async (client, writes) => {
			const ids = writes.map(({ recordId }) => recordId);
			const toQuery = (some: readonly string[]) => existingQuery(object, some);
			const there = await queryByIds(client, ids, toQuery, idRecord);
			const left = new Set(there.map(({ Id }) => Id));
			return ids.map((id) => !left.has(id));
		},
	};
}

function assigning<T>(
	object: ObjectName,
	[userField, targetField]: readonly string[],
	held: {
		query: (userIds: readonly string[]) => Query;
		schema: Parameters<typeof queryByIds<T>>[3];
		targetOf: (row: T) => [userId: string, target: string | null];
	},
): Writer {
	return {
		maxPerCall: MAX_RECORDS_PER_CALL,
		parallel: true,
		objectOf: () => object,
		operation: 'createable',
		keyOf: ({ recordId, target }) => `${recordId}:${target}`,
		send: async (client, writes) =>
			await createRecords(
				client,
				object,
				writes.map(({ userId, targets }) => ({ [userField]: userId, [targetField]: targets[0] })),
			),
		alreadyDone: THERE,
		readBack: async (client, writes) => {
			const users = [...new Set(writes.map(({ userId }) => userId))];
			const rows = await queryByIds(client, users, held.query, held.schema);
			const there = new Set(rows.map((row) => held.targetOf(row).join(':')));
			return writes.map(({ userId, targets }) => there.has(`${userId}:${targets[0]}`));
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

/** A record gets its owner; an approval request the user who decides on it. */
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
	alreadyDone: NONE,
	readBack: async (client, writes) => {
		const object = ownedObject(writes[0].steps[0].name);
		const owners = await readOwners(client, [
			{ object, recordIds: writes.map(({ recordId }) => recordId) },
		]);
		return writes.map(({ recordId, targets }) => owners.get(recordId) === targets[0]);
	},
};

/** Every kind of step; one that is missing does not compile. */
export const WRITERS: Readonly<Record<StepKind, Writer>> = {
	transferRecord: setOwner,
	returnRecord: setOwner,
	removePermissionSet: deleting('PermissionSetAssignment', MAX_UNASSIGNED_PER_CALL),
	removePermissionSetGroup: deleting('PermissionSetAssignment', MAX_UNASSIGNED_PER_CALL),
	removePermissionSetLicense: deleting('PermissionSetLicenseAssign'),
	removePackageLicense: deleting('UserPackageLicense'),
	clearFeatureLicense: setFlags(false),
	freeze: setFrozen(true),
	deactivate: setActive(false),
	changeProfile: setProfile,
	reactivate: setActive(true),
	restoreProfile: setProfile,
	assignPermissionSetLicense: assigning(
		'PermissionSetLicenseAssign',
		WRITTEN_FIELDS.permissionSetLicenseAssign,
		{
			query: permissionSetLicensesOfQuery,
			schema: permissionSetLicenseAssignRecord,
			targetOf: (row) => [row.AssigneeId, row.PermissionSetLicenseId],
		},
	),
	assignPermissionSet: assigning(
		'PermissionSetAssignment',
		WRITTEN_FIELDS.permissionSetAssignment,
		{
			query: permissionSetsOfQuery,
			schema: permissionSetAssignmentRecord,
			targetOf: (row) => [row.AssigneeId, row.PermissionSetId],
		},
	),
	assignPermissionSetGroup: assigning(
		'PermissionSetAssignment',
		WRITTEN_FIELDS.permissionSetGroupAssignment,
		{
			query: permissionSetsOfQuery,
			schema: permissionSetAssignmentRecord,
			targetOf: (row) => [row.AssigneeId, row.PermissionSetGroupId],
		},
	),
	assignPackageLicense: assigning('UserPackageLicense', WRITTEN_FIELDS.userPackageLicense, {
		query: packageLicensesOfQuery,
		schema: userPackageLicenseRecord,
		targetOf: (row) => [row.UserId, row.PackageLicenseId],
	}),
	setFeatureLicense: setFlags(true),
	unfreeze: setFrozen(false),
};
