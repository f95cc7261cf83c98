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

it('is the active user of the org whose ID the user has as manager', () => {
	expect(manager()).toEqual({ name: 'Bo Boss', email: 'boss@acme.example' });
});

it.each([false, null, undefined, 'true', 1])('is nobody who is active: %j', (isActive) => {
	expect(manager({ isActive })).toBeNull();
});

it.each([null, undefined, ''])('is nobody whose address, org or ID is %j', (value) => {
	expect(manager({ email: value })).toBeNull();
	expect(manager({ orgId: value })).toBeNull();
	expect(manager({ userId: value })).toBeNull();
});

it.each([null, undefined, '', '00D2'])('is nobody where the org of the profile is %j', (orgId) => {
	expect(new Managers([boss]).of(row, orgId as never)).toBeNull();
	expect(manager({}, { orgId }, '00D1')).toBeNull();
	expect(manager({ orgId })).toBeNull();
});

it.each([null, undefined, '', '005X'])('is nobody where the user has the manager %j', (id) => {
	expect(manager({}, { managerId: id })).toBeNull();
});

it('is never the user, and no user of two orgs is mixed up', () => {
	expect(manager({}, { userId: '005M' })).toBeNull();
	const both = new Managers([{ ...boss, orgId: '00D2', email: 'other@acme.example' }, boss]);
	expect(both.of(row, '00D1')?.email).toBe('boss@acme.example');
});
