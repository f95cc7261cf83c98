import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../../org/org';
import { runNode } from '../../../support/inProcess';
import { clientCredentials, useOrg } from '../../../support/org';
import { change, employees } from '../../../support/triggerCases';

/** Who took a freed seat again, and how: what the ledger says of it. */

const org = useOrg({ users: 60, seed: 5 });
beforeEach(() => {
	org().org.keepsAuditTrail = true;
});
const FREED_AT = new Date(Date.now() - 3 * 86_400_000).toISOString();

const explain = async (items: readonly IDataObject[]) =>
	await runNode({ resource: 'candidate', operation: 'takenAgain' }, clientCredentials(org()), [
		...items,
	]);

const taken = (user: Row, changes: IDataObject = {}): IDataObject => {
	const kind = String(changes.licenseKind ?? 'userLicense');
	const identifier = String(changes.licenseIdentifier ?? 'SFDC');
	return {
		...{ ledgerKey: `k|${kind}|${user.Id}`, entry: 'takenAgain', at: new Date().toISOString() },
		...{ freedAt: FREED_AT, candidateKey: `${org().org.id}:${user.Id}:${kind}:${identifier}` },
		...{ orgId: org().org.id, userId: user.Id, username: String(user.Username) },
		name: String(user.Name),
		...{ licenseKind: kind, licenseIdentifier: identifier, amount: 1200, currency: 'USD' },
		...{ action: 'deactivate', decidedBy: 'boss@example.com', reason: 'It is back.' },
		...changes,
	};
};
const me = () => org().org.table('User').get(org().org.runAsUserId)!;
const someone = (index = 0): Row => employees(org().org)[index];
const activateAgain = async (user: Row) => {
	await change(org(), 'PATCH', `User/${user.Id}`, { IsActive: false });
	await change(org(), 'PATCH', `User/${user.Id}`, { IsActive: true });
};
const today = () => new Date().toISOString().slice(0, 10);
const NOBODY = /Salesforce does not say who did it/;

