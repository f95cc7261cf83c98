import type { IDataObject, INode } from 'n8n-workflow';
import { FIND_IN_ALL_KINDS } from '../support/candidates';
import { runNode } from '../support/inProcess';
import { clientCredentials, seeAll, useOrg } from '../support/org';

jest.setTimeout(60_000);

/** What stands beside the main thing may be refused by any code; only the connection ends a run. */
const org = useOrg({ users: 80, seed: 5 });

const run = async (parameters: IDataObject) =>
	await runNode(parameters as INode['parameters'], clientCredentials(org()));

const refuse = (soql: RegExp, errorCode: string, message = 'No', status = 400) =>
	org().faults.add({
		kind: 'answer',
		soql,
		answer: { status, body: [{ errorCode, message }] },
	});

const licenses = { resource: 'license', operation: 'getMany' };
const consumption = { resource: 'consumption', operation: 'download' };
const download = { resource: 'subscription', operation: 'download', licenseKinds: ['userLicense'] };
const find = FIND_IN_ALL_KINDS;
const SIGNALS = ['humanLogin', 'apiLogin', 'oauthUse', 'work'];

const SIDE_TABLES: Array<[string, RegExp, IDataObject]> = [
	['the counts of user licenses', /ActiveProfileMetric/, licenses],
	['the counts of permission set licenses', /ActivePermSetLicenseMetric/, licenses],
	['the totals of features', /ActiveFeatureLicenseMetric/, licenses],
	['logins a month', /MonthlyLogins/, licenses],
	['a kind', /FROM PackageLicense/, licenses],
	['entitlements', /TenantUsageEntitlement/, consumption],
	['the totals of features, for consumption', /ActiveFeatureLicenseMetric/, consumption],
	['logins', /LoginHistory/, { ...download, signals: SIGNALS }],
	['connected apps', /OauthToken/, { ...download, signals: SIGNALS }],
	[
		'work in one object',
		/FROM Task/,
		{ ...download, signals: SIGNALS, workObjects: ['Task', 'Case'] },
	],
	['frozen users', /FROM UserLogin/, download],
	['whether all records are seen', /PermissionsViewAllData/, { ...download, signals: ['work'] }],
	[
		'holders of package licenses',
		/FROM UserPackageLicense/,
		{ ...download, licenseKinds: ['userLicense', 'packageLicense'] },
	],
	['blockers', /FROM CronTrigger/, find],
	['dashboards', /FROM Dashboard/, find],
];

describe.each(['OPERATION_TOO_LARGE', 'INSUFFICIENT_ACCESS', 'SOMETHING_NEW'])(
	'a refusal by %s',
	(code) => {
		it.each(SIDE_TABLES)(
			'of %s does not end the run, and causes a warning',
			async (_what, soql, parameters) => {
				seeAll(org());
				refuse(soql, code, 'exceeded 100000 distinct who/what’s');
				const { error, items, hints } = await run(parameters);
				expect(error).toBeNull();
				expect(items.length).toBeGreaterThan(0);
				if (!soql.source.includes('ViewAllData')) expect(hints.join()).toContain(code);
			},
		);
	},
);

