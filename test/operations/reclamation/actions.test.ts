import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import type { OutcomeItem } from '../../support/seats';
import {
	differences,
	outcomesOf,
	reclaim,
	recordsWritten,
	restore,
	stateOf,
	tally,
} from '../../support/seats';
import { useOrg } from '../../support/org';

jest.setTimeout(60_000);

const org = useOrg({ users: 200, seed: 11 });
const rows = (object: string) => org().org.rows(object);
const find = (object: string, id: unknown) => org().org.table(object).get(String(id)) as Row;
const isBlocked = (userId: string) => org().org.blockers.some((one) => one.userId === userId);
const people = () =>
	rows('User').filter(
		({ Id, IsActive, Username }) =>
			IsActive === true && String(Username).startsWith('user') && !isBlocked(Id),
	);
const isFrozen = ({ Id }: Row) =>
	rows('UserLogin').some(({ UserId, IsFrozen }) => UserId === Id && IsFrozen === true);

const item = (userId: string, action: string, more: IDataObject = {}): IDataObject => ({
	userId,
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	action,
	...more,
});

const permissionSetLicenseItems = (): IDataObject[] =>
	rows('PermissionSetLicenseAssign').map(({ AssigneeId, PermissionSetLicenseId }) =>
		item(String(AssigneeId), 'removeLicense', {
			licenseKind: 'permissionSetLicense',
			licenseIdentifier: String(find('PermissionSetLicense', PermissionSetLicenseId).DeveloperName),
		}),
	);

const packageItems = (): IDataObject[] =>
	rows('UserPackageLicense').map(({ UserId, PackageLicenseId }) =>
		item(String(UserId), 'removeLicense', {
			licenseKind: 'packageLicense',
			licenseIdentifier: String(find('PackageLicense', PackageLicenseId).NamespacePrefix),
		}),
	);

const featureItems = (): IDataObject[] =>
	rows('User').flatMap((user) =>
		['MarketingUser', 'SupportUser', 'InteractionUser']
			.filter((feature) => user[`UserPermissions${feature}`] === true)
			.map((feature) =>
				item(user.Id, 'removeLicense', {
					licenseKind: 'featureLicense',
					licenseIdentifier: feature,
				}),
			),
	);

/** Everything but what the org's own traps refuse, there and back again. */
async function thereAndBack(items: IDataObject[], parameters: IDataObject = {}) {
	const before = stateOf(org());
	const run = await reclaim(org(), items, parameters);
	expect(run.error).toBeNull();
	const done = outcomesOf(run);
	expect(done).toHaveLength(items.length);
	expect(org().org.inspector.writes).toBe(recordsWritten(done));
	expect(org().org.checkInvariants()).toEqual([]);

	const during = stateOf(org());
	const again = outcomesOf(await reclaim(org(), items, parameters));
	const finished = again.filter((_, index) => done[index].outcome === 'done');
	expect(tally(finished)).toEqual({ alreadyDone: finished.length });
	expect(differences(during, stateOf(org()))).toEqual([]);

	const back = await restore(org(), done);
	expect(back.error).toBeNull();
	expect(differences(before, stateOf(org()))).toEqual([]);
	const backAgain = outcomesOf(await restore(org(), done));
	expect(backAgain.every(({ outcome }) => ['alreadyDone', 'skipped'].includes(outcome))).toBe(true);
	return done;
}

const kindsOf = (items: readonly OutcomeItem[]) =>
	[...new Set(items.flatMap(({ steps }) => steps.map(({ step }) => step)))].sort();

describe('every action, reclaimed and restored', () => {
	it('freeze keeps the seat, and Restore returns the login', async () => {
		const items = people()
			.filter((user) => !isFrozen(user))
			.map(({ Id }) => item(Id, 'freeze'));
		const done = await thereAndBack(items);
		expect(tally(done)).toEqual({ done: items.length });
		expect(done[0].run.seats).toEqual([]);
	});

	it('deactivate frees the user license', async () => {
		const items = people().map(({ Id }) => item(Id, 'deactivate'));
		const done = await thereAndBack(items);
		expect(tally(done)).toEqual({ done: items.length });
		const { seats } = done[0].run;
		for (const { freed, usedBefore, usedAfter } of seats) {
			expect(Number(usedBefore) - Number(usedAfter)).toBe(freed);
		}
		expect(seats.reduce((sum, { freed }) => sum + Number(freed), 0)).toBe(items.length);
	});

	it('removes permission set licenses with the sets and groups that need them', async () => {
		const items = permissionSetLicenseItems();
		const done = await thereAndBack(items);
		const unseen = org().org.groundTruth.permissionSetLicenseNeededUnseen ?? [];
		for (const one of done) {
			if (!unseen.includes(one.userId)) expect(one.outcome).toBe('done');
		}
		expect(kindsOf(done)).toEqual([
			'removePermissionSet',
			'removePermissionSetGroup',
			'removePermissionSetLicense',
		]);
		const released = done.flatMap(({ steps }) =>
			steps.filter(({ reason }) => /Salesforce removed the license together/.test(reason ?? '')),
		);
		expect(released.length).toBeGreaterThan(0);
	});

	it('removes package seats, also those of inactive users', async () => {
		const items = packageItems();
		const done = await thereAndBack(items);
		expect(tally(done)).toEqual({ done: items.length });
		expect(done.some(({ userId }) => find('User', userId).IsActive === false)).toBe(true);
	});

	it('clears feature flags, several of one user in one record', async () => {
		const items = featureItems();
		const done = await thereAndBack(items);
		expect(tally(done)).toEqual({ done: items.length });
		expect(recordsWritten(done)).toBeLessThan(items.length);
	});

	it('removes the whole seat in the right order', async () => {
		const items = people().map(({ Id }) => item(Id, 'wholeSeat'));
		const done = await thereAndBack(items);
		expect(tally(done)).toEqual({ done: items.length });
		expect(kindsOf(done)).toEqual([
			'clearFeatureLicense',
			'deactivate',
			'freeze',
			'removePackageLicense',
			'removePermissionSet',
			'removePermissionSetGroup',
			'removePermissionSetLicense',
		]);
		const ids = new Set(items.map(({ userId }) => userId));
		expect(
			done.every(({ steps }) => steps[steps.length - 1].step === 'deactivate' && steps.length > 0),
		).toBe(true);
		expect(ids.size).toBe(items.length);
	});

	it('moves users to a cheaper profile, and back', async () => {
		const profile = rows('Profile').find(({ Name }) => Name === 'Standard Platform User') as Row;
		const pool = find('UserLicense', profile.UserLicenseId);
		pool.TotalLicenses = 1_000;
		const items = people()
			.filter(({ ProfileId }) => find('Profile', ProfileId).Name === 'Standard User')
			.map(({ Id }) => item(Id, 'changeProfile'));
		const done = await thereAndBack(items, { targetProfile: 'Standard Platform User' });
		expect(tally(done)).toEqual({ done: items.length });
		expect(done[0].run.seats).toMatchObject([{ licenseIdentifier: 'SFDC', freed: items.length }]);
	});
});
