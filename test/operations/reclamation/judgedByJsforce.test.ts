import type { IDataObject } from 'n8n-workflow';
import { Connection } from 'jsforce';
import type { Row } from '../../org/org';
import { runNode } from '../../support/inProcess';
import { clientCredentials, useOrg } from '../../support/org';
import {
	differences,
	outcomesOf,
	peopleWith,
	profileNamed,
	reclaim,
	restore,
	seatItem,
	stateOf,
	tally,
} from '../../support/seats';

/** Two orgs from one seed: what we do in one, jsforce's own client does in the other. */
const now = new Date();
const ours = useOrg({ now });
const theirs = useOrg({ now });

const jsforce = () =>
	new Connection({
		instanceUrl: theirs().url,
		accessToken: theirs().issueToken(),
		version: '65.0',
	});

interface Saved {
	success: boolean;
	errors: unknown[];
}
const expectSaved = (results: Saved | Saved[]) => {
	const failed = [results].flat().filter(({ success }) => !success);
	expect(failed).toEqual([]);
};

const idsOf = async (connection: Connection, soql: string): Promise<string[]> =>
	(await connection.query<{ Id: string }>(soql)).records.map(({ Id }) => String(Id));

/** Who holds a license of this object, of the people whom nothing keeps. */
const holders = (object: string, field: string, among = peopleWith(ours())) =>
	ours()
		.org.rows(object)
		.filter((row) => among.some(({ Id }) => Id === row[field]));

const licenseItem = (userId: unknown, licenseKind: string, licenseIdentifier: unknown) => ({
	userId: String(userId),
	licenseKind,
	licenseIdentifier: String(licenseIdentifier),
	action: 'removeLicense',
});

const done = async (items: IDataObject[], parameters: IDataObject = {}) => {
	const outcomes = outcomesOf(await reclaim(ours(), items, parameters));
	expect(tally(outcomes)).toEqual({ done: items.length });
	return outcomes;
};

/** Nothing differs but what no restore can bring back, and stamps. */
const expectTheSame = () => expect(differences(stateOf(theirs()), stateOf(ours()))).toEqual([]);

