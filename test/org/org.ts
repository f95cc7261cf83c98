import { IdSource } from './ids';
import { Inspector } from './inspector';
import type { ConsumptionCard } from './digitalWallet';
import type { ObjectType, Permission } from './objects/field';
import { PERMISSIONS } from './objects/field';
import { accessPolicies } from './objects/accessPolicies';
import { licenses } from './objects/licenses';
import { FEATURES, people } from './objects/people';
import { neverNull } from './objects/neverNull';
import { runsAs } from './objects/runsAs';
import { work } from './objects/work';
import { checkIntegrity } from './rules/integrity';
import type { RowFault } from './rowFaults';
import { SeatCounts } from './rules/seatCounts';
import type { TransactionLimit } from './rules/transactionLimits';
import { CUSTOM_FIELDS } from './seed/customFields';
import { seedOrg } from './seed/seedOrg';
import { Table } from './table';
import { Transaction } from './transaction';

export type Row = Record<string, unknown> & { Id: string };

export interface OrgOptions {
	users?: number;
	seed?: number;
	/** The least number of assigned permission set and package licenses; more than a usual company has. */
	assignments?: number;
	/** Freezes the clock. */
	now?: Date;
	/** Feature licenses of the org; their flags exist on User. */
	features?: readonly string[];
	digitalExperiences?: boolean;
	/** Objects of features that this org does not have. */
	absentObjects?: readonly string[];
	/** Fields that it does not have or show, as `Object.Field`. */
	hiddenFields?: readonly string[];
	/** The org's language, in which standard profiles are named: en_US, de, es, fr, ja. */
	language?: string;
	/** Administrators by a cloned profile, a permission set and a group, and a user who manages users. */
	otherAdministrators?: boolean;
	/** Assignments of permission sets and groups that expire, or have expired. */
	temporaryAssignments?: boolean;
	/** Expired assignments are still shown, as inactive. */
	showExpiredAssignments?: boolean;
	/** Custom fields on User, one of each type. */
	customFields?: boolean;
	dailyApiLimit?: number;
	apiVersions?: readonly string[];
	/** The page size of a query; Salesforce returns 2,000 at most and sometimes fewer. */
	batchSize?: number;
	/** Pages have fewer rows than requested, as with wide rows. */
	batchSizeUnderfill?: boolean;
	/**
	 * Removing a permission set also removes the permission set license that it required (help topic
	 * users_permissionset_licenses_remove).
	 */
	autoDropLicenses?: boolean;
	/** The code of a refused permission set license removal is not documented: any of three is likely. */
	licenseInUseCode?: 'FIELD_INTEGRITY_EXCEPTION' | 'DEPENDENCY_EXISTS' | 'DELETE_FAILED';
	/** Polls until a Bulk job is complete. */
	bulkPolls?: number;
	/** The most rows of a Bulk result page; Salesforce returns fewer than requested if they are large. */
	bulkPageRows?: number;
	/**
	 * Permission set licenses that a deactivation frees, as Salesforce documents for CPQ since 2024; by
	 * DeveloperName.
	 */
	licensesReleasedOnDeactivation?: readonly string[];
}

/** Customer automation (validation rule, trigger, mixed DML) that makes a write fail. */
export interface Automation {
	object: string;
	operation: 'create' | 'update' | 'delete';
	fails: (row: Row, values: Record<string, unknown>) => boolean;
	code: string;
	message: string;
}

/** A reason why Salesforce refuses to deactivate a user; it reports one at a time. */
export interface Blocker {
	userId: string;
	kind: string;
	code: string;
	message: string;
	/** Whether it still applies; always if omitted. */
	holds?: () => boolean;
}

/** One org in memory: records, permissions and a clock. */
export class Org {
	readonly id: string;
	readonly types: Record<string, ObjectType>;
	readonly tables = new Map<string, Table>();
	readonly ids: IdSource;
	readonly transaction = new Transaction();
	readonly permissions = new Map<string, Set<Permission>>();
	readonly apiVersions: readonly string[];
	readonly seats = new SeatCounts(this);
	readonly automation: Automation[] = [];
	readonly blockers: Blocker[] = [];
	/** Where the seed put waste; the product code cannot see it. */
	readonly groundTruth: Record<string, string[]> = {};
	/** Objects that this org, edition or user does not have: their names cause INVALID_TYPE. */
	readonly absentObjects: Set<string>;
	/** Null where the org has no Data 360. */
	digitalWallet: ConsumptionCard[] | null = null;
	/** Whether Setup Audit Trail records who activated users; without it, an org that was restored is as it was. */
	keepsAuditTrail = false;
	/** Fields that this org, edition or user does not have, as `Object.Field`: they cause INVALID_FIELD. */
	readonly hiddenFields: Set<string>;
	/** Ids of assignments that the seed gave an expiration date, with the option `temporaryAssignments`. */
	assignmentsThatEnd: Record<'temporary' | 'passed', string[]> = { temporary: [], passed: [] };
	/**
	 * Permission sets without a license of their own that contain a permission which requires one; the API
	 * does not show it.
	 */
	readonly hiddenNeeds = new Map<string, string>();
	/** Ids of deleted records: Salesforce still knows that they existed. */
	readonly deletedIds = new Set<string>();
	readonly inspector = new Inspector();
	/** Set by a fault: the error of this row, or undefined. */
	rowFault?: RowFault;
	/** Automation that can handle only this many rows of an object in one transaction. */
	readonly transactionLimits: TransactionLimit[] = [];
	/** How many rows the current transaction writes. */
	rowsInTransaction = 1;
	dailyApiLimit: number;
	apiCalls = 0;
	runAsUserId = '';

