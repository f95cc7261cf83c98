import type {
	CombineRequest,
	Portion,
	PortionSummary,
} from '../../../../nodes/SalesforceLicenses/licensing/playbook/portions/combine';
import { combinePortions } from '../../../../nodes/SalesforceLicenses/licensing/playbook/portions/combine';

const NOW = new Date('2026-06-30T02:00:00.000Z');
const ORG = '00D000000000001AAA';
const [FIRST, SECOND] = ['005000000000005AAA', '00500000000000aAAA'];
const SFDC = {
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	licenseName: 'Salesforce',
	softwareModel: 'Salesforce CRM',
} as const;
const PSL = {
	licenseKind: 'permissionSetLicense',
	licenseIdentifier: 'P',
	licenseName: 'P',
	softwareModel: null,
} as const;

const summary = (more: Partial<PortionSummary> = {}): PortionSummary => ({
	...{ orgId: ORG, resumeAfter: null, readKinds: ['userLicense', 'permissionSetLicense'] },
	...{ unreadKinds: [], leftOut: [], warnings: [], calls: 3, subscriptions: 2 },
	...{ added: 1, changed: 0, removed: 0, unchanged: 1 },
	licenses: [{ ...SFDC, subscriptions: 2, inactive: 1 }],
	...more,
});
const portion = (number: number, more: Partial<Portion> = {}): Portion => ({
	...{ run: '7', number, endedAt: '2026-06-30T01:00:00.000Z' },
	afterUserId: [null, FIRST, SECOND][number - 1],
	summary: summary({ resumeAfter: [FIRST, SECOND, null][number - 1] }),
	...more,
});
const THREE = [portion(1), portion(2), portion(3)];

const combine = (portions: Portion[], more: Partial<CombineRequest> = {}) =>
	combinePortions({
		...{ portions, orgId: ORG, profile: 'Acme', pools: [], snapshots: [] },
		...{ now: NOW, maxAgeHours: 6, ...more },
	});

describe('a run in portions', () => {
	it('begins before the first user', () => {
		expect(combine([])).toMatchObject({
			...{ startOver: null, isFinished: false, run: null, number: 1, startAfterUserId: null },
			...{ isComplete: false, readKinds: [], subscriptions: 0, snapshots: [] },
		});
	});

	it('says once in a sentence what portions did not read, and nothing of what they did', () => {
		const unread = {
			unreadKinds: [{ licenseKind: 'permissionSetLicense' as const, reason: 'No access.' }],
			leftOut: [{ what: 'activity', reason: 'Refused.' }],
		};
		const of = ({ summary: read, ...one }: Portion): Portion => ({
			...{ ...one, summary: { ...read, ...unread } },
		});
		expect(combine(THREE).notRead).toEqual([]);
		expect(combine([portion(1), of(portion(2)), of(portion(3))]).notRead).toEqual([
			'Permission Set License: No access.',
			'activity: Refused.',
		]);
	});

	it('continues after the last user of the last portion, in whatever order they are stored', () => {
		expect(combine([portion(2), portion(1)])).toMatchObject({
			...{ startOver: null, isFinished: false, isComplete: false },
			...{ run: '7', number: 3, startAfterUserId: SECOND, snapshots: [] },
		});
	});

	it('is finished with the portion that no other follows, and adds all of them up', () => {
		expect(combine(THREE)).toMatchObject({
			...{ isFinished: true, isComplete: true, startAfterUserId: null },
			...{ calls: 9, subscriptions: 6, added: 3, unchanged: 3 },
		});
	});

	it.each<[string, Partial<PortionSummary>, object]>([
		[
			'a kind',
			{
				readKinds: ['userLicense'],
				unreadKinds: [{ licenseKind: 'permissionSetLicense', reason: 'no access' }],
				warnings: ['No access'],
			},
			{ readKinds: ['userLicense'], warnings: ['No access'] },
		],
		['a signal', { leftOut: [{ what: 'frozen', reason: 'no access' }] }, {}],
	])('is not complete if %s could not be read in one of them', (_, more, expected) => {
		const portions = [
			portion(1),
			portion(2, { summary: summary({ resumeAfter: SECOND, ...more }) }),
			portion(3),
		];
		expect(combine(portions)).toMatchObject({ isFinished: true, isComplete: false, ...expected });
	});
});