describe('Explain Seats Taken Again', () => {
	it('names who activated a user again, by Setup Audit Trail', async () => {
		const user = someone();
		await activateAgain(user);
		const { items, error, hints } = await explain([taken(user)]);
		expect([error, hints]).toEqual([null, []]);
		expect(items).toMatchObject([
			{
				...{ entry: 'takenAgain', userId: user.Id, amount: 1200, freedAt: FREED_AT },
				decidedBy: me().Username,
				reason: `The user was activated again outside the playbook on ${today()} by ${String(me().Name)} (${String(me().Username)}), according to Setup Audit Trail.`,
			},
		]);
	});

	it.each(['permissionSetLicense', 'packageLicense'] as const)(
		'names who assigned a license again, by the assignment: %s',
		async (licenseKind) => {
			const { org: inside } = org();
			const of = {
				permissionSetLicense: [
					'PermissionSetLicenseAssign',
					'AssigneeId',
					'PermissionSetLicenseId',
				],
				packageLicense: ['UserPackageLicense', 'UserId', 'PackageLicenseId'],
			}[licenseKind];
			const pools = of[2].replace(/Id$/, '');
			const [pool] = inside.rows(pools);
			const user = employees(inside).find(
				({ Id }) => inside.table(of[0]).where(of[1], Id).length === 0,
			)!;
			const admin = employees(inside).find(({ Id }) => Id !== user.Id)!;
			const values = { [of[1]]: user.Id, [of[2]]: pool.Id, CreatedById: admin.Id };
			inside.insert(of[0], { ...values, CreatedDate: new Date().toISOString() });
			inside.seats.recount();
			const licenseIdentifier = String(pool.DeveloperName ?? pool.NamespacePrefix);
			const { items, error } = await explain([taken(user, { licenseKind, licenseIdentifier })]);
			expect(error).toBeNull();
			expect(items[0]).toMatchObject({ decidedBy: admin.Username });
			expect(items[0].reason).toBe(
				`The license was assigned again outside the playbook on ${today()} by ${String(admin.Name)} (${String(admin.Username)}).`,
			);
		},
	);

	it('names who turned a feature on again', async () => {
		const user = employees(org().org).find((one) => one.UserPermissionsMarketingUser !== true)!;
		await change(org(), 'PATCH', `User/${user.Id}`, { UserPermissionsMarketingUser: true });
		const row = taken(user, { licenseKind: 'featureLicense', licenseIdentifier: 'MarketingUser' });
		const { items } = await explain([row]);
		expect(items[0].reason).toMatch(/^The feature was turned on again .* by /);
		expect(items[0].decidedBy).toBe(me().Username);
	});

	it('leaves other rows as they are, and asks the org nothing for them', async () => {
		const calls = org().org.apiCalls;
		const row = taken(someone(), { entry: 'givenBack' });
		const { items } = await explain([row]);
		expect(items[0]).toMatchObject(row);
		expect(org().org.apiCalls).toBe(calls);
	});

	describe('never names somebody who may not have done it', () => {
		const auditEntry = (Display: string, ago = 0) =>
			org().org.insert('SetupAuditTrail', {
				...{ Action: 'activateduser', Section: 'Manage Users', Display },
				...{ CreatedById: me().Id, CreatedDate: new Date(Date.now() - ago).toISOString() },
			});

		it.each<[string, (user: Row) => void]>([
			['nothing tells', () => {}],
			[
				'it was before the reclaim',
				(user) => auditEntry(`Activated user ${String(user.Name)}`, 9 * 86_400_000),
			],
			['another user is named', () => auditEntry('Activated user Somebody Else')],
			['a longer name is named', (user) => auditEntry(`Activated user ${String(user.Name)}son`)],
			['the entry has no text', () => auditEntry(null as never)],
		])('where %s', async (_, put) => {
			const user = someone();
			put(user);
			const { items } = await explain([taken(user)]);
			expect(items[0]).toMatchObject({ decidedBy: null, reason: expect.stringMatching(NOBODY) });
		});

		it('where two of the users have the same name', async () => {
			const [one, other] = [someone(0), someone(1)];
			other.Name = one.Name;
			auditEntry(`Activated user ${String(one.Name)}`);
			const { items } = await explain([taken(one), taken(other)]);
			for (const { reason } of items) expect(reason).toMatch(NOBODY);
		});

		it('where the trail cannot be read: the row says so', async () => {
			const user = someone();
			await activateAgain(user);
			org().org.absentObjects.add('SetupAuditTrail');
			const { items, hints, error } = await explain([taken(user)]);
			expect(error).toBeNull();
			expect(items[0].reason).toContain('Not read: Setup Audit Trail.');
			expect(hints.join()).toMatch(/Who activated users .* could not be read/);
		});

		it('in another org', async () => {
			const user = someone();
			await activateAgain(user);
			const row = taken(user, { orgId: '00D000000000009AAA' });
			const { items } = await explain([row]);
			expect(items[0]).toMatchObject({ reason: 'It is back.', decidedBy: 'boss@example.com' });
		});

		it('where the person is not a user any more: the day stays', async () => {
			const user = someone();
			await activateAgain(user);
			for (const row of org().org.rows('SetupAuditTrail')) row.CreatedById = '005000000000999AAA';
			const { items } = await explain([taken(user)]);
			expect(items[0]).toMatchObject({ decidedBy: null });
			expect(items[0].reason).toBe(
				`The user was activated again outside the playbook on ${today()}, according to Setup Audit Trail.`,
			);
		});
	});

	it('stops at a row that is none of the ledger', async () => {
		const { error } = await explain([{ ledgerKey: 'x' }]);
		expect(error?.message).toMatch(/^Item 1 cannot be used: the row, /);
	});
});
