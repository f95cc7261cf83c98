import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { useOrg } from '../../support/org';
import {
	differences,
	outcomesOf,
	peopleWith,
	reclaim,
	restore,
	seatItem,
	stateOf,
	tally,
} from '../../support/seats';

jest.setTimeout(60_000);

/** Rows that no seal shows: what Restore does with them, and what it never does. */
const org = useOrg({ users: 120, seed: 51, otherAdministrators: true });
const rows = (object: string) => org().org.rows(object);
const find = (object: string, is: (row: Row) => boolean) => rows(object).find(is) as Row;
const [truth, person] = [
	(place: string) => String(org().org.groundTruth[place]?.[0]),
	() => peopleWith(org()).find(({ Id }) => !isAdministrator(Id)) as Row,
];
const isAdministrator = (id: string) =>
	['administratorsByProfile', 'administratorsBySet', 'administratorsByGroup', 'userManagers'].some(
		(place) => org().org.groundTruth[place]?.includes(id),
	);

/** A before-image as anybody could write it. */
const image = ({ Id, Username, ProfileId }: Row, more: IDataObject = {}): IDataObject => ({
	userId: Id,
	username: String(Username),
	isActive: true,
	isFrozen: false,
	profileId: String(ProfileId),
	userLicenseId: null,
	permissionSets: null,
	permissionSetLicenses: null,
	packageLicenses: null,
	featureLicenses: null,
	lastLoginAt: null,
	readAt: '2026-01-05T12:00:00.000Z',
	...more,
});
const assignment = (set: Row, group: Row | null = null): IDataObject => ({
	permissionSetId: set.Id,
	permissionSetGroupId: group?.Id ?? null,
	name: String(set.Label),
});
const accept = async (items: IDataObject[], more: IDataObject = {}) =>
	await restore(org(), items, { acceptUnsealed: true, ...more });

async function writesNothing<T>(run: () => Promise<T>): Promise<T> {
	const before = stateOf(org());
	const { writes } = org().org.inspector;
	const result = await run();
	expect(org().org.inspector.writes).toBe(writes);
	expect(differences(before, stateOf(org()))).toEqual([]);
	return result;
}

