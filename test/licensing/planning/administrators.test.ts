import { administratorGuard } from '../../../nodes/SalesforceLicenses/licensing/planning/administrators';
import type { Right, UserRights } from '../../../nodes/SalesforceLicenses/licensing/model/rights';
import { KEY_RIGHTS, RIGHTS } from '../../../nodes/SalesforceLicenses/licensing/model/rights';
import type { StepKind } from '../../../nodes/SalesforceLicenses/licensing/planning/steps';
import { planStep } from '../../../nodes/SalesforceLicenses/licensing/planning/steps';

const NOTHING: UserRights = { held: new Set(), unread: null, apiOnly: false };
const rights = (...held: Right[]): UserRights => ({ ...NOTHING, held: new Set(held) });
const UNREAD: UserRights = { ...NOTHING, unread: 'Nobody may look.' };
const FULL = rights(...KEY_RIGHTS);

/** The guard of an org with these people, of whom some are known to be able to sign in. */
function guardOf(
	people: Record<string, UserRights>,
	usable: readonly string[] = [],
	protectAdministrators = false,
) {
	const holders = (right: Right) =>
		new Set(usable.filter((userId) => people[userId].held.has(right)));
	const guard = administratorGuard({
		rightsOf: (userId) => people[userId],
		usable: new Map(KEY_RIGHTS.map((right) => [right, holders(right)])),
		protectAdministrators,
	});
	return (userId: string, step: StepKind = 'deactivate', more: object = {}) =>
		guard(
			{
				userId,
				username: `${userId}@acme.example`,
				userType: 'Standard',
				userLicenseIdentifier: 'SFDC',
				isActive: true,
				isFrozen: false,
				...more,
			},
			[planStep(step, userId)],
		);
}

describe('with Protect Administrators on', () => {
	it.each(RIGHTS)('%s makes an administrator', (right) => {
		expect(guardOf({ a: rights(right) }, [], true)('a')).toContain(`"${right}"`);
	});

	it('a user without these permissions is not an administrator, and a user who cannot be read counts as one', () => {
		const guard = guardOf({ a: NOTHING, b: UNREAD }, [], true);
		expect(guard('a')).toBeNull();
		expect(guard('b', 'removePackageLicense')).toMatch(/may be an administrator.*Nobody may look/);
	});
});

describe('with Protect Administrators off', () => {
	it('the last administrator keeps the whole seat, and the second to last may lose it', () => {
		const guard = guardOf({ a: FULL, b: FULL, c: NOTHING }, ['a', 'b']);
		expect(guard('a')).toBeNull();
		expect(guard('b')).toMatch(/last administrator/);
		expect(guard('b', 'removePackageLicense')).toMatch(/last administrator/);
		expect(guard('c')).toBeNull();
	});

	it('further items about a user who is deactivated are not counted again', () => {
		const guard = guardOf({ a: FULL, b: FULL }, ['a', 'b']);
		expect([guard('a', 'freeze'), guard('a', 'deactivate')]).toEqual([null, null]);
	});

	it('removing a license does not remove an administrator', () => {
		const guard = guardOf({ a: FULL, b: FULL }, ['a', 'b']);
		expect(guard('a', 'removePackageLicense')).toBeNull();
		expect(guard('b')).toBeNull();
		expect(guard('a')).toMatch(/last administrator/);
	});

	it('two users who share the permissions do not replace one who has them all', () => {
		const shared = {
			b: rights('Modify All Data'),
			c: rights('Manage Users', 'Customize Application'),
		};
		const guard = guardOf({ a: FULL, ...shared }, ['a', 'b', 'c']);
		expect(guard('a')).toMatch(/last administrator/);
		expect(guard('b')).toBeNull();
	});

	it.each<StepKind>([
		'deactivate',
		'freeze',
		'changeProfile',
		'restoreProfile',
		'removePermissionSet',
	])('a user who may be the last administrator is protected from %s', (step) => {
		expect(guardOf({ a: UNREAD })('a', step)).toMatch(/may be the last.*Nobody may look/);
		expect(guardOf({ a: UNREAD, b: FULL }, ['b'])('a', step)).toBeNull();
	});

	it('a user who may be one still loses a license, because that removes no administrator', () => {
		expect(guardOf({ a: UNREAD })('a', 'removePackageLicense')).toBeNull();
	});

	it.each([
		[{ isActive: false }, null],
		[{ isFrozen: true }, null],
		[{ isFrozen: null }, /last administrator/],
	])('only a user who cannot log in does not count as a loss: %j', (state, expected) => {
		const reason = guardOf({ a: FULL })('a', 'deactivate', state);
		if (expected === null) expect(reason).toBeNull();
		else expect(reason).toMatch(expected);
	});
});

describe('a user who may only use the API', () => {
	const machine = { ...NOTHING, apiOnly: true };

	it.each(['Integración de Salesforce', null])('counts as an integration with the license %p', (license) => {
		const guard = guardOf({ a: machine });
		expect(guard('a', 'freeze', { userLicenseIdentifier: license })).toMatch(/API Only User/);
	});

	it('does not count as one on a license that a person could use', () => {
		expect(guardOf({ a: machine })('a', 'freeze', { userLicenseIdentifier: 'SFDC' })).toBeNull();
	});
});
