import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import type { RunningOrg } from '../../org/server';
import { startOrg } from '../../org/server';
import { clientCredentials } from '../../support/org';
import { pollingWorkflow } from '../../support/pollNode';
import { ALL_EVENTS, daysBefore, employees } from '../../support/triggerCases';

/** A large org: what a poll costs, and how much is remembered. */

const USERS = 100_000;
const MAX_MEMORY_BYTES = 300_000;
const MAX_CALLS = 60;
const MAX_QUIET_CALLS = 15;

let running: RunningOrg;
beforeAll(async () => {
	running = await startOrg({ users: USERS, seed: 7 });
}, 120_000);
afterAll(async () => await running.close());

/** 175 people of each kind of change, hundreds of seats: as much as happens in such a company in a day. */
function aBusyDay({ org }: RunningOrg) {
	const people = employees(org);
	const every = (part: number) => people.filter((_, index) => index % 400 === part);
	const [gone, back, frozen, idle] = [every(0), every(1), every(2), every(3)];
	const stamp = new Date().toISOString();
	const wasIdle = (user: Row) =>
		String(user.LastLoginDate ?? user.CreatedDate) <= daysBefore(60) && user.IsActive === true;
	const returned = back.filter(wasIdle);
	const newlyIdle = idle.filter((user) => !wasIdle(user));
	for (const user of gone) org.change('User', user, { IsActive: false, LastModifiedDate: stamp });
	for (const user of back) org.change('User', user, { LastLoginDate: stamp });
	for (const user of newlyIdle) org.change('User', user, { LastLoginDate: daysBefore(61) });
	for (const { Id } of frozen)
		for (const login of org.table('UserLogin').where('UserId', Id))
			if (login.IsFrozen !== true)
				org.change('UserLogin', login, { IsFrozen: true, LastModifiedDate: stamp });
	const sets = org.rows('PermissionSetLicenseAssign').slice(0, 300);
	for (const row of sets) org.remove('PermissionSetLicenseAssign', row);
	const packages = org.rows('UserPackageLicense').slice(0, 100);
	for (const row of packages) org.remove('UserPackageLicense', row);
	org.seats.recount();
	return { gone, returned, newlyIdle, sets, packages };
}

test('100,000 users: up to 15 calls without changes, 60 with the changes of a day, and a memory of fixed size', async () => {
	const { org } = running;
	const workflow = pollingWorkflow({ events: ALL_EVENTS } as never, clientCredentials(running));
	const poll = async (): Promise<{ items: IDataObject[]; calls: number }> => {
		const { apiCalls } = org;
		return { items: await workflow.poll(), calls: org.apiCalls - apiCalls };
	};
	const first = await poll();
	expect(first.items).toEqual([]);
	expect(first.calls).toBeLessThanOrEqual(MAX_CALLS);
	const quiet = await poll();
	expect(quiet.items).toEqual([]);
	expect(quiet.calls).toBeLessThanOrEqual(MAX_QUIET_CALLS);

	const day = aBusyDay(running);
	const busy = await poll();
	expect(busy.calls).toBeLessThanOrEqual(MAX_CALLS);
	const usersOf = (event: string, kind?: string) =>
		busy.items
			.filter((item) => item.event === event && (kind === undefined || item.licenseKind === kind))
			.map(({ userId }) => userId)
			.sort();
	const ids = (rows: Row[], column = 'Id') => rows.map((row) => row[column]).sort();
	expect(usersOf('subscriptionRemoved', 'userLicense')).toEqual(ids(day.gone));
	expect(usersOf('subscriptionRemoved', 'permissionSetLicense')).toEqual(
		ids(day.sets, 'AssigneeId'),
	);
	expect(usersOf('subscriptionRemoved', 'packageLicense')).toEqual(ids(day.packages, 'UserId'));
	expect(usersOf('userReturned')).toEqual(ids(day.returned));
	expect(usersOf('userInactive')).toEqual(ids(day.newlyIdle));
	expect(new Set(busy.items.map(({ eventKey }) => eventKey)).size).toBe(busy.items.length);
	expect(workflow.memory().length).toBeLessThan(MAX_MEMORY_BYTES);

	const after = await poll();
	expect(after.items).toEqual([]);
	expect(after.calls).toBeLessThanOrEqual(MAX_QUIET_CALLS);
}, 300_000);
