import type { IDataObject } from 'n8n-workflow';
import type { RunningOrg } from '../../org/server';
import { startOrg } from '../../org/server';
import { pollingWorkflow } from '../../support/pollNode';
import { clientCredentials } from '../../support/org';
import { ALL_EVENTS, days } from '../../support/triggerCases';

/** A large org: calls, and the size of what is remembered. */

const USERS = Number(process.env.USERS ?? 100_000);
const MAX_MEMORY_BYTES = 300_000;

let running: RunningOrg;
beforeAll(async () => {
	running = await startOrg({ users: USERS, seed: 7 });
}, 120_000);
afterAll(async () => await running.close());

test('of 100,000 users: 15 calls without changes, 60 with many, and a memory that does not grow', async () => {
	const { org } = running;
	const workflow = pollingWorkflow({ events: ALL_EVENTS } as never, clientCredentials(running));
	const poll = async (): Promise<{ items: IDataObject[]; calls: number }> => {
		const { apiCalls } = org;
		return { items: await workflow.poll(), calls: org.apiCalls - apiCalls };
	};
	Object.defineProperty((await import('n8n-core')).PollContext.prototype, 'logger', {
		get: () => ({
			warn: (m: string) => process.stderr.write('WARN ' + m + '\n'),
			info() {},
			debug() {},
			error() {},
		}),
		set() {},
	});
	const first = await poll();
	expect(first.items).toEqual([]);
	expect(first.calls).toBeLessThanOrEqual(60);
	const quiet = await poll();
	expect(quiet).toMatchObject({ items: [] });
	expect(quiet.calls).toBeLessThanOrEqual(15);

	const people = org
		.rows('User')
		.filter(
			({ IsActive, UserType, Id }) =>
				IsActive === true && UserType === 'Standard' && Id !== org.runAsUserId,
		);
	const [gone, back, frozen, idle] = [0, 1, 2, 3].map((part) =>
		people.filter((_, index) => index % 400 === part).slice(0, 200),
	);
	const stamp = new Date().toISOString();
	process.stderr.write(
		'BEFORE' +
			JSON.stringify(
				[back, idle].map((l) =>
					l.map((u) => String(u.LastLoginDate).slice(0, 10) + (u.ProfileId as string)).slice(0, 20),
				),
			) +
			'\n',
	);
	for (const user of gone) org.change('User', user, { IsActive: false, LastModifiedDate: stamp });
	for (const user of back) org.change('User', user, { LastLoginDate: stamp });
	for (const user of idle) org.change('User', user, { LastLoginDate: days(90) });
	const frozenIds = new Set(frozen.map(({ Id }) => Id));
	for (const login of org.rows('UserLogin'))
		if (frozenIds.has(String(login.UserId)))
			org.change('UserLogin', login, { IsFrozen: true, LastModifiedDate: stamp });
	const removed = org.rows('PermissionSetLicenseAssign').slice(0, 300);
	for (const row of removed) org.remove('PermissionSetLicenseAssign', row);
	const packages = org.rows('UserPackageLicense').slice(0, 100);
	for (const row of packages) org.remove('UserPackageLicense', row);

	const show = () =>
		process.stderr.write(
			JSON.stringify(
				(JSON.parse(workflow.memory()) as any)['node:Salesforce Licenses Trigger'].memory.parts
					.activity,
				(k, v) => (typeof v === 'string' ? v.slice(0, 60) : v),
			) + '\n',
		);
	show();
	const busy = await poll();
	show();
	const hist: Record<string, number> = {};
	for (const i of busy.items) hist[String(i.event)] = (hist[String(i.event)] ?? 0) + 1;
	process.stderr.write(
		'HIST' +
			JSON.stringify(hist) +
			people.length +
			JSON.stringify(idle.slice(0, 1)) +
			JSON.stringify(back.slice(0, 30).map((u) => [u.LastLoginDate, u.UserType])) +
			'\n',
	);
	expect(busy.calls).toBeLessThanOrEqual(60);
	const count = (event: string, kind?: string) =>
		busy.items.filter(
			(item) => item.event === event && (kind === undefined || item.licenseKind === kind),
		).length;
	expect(count('subscriptionRemoved', 'userLicense')).toBe(gone.length);
	expect(count('subscriptionRemoved', 'permissionSetLicense')).toBe(removed.length);
	expect(count('subscriptionRemoved', 'packageLicense')).toBe(packages.length);
	expect(count('frozenHolder')).toBeGreaterThan(150);
	expect(new Set(busy.items.map(({ eventKey }) => eventKey)).size).toBe(busy.items.length);
	expect(workflow.memory().length).toBeLessThan(MAX_MEMORY_BYTES);
	process.stderr.write(
		JSON.stringify({
			first: first.calls,
			quiet: quiet.calls,
			busy: busy.calls,
			items: busy.items.length,
			memory: workflow.memory().length,
			returned: count('userReturned'),
			idle: count('userInactive'),
			holders: count('inactiveHolder'),
		}) + '\n',
	);

	const after = await poll();
	expect(after.items).toEqual([]);
	expect(after.calls).toBeLessThanOrEqual(15);
}, 300_000);