describe('an unsealed row', () => {
	it('is restored with Accept Unsealed only', async () => {
		const before = stateOf(org());
		const [{ userId, before: was }] = outcomesOf(
			await reclaim(org(), [seatItem(person().Id, 'wholeSeat')]),
		);
		const row = { userId, before: was } as IDataObject;
		const refused = await writesNothing(async () => await restore(org(), [row]));
		expect(outcomesOf(refused)).toMatchObject([{ outcome: 'blocked', errorCode: 'NOT_SEALED' }]);
		expect(tally(outcomesOf(await accept([row])))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it.each([['true'], [1], [null], [''], [[true]]])(
		'is not restored if Accept Unsealed is %j',
		async (acceptUnsealed) => {
			const [{ userId, before }] = outcomesOf(await reclaim(org(), [seatItem(person().Id)]));
			const run = await writesNothing(
				async () =>
					await restore(org(), [{ userId, before } as IDataObject], { acceptUnsealed } as never),
			);
			expect(run.error?.message).toMatch(/^Accept Unsealed must be true or false/);
		},
	);

	it('cannot vouch for itself: an expression does not turn on Accept Unsealed', async () => {
		const [{ userId, before }] = outcomesOf(await reclaim(org(), [seatItem(person().Id)]));
		const row = { userId, before, acceptUnsealed: true } as IDataObject;
		const run = await writesNothing(
			async () => await accept([row], { acceptUnsealed: '={{ $json.acceptUnsealed }}' }),
		);
		expect(run.error?.message).toMatch(/^Accept Unsealed must be true or false/);
	});

	it('is restored with the expiration date that it names, and refused if that is not a date', async () => {
		const user = person();
		const set = find('PermissionSet', ({ Name }) => Name === 'Help_Desk');
		org().org.change('PermissionSet', set, {
			...Object.fromEntries(
				Object.keys(set)
					.filter((name) => name.startsWith('Permissions'))
					.map((name) => [name, false]),
			),
		});
		const permissionSets = [{ ...assignment(set), expiresAt: 'soon' }];
		const run = await writesNothing(
			async () => await accept([{ userId: user.Id, before: image(user, { permissionSets }) }]),
		);
		expect(run.error?.message).toMatch(/permissionSets 1 expiresAt: is not a date and time/);
	});
});

describe('even with Accept Unsealed, Restore', () => {
	const grants: Array<[string, () => IDataObject]> = [
		[
			'the standard profile of administrators',
			() => ({
				profileId: find(
					'Profile',
					({ PermissionsModifyAllData }) => PermissionsModifyAllData === true,
				).Id,
			}),
		],
		[
			'a cloned profile',
			() => ({ profileId: find('Profile', ({ Name }) => Name === 'Chief of Operations').Id }),
		],
		[
			'a permission set over all data',
			() => ({
				permissionSets: [assignment(find('PermissionSet', ({ Name }) => Name === 'Full_Access'))],
			}),
		],
		[
			'a permission set over users',
			() => ({
				permissionSets: [assignment(find('PermissionSet', ({ Name }) => Name === 'Help_Desk'))],
			}),
		],
		[
			'a permission set group',
			() => ({
				permissionSets: [
					assignment(
						find('PermissionSet', ({ Name }) => Name === 'Keepers'),
						find('PermissionSetGroup', ({ DeveloperName }) => DeveloperName === 'Keepers'),
					),
				],
			}),
		],
	];

	it.each(grants)('never assigns %s', async (_, more) => {
		const user = person();
		const row = { userId: user.Id, before: image(user, more()) };
		const run = await writesNothing(async () => await accept([row]));
		const [outcome] = outcomesOf(run);
		expect(outcome).toMatchObject({ outcome: 'blocked', errorCode: 'RIGHTS_NOT_GIVEN', steps: [] });
		expect(outcome.reason).toMatch(/grants administrator permissions/);
	});

	it.each(grants)('assigns nothing whose permissions cannot be read: %s', async (_, more) => {
		const user = person();
		const row = { userId: user.Id, before: image(user, more()) };
		org().org.hiddenFields.add('PermissionSet.PermissionsModifyAllData');
		const run = await writesNothing(async () => await accept([row]));
		expect(outcomesOf(run)[0]).toMatchObject({ outcome: 'blocked', errorCode: 'RIGHTS_NOT_GIVEN' });
		expect(outcomesOf(run)[0].reason).toMatch(/could not read which permissions/);
	});

	it('counts permissions of a group that are not in its parts', async () => {
		const user = person();
		const group = find('PermissionSetGroup', ({ DeveloperName }) => DeveloperName === 'Keepers');
		const set = find('PermissionSet', ({ Name }) => Name === 'Keepers');
		// Salesforce has not yet computed what the group gives.
		for (const name of Object.keys(set))
			if (name.startsWith('Permissions')) Object.assign(set, { [name]: false });
		const before = image(user, { permissionSets: [assignment(set, group)] });
		const run = await writesNothing(async () => await accept([{ userId: user.Id, before }]));
		expect(outcomesOf(run)[0].errorCode).toBe('RIGHTS_NOT_GIVEN');
	});

	it.each([
		['administratorsByProfile'],
		['administratorsBySet'],
		['administratorsByGroup'],
		['userManagers'],
	])('never reactivates %s', async (place) => {
		const user = find('User', ({ Id }) => Id === truth(place));
		org().org.change('User', user, { IsActive: false });
		org().org.seats.recount();
		const run = await writesNothing(
			async () => await accept([{ userId: user.Id, before: image(user) }]),
		);
		expect(outcomesOf(run)[0]).toMatchObject({ outcome: 'blocked', errorCode: 'PROTECTED_USER' });
	});

	it('never changes the connected user', async () => {
		const user = find('User', ({ Id }) => Id === org().org.runAsUserId);
		const before = image(user, { featureLicenses: ['MarketingUser', 'SupportUser'] });
		const run = await writesNothing(async () => await accept([{ userId: user.Id, before }]));
		expect(outcomesOf(run)[0]).toMatchObject({ outcome: 'blocked', errorCode: 'PROTECTED_USER' });
	});

	it('never returns a record to a user who did not own it', async () => {
		const user = person();
		const account = find('Account', ({ OwnerId }) => OwnerId !== user.Id);
		const step = {
			step: 'transferRecord',
			recordId: account.Id,
			target: account.OwnerId,
			name: 'Account',
			outcome: 'done',
		};
		const row = { userId: user.Id, outcome: 'done', before: image(user), steps: [step] };
		const run = await writesNothing(async () => await accept([row as IDataObject]));
		expect(outcomesOf(run)[0]).toMatchObject({ outcome: 'blocked', errorCode: 'NOT_SEALED' });
	});
});

describe('a sealed outcome', () => {
	it('restores permissions that Reclaim really removed', async () => {
		const user = find('User', ({ Id }) => Id === truth('administratorsBySet'));
		const before = stateOf(org());
		const [done] = outcomesOf(
			await reclaim(org(), [seatItem(user.Id, 'wholeSeat')], { protectAdministrators: false }),
		);
		expect(done.outcome).toBe('done');
		if (!done.steps.some(({ step }) => step === 'removePermissionSet'))
			throw new Error('The administrator keeps the set: the seed has no license to take with it');
		expect(tally(outcomesOf(await restore(org(), [done])))).toEqual({ done: 1 });
		expect(differences(before, stateOf(org()))).toEqual([]);
	});
});
