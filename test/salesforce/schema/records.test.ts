/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import * as records from '../../../nodes/SalesforceLicenses/salesforce/schema/records';

/** jsforce's copy of the standard schema says of each field whether it may be null. */
const types = readFileSync(
	path.join(
		path.dirname(require.resolve('jsforce/package.json')),
		'lib/types/standard-schema.d.ts',
	),
	'utf8',
);

function nillableOf(object: string): Map<string, boolean> {
	const fields = new RegExp(`\\bFields\\$${object} = \\{([^}]*)\\}`).exec(types)?.[1];
	if (fields === undefined) throw new Error(`jsforce does not know ${object}`);
	const lines = [...fields.matchAll(/^\s*(\w+)\??: (.+);$/gm)];
	return new Map(lines.map(([, name, type]) => [name, /\bnull\b/.test(type)]));
}

/** Object Reference: nillable fields of what jsforce's copy does not have, or has too old. */
const MORE_NILLABLE: Readonly<Record<string, readonly string[]>> = {
	ActiveFeatureLicenseMetric: ['TotalLicenseCount', 'AssignedUserCount', 'ActiveUserCount'],
	ActivePermSetLicenseMetric: ['ActiveUserCount'],
	ActiveProfileMetric: ['ActiveUserCount'],
	PermissionSetLicense: ['ExpirationDate'],
	PermissionSetAssignment: ['PermissionSetGroupId'],
	UserLicense: ['MonthlyLoginsEntitlement', 'MonthlyLoginsUsed', 'LicenseDefinitionKey'],
};
const UNKNOWN_TO_JSFORCE = new Set([
	'ActiveFeatureLicenseMetric',
	'ActivePermSetLicenseMetric',
	'ActiveProfileMetric',
	'PermissionSetGroupComponent',
]);

const SCHEMAS: Readonly<Record<string, string>> = {
	organizationRecord: 'Organization',
	userRecord: 'User',
	userNameRecord: 'User',
	managerRecord: 'User',
	profileNameRecord: 'Profile',
	profileRecord: 'Profile',
	userLicenseRecord: 'UserLicense',
	monthlyLoginsRecord: 'UserLicense',
	permissionSetLicenseRecord: 'PermissionSetLicense',
	permissionSetLicenseAssignRecord: 'PermissionSetLicenseAssign',
	permissionSetAssignmentRecord: 'PermissionSetAssignment',
	permissionSetGroupComponentRecord: 'PermissionSetGroupComponent',
	grantingSetRecord: 'PermissionSet',
	groupComponentRecord: 'PermissionSetGroupComponent',
	packageLicenseRecord: 'PackageLicense',
	userPackageLicenseRecord: 'UserPackageLicense',
	userLoginRecord: 'UserLogin',
	freezeTimeRecord: 'UserLogin',
	featureMetricRecord: 'ActiveFeatureLicenseMetric',
	permissionSetLicenseMetricRecord: 'ActivePermSetLicenseMetric',
	profileMetricRecord: 'ActiveProfileMetric',
	tenantUsageRecord: 'TenantUsageEntitlement',
	loginHistoryRecord: 'LoginHistory',
	oauthTokenRecord: 'OauthToken',
};
/** Records of several objects, or of none. */
const OTHERS = ['idRecord', 'ownerRecord', 'workRow'];

describe('the record schemas', () => {
	const all = Object.entries(records as Record<string, unknown>).filter(
		([, schema]) => schema instanceof z.ZodType,
	);

	it('are all checked against the Object Reference', () => {
		const known = [...Object.keys(SCHEMAS), ...OTHERS].sort();
		expect(all.map(([name]) => name).sort()).toEqual(known);
	});

	it.each(Object.entries(SCHEMAS))('%s (%s) accepts null where Salesforce may return it', (name, object) => {
		const schema = (records as Record<string, unknown>)[name] as z.AnyZodObject;
		const nillable = UNKNOWN_TO_JSFORCE.has(object) ? new Map() : nillableOf(object);
		for (const field of MORE_NILLABLE[object] ?? []) nillable.set(field, true);
		const shape = schema.shape as Record<string, z.ZodTypeAny>;
		const strict = Object.keys(shape).filter(
			(field) => nillable.get(field) === true && !shape[field].safeParse(null).success,
		);
		expect(strict).toEqual([]);
		// A parent that the connected user may not see is null.
		const parents = Object.keys(shape).filter((field) => nillable.get(field) === undefined);
		if (!UNKNOWN_TO_JSFORCE.has(object))
			for (const parent of parents) expect(shape[parent].safeParse(null).success).toBe(true);
	});

	it('are checked against jsforce’s schema, which has the expected fields', () => {
		expect(nillableOf('User').get('LastLoginDate')).toBe(true);
		expect(nillableOf('User').get('Username')).toBe(false);
	});
});
