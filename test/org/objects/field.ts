/** How objects and fields of the simulated org are stated: the terms are those of the Object Reference. */
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
	/** The way back: how the parent calls its children. */
	children?: string;
	/** More than one: a polymorphic reference, of which only Id, Name and Type may be asked. */
	to: readonly string[];
}

export interface Field {
	type: FieldType;
	/** "Filter" among the field's properties. */
	filterable: boolean;
	createable: boolean;
	updateable: boolean;
	nillable: boolean;
	/** The API version that took "Filter" away. */
	notFilterableFrom?: number;
	/** "Sort" among the properties; what can be filtered can usually be sorted. */
	sortable?: boolean;
	/** Without "Aggregate" among the properties. */
	aggregatable?: boolean;
	/** Must be given when a record is created. */
	required?: boolean;
	/** Longer texts are refused. */
	maxLength?: number;
	/** Without it the field is not there for the user. */
	permission?: Permission;
	/** What it is when nothing is stored. */
	derive?: (row: Record<string, unknown>) => unknown;
	relationship?: Relationship;
	/** References without a documented relationship name still point somewhere. */
	references?: readonly string[];
}

/** Permissions that the Object Reference names under "Special Access Rules". */
export const PERMISSIONS = [
	'ApiEnabled',
	'ViewSetup',
	'ManageUsers',
	'AssignPermissionSets',
	'ManagePackageLicenses',
	'ManageLoginHistory',
	'CustomizeApplication',
] as const;
/** The other two are part of the above, or what few have: they are only given by themselves. */
export type Permission =
	| (typeof PERMISSIONS)[number]
	| 'ManageInternalUsers'
	| 'ManageProfilesPermissionsets';

export interface ObjectType {
	keyPrefix: string;
	fields: Record<string, Field>;
	/** Setup objects may not share a DML call with others (REST guide, "sObject Collections"). */
	setup: boolean;
	createable: boolean;
	updateable: boolean;
	deletable: boolean;
	/** One of them is enough; without any the object is not there for the user. */
	readPermissions?: readonly Permission[];
	/** Users without the permission see the records of which this field names them. */
	ownRows?: string;
	writePermission?: Permission;
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

/** A reference that can be walked by a relationship name. */
export function reference(name: string, ...to: string[]): Field {
	return field('reference', { relationship: { name, to }, references: to });
}

/** A reference for which no relationship name is documented. */
export function bareReference(...to: string[]): Field {
	return field('reference', { references: to });
}

/** Nothing happened to the record since. */
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

/** A reference whose parent knows its children by a name. */
export function childOf(name: string, children: string, ...to: string[]): Field {
	return field('reference', { relationship: { name, to, children }, references: to });
}

/** A field that has the same value in every record until somebody sets another. */
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