describe('a refusal that concerns the connection', () => {
	it.each<[string, string, number]>([
		['REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 403],
		['INVALID_SESSION_ID', 'Session expired or invalid', 401],
	])('ends a run at any of the side tables: %s', async (code, message, status) => {
		for (const [, soql, parameters] of SIDE_TABLES) {
			org().faults.clear();
			seeAll(org());
			refuse(soql, code, message, status);
			const { error } = await run(parameters);
			expect(error).not.toBeNull();
			expect(error?.description).toContain(code);
		}
	});

	it('ends a run: a response that is not from Salesforce', async () => {
		org().faults.add({ kind: 'answer', soql: /LoginHistory/, answer: { status: 414, body: '' } });
		const { error } = await run({ ...download, signals: SIGNALS });
		expect(error?.message).toMatch(/A server other than Salesforce/);
	});
});

describe('data that could not be read', () => {
	it('is unknown, never unused', async () => {
		seeAll(org());
		refuse(/FROM Task/, 'OPERATION_TOO_LARGE', 'exceeded 100000 distinct who/what’s');
		const { items, hints } = await run({ ...download, signals: ['work'], workObjects: ['Task'] });
		expect(hints.join()).toMatch(
			/Work in Task could not be read.*OPERATION_TOO_LARGE.*remove the object/,
		);
		for (const item of items)
			expect(item).toMatchObject({
				lastActivityAt: null,
				activityUnknown: expect.stringMatching(/Task/),
			});
		const found = await run({ ...find, signals: ['work'], workObjects: ['Task'] });
		expect(found.error).toBeNull();
		expect(found.items).toEqual([]);
	});

	it('does not affect the other results of the same call', async () => {
		seeAll(org());
		refuse(/FROM CronTrigger/, 'SOMETHING_NEW');
		const { items } = await run(find);
		const notRead = new Set(items.flatMap(({ blockersNotRead }) => blockersNotRead as string[]));
		expect([...notRead]).toEqual(['scheduled jobs']);
	});

	it('is a license kind of its own if features are columns that Salesforce does not describe', async () => {
		const whole = await run({ ...download, licenseKinds: ['userLicense', 'featureLicense'] });
		org().faults.add({
			kind: 'answer',
			path: /User\/describe/,
			answer: { status: 400, body: [{ errorCode: 'SOMETHING_NEW', message: 'No' }] },
		});
		const { error, items, hints } = await run({
			...download,
			licenseKinds: ['userLicense', 'featureLicense'],
		});
		expect(error).toBeNull();
		expect(hints.join()).toMatch(/describe of User.*SOMETHING_NEW/);
		const seats = whole.items.filter(({ licenseKind }) => licenseKind === 'userLicense');
		const keys = ({ subscriptionKey }: IDataObject) => subscriptionKey;
		expect(items.map(keys)).toEqual(seats.map(keys));
	});

	it('is an error if it is the main thing', async () => {
		refuse(/FROM User /, 'SOMETHING_NEW');
		const { error, items } = await run(download);
		expect(error?.message).toMatch(/SOMETHING_NEW/);
		expect(items).toEqual([]);
	});
});

describe('a row', () => {
	const change = (object: string, values: Record<string, unknown>) => {
		for (const row of org().org.rows(object)) Object.assign(row, values);
	};

	it('with null in a nullable field returns null', async () => {
		change('ActiveFeatureLicenseMetric', {
			TotalLicenseCount: null,
			AssignedUserCount: null,
			ActiveUserCount: null,
		});
		change('ActiveProfileMetric', { ActiveUserCount: null });
		const { error, items, hints } = await run(licenses);
		expect(error).toBeNull();
		expect(hints.join()).not.toMatch(/could not be read/);
		const features = items.filter(({ licenseKind }) => licenseKind === 'featureLicense');
		expect(features.length).toBeGreaterThan(0);
		for (const feature of features)
			expect(feature).toMatchObject({
				total: null,
				available: null,
				isUnlimited: false,
				activeUsers30Days: null,
			});
		for (const { licenseKind, activeUsers30Days } of items)
			if (licenseKind === 'userLicense') expect(activeUsers30Days).toBeNull();
		const used = await run(consumption);
		expect(used.error).toBeNull();
		expect(
			used.items.some(
				({ source, allowed }) => source === 'ActiveFeatureLicenseMetric' && allowed === null,
			),
		).toBe(true);
	});

	const surprising = (soql: RegExp, record: Record<string, unknown>) =>
		org().faults.add({
			kind: 'answer',
			soql,
			answer: { body: { totalSize: 1, done: true, records: [record] } },
		});

	it('that does not match the documentation, of a side table, is skipped with a warning', async () => {
		surprising(/ActiveFeatureLicenseMetric/, {
			FeatureType: 'SupportUser',
			TotalLicenseCount: 'private words',
		});
		for (const parameters of [licenses, consumption]) {
			const { error, items, hints } = await run(parameters);
			expect(error).toBeNull();
			expect(items.length).toBeGreaterThan(0);
			expect(hints.join()).toMatch(
				/ActiveFeatureLicenseMetric does not match the Salesforce documentation: TotalLicenseCount/,
			);
			expect(hints.join()).not.toContain('private words');
		}
	});

	it('that does not match the documentation, of the main table, is an error that does not blame the host', async () => {
		surprising(/FROM User /, {
			Id: '005000000000001AAA',
			Username: 'a@b.c',
			IsActive: 'private words',
		});
		const { error } = await run(download);
		expect(error?.message).toMatch(/that this node does not understand/);
		expect(error?.description).toMatch(
			/report.*User does not match the Salesforce documentation: IsActive/,
		);
		expect(`${error?.message} ${error?.description}`).not.toMatch(/Connection URL|private words/);
	});
});