describe('reclaim, judged by jsforce', () => {
	it('leaves the org as jsforce leaves it after the same deactivations and freezes', async () => {
		const candidates = (
			await runNode(
				{ resource: 'reclamation', operation: 'findCandidates', licenseKinds: ['userLicense'] },
				clientCredentials(ours()),
			)
		).items;
		const [first, second, third] = candidates;
		await done([first, second, { ...third, action: 'freeze' }]);

		const connection = jsforce();
		expectSaved(
			await connection
				.sobject('User')
				.update([first, second].map(({ userId }) => ({ Id: String(userId), IsActive: false }))),
		);
		const logins = `SELECT Id FROM UserLogin WHERE UserId = '${String(third.userId)}'`;
		const [Id] = await idsOf(connection, logins);
		expectSaved(await connection.sobject('UserLogin').update({ Id, IsFrozen: true }));
		expectTheSame();
	});

	it('removes a permission set license as jsforce does: first the sets that require it, then the license', async () => {
		const [held] = holders('PermissionSetLicenseAssign', 'AssigneeId');
		const pool = ours().org.table('PermissionSetLicense').get(String(held.PermissionSetLicenseId));
		const license = pool as Row;
		await done([licenseItem(held.AssigneeId, 'permissionSetLicense', license.DeveloperName)]);

		const connection = jsforce();
		const ofUser = `AssigneeId = '${String(held.AssigneeId)}'`;
		const groups = await connection.query<{ PermissionSetGroupId: string }>(
			`SELECT PermissionSetGroupId FROM PermissionSetGroupComponent WHERE PermissionSet.LicenseId = '${license.Id}'`,
		);
		const names = groups.records.map((row) => `'${String(row.PermissionSetGroupId)}'`).join();
		const byGroup = names === '' ? '' : ` OR PermissionSetGroupId IN (${names})`;
		const sets = await idsOf(
			connection,
			`SELECT Id FROM PermissionSetAssignment WHERE ${ofUser} AND PermissionSet.IsOwnedByProfile = false AND (PermissionSet.LicenseId = '${license.Id}'${byGroup})`,
		);
		if (sets.length > 0)
			expectSaved(await connection.sobject('PermissionSetAssignment').delete(sets));
		const left = await idsOf(
			connection,
			`SELECT Id FROM PermissionSetLicenseAssign WHERE ${ofUser} AND PermissionSetLicenseId = '${license.Id}'`,
		);
		if (left.length > 0)
			expectSaved(await connection.sobject('PermissionSetLicenseAssign').delete(left));
		expectTheSame();
	});

	it('removes package and feature licenses as jsforce does', async () => {
		const [held] = holders('UserPackageLicense', 'UserId');
		const pool = ours().org.table('PackageLicense').get(String(held.PackageLicenseId)) as Row;
		const marketing = peopleWith(ours()).find((user) => user.UserPermissionsMarketingUser === true);
		const items = [licenseItem(held.UserId, 'packageLicense', pool.NamespacePrefix)];
		if (marketing !== undefined)
			items.push(licenseItem(marketing.Id, 'featureLicense', 'MarketingUser'));
		expect(items).toHaveLength(2);
		await done(items);

		const connection = jsforce();
		expectSaved(await connection.sobject('UserPackageLicense').delete(held.Id));
		const Id = String(marketing?.Id);
		expectSaved(
			await connection.sobject('User').update({ Id, UserPermissionsMarketingUser: false }),
		);
		expectTheSame();
	});

	it('moves to another profile as jsforce does', async () => {
		const profile = 'Standard Platform User';
		for (const running of [ours(), theirs()]) {
			const { org } = running;
			const license = String(profileNamed(running, profile).UserLicenseId);
			(org.table('UserLicense').get(license) as Row).TotalLicenses = 999;
		}
		const people = peopleWith(ours()).slice(0, 3);
		const items = people.map(({ Id }) => seatItem(Id, 'changeProfile'));
		await done(items, { targetProfile: profile });

		const connection = jsforce();
		const [ProfileId] = await idsOf(connection, `SELECT Id FROM Profile WHERE Name = '${profile}'`);
		expectSaved(
			await connection.sobject('User').update(people.map(({ Id }) => ({ Id, ProfileId }))),
		);
		expectTheSame();
	});
});

describe('restore, judged by jsforce', () => {
	it('returns the same as jsforce after a whole seat was reclaimed', async () => {
		const items = peopleWith(ours()).map(({ Id }) => seatItem(Id, 'wholeSeat'));
		const taken = await done(items);
		const given = outcomesOf(await restore(ours(), taken));
		expect(tally(given)).toEqual({ done: items.length });
		// Nobody wrote in the other org.
		expect(theirs().org.inspector.writes).toBe(0);
		expectTheSame();
	});

	it('restores what jsforce removed: only the before-image counts', async () => {
		const people = peopleWith(theirs()).slice(0, 4);
		const plan = outcomesOf(
			await reclaim(
				theirs(),
				people.map(({ Id }) => seatItem(Id, 'wholeSeat')),
				{ dryRun: true },
			),
		);
		const connection = jsforce();
		const users = people.map(({ Id }) => `'${Id}'`).join();
		for (const [object, where] of [
			[
				'PermissionSetAssignment',
				`AssigneeId IN (${users}) AND PermissionSet.IsOwnedByProfile = false`,
			],
			['PermissionSetLicenseAssign', `AssigneeId IN (${users})`],
			['UserPackageLicense', `UserId IN (${users})`],
		]) {
			const ids = await idsOf(connection, `SELECT Id FROM ${object} WHERE ${where}`);
			if (ids.length > 0) expectSaved(await connection.sobject(object).delete(ids));
		}
		for (const { Id } of people)
			expectSaved(await connection.sobject('User').update({ Id, IsActive: false }));
		expect(stateOf(ours())).not.toEqual(stateOf(theirs()));

		const images = plan.map(({ userId, before }) => ({ userId, before }));
		const given = outcomesOf(
			await restore(theirs(), images as IDataObject[], { acceptUnsealed: true }),
		);
		expect(tally(given)).toEqual({ done: people.length });
		expectTheSame();
	});
});
