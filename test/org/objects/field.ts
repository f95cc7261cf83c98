/** How objects and fields of the simulated org are described, in the terms of the Object Reference. */
export type FieldType =
	| 'id'
	| 'reference'
	| 'string'
	| 'boolean'
	| 'int'
	| 'double'
	| 'datetime'
	| 'date'
	| 'picklist';

export interface Relationship {
	name: string;
	/** The reverse direction: the parent's name for its children. */
	children?: string;
	/** More than one: a polymorphic reference, of which only Id, Name and Type can be queried. */
	to: readonly string[];
}

export interface Field {
	type: FieldType;
	/** "Filter" among the field's properties. */
	filterable: boolean;
	createable: boolean;
	updateable: boolean;
	nillable: boolean;
	/** The API version that removed "Filter". */
	notFilterableFrom?: number;
	/** "Sort" among the properties; fields that can be filtered can usually be sorted. */
	sortable?: boolean;
	/** Without "Aggregate" among the properties. */
	aggregatable?: boolean;
	/** Required when a record is created. */
	required?: boolean;
	/** Longer texts are refused. */
	maxLength?: number;
	/** Without this permission, the field does not exist for the user. */
	permission?: Permission;
	/** Its value if nothing is stored. */
	derive?: (row: Record<string, unknown>) => unknown;
	relationship?: Relationship;
	/** References without a documented relationship name still refer to a record. */
	references?: readonly string[];
}

/** Permissions that the Object Reference names under "Special Access Rules". */
export const PERMISSIONS = [
	'ApiEnabled',
	'ViewSetup',
	'ManageUsers',
	'AssignPermissionSets',
	'ManagePackageLicenses',
	'MonitorLoginHistory',
	'CustomizeApplication',
] as const;
/** The other two are part of the above, or rare: they are only granted individually. */
export type Permission =
	| (typeof PERMISSIONS)[number]
	| 'ManageInternalUsers'
	| 'ManageProfilesPermissionsets';

export interface ObjectType {
	keyPrefix: string;
	fields: Record<string, Field>;
	/** Setup objects must not share a DML call with others (REST guide, "sObject Collections"). */
	setup: boolean;
	createable: boolean;
	updateable: boolean;
	deletable: boolean;
	/** One of them is enough; without any, the object does not exist for the user. */
	readPermissions?: readonly Permission[];
	/** Users without the permission see only records in which this field names them. */
	ownRows?: string;
	writePermission?: Permission;
	/** The API version in which the object came. */
	since?: number;
	/** Bulk API 2.0 refuses some objects with INVALIDENTITY. */
	bulk: boolean;
}

export function field(type: FieldType, more: Partial<Field> = {}): Field {
	return { type, filterable: true, createable: false, updateable: false, nillable: true, ...more };
}

export const text = field('string');
export const number = field('int');
export const flag = field('boolean', { nillable: false });
export const pick = field('picklist');
export const when = field('datetime');
export const day = field('date');

/** A field that create and update may set. */
export function writable(base: Field): Field {
	return { ...base, createable: true, updateable: true };
}

/** A reference with a relationship name that queries can follow. */
export function reference(name: string, ...to: string[]): Field {
	return field('reference', { relationship: { name, to }, references: to });
}

/** A reference without a documented relationship name. */
export function bareReference(...to: string[]): Field {
	return field('reference', { references: to });
}

/** Nothing has happened to the record since then. */
const lastChange = field('datetime', { derive: ({ CreatedDate }) => CreatedDate ?? null });
const lastStamp = field('datetime', {
	derive: ({ LastModifiedDate, CreatedDate }) => LastModifiedDate ?? CreatedDate ?? null,
});

export const audit = {
	CreatedDate: when,
	LastModifiedDate: lastChange,
	SystemModstamp: lastStamp,
};

export const byUsers = {
	CreatedById: reference('CreatedBy', 'User'),
	LastModifiedById: {
		...reference('LastModifiedBy', 'User'),
		derive: ({ CreatedById }: Record<string, unknown>) => CreatedById ?? null,
	},
};

/** A reference whose parent has a name for its children. */
export function childOf(name: string, children: string, ...to: string[]): Field {
	return field('reference', { relationship: { name, to, children }, references: to });
}

/** A field that has the same value in every record until another is set. */
export function constant(type: FieldType, value: unknown, more: Partial<Field> = {}): Field {
	return field(type, { derive: () => value, nillable: false, ...more });
}

export function object(
	keyPrefix: string,
	fields: Record<string, Field>,
	more: Partial<ObjectType> = {},
): ObjectType {
	return {
		keyPrefix,
		fields: { Id: field('id', { nillable: false }), ...fields },
		setup: false,
		createable: false,
		updateable: false,
		deletable: false,
		bulk: true,
		...more,
	};
}
