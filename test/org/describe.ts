import { json, type OrgResponse } from './answers';
import { TOOLING_ONLY } from './objects/accessPolicies';
import type { Field } from './objects/field';
import type { Org } from './org';

/** sObject Describe and Describe Global (REST API Developer Guide), as far as clients use them. */
function summary(org: Org, object: string, userId: string, root: string) {
	const type = org.types[object];
	const write = org.may(userId, type.writePermission);
	return {
		name: object,
		label: spaced(object),
		labelPlural: `${spaced(object)}s`,
		keyPrefix: type.keyPrefix,
		custom: false,
		customSetting: false,
		deprecatedAndHidden: false,
		queryable: true,
		retrieveable: true,
		searchable: false,
		layoutable: false,
		triggerable: object === 'User',
		createable: type.createable && write,
		updateable: type.updateable && write,
		deletable: type.deletable && write,
		urls: {
			sobject: `${root}/sobjects/${object}`,
			describe: `${root}/sobjects/${object}/describe`,
			rowTemplate: `${root}/sobjects/${object}/{ID}`,
		},
	};
}

const spaced = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1 $2').replace('__c', '');

function visible(org: Org, userId: string): string[] {
	return Object.keys(org.types).filter(
		(object) => !TOOLING_ONLY.has(object) && org.mayRead(userId, object),
	);
}

export function describeGlobal(org: Org, userId: string, root: string): OrgResponse {
	const sobjects = visible(org, userId).map((object) => summary(org, object, userId, root));
	return json(200, { encoding: 'UTF-8', maxBatchSize: 200, sobjects });
}

export function describeObject(
	org: Org,
	object: string,
	userId: string,
	root: string,
	version: number,
): OrgResponse | null {
	if (!visible(org, userId).includes(object)) return null;
	const type = org.types[object];
	const write = org.may(userId, type.writePermission);
	const fields = Object.entries(type.fields)
		.filter(([name]) => org.mayUse(userId, object, name))
		.map(([name, field]) => describeField(name, field, write, version));
	return json(200, {
		...summary(org, object, userId, root),
		fields,
		childRelationships: childrenOf(org, object, userId),
		recordTypeInfos: [],
	});
}

function describeField(name: string, field: Field, write: boolean, version: number) {
	const filterable = field.filterable && version < (field.notFilterableFrom ?? Infinity);
	const custom = name.endsWith('__c');
	return {
		name,
		label: spaced(name),
		type: field.type,
		length: field.maxLength ?? LENGTHS[field.type] ?? 0,
		filterable,
		groupable: filterable && field.type !== 'datetime',
		sortable: filterable && field.sortable !== false,
		aggregatable: filterable && field.type !== 'boolean' && field.aggregatable !== false,
		nillable: field.nillable,
		createable: field.createable && write,
		updateable: field.updateable && write,
		custom,
		calculated: false,
		unique: name === 'Username',
		idLookup: name === 'Id' || name === 'Username',
		defaultValue: field.type === 'boolean' ? false : null,
		picklistValues: [],
		relationshipName: field.relationship?.name ?? null,
		referenceTo: field.references ?? [],
		// Describe does not distinguish a hierarchy from another lookup to User.
		extraTypeInfo: null,
	};
}

const LENGTHS: Partial<Record<Field['type'], number>> = {
	id: 18,
	reference: 18,
	string: 255,
	picklist: 40,
};

function childrenOf(org: Org, object: string, userId: string) {
	return visible(org, userId).flatMap((childSObject) =>
		Object.entries(org.types[childSObject].fields)
			.filter(([, { references }]) => references?.includes(object) === true)
			.map(([field, { relationship }]) => ({
				childSObject,
				field,
				relationshipName: relationship?.children ?? null,
				cascadeDelete: false,
				deprecatedAndHidden: false,
			})),
	);
}
