import { Inspector } from './inspector';
import type { ObjectType, Permission } from './objects/field';
import { PERMISSIONS } from './objects/field';
import { licenses } from './objects/licenses';
import { FEATURES, people } from './objects/people';
import { work } from './objects/work';
import { checkIntegrity } from './rules/integrity';
import { SeatCounts } from './rules/seatCounts';
import { seedOrg } from './seed/seedOrg';

export type Row = Record<string, unknown> & { Id: string };

export interface OrgOptions {
	users?: number;
	seed?: number;
	/** Freezes the clock. */
	now?: Date;
	/** Feature licenses that the org has; their flags exist on User. */
	features?: readonly string[];
	digitalExperiences?: boolean;
	dailyApiLimit?: number;
	apiVersions?: readonly string[];
	/** The page size of a query; Salesforce gives 2,000 at most and sometimes fewer. */
	batchSize?: number;
	/** Removing a permission set also drops the permission set license it needed (help topic users_permissionset_licenses_remove). */
	autoDropLicenses?: boolean;
	/** The code of a refused permission set license removal is not documented: any of three is likely. */
	licenseInUseCode?: 'FIELD_INTEGRITY_EXCEPTION' | 'DEPENDENCY_EXISTS' | 'DELETE_FAILED';
	/** Polls until a Bulk job is complete. */
	bulkPolls?: number;
}

/** Customer automation (validation rule, trigger, mixed DML) that makes a write fail. */
export interface Automation {
	object: string;
	operation: 'create' | 'update' | 'delete';
	fails: (row: Row, values: Record<string, unknown>) => boolean;
	code: string;
	message: string;
}

/** A reason why Salesforce does not let a user be deactivated; it names one at a time. */
export interface Blocker {
	userId: string;
	kind: string;
	code: string;
	message: string;
}

const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of an id: the suffix says which characters are upper case (help article 000385585). */
export function withChecksum(id15: string): string {
	let suffix = '';
	for (const start of [0, 5, 10]) {
		let bits = 0;
		for (let index = 0; index < 5; index++) {
			const char = id15.charCodeAt(start + index);
			if (char >= 65 && char <= 90) bits |= 1 << index;
		}
		suffix += CHECKSUM[bits];
	}
	return id15 + suffix;
}

/** One org in memory: records, who may do what, and a clock. */
export class Org {
	readonly id: string;
	readonly types: Record<string, ObjectType>;
	readonly tables = new Map<string, Map<string, Row>>();
	readonly permissions = new Map<string, Set<Permission>>();
	readonly apiVersions: readonly string[];
	readonly seats = new SeatCounts(this);
	readonly automation: Automation[] = [];
	readonly blockers: Blocker[] = [];
	/** Where the seed put waste; no product code can see it. */
	readonly groundTruth: Record<string, string[]> = {};
	readonly inspector = new Inspector();
	/** Set by a fault: an error code for this row, or undefined. */
	rowFault?: (object: string, id: string, operation: string) => string | undefined;
	dailyApiLimit: number;
	apiCalls = 0;
	runAsUserId = '';
	private nextNumber = 1;

	constructor(readonly options: OrgOptions = {}) {
		const features = options.features ?? FEATURES;
		this.types = {
			...people(features),
			...licenses({ digitalExperiences: options.digitalExperiences ?? true }),
			...work(),
		};
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

	/** Ids grow with time and sort by age, as in a real org; orgs of different seeds share none. */
	newId(object: string): string {
		const instance = (this.options.seed ?? 1).toString(36).toUpperCase().padStart(3, '0').slice(-3);
		const serial = (this.nextNumber++).toString(36).toUpperCase().padStart(7, '0');
		return withChecksum(`${this.types[object].keyPrefix}5g${instance}${serial}`);
	}

	table(object: string): Map<string, Row> {
		let table = this.tables.get(object);
		if (table === undefined) this.tables.set(object, (table = new Map<string, Row>()));
		return table;
	}

	rows(object: string): Row[] {
		return [...this.table(object).values()];
	}

	/** Puts a record in without any rule: the seed and the rules themselves use it. */
	insert(object: string, values: Record<string, unknown>): Row {
		const { fields } = this.types[object];
		const row: Row = { ...values, Id: (values.Id as string | undefined) ?? this.newId(object) };
		const created = values.CreatedDate ?? this.clock().toISOString();
		for (const name of ['CreatedDate', 'LastModifiedDate', 'SystemModstamp']) {
			if (name in fields) row[name] ??= created;
		}
		this.table(object).set(row.Id, row);
		return row;
	}

	may(userId: string, permission: Permission | undefined): boolean {
		return permission === undefined || this.permissions.get(userId)?.has(permission) === true;
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

	/** What must always hold; every line that comes back is a fault of the simulator or of a client. */
	checkInvariants(): string[] {
		return [...this.seats.check(), ...checkIntegrity(this)];
	}
}
