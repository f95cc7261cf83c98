import type { ObjectType, Permission } from './objects';
import { FEATURES, objectTypes } from './objects';
import { seedOrg } from './seed';
import { SalesforceRefusal } from './refusal';

export type Row = Record<string, unknown> & { Id: string };

export interface OrgOptions {
	users?: number;
	seed?: number;
	now?: Date;
	features?: readonly string[];
	dailyApiLimit?: number;
	apiVersions?: readonly string[];
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of an id: the suffix says which characters are upper case (help article 000385585). */
export function withChecksum(id15: string): string {
	let suffix = '';
	for (const start of [0, 5, 10]) {
		let bits = 0;
		for (let index = 0; index < 5; index++)
			if (/[A-Z]/.test(id15[start + index])) bits |= 1 << index;
		suffix += ALPHABET[bits];
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
	readonly dailyApiLimit: number;
	runAsUserId = '';
	apiCalls = 0;
	readonly inspector = {
		writes: 0,
		requests: [] as Array<{ method: string; path: string; status: number }>,
	};
	private nextNumber = 1;
	private readonly now: Date;

	constructor(readonly options: OrgOptions = {}) {
		this.types = objectTypes(options.features ?? FEATURES);
		this.apiVersions =
			options.apiVersions ?? Array.from({ length: 38 }, (_, index) => `${31 + index}.0`);
		this.dailyApiLimit = options.dailyApiLimit ?? 100_000;
		this.now = options.now ?? new Date();
		this.id = this.newId('Organization');
		seedOrg(this);
	}

	clock(): Date {
		return this.options.now ?? new Date();
	}

	newId(object: string): string {
		const number = this.nextNumber++;
		return withChecksum(
			`${this.types[object].keyPrefix}5g00000${number.toString(36).toUpperCase().padStart(5, '0')}`.slice(
				0,
				15,
			),
		);
	}

	table(object: string): Map<string, Row> {
		let table = this.tables.get(object);
		if (table === undefined) this.tables.set(object, (table = new Map()));
		return table;
	}

	insert(object: string, values: Record<string, unknown>): Row {
		const stamp = this.now.toISOString();
		const known = this.types[object].fields;
		const audit = Object.fromEntries(
			['CreatedDate', 'LastModifiedDate', 'SystemModstamp']
				.filter((name) => name in known)
				.map((name) => [name, stamp]),
		);
		const row: Row = {
			...audit,
			...values,
			Id: (values.Id as string | undefined) ?? this.newId(object),
		};
		this.table(object).set(row.Id, row);
		return row;
	}

	may(userId: string, permission: Permission | undefined): boolean {
		return permission === undefined || this.permissions.get(userId)?.has(permission) === true;
	}

	rows(object: string): Row[] {
		return [...this.table(object).values()];
	}

	requireWrite(userId: string, object: string): void {
		const { writePermission } = this.types[object];
		if (!this.may(userId, writePermission)) {
			throw new SalesforceRefusal(
				'INSUFFICIENT_ACCESS_OR_READONLY',
				'insufficient access rights on object id',
			);
		}
	}

	/** Derived counts: a license is used by active users, a package seat by whoever holds it. */
	recount(): void {
		const used = new Map<string, number>();
		const add = (id: unknown) => used.set(String(id), (used.get(String(id)) ?? 0) + 1);
		for (const user of this.table('User').values()) {
			if (user.IsActive === true)
				add(this.table('Profile').get(String(user.ProfileId))?.UserLicenseId);
		}
		for (const row of this.table('PermissionSetLicenseAssign').values())
			add(row.PermissionSetLicenseId);
		for (const row of this.table('UserPackageLicense').values()) add(row.PackageLicenseId);
		for (const object of ['UserLicense', 'PermissionSetLicense', 'PackageLicense']) {
			for (const row of this.table(object).values()) row.UsedLicenses = used.get(row.Id) ?? 0;
		}
	}
}
