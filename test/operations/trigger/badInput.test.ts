import type { IDataObject } from 'n8n-workflow';
import type { Row } from '../../org/org';
import { clientCredentials, useOrg } from '../../support/org';
import { pollingWorkflow } from '../../support/pollNode';
import { ALL_EVENTS, change, employees, told } from '../../support/triggerCases';

/** What an org or an n8n may put in the way of a poll: never a false event, and none lost. */

const org = useOrg({ users: 80, seed: 11 });
const watching = (parameters: IDataObject = {}) =>
	pollingWorkflow({ events: ALL_EVENTS, ...parameters } as never, clientCredentials(org()));
const pool = () =>
	org()
		.org.rows('PermissionSetLicense')
		.find(({ DeveloperName }) => DeveloperName === 'SalesConsoleUser') as Row;
const without = () =>
	employees(org().org).filter(
		({ Id }) => org().org.table('PermissionSetLicenseAssign').where('AssigneeId', Id).length === 0,
	);
const assign = async ({ Id }: Row) => {
	const values = { AssigneeId: Id, PermissionSetLicenseId: pool().Id };
	await change(org(), 'POST', 'PermissionSetLicenseAssign', values);
	return `subscriptionAssigned ${Id} SalesConsoleUser`;
};
const freeze = async ({ Id }: Row) => {
	const [login] = org().org.table('UserLogin').where('UserId', Id);
	await change(org(), 'PATCH', `UserLogin/${login.Id}`, { IsFrozen: true });
};

it('n8n stops at any call of a poll: each change arrives once', async () => {
	const workflow = watching({ events: ['subscriptionAssigned', 'subscriptionRemoved'] });
	expect(await workflow.poll()).toEqual([]);
	pool().TotalLicenses = 1000;
	const people = without();
	const expected: string[] = [];
	const arrived: IDataObject[] = [];
	let stopped = 0;
	for (let calls = 0, isThrough = false; !isThrough; calls++) {
		expected.push(await assign(people.pop()!));
		org().faults.add({ kind: 'dailyLimit', after: calls });
		const before = workflow.memory();
		const items = await workflow.poll().catch(() => null);
		org().faults.clear();
		if (items === null) {
			stopped++;
			expect(workflow.memory()).toBe(before);
		}
		isThrough = (items ?? []).length > 0;
		arrived.push(...(items ?? []));
		workflow.restart();
	}
	arrived.push(...(await workflow.poll()));
	expect(told(arrived)).toEqual(expected.sort());
	expect(stopped).toBeGreaterThan(5);
});

it('an org in which nobody holds an assigned license has no events, and its first assignment has one', async () => {
	const { org: inside } = org();
	for (const object of [
		'PermissionSetAssignment',
		'PermissionSetLicenseAssign',
		'UserPackageLicense',
	])
		for (const row of inside.rows(object)) {
			const set = inside.table('PermissionSet').get(String(row.PermissionSetId));
			if (set?.IsOwnedByProfile !== true) inside.remove(object, row);
		}
	for (const user of inside.rows('User'))
		for (const name of Object.keys(user))
			if (name.startsWith('UserPermissions')) user[name] = false;
	inside.seats.recount();
	const workflow = watching();
	expect(await workflow.poll()).toEqual([]);
	expect(await workflow.poll()).toEqual([]);
	const [user] = without();
	const expected = await assign(user);
	expect(told(await workflow.poll())).toEqual([expected]);
	expect(await workflow.poll()).toEqual([]);
});

it.each([
	['markup', '<script>alert(1)</script>'],
	['an expression', '{{ $env.SECRET }}'],
	['a quote', "O'Brien \\' OR Name != ''"],
	['many signs', '😀'.repeat(80)],
	['a bell and a direction', 'a\u0007b\u202Ec'],
	['the key of a prototype', '__proto__'],
])('names with %s are passed on as they are, and no key is made of them', async (_, name) => {
	const events = ['subscriptionAssigned', 'frozenHolder', 'poolOverAllocated'];
	const workflow = watching({ events });
	await workflow.poll();
	const [user, other] = without().filter(
		({ Id }) => org().org.table('UserLogin').where('UserId', Id)[0].IsFrozen === false,
	);
	for (const one of [user, other]) Object.assign(one, { Name: name, Department: name });
	Object.assign(pool(), { MasterLabel: name });
	await assign(user);
	await freeze(other);
	org().org.change('PermissionSetLicense', pool(), { TotalLicenses: 1 });
	const items = await workflow.poll();
	expect(items.map(({ event }) => event).sort()).toEqual(events.toSorted());
	for (const { event, eventKey, name: person, licenseName } of items) {
		expect(eventKey).not.toContain(name);
		if (event !== 'poolOverAllocated') expect(person).toBe(name);
		if (event !== 'frozenHolder') expect(licenseName).toBe(name);
	}
	expect(await workflow.poll()).toEqual([]);
});
