import type { BlockerKind } from '../../../nodes/SalesforceLicenses/licensing/blockers/blockerKinds';
import { BLOCKER_KINDS } from '../../../nodes/SalesforceLicenses/licensing/blockers/blockerKinds';
import type { Dependency } from '../../../nodes/SalesforceLicenses/licensing/blockers/blockers';
import { toBlockers } from '../../../nodes/SalesforceLicenses/licensing/blockers/blockers';
import type { Judged } from '../../../nodes/SalesforceLicenses/licensing/blockers/seatBlockers';
import {
	seatFindings,
	siteLicense,
} from '../../../nodes/SalesforceLicenses/licensing/blockers/seatBlockers';
import type { HeldSeats } from '../../../nodes/SalesforceLicenses/licensing/model/userState';

const finding = (kind: BlockerKind, more: Partial<Dependency> = {}): Dependency => ({
	userId: 'u1',
	kind,
	count: 1,
	object: null,
	recordId: null,
	name: null,
	...more,
});
const kinds = Object.keys(BLOCKER_KINDS) as BlockerKind[];

describe('blockers', () => {
	it.each(kinds)('%s says what blocks the user and where to fix it', (kind) => {
		const { actions, effect, fix } = BLOCKER_KINDS[kind];
		const [blocker] = toBlockers([finding(kind, { name: 'Thing' })], actions[0]);
		expect(blocker).toMatchObject({ kind, effect, fix, count: 1 });
		expect(blocker.text).toMatch(/^[A-Z0-9].*\.$/);
		expect(fix).toMatch(/Setup|action|Groups|Dashboards|Transfer/);
	});

	it.each([
		['freeze', 'scheduledJob', 0],
		['freeze', 'pendingApproval', 1],
		['removeLicense', 'hierarchyField', 0],
		['changeProfile', 'ownedRecords', 1],
		['changeProfile', 'queueMember', 0],
		['wholeSeat', 'queueMember', 1],
	] as const)('%s: %s matters %i times', (action, kind, times) => {
		expect(toBlockers([finding(kind)], action)).toHaveLength(times);
	});

	it('merges blockers of one kind, and lists the first five', () => {
		const records = Array.from({ length: 7 }, (_, index) =>
			finding('queueMember', {
				object: 'GroupMember',
				recordId: `r${index}`,
				name: `Queue ${index}`,
			}),
		);
		const [blocker, ...others] = toBlockers(records, 'deactivate');
		expect(others).toEqual([]);
		expect(blocker.count).toBe(7);
		expect(blocker.records).toHaveLength(5);
		expect(blocker.text).toContain(
			'7 queues: Queue 0, Queue 1, Queue 2, Queue 3, Queue 4 and 2 more',
		);
	});

	it('lists what Salesforce would refuse before what would break', () => {
		const found = [finding('queueMember'), finding('hierarchyField')];
		const effects = toBlockers(found, 'deactivate').map(({ effect }) => effect);
		expect(effects).toEqual(['refuses', 'breaks']);
	});
});

const SEATS: HeldSeats = {
	permissionSets: [
		{
			assignmentId: 'a',
			permissionSetId: 's1',
			permissionSetGroupId: null,
			name: 'Console',
			licenseIds: ['L1'],
			expiresAt: null,
			isExpiryKnown: true,
		},
		{
			assignmentId: 'b',
			permissionSetId: 's2',
			permissionSetGroupId: 'g1',
			name: 'Agents',
			licenseIds: ['L1', 'L2'],
			expiresAt: null,
			isExpiryKnown: true,
		},
		{
			assignmentId: 'c',
			permissionSetId: 's3',
			permissionSetGroupId: null,
			name: 'Other',
			licenseIds: [],
			expiresAt: null,
			isExpiryKnown: true,
		},
	],
	permissionSetLicenses: [{ assignmentId: 'd', licenseId: 'L1', licenseIdentifier: 'ConsoleUser' }],
	packageLicenses: [{ assignmentId: 'e', licenseId: 'P1', licenseIdentifier: 'SBQQ' }],
};
const judged = (more: Partial<Judged>): Judged => ({
	userId: 'u1',
	action: 'deactivate',
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	userLicense: { identifier: 'SFDC', name: 'Salesforce' },
	takenCareOf: new Set(),
	...more,
});

describe('blockers of the seats', () => {
	it.each<[string, Partial<Judged>, Array<[BlockerKind, string | null]>]>([
		[
			'deactivate',
			{},
			[
				['seatsStay', 'ConsoleUser'],
				['seatsStay', 'SBQQ'],
			],
		],
		[
			'deactivate, where another item removes a seat',
			{ takenCareOf: new Set(['permissionSetLicense:ConsoleUser']) },
			[['seatsStay', 'SBQQ']],
		],
		['wholeSeat', { action: 'wholeSeat' }, []],
		['freeze', { action: 'freeze' }, []],
		['a user license', { action: 'removeLicense' }, [['noLicenseOfItsOwn', null]]],
		[
			'a permission set license, whatever the case',
			{
				action: 'removeLicense',
				licenseKind: 'permissionSetLicense',
				licenseIdentifier: 'consoleuser',
			},
			[
				['permissionSetsGo', 'Console'],
				['permissionSetsGo', 'Agents'],
			],
		],
		[
			'a permission set license that is not held',
			{ action: 'removeLicense', licenseKind: 'permissionSetLicense', licenseIdentifier: 'Other' },
			[],
		],
		[
			'a site license',
			{ action: 'removeLicense', licenseKind: 'packageLicense', licenseIdentifier: 'SITE' },
			[['siteLicense', 'SITE']],
		],
		[
			'a counted package',
			{ action: 'removeLicense', licenseKind: 'packageLicense', licenseIdentifier: 'SBQQ' },
			[],
		],
		['a move within a family', { action: 'changeProfile' }, []],
		[
			'a move from a license without family',
			{ action: 'changeProfile', userLicense: { identifier: 'X', name: 'Made Up' } },
			[['noMoveFromLicense', 'Made Up']],
		],
		['a move from an unknown license', { action: 'changeProfile', userLicense: null }, []],
	])('%s', (_, more, expected) => {
		const found = seatFindings(
			judged(more),
			SEATS,
			new Set([siteLicense('packageLicense', 'Site')]),
		);
		expect(found.map(({ kind, name }) => [kind, name])).toEqual(expected);
	});

	it('are not reported for layers that were not read', () => {
		const unread = { permissionSets: null, permissionSetLicenses: null, packageLicenses: null };
		expect(seatFindings(judged({}), unread, new Set())).toEqual([]);
	});
});
