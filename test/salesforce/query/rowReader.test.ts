import { z } from 'zod';
import { text, timestamp } from '../../../nodes/SalesforceLicenses/salesforce/schema/columnTypes';
import {
	loginHistoryRecord,
	userRecord,
} from '../../../nodes/SalesforceLicenses/salesforce/schema/records';
import { parseRows } from '../../../nodes/SalesforceLicenses/salesforce/query/rowReader';

const user = {
	attributes: { type: 'User' },
	Id: '005',
	Username: 'ada',
	Name: null,
	Email: 'ada@acme.com',
	IsActive: true,
	UserType: 'Standard',
	LastLoginDate: '2026-10-01T10:00:00.000+0000',
	CreatedDate: '2026-02-29T10:00:00.000Z',
	ProfileId: '00e',
	Profile: { Name: 'P', UserLicenseId: '100', UserLicense: { Name: 'L' } },
	UserPermissionsMarketingUser: true,
};

/** Zod is the judge: the quick way must say what it says. */
describe('rows', () => {
	const variants: Array<Record<string, unknown>> = [
		user,
		{ ...user, Profile: null },
		{ ...user, Profile: undefined, Name: undefined },
		{ ...user, Profile: { Name: null, UserLicenseId: null, UserLicense: null } },
		{ ...user, LastLoginDate: '', CreatedDate: '2026-10-01T10:00:00Z' },
		...[
			'2026-01-31T23:59:59.999+0000',
			'2026-04-31T23:59:59.999+0000',
			'2026-02-29T10:00:00.000Z',
			'2024-02-29T10:00:00.000Z',
			'2026-02-30T10:00:00.000Z',
			'2026-12-30T10:00:00.000Z',
			'2026-10-01T10:00:00.000+0200',
			'2026-10-01',
		].map((LastLoginDate) => ({ ...user, LastLoginDate })),
	];

	it.each(variants)('%# are what the schema makes of them', (row) => {
		const expected = userRecord.parse(structuredClone(row));
		expect(parseRows([structuredClone(row)], userRecord, 'User')).toEqual([expected]);
	});

	it('lose the columns that the schema does not have', () => {
		const row = { Id: 'x', UserId: '005', LoginTime: null, LoginType: 'A', Status: 'Success' };
		expect(parseRows([row], loginHistoryRecord, 'LoginHistory')).toEqual([
			loginHistoryRecord.parse(row),
		]);
	});

	it.each([
		[{ ...user, IsActive: 'yes' }, /User does not match the Salesforce documentation: IsActive/],
		[{ ...user, Username: null }, /User does not match the Salesforce documentation: Username/],
		[
			{ ...user, Profile: { Name: 1 } },
			/User does not match the Salesforce documentation: Profile.Name/,
		],
		[
			{ ...user, CreatedDate: 'yesterday' },
			/User does not match the Salesforce documentation: CreatedDate/,
		],
		[
			{ ...user, LastLoginDate: '2026-13-45' },
			/User does not match the Salesforce documentation: LastLoginDate/,
		],
		[
			{ ...user, LastLoginDate: 'Nov 5, 2026' },
			/User does not match the Salesforce documentation: LastLoginDate/,
		],
		['no row', /User does not match the Salesforce documentation/],
		[[], /User does not match the Salesforce documentation/],
	])('%# that do not match the documentation are an error that names the field', (row, message) => {
		expect(() => parseRows([user, row], userRecord, 'User')).toThrow(message);
	});

	it('of a schema with rules that only zod supports are read by zod', () => {
		const schema = z.object({
			Id: z.string().min(2),
			At: timestamp,
			Note: text,
			Count: z.number(),
		});
		const row = { Id: 'ab', At: '2026-10-01T10:00:00.000+0000', Note: undefined, Count: 3 };
		expect(parseRows([row], schema, 'Thing')).toEqual([schema.parse(row)]);
		expect(() => parseRows([{ ...row, Id: 'a' }], schema, 'Thing')).toThrow(/Id/);
	});
});
