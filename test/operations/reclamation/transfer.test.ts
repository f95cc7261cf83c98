import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { useOrg } from '../../support/org';
import { differences, outcomesOf, reclaim, restore, stateOf, tally } from '../../support/seats';

jest.setTimeout(30_000);

/** Records and approvals handed over before a deactivation. */
const org = useOrg({ users: 80, seed: 31 });
const rows = (object: string) => org().org.rows(object);
const owner = () => org().org.groundTruth.ownsRecords[0];
const user = (id: unknown) => org().org.table('User').get(String(id)) as Row;
const OBJECTS = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case'];
const ownedBy = (userId: string) => [
	...OBJECTS.flatMap((object) => rows(object).filter(({ OwnerId }) => OwnerId === userId)),
	...rows('ProcessInstanceWorkitem').filter(({ ActorId }) => ActorId === userId),
];

const item = (action = 'deactivate'): IDataObject => ({
	userId: owner(),
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	action,
});
const transfer = { transferRecords: true };

beforeEach(() => {
	// One of each, whatever else the company owns.
	for (const object of OBJECTS) {
		org().org.table(object).clear();
		org().org.insert(object, { Name: object, OwnerId: owner() });
	}
	// Closed work stays with whoever did it.
	org().org.insert('Case', { Subject: 'Old', IsClosed: true, OwnerId: owner() });
	for (const row of [...rows('Case'), ...rows('Opportunity')]) row.IsClosed ??= false;
	for (const row of rows('Lead')) row.IsConverted ??= false;
	Object.assign(user(owner()), { ManagerId: rows('User')[1].Id });
});

describe('transfer of records', () => {
	it('is off by default', async () => {
		const before = ownedBy(owner()).length;
		const [done] = outcomesOf(await reclaim(org(), [item()]));
		expect(done.outcome).toBe('done');
		expect(ownedBy(owner())).toHaveLength(before);
	});

	it('assigns every open record and approval to the manager, and Restore returns them to the user', async () => {
		const before = stateOf(org());
		const [done] = outcomesOf(await reclaim(org(), [item()], transfer));
		expect(done).toMatchObject({ outcome: 'done' });
		expect(done.steps.map(({ step }) => step)).toEqual([
			...Array.from({ length: 6 }, () => 'transferRecord'),
			'deactivate',
		]);
		expect(ownedBy(owner())).toMatchObject([{ Subject: 'Old' }]);
		expect(ownedBy(String(user(owner()).ManagerId))).toHaveLength(6);

		const [again] = outcomesOf(await reclaim(org(), [item()], transfer));
		expect(again.outcome).toBe('alreadyDone');

		const [back] = outcomesOf(await restore(org(), [done]));
		expect(back.outcome).toBe('done');
		expect(differences(before, stateOf(org()))).toEqual([]);
	});

	it('does not change what another user got in the meantime', async () => {
		const [done] = outcomesOf(await reclaim(org(), [item('wholeSeat')], transfer));
		const [account] = rows('Account');
		account.OwnerId = rows('User')[2].Id;
		const [back] = outcomesOf(await restore(org(), [done]));
		expect(back.outcome).toBe('done');
		expect(account.OwnerId).toBe(rows('User')[2].Id);
		expect(ownedBy(owner())).toHaveLength(6);
	});

	it('goes to a named user', async () => {
		const heir = rows('User')[2];
		const [done] = outcomesOf(
			await reclaim(org(), [item()], {
				...transfer,
				transferTo: 'user',
				transferUser: String(heir.Username),
				transferObjects: ['Account', 'Case'],
			}),
		);
		expect(done.steps.map(({ name }) => name)).toEqual(['Account', 'Case', null]);
		expect(ownedBy(heir.Id)).toHaveLength(2);
	});

	it('refuses a named user that does not exist, before anything is written', async () => {
		const run = await reclaim(org(), [item()], {
			...transfer,
			transferTo: 'user',
			transferUser: 'nobody@acme.example',
		});
		expect(run.error?.message).toMatch(/no user "nobody@acme.example"/);
		const other = rows('User').find(({ Id }) => Id !== org().org.runAsUserId) as Row;
		other.Username = 'records.keeper@acme.example';
		const near = await reclaim(org(), [item()], {
			...transfer,
			transferTo: 'user',
			transferUser: 'records.keper@acme.example',
		});
		expect(near.error?.message).toContain('; closest match: "records.keeper@acme.example"');
		expect(org().org.inspector.writes).toBe(0);
	});

	it.each<[string, (manager: Row, owned: Row) => void, RegExp]>([
		['has no manager', (_, owned) => (owned.ManagerId = null), /no manager/],
		['has an inactive manager', (manager) => (manager.IsActive = false), /manager.* is inactive/],
		[
			'owns too many records',
			(_, owned) => {
				for (let number = 0; number < 20; number++)
					org().org.insert('Contact', { LastName: `Nr. ${number}`, OwnerId: owned.Id });
			},
			/more than 10 records/,
		],
	])('skips a user who %s', async (_what, prepare, reason) => {
		prepare(user(user(owner()).ManagerId), user(owner()));
		org().org.seats.recount();
		const run = await reclaim(org(), [item()], { ...transfer, maxRecordsPerUser: 10 });
		const [blocked] = outcomesOf(run);
		expect(blocked).toMatchObject({ outcome: 'blocked', steps: [] });
		expect(blocked.reason).toMatch(reason);
		expect(org().org.inspector.writes).toBe(0);
	});

	it('keeps the user active when a record cannot be handed over', async () => {
		org().org.automation.push({
			object: 'Opportunity',
			operation: 'update',
			fails: () => true,
			code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
			message: 'Deals stay',
		});
		const [failed] = outcomesOf(await reclaim(org(), [item()], transfer));
		expect(failed.outcome).toBe('failed');
		expect(failed.reason).toMatch(/Deals stay.*Earlier steps were written/);
		expect(user(owner()).IsActive).toBe(true);
		org().org.automation.length = 0;
		// Its own outcome, fed back, finishes what is left; the whole is restored in one go.
		const [done] = outcomesOf(await reclaim(org(), [failed], transfer));
		expect(done.outcome).toBe('done');
		const back = outcomesOf(await restore(org(), [done]));
		expect(tally(back)).toEqual({ done: 1 });
		expect(ownedBy(owner())).toHaveLength(7);
	});
});
