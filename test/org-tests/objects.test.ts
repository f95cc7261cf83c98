/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import { withChecksum } from '../org/ids';
import { Org } from '../org/org';
import { ownValue } from '../org/soql/paths';

/** The standard objects as jsforce states them: written by others. */
const SCHEMA = readFileSync(require.resolve('jsforce/lib/types/standard-schema.d.ts'), 'utf8');
const org = new Org({ users: 60, seed: 4 });

function schemaFields(object: string): Map<string, string> | null {
	const body = new RegExp(`type Fields\\$${object} = \\{(.*?)\\n\\s*\\};`, 's').exec(SCHEMA)?.[1];
	if (body === undefined) return null;
	const fields = [...body.matchAll(/(\w+): ([^;]+);/g)];
	return new Map(fields.map(([, name, type]) => [name, type]));
}

/** Later than jsforce's schema, or dependent on the org (Object Reference). */
const LATER: Readonly<Record<string, readonly string[]>> = {
	User: ['NumberOfFailedLogins', 'Deputy__c'],
	PermissionSet: ['Type', 'PermissionSetGroupId'],
	PermissionSetAssignment: ['PermissionSetGroupId', 'ExpirationDate', 'IsActive', 'IsRevoked'],
	PermissionSetLicense: ['IsAvailableForIntegrations', 'IsSupplementLicense'],
	PermissionSetLicenseAssign: ['IsRevoked'],
	PackageLicense: ['IsAvailableForIntegrations'],
	UserPackageLicense: ['IsRevoked'],
	LoginHistory: ['LoginSubType', 'NetworkId', 'OptionsIsGet', 'OptionsIsPost'],
};
const objects = Object.keys(org.types).filter((object) => schemaFields(object) !== null);

describe('objects', () => {
	it('are all checked against the schema, except the newest', () => {
		expect(
			Object.keys(org.types)
				.filter((object) => !objects.includes(object))
				.sort(),
		).toEqual([
			'ActiveFeatureLicenseMetric',
			'ActivePermSetLicenseMetric',
			'ActiveProfileMetric',
			'PermissionSetGroup',
			'PermissionSetGroupComponent',
			'TenantConsumptionAlert',
			'UserAccessPolicy',
			'UserAccessPolicyAction',
		]);
	});

	it.each(objects)('%s has no field that Salesforce does not have', (object) => {
		const known = schemaFields(object) ?? new Map<string, string>();
		const strange = Object.keys(org.types[object].fields).filter(
			(name) =>
				!known.has(name) &&
				LATER[object]?.includes(name) !== true &&
				// Which of these an org has depends on its features.
				!/^(UserPermissions|Permissions)/.test(name),
		);
		expect(strange).toEqual([]);
	});

	it.each(objects)('%s has the field types that Salesforce documents', (object) => {
		const known = schemaFields(object) ?? new Map<string, string>();
		const kinds = { boolean: 'boolean', int: 'number', datetime: 'DateString', date: 'DateString' };
		for (const [name, { type }] of Object.entries(org.types[object].fields)) {
			const wanted = kinds[type as keyof typeof kinds] ?? 'string';
			const given = known.get(name)?.replace(' | null', '') ?? wanted;
			expect(`${name}: ${given}`).toBe(`${name}: ${wanted}`);
		}
	});
});

/** Where the org differs from jsforce's schema on purpose. */
const NULL_ALL_THE_SAME = [
	// Some licenses have no documented key.
	'UserLicense.LicenseDefinitionKey',
	// The schema says that it may be null; a token always has one.
	'OauthToken.CreatedDate',
	// Approvals themselves are not simulated.
	'ProcessInstanceWorkitem.ProcessInstanceId',
];

/** The seed does not say who made what it puts in. */
const BY_WHOM = ['CreatedById', 'LastModifiedById', 'OwnerId'];

describe('fields that may be null', () => {
	it.each(objects)('are those that Salesforce documents for %s', (object) => {
		const known = schemaFields(object) ?? new Map<string, string>();
		const differing = Object.entries(org.types[object].fields)
			.filter(([name, { nillable }]) => {
				const type = known.get(name);
				return type !== undefined && type.includes('null') !== nillable;
			})
			.map(([name]) => `${object}.${name}`)
			.filter((name) => !NULL_ALL_THE_SAME.includes(name));
		expect(differing).toEqual([]);
	});

	it.each(Object.keys(org.types))(
		'are the only ones that are null in the records of %s',
		(object) => {
			const always = Object.entries(org.types[object].fields).filter(
				([name, { nillable }]) => !nillable && !BY_WHOM.includes(name),
			);
			const missing = always
				.filter(([name, field]) =>
					org.rows(object).some((row) => (ownValue(name, field)(row) ?? null) === null),
				)
				.map(([name]) => name);
			expect(missing).toEqual([]);
		},
	);

	it('can be set to null in one record or in all, and other fields cannot', () => {
		const company = new Org({ users: 40 });
		const [first, second] = company.rows('ActiveFeatureLicenseMetric');
		company.nullify('ActiveFeatureLicenseMetric', 'TotalLicenseCount', first.Id);
		expect([first.TotalLicenseCount, second.TotalLicenseCount]).toEqual([null, expect.any(Number)]);
		company.nullify('ActiveFeatureLicenseMetric', 'AssignedUserCount');
		for (const { AssignedUserCount } of company.rows('ActiveFeatureLicenseMetric'))
			expect(AssignedUserCount).toBeNull();
		expect(() => company.nullify('User', 'Username')).toThrow('User.Username is never null');
		expect(() => company.nullify('User', 'Nothing')).toThrow('never null');
	});
});

describe('ids', () => {
	it('have the prefix of their object and the right suffix', () => {
		for (const [object, { keyPrefix }] of Object.entries(org.types)) {
			for (const { Id } of org.rows(object)) {
				expect(Id.startsWith(keyPrefix)).toBe(true);
				expect(withChecksum(Id.slice(0, 15))).toBe(Id);
			}
		}
		// Ids that Salesforce's own documentation prints.
		for (const id of ['005xx000001Sv6AAAS', '00Dxx0000000001EAA'])
			expect(withChecksum(id.slice(0, 15))).toBe(id);
	});
});

describe('the seeded company', () => {
	it('is the same for the same seed and clock, and differs for another seed', () => {
		const now = new Date('2026-11-25T12:00:00.000Z');
		const dump = (seed: number) => JSON.stringify(new Org({ users: 50, seed, now }).dump());
		expect(dump(1)).toBe(dump(1));
		expect(dump(1)).not.toBe(dump(2));
	});

	it.each([40, 300, 3_000])('of %d users fulfills all invariants', (users) => {
		const company = new Org({ users });
		expect(company.table('User').size).toBe(users);
		expect(company.checkInvariants()).toEqual([]);
	});

	it('has no more users of a license than seats, so that a restore can work', () => {
		for (const { Name, TotalLicenses, UsedLicenses } of org.rows('UserLicense'))
			expect([Name, Number(UsedLicenses) <= Number(TotalLicenses)]).toEqual([Name, true]);
	});
});
