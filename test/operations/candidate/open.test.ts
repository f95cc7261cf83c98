import type { IDataObject } from 'n8n-workflow';
import { CANDIDATE_COLUMNS } from '../../../nodes/SalesforceLicenses/licensing/playbook/candidateRow';
import { TABLES } from '../../../workflows/storage/tables';
import { ago, ahead, candidateRow, KEY, runCandidates } from '../../support/candidateRows';
import { findCandidates } from '../../support/candidates';
import { seeAll, useOrg } from '../../support/org';

const org = useOrg({ users: 60, seed: 7 });

const found = (changes: object = {}) => ({
	candidateKey: KEY,
	state: 'Ready',
	orgId: '00D000000000001AAA',
	userId: '005000000000001AAA',
	username: 'ann@example.com.emea',
	email: 'ann@example.com',
	name: 'Ann Example',
	licenseKind: 'userLicense',
	licenseIdentifier: 'SFDC',
	action: 'deactivate',
	rule: 'Unused seats',
	justification: 'No login for 200 days',
	blockers: [],
	...changes,
});
const refusing = [
	{ effect: 'refuses', text: 'Owns the default queue.', fix: 'Set another owner.' },
];
const open = async (items: object[], parameters: object = {}, options = {}) =>
	await runCandidates(
		'open',
		items,
		{ profile: 'EMEA', notifyUser: false, ...parameters },
		options,
	);

