import { Managers } from '../../../../nodes/SalesforceLicenses/licensing/playbook/promises/managers';

const boss = {
	orgId: '00D1',
	userId: '005M',
	name: 'Bo Boss',
	email: 'boss@acme.example',
	isActive: true,
};
const row = { orgId: '00D1', userId: '005A', managerId: '005M' };
const manager = (changes: object = {}, of: object = {}, orgId: string | null = '00D1') =>
	new Managers([{ ...boss, ...changes }]).of({ ...row, ...of }, orgId);

it("the manager is the active user of the org with the ID in the user's manager field", () => {
	expect(manager()).toEqual({ name: 'Bo Boss', email: 'boss@acme.example' });
});

it.each([false, null, undefined, 'true', 1])(
	'the manager is never an inactive user: %j',
	(isActive) => {
		expect(manager({ isActive })).toBeNull();
	},
);

it.each([null, undefined, ''])(
	'the manager is never a user whose address, org or ID is %j',
	(value) => {
		expect(manager({ email: value })).toBeNull();
		expect(manager({ orgId: value })).toBeNull();
		expect(manager({ userId: value })).toBeNull();
	},
);

it.each([null, undefined, '', '00D2'])(
	'the manager is unknown if the org of the profile is %j',
	(orgId) => {
		expect(new Managers([boss]).of(row, orgId as never)).toBeNull();
		expect(manager({}, { orgId }, '00D1')).toBeNull();
		expect(manager({ orgId })).toBeNull();
	},
);

it.each([null, undefined, '', '005X'])(
	'the manager is unknown if the manager field of the user is %j',
	(id) => {
		expect(manager({}, { managerId: id })).toBeNull();
	},
);

it('the manager is never the user, and users of two orgs are not mixed up', () => {
	expect(manager({}, { userId: '005M' })).toBeNull();
	const both = new Managers([{ ...boss, orgId: '00D2', email: 'other@acme.example' }, boss]);
	expect(both.of(row, '00D1')?.email).toBe('boss@acme.example');
});
