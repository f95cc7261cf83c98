/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { RULE_ACTIONS } from '../../../nodes/SalesforceLicenses/licensing/model/actions';
import { LICENSE_KINDS } from '../../../nodes/SalesforceLicenses/licensing/model/licenses';
import { deployFault, enabledIn, grantExactly } from '../../org/permissionSets';
import { findCandidates } from '../../support/candidates';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';
import { outcomesOf, reclaim, restore, tally } from '../../support/seats';

jest.setTimeout(120_000);

/** The permission sets of docs/permission-sets, deployed to the simulated org: enough, and nothing too much. */

const FOLDER = path.resolve(__dirname, '../../../docs/permission-sets');
const org = useOrg({ users: 120, seed: 11 });

const xmlOf = (name: string) =>
	readFileSync(path.join(FOLDER, 'permissionsets', `${name}.permissionset`), 'utf8');
const READ = enabledIn(xmlOf('Salesforce_Licenses_Read'));
const RECLAIM = enabledIn(xmlOf('Salesforce_Licenses_Reclaim'));
/** Needs more than the sets give: docs/permissions.md says what, and what it costs. */
const LOGINS = ['lastLogin', 'humanLogin', 'apiLogin'];

const act = (permissions: readonly string[]) =>
	grantExactly(org().org, org().org.runAsUserId, permissions);
const run = async (parameters: IDataObject) =>
	await runNode(parameters as never, clientCredentials(org()));
const access = async (choice: IDataObject) =>
	await run({ resource: 'organization', operation: 'checkAccess', ...choice });

/** What Check Access names, or the error where it cannot even ask. */
async function namedBy(choice: IDataObject): Promise<string[]> {
	const { items, error } = await access(choice);
	if (error !== null) return [`${error.message} ${error.description}`];
	return [...new Set(items.flatMap(({ missingPermissions }) => missingPermissions as string[]))];
}

describe('the folder docs/permission-sets', () => {
	it('lists in package.xml what is in it', () => {
		const listed = [
			...readFileSync(path.join(FOLDER, 'package.xml'), 'utf8').matchAll(
				/<members>(.*?)<\/members>/g,
			),
		].map(([, name]) => `${name}.permissionset`);
		expect(readdirSync(path.join(FOLDER, 'permissionsets')).sort()).toEqual(listed.sort());
	});

	it('has sets that can be deployed, and says each permission once', () => {
		for (const permissions of [READ, RECLAIM]) {
			expect(deployFault(permissions)).toBeNull();
			expect(permissions).toEqual([...new Set(permissions)].sort());
		}
	});

	it('reclaims with everything that it reads with, and reads with nothing that writes', () => {
		expect(RECLAIM).toEqual(expect.arrayContaining(READ));
		for (const name of READ)
			expect(name).not.toMatch(/^(Manage|Modify|Assign|Customize|Author|Edit)/);
		for (const name of ['ModifyAllData', 'ViewAllData', 'CustomizeApplication', 'AuthorApex'])
			expect(RECLAIM).not.toContain(name);
	});

	it.each([
		['a permission without a name', '<userPermissions><enabled>true</enabled></userPermissions>'],
		['one that is neither on nor off', '<userPermissions><name>A</name></userPermissions>'],
	])('is read strictly: %s is refused', (_, block) => {
		const xml = `<PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata">${block}</PermissionSet>`;
		expect(() => enabledIn(xml)).toThrow(/has no name/);
		expect(() => enabledIn('<Profile/>')).toThrow(/not a PermissionSet/);
	});
});

