import { FreeSeats } from '../../../nodes/SalesforceLicenses/licensing/planning/freeSeats';
import type { Profile } from '../../../nodes/SalesforceLicenses/licensing/model/licenseMoves';
import type {
	BeforeImage,
	CurrentUser,
} from '../../../nodes/SalesforceLicenses/licensing/model/userState';
import { beforeImage } from '../../../nodes/SalesforceLicenses/licensing/model/userState';
import type { WayContext } from '../../../nodes/SalesforceLicenses/licensing/restoring/restoreSteps';
import { restoreSteps } from '../../../nodes/SalesforceLicenses/licensing/restoring/restoreSteps';
import { aCurrentUser } from '../../support/builders';

const hold = (licenseId: string) => ({
	assignmentId: `a-${licenseId}`,
	licenseId,
	licenseIdentifier: licenseId.toUpperCase(),
});
const set = (permissionSetId: string, permissionSetGroupId: string | null = null) => ({
	assignmentId: `a-${permissionSetId}`,
	permissionSetId,
	permissionSetGroupId,
	name: permissionSetId,
	licenseIds: [],
	expiresAt: null,
	isExpiryKnown: true,
});
const profile = (profileId: string, userLicenseId: string, identifier: string): Profile => ({
	profileId,
	name: profileId,
	isAdministrator: false,
	userLicenseId,
	userLicense: { identifier, name: identifier },
});
const PROFILES = new Map([
	['p-old', profile('p-old', 'l-old', 'SFDC')],
	['p-chatter', profile('p-chatter', 'l-chatter', 'Chatter Free')],
]);

/** What the user was, what the user is, and the way between. */
function way(
	was: Partial<BeforeImage>,
	is: Partial<CurrentUser>,
	context: Partial<WayContext> & { wanted?: readonly string[] } = {},
) {
	const { wanted, ...rest } = context;
	const complete = {
		freeSeats: new FreeSeats(),
		profiles: PROFILES,
		owners: new Map<string, string>(),
		written: [],
		...rest,
	};
	const user = aCurrentUser(is);
	const before = { ...beforeImage(aCurrentUser()), ...was };
	const isWanted = ({ step }: { step: string }) => wanted?.includes(step) ?? true;
	return restoreSteps(before, user, complete, isWanted);
}

const shown = ({ steps }: ReturnType<typeof way>) =>
	steps.map(({ step, recordId, target, outcome }) =>
		[step, step.startsWith('assign') || target !== null ? target : recordId, outcome].join(' '),
	);