	constructor(readonly options: OrgOptions = {}) {
		this.ids = new IdSource(options.seed ?? 1);
		this.absentObjects = new Set(options.absentObjects);
		this.hiddenFields = new Set(options.hiddenFields);
		const features = options.features ?? FEATURES;
		this.types = neverNull({
			...people(features, options.customFields === true ? CUSTOM_FIELDS : {}),
			...licenses({
				digitalExperiences: options.digitalExperiences ?? true,
				clock: () => this.clock(),
			}),
			...work(),
			...accessPolicies(),
			...runsAs(),
		});
		this.apiVersions =
			options.apiVersions ?? Array.from({ length: 38 }, (_, index) => `${31 + index}.0`);
		this.dailyApiLimit = options.dailyApiLimit ?? 100_000;
		this.id = this.newId('Organization');
		seedOrg(this);
		this.seats.recount();
	}

	clock(): Date {
		return this.options.now ?? new Date();
	}

	newId(object: string): string {
		return this.ids.take(this.types[object].keyPrefix);
	}

	table(object: string): Table {
		let table = this.tables.get(object);
		if (table === undefined) this.tables.set(object, (table = new Table()));
		return table;
	}

	rows(object: string): Row[] {
		return [...this.table(object).values()];
	}

	/** Inserts a record without any rule: the seed and the rules themselves use it. */
	insert(object: string, values: Record<string, unknown>): Row {
		const { fields } = this.types[object];
		const row = values as Row;
		row.Id ??= this.newId(object);
		// The other timestamps follow from this one until something happens to the record.
		const stamp = 'CreatedDate' in fields ? 'CreatedDate' : 'SystemModstamp';
		if (stamp in fields) row[stamp] ??= this.clock().toISOString();
		this.table(object).set(row.Id, row);
		this.transaction.note(() => this.table(object).delete(row.Id));
		return row;
	}

	/** Changes a record without any rule. */
	change(object: string, row: Row, values: Record<string, unknown>): void {
		const before = Object.fromEntries(Object.keys(values).map((name) => [name, row[name]]));
		this.table(object).change(row, values);
		this.transaction.note(() => this.table(object).change(row, before));
	}

	/** Deletes a record without any rule. */
	remove(object: string, row: Row): void {
		this.table(object).delete(row.Id);
		this.deletedIds.add(row.Id);
		this.transaction.note(() => {
			this.deletedIds.delete(row.Id);
			this.table(object).set(row.Id, row);
		});
	}

	may(userId: string, permission: Permission | undefined): boolean {
		if (permission === undefined) return true;
		const held = this.permissionsOf(userId);
		// Manage Users includes Manage Internal Users.
		return (
			held.has(permission) || (permission === 'ManageInternalUsers' && held.has('ManageUsers'))
		);
	}

	/** Whether the field exists for the user. */
	mayUse(userId: string, object: string, name: string): boolean {
		if (this.hiddenFields.has(`${object}.${name}`)) return false;
		return this.may(userId, this.types[object]?.fields[name]?.permission);
	}

	/** Sets a nullable field to null: in this record, or in all of them. */
	nullify(object: string, name: string, id?: string): void {
		if (this.types[object].fields[name]?.nillable !== true)
			throw new RangeError(`${object}.${name} is never null`);
		for (const row of this.table(object).values())
			if (id === undefined || row.Id === id) this.change(object, row, { [name]: null });
	}

	/** Whether the object exists for the user. */
	mayRead(userId: string, object: string): boolean {
		const { readPermissions, ownRows } = this.types[object];
		if (this.absentObjects.has(object)) return false;
		return ownRows !== undefined || this.hasOneOf(userId, readPermissions);
	}

	/** The field that must name the user, if users may see only their own records. */
	ownRowsField(userId: string, object: string): string | undefined {
		const { readPermissions, ownRows } = this.types[object];
		return this.hasOneOf(userId, readPermissions) ? undefined : ownRows;
	}

	private hasOneOf(userId: string, permissions: readonly Permission[] | undefined): boolean {
		return permissions === undefined || permissions.some((one) => this.may(userId, one));
	}

	permissionsOf(userId: string): ReadonlySet<Permission> {
		return this.permissions.get(userId) ?? new Set();
	}

	/** Grants and removes permissions, as an administrator does in a profile. */
	setPermissions(userId: string, changes: Partial<Record<Permission, boolean>>): void {
		const held = new Set(this.permissionsOf(userId));
		for (const [permission, granted] of Object.entries(changes)) {
			if (granted) held.add(permission as Permission);
			else held.delete(permission as Permission);
		}
		this.permissions.set(userId, held);
	}

	grantAll(userId: string): void {
		this.permissions.set(userId, new Set(PERMISSIONS));
	}

	/** Everything that is stored, in a form that can be compared. */
	dump(): Record<string, Row[]> {
		return Object.fromEntries(
			[...this.tables].map(([object, table]) => [
				object,
				[...table.values()].map((row) => ({ ...row })),
			]),
		);
	}

	/** Invariants; every returned line is a fault of the simulator or of a client. */
	checkInvariants(): string[] {
		return [...this.seats.check(), ...checkIntegrity(this)];
	}
}