describe('a user with exactly the permission set Salesforce Licenses Read', () => {
	it('passes Check Access for what it reads', async () => {
		act(READ);
		const { items } = await access({ signals: LOGINS, actions: [] });
		expect(items.map(({ process, status }) => [process, status])).toEqual([
			['download', 'ok'],
			['activity', 'ok'],
			['consumption', 'ok'],
		]);
	});

	it('reads the org, licenses, subscriptions, candidates and consumption', async () => {
		act(READ);
		for (const parameters of [
			{ resource: 'organization', operation: 'get' },
			{ resource: 'license', operation: 'getMany' },
			{ resource: 'subscription', operation: 'download', signals: LOGINS },
			{ resource: 'consumption', operation: 'download' },
		]) {
			const { items, outputs, error } = await run(parameters);
			expect(error).toBeNull();
			expect(items.length).toBeGreaterThan(0);
			if (outputs[1] === undefined) continue;
			const [{ json }] = outputs[1];
			expect(json.unreadKinds).toEqual([]);
			// The frozen state is the one thing that only Manage Users shows.
			for (const { what } of json.leftOut as IDataObject[]) expect(what).toMatch(/frozen/i);
		}
		const { outputs, error } = await findCandidates(org(), { inactiveDays: 30, signals: LOGINS });
		expect(error).toBeNull();
		expect(outputs[0].length).toBeGreaterThan(0);
		expect(outputs[1][0].json).toMatchObject({ unreadKinds: [], unknownSeats: 0 });
	});

	it('cannot write: Reclaim says which permission is missing, and writes nothing', async () => {
		const { items } = await findCandidates(org(), { licenseKinds: ['userLicense'] });
		act(READ);
		const { writes } = org().org.inspector;
		const [candidate] = items;
		const outcome = outcomesOf(await reclaim(org(), [candidate], { protectAdministrators: false }));
		expect(outcome).toMatchObject([{ outcome: 'blocked', errorCode: 'MISSING_PERMISSION' }]);
		expect(String(outcome[0].reason)).toContain('"Manage Internal Users"');
		expect(org().org.inspector.writes).toBe(writes);
	});

	it.each(READ)('needs %s: without it, Check Access names it', async (permission) => {
		act(READ.filter((one) => one !== permission));
		const named = await namedBy({ signals: LOGINS, actions: [] });
		expect(named.join()).toContain(LABELS[permission]);
	});
});

/** What Setup calls a permission, and what of a choice does without it. */
const LABELS: Readonly<Record<string, string>> = {
	ApiEnabled: 'API Enabled',
	AssignPermissionSets: 'Assign Permission Sets',
	CustomizeApplication: 'Customize Application',
	ManageInternalUsers: 'Manage Internal Users',
	ManagePackageLicenses: 'Manage Package Licenses',
	ManageUsers: 'Manage Users',
	MonitorLoginHistory: 'Monitor Login History',
	ViewAllData: 'View All Data',
	ViewSetup: 'View Setup and Configuration',
};