describe('what an earlier run left', () => {
	const other = { orgId: '00D000000000002AAA' };
	it.each<[string, Portion[], Partial<CombineRequest>]>([
		['of another org', THREE, other],
		[
			'of two orgs',
			[portion(1), portion(2, { summary: summary({ ...other, resumeAfter: SECOND }) })],
			{ orgId: null },
		],
		['of two runs', [portion(1), portion(2, { run: '8' })], {}],
		['without its first portion', [portion(2)], {}],
		['without one in between', [portion(1), portion(3)], {}],
		['with one portion twice', [portion(1), portion(1)], {}],
		['with a gap', [portion(1), portion(2, { afterUserId: SECOND })], {}],
		['that begins in the middle', [portion(1, { afterUserId: FIRST })], {}],
		['with a portion after the last one', [portion(1, { summary: summary() }), portion(2)], {}],
		[
			'with a portion that goes back',
			[portion(1), portion(2, { summary: summary({ resumeAfter: FIRST }) })],
			{},
		],
		['too long ago', [portion(1, { endedAt: '2026-06-29T19:00:00.000Z' })], {}],
		['in the future', [portion(1, { endedAt: '2027-01-01T00:00:00.000Z' })], {}],
		['at no time', [portion(1, { endedAt: 'yesterday' })], {}],
	])('%s is not continued: the run starts over, and says why', (_, portions, more) => {
		const combined = combine(portions, more);
		expect(combined.startOver).toMatch(/\w/);
		expect(combined).toMatchObject({
			...{ isFinished: false, number: 1, startAfterUserId: null, run: null },
			...{ readKinds: [], subscriptions: 0, snapshots: [] },
		});
	});

	it('is continued until the hours are over', () => {
		const portions = [portion(1, { endedAt: '2026-06-29T20:00:00.000Z' })];
		expect(combine(portions).startOver).toBeNull();
		expect(combine(portions, { maxAgeHours: 5 }).startOver).toContain('5 hours');
	});
});

describe('the snapshots of a finished run', () => {
	const pool = {
		licenseKind: 'userLicense',
		licenseIdentifier: 'SFDC',
		total: 9,
		used: 6,
		price: 100,
	};
	const morning = { ...SFDC, id: 4, profile: 'Acme', day: '2026-06-30' };

	it('add up the portions, with seats and prices', () => {
		expect(combine(THREE, { pools: [pool] }).snapshots).toEqual([
			{
				...{ profile: 'Acme', day: '2026-06-30', ...SFDC, assigned: 6, stale: 3 },
				...{ total: 9, used: 6, potentialSaving: 300 },
			},
		]);
	});

	it('have no saving without a price', () => {
		const [snapshot] = combine(THREE, { pools: [{ ...pool, price: null }] }).snapshots;
		expect(snapshot.potentialSaving).toBeNull();
		expect(combine(THREE).snapshots[0]).toMatchObject({ total: null, potentialSaving: null });
	});

	it("update today's rows of this profile, and no others", () => {
		expect(combine(THREE, { snapshots: [morning] }).snapshots).toMatchObject([{ id: 4 }]);
		for (const other of [{ profile: 'Other' }, { day: '2026-06-29' }]) {
			const [snapshot] = combine(THREE, { snapshots: [{ ...morning, ...other }] }).snapshots;
			expect(snapshot).not.toHaveProperty('id');
		}
	});

	it('say zero of a license that no user holds any longer, if its kind was read', () => {
		const gone = { ...morning, ...PSL, id: 5 };
		expect(combine(THREE, { snapshots: [gone] }).snapshots).toContainEqual(
			expect.objectContaining({ id: 5, licenseIdentifier: 'P', assigned: 0, stale: 0 }),
		);
		const unread = THREE.map((one) => ({
			...one,
			summary: { ...one.summary, readKinds: ['userLicense' as const] },
		}));
		expect(combine(unread, { snapshots: [gone] }).snapshots).toHaveLength(1);
	});
});