describe('candidate:open', () => {
	it('returns rows in the shape of the table for the output of Find Candidates', async () => {
		seeAll(org());
		const { items } = await findCandidates(org(), { inactiveDays: 30 });
		expect(items.length).toBeGreaterThan(5);

		const run = await open(items, { notifyUser: true });

		expect(run.error).toBeNull();
		expect(run.toWrite).toHaveLength(items.length);
		for (const row of run.toWrite) {
			expect(Object.keys(row).sort()).toEqual(Object.keys(TABLES.salesforce_candidates).sort());
			expect(row).toMatchObject({ profile: 'EMEA', notifyUser: true, closedAt: null });
		}
		expect(run.outputs[0].map(({ pairedItem }) => pairedItem)).toEqual(
			items.map((_, item) => ({ item })),
		);
	});

	it.each([[[found(), found({ candidateKey: 'other' })]], [[{}]]])(
		'returns the rows in one item, as JSON text, if the store takes them at once',
		async (items) => {
			const asItems = await open(items);
			const [one, ...others] = (await open(items, { rowsAs: 'text' })).toWrite;

			expect(others).toEqual([]);
			expect(one.count).toBe(asItems.toWrite.length);
			const keys = (rows: unknown) => (rows as IDataObject[]).map((row) => row.candidateKey);
			expect(keys(JSON.parse(String(one.rows)))).toEqual(keys(asItems.toWrite));
			expect(Object.keys((JSON.parse(String(one.rows)) as object[])[0] ?? {}).sort()).toEqual(
				Object.keys(asItems.toWrite[0] ?? {}).sort(),
			);
		},
	);

	it('has the columns of the table', () => {
		expect([...CANDIDATE_COLUMNS].sort()).toEqual(Object.keys(TABLES.salesforce_candidates).sort());
	});

	it('opens a candidate that Salesforce would refuse as Attention Required, with the fix', async () => {
		const { toWrite } = await open([found({ blockers: refusing })]);

		expect(toWrite).toMatchObject([
			{
				state: 'Attention Required',
				errorCode: 'BLOCKED',
				reason: 'Owns the default queue. Set another owner.',
			},
		]);
	});

	it('opens a candidate as Attention Required if the profile asks and no one can be reached', async () => {
		const { toWrite } = await open([found({ email: '' })], { notifyUser: true });

		expect(toWrite).toMatchObject([{ state: 'Attention Required', errorCode: 'NO_EMAIL' }]);
	});

	it.each([
		['open already', candidateRow({ state: 'Awaiting User' }), /open already.*Awaiting User/],
		[
			'kept until later',
			candidateRow({ state: 'Closed Skipped', keepUntil: ahead(5) }),
			/keeps this license until/,
		],
	])('does not change a candidate that is %s', async (_, stored, because) => {
		const { toWrite, unchanged } = await open([found()], { storedCandidates: [stored] });

		expect(toWrite).toEqual([]);
		expect(unchanged).toMatchObject([
			{ candidateKey: KEY, unchangedBecause: expect.stringMatching(because) as string },
		]);
	});

	it('reopens a candidate that was closed and is no longer kept, once', async () => {
		const stored = [candidateRow({ state: 'Closed Skipped', keepUntil: ago(1) })];
		const { toWrite, unchanged } = await open([found(), found()], {
			storedCandidates: JSON.stringify(stored),
		});

		expect(toWrite).toHaveLength(1);
		expect(unchanged[0].unchangedBecause).toMatch(/twice/);
	});

	it('never opens a protected user', async () => {
		const { toWrite, unchanged } = await open([
			found({ state: 'Protected', protection: 'Administrator.' }),
			found({ state: 'Protected', protection: null }),
		]);

		expect(toWrite).toEqual([]);
		expect(unchanged).toHaveLength(2);
	});

	it('accepts stored rows from a spreadsheet, and returns JSON as text', async () => {
		const { notes, ...row } = candidateRow({ state: 'Awaiting Approval' });
		const cells = Object.fromEntries(
			Object.entries(row).map(([key, value]) => [
				key,
				value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value),
			]),
		);
		const stored = [{ ...cells, notes: JSON.stringify(notes), row_number: 2 }];
		const other = found({ candidateKey: 'other' });
		const run = await open([found(), other], { storedCandidates: stored, jsonColumns: 'text' });

		expect(run.error).toBeNull();
		expect(run.toWrite).toMatchObject([{ candidateKey: 'other' }]);
		expect(JSON.parse(String(run.toWrite[0].notes))).toHaveLength(1);
	});

	it.each([
		['state', undefined],
		['state', 'Gone'],
		['keepUntil', 'next week'],
		['keepUntil', 5],
		['candidateKey', ''],
		['candidateKey', null],
		['action', ['deactivate']],
		['notes', 'not JSON'],
	])('opens nothing if %s of a stored row is %p', async (key, value) => {
		const run = await open([found()], {
			storedCandidates: JSON.stringify([{ ...candidateRow(), [key]: value }]),
		});

		expect(run.error?.message).toMatch(new RegExp(`Stored Candidates.*row 1, ${key}`));
	});

	it.each(['={{ undefined }}', '={{ null }}', '={{ "" }}', 'EMEA,', NaN, {}, '{', '[[]]'])(
		'opens nothing if the list of stored rows is %p',
		async (storedCandidates) => {
			const run = await open([found()], { storedCandidates });
			expect(run.error?.message).toMatch(/Stored Candidates/);
		},
	);

	it.each([
		['state', undefined],
		['state', 'Closed Skipped'],
		['blockers', 'many'],
		['blockers', [null]],
		['userId', NaN],
		['licenseKind', 'seat'],
		['action', ''],
	])(
		'refuses a found candidate whose %s is %p, and continues with Continue on Fail',
		async (key, value) => {
			const items = [found({ [key]: value }), found({ candidateKey: 'fine' })];
			const stopped = await open(items);
			expect(stopped.error?.message).toMatch(new RegExp(`Item 1 cannot be used.*${key}`));

			const run = await open(items, {}, { continueOnFail: true });
			expect(run.toWrite).toMatchObject([{ candidateKey: 'fine' }]);
			expect(run.outputs[1]).toMatchObject([
				{ json: { error: expect.stringMatching(/Item 1/) as string }, pairedItem: { item: 0 } },
			]);
		},
	);

	it.each([' ', '={{ "" }}', '={{ undefined }}', '={{ null }}', '={{ [] }}'])(
		'needs a profile: %p is not one',
		async (profile) => {
			const run = await open([found()], { profile });
			expect(run.error?.message).toMatch(/^Profile/);
		},
	);

	it('ignores an item without any key', async () => {
		const run = await open([{}], { storedCandidates: '={{ [{}] }}' });
		expect([run.error, ...run.outputs]).toEqual([null, [], []]);
	});
});