describe('a restore', () => {
	it.each<[string, Partial<BeforeImage>, Partial<CurrentUser>, string[]]>([
		['of a user who has not changed', {}, {}, []],
		['of an inactive user', {}, { isActive: false }, ['reactivate 0055g00000AbCdEAAV planned']],
		['of a user who was inactive before', { isActive: false }, { isActive: false }, []],
		['of a frozen user', {}, { isFrozen: true }, ['unfreeze 0Yw5g00000AbCdEAAV planned']],
		['of a user who was frozen before', { isFrozen: true }, { isFrozen: true }, []],
		['of a frozen user without login record', {}, { isFrozen: true, loginId: null }, []],
		[
			'of another profile',
			{ profileId: 'p-old', userLicenseId: 'l-old' },
			{ profileId: 'p-new', userLicenseId: 'l-new', userLicenseIdentifier: 'AUL' },
			['restoreProfile p-old planned'],
		],
		[
			'of a license',
			{ permissionSetLicenses: [hold('a'), hold('b')], packageLicenses: [hold('p')] },
			{ permissionSetLicenses: [hold('b')] },
			['assignPermissionSetLicense a planned', 'assignPackageLicense p planned'],
		],
		[
			'of sets, then groups',
			{ permissionSets: [set('s-group', 'g'), set('s1'), set('s2')] },
			{ permissionSets: [set('s2')] },
			['assignPermissionSet s1 planned', 'assignPermissionSetGroup g planned'],
		],
		[
			'of a feature',
			{ featureLicenses: ['MarketingUser', 'SupportUser'] },
			{ featureLicenses: ['SupportUser'] },
			['setFeatureLicense MarketingUser planned'],
		],
		[
			'of everything, in the reverse order',
			{
				profileId: 'p-old',
				permissionSetLicenses: [hold('a')],
				permissionSets: [set('s1')],
				packageLicenses: [hold('p')],
				featureLicenses: ['MarketingUser'],
			},
			{ profileId: 'p-new', isActive: false, isFrozen: true },
			[
				'restoreProfile p-old planned',
				'reactivate 0055g00000AbCdEAAV planned',
				'assignPermissionSetLicense a planned',
				'assignPermissionSet s1 planned',
				'assignPackageLicense p planned',
				'setFeatureLicense MarketingUser planned',
				'unfreeze 0Yw5g00000AbCdEAAV planned',
			],
		],
	])('%s', (_, was, is, steps) => {
		expect(shown(way(was, is))).toEqual(steps);
	});

	it('has only the requested steps', () => {
		const was = { permissionSetLicenses: [hold('a')] };
		const is = { isActive: false, isFrozen: true };
		expect(shown(way(was, is, { wanted: ['unfreeze'] }))).toHaveLength(1);
	});

	it.each<[string, Partial<BeforeImage>, Partial<CurrentUser>, string, string]>([
		['reactivation', {}, { isActive: false }, 'userLicense:1005g000001SfdcAAC', 'Salesforce'],
		[
			'permission set license',
			{ permissionSetLicenses: [hold('a')] },
			{},
			'permissionSetLicense:a',
			'A',
		],
		['package license', { packageLicenses: [hold('p')] }, {}, 'packageLicense:p', 'P'],
		['feature', { featureLicenses: ['MobileUser'] }, {}, 'featureLicense:MobileUser', 'MobileUser'],
		[
			'profile',
			{ profileId: 'p-old', userLicenseId: 'l-old' },
			{ profileId: 'p-new', userLicenseId: 'l-new', userLicenseIdentifier: 'AUL' },
			'userLicense:l-old',
			'the user license of the previous profile',
		],
	])('is blocked if no seat is free: %s', (_, was, is, seat, name) => {
		const { steps } = way(was, is, { freeSeats: new FreeSeats([[seat, 0]]) });
		expect(steps).toMatchObject([{ outcome: 'blocked', errorCode: 'NO_FREE_SEAT' }]);
		expect(steps[0].reason).toContain(`There is no free seat of ${name}.`);
		const [free] = way(was, is, { freeSeats: new FreeSeats([[seat, 1]]) }).steps;
		expect(free.outcome).toBe('planned');
	});

	it('takes one seat of the old license with the reactivation, not two', () => {
		const was = { profileId: 'p-old', userLicenseId: 'l-old' };
		const is = { profileId: 'p-new', userLicenseId: 'l-new', isActive: false };
		const freeSeats = new FreeSeats([
			['userLicense:l-old', 1],
			['userLicense:l-new', 0],
		]);
		const { steps } = way(was, { ...is, userLicenseIdentifier: 'AUL' }, { freeSeats });
		expect(steps.map(({ outcome }) => outcome)).toEqual(['planned', 'planned']);
		expect([...freeSeats.wanted]).toEqual([['userLicense:l-old', 1]]);
	});

	it.each([
		['that Salesforce does not allow', 'p-chatter', /does not allow moving a user/],
		['whose profile is gone', 'p-gone', /The previous profile \(p-gone\) no longer exists/],
	])('to a profile %s is blocked', (_, profileId, reason) => {
		const { steps } = way({ profileId }, { profileId: 'p-new' });
		expect(steps).toMatchObject([{ step: 'restoreProfile', outcome: 'blocked', errorCode: null }]);
		expect(steps[0].reason).toMatch(reason);
	});

	it('returns the records that the new owner still owns, and no others', () => {
		const handed = ['r1', 'r2', 'r3'].map((recordId) => ({
			step: 'transferRecord' as const,
			recordId,
			target: 'heir',
			name: 'Account',
		}));
		const owners = new Map([
			['r1', 'heir'],
			['r2', 'somebody else'],
		]);
		const { steps } = way({}, {}, { written: handed, owners });
		expect(steps).toMatchObject([
			{ step: 'returnRecord', recordId: 'r1', target: '0055g00000AbCdEAAV', name: 'Account' },
		]);
	});

	it('says which layers it cannot restore, because they were not read then or now', () => {
		const { steps, warnings } = way(
			{ permissionSets: null, packageLicenses: [hold('p')] },
			{ packageLicenses: null, isFrozen: null },
		);
		expect(steps).toEqual([]);
		expect(warnings).toEqual([
			'Not in the before-image, so not restored: permission sets.',
			'Not readable now, so not restored: package licenses, the frozen state.',
		]);
	});
});