describe('a user with exactly the permission set Salesforce Licenses Reclaim', () => {
	it('passes Check Access for every kind and action', async () => {
		act(RECLAIM);
		const { items } = await access({ signals: LOGINS });
		expect(items.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok', 'ok']);
	});

	it.each([
		['freeze', { licenseKinds: ['userLicense'] }],
		['deactivate', { licenseKinds: ['userLicense'] }],
		['wholeSeat', { licenseKinds: ['userLicense'] }],
		['changeProfile', { ruleOptions: { targetProfile: 'Standard Platform User' } }],
		['removeLicense', { licenseKinds: ['permissionSetLicense'] }],
		['removeLicense', { licenseKinds: ['packageLicense'] }],
		['removeLicense', { licenseKinds: ['featureLicense'] }],
	])('plans, writes and gives back: %s %j', async (action, choice) => {
		act(RECLAIM);
		const { items } = await findCandidates(org(), { inactiveDays: 30, action, ...choice });
		const some = items.slice(0, 5);
		expect(some.length).toBeGreaterThan(0);
		const planned = outcomesOf(await reclaim(org(), some, { dryRun: true }));
		expect(planned.map(({ errorCode }) => errorCode)).not.toContain('MISSING_PERMISSION');
		const done = outcomesOf(await reclaim(org(), some));
		expect(tally(done).done).toBeGreaterThan(0);
		expect(done.map(({ errorCode }) => errorCode)).not.toContain('MISSING_PERMISSION');
		const back = outcomesOf(await restore(org(), done));
		expect(back.map(({ errorCode }) => errorCode)).not.toContain('MISSING_PERMISSION');
		expect(back.map(({ outcome }) => outcome)).toContain('done');
	});

	it.each(RECLAIM)(
		'needs %s: without it, Salesforce does not deploy the set, or Check Access names it',
		async (permission) => {
			const rest = RECLAIM.filter((one) => one !== permission);
			const refusal = deployFault(rest);
			const label = LABELS[permission];
			act(rest);
			const named = label === undefined ? [] : await namedBy({ signals: LOGINS });
			const isNamed = label !== undefined && named.join().includes(label);
			expect({
				permission,
				isNamed,
				isRefused: refusal?.includes(permission) ?? false,
			}).not.toEqual({
				permission,
				isNamed: false,
				isRefused: false,
			});
		},
	);

	/** What each action and kind stops without. */
	const NEEDS: Array<[string, string, IDataObject]> = [
		...RULE_ACTIONS.map((action): [string, string, IDataObject] => [
			'ViewSetup',
			action,
			{ actions: [action] },
		]),
		['ManageUsers', 'freeze', { actions: ['freeze'] }],
		['ManageUsers', 'wholeSeat', { actions: ['wholeSeat'] }],
		['ManageInternalUsers', 'deactivate', { actions: ['deactivate'] }],
		['ManageInternalUsers', 'changeProfile', { actions: ['changeProfile'] }],
		['ManageInternalUsers', 'wholeSeat', { actions: ['wholeSeat'] }],
		[
			'ManageInternalUsers',
			'a feature license',
			{ actions: ['removeLicense'], licenseKinds: ['featureLicense'] },
		],
		[
			'AssignPermissionSets',
			'a permission set license',
			{ actions: ['removeLicense'], licenseKinds: ['permissionSetLicense'] },
		],
		['AssignPermissionSets', 'wholeSeat', { actions: ['wholeSeat'] }],
		[
			'ManagePackageLicenses',
			'a package license',
			{ actions: ['removeLicense'], licenseKinds: ['packageLicense'] },
		],
		['ManagePackageLicenses', 'wholeSeat', { actions: ['wholeSeat'] }],
		['MonitorLoginHistory', 'humanLogin', { signals: ['humanLogin'], actions: [] }],
		['MonitorLoginHistory', 'apiLogin', { signals: ['apiLogin'], actions: [] }],
		['CustomizeApplication', 'oauthUse', { signals: ['oauthUse'], actions: [] }],
		['ViewAllData', 'work', { signals: ['work'], actions: [] }],
		...LICENSE_KINDS.filter(
			(kind) => kind === 'userLicense' || kind === 'permissionSetLicense',
		).map((kind): [string, string, IDataObject] => [
			'ViewSetup',
			kind,
			{ licenseKinds: [kind], signals: [], actions: [] },
		]),
	];

	it.each(NEEDS)('has %s named by Check Access for %s', async (permission, _, choice) => {
		const all = [...RECLAIM, 'CustomizeApplication', 'ViewAllData'];
		act(all);
		expect(await namedBy(choice)).toEqual([]);
		// Manage Users brings these two with it.
		const alsoWithout =
			permission === 'ManageInternalUsers' || permission === 'MonitorLoginHistory'
				? ['ManageUsers']
				: [];
		for (const { Id } of org()
			.org.rows('PermissionSetAssignment')
			.filter(({ AssigneeId }) => AssigneeId === org().org.runAsUserId))
			org().org.table('PermissionSetAssignment').delete(Id);
		act(all.filter((one) => one !== permission && !alsoWithout.includes(one)));
		expect(await namedBy(choice)).toContain(LABELS[permission]);
	});

	it('has nothing named that was not chosen', async () => {
		act(READ);
		expect(await namedBy({ signals: ['lastLogin'], actions: [] })).toEqual([]);
		const { items } = await access({
			signals: [],
			actions: ['deactivate'],
			licenseKinds: ['userLicense'],
		});
		expect(items.map(({ process }) => process)).toEqual(['download', 'reclaim', 'consumption']);
		expect(items[1].missingPermissions).toEqual(['Manage Internal Users']);
		expect(JSON.stringify(items[1].checks)).toContain('"neededFor":["deactivate"]');
	});
});
