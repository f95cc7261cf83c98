import { json, type OrgResponse } from './answers';
import type { Org } from './org';

/** sObject Describe and Describe Global, as far as clients look at them. */
function summary(org: Org, object: string, userId: string, root: string) {
	const type = org.types[object];
	const write = org.may(userId, type.writePermission);
	return {
		name: object,
		label: object,
		labelPlural: `${object}s`,
		keyPrefix: type.keyPrefix,
		custom: false,
		queryable: true,
		retrieveable: true,
		searchable: false,
		createable: type.createable && write,
		updateable: type.updateable && write,
		deletable: type.deletable && write,
		urls: {
			sobject: `${root}/sobjects/${object}`,
			describe: `${root}/sobjects/${object}/describe`,
		},
	};
}

function visible(org: Org, userId: string): string[] {
	return Object.keys(org.types).filter((object) =>
		org.may(userId, org.types[object].readPermission),
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
): OrgResponse | null {
	if (!visible(org, userId).includes(object)) return null;
	const type = org.types[object];
	const write = org.may(userId, type.writePermission);
	const fields = Object.entries(type.fields).map(([name, field]) => ({
		name,
		label: name,
		type: field.type === 'int' ? 'int' : field.type,
		filterable: field.filterable,
		groupable: field.filterable,
		sortable: field.filterable,
		nillable: field.nillable,
		createable: field.createable && write,
		updateable: field.updateable && write,
		custom: false,
		relationshipName: field.relationship?.name ?? null,
		referenceTo: field.references ?? [],
		// The custom Hierarchy relationship is a lookup from User to User (help article 000386275).
		extraTypeInfo: null,
	}));
	return json(200, {
		...summary(org, object, userId, root),
		fields,
		childRelationships: [],
		recordTypeInfos: [],
	});
}
